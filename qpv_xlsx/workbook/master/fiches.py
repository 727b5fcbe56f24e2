"""One page per quartier and one per administration, made to be printed and sent."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple

from qpv_xlsx.domain.contract.campaign import Respondent
from qpv_xlsx.domain.contract.geography import Quartier, Territory
from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.remembering import remembered
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
    own = _by_respondent(rows)
    for respondent in campaign.respondents:
        lead = _state(sources, respondent, counts[respondent.code])
        _write_respondent(pen.sheet(names[f"a:{respondent.code}"]), sources, respondent, own[respondent.code], lead)
    lines = {territory.code: _page_lines(sources, territory) for territory in campaign.territories}
    for territory, quartier in quartiers:
        _write_quartier(pen.sheet(names[f"q:{quartier.id}"]), sources, territory, quartier, lines[territory.code])


def _by_respondent(rows: Sequence[TableRow]) -> Mapping[str, Sequence[MeasureRow]]:
    found: defaultdict[str, list[MeasureRow]] = defaultdict(list)
    for row in rows:
        if isinstance(row, MeasureRow):
            found[row.assessment.respondent].append(row)
    return found


def _write_respondent(
    sheet: Sheet, sources: Sources, respondent: Respondent, rows: Sequence[MeasureRow], lead: str
) -> None:
    language = sources.language
    head(sheet, _RESPONDENT, language, title=respondent.name, lead=lead)
    row = FIRST_ROW - 1
    for row, line in enumerate(rows, start=FIRST_ROW):
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


class _PageLine(NamedTuple):
    """A measure as the pages of all quartiers of a territory tell it. *numbers*: the figures that quartiers are ranked by."""

    row: QuartierRow
    total: Content
    numbers: Sequence[float]


def _page_lines(sources: Sources, territory: Territory) -> tuple[_PageLine, ...]:
    return tuple(
        _PageLine(row, row.total, [one for one in row.figures if isinstance(one, int | float)])
        for row in quartier_rows(sources, territory)
    )


def _write_quartier(
    sheet: Sheet, sources: Sources, territory: Territory, quartier: Quartier, lines: Sequence[_PageLine]
) -> None:
    """What one quartier gave. Columns that would be empty are left out: a first year has no former one."""
    place, language = territory.quartiers.index(quartier), sources.language
    own = [line for line in lines if line.row.measure.is_asked_in(quartier.id)]
    cells = [_page_cells(line, place, language) for line in own]
    left_out = tuple([at for at in _OPTIONAL if all(one[at] is None for one in cells)])
    years = {line.row.former_year for line in own if line.row.former_year is not None}
    columns = _page_columns(sources.campaign.year, years.pop() if len(years) == 1 else None, left_out)
    looks = _looks_of(columns)
    lead = " – ".join(filter(None, (quartier.official_code, territory.name)))
    head(sheet, columns, language, title=quartier.name, lead=lead)
    row = FIRST_ROW - 1
    for row, (line, told) in enumerate(zip(own, cells, strict=True), start=FIRST_ROW):
        shown = [cell for at, cell in enumerate(told) if at not in left_out] if left_out else told
        write_line(sheet, row, columns, shown, _quartier_styles(looks, line.row.measure.kind))
    if not own:
        row += 1
        sheet.write(row, 1, phrase(language, "master_fiche_no_measure"), LEAD)
    _set_up(sheet, row, len(columns), language)


_OPTIONAL = (3, 5)  # places of the former figure and of the rank among the columns


@lru_cache(maxsize=64)  # the pages of a country have a few sets of columns
def _page_columns(year: int, former_year: int | None, left_out: tuple[int, ...]) -> tuple[MasterColumn, ...]:
    former, facts = ("former", {}) if former_year is None else ("past", {"year": former_year})
    columns = (
        MasterColumn(key="code", look=Look.CODE, width=11),
        MasterColumn(key="respondent", look=Look.WORD, width=14),
        MasterColumn(key="measure", look=Look.TEXT, width=52),
        MasterColumn(key="former", words=former, look=Look.FIGURE, width=13, facts=facts),
        MasterColumn(key="value", look=Look.FIGURE, width=13, facts={"year": year}),
        MasterColumn(key="rank", look=Look.WORD, width=12),
        MasterColumn(key="quartiers_total", look=Look.FIGURE, width=14),
    )
    return tuple(column for at, column in enumerate(columns) if at not in left_out)


@remembered
def _looks_of(columns: tuple[MasterColumn, ...]) -> tuple[Look, ...]:
    return tuple(column.look for column in columns)


def _page_cells(line: _PageLine, place: int, language: str) -> tuple[Content, ...]:
    """What the quartier of rank *place* gave, in the order of the columns."""
    row, figure = line.row, line.row.figures[place]
    former = row.former[place] if row.former else None
    rank = _rank(figure, line.numbers, language)
    return (row.measure.code, row.respondent, row.measure.label, former, figure, rank, line.total)


@lru_cache(maxsize=512)  # pages look alike
def _quartier_styles(looks: tuple[Look, ...], kind: Kind) -> tuple[Style, ...]:
    return tuple(FIGURES[kind] if look is Look.FIGURE else STYLES[look] for look in looks)


def _rank(figure: Content, numbers: Sequence[float], language: str) -> str | None:
    """« 3 sur 20 », from the highest; None where the quartier has no figure, or nobody else has one."""
    if not isinstance(figure, int | float) or len(numbers) < _FEWEST:
        return None
    place = 1 + len([one for one in numbers if one > figure])
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
