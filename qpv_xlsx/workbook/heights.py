"""How tall a row must be to show all its text. Excel and LibreOffice disagree on automatic heights, so ours are set.

Widths of letters are those of Arial (and Liberation Sans, made to measure), in thousandths of the font size.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

_BREAKS = re.compile(r"[ \t\r\n]+")
_SPACE = 278
_USUAL = 556
_BOLD = 1.08  # bold letters are about that much wider
_LINE = 1.28  # height of a line over the font size, the taller of both programs
_PADDING = 5.0  # points above and below the text
_CHARACTER = 5.25  # points: a column's unit, the width of a digit of the default font (7 pixels)
_CAUTION = 0.96  # what of a column's width is counted on: programs round widths, and round letters to pixels

_WIDTHS: Mapping[str, int] = MappingProxyType(
    dict.fromkeys("ijl'’", 222)
    | dict.fromkeys("tfI.,:;!/[]| \u00a0\u202f", _SPACE)
    | dict.fromkeys("r()-îï", 333)
    | dict.fromkeys("cksvxyzJç", 500)
    | dict.fromkeys("FTZL", 611)
    | dict.fromkeys("ABEKPSVXYÀÂÉÈÊ&", 667)
    | dict.fromkeys("CDHNRUÇw", 722)
    | dict.fromkeys("GOQÔ", 778)
    | dict.fromkeys("mM%", 870)
    | dict.fromkeys("WœŒ—…@", 1000),
)


def row_height(cells: Mapping[str, float] | Iterator[tuple[str, float]], size: float = 10) -> float:
    """Points for a row of (text, column width in characters) pairs, in a font of *size* points."""
    pairs = cells.items() if isinstance(cells, Mapping) else cells
    return text_height(max((line_count(text, width, size) for text, width in pairs), default=1), size)


def text_height(lines: int, size: float = 10) -> float:
    """Points that *lines* lines take, with some air."""
    return round(lines * size * _LINE + _PADDING, 1)


@lru_cache(maxsize=16384)  # objectives repeat from row to row
def line_count(text: str, width: float, size: float = 10, *, bold: bool = False) -> int:
    """How many lines *text* takes in a column *width* characters wide."""
    room = room_of(width)
    scale = size / 1000 * (_BOLD if bold else 1)
    return sum(_wrapped(paragraph, room / scale) for paragraph in text.split("\n")) or 1


def text_width(text: str, size: float = 10, *, bold: bool = False) -> float:
    """Points that *text* takes on one line."""
    return _points(_width(text), size) * (_BOLD if bold else 1)


def _points(wide: int, size: float) -> float:
    return wide * size / 1000


def room_of(width: float) -> float:
    """Points that a text may count on, in a column *width* characters wide."""
    return width * _CHARACTER * _CAUTION


def shortened(text: str, room: float, size: float = 10) -> str:
    """*text*, or as much of it as *room* points hold, ending in « … »."""
    if text_width(text, size) <= room:
        return text
    kept = text
    while kept and text_width(f"{kept}…", size) > room:
        kept = kept[:-1]
    return f"{kept.rstrip(' ,–')}…"


def _wrapped(paragraph: str, room: float) -> int:
    """Lines of one paragraph; *room* in thousandths of the font size."""
    lines, used = 1, 0.0
    for word in paragraph.split(" "):
        wide: float = _width(word)
        if used and used + _SPACE + wide > room:
            lines, used = lines + 1, 0.0
        if wide > room:  # a word longer than the line is broken
            lines += int(wide // room)
            wide %= room
        used += wide + (_SPACE if used else 0)
    return lines


@lru_cache(maxsize=16384)  # words come back, text after text
def _width(word: str) -> int:
    return sum(_WIDTHS.get(letter, _USUAL) for letter in word)


def broken(text: str, room: float, size: float = 10) -> tuple[str, ...]:
    """*text* in lines of *room* points at most, for cells whose text runs over the next ones.

    A word stays whole, and so does what no-break spaces hold together.
    """
    lines: list[str] = []
    wide = 0
    for word in _BREAKS.split(text.strip()):
        longer = wide + _SPACE + _width(word)
        if lines and _points(longer, size) <= room:
            lines[-1] += f" {word}"
            wide = longer
        else:
            lines.append(word)
            wide = _width(word)
    return tuple(lines)
