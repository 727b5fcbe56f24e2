"""Answers that nobody sees: on a hidden sheet, in hidden rows or columns."""

from collections.abc import Iterator

from qpv_xlsx.domain.findings import Code, Finding, Place, finding
from qpv_xlsx.spreadsheet.book import Grid
from qpv_xlsx.workbook.reading.locating import Located, Spot
from qpv_xlsx.workbook.reading.strays import is_blank, read_as_typed


def find_hidden(located: Located) -> Iterator[Finding]:
    """S10 for the answers of hidden sheets, rows and columns."""
    yield from _hidden_sheets(located)
    yield from _hidden(located)


def _hidden_sheets(located: Located) -> Iterator[Finding]:
    """S10, once for a sheet that is hidden whole."""
    for table in located.tables:
        if table.grid.is_hidden and any(
            spot.sheet == table.grid.name and not is_blank(spot.cell)
            for spots in located.spots.values()
            for spot in spots
        ):
            yield finding(Code.S10, case="sheet", place=Place(sheet=table.grid.name))


def _hidden(located: Located) -> Iterator[Finding]:
    """One finding for rows hidden together: a filter may hide dozens, and every cell of a row says the same."""
    grid_by_name = {table.grid.name: table.grid for table in located.tables}
    told: set[tuple[str, int]] = set()
    for question, spots in located.spots.items():
        for spot in spots:
            if (spot.sheet, spot.row) in told or is_blank(spot.cell) or not _is_hidden(grid_by_name[spot.sheet], spot):
                continue
            told.add((spot.sheet, spot.row))
            yield finding(
                Code.S10,
                place=spot.place,
                measure=question.measure,
                quartier=question.quartier or None,
                field=question.field.value,
                read=read_as_typed(spot.cell),
            )


def _is_hidden(grid: Grid, spot: Spot) -> bool:
    return spot.row in grid.hidden_rows or spot.column in grid.hidden_columns
