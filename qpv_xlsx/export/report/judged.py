"""The report's tables of what is judged: indicators, points of attention, what improved."""

from collections.abc import Mapping

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.catalogue import Lineage
from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.contract.several import groups_of
from qpv_xlsx.domain.deciding.notes import notes_by_measure
from qpv_xlsx.domain.judging.assessing import account_of
from qpv_xlsx.domain.judging.assessment import Assessment, Attainment, MeasureAssessment
from qpv_xlsx.domain.judging.indicators import IndicatorAssessment, assess_indicators
from qpv_xlsx.domain.judging.rankings import Ranked, most_improved, points_of_attention
from qpv_xlsx.domain.judging.tallies import IndicatorTally, indicators_by_convention
from qpv_xlsx.domain.merging.ledger import Ledger
from qpv_xlsx.export.report.cells import CellMaker, Shown, SortableTable
from qpv_xlsx.messages.matter_words import committee_words
from qpv_xlsx.messages.shared_names import shared_name
from qpv_xlsx.messages.strict_goals import strict_goal
from qpv_xlsx.messages.telling import telling_decimals
from qpv_xlsx.messages.wordbook import label, phrase


class JudgedTables:
    """Holds the campaign's results and what codes are called."""

    def __init__(self, campaign: Campaign, ledger: Ledger, assessment: Assessment, language: str) -> None:
        self.campaign, self.ledger, self.assessment, self.language = campaign, ledger, assessment, language
        self.cells = CellMaker(language)
        self.lineage: Mapping[str, Lineage] = campaign.catalogue.lineage_by_measure
        self.territories = {territory.code: territory.name for territory in campaign.territories}
        self.respondents = {respondent.code: respondent.name for respondent in campaign.respondents}
        self._shared = frozenset(groups_of(campaign))
        self.has_several = len(campaign.territories) > 1
        self.notes = notes_by_measure(ledger.decisions)
        self.indicators = tuple(assess_indicators(campaign.catalogue, assessment).values())

    def by_convention(self) -> Mapping[str, IndicatorTally]:
        """Counts of indicators, by the convention's code."""
        return indicators_by_convention(self.campaign.catalogue, self.indicators)

    def counts(self, names: Mapping[str, str]) -> SortableTable:
        """Indicators by convention and status."""
        counts = self.by_convention()
        headers = (
            self.cells.head("convention"),
            *(phrase(self.language, f"master_{word}") for word in ("asked", "aimed", "known")),
            *(label(self.language, "attainment", status) for status in Attainment),
            phrase(self.language, "master_of_which_reserved"),
        )
        return SortableTable(
            key="indicators-by-convention",
            title=phrase(self.language, "master_indicators_by_convention"),
            headers=headers,
            rows=tuple(self._indicator_count_row(names[code], counts[code]) for code in names),
            figures=frozenset(range(1, len(headers))),
        )

    def _indicator_count_row(self, name: str, counts: IndicatorTally) -> tuple[Shown, ...]:
        found = (counts.asked, counts.headline.targets, counts.headline.known, *counts.attainment.values())
        return (Shown(text=name), *(self.cells.count(value) for value in (*found, counts.reserved)))

    def attention(self) -> SortableTable:
        """What calls for attention, all of it."""
        keys = (
            "code",
            *self.where(),
            "measure",
            "respondent",
            "latest",
            "goal",
            "attainment",
            "reserve",
            "comment",
            "committee_comment",
        )
        rows = points_of_attention(self.assessment)
        return SortableTable(
            key="attention",
            title=phrase(self.language, "master_attention"),
            headers=tuple(self.cells.head(word) for word in keys),
            rows=tuple(self._attention_row(row) for row in rows),
            figures=frozenset((3 + self.has_several, 4 + self.has_several)),
        )

    def _attention_row(self, row: MeasureAssessment) -> tuple[Shown, ...]:
        measure = self.lineage[row.measure].measure
        decimals = telling_decimals(measure.kind, (row.value,), (row.target,))
        return (
            Shown(text=measure.code),
            *self.territory(row),
            Shown(text=measure.label),
            Shown(text=self._administration(row)),
            self.cells.value(row.value, measure, decimals),
            self.goal(row, measure, decimals),
            self.cells.status("attainment", row.attainment),
            self.reserve(is_reserved=row.is_reserved),
            Shown(text=self._comment(row)),
            Shown(text=committee_words(self.notes.get(row.measure), self.language)),
        )

    def goal(self, row: MeasureAssessment, measure: Measure, decimals: int | None) -> Shown:
        """The target; in words where its own figure does not attain it."""
        figure = self.cells.figure(row.target, measure.kind, decimals)
        return figure._replace(text=strict_goal(row, measure, self.language) or figure.text)

    def _administration(self, row: MeasureAssessment) -> str:
        """Who answers; how many of them, on the line of several."""
        if row.parts is None:
            return self.respondents[row.respondent]
        return phrase(self.language, "master_all_administrations", expected=row.parts.expected)

    def name(self, row: MeasureAssessment) -> str:
        """What is measured; and whose answer the line is, or how many it holds, where several administrations have one."""
        measure = self.lineage[row.measure].measure.label
        if (row.territory, row.measure) not in self._shared:
            return measure
        return shared_name(row, measure, self.respondents.get(row.respondent, ""), self.language)

    def _comment(self, row: MeasureAssessment) -> str:
        entry = account_of(self.ledger, row.respondent).entries.get(
            Question(measure=row.measure, field=Field.COMMENT),
        )
        return str(entry.answer.value) if entry else ""

    def reserve(self, *, is_reserved: bool) -> Shown:
        """« sous réserve », or nothing."""
        return Shown(text=phrase(self.language, "master_sous_reserve") if is_reserved else "")

    def improved(self) -> SortableTable:
        """What improved most."""
        keys = (
            "code",
            *self.where(),
            "measure",
            "former",
            "latest",
            "trend",
            "compared_with",
            "attainment",
            "reserve",
        )
        return SortableTable(
            key="improved",
            title=phrase(self.language, "master_improved"),
            headers=tuple(self.cells.head(word) for word in keys),
            rows=tuple(self._improved_row(item) for item in most_improved(self.campaign, self.assessment)),
            figures=frozenset(range(2 + self.has_several, 6 + self.has_several)),
        )

    def _improved_row(self, item: Ranked) -> tuple[Shown, ...]:
        measure = self.lineage[item.row.measure].measure
        decimals = telling_decimals(measure.kind, (item.value,), (item.reference, item.row.target))
        return (
            Shown(text=measure.code),
            *self.territory(item.row),
            Shown(text=measure.label),
            self.cells.figure(item.reference, measure.kind, decimals),
            self.cells.figure(item.value, measure.kind, decimals),
            self.cells.moved(item.reference, item.value, measure.kind),
            Shown(text=str(item.year), order=item.year),
            self.cells.status("attainment", item.row.attainment),
            self.reserve(is_reserved=item.row.is_reserved),
        )

    def indicator_lines(self) -> SortableTable:
        """Each indicator, with its own status."""
        keys = ("code", *self.where(), "convention", "indicator", "attainment", "reason", "reserve", "question_text")
        return SortableTable(
            key="composites",
            title=phrase(self.language, "report_indicators"),
            headers=tuple(self.cells.head(word) for word in keys),
            rows=tuple(self._composite_row(one) for one in self.indicators if one.is_asked),
            figures=frozenset(),
        )

    def _composite_row(self, one: IndicatorAssessment) -> tuple[Shown, ...]:
        convention, indicator, _ = self.lineage[one.rows[0].measure]
        return (
            Shown(text=one.indicator),
            *self.territory(one.rows[0]),
            Shown(text=convention.name),
            Shown(text=indicator.wording or indicator.operational_objective or indicator.strategic_objective),
            self.cells.status("attainment", one.attainment),
            Shown(text=label(self.language, "reasons", one.reason) if one.reason else ""),
            self.reserve(is_reserved=one.is_reserved),
            Shown(text=" ".join(one.questions)),
        )

    def where(self) -> tuple[str, ...]:
        """The column of the territory, where there are several."""
        return ("territory",) if self.has_several else ()

    def territory(self, row: MeasureAssessment) -> tuple[Shown, ...]:
        """Its cell."""
        return (Shown(text=self.territories.get(row.territory, row.territory)),) if self.has_several else ()
