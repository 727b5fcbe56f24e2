"""On how many printed pages a table goes: none holds a line or a column that could have stood on the one before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import ceil

from qpv_xlsx.spreadsheet.drawing import PrintSetup
from qpv_xlsx.spreadsheet.letter_widths import CHARACTER

PRINT_SCALE = 89  # per cent: letters of 8 points
_EDGES = 3.75  # points that a column has besides its characters
_PROGRAMS_DIFFER = 0.94  # LibreOffice takes 7.43 pixels for a character of Calibri, Excel 7
_CAUTION = 0.98  # of a page's height: programs round up
_MOST_ROWS = 3000  # of a longer table nobody counts the pages


def on_fewest_pages(
    setup: PrintSetup, widths: Iterable[float], heights: Sequence[float], repeated: float
) -> PrintSetup:
    """*setup*, fitted to as few pages down as letters of 8 points allow. *widths* in characters, *heights* in points.

    *repeated*: points of the rows that stand on each page. The last page of a table may hold one line: it is drawn a
    little smaller, where its letters are still read, and has none.
    """
    across, down = setup.room
    wide = sum(map(_points, widths))
    smallest = PRINT_SCALE / 100
    if len(heights) > _MOST_ROWS or wide * smallest * _CAUTION > across:
        return setup
    usual = _pages(heights, repeated, down / min(1.0, across / wide))
    fewest = _pages(heights, repeated, down * _CAUTION / smallest)
    return replace(setup, pages_tall=fewest) if fewest <= usual else setup


def side_by_side(setup: PrintSetup, widths: Sequence[float], frozen: int) -> PrintSetup:
    """*setup* over several pages side by side, columns shared out evenly, the first *frozen* ones on each.

    *widths*: of every column from the first on; 0: it is folded.
    """
    across, _ = setup.room
    points = [_points(width) for width in widths]
    room = across / (PRINT_SCALE / 100) * _PROGRAMS_DIFFER - sum(points[:frozen])
    return replace(
        setup,
        scale=PRINT_SCALE,
        pages_wide=0,
        repeat_columns=(1, frozen) if frozen else None,
        across=True,
        column_breaks=tuple(frozen + place + 1 for place in _shared_out(points[frozen:], room)),
    )


def _points(width: float) -> float:
    return width * CHARACTER + _EDGES if width else 0.0


def _pages(heights: Sequence[float], repeated: float, room: float) -> int:
    """How many pages of *room* points rows of *heights* take, none of them parted."""
    pages, used = 1, 0.0
    for height in heights:
        if used and used + height > room:
            pages, used = pages + 1, repeated
        used += height
    return pages


def _shared_out(points: Sequence[float], room: float) -> Iterator[int]:
    """Places of the columns, from 0, that begin a page after the first; each page has about as many."""
    pages = max(1, _pages(points, 0.0, room))
    each = ceil(sum(map(bool, points)) / pages)
    used = count = 0.0
    for place, wide in enumerate(points):
        if wide and count and (count >= each or used + wide > room):
            yield place
            used = count = 0.0
        used, count = used + wide, count + bool(wide)
