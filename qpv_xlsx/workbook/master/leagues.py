"""The dashboard's lists: what calls for attention, what waits for a decision, what improved. No text is cut.

A text longer than its place goes on in the next row: the comment of an administration on rows of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.judging.assessing import account_of
from qpv_xlsx.domain.judging.assessment import MeasureAssessment
from qpv_xlsx.domain.judging.rankings import Ranked
from qpv_xlsx.domain.judging.since_last import Changes
from qpv_xlsx.messages.change_words import change_sentences, changes_title
from qpv_xlsx.messages.matter_words import committee_words
from qpv_xlsx.messages.strict_goals import strict_goal
from qpv_xlsx.messages.telling import rate_decimals, telling_decimals
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.book import column_letters
from qpv_xlsx.spreadsheet.drawing import Area, Style
from qpv_xlsx.spreadsheet.palette import GREY_INK, INK
from qpv_xlsx.spreadsheet.pen import Content, Sheet
from qpv_xlsx.workbook.heights import broken, room_of
from qpv_xlsx.workbook.master.columns import Look
from qpv_xlsx.workbook.master.counting import COUNT_WIDTH, LAST_COLUMN, NAME_WIDTH
from qpv_xlsx.workbook.master.looks import (
    FIGURES,
    LEAGUE_FIGURE_HEADER,
    LEAGUE_HEADER,
    SECTION,
    STYLES,
    points_with,
    rate_with,
    signed,
    with_decimals,
)
from qpv_xlsx.workbook.master.measures_sheet import column_name
from qpv_xlsx.workbook.master.rows import Sources, row_key, shown
from qpv_xlsx.workbook.master.settings import status_rules

LENGTH = 10
_ROW_HEIGHT = 16.0
_SIZE = 9.0
_TEXT, _WHO, _FIRST, _STATUS = 1, 5, 8, 12  # columns; a text runs over those at its right, figures stand side by side
_ROOM = {
    _TEXT: room_of(NAME_WIDTH + 3 * COUNT_WIDTH - 1),
    _WHO: room_of(3 * COUNT_WIDTH - 1),
}  # points up to the next text
_WHOLE_ROOM = room_of(NAME_WIDTH + (LAST_COLUMN - 1) * COUNT_WIDTH - 2)
_RULE = Style(size=_SIZE, color=INK, valign="vcenter", borders="T", border_color="#BDBDBD")
_PLAIN = replace(_RULE, borders="")
_STATUS_LOOK = replace(STYLES[Look.STATUS], borders="T")
# LibreOffice forgets the indent of a cell that differs from the one before by its number format only: so not only
_NEARLY_INK = "#171717"
_YEAR = replace(STYLES[Look.YEAR], borders="T")
_COMMENT = replace(_PLAIN, italic=True, color=GREY_INK, indent=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figures:
    """What stands right of the texts: two figures in the measure's unit, and how one differs from the other.

    *since*: the year of the first, where it is a former one. *decimals*: what tells the two apart; None: the usual ones.
    """

    first: Content
    second: Content
    difference: float | None
    style: Style
    since: int | None = None
    decimals: int | None = None


class LeagueWriter:
    """Writes lists on one sheet. Each method writes from *row* on, and returns the last row it took."""

    def __init__(self, sheet: Sheet, sources: Sources) -> None:
        self._sheet = sheet
        self._sources = sources
        self._language = sources.language
        self._lineage = sources.campaign.catalogue.lineage_by_measure
        self._respondents = {one.code: one.name for one in sources.campaign.respondents}
        several = len(sources.campaign.territories) > 1
        self._notes = sources.notes
        self._territories = {one.code: one.name for one in sources.campaign.territories} if several else {}

    def attention(self, row: int, found: Sequence[MeasureAssessment]) -> int:
        """The gravest first, each with its administration, its distance from the target and what it says."""
        self._head(row, "attention", ("latest", "goal", "lack"))
        last = row + 1
        for item in found[:LENGTH]:
            measure = self._lineage[item.measure].measure
            kind, strict = measure.kind, strict_goal(item, measure, self._language)
            figures = _Figures(
                first=shown(item.value, kind, self._language),
                second=strict or item.target,
                difference=None if strict else _difference(item.value, item.target, kind),
                style=signed(_difference_style(item.value, item.target, kind)),
                decimals=telling_decimals(kind, (item.value,), (item.target,)),
            )
            last = self._item(last + 1, item, figures, self._comment(item))
            if note := committee_words(self._notes.get(item.measure), self._language):
                last = self._text(last + 1, note, _COMMENT)
        if not found:
            last = self._text(last + 1, phrase(self._language, "master_no_attention"), _PLAIN)
        if len(found) > LENGTH:
            more = phrase(self._language, "master_more_attention", count=len(found) - LENGTH)
            last = self._text(last + 1, more, _PLAIN)
        self._highlight(row + 2, last)
        return last

    def decisions(self, row: int, sentences: Sequence[str]) -> int:
        """What waits for a decision, numbered."""
        self._section(row, "matters")
        last = row
        for number, sentence in enumerate(sentences[:LENGTH], start=1):
            last = self._text(last + 1, f"{number}. {sentence}", _PLAIN)
        if not sentences:
            last = self._text(last + 1, phrase(self._language, "master_no_matters"), _PLAIN)
        if len(sentences) > LENGTH:
            more = phrase(self._language, "master_more_matters", count=len(sentences) - LENGTH)
            last = self._text(last + 1, more, _PLAIN)
        return last

    def changes(self, row: int, changes: Changes) -> int:
        """What changed since the last time."""
        self._sheet.write(row, _TEXT, changes_title(changes, self._language), SECTION)
        self._sheet.height(row, 24)
        last = row
        for sentence in change_sentences(self._sources.campaign, changes, self._language):
            last = self._text(last + 1, sentence, _PLAIN)
        return last

    def improved(self, row: int, found: Sequence[Ranked]) -> int:
        """What moved most in the right direction since its last comparable figure."""
        self._head(row, "improved", ("former", "latest", "trend", "compared_with"))
        last = row + 1
        for item in found[:LENGTH]:
            kind = self._lineage[item.row.measure].measure.kind
            difference, style = _won(item, kind)
            figures = _Figures(
                first=item.reference,
                second=item.value,
                difference=difference,
                style=style,
                since=item.year,
                decimals=telling_decimals(kind, (item.value,), (item.reference, item.row.target)),
            )
            last = self._item(last + 1, item.row, figures, "")
        if not found:
            last = self._text(last + 1, phrase(self._language, "master_no_improved"), _PLAIN)
        self._highlight(row + 2, last)
        return last

    def _highlight(self, first: int, last: int) -> None:
        area = Area(first, _STATUS, max(first, last), LAST_COLUMN)
        for name, style in status_rules():
            if name.startswith("avancement_"):
                self._sheet.highlight(area, f"=${column_letters(_STATUS)}{first}={name}", style)

    def _section(self, row: int, title: str) -> None:
        self._sheet.write(row, _TEXT, phrase(self._language, f"master_{title}"), SECTION)
        self._sheet.height(row, 24)

    def _head(self, row: int, title: str, figures: tuple[str, ...]) -> None:
        self._section(row, title)
        for column in range(_TEXT, LAST_COLUMN + 1):
            self._sheet.write(row + 1, column, None, LEAGUE_HEADER)
        for column, key in ((_TEXT, "measure"), (_WHO, "respondent"), (_STATUS, "attainment")):
            self._sheet.write(row + 1, column, label(self._language, "master_columns", key), LEAGUE_HEADER)
        for column, key in enumerate(figures, start=_FIRST):
            self._sheet.write(row + 1, column, label(self._language, "master_columns", key), LEAGUE_FIGURE_HEADER)
        self._sheet.height(row + 1, 18)

    def _item(self, row: int, item: MeasureAssessment, figures: _Figures, comment: str) -> int:
        measure = self._lineage[item.measure].measure
        reserve = phrase(self._language, "master_sous_reserve") if item.is_reserved else ""
        parts = (measure.code, self._territories.get(item.territory, ""), measure.label, reserve)
        texts = {
            _TEXT: broken(" – ".join(filter(None, parts)), _ROOM[_TEXT], _SIZE),
            _WHO: broken(self._name(item), _ROOM[_WHO], _SIZE),
        }
        last = row + max(map(len, texts.values())) - 1
        for number in range(row, last + 1):
            said = {column: lines[number - row] for column, lines in texts.items() if number - row < len(lines)}
            cells = [said.get(column) for column in range(_TEXT, LAST_COLUMN + 1)]
            self._sheet.write_row(number, _TEXT, cells, _RULE if number == row else _PLAIN)
            self._sheet.height(number, _ROW_HEIGHT)
        unit = _ruled(with_decimals(FIGURES[measure.kind], measure.kind, figures.decimals))
        first = _in_a_word(unit) if isinstance(figures.first, str) else unit
        contents = (figures.first, figures.second, figures.difference, figures.since)
        styles = (first, unit, replace(_ruled(figures.style), color=_NEARLY_INK), _YEAR)
        self._sheet.write_row(row, _FIRST, contents, styles)
        self._status(row, item)
        return self._text(last + 1, comment, _COMMENT) if comment else last

    def _name(self, item: MeasureAssessment) -> str:
        if item.respondent in self._respondents:
            return self._respondents[item.respondent]
        return phrase(self._language, "master_all_administrations", expected=item.parts.expected if item.parts else 0)

    def _text(self, row: int, text: str, style: Style) -> int:
        """A text over the whole width, in as many rows as it takes."""
        lines = broken(text, _WHOLE_ROOM, _SIZE)
        for number, line in enumerate(lines, start=row):
            self._sheet.write(number, _TEXT, line, style)
            self._sheet.height(number, _ROW_HEIGHT)
        return row + len(lines) - 1

    def _status(self, row: int, item: MeasureAssessment) -> None:
        """Live: the status follows the thresholds."""
        key = row_key(item.respondent, item.measure).replace('"', '""')
        formula = f'=INDEX({column_name("attainment")},MATCH("{key}",{column_name("row_key")},0))'
        word = label(self._language, "attainment", item.attainment)
        self._sheet.formula(row, _STATUS, formula, word, _STATUS_LOOK)
        self._sheet.write(row, _STATUS + 1, None, _STATUS_LOOK)

    def _comment(self, item: MeasureAssessment) -> str:
        account = account_of(self._sources.ledger, item.respondent)
        entry = account.entries.get(Question(measure=item.measure, field=Field.COMMENT))
        said = " ".join(str(entry.answer.value).split()) if entry else ""
        return phrase(self._language, "master_said", comment=said) if said else ""


@lru_cache(maxsize=32)
def _ruled(style: Style) -> Style:
    """*style* with the line that parts items, and none under it."""
    return replace(style, borders="T")


@lru_cache(maxsize=8)
def _in_a_word(style: Style) -> Style:
    """*style* for a step's state: it runs over the place of the target, which a step leaves empty."""
    return replace(style, align="left", wrap=False)


def _difference(value: object, target: float | None, kind: Kind) -> float | None:
    """What lacks, in points where the measure is a share or a gap, in its unit elsewhere."""
    if not isinstance(value, int | float) or target is None:
        return None
    return round(100 * (value - target), 9) if kind.is_fraction else value - target


def _won(item: Ranked, kind: Kind) -> tuple[float, Style]:
    """How the figure moved: in points where it is a share or a gap, « + 7 % » of which would be read as points; else in per cent."""
    won = item.value - item.reference
    if kind.is_fraction:
        return round(100 * won, 9), points_with(telling_decimals(kind, (won,), (0.0,)))
    part = won / abs(item.reference)
    return part, signed(rate_with(rate_decimals(part, (0.0,))))


def _difference_style(value: object, target: float | None, kind: Kind) -> Style:
    """What lacks is never shown as nought."""
    lack = value - target if isinstance(value, int | float) and target is not None else 0.0
    decimals = telling_decimals(kind, (lack,), (0.0,))
    return points_with(decimals) if kind.is_fraction else with_decimals(FIGURES[kind], kind, decimals)
