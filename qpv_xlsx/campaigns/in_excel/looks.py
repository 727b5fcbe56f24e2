"""How campagne.xlsx looks: styles, heights, frozen columns."""

import math
import textwrap
from dataclasses import replace

from qpv_xlsx.campaigns.sheets.cellforms import Content
from qpv_xlsx.campaigns.sheets.columns import CellForm
from qpv_xlsx.spreadsheet.drawing import MAX_HEIGHT, Style
from qpv_xlsx.spreadsheet.palette import BLUE, GREY_INK, INK, LINE, PALE_BLUE, PAPER, WHITE, YELLOW

TAB = BLUE
FOOTER = "&L&A&RPage &P / &N"

TITLE = Style(size=16, bold=True, color=BLUE, valign="vcenter")
GUIDE = Style(size=11, color=INK, valign="top")
HEADER = Style(bold=True, color=WHITE, fill=BLUE, borders="LRTB", border_color=LINE, wrap=True, valign="vcenter")
PLAIN = Style(color=INK)
_CELL = Style(color=INK, borders="LRTB", border_color=LINE, wrap=True)
HEADING = replace(_CELL, bold=True, fill=PALE_BLUE, valign="vcenter")
EXPLANATION = replace(_CELL, color=GREY_INK, fill=PAPER, valign="vcenter")
_CODE = replace(_CELL, bold=True, color=BLUE, number_format="@")  # « 01 » and « 1.10 » stay as they were typed
SPARE_CODE = Style(number_format="@")
_ALIGNED = replace(_CELL, align="left")
_PERCENT = tuple(replace(_CELL, number_format=code) for code in ("0%", "0.0%", "0.00%"))
_DATE = replace(_ALIGNED, number_format="dd/mm/yyyy")
_WHOLE = _ALIGNED
_LARGE = replace(_CELL, number_format="#,##0")
_SETTING_FILL = YELLOW

PROPOSED = replace(_CELL, fill="#FFE8D6", color="#7A3E00")
TO_FILL = replace(_CELL, fill=_SETTING_FILL, color=INK)
EXAMPLE = replace(_CELL, italic=True, color="#767676")
EXAMPLE_CODE = replace(EXAMPLE, number_format=_CODE.number_format)
HEADING_WIDTH = 36.0
SETTING_WIDTH = 46.0
EXPLANATION_WIDTH = 73.0  # the three together: what a screen 1,366 points wide shows
TITLE_HEIGHT = 30.0
GUIDE_SIGNS = 150  # of a line of a sheet’s guide: what the same screen shows
HEADER_HEIGHT = 44.0
EXAMPLE_LINES = 3
BESIDE_WIDTH = 8.0
_LINE_HEIGHT = 13.5
_GUIDE_LINE_HEIGHT = 14.5
_CHARACTERS = 1.05  # of running text, in a column one digit wide
_TOO_LARGE = 10_000  # from here on, figures get spaces between thousands


CODES = frozenset({CellForm.CODE, CellForm.CODES})
"""Cells whose contents no program is to take for numbers or dates."""


def cell_style(form: CellForm, content: Content, *, is_percent: bool) -> Style:
    """The style of a table's cell."""
    match form:
        case CellForm.CODE | CellForm.CODES:
            return _CODE
        case CellForm.DATE:
            return _DATE
        case CellForm.WHOLE:
            return _WHOLE
        case CellForm.FIGURE if is_percent:
            return _PERCENT[_decimals(content)]
        case CellForm.FIGURE if (
            isinstance(content, int | float) and abs(content) >= _TOO_LARGE and content == int(content)
        ):
            return _LARGE
        case _:
            return _CELL


def _decimals(fraction: Content) -> int:
    """How many decimals a fraction needs in per cent: « 18 % », « 17,3 % », two at most."""
    if not isinstance(fraction, int | float):
        return 0
    return next((count for count in (0, 1) if abs(fraction * 100 - round(fraction * 100, count)) < _NOISE), 2)


_NOISE = 1e-9


def setting_style(form: CellForm, content: Content, *, is_percent: bool) -> Style:
    """The style of a value on « Campagne »."""
    style = cell_style(CellForm.FIGURE if _is_large(form, content) else form, content, is_percent=is_percent)
    return replace(style, fill=_SETTING_FILL, align="left", valign="vcenter", bold=False, color=INK)


def _is_large(form: CellForm, content: Content) -> bool:
    return form is CellForm.WHOLE and isinstance(content, int) and content >= _TOO_LARGE


def lines_of(content: Content, width: float) -> int:
    """How many lines a content takes in a column of *width* characters."""
    if not isinstance(content, str):
        return 1
    return sum(max(1, math.ceil(len(line) / max(1.0, width * _CHARACTERS))) for line in content.split("\n"))


def height_of(lines: int) -> float:
    """Height of a row of so many lines, in points."""
    return min(MAX_HEIGHT, 4 + _LINE_HEIGHT * lines)


def guide_lines(text: str) -> tuple[str, ...]:
    """The guide of a sheet, cut into lines that a screen shows whole."""
    return tuple(line for part in text.split("\n") for line in textwrap.wrap(part, GUIDE_SIGNS) or [""])


def guide_height(lines: int) -> float:
    """Height of the row of a sheet’s guide, in points."""
    return 5 + _GUIDE_LINE_HEIGHT * lines


def setting_height(content: Content, explanation: str) -> float:
    """Height of a row of « Campagne », in points."""
    return 5 + height_of(max(lines_of(content, SETTING_WIDTH), lines_of(explanation, EXPLANATION_WIDTH)))
