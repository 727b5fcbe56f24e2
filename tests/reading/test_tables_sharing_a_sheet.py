"""The table of one sheet copied beside or under that of the other: both are found, and told with their place."""

from dataclasses import replace
from itertools import product

import pytest

from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.findings import Severity
from qpv_xlsx.domain.returned.answers import Submission
from qpv_xlsx.spreadsheet.book import Book, Cell, Grid, address
from qpv_xlsx.workbook.layout import HEADER_ROW, KEY_ROW, TITLE_ROW
from tests.reading import edits
from tests.reading.filled import answers, book, found, read, sheet, told, values

INDICATORS, QUARTIERS = "Indicateurs", "Par quartier"
WAYS = ((QUARTIERS, INDICATORS), (INDICATORS, QUARTIERS))
PLACES = {"beside": (0, 2), "just beside": (0, 1), "beside and lower": (7, 3), "under": (4, 0), "just under": (1, 0)}
STARTS = {"whole": TITLE_ROW, "with its keys": KEY_ROW, "from its headers": HEADER_ROW}


def corner(target: str, place: str, start: int) -> tuple[int, int]:
    """By how many rows and columns the copy is moved."""
    rows, columns = PLACES[place]
    last_row, last_column = (max(numbers) for numbers in zip(*sheet(target).cells, strict=True))
    if columns:
        return rows, last_column + columns - 1
    return last_row + rows - start, 0


def pasted(source: str, target: str, place: str, start: int, typed: dict[tuple[int, int], Cell] | None = None) -> Book:
    """*book* with the rows of *source* from *start* on copied to *target*, some cells *typed* there before."""
    down, right = corner(target, place, start)
    cells = {**sheet(source).cells, **(typed or {})}
    copied = {(row + down, column + right): cell for (row, column), cell in cells.items() if row >= start}

    def paste(grid: Grid) -> Grid:
        return replace(grid, cells={**grid.cells, **copied})

    return edits.on_sheet(book(), target, paste)


def said_of_copy(submission: Submission) -> list[tuple[str, str | None, str | None]]:
    return [(one.case, one.place.sheet, one.place.cell) for one in found(submission, "S11")]


@pytest.mark.parametrize(("way", "place", "start"), [*product(WAYS, PLACES, STARTS)])
@pytest.mark.parametrize("keeps_its_sheet", [True, False])
def test_both_tables_are_read_and_told_with_their_place(
    way: tuple[str, str], place: str, start: str, *, keeps_its_sheet: bool
) -> None:
    source, target = way
    down, right = corner(target, place, STARTS[start])
    edited = pasted(source, target, place, STARTS[start])

    submission = read(edited if keeps_its_sheet else edits.without_sheet(edited, source))

    assert values(submission) == dict(answers())
    assert not told(submission) & {"S01", "S02", "S03", "S04", "S05", "S12"}
    case = "copy_inside" if keeps_its_sheet else "inside"
    assert said_of_copy(submission) == [(case, target, address(HEADER_ROW + down, 1 + right))]


@pytest.mark.parametrize("place", PLACES)
def test_a_copy_that_says_another_figure_is_an_error_at_both(place: str) -> None:
    question = next(one for one in answers() if one.quartier and one.field is Field.VALUE)
    where = read(book()).answers[question].place
    spot = next(spot for spot in sheet(QUARTIERS).cells if address(*spot) == where.cell)
    other = sheet(QUARTIERS).cells[spot]._replace(value=0.987)

    submission = read(pasted(QUARTIERS, INDICATORS, place, KEY_ROW, {spot: other}))

    assert question not in values(submission)
    severities = [one.severity for one in found(submission, "S04") if one.measure == question.measure]
    assert severities == [Severity.ERROR]


def test_a_text_box_beside_two_tables_is_told_once() -> None:
    edited = pasted(QUARTIERS, INDICATORS, "beside", TITLE_ROW)
    noted = edits.on_sheet(edited, INDICATORS, lambda grid: replace(grid, text_boxes=("voir l'annexe",)))

    assert [one.read for one in found(read(noted), "S12")] == ["voir l'annexe"]


def test_a_repeated_header_row_begins_no_other_table() -> None:
    def repeat(grid: Grid) -> Grid:
        header = {(60, column): cell for (row, column), cell in grid.cells.items() if row == HEADER_ROW}
        return replace(grid, cells={**grid.cells, **header})

    submission = read(edits.on_sheet(book(), INDICATORS, repeat))

    assert values(submission) == dict(answers())
    assert found(submission, "S11") == []


def test_a_copy_far_below_is_found() -> None:
    """Lower than where headers are looked for on a sheet of one table."""
    down = 300
    copied = {(row + down, column): cell for (row, column), cell in sheet(QUARTIERS).cells.items()}
    edited = edits.on_sheet(book(), INDICATORS, lambda grid: replace(grid, cells={**grid.cells, **copied}))

    submission = read(edits.without_sheet(edited, QUARTIERS))

    assert values(submission) == dict(answers())
    assert said_of_copy(submission) == [("inside", INDICATORS, address(HEADER_ROW + down, 1))]


def test_what_is_typed_above_the_lower_table_is_told() -> None:
    down = 40
    copied = {(row + down, column): cell for (row, column), cell in sheet(QUARTIERS).cells.items()}
    noted = {**copied, (down + 2, 6): Cell(value="120 jeunes")}

    submission = read(edits.on_sheet(book(), INDICATORS, lambda grid: replace(grid, cells={**grid.cells, **noted})))

    assert [one.read for one in found(submission, "S12")] == ["120 jeunes"]
    assert Question(measure="EMP-01") in values(submission)
