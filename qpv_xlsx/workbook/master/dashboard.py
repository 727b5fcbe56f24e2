"""« Tableau de bord »: one page that says who has answered, where we stand, what calls for attention, what improves."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from qpv_xlsx.domain.findings import Severity
from qpv_xlsx.domain.judging.assessing import account_of, is_received
from qpv_xlsx.domain.judging.assessment import Attainment, MeasureAssessment
from qpv_xlsx.domain.judging.indicators import IndicatorAssessment
from qpv_xlsx.domain.judging.rankings import ATTENTION, most_improved, points_of_attention
from qpv_xlsx.domain.judging.tallies import REPORTING_ORDER, Tally, indicator_tally, tally
from qpv_xlsx.messages.numbers import day, percent
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.book import address
from qpv_xlsx.spreadsheet.drawing import Area, PrintSetup
from qpv_xlsx.spreadsheet.pen import Pen, Sheet
from qpv_xlsx.workbook.master.counting import (
    LAST_COLUMN,
    RATE,
    Counted,
    equals,
    status_column,
    write_counts,
    write_indicator_counts,
)
from qpv_xlsx.workbook.master.leagues import LENGTH, LeagueWriter
from qpv_xlsx.workbook.master.looks import LEAD, SECTION, TILE_FIGURE, TILE_LABEL, TITLE
from qpv_xlsx.workbook.master.measures_sheet import column_name
from qpv_xlsx.workbook.master.returns_sheet import count_errors
from qpv_xlsx.workbook.master.rows import MeasureRow, Sources, TableRow
from qpv_xlsx.workbook.master.settings import RESERVED, word_name
from qpv_xlsx.workbook.master.status_charts import CHART_ROWS, write_charts

_NAME_WIDTH, _WIDTH = 31.0, 8.7
_TILE_ROW = 3
_COUNTS_ROW = 5
_TILES = (1, 2, 5, 8, 11, 14, 17, 19, LAST_COLUMN + 1)  # first column of each, and the end of the last


def write_dashboard(pen: Pen, sources: Sources, rows: Sequence[TableRow], name: str, created: datetime) -> None:
    """Write the sheet; the workbook opens on it."""
    sheet = pen.sheet(name)
    language = sources.language
    lines = tuple(_conventions(sources, rows))
    _head(sheet, sources, lines[-1].counts, created)
    heading = label(language, "master_columns", "convention")
    sheet.write(_COUNTS_ROW, 1, phrase(language, "master_indicators_by_convention"), SECTION)
    sheet.height(_COUNTS_ROW, 22)
    indicators = write_indicator_counts(sheet, _COUNTS_ROW + 1, heading, lines, language)
    row = indicators + 1
    sheet.write(row, 1, phrase(language, "master_by_convention"), SECTION)
    for status, key in ((REPORTING_ORDER[0], "reporting"), (Attainment.REACHED, "attainment")):
        sheet.write(row, status_column(status), label(language, "master_columns", key), SECTION)
    sheet.height(row, 22)
    total = write_counts(sheet, row + 1, heading, lines, language)
    _tiles(sheet, sources, lines[-1], total)
    write_charts(sheet, total + 1, (_COUNTS_ROW + 2, indicators - 1), (row + 2, total - 1), language)
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


def _conventions(sources: Sources, rows: Sequence[TableRow]) -> Iterator[Counted]:
    measures, indicators = _grouped(rows, lambda row: row.convention), _indicators(sources)
    for convention in sources.campaign.catalogue.conventions:
        codes = {indicator.code for indicator in convention.indicators}
        yield Counted(
            name=convention.name,
            criteria=equals("convention_code", convention.code),
            counts=tally(measures[convention.code]),
            indicators=indicator_tally(one for one in indicators if one.indicator in codes),
        )
    yield _whole(sources, rows)


def _whole(sources: Sources, rows: Sequence[TableRow]) -> Counted:
    return Counted(
        name=phrase(sources.language, "master_total"),
        criteria="",
        counts=tally(row.assessment for row in rows if isinstance(row, MeasureRow)),
        indicators=indicator_tally(_indicators(sources)),
    )


def _indicators(sources: Sources) -> Sequence[IndicatorAssessment]:
    return tuple(sources.indicators.values())


def _grouped(rows: Sequence[TableRow], group: Callable[[MeasureRow], str]) -> defaultdict[str, list[MeasureAssessment]]:
    groups: defaultdict[str, list[MeasureAssessment]] = defaultdict(list)
    for row in rows:
        if isinstance(row, MeasureRow):
            groups[group(row)].append(row.assessment)
    return groups


def _tiles(sheet: Sheet, sources: Sources, whole: Counted, total: int) -> None:
    """Key figures, live where they count statuses. Texts, so that they may overflow into the next cells."""
    sheet.height(_TILE_ROW, 17)
    sheet.height(_TILE_ROW + 1, 32)
    for start, end in pairwise(_TILES):
        for column in range(start, end - (end <= LAST_COLUMN)):
            sheet.write(_TILE_ROW, column, None, TILE_LABEL)
            sheet.write(_TILE_ROW + 1, column, None, TILE_FIGURE)
    keys = ("respondents", "completeness", "indicators", "reached", "known", "reserved", "attention", "findings")
    for column, key in zip(_TILES, keys, strict=False):
        sheet.write(_TILE_ROW, column, label(sources.language, "master_tiles", key), TILE_LABEL)
    sheet.write(_TILE_ROW + 1, _TILES[0], _answering(sources), TILE_FIGURE)
    sheet.write(_TILE_ROW + 1, _TILES[7], _findings(sources), TILE_FIGURE)
    for column, (formula, result) in zip(_TILES[1:7], _live(whole, total), strict=True):
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


def _live(whole: Counted, total: int) -> Iterator[tuple[str, str]]:
    counts = whole.counts
    rate = address(total, RATE)
    share = "–" if counts.completeness is None else f"{int(100 * counts.completeness + 0.5 + 1e-9)} %"
    yield f'=IF({rate}="","–",INT(100*{rate}+0.5+1E-9)&" %")', share
    of_indicators, of_measures = f"{column_name('is_indicator')},1", f"{column_name('is_waived')},0"
    reached = f"{column_name('attainment')},{word_name(Attainment.REACHED)}"
    known = f"COUNTIFS({column_name('is_known')},1,%s)"
    for of_which, found in ((of_indicators, whole.indicators.headline), (of_measures, counts.headline)):
        yield f'=COUNTIFS({reached},{of_which})&" / "&{known % of_which}', f"{found.reached} / {found.known}"
    aimed = f"COUNTIFS({column_name('has_target')},1,{of_measures})"
    yield f'={known % of_measures}&" / "&{aimed}', f"{counts.headline.known} / {counts.headline.targets}"
    reserved = f"COUNTIFS({reached},{column_name('reserve')},{RESERVED},{of_measures})"
    yield f'={reserved}&""', str(counts.headline.reserved)
    cells = "+".join(address(total, status_column(status)) for status in ATTENTION)
    yield f'={cells}&""', str(sum(counts.attainment[status] for status in ATTENTION))


def _leagues(sheet: Sheet, sources: Sources, row: int) -> int:
    """Write both lists, one under the other; return their last row."""
    writer = LeagueWriter(sheet, sources)
    last = writer.attention(row, points_of_attention(sources.assessment))
    return writer.improved(last + 1, most_improved(sources.campaign, sources.assessment, LENGTH))


def _territories(sheet: Sheet, sources: Sources, rows: Sequence[TableRow], row: int) -> int:
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
            indicators=indicator_tally(one for one in _indicators(sources) if one.territory == territory.code),
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
