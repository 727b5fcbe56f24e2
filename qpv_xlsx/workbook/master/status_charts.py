"""The dashboard's two charts: stacked bars by convention, in colours and hatchings that also read in grey."""

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
_WIDTHS = (600, 545)


def write_charts(sheet: Sheet, row: int, indicators: tuple[int, int], measures: tuple[int, int], language: str) -> None:
    """Put both charts at *row*; first and last row of the tables they draw, totals left out."""
    for number in range(row, row + CHART_ROWS):
        sheet.height(number, ROW_HEIGHT)
    _chart(sheet, (row, 1), REPORTING_ORDER, measures, language)
    _chart(sheet, (row, _SECOND_COLUMN), tuple(Attainment), indicators, language)


def _chart(
    sheet: Sheet,
    place: tuple[int, int],
    statuses: tuple[Reporting, ...] | tuple[Attainment, ...],
    lines: tuple[int, int],
    language: str,
) -> None:
    is_reporting = isinstance(statuses[0], Reporting)
    chart = Chart(
        kind="bar",
        subtype="stacked",
        series=tuple(_series(sheet.name, status, lines, language) for status in statuses),
        title=phrase(language, "master_reporting_chart" if is_reporting else "master_attainment_chart"),
        description=phrase(language, "master_chart_text"),
        width=_WIDTHS[0 if is_reporting else 1],
        height=CHART_ROWS * _PIXELS_PER_ROW - 6,
        legend="bottom",
        reverse_categories=True,
        hides_values=True,
    )
    sheet.place_chart(*place, chart)


def _series(sheet: str, status: Reporting | Attainment, lines: tuple[int, int], language: str) -> Series:
    badge = badge_of(status)
    column = status_column(status)
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
