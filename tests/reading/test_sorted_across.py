"""« Par quartier » sorted from left to right, its quartiers left above: no value goes to another quartier without a word."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qpv_xlsx.domain.contract.questions import Question, Value
from qpv_xlsx.domain.findings import Finding, Severity
from qpv_xlsx.domain.returned.answers import Submission
from qpv_xlsx.spreadsheet.book import Grid
from tests.reading.filled import found, values
from tests.reading.test_cells_given_back import edited, entries, grid_of, whole_rows, wrong_without_a_word
from tests.reading.test_rows_decided import ordering

NAME = "Par quartier"


def sorted_across(grid: Grid, by: int, rows: Sequence[int], *, is_descending: bool) -> Grid:
    """The cells of *rows* sorted by those of the row *by*, blanks last, as a spreadsheet does with its option « de gauche à droite »."""
    columns = entries(NAME)
    filled = [at for at in columns if (by, at) in grid.cells]
    filled.sort(key=lambda at: ordering(grid.cells[by, at]), reverse=is_descending)
    order = filled + [at for at in columns if at not in filled]
    new = dict(zip(order, columns, strict=True))
    cells = {(row, new.get(at, at) if row in rows else at): cell for (row, at), cell in grid.cells.items()}
    return replace(grid, cells=cells)


def varied(grid: Grid) -> Grid:
    """The rows answered everywhere, with figures as quartiers of every size have them."""
    chance = Random(7)
    spots = [(row, at) for row in whole_rows(NAME) for at in entries(NAME)]
    cells = {spot: grid.cells[spot]._replace(value=int(chance.expovariate(1 / 25))) for spot in spots}
    return replace(grid, cells={**grid.cells, **cells})


@cache
def truth() -> Mapping[Question, Value]:
    return values(edited(NAME, varied))


def told_across(submission: Submission) -> list[Finding]:
    return [one for one in found(submission, "S07") if one.case == "across"]


@settings(deadline=None, max_examples=20)
@given(by=st.sampled_from(whole_rows(NAME)), is_descending=st.booleans())
def test_all_rows_sorted_by_one_are_asked(by: int, *, is_descending: bool) -> None:
    rows = whole_rows(NAME)
    submission = edited(NAME, lambda grid: sorted_across(varied(grid), by, rows, is_descending=is_descending))

    assert wrong_without_a_word(submission, truth()) == []


def test_what_was_not_sorted_is_not_asked() -> None:
    assert told_across(edited(NAME, varied)) == []


def test_one_row_sorted_alone_is_asked_with_the_rows_beside() -> None:
    by = whole_rows(NAME)[0]
    submission = edited(NAME, lambda grid: sorted_across(varied(grid), by, [by], is_descending=False))

    told = told_across(submission)
    assert {one.severity for one in told} == {Severity.WARNING}
    assert {one.facts["source"] for one in told} == {grid_of(NAME).cells[by, 1].value}
    assert wrong_without_a_word(submission, truth()) == []


def test_quartiers_that_stand_in_the_order_of_their_size_are_not_asked() -> None:
    def edit(grid: Grid) -> Grid:
        grid = varied(grid)
        for row in whole_rows(NAME):
            grid = sorted_across(grid, row, [row], is_descending=False)
        return grid

    assert told_across(edited(NAME, edit)) == []


@pytest.mark.parametrize("kept", [1, 2, 4, 7])
def test_few_values_in_order_are_no_sort(kept: int) -> None:
    by, columns = whole_rows(NAME)[0], entries(NAME)

    def edit(grid: Grid) -> Grid:
        cells = {
            spot: cell for spot, cell in varied(grid).cells.items() if spot[0] != by or spot[1] not in columns[kept:]
        }
        few = replace(grid, cells=cells)
        return sorted_across(few, by, [by], is_descending=False)

    assert told_across(edited(NAME, edit)) == []
