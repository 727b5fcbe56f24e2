"""A spreadsheet's sheets as pages: each cell as a person sees it, merged cells and hidden rows included."""

import re
from datetime import date, datetime, time, timedelta

from qpv_xlsx.domain.official.picture import Box, Joined, Page, TableLine
from qpv_xlsx.spreadsheet.book import Book, Cell, Grid, column_letters
from qpv_xlsx.spreadsheet.displaying import shown_number

_FURTHEST = 200  # columns: what stands further is no table of indicators


def book_pages(book: Book) -> tuple[Page, ...]:
    """One page per sheet with something on it."""
    return tuple(_page(grid) for grid in book.grids if grid.cells)


def uncomputed(book: Book) -> tuple[str, ...]:
    """Where formulas stand whose result the file does not hold: they are read as blank."""
    return tuple(
        f"{grid.name}!{column_letters(column)}{row}"
        for grid in book.grids
        for (row, column), cell in sorted(grid.cells.items())
        if cell.formula is not None and (not cell.has_result or cell.is_doubtful)
    )


def _page(grid: Grid) -> Page:
    joined = _joined(grid)
    texts = {place: shown(cell) for place, cell in grid.cells.items()}
    filled = {place for place, text in texts.items() if text.strip() or grid.cells[place].note.strip()}
    last = max((row for row, _ in filled), default=0)
    width = min(_FURTHEST, max((column for _, column in filled), default=0))
    rows = range(1, last + 1)
    return Page(
        name=grid.name,
        is_hidden=grid.is_hidden,
        hidden_columns=frozenset(column - 1 for column in grid.hidden_columns if column <= width),
        lines=tuple(_line(grid, row, width, texts, joined) for row in rows),
    )


def _line(
    grid: Grid,
    row: int,
    width: int,
    texts: dict[tuple[int, int], str],
    joined: dict[tuple[int, int], Joined],
) -> TableLine:
    boxes = tuple(
        Box(
            text="" if (row, column) in joined else texts.get((row, column), ""),
            joined=joined.get((row, column)),
            note=grid.cells[row, column].note.strip() if (row, column) in grid.cells else "",
        )
        for column in range(1, width + 1)
    )
    return TableLine(place=f"{grid.name}, ligne {row}", boxes=boxes, is_hidden=row in grid.hidden_rows)


def _joined(grid: Grid) -> dict[tuple[int, int], Joined]:
    """Cells of merged ranges, their first one left out."""
    found: dict[tuple[int, int], Joined] = {}
    for merge in grid.merges:
        for row in range(merge.top, min(merge.bottom, merge.top + 5_000) + 1):
            for column in range(merge.left, min(merge.right, _FURTHEST) + 1):
                if (row, column) != (merge.top, merge.left):
                    found[row, column] = Joined.ABOVE if row > merge.top else Joined.LEFT
    return found


def shown(cell: Cell) -> str:
    """The cell as a French reader sees it: « 17,3 % », « 195,8 k€ », « 31/12/2024 »; a formula without result is blank."""
    match cell.value:
        case None:
            return cell.error
        case bool():
            return "Oui" if cell.value else "Non"
        case int() | float():
            return _number(cell)
        case datetime() | date():
            return cell.value.strftime("%d/%m/%Y")
        case time() | timedelta():
            return str(cell.value)
    return cell.value.replace("\r\n", "\n").replace("\r", "\n")


def _number(cell: Cell) -> str:
    """A number dressed by its format: 195.8 under « #,##0.0" k€" » is « 195,8 k€ », and under « 0.0% » has its sign."""
    assert isinstance(cell.value, int | float)  # noqa: S101  (asked by the caller)
    seen = shown_number(float(cell.value), cell.style.number_format)
    if seen is not None:
        return re.sub(r"(?<=\d)%$", "\u00a0%", seen.text)
    return f"{cell.value:.12g}".replace(".", ",")
