"""The national « Tableau de bord »: key figures, and the counts of every convention."""

from collections import defaultdict
from datetime import datetime

from qpv_xlsx.domain.judging.assessment import MeasureAssessment
from qpv_xlsx.domain.judging.tallies import Tally, tally
from qpv_xlsx.domain.judging.territories import Country, rows_of_place
from qpv_xlsx.messages.audience import lead_for
from qpv_xlsx.messages.key_figures import key_figures
from qpv_xlsx.messages.numbers import number, whole_rate
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.book import address
from qpv_xlsx.spreadsheet.drawing import Area, PrintSetup
from qpv_xlsx.spreadsheet.pen import Pen, Sheet
from qpv_xlsx.workbook.master.columns import LEAD_ROW, TITLE_ROW, Look
from qpv_xlsx.workbook.master.looks import LEAD, TILE_FIGURE, TILE_LABEL, TITLE, TOTAL_NUMBER, TOTAL_RATE, TOTAL_TEXT
from qpv_xlsx.workbook.master.tables import on_pages_read
from qpv_xlsx.workbook.national.plain_table import PlainColumn, PlainLine, write_headers, write_plain_line
from qpv_xlsx.workbook.national.status_counts import tally_cells, tally_columns

_TILE_ROW, _COUNTS_ROW = 4, 7
_NAME_WIDTH, _COUNT_WIDTH = 34.0, 10.5  # characters
_RATE = 3  # place of the rate among the columns, from 0
_TILE_COLUMNS = (1, 2, 5, 8, 11)


def write_national_board(pen: Pen, country: Country, name: str, language: str, created: datetime) -> None:
    """Write the sheet; the workbook opens on it."""
    sheet = pen.sheet(name)
    columns = (
        PlainColumn(header=label(language, "master_columns", "convention"), look=Look.TEXT, width=_NAME_WIDTH),
        *tally_columns(language),
    )
    counts = convention_tallies(country)
    _head(sheet, country, language, created)
    write_headers(sheet, _COUNTS_ROW, columns)
    sheet.width(1, 1, _NAME_WIDTH)
    sheet.width(2, len(columns), _COUNT_WIDTH)
    names = {convention.code: convention.name for convention in country.catalogue.conventions}
    for row, (code, tallied) in enumerate(counts.items(), start=_COUNTS_ROW + 1):
        write_plain_line(sheet, row, columns, PlainLine(cells=(names.get(code, code), *tally_cells(tallied))))
    last = _COUNTS_ROW + 1 + len(counts)
    _total(sheet, last, tally(country.rows), language)
    sheet.write(last + 2, 1, phrase(language, "national_method"), LEAD)
    sheet.show(zoom=90, gridlines=False)
    sheet.activate()
    area = Area(1, 1, last + 2, len(columns))
    setup = PrintSetup(paper="A3", area=area, footer=phrase(language, "master_footer"))
    sheet.print_setup(on_pages_read(setup, (_NAME_WIDTH, *(_COUNT_WIDTH for _ in columns[1:])), 1))


def convention_tallies(country: Country) -> dict[str, Tally]:
    """The counts of every convention over all territories, by its code."""
    groups: defaultdict[str, list[MeasureAssessment]] = defaultdict(list)
    for place in country.territories:
        for code, rows in rows_of_place(country, place).items():
            groups[code].extend(rows)
    return {code: tally(rows) for code, rows in groups.items()}


def tiles(country: Country, language: str) -> dict[str, str]:
    """Key figures: what they are, and the figures in words."""
    counts = tally(country.rows)
    completeness = "–" if counts.completeness is None else whole_rate(counts.completeness, language)
    answering, asked = (sum(getattr(one, key) for one in country.territories) for key in ("answering", "respondents"))
    figures = key_figures(counts, language, answering=answering, asked=asked) | {"completeness": completeness}
    return {label(language, "national_tiles", "territories"): number(len(country.territories), language)} | {
        label(language, "master_tiles", key): figures[key]
        for key in ("respondents", "completeness", "reached", "attention")
    }


def _head(sheet: Sheet, country: Country, language: str, created: datetime) -> None:
    sheet.write(TITLE_ROW, 1, phrase(language, "national_title", title=country.title, year=country.year), TITLE)
    count = len(country.territories)
    lead = phrase(language, "national_lead", created=created, count=count)
    sheet.write(LEAD_ROW, 1, lead_for(lead, language, is_public=country.is_public), LEAD)
    sheet.height(TITLE_ROW, 28)
    sheet.height(LEAD_ROW, 18)
    sheet.height(_TILE_ROW + 1, 32)
    for column, (said, figure) in zip(_TILE_COLUMNS, tiles(country, language).items(), strict=True):
        sheet.write(_TILE_ROW, column, said, TILE_LABEL)
        sheet.write(_TILE_ROW + 1, column, figure, TILE_FIGURE)


def _total(sheet: Sheet, row: int, whole: Tally, language: str) -> None:
    """Live sums of the lines above."""
    sheet.write(row, 1, phrase(language, "master_total"), TOTAL_TEXT)
    for place, content in enumerate(tally_cells(whole), start=1):
        column = place + 1
        if place == _RATE:
            expected, answered = address(row, 2), address(row, 3)
            result = "" if whole.completeness is None else whole.completeness
            sheet.formula(row, column, f'=IF({expected}=0,"",{answered}/{expected})', result, TOTAL_RATE)
        else:
            above = f"{address(_COUNTS_ROW + 1, column)}:{address(row - 1, column)}"
            figure = content if isinstance(content, int) else 0
            sheet.formula(row, column, f"=SUM({above})", figure, TOTAL_NUMBER)
