"""Answers that nobody sees: on a hidden sheet, in hidden rows or columns."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from qpv_xlsx.domain.contract.questions import Question
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
    hidden: dict[tuple[str, int], tuple[Question, Spot]] = {}
    for question, spots in located.spots.items():
        for spot in spots:
            if _is_hidden(grid_by_name[spot.sheet], spot) and not is_blank(spot.cell):
                hidden.setdefault((spot.sheet, spot.row), (question, spot))
    for several in _in_runs(hidden, grid_by_name):
        yield _told_of_hidden([hidden[where] for where in several])


def _in_runs(rows: Iterable[tuple[str, int]], grid_by_name: Mapping[str, Grid]) -> Iterator[list[tuple[str, int]]]:
    """Rows of a sheet together, as long as only hidden rows stand between them."""
    run: list[tuple[str, int]] = []
    for sheet, row in sorted(rows):
        if run and not (run[-1][0] == sheet and _follows(run[-1][1], row, grid_by_name[sheet])):
            yield run
            run = []
        run.append((sheet, row))
    if run:
        yield run


def _follows(above: int, row: int, grid: Grid) -> bool:
    return all(between in grid.hidden_rows for between in range(above + 1, row))


def _told_of_hidden(several: Sequence[tuple[Question, Spot]]) -> Finding:
    question, spot = several[0]
    read = read_as_typed(spot.cell)
    if len(several) > 1:
        last = several[-1][1].row
        return finding(
            Code.S10, case="rows", place=spot.place, read=read, count=len(several), first=spot.row, last=last
        )
    return finding(
        Code.S10,
        place=spot.place,
        measure=question.measure,
        quartier=question.quartier or None,
        field=question.field.value,
        read=read,
    )


def _is_hidden(grid: Grid, spot: Spot) -> bool:
    return spot.row in grid.hidden_rows or spot.column in grid.hidden_columns
