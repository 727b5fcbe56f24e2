"""The committee's note: one page of text to hand out, which says nothing that the master does not."""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.deciding.notes import notes_by_measure
from qpv_xlsx.domain.judging.assessing import account_of, is_answering
from qpv_xlsx.domain.judging.assessment import Assessment
from qpv_xlsx.domain.judging.indicators import assess_indicators
from qpv_xlsx.domain.judging.matters import matters
from qpv_xlsx.domain.judging.rankings import points_of_attention
from qpv_xlsx.domain.judging.since_last import Changes
from qpv_xlsx.domain.judging.tallies import indicator_tally, tally
from qpv_xlsx.domain.merging.ledger import Ledger
from qpv_xlsx.export.word_charts import place_charts
from qpv_xlsx.messages.change_words import change_sentences, changes_title
from qpv_xlsx.messages.closed_words import worded
from qpv_xlsx.messages.matter_words import committee_words, told
from qpv_xlsx.messages.numbers import day, seen_figure, whole_rate
from qpv_xlsx.messages.strict_goals import strict_goal
from qpv_xlsx.messages.telling import telling_decimals
from qpv_xlsx.messages.whole_codes import parts_of
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.lifting import LiftedChart

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_MOST = 5  # attention points and decisions: the page is one


def render_note(
    campaign: Campaign,
    ledger: Ledger,
    assessment: Assessment,
    charts: Sequence[LiftedChart],
    *,
    language: str = "fr",
    created: datetime,
    changes: Changes | None = None,
) -> bytes:
    """The note as a .docx file, with its *charts* side by side. *changes*: since the last time; None: there was none."""
    import docx
    from docx.shared import Cm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin = section.bottom_margin = Cm(1.3)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(9)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(2)
    document.core_properties.title = phrase(language, "note_title", title=campaign.title, year=campaign.year)
    document.core_properties.author = campaign.coordinator.name
    document.core_properties.created = document.core_properties.modified = created.replace(tzinfo=None)
    _Note(document, campaign, ledger, assessment, language).write(charts, created, changes)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


class _Note:
    """Writes the parts, in order."""

    def __init__(
        self, document: "Document", campaign: Campaign, ledger: Ledger, assessment: Assessment, language: str
    ) -> None:
        self._document, self._language = document, language
        self._campaign, self._ledger, self._assessment = campaign, ledger, assessment
        self._lineage = campaign.catalogue.lineage_by_measure
        self._indicators = tuple(assess_indicators(campaign.catalogue, assessment).values())

    def write(self, charts: Sequence[LiftedChart], created: datetime, changes: Changes | None) -> None:
        """Figures, both charts, what calls for attention, what waits for a decision, what changed."""
        self._heading(phrase(self._language, "note_title", title=self._campaign.title, year=self._campaign.year), 13)
        self._document.add_paragraph(self._figures(created))
        self._heading(phrase(self._language, "note_charts"))
        place_charts(self._document, charts)
        self._heading(phrase(self._language, "note_attention"))
        self._listed(self._attention(), len(points_of_attention(self._assessment)), "master_no_attention")
        self._notes()
        found = matters(self._campaign, self._ledger, self._assessment)
        self._heading(phrase(self._language, "note_matters"))
        shown = found[: _shown(len(found))]
        self._listed(iter(told(self._campaign, shown, self._language)), len(found), "master_no_matters")
        if changes is not None:
            said = change_sentences(self._campaign, changes, self._language)
            self._heading(changes_title(changes, self._language))
            self._listed(iter(said[: _shown(len(said))]), len(said), "change_none")

    def _heading(self, text: str, size: float = 10.5) -> None:
        from docx.shared import Pt, RGBColor

        paragraph = self._document.add_heading(text, level=1)
        paragraph.paragraph_format.space_before = Pt(6)
        paragraph.paragraph_format.space_after = Pt(2)
        for run in paragraph.runs:
            run.font.size, run.font.name = Pt(size), "Arial"
            run.font.color.rgb = RGBColor(0, 0, 0x91)

    def _figures(self, created: datetime) -> str:
        counts, indicators = tally(self._assessment.rows.values()), indicator_tally(self._indicators)
        accounts = [account_of(self._ledger, one.code) for one in self._campaign.respondents]
        rate = counts.completeness
        said = phrase(
            self._language,
            "note_figures",
            created=day(created.date(), self._language),
            received=sum(map(is_answering, accounts)),
            respondents=len(accounts),
            answered=counts.answered,
            expected=counts.expected,
            rate="–" if rate is None else whole_rate(rate, self._language),
            reached=indicators.headline.reached,
            known=indicators.headline.known,
            asked=indicators.asked,
            measures_reached=counts.headline.reached,
            measures_known=counts.headline.known,
        )
        reserved = counts.headline.reserved
        return f"{said}{phrase(self._language, 'note_reserved', reserved=reserved) if reserved else ''}."

    def _attention(self) -> Iterator[str]:
        names = {one.code: one.name for one in self._campaign.respondents}
        found = points_of_attention(self._assessment)
        for row in found[: _shown(len(found))]:
            measure = self._lineage[row.measure].measure
            decimals = telling_decimals(measure.kind, (row.value,), (row.target,))
            everybody = phrase(
                self._language, "master_all_administrations", expected=row.parts.expected if row.parts else 0
            )
            target = strict_goal(row, measure, self._language) or self._said(row.target, measure.kind, decimals)
            yield phrase(
                self._language,
                "note_point" if target else "note_step",
                code=measure.code,
                measure=measure.label,
                name=names.get(row.respondent, everybody),
                status=label(self._language, "attainment", row.attainment),
                result=self._said(row.value, measure.kind, decimals),
                target=target,
            )

    def _notes(self) -> None:
        """What the lead and the coordinator wrote of measures; nothing where they wrote nothing."""
        told = [
            f"{code} {words}"
            for code, notes in notes_by_measure(self._ledger.decisions).items()
            if (words := committee_words(notes, self._language)) and code in self._lineage
        ]
        if told:
            self._heading(phrase(self._language, "note_notes"))
            self._listed(iter(told[: _shown(len(told))]), len(told), "master_no_matters")

    def _said(self, value: float | str | None, kind: Kind, decimals: int | None) -> str:
        """A figure, or the state of a step in words; empty: there is none."""
        if value is None:
            return ""
        if isinstance(value, str):
            return worded(value, Field.VALUE, kind, self._language)
        return seen_figure(value, kind, self._language, decimals)

    def _listed(self, sentences: Iterator[str], count: int, nothing: str) -> None:
        for sentence in sentences:
            write_whole_codes(self._document.add_paragraph(style="List Bullet"), sentence)
        if not count:
            self._document.add_paragraph(phrase(self._language, nothing))
        if count > _shown(count):
            self._document.add_paragraph(phrase(self._language, "note_more", count=count - _MOST))


def _shown(count: int) -> int:
    """How many of *count* are told: one alone takes the line that would say that it is left out."""
    return count if count == _MOST + 1 else min(count, _MOST)


def write_whole_codes(paragraph: "Paragraph", text: str) -> None:
    """*text*, whose codes are not parted at the end of a line: Word has a hyphen of its own for that."""
    from docx.oxml import OxmlElement

    for part, is_code in parts_of(text):
        first, *others = part.split("-") if is_code else [part]
        run = paragraph.add_run(first)
        for other in others:
            run._r.append(OxmlElement("w:noBreakHyphen"))  # noqa: SLF001  (python-docx offers no other way)
            run.add_text(other)
