"""How workbooks look: the palette and the named styles. Every pair of text and background reaches a contrast of 4.5:1.

Nothing is said by colour alone: entry cells have a border, closed cells a hatching, states are words.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.spreadsheet.drawing import Style
from qpv_xlsx.spreadsheet.palette import (
    BLUE,
    BROWN,
    CLOSED,
    GREEN,
    GREY_INK,
    INK,
    LINE,
    ORANGE,
    PALE_BLUE,
    PALE_GREEN,
    PALE_ORANGE,
    PALE_RED,
    PAPER,
    RED,
    WHITE,
    YELLOW,
)

HATCHING = 14  # thin oblique lines

TITLE = Style(size=16, bold=True, color=BLUE, valign="vcenter")
REFERENCE = Style(size=9, color=GREY_INK, valign="vcenter")
HELP = Style(size=10, color=INK, valign="vcenter")
HELP_LINK = Style(size=10, color=BLUE, underline=True, valign="vcenter")
BACK_LINK = replace(HELP_LINK, size=9)
SECTION = Style(size=12, bold=True, color=WHITE, fill=BLUE, valign="vcenter", indent=1)
PROSE = Style(size=11, color=INK, wrap=True, valign="vcenter", indent=1)
LABEL = Style(size=11, bold=True, color=INK, wrap=True, valign="vcenter", indent=1)
FIGURE = Style(size=11, color=INK, valign="vcenter", align="left", indent=1)
PERCENT = Style(size=11, bold=True, color=INK, valign="vcenter", align="left", indent=1, number_format="0%")
BAR = Style(size=11, color=BLUE, valign="vcenter", indent=1)
DATE = Style(size=11, bold=True, color=RED, valign="vcenter", align="left", indent=1, number_format="dd/mm/yyyy")
LINK = Style(size=11, color=BLUE, underline=True, valign="vcenter", wrap=True, indent=1)

_HEADER = Style(
    bold=True, wrap=True, keeps_words=True, valign="vcenter", align="center", borders="LRTB", border_color=LINE
)
HEADER = replace(_HEADER, color=WHITE, fill=BLUE)
ENTRY_HEADER = replace(_HEADER, color=INK, fill="#FFE066", border_color=BROWN)
CHECK_HEADER = replace(_HEADER, color=INK, fill=PALE_BLUE)
QUIET_HEADER = replace(_HEADER, color="#3A3A3A", fill="#EEEEEE")
QUARTIER_PAST_HEADER = replace(QUIET_HEADER, size=8, bold=False)
ENTRY_BAND = Style(size=9, bold=True, color=BROWN, valign="vcenter")
QUIET_BAND = Style(size=9, italic=True, color=GREY_INK, valign="vcenter")
PROGRESS = Style(size=9, bold=True, color=INK, valign="vcenter")
KEY_ROW = Style(size=8, color=GREY_INK)

_CELL = Style(color=INK, wrap=True, borders="LRTB", border_color=LINE)
CODE = replace(_CELL, bold=True, color=BLUE, fill=PALE_BLUE, valign="vcenter")
OFFICIAL = replace(_CELL, fill=PAPER, size=9, valign="vcenter")
PAST = replace(OFFICIAL, size=10, align="right", indent=1, keeps_words=True)
QUARTIER_PAST = replace(OFFICIAL, size=8, align="right", indent=1, color="#3A3A3A", keeps_words=True)
ABOUT = replace(OFFICIAL, color="#3A3A3A", fill=WHITE)
MEASURE = replace(_CELL, bold=False, fill=WHITE)
QUESTION = replace(_CELL, bold=True, fill=WHITE, valign="vcenter")  # the label, and under it in smaller letters:
LABEL_LETTERS = Style(bold=True, color=INK)
BRIEF_LETTERS = Style(size=8, color=GREY_INK)
ENTRY = replace(_CELL, fill=YELLOW, border_color=BROWN, valign="vcenter", locked=False)
CLOSED_CELL = replace(_CELL, color=INK, fill=CLOSED, pattern=HATCHING, pattern_color="#A6A6A6")
FAULTY = replace(ENTRY, fill=PALE_RED, border=2, border_color=RED, bold=True)
CHECK = replace(_CELL, fill=PALE_BLUE, bold=True, valign="vcenter")
STATE = replace(CHECK, size=9)
CONTROL = replace(CHECK, size=9, bold=False)
TRAVELLING_KEY = Style(size=8, color=GREY_INK, locked=False)
TOTAL = replace(_CELL, fill=PALE_BLUE, bold=True, valign="vcenter", align="right")
PLAIN = Style(color=INK)
LIST_HEADER = Style(bold=True, color=INK)

# Conditional: what a live control says, in words first.
IS_COMPLETE = Style(color=GREEN, fill=PALE_GREEN, bold=True)
IS_TO_FILL = Style(color=ORANGE, fill=PALE_ORANGE)
IS_WRONG = Style(color=RED, fill=PALE_RED, bold=True)

NUMBER_FORMATS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.SHARE: "0.0%",
        Kind.GAP: "0.0%",  # points: reading tells a share from a gap by the measure, and the scale by the format
        Kind.COUNT: "#,##0",
        Kind.QUANTITY: "General",  # as a ratio
        Kind.AMOUNT: '#,##0.00\\ "€"',
        Kind.RATIO: "General",  # any pattern with optional decimals leaves a comma behind whole numbers
        Kind.MILESTONE: "@",
        Kind.TEXT: "@",
    },
)
PART_FORMAT = "#,##0"  # numerators and denominators
TEXT_FORMAT = "@"  # else « 8/15 » becomes a date and « -rien » a formula


@lru_cache(maxsize=256)  # equal styles are then one object, and share one format at once
def with_format(style: Style, number_format: str, *, is_number: bool) -> Style:
    """An entry or total cell that shows *number_format*; figures stand at the right, words at the left."""
    return replace(style, number_format=number_format, align="right" if is_number else "left")
