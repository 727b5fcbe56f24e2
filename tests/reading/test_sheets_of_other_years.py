"""A sheet of another year's form inside this year's workbook: an error, and none of its answers is taken."""

from dataclasses import replace

from qpv_xlsx.domain.findings import Code, Severity
from qpv_xlsx.domain.returned.answers import Outcome
from qpv_xlsx.spreadsheet.book import Book, Cell, Grid
from qpv_xlsx.workbook.layout import HEADER_ROW, KEY_ROW
from tests.reading import edits
from tests.reading.filled import answers, blank, book, found, opened, read, sheet, values

NAME = "Indicateurs"


def renamed_headers(grid: Grid, replaced: str, by: str) -> Grid:
    """*grid* with its headers and the reference above them speaking of another year."""
    cells = {
        spot: cell._replace(value=cell.value.replace(replaced, by))
        if spot[0] <= HEADER_ROW and isinstance(cell.value, str)
        else cell
        for spot, cell in grid.cells.items()
    }
    return replace(grid, cells=cells)


def former() -> Grid:
    """The form of 2014, filled in, without its reference: its results stand where this year's do, no past beside them."""
    grid = renamed_headers(sheet(NAME), "2015", "2014")
    past = next(at for (row, at), cell in grid.cells.items() if row == KEY_ROW and cell.value == "past:2014")
    kept = {spot: cell for spot, cell in grid.cells.items() if spot[1] != past and spot[0] >= KEY_ROW}
    return replace(grid, cells=kept)


def beside(added: Grid) -> Book:
    return replace(book(), grids=(*book().grids, edits.renamed(added, "Indicateurs 2014")))


def test_a_sheet_of_last_year_beside_ours_gives_no_answer() -> None:
    submission = read(beside(former()))

    told = found(submission, Code.I04)
    assert [(one.case, one.severity, one.place.sheet) for one in told] == [
        ("other_year", Severity.ERROR, "Indicateurs 2014")
    ]
    assert values(submission) == dict(answers())


def test_a_sheet_of_last_year_in_the_place_of_ours_is_a_return_without_answers() -> None:
    blank_book = opened(blank())
    added = former()
    submission = read(replace(blank_book, grids=tuple(added if g.name == NAME else g for g in blank_book.grids)))

    assert submission.outcome is Outcome.ACCEPTED
    assert {one.severity for one in found(submission, Code.I04)} == {Severity.ERROR}
    assert [one.case for one in found(submission, Code.S01)] == ["other_year"]
    assert values(submission) == {}


def test_the_header_of_a_past_result_typed_above_this_year_s_answers_is_only_doubted() -> None:
    def edit(grid: Grid) -> Grid:
        cells = {
            spot: Cell(value="Résultat 2014") if spot[0] == HEADER_ROW and cell.value == "Résultat 2015" else cell
            for spot, cell in grid.cells.items()
            if not (spot[0] == HEADER_ROW and str(cell.value).startswith("Territoire"))
        }
        return replace(grid, cells=cells)

    submission = read(edits.on_sheet(book(), NAME, edit))

    assert found(submission, Code.I04) == []
    assert values(submission)
