"""How tall a row must be to show all its text. Excel and LibreOffice disagree on automatic heights, so ours are set."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from qpv_xlsx.spreadsheet.letter_widths import CHARACTER, SPACE, letters_width, text_width

_BREAKS = re.compile(r"[ \t\r\n]+")
_HYPHENED = re.compile(r"[^-]*-|[^-]+")
_WORDS = re.compile(r"[^ \t\r\n]+")
_LINE = 1.28  # height of a line over the font size, the taller of both programs
_PADDING = 5.0  # points above and below the text
CAUTION = 0.96  # what of a column's width is counted on: programs round widths, and round letters to pixels
_SMALL, _CAUTION_SMALL = 8.5, 0.92  # letters up to so many points are rounded up: measured at zooms of 85, 90 and 100 %
_DANGLING = " ,;:–-(«\u00a0"


def row_height(cells: Mapping[str, float] | Iterator[tuple[str, float]], size: float = 10) -> float:
    """Points for a row of (text, column width in characters) pairs, in a font of *size* points."""
    pairs = cells.items() if isinstance(cells, Mapping) else cells
    return text_height(max((line_count(text, width, size) for text, width in pairs), default=1), size)


def text_height(lines: int, size: float = 10) -> float:
    """Points that *lines* lines take, with some air."""
    return round(lines * size * _LINE + _PADDING, 1)


@lru_cache(maxsize=8192)  # objectives repeat from row to row
def line_count(text: str, width: float, size: float = 10, *, bold: bool = False) -> int:
    """How many lines *text* takes in a column *width* characters wide."""
    room = room_of(width, size) * 1000 / size
    return sum(_wrapped(paragraph, room, bold=bold) for paragraph in text.split("\n")) or 1


def room_of(width: float, size: float = 10) -> float:
    """Points that a text in letters of *size* points may count on, in a column *width* characters wide."""
    return width * CHARACTER * (CAUTION if size > _SMALL else _CAUTION_SMALL)


@lru_cache(maxsize=4096)  # official texts come back, row after row and form after form
def cut_to_lines(text: str, width: float, lines: int, size: float = 10, *, bold: bool = False) -> str:
    """*text*, or as many of its words as *lines* lines hold in a column *width* characters wide, ending in « … »."""
    if line_count(text, width, size, bold=bold) <= lines:
        return text
    return next((shown for shown in _beginnings(text) if line_count(shown, width, size, bold=bold) <= lines), "…")


def _beginnings(text: str) -> Iterator[str]:
    """*text* without its last word, without the last two … The longest first."""
    return (f"{text[: word.end()].rstrip(_DANGLING)}…" for word in reversed(tuple(_WORDS.finditer(text))))


def shortened(text: str, room: float, size: float = 10) -> str:
    """*text*, or as many of its words as *room* points hold on one line, ending in « … »."""
    if text_width(text, size) <= room:
        return text
    return next((shown for shown in _beginnings(text) if text_width(shown, size) <= room), "…")


def _wrapped(paragraph: str, room: float, *, bold: bool) -> int:
    """Lines of one paragraph; *room* in thousandths of the font size."""
    lines, used = 1, 0.0
    for word in paragraph.split(" "):
        space: float = SPACE
        for part in _parts(word, room, bold=bold):
            wide: float = letters_width(part, bold=bold)
            if used and used + space + wide > room:
                lines, used = lines + 1, 0.0
            if wide > room:  # what is longer than the line is broken anywhere
                lines += int(wide // room)
                wide %= room
            used += wide + (space if used else 0)
            space = 0
    return lines


def _parts(word: str, room: float, *, bold: bool) -> Sequence[str]:
    """A word longer than the line is broken after its hyphens first: « Sainte- », « Élisabeth »."""
    return [word] if letters_width(word, bold=bold) <= room else _HYPHENED.findall(word)


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
