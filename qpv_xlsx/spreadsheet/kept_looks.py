"""What XlsxWriter keeps and spells of rows, columns and small bars: the same for many, it is made once for all of them."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import ColumnInfo, RowInfo, Worksheet

from qpv_xlsx.spreadsheet.charting import small_bars
from qpv_xlsx.spreadsheet.drawing import Area, ColumnWidth
from qpv_xlsx.spreadsheet.strictness import strictly

Corners = tuple[int, int, int, int]


@lru_cache(maxsize=1024)  # a column of statuses has ten rules
def range_of(corners: Corners) -> str:
    """« B2:C9 »."""
    return str(xl_range(*corners))


@lru_cache(maxsize=512)  # rows of a sort share it: a national sheet has tens of thousands
def row_kept(pixels: int, hidden: bool, level: int) -> tuple[RowInfo, Sequence[Any]]:  # noqa: FBT001  (as kept by XlsxWriter)
    """What XlsxWriter keeps of a row, and of its size; it changes neither."""
    return RowInfo(pixels, None, hidden, level), [pixels, hidden]


@lru_cache(maxsize=512)
def about_row(height: float, usual: float, hidden: bool, level: int) -> str:  # noqa: FBT001  (as kept by XlsxWriter)
    """The attributes of a row besides its number. *height*, *usual*: in pixels."""
    tall = "" if height == usual else f' ht="{height * 0.75:.16g}"'
    told = (tall, ' hidden="1"' if hidden else "", ' customHeight="1"' if tall else "")
    return "".join(told) + (f' outlineLevel="{level}"' if level else "")


@lru_cache(maxsize=256)  # those of a table, the same in the workbooks of all territories
def column_infos(columns: tuple[ColumnWidth, ...], digit: int, padding: int) -> Mapping[int, ColumnInfo]:
    """What XlsxWriter keeps of each column, by its place from 0. *digit*, *padding*: pixels."""
    return {
        one.column - 1: ColumnInfo(
            width=int(one.width * (digit if one.width >= 1 else digit + padding) + 0.5)
            + (padding if one.width >= 1 else 0),
            hidden=one.is_hidden,
            level=one.level,
            collapsed=one.is_collapsed,
        )
        for one in columns
    }


def about_column(info: ColumnInfo, is_usual: bool) -> str:  # noqa: FBT001
    """The attributes of a column besides its place and width."""
    told = (' hidden="1"' if info.hidden else "", "" if is_usual else ' customWidth="1"')
    level = f' outlineLevel="{info.level}"' if info.level else ""
    return "".join(told) + level + (' collapsed="1"' if info.collapsed else "")


@lru_cache(maxsize=64)
def bars_like(colors: tuple[str, str], from_zero: bool) -> Mapping[str, Any]:  # noqa: FBT001
    """What XlsxWriter keeps of small bars, but for where they are."""
    sheet = Worksheet()
    sheet.name = ""
    strictly(sheet.add_sparkline, 0, 0, small_bars({"A1": Area(1, 1, 1, 1)}, colors, from_zero=from_zero))
    found: Mapping[str, Any] = sheet.sparklines[0]
    return found
