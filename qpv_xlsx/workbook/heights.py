"""How tall a row must be to show all its text. Excel and LibreOffice disagree on automatic heights, so ours are set."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from qpv_xlsx.spreadsheet.letter_widths import CHARACTER, SPACE, letters_width, text_width

_BREAKS = re.compile(r"[ \t\r\n]+")
_LINE = 1.28  # height of a line over the font size, the taller of both programs
_PADDING = 5.0  # points above and below the text
_CAUTION = 0.96  # what of a column's width is counted on: programs round widths, and round letters to pixels


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
    room = room_of(width) * 1000 / size
    return sum(_wrapped(paragraph, room, bold=bold) for paragraph in text.split("\n")) or 1


def room_of(width: float) -> float:
    """Points that a text may count on, in a column *width* characters wide."""
    return width * CHARACTER * _CAUTION


def shortened(text: str, room: float, size: float = 10) -> str:
    """*text*, or as much of it as *room* points hold, ending in « … »."""
    if text_width(text, size) <= room:
        return text
    kept = text
    while kept and text_width(f"{kept}…", size) > room:
        kept = kept[:-1]
    return f"{kept.rstrip(' ,–')}…"


def _wrapped(paragraph: str, room: float, *, bold: bool) -> int:
    """Lines of one paragraph; *room* in thousandths of the font size."""
    lines, used = 1, 0.0
    for word in paragraph.split(" "):
        wide: float = letters_width(word, bold=bold)
        if used and used + SPACE + wide > room:
            lines, used = lines + 1, 0.0
        if wide > room:  # a word longer than the line is broken
            lines += int(wide // room)
            wide %= room
        used += wide + (SPACE if used else 0)
    return lines


def broken(text: str, room: float, size: float = 10) -> tuple[str, ...]:
    """*text* in lines of *room* points at most, for cells whose text runs over the next ones.

    A word stays whole, and so does what no-break spaces hold together.
    """
    lines: list[str] = []
    wide = 0
    for word in _BREAKS.split(text.strip()):
        longer = wide + SPACE + letters_width(word)
        if lines and longer * size / 1000 <= room:
            lines[-1] += f" {word}"
            wide = longer
        else:
            lines.append(word)
            wide = letters_width(word)
    return tuple(lines)
