"""Two answer tables that share one sheet, as copying one beside or under the other leaves them, parted into two."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qpv_xlsx.spreadsheet.book import Cell, Grid
from qpv_xlsx.workbook.layout import HEADER_ROW, known_headers
from qpv_xlsx.workbook.reading.headers import Columns, HeaderWords, find_columns
from qpv_xlsx.workbook.reading.ownwords import is_above_a_table

_ENOUGH = 3  # headers or keys that make a table
_BELOW = 3  # rows at least between the headers of a table and those of another under it
_SHEETS = 2
_SPACES = 4  # that somebody may have typed around « Code »
_CODE = "code"

Found = tuple[Columns | None, ...]
"""The columns of a sheet by each layout that is sought, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Corner:
    """Where a table begins. *layout*: number of the one it has; *right*: its last column with a header of ours."""

    row: int
    column: int
    layout: int
    right: int


def parted(grid: Grid, known: Sequence[HeaderWords]) -> Iterator[tuple[Grid, Found]]:
    """*grid* and its columns by each layout of *known*, or its two parts where it holds the tables of two sheets."""
    corners = _corners(grid, known)
    if len(corners) == _SHEETS:
        for part, top in _cut(grid, *corners):
            yield part, find_columns(part, known, top)
        return
    found = find_columns(grid, known)
    tops = sorted({_first_row(one) for one in found if one is not None})
    if len(tops) != _SHEETS or tops[1] - tops[0] < _BELOW:
        yield grid, found
        return
    for part, top in _under_each_other(grid, tops[1]):
        yield part, find_columns(part, known, top)


def _corners(grid: Grid, known: Sequence[HeaderWords]) -> list[_Corner]:
    """The upper left corners of tables, one for each layout: where « Code » begins a row of headers or of keys."""
    words = {said.casefold() for one in known for said in _words_of_codes(one)}
    longest = max(map(len, words)) + _SPACES
    starts = [
        where
        for where, cell in grid.cells.items()
        if isinstance(value := cell.value, str) and len(value) <= longest and value.strip().casefold() in words
    ]
    if len({column for _, column in starts}) < _SHEETS and len(starts) <= _SHEETS:  # one table, with its key row
        return []
    found: dict[int, _Corner] = {}
    for row, column in sorted(starts):
        corner = _corner(grid, row, column, starts, known)
        if corner is not None:
            found.setdefault(corner.layout, corner)
    return sorted(found.values(), key=lambda one: (one.column, one.row))


def _words_of_codes(known: HeaderWords) -> Iterator[str]:
    yield _CODE
    for column in known.layout.known:
        if column.key == _CODE:
            yield from known_headers(column)


def _corner(
    grid: Grid, row: int, column: int, starts: Sequence[tuple[int, int]], known: Sequence[HeaderWords]
) -> _Corner | None:
    """The table that begins there; None where too few headers follow. Headers end where another table begins."""
    end = min((other for at, other in starts if at == row and other > column), default=None)
    follow = {
        number: cell.value
        for (at, number), cell in grid.cells.items()
        if at == row and number >= column and (end is None or number < end) and isinstance(cell.value, str)
    }
    explained = [[number for number, text in follow.items() if one.tells(text)] for one in known]
    layout = max(range(len(known)), key=lambda one: len(explained[one]))
    if len(explained[layout]) < _ENOUGH:
        return None
    return _Corner(row=row, column=column, layout=layout, right=max(explained[layout]))


def _cut(grid: Grid, first: _Corner, second: _Corner) -> tuple[tuple[Grid, int], ...]:
    """The two parts, each with the row where its headers are to be looked for. *first* stands further left."""
    if first.right >= second.column:
        return _under_each_other(grid, max(first.row, second.row))
    left = {spot: cell for spot, cell in grid.cells.items() if spot[1] < second.column}
    right = {spot: cell for spot, cell in grid.cells.items() if spot[1] >= second.column}
    return (replace(grid, cells=left), first.row), (_second(grid, right), second.row)


def _under_each_other(grid: Grid, top: int) -> tuple[tuple[Grid, int], ...]:
    start = _with_its_title(grid, top)
    above = {spot: cell for spot, cell in grid.cells.items() if spot[0] < start}
    below = {spot: cell for spot, cell in grid.cells.items() if spot[0] >= start}
    return (replace(grid, cells=above), 1), (_second(grid, below), start)


def _second(grid: Grid, cells: dict[tuple[int, int], Cell]) -> Grid:
    """The second part: text boxes are told once, with the first."""
    return replace(grid, cells=cells, text_boxes=())


def _with_its_title(grid: Grid, top: int) -> int:
    """The row where a table begins with the title and the advice that we write above it."""
    for row in range(top - 1, max(top - HEADER_ROW, 0), -1):
        if not any(_is_ours(cell) for (number, _), cell in grid.cells.items() if number == row):
            return row + 1
    return max(top - HEADER_ROW + 1, 1)


def _is_ours(cell: Cell) -> bool:
    return isinstance(cell.value, str) and bool(cell.value.strip()) and is_above_a_table(cell.value)


def _first_row(columns: Columns) -> int:
    """The first row of a table: its headers', or that of the hidden keys just above them."""
    return columns.header_row - (columns.key_row == columns.header_row - 1)
