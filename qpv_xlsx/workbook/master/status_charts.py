"""The dashboard's two charts: stacked bars by convention, in colours and hatchings that also read in grey."""

from collections.abc import Mapping
from dataclasses import replace

from qpv_xlsx.domain.judging.assessment import Attainment, Reporting
from qpv_xlsx.domain.judging.tallies import REPORTING_ORDER
from qpv_xlsx.messages.wordbook import phrase
from qpv_xlsx.spreadsheet.drawing import Area, Chart, Series
from qpv_xlsx.spreadsheet.pen import Sheet
from qpv_xlsx.workbook.master.counting import badge_of, status_column, status_word

CHART_ROWS = 17
ROW_HEIGHT = 15.0  # points
_PIXELS_PER_ROW = 20
_SECOND_COLUMN = 7
_WIDTHS = (530, 545)  # pixels: the first one ends where the second begins
Status = Reporting | Attainment


def write_charts(sheet: Sheet, row: int, indicators: tuple[int, int], measures: tuple[int, int], language: str) -> None:
    """Put both charts at *row*; first and last row of the tables they draw, totals left out."""
    for number in range(row, row + CHART_ROWS):
        sheet.height(number, ROW_HEIGHT)
    reported = _chart(sheet.name, REPORTING_ORDER, measures, language, "master_reporting_chart")
    attained = _chart(sheet.name, tuple(Attainment), indicators, language, "master_attainment_chart")
    sheet.place_chart(row, 1, replace(reported, width=_WIDTHS[0]))
    sheet.place_chart(row, _SECOND_COLUMN, replace(attained, width=_WIDTHS[1]))


def stacked_by_convention(sheet: str, columns: Mapping[Status, int], lines: tuple[int, int], language: str) -> Chart:
    """Bars over the names in the first column of *sheet*: a series for each status, from its column; first and last row."""
    return Chart(
        kind="bar",
        subtype="stacked",
        series=tuple(_series(sheet, status, column, lines, language) for status, column in columns.items()),
        title="",
        description=phrase(language, "master_chart_text"),
        height=CHART_ROWS * _PIXELS_PER_ROW - 6,
        legend="bottom",
        reverse_categories=True,
        hides_values=True,
    )


def _chart(sheet: str, statuses: tuple[Status, ...], lines: tuple[int, int], language: str, title: str) -> Chart:
    columns = {status: status_column(status) for status in statuses}
    return replace(stacked_by_convention(sheet, columns, lines, language), title=phrase(language, title))


def _series(sheet: str, status: Status, column: int, lines: tuple[int, int], language: str) -> Series:
    badge = badge_of(status)
    return Series(
        name=status_word(status, language),
        sheet=sheet,
        categories=Area(lines[0], 1, lines[1], 1),
        values=Area(lines[0], column, lines[1], column),
        color=badge.fill,
        pattern=badge.pattern,
        pattern_color=badge.hatch,
        label_color=badge.ink,
        is_labelled=True,
        label_format="0;-0;;",
        gap=45,
    )
