"""The national « Tableau de bord »: key figures, then indicators, then measures, counted by convention."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from qpv_xlsx.domain.judging.tallies import IndicatorTally, Tally, added, measures_added
from qpv_xlsx.domain.judging.territories import Country, tallies_of_place
from qpv_xlsx.messages.audience import lead_for
from qpv_xlsx.messages.key_figures import key_figures, reached_of_known
from qpv_xlsx.messages.numbers import number, whole_rate
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.book import address
from qpv_xlsx.spreadsheet.drawing import Area, PrintSetup
from qpv_xlsx.spreadsheet.pen import Content, Pen, Sheet
from qpv_xlsx.workbook.master.columns import LEAD_ROW, TITLE_ROW, Look
from qpv_xlsx.workbook.master.looks import (
    LEAD,
    SECTION,
    TILE_FIGURE,
    TILE_LABEL,
    TITLE,
    TOTAL_NUMBER,
    TOTAL_RATE,
    TOTAL_TEXT,
)
from qpv_xlsx.workbook.national.plain_table import PlainColumn, PlainLine, write_headers, write_plain_line
from qpv_xlsx.workbook.national.status_counts import indicator_cells, indicator_columns, tally_cells, tally_columns

_TOGETHER = 64  # territories whose counts are added up at once: those of all are not held
_TILE_ROW, _FIRST_TABLE = 4, 7
_NAME_WIDTH, _COUNT_WIDTH = 34.0, 10.5  # characters
_RATE = 3  # place of the rate among the columns, from 0
_TILE_COLUMNS = (1, 2, 5, 7, 10, 13, 15)
"""The first of each: those of two counts in ten thousands run over three columns."""


def write_national_board(
    pen: Pen,
    country: Country,
    indicators: Mapping[str, IndicatorTally],
    name: str,
    language: str,
    created: datetime,
) -> None:
    """Write the sheet; the workbook opens on it. *indicators*: their counts by the convention's code."""
    sheet = pen.sheet(name)
    columns = tally_columns(language)
    _head(sheet, country, language, created)
    _tiles(sheet, tiles(country, indicators, language), last=len(columns) + 1)
    sheet.width(1, 1, _NAME_WIDTH)
    sheet.width(2, len(columns) + 1, _COUNT_WIDTH)
    row = _indicators(sheet, _FIRST_TABLE, country, indicators, language)
    last = _measures(sheet, row + 2, country, language)
    sheet.write(last + 2, 1, phrase(language, "national_method"), LEAD)
    sheet.show(zoom=90, gridlines=False)
    sheet.activate()
    area = Area(1, 1, last + 2, len(columns) + 1)
    sheet.print_setup(PrintSetup(paper="A3", area=area, footer=phrase(language, "master_footer")))


def _indicators(sheet: Sheet, row: int, country: Country, counts: Mapping[str, IndicatorTally], language: str) -> int:
    """The table of indicators under its title at *row*; return the row of its total."""
    lines = {code: indicator_cells(tallied) for code, tallied in counts.items()}
    sheet.write(row, 1, phrase(language, "master_indicators_by_convention"), SECTION)
    last = _table(sheet, row + 1, country, indicator_columns(language), lines, language)
    _total(sheet, last, row + 2, indicator_cells(added(counts.values())), language)
    return last


def _measures(sheet: Sheet, row: int, country: Country, language: str) -> int:
    """That of measures, likewise."""
    lines = {code: tally_cells(tallied) for code, tallied in convention_tallies(country).items()}
    whole = country.tally
    sheet.write(row, 1, phrase(language, "national_measures_by_convention"), SECTION)
    last = _table(sheet, row + 1, country, tally_columns(language), lines, language)
    _total(sheet, last, row + 2, tally_cells(whole), language)
    expected, answered = address(last, 2), address(last, 3)
    rate = "" if whole.completeness is None else whole.completeness
    sheet.formula(last, _RATE + 1, f'=IF({expected}=0,"",{answered}/{expected})', rate, TOTAL_RATE)
    return last


def _table(
    sheet: Sheet,
    row: int,
    country: Country,
    columns: Sequence[PlainColumn],
    lines: Mapping[str, tuple[Content, ...]],
    language: str,
) -> int:
    """Headers at *row*, then a line per convention; return the row after them."""
    head = PlainColumn(header=label(language, "master_columns", "convention"), look=Look.TEXT, width=_NAME_WIDTH)
    names = {convention.code: convention.name for convention in country.catalogue.conventions}
    write_headers(sheet, row, (head, *columns))
    for line_row, (code, cells) in enumerate(lines.items(), start=row + 1):
        write_plain_line(sheet, line_row, (head, *columns), PlainLine(cells=(names.get(code, code), *cells)))
    return row + 1 + len(lines)


def convention_tallies(country: Country) -> dict[str, Tally]:
    """The counts of every convention over all territories, by its code."""
    groups: defaultdict[str, list[Tally]] = defaultdict(list)
    for place in country.territories:
        for code, counts in tallies_of_place(country, place).items():
            groups[code] += [counts] if counts else []
            if len(groups[code]) == _TOGETHER:
                groups[code] = [measures_added(groups[code])]
    return {code: measures_added(counts) for code, counts in groups.items()}


def indicator_tallies(country: Country) -> dict[str, IndicatorTally]:
    """The counts of indicators of every convention over all territories, by its code."""
    groups: defaultdict[str, list[IndicatorTally]] = defaultdict(list)
    groups.update({one.code: [] for one in country.catalogue.conventions})
    for place in country.territories:
        for code, counts in place.tallies.indicators.items():
            groups[code].append(counts)
            if len(groups[code]) == _TOGETHER:
                groups[code] = [added(groups[code])]
    return {code: added(counts) for code, counts in groups.items()}


def tiles(country: Country, indicators: Mapping[str, IndicatorTally], language: str) -> dict[str, str]:
    """Key figures: what they are, and the figures in words; indicators first, as the official table counts them."""
    counts = country.tally
    completeness = "–" if counts.completeness is None else whole_rate(counts.completeness, language)
    answering, asked = (sum(getattr(one, key) for one in country.territories) for key in ("answering", "respondents"))
    figures = key_figures(counts, language, answering=answering, asked=asked) | {
        "completeness": completeness,
        "indicators": reached_of_known(added(indicators.values()).headline, language),
    }
    return {label(language, "national_tiles", "territories"): number(len(country.territories), language)} | {
        label(language, "master_tiles", key): figures[key]
        for key in ("respondents", "completeness", "indicators", "reached", "attention", "known")
    }


def _head(sheet: Sheet, country: Country, language: str, created: datetime) -> None:
    sheet.write(TITLE_ROW, 1, phrase(language, "national_title", title=country.title, year=country.year), TITLE)
    count = len(country.territories)
    lead = phrase(language, "national_lead", created=created, count=count)
    sheet.write(LEAD_ROW, 1, lead_for(lead, language, is_public=country.is_public), LEAD)
    sheet.height(TITLE_ROW, 28)
    sheet.height(LEAD_ROW, 18)


def _tiles(sheet: Sheet, figures: Mapping[str, str], last: int) -> None:
    """The key figures on one band, up to the column *last*."""
    sheet.height(_TILE_ROW + 1, 32)
    for column in range(1, last + 1):
        sheet.write(_TILE_ROW, column, None, TILE_LABEL)
        sheet.write(_TILE_ROW + 1, column, None, TILE_FIGURE)
    for column, (said, figure) in zip(_TILE_COLUMNS, figures.items(), strict=True):
        sheet.write(_TILE_ROW, column, said, TILE_LABEL)
        sheet.write(_TILE_ROW + 1, column, figure, TILE_FIGURE)


def _total(sheet: Sheet, row: int, first: int, whole: Sequence[Content], language: str) -> None:
    """Live sums of the lines from *first* on."""
    sheet.write(row, 1, phrase(language, "master_total"), TOTAL_TEXT)
    for column, content in enumerate(whole, start=2):
        above = f"{address(first, column)}:{address(row - 1, column)}"
        sheet.formula(row, column, f"=SUM({above})", content if isinstance(content, int) else 0, TOTAL_NUMBER)
