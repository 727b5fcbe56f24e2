"""Random sequences of edits: harmless ones change nothing, harmful ones are each found at their cell."""

from collections.abc import Callable, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.cell import rows_from_range

from qpv_xlsx.spreadsheet.book import Book, Cell, CellValue, Grid, address
from qpv_xlsx.workbook.layout import HEADER_ROW
from tests.paris import paris
from tests.reading import edits
from tests.reading.filled import answers, book, found, read, values

Edit = Callable[[Grid], Grid]
CODES = {measure.code: measure for measure in paris().catalogue.measures}


def rows_of(grid: Grid) -> list[int]:
    """Rows whose first cell with a known code they hold, wherever the column has gone."""
    return sorted({row for (row, _), cell in grid.cells.items() if cell.value in CODES})


def shuffled(order: Sequence[int]) -> Edit:
    def edit(grid: Grid) -> Grid:
        rows = rows_of(grid)
        permuted = [rows[index % len(rows)] for index in order]
        complete = list(dict.fromkeys([*permuted, *rows]))
        return edits.rows_sorted(grid, rows, complete)

    return edit


def header_shouted(number: int) -> Edit:
    def edit(grid: Grid) -> Grid:
        headers = [
            spot for spot, cell in grid.cells.items() if spot[0] == header_row(grid) and isinstance(cell.value, str)
        ]
        spot = headers[number % len(headers)]
        return edits.typed(grid, spot, f" {str(grid.cells[spot].value).upper()} ")

    return edit


def header_row(grid: Grid) -> int:
    return next(row for (row, _), cell in grid.cells.items() if str(cell.value).strip().casefold() == "commentaire")


def row_hidden(number: int) -> Edit:
    def edit(grid: Grid) -> Grid:
        rows = rows_of(grid)
        return edits.row_hidden(grid, rows[number % len(rows)])

    return edit


HARMLESS = st.one_of(
    st.lists(st.integers(0, 30), max_size=30).map(shuffled),
    st.integers(1, 40).map(lambda at: lambda grid: edits.row_inserted(grid, at)),
    st.integers(1, 20).map(lambda at: lambda grid: edits.column_inserted(grid, at)),
    st.tuples(st.integers(1, 18), st.integers(1, 18)).map(lambda two: lambda grid: edits.columns_swapped(grid, *two)),
    st.integers(0, 30).map(header_shouted),
    st.integers(0, 30).map(row_hidden),
)


@settings(max_examples=60)
@given(
    sequence=st.lists(HARMLESS, min_size=1, max_size=6),
    name=st.sampled_from(["Indicateurs", "Feuil1", "indicateurs (2)", "Collecte 2015"]),
    loses_marks=st.booleans(),
)
def test_harmless_edits_change_no_answer(sequence: list[Edit], name: str, *, loses_marks: bool) -> None:
    edited: Book = book()
    for edit in sequence:
        edited = edits.on_sheet(edited, "Indicateurs", edit)
    edited = edits.on_sheet(edited, "Indicateurs", lambda grid: edits.renamed(grid, name))
    if loses_marks:
        edited = edits.only_sheet(edited, name)
        expected = {question: value for question, value in answers().items() if not question.quartier}
    else:
        expected = dict(answers())

    assert values(read(edited)) == expected


def typed_in(header: str, value: CellValue, code: str) -> Callable[[Grid, int], tuple[Grid, int, str]]:
    def edit(grid: Grid, row: int) -> tuple[Grid, int, str]:
        column = edits.numbered(grid, header)
        former = grid.cells.get((row, column))
        cell = Cell(value=value, format_kind=former.format_kind) if former else Cell(value=value)
        return edits.typed(grid, (row, column), None) if value is None else _put(grid, row, column, cell), column, code

    return edit


def _put(grid: Grid, row: int, column: int, cell: Cell) -> Grid:
    from dataclasses import replace

    return replace(grid, cells={**grid.cells, (row, column): cell})


HARMFUL = st.sampled_from(
    [
        typed_in("Résultat 2015", "à peu près rien", "V01"),
        typed_in("Résultat 2015", value=True, code="V01"),
        typed_in("Résultat 2015", "10-15", "V10"),
        typed_in("Situation", "peut-être", "V06"),
        typed_in("Résultats 2014 pour Paris", 0.999, "S12"),
        typed_in("Indicateur", "Autre chose", "S06"),
    ],
)


@settings(max_examples=60)
@given(
    harms=st.lists(st.tuples(HARMFUL, st.integers(0, 20)), min_size=1, max_size=4, unique_by=lambda pair: pair[1]),
    order=st.lists(st.integers(0, 30), max_size=30),
)
def test_each_harmful_edit_is_found_at_its_cell(
    harms: list[tuple[Callable[[Grid, int], tuple[Grid, int, str]], int]],
    order: list[int],
) -> None:
    grid = shuffled(order)(next(one for one in book().grids if one.name == "Indicateurs"))
    expected = []
    for harm, number in harms:
        row = rows_of(grid)[number]
        grid, column, code = harm(grid, row)
        expected.append((code, address(row, column)))

    submission = read(edits.on_sheet(book(), "Indicateurs", lambda _: grid))

    for code, cell in expected:
        told = found(submission, code)
        blocks = [str(one.facts["range"]) for one in told if "range" in one.facts]
        listed = [str(one.place.cell) for one in told]
        listed += [str(each) for one in told if isinstance(cells := one.facts.get("cells"), tuple) for each in cells]
        assert cell in listed or any(cell in row for block in blocks for row in rows_from_range(block)), (code, cell)


def test_the_edits_do_something() -> None:
    grid = next(one for one in book().grids if one.name == "Indicateurs")

    assert header_row(grid) == HEADER_ROW
    assert len(rows_of(grid)) == 21
