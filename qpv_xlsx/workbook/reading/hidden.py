"""Answers that nobody sees: on a hidden sheet, in hidden rows or columns."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.findings import Code, Finding, Place, finding
from qpv_xlsx.spreadsheet.book import column_letters
from qpv_xlsx.workbook.reading.locating import Located, Spot
from qpv_xlsx.workbook.reading.strays import is_blank, read_as_typed

_FEW = 2  # answers of hidden columns that are told one by one, each at its measure
_Hidden = dict[tuple[str, int], list[tuple[Question, Spot]]]
"""By sheet and number of a row or of a column, the answers there, in the order of their questions."""


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
    """One finding for rows, or for columns, hidden together: a filter may hide dozens, and every cell of them says the same."""
    grid_by_name = {table.grid.name: table.grid for table in located.tables}
    rows: _Hidden = {}
    columns: _Hidden = {}
    for question, spots in located.spots.items():
        for spot in spots:
            grid = grid_by_name[spot.sheet]
            if is_blank(spot.cell):
                continue
            if spot.row in grid.hidden_rows:
                rows.setdefault((spot.sheet, spot.row), []).append((question, spot))
            elif spot.column in grid.hidden_columns:
                columns.setdefault((spot.sheet, spot.column), []).append((question, spot))
    for several in _in_runs(rows, {name: grid.hidden_rows for name, grid in grid_by_name.items()}):
        yield _told_of_rows([rows[where][0] for where in several])
    for several in _in_runs(columns, {name: grid.hidden_columns for name, grid in grid_by_name.items()}):
        yield from _told_of_columns([one for where in several for one in columns[where]])


def _in_runs(
    places: Iterable[tuple[str, int]], hidden: Mapping[str, Collection[int]]
) -> Iterator[list[tuple[str, int]]]:
    """Rows, or columns, of a sheet together, as long as only hidden ones stand between them."""
    run: list[tuple[str, int]] = []
    for sheet, number in sorted(places):
        if run and not (run[-1][0] == sheet and _follows(run[-1][1], number, hidden[sheet])):
            yield run
            run = []
        run.append((sheet, number))
    if run:
        yield run


def _follows(before: int, number: int, hidden: Collection[int]) -> bool:
    return all(between in hidden for between in range(before + 1, number))


def _told_of_columns(several: Sequence[tuple[Question, Spot]]) -> Iterator[Finding]:
    """Each of a few answers; of more, all of one hidden range, the first and how many there are."""
    if len(several) <= _FEW:
        yield from (_told_alone(*one) for one in several)
        return
    first = min((spot for _, spot in several), key=lambda spot: (spot.row, spot.column))
    numbers = [spot.column for _, spot in several]
    yield finding(
        Code.S10,
        case="columns",
        place=first.place,
        read=read_as_typed(first.cell),
        count=len(several),
        first=column_letters(min(numbers)),
        last=column_letters(max(numbers)),
    )


def _told_of_rows(several: Sequence[tuple[Question, Spot]]) -> Finding:
    _, spot = several[0]
    read = read_as_typed(spot.cell)
    if len(several) > 1:
        last = several[-1][1].row
        return finding(
            Code.S10, case="rows", place=spot.place, read=read, count=len(several), first=spot.row, last=last
        )
    return _told_alone(*several[0])


def _told_alone(question: Question, spot: Spot) -> Finding:
    return finding(
        Code.S10,
        place=spot.place,
        measure=question.measure,
        quartier=question.quartier or None,
        field=question.field.value,
        read=read_as_typed(spot.cell),
    )
