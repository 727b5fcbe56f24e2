"""The small bars beside a row, one for each year: how a figure moved."""

from collections.abc import Iterable

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.spreadsheet.drawing import Area
from qpv_xlsx.spreadsheet.pen import Sheet
from qpv_xlsx.workbook.master.looks import BAR, LAST_BAR


def draw_years(sheet: Sheet, rows: Iterable[tuple[str, Area, Kind]]) -> None:
    """Of each row: the cell to draw in, the cells of its years, and what they are. Gaps alone go below nought."""
    told = tuple(rows)
    for is_gap in (False, True):
        sources = {cell: area for cell, area, kind in told if (kind is Kind.GAP) is is_gap}
        sheet.sparklines(sources, (BAR, LAST_BAR), from_zero=not is_gap)
