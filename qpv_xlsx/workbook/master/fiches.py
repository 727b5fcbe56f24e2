"""One page per quartier and one per administration, made to be printed and sent."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from qpv_xlsx.domain.contract.campaign import Respondent
from qpv_xlsx.domain.contract.geography import Quartier, Territory
from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.findings import Severity
from qpv_xlsx.domain.judging.assessing import account_of, is_received
from qpv_xlsx.domain.judging.tallies import Tally, respondent_reporting
from qpv_xlsx.messages.numbers import day
from qpv_xlsx.messages.provenance import provenance
from qpv_xlsx.messages.sentences import Names, sentence
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.drawing import Area, PrintSetup, Style
from qpv_xlsx.spreadsheet.pen import Content, Pen, Sheet
from qpv_xlsx.workbook.heights import broken, room_of
from qpv_xlsx.workbook.master.columns import FIRST_ROW, Look, MasterColumn
from qpv_xlsx.workbook.master.looks import FIGURES, LEAD, SECTION, STYLES, with_decimals
from qpv_xlsx.workbook.master.measures_sheet import highlight_statuses
from qpv_xlsx.workbook.master.naming import sheet_names
from qpv_xlsx.workbook.master.quartiers_sheet import QuartierRow, quartier_rows
from qpv_xlsx.workbook.master.returns_sheet import count_errors, last_return, tallies_by_respondent
from qpv_xlsx.workbook.master.rows import MeasureRow, Sources, TableRow
from qpv_xlsx.workbook.master.tables import head, write_line

MOST = 80  # pages; a campaign that would need more is told by its tables
_FEWEST = 2  # quartiers: one alone has no rank
_OWED = replace(STYLES[Look.TEXT], wrap=False, borders="")
_OWED_HEIGHT = 14.0  # points of a line
_RESPONDENT = (
    MasterColumn(key="code", look=Look.CODE, width=11),
    MasterColumn(key="measure", look=Look.TEXT, width=50),
    MasterColumn(key="latest", look=Look.FIGURE, width=14),
    MasterColumn(key="goal", look=Look.FIGURE, width=12),
    MasterColumn(key="reporting", look=Look.STATUS, width=22),
    MasterColumn(key="attainment", look=Look.STATUS, width=18),
)


def write_fiches(pen: Pen, sources: Sources, rows: Sequence[TableRow], taken: Sequence[str]) -> None:
    """Every page, administrations first; none where there would be more than MOST."""
    campaign = sources.campaign
    quartiers = [(territory, one) for territory in campaign.territories for one in territory.quartiers]
    if len(campaign.respondents) + len(quartiers) > MOST:
        return
    wanted = [(f"a:{one.code}", f"Fiche {one.code}") for one in campaign.respondents]
    wanted += [(f"q:{one.id}", one.official_code or one.name) for _, one in quartiers]
    names = sheet_names(wanted, taken)
    counts = tallies_by_respondent(sources)
    for respondent in campaign.respondents:
        lead = _state(sources, respondent, counts[respondent.code])
        _write_respondent(pen.sheet(names[f"a:{respondent.code}"]), sources, respondent, rows, lead)
    lines = {territory.code: tuple(quartier_rows(sources, territory)) for territory in campaign.territories}
    for territory, quartier in quartiers:
        page = _QuartierPage(sources, territory, quartier, lines[territory.code])
        page.write(pen.sheet(names[f"q:{quartier.id}"]))


def _write_respondent(
    sheet: Sheet, sources: Sources, respondent: Respondent, rows: Sequence[TableRow], lead: str
) -> None:
    language = sources.language
    head(sheet, _RESPONDENT, language, title=respondent.name, lead=lead)
    row = FIRST_ROW - 1
    own = (one for one in rows if isinstance(one, MeasureRow) and one.assessment.respondent == respondent.code)
    for row, line in enumerate(own, start=FIRST_ROW):
        cells = line.cells
        styles = _respondent_styles(line.kind, line.decimals)
        shown = [cells.get(key) for key in ("code", "measure", "value", "goal", "reporting", "attainment")]
        write_line(sheet, row, _RESPONDENT, shown, styles)
    for key in ("reporting", "attainment"):
        highlight_statuses(sheet, _RESPONDENT, row - FIRST_ROW + 1, key)
    row = _decided(sheet, row + 2, sources, respondent)
    last = _owed(sheet, row, sources, respondent)
    _set_up(sheet, last, len(_RESPONDENT), language)


@cache
def _respondent_styles(kind: Kind, decimals: int | None) -> tuple[Style, ...]:
    unit = with_decimals(FIGURES[kind], kind, decimals)
    return (*_styles(_RESPONDENT[:2]), unit, unit, *_styles(_RESPONDENT[4:]))


def _state(sources: Sources, respondent: Respondent, counts: Tally) -> str:
    """« À compléter : 12 réponses sur 14 attendues. Envoyé le … Reçu le … »; a date that nobody knows is left out."""
    account, language = account_of(sources.ledger, respondent.code), sources.language
    status = respondent_reporting(
        counts,
        is_received=is_received(account),
        is_late=account.came_too_late,
        errors=count_errors(account, Severity.ERROR),
    )
    last = last_return(account)
    days = {"sent": account.sent, "received": last.received.date() if last else None}
    state = phrase(
        language,
        "master_fiche_state",
        status=label(language, "reporting", status),
        answers=counts.answered,
        expected=counts.expected,
    )
    return " ".join(
        (state, *(phrase(language, f"master_fiche_{key}", day=day(one, language)) for key, one in days.items() if one))
    )


def _decided(sheet: Sheet, row: int, sources: Sources, respondent: Respondent) -> int:
    """What stands above and is not its own answer: who decided it, when and why. The row to go on from."""
    language, measures = sources.language, sources.campaign.catalogue.measure_by_code
    entries = account_of(sources.ledger, respondent.code).entries.values()
    found = [one for one in entries if one.replacing is not None and one.answer.question.measure in measures]
    if not found:
        return row
    sheet.write(row, 1, phrase(language, "report_decided_title"), SECTION)
    sheet.height(row, 22)
    for one in found:
        row = _text_lines(sheet, row + 1, one.answer.question.measure, provenance(one, language))
    return row + 2


def _owed(sheet: Sheet, row: int, sources: Sources, respondent: Respondent) -> int:
    """What remains to be mended or given, the gravest first; return the last row."""
    language = sources.language
    account = account_of(sources.ledger, respondent.code)
    names = Names.of(sources.campaign)
    found = [held.found for held in account.findings if held.found.severity is not Severity.INFO]
    found.sort(key=lambda one: tuple(Severity).index(one.severity))
    sheet.write(row, 1, phrase(language, "master_fiche_owed" if found else "master_fiche_nothing_owed"), SECTION)
    sheet.height(row, 22)
    for one in found:
        said = sentence(one, language, names)
        row = _text_lines(sheet, row + 1, one.measure, f"{said.message} {said.hint}")
    return row


def _text_lines(sheet: Sheet, row: int, measure: str | None, text: str) -> int:
    """A code, and beside it a text over the width of the table; return the last row it takes."""
    room = room_of(sum(column.width for column in _RESPONDENT[1:]) - 2)
    lines = broken(text, room, _OWED.size)
    for number, line in enumerate(lines, start=row):
        borders = "T" if number == row else ""
        for column in range(1, len(_RESPONDENT) + 1):
            sheet.write(number, column, None, replace(_OWED, borders=borders))
        sheet.write(number, 2, line, replace(_OWED, borders=borders))
        sheet.height(number, _OWED_HEIGHT)
    sheet.write(row, 1, measure, replace(STYLES[Look.CODE], borders="T"))
    return row + len(lines) - 1


class _QuartierPage:
    """What one quartier gave. Columns that would be empty are left out: a first year has no former one."""

    def __init__(
        self, sources: Sources, territory: Territory, quartier: Quartier, lines: Sequence[QuartierRow]
    ) -> None:
        self._sources, self._territory, self._quartier = sources, territory, quartier
        self._place = territory.quartiers.index(quartier)
        self._lines = tuple(line for line in lines if line.measure.is_asked_in(quartier.id))
        cells = [self._cells(line) for line in self._lines]
        kept = [key for key in _OPTIONAL if any(one[key] is not None for one in cells)]
        self._columns = tuple(one for one in self._all_columns() if one.key not in _OPTIONAL or one.key in kept)
        self._shown = tuple(tuple(one[column.key] for column in self._columns) for one in cells)

    def write(self, sheet: Sheet) -> None:
        language = self._sources.language
        lead = " – ".join(filter(None, (self._quartier.official_code, self._territory.name)))
        head(sheet, self._columns, language, title=self._quartier.name, lead=lead)
        row = FIRST_ROW - 1
        looks = tuple(column.look for column in self._columns)
        for row, (line, cells) in enumerate(zip(self._lines, self._shown, strict=True), start=FIRST_ROW):
            write_line(sheet, row, self._columns, cells, _quartier_styles(looks, line.measure.kind))
        if not self._lines:
            row += 1
            sheet.write(row, 1, phrase(language, "master_fiche_no_measure"), LEAD)
        _set_up(sheet, row, len(self._columns), language)

    def _all_columns(self) -> Iterator[MasterColumn]:
        years = {line.former_year for line in self._lines if line.former_year is not None}
        year = years.pop() if len(years) == 1 else None
        former, facts = ("former", {}) if year is None else ("past", {"year": year})
        yield MasterColumn(key="code", look=Look.CODE, width=11)
        yield MasterColumn(key="respondent", look=Look.WORD, width=14)
        yield MasterColumn(key="measure", look=Look.TEXT, width=52)
        yield MasterColumn(key="former", words=former, look=Look.FIGURE, width=13, facts=facts)
        yield MasterColumn(key="value", look=Look.FIGURE, width=13, facts={"year": self._sources.campaign.year})
        yield MasterColumn(key="rank", look=Look.WORD, width=12)
        yield MasterColumn(key="quartiers_total", look=Look.FIGURE, width=14)

    def _cells(self, line: QuartierRow) -> Mapping[str, Content]:
        figure = line.figures[self._place]
        return {
            "code": line.measure.code,
            "respondent": line.respondent,
            "measure": line.measure.label,
            "former": line.former[self._place] if line.former else None,
            "value": figure,
            "rank": _rank(figure, line.figures, self._sources.language),
            "quartiers_total": line.total,
        }


_OPTIONAL = ("former", "rank")


@lru_cache(maxsize=512)  # pages look alike
def _quartier_styles(looks: tuple[Look, ...], kind: Kind) -> tuple[Style, ...]:
    return tuple(FIGURES[kind] if look is Look.FIGURE else STYLES[look] for look in looks)


def _rank(figure: Content, figures: Sequence[Content], language: str) -> str | None:
    """« 3 sur 20 », from the highest; None where the quartier has no figure, or nobody else has one."""
    numbers = [one for one in figures if isinstance(one, int | float)]
    if not isinstance(figure, int | float) or len(numbers) < _FEWEST:
        return None
    place = 1 + sum(one > figure for one in numbers)
    return _rank_words(language, place, len(numbers))


@lru_cache(maxsize=2048)
def _rank_words(language: str, place: int, count: int) -> str:
    return phrase(language, "master_rank", place=place, count=count)


def _styles(columns: Sequence[MasterColumn]) -> Sequence[Style]:
    looks: Mapping[Look, Style] = STYLES
    return [looks[column.look] for column in columns]


def _set_up(sheet: Sheet, last: int, columns: int, language: str) -> None:
    sheet.freeze(FIRST_ROW, 1)
    sheet.show(zoom=90, gridlines=False)
    repeated = (FIRST_ROW - 1, FIRST_ROW - 1)
    area, footer = Area(1, 1, last, columns), phrase(language, "master_footer")
    sheet.print_setup(PrintSetup(pages_wide=1, area=area, repeat_rows=repeated, footer=footer))
