"""What people do to a sheet, done to its neutral picture."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from qpv_xlsx.spreadsheet.book import Book, Cell, CellValue, Grid, Merge

Spot = tuple[int, int]


def on_sheet(book: Book, name: str, edit: Callable[[Grid], Grid]) -> Book:
    """*book* with one sheet edited."""
    return replace(book, grids=tuple(edit(grid) if grid.name == name else grid for grid in book.grids))


def without_sheet(book: Book, name: str) -> Book:
    return replace(book, grids=tuple(grid for grid in book.grids if grid.name != name))


def only_sheet(book: Book, name: str) -> Book:
    """The sheet copied alone into a new workbook: properties and names are lost."""
    return replace(book, grids=tuple(g for g in book.grids if g.name == name), properties={}, names={})


def typed(grid: Grid, spot: Spot, value: CellValue) -> Grid:
    """Somebody types in a cell; None clears it. The number format stays."""
    cells = dict(grid.cells)
    former = cells.pop(spot, None)
    if value is not None:
        cells[spot] = former._replace(value=value, formula=None) if former else Cell(value=value)
    return replace(grid, cells=cells)


def moved(grid: Grid, row: Callable[[int], int | None], column: Callable[[int], int | None]) -> Grid:
    """Rows and columns renumbered; None: deleted."""
    cells = {
        (new_row, new_column): cell
        for (old_row, old_column), cell in grid.cells.items()
        if (new_row := row(old_row)) is not None and (new_column := column(old_column)) is not None
    }
    return replace(
        grid,
        cells=cells,
        hidden_rows=frozenset(new for old in grid.hidden_rows if (new := row(old)) is not None),
        hidden_columns=frozenset(new for old in grid.hidden_columns if (new := column(old)) is not None),
    )


def row_inserted(grid: Grid, before: int) -> Grid:
    return moved(grid, lambda row: row + (row >= before), lambda column: column)


def row_deleted(grid: Grid, number: int) -> Grid:
    return moved(grid, lambda row: None if row == number else row - (row > number), lambda column: column)


def column_inserted(grid: Grid, before: int) -> Grid:
    return moved(grid, lambda row: row, lambda column: column + (column >= before))


def column_deleted(grid: Grid, number: int) -> Grid:
    return moved(grid, lambda row: row, lambda column: None if column == number else column - (column > number))


def columns_swapped(grid: Grid, one: int, other: int) -> Grid:
    swap = {one: other, other: one}
    return moved(grid, lambda row: row, lambda column: swap.get(column, column))


def rows_sorted(grid: Grid, rows: Sequence[int], order: Sequence[int], columns: Sequence[int] | None = None) -> Grid:
    """Rows *rows* put in *order* (a permutation of them); only in *columns* where given, as on a protected sheet."""
    new_row_by_old = dict(zip(order, rows, strict=True))

    def new(spot: Spot) -> Spot:
        row, column = spot
        return (new_row_by_old.get(row, row), column) if columns is None or column in columns else spot

    return replace(
        grid,
        cells={new(spot): cell for spot, cell in grid.cells.items()},
        blank_marks={new(spot): mark for spot, mark in grid.blank_marks.items()},
    )


def row_copied(grid: Grid, number: int, to: int) -> Grid:
    copied = {(to, column): cell for (row, column), cell in grid.cells.items() if row == number}
    return replace(grid, cells={**grid.cells, **copied})


def renamed(grid: Grid, name: str) -> Grid:
    return replace(grid, name=name)


def row_hidden(grid: Grid, number: int) -> Grid:
    return replace(grid, hidden_rows=grid.hidden_rows | {number})


def merged(grid: Grid, merge: Merge) -> Grid:
    """A merge keeps the top left value only."""
    corner = (merge.top, merge.left)
    cells = {
        (row, column): cell
        for (row, column), cell in grid.cells.items()
        if (row, column) == corner or not (merge.top <= row <= merge.bottom and merge.left <= column <= merge.right)
    }
    return replace(grid, cells=cells, merges=(*grid.merges, merge))


def numbered(grid: Grid, header: str) -> int:
    """The number of the column under *header*."""
    return next(column for (_, column), cell in grid.cells.items() if cell.value == header)


def rows_by_code(grid: Grid, codes: Mapping[str, object]) -> dict[str, int]:
    """The row of each code in the first column."""
    return {
        str(cell.value): row for (row, column), cell in grid.cells.items() if column == 1 and str(cell.value) in codes
    }
