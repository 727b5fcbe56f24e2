"""« Tableau de bord »: where we stand, what moves away and who answers for it, what waits for a decision, who answered."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from qpv_xlsx.domain.judging.assessment import MeasureAssessment
from qpv_xlsx.domain.judging.indicators import IndicatorAssessment
from qpv_xlsx.domain.judging.matters import matters
from qpv_xlsx.domain.judging.rankings import most_improved, points_of_attention
from qpv_xlsx.domain.judging.tallies import indicator_tally, tally
from qpv_xlsx.messages.audience import lead_for
from qpv_xlsx.messages.matter_words import told
from qpv_xlsx.messages.numbers import day, whole_rate
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.drawing import Area, PrintSetup
from qpv_xlsx.spreadsheet.pen import Pen, Sheet
from qpv_xlsx.workbook.appearance import HELP_LINK
from qpv_xlsx.workbook.master.columns import MasterSheet
from qpv_xlsx.workbook.master.counting import (
    COUNT_WIDTH,
    LAST_COLUMN,
    NAME_WIDTH,
    Counted,
    is_code,
    write_attained,
    write_returned,
)
from qpv_xlsx.workbook.master.leagues import LENGTH, LeagueWriter
from qpv_xlsx.workbook.master.looks import LEAD, SECTION, TITLE
from qpv_xlsx.workbook.master.rows import MeasureRow, Sources, TableRow
from qpv_xlsx.workbook.master.status_charts import CHART_ROWS, write_charts
from qpv_xlsx.workbook.master.tiles import TILE_ROWS, write_tiles

_PRINT_SCALE = 90  # per cent: the width of the page, and letters of 8 points
_MARGINS = (0.3, 0.3, 0.35, 0.5)  # inches: left, right, top, bottom
_PAGE = (
    (595 - 72 * sum(_MARGINS[2:])) / (_PRINT_SCALE / 100) * 0.97
)  # points of rows on A4, landscape; programs round up
_TILE_ROW = 3
_COUNTS_ROW = _TILE_ROW + TILE_ROWS


def write_dashboard(pen: Pen, sources: Sources, rows: Sequence[TableRow], name: str, created: datetime) -> None:
    """Write the sheet; the workbook opens on it."""
    sheet = pen.sheet(name)
    writer = _Dashboard(sheet, sources, rows)
    _head(sheet, sources, writer.lines[-1], created)
    indicators = writer.table(_COUNTS_ROW, "master_indicators_by_convention", write_attained)
    decisions = writer.attention(indicators + 1) + 1
    last_of_lists = writer.others(decisions)
    returned = writer.table(last_of_lists + 1, "master_by_convention", write_returned)
    write_charts(
        sheet,
        returned + 1,
        (_COUNTS_ROW + 2, indicators - 1),
        (last_of_lists + 3, returned - 1),
        sources.language,
    )
    attained = writer.table(returned + 1 + CHART_ROWS, "master_attained_by_convention", _measures)
    write_tiles(sheet, sources, _TILE_ROW, writer.lines[-1], returned=returned, attained=attained)
    last = writer.territories(attained + 1)
    settings = label("fr", "sheets", MasterSheet.SETTINGS)
    sheet.link(last + 1, 1, phrase(sources.language, "master_method"), (settings, "A1"), HELP_LINK)
    parts = (1, decisions, last_of_lists + 1, returned + 1 + CHART_ROWS)
    _set_up(sheet, last + 1, tuple(_breaks(sheet, parts, last + 1)), sources.language)


_Table = Callable[[Sheet, int, str, Sequence[Counted], str], int]


def _measures(sheet: Sheet, row: int, heading: str, lines: Sequence[Counted], language: str) -> int:
    return write_attained(sheet, row, heading, lines, language, of_measures=True)


def _head(sheet: Sheet, sources: Sources, whole: Counted, created: datetime) -> None:
    campaign, language = sources.campaign, sources.language
    sheet.width(1, 1, NAME_WIDTH)
    sheet.width(2, LAST_COLUMN, COUNT_WIDTH)
    sheet.write(1, 1, phrase(language, "master_title", title=campaign.title, year=campaign.year), TITLE)
    deadline = day(campaign.deadline, language) if campaign.deadline else phrase(language, "master_no_deadline")
    rate = whole.counts.completeness
    completeness = "–" if rate is None else whole_rate(rate, language)
    lead = phrase(language, "master_dashboard_lead", created=created, deadline=deadline, completeness=completeness)
    sheet.write(2, 1, lead_for(lead, language, is_public=sources.ledger.is_public), LEAD)
    sheet.height(1, 28)
    sheet.height(2, 18)


class _Dashboard:
    """Writes the parts, each at the row it is given; returns the last row it took."""

    def __init__(self, sheet: Sheet, sources: Sources, rows: Sequence[TableRow]) -> None:
        self._sheet = sheet
        self._sources = sources
        self._rows = rows
        self._language = sources.language
        self._leagues = LeagueWriter(sheet, sources)
        self.lines = tuple(_conventions(sources, rows))

    def table(self, row: int, title: str, write: _Table) -> int:
        """A title, and a table with a line per convention."""
        heading = label(self._language, "master_columns", "convention")
        self._title(row, title)
        return write(self._sheet, row + 1, heading, self.lines, self._language)

    def attention(self, row: int) -> int:
        """What calls for attention."""
        return self._leagues.attention(row, points_of_attention(self._sources.assessment))

    def others(self, row: int) -> int:
        """What waits for a decision, what changed since the last time, what improved."""
        sources, writer = self._sources, self._leagues
        found = matters(sources.campaign, sources.ledger, sources.assessment)
        last = writer.decisions(row, told(sources.campaign, found, self._language))
        if sources.changes is not None:
            last = writer.changes(last + 1, sources.changes)
        return writer.improved(last + 1, most_improved(sources.campaign, sources.assessment, LENGTH))

    def territories(self, row: int) -> int:
        """Both counts by territory, where there are several."""
        territories = self._sources.campaign.territories
        if len(territories) == 1:
            return row - 1
        groups = _grouped(self._rows, lambda line: line.territory)
        lines = [
            Counted(
                name=territory.name,
                criteria=is_code("territory_code", territory.code),
                counts=tally(groups[territory.code]),
                indicators=indicator_tally(
                    one for one in _indicators(self._sources) if one.territory == territory.code
                ),
            )
            for territory in territories
        ]
        heading = label(self._language, "master_columns", "territory")
        for title, write in (
            ("master_indicators_by_territory", write_attained),
            ("master_by_territory", write_returned),
        ):
            self._title(row, title)
            row = write(self._sheet, row + 1, heading, [*lines, self.lines[-1]], self._language) + 1
        return row - 1

    def _title(self, row: int, key: str) -> None:
        self._sheet.write(row, 1, phrase(self._language, key), SECTION)
        self._sheet.height(row, 24)


def _conventions(sources: Sources, rows: Sequence[TableRow]) -> Iterator[Counted]:
    measures, indicators = _grouped(rows, lambda row: row.convention), _indicators(sources)
    for convention in sources.campaign.catalogue.conventions:
        codes = {indicator.code for indicator in convention.indicators}
        yield Counted(
            name=convention.name,
            criteria=is_code("convention_code", convention.code),
            counts=tally(measures[convention.code]),
            indicators=indicator_tally(one for one in indicators if one.indicator in codes),
        )
    yield Counted(
        name=phrase(sources.language, "master_total"),
        criteria="",
        counts=tally(row.assessment for row in rows if isinstance(row, MeasureRow)),
        indicators=indicator_tally(indicators),
    )


def _indicators(sources: Sources) -> Sequence[IndicatorAssessment]:
    return tuple(sources.indicators.values())


def _grouped(rows: Sequence[TableRow], group: Callable[[MeasureRow], str]) -> defaultdict[str, list[MeasureAssessment]]:
    groups: defaultdict[str, list[MeasureAssessment]] = defaultdict(list)
    for row in rows:
        if isinstance(row, MeasureRow):
            groups[group(row)].append(row.assessment)
    return groups


def _breaks(sheet: Sheet, parts: Sequence[int], last: int) -> Iterator[int]:
    """The first rows of those of *parts* that the page before has no room left for: each stays whole where it can."""
    used = 0.0
    for first, following in zip(parts, (*parts[1:], last + 1), strict=True):
        tall = sum(sheet.heights(first, following - 1))
        if used and used + tall > _PAGE:
            yield first
            used = 0.0
        used = (used + tall) % _PAGE


def _set_up(sheet: Sheet, last: int, breaks: tuple[int, ...], language: str) -> None:
    """What waits for a decision, who answered, and where measures stand are each read on one page."""
    sheet.show(zoom=90, gridlines=False)
    sheet.activate()
    sheet.print_setup(
        PrintSetup(
            scale=_PRINT_SCALE,
            breaks=breaks,
            area=Area(1, 1, last, LAST_COLUMN),
            footer=phrase(language, "master_footer"),
            margins=_MARGINS,
            centered=True,
        )
    )
