"""« Tableau de bord »: one page that says who has answered, where we stand, what is furthest and what improves."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from qpv_xlsx.domain.findings import Severity
from qpv_xlsx.domain.judging.assessing import account_of, is_received
from qpv_xlsx.domain.judging.assessment import Attainment, MeasureAssessment
from qpv_xlsx.domain.judging.rankings import furthest, most_improved
from qpv_xlsx.domain.judging.tallies import REPORTING_ORDER, Tally, tally
from qpv_xlsx.domain.publishing.long_table import lineage_by_measure
from qpv_xlsx.messages.numbers import day, percent
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.book import address
from qpv_xlsx.spreadsheet.drawing import Area, PrintSetup
from qpv_xlsx.spreadsheet.pen import Pen, Sheet
from qpv_xlsx.workbook.master.counting import (
    ANSWERS,
    EXPECTED,
    LAST_COLUMN,
    RATE,
    Counted,
    equals,
    status_column,
    write_counts,
)
from qpv_xlsx.workbook.master.leagues import LENGTH, leagues, write_league
from qpv_xlsx.workbook.master.looks import LEAD, SECTION, TILE_FIGURE, TILE_LABEL, TITLE
from qpv_xlsx.workbook.master.returns_sheet import count_errors
from qpv_xlsx.workbook.master.rows import MeasureRow, Sources
from qpv_xlsx.workbook.master.status_charts import CHART_ROWS, write_charts

_NAME_WIDTH, _WIDTH = 31.0, 8.7
_TILE_ROW = 3
_COUNTS_ROW = 5
_TILES = (1, 2, 6, 9, 13, 16, LAST_COLUMN + 1)  # first column of each, and the end of the last


def write_dashboard(pen: Pen, sources: Sources, rows: Sequence[MeasureRow], name: str, created: datetime) -> None:
    """Write the sheet; the workbook opens on it."""
    sheet = pen.sheet(name)
    language = sources.language
    lines = tuple(_conventions(sources, rows))
    _head(sheet, sources, lines[-1].counts, created)
    sheet.write(_COUNTS_ROW, 1, phrase(language, "master_by_convention"), SECTION)
    for status, key in ((REPORTING_ORDER[0], "reporting"), (Attainment.REACHED, "attainment")):
        sheet.write(_COUNTS_ROW, status_column(status), label(language, "master_columns", key), SECTION)
    sheet.height(_COUNTS_ROW, 22)
    heading = label(language, "master_columns", "convention")
    total = write_counts(sheet, _COUNTS_ROW + 1, heading, lines, language)
    _tiles(sheet, sources, lines[-1].counts, total)
    write_charts(sheet, total + 1, (_COUNTS_ROW + 2, total - 1), language)
    last = _leagues(sheet, sources, total + 1 + CHART_ROWS)
    sheet.write(last + 1, 1, phrase(language, "master_method"), LEAD)
    last = _territories(sheet, sources, rows, last + 2)
    _set_up(sheet, last, language, is_one_page=len(sources.campaign.territories) == 1)


def _head(sheet: Sheet, sources: Sources, counts: Tally, created: datetime) -> None:
    campaign, language = sources.campaign, sources.language
    sheet.width(1, 1, _NAME_WIDTH)
    sheet.width(2, LAST_COLUMN, _WIDTH)
    sheet.write(1, 1, phrase(language, "master_title", title=campaign.title, year=campaign.year), TITLE)
    deadline = day(campaign.deadline, language) if campaign.deadline else phrase(language, "master_no_deadline")
    completeness = "–" if counts.completeness is None else percent(round(counts.completeness, 2), language)
    lead = phrase(language, "master_dashboard_lead", created=created, deadline=deadline, completeness=completeness)
    sheet.write(2, 1, lead, LEAD)
    sheet.height(1, 28)
    sheet.height(2, 18)


def _conventions(sources: Sources, rows: Sequence[MeasureRow]) -> Iterator[Counted]:
    groups = _grouped(rows, lambda row: row.convention)
    for convention in sources.campaign.catalogue.conventions:
        criteria = equals("convention_code", convention.code)
        yield Counted(name=convention.name, criteria=criteria, counts=tally(groups[convention.code]))
    yield _whole(sources, rows)


def _whole(sources: Sources, rows: Sequence[MeasureRow]) -> Counted:
    counts = tally(row.assessment for row in rows)
    return Counted(name=phrase(sources.language, "master_total"), criteria="", counts=counts)


def _grouped(
    rows: Sequence[MeasureRow], group: Callable[[MeasureRow], str]
) -> defaultdict[str, list[MeasureAssessment]]:
    groups: defaultdict[str, list[MeasureAssessment]] = defaultdict(list)
    for row in rows:
        groups[group(row)].append(row.assessment)
    return groups


def _tiles(sheet: Sheet, sources: Sources, counts: Tally, total: int) -> None:
    """Key figures, live where they count statuses. Texts, so that they may overflow into the next cells."""
    sheet.height(_TILE_ROW, 17)
    sheet.height(_TILE_ROW + 1, 32)
    for start, end in pairwise(_TILES):
        for column in range(start, end - (end <= LAST_COLUMN)):
            sheet.write(_TILE_ROW, column, None, TILE_LABEL)
            sheet.write(_TILE_ROW + 1, column, None, TILE_FIGURE)
    keys = ("respondents", "answers", "completeness", "reached", "at_risk", "findings")
    for column, key in zip(_TILES, keys, strict=False):
        sheet.write(_TILE_ROW, column, label(sources.language, "master_tiles", key), TILE_LABEL)
    sheet.write(_TILE_ROW + 1, _TILES[0], _answering(sources), TILE_FIGURE)
    sheet.write(_TILE_ROW + 1, _TILES[5], _findings(sources), TILE_FIGURE)
    for column, (formula, result) in zip(_TILES[1:5], _live(counts, total), strict=True):
        sheet.formula(_TILE_ROW + 1, column, formula, result, TILE_FIGURE)


def _answering(sources: Sources) -> str:
    respondents = sources.campaign.respondents
    received = sum(is_received(account_of(sources.ledger, respondent.code)) for respondent in respondents)
    return f"{received} / {len(respondents)}"


def _findings(sources: Sources) -> str:
    accounts = sources.ledger.accounts.values()
    counts = (sum(count_errors(account, severity) for account in accounts) for severity in (_ERROR, _WARNING))
    return " / ".join(str(count) for count in counts)


_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
_ASSESSABLE = tuple(status for status in Attainment if status is not Attainment.NOT_ASSESSABLE)
_AT_RISK = (Attainment.LATE, Attainment.MOVING_AWAY)


def _live(counts: Tally, total: int) -> Iterator[tuple[str, str]]:
    cells = {status: address(total, status_column(status)) for status in Attainment}
    expected, answers, rate = (address(total, column) for column in (EXPECTED, ANSWERS, RATE))
    yield f'={answers}&" / "&{expected}', f"{counts.answered} / {counts.expected}"
    share = "–" if counts.completeness is None else f"{int(100 * counts.completeness + 0.5 + 1e-9)} %"
    yield f'=IF({rate}="","–",INT(100*{rate}+0.5+1E-9)&" %")', share
    assessable = "+".join(cells[status] for status in _ASSESSABLE)
    reached = counts.attainment[Attainment.REACHED]
    among = sum(counts.attainment[status] for status in _ASSESSABLE)
    yield f'={cells[Attainment.REACHED]}&" / "&({assessable})', f"{reached} / {among}"
    at_risk = sum(counts.attainment[status] for status in _AT_RISK)
    yield "=" + "+".join(cells[status] for status in _AT_RISK) + '&""', str(at_risk)


def _leagues(sheet: Sheet, sources: Sources, row: int) -> int:
    """Write both lists side by side; return their last row."""
    campaign = sources.campaign
    lineage = lineage_by_measure(campaign.catalogue)
    names = {territory.code: territory.name for territory in campaign.territories}
    ranked = (
        furthest(campaign, sources.assessment, LENGTH),
        most_improved(campaign, sources.assessment, LENGTH),
    )
    shown = names if len(names) > 1 else {}
    for league, items in zip(leagues(sources.language), ranked, strict=True):
        write_league(sheet, row, league, items, lineage, shown, sources.language)
    sheet.height(row, 22)
    sheet.height(row + 1, 18)
    return row + 1 + LENGTH


def _territories(sheet: Sheet, sources: Sources, rows: Sequence[MeasureRow], row: int) -> int:
    """Counts by territory, where there are several; return the last row."""
    territories = sources.campaign.territories
    if len(territories) == 1:
        return row - 1
    groups = _grouped(rows, lambda line: line.territory)
    lines = [
        Counted(
            name=territory.name,
            criteria=equals("territory_code", territory.code),
            counts=tally(groups[territory.code]),
        )
        for territory in territories
    ]
    language = sources.language
    sheet.write(row, 1, phrase(language, "master_by_territory"), SECTION)
    heading = label(language, "master_columns", "territory")
    return write_counts(sheet, row + 1, heading, [*lines, _whole(sources, rows)], language)


def _set_up(sheet: Sheet, last: int, language: str, *, is_one_page: bool) -> None:
    sheet.show(zoom=90, gridlines=False)
    sheet.activate()
    sheet.print_setup(
        PrintSetup(
            pages_tall=1 if is_one_page else 0,
            area=Area(1, 1, last, LAST_COLUMN),
            footer=phrase(language, "master_footer"),
            margins=(0.3, 0.3, 0.35, 0.5),
            centered=True,
        )
    )
