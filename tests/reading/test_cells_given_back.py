"""Cells sorted or exchanged without the rest of their rows: the mark that their format carries says whose each answer is."""

import io
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import cache
from operator import itemgetter
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from qpv_xlsx.domain.contract.questions import Field, Question, Value
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.domain.findings import Code, Finding, Severity
from qpv_xlsx.domain.returned.answers import Submission
from qpv_xlsx.spreadsheet.book import PLAIN_STYLE, Book, Cell, Grid, address
from qpv_xlsx.tasks.demo_replies import flawless
from qpv_xlsx.workbook.collection import write_collection
from tests.paris import paris, respondent
from tests.reading import edits
from tests.reading.filled import CREATED, found, opened, read, sheet, values
from tests.reading.test_rows_decided import SHEETS, is_blank, numbers, ordering, table

CASES = ("cells_back", "cells_undecided", "cells_undecided_lost", "cells_moved", "cells_moved_lost")
WHO = "CAF"  # twenty measures by quartier


@cache
def answers() -> Mapping[Question, Value]:
    return flawless(paris(), respondent(WHO), Random(7))


@cache
def filled() -> Book:
    reference = Reference(campaign=paris().code, respondent=WHO, version=1)
    return opened(write_collection(paris(), respondent(WHO), reference, answers=answers(), created=CREATED))


def grid_of(name: str) -> Grid:
    return sheet(name, filled())


def edited(name: str, edit: Callable[[Grid], Grid]) -> Submission:
    return read(edits.on_sheet(filled(), name, edit))


def entries(name: str) -> list[int]:
    """Columns of answers, without the hidden keys."""
    key = numbers(grid_of(name), ["key"])
    return sorted(column for column in numbers(grid_of(name)) if column not in key)


@cache
def whole_rows(name: str) -> list[int]:
    """The longest run of rows in which every cell is answered, in all columns of « Par quartier »."""
    grid, best, run = grid_of(name), list[int](), list[int]()
    for row in table(grid):
        run = [*run, row] if all((row, column) in grid.cells for column in entries(name)) else []
        best = max(best, run, key=len)
    return best


def side_by_side(columns: Sequence[int], first: int, last: int) -> list[int]:
    """Of *columns*, those that a person selects at once: up to the hidden column."""
    return [column for column in columns[first : last + 1] if column - columns[first] == columns.index(column) - first]


def sorted_range(
    grid: Grid, rows: Sequence[int], by: int, columns: Sequence[int], *, is_descending: bool = False
) -> Grid:
    filled_rows = [row for row in rows if not is_blank(grid.cells.get((row, by)))]
    filled_rows.sort(key=lambda row: ordering(grid.cells.get((row, by))), reverse=is_descending)
    return edits.rows_sorted(grid, rows, filled_rows + [row for row in rows if row not in filled_rows], columns)


def without_cell_marks(grid: Grid) -> Grid:
    cells = {spot: cell._replace(style=replace(cell.style, mark="")) for spot, cell in grid.cells.items()}
    return replace(grid, cells=cells, blank_marks={})


def wrong_without_a_word(submission: Submission, truth: Mapping[Question, Value]) -> list[Question]:
    """Answers of any field that are not those of their measure, of which nothing but information is said."""
    told = {one.measure for one in submission.findings if one.severity is not Severity.INFO}
    return [
        question
        for question, value in values(submission).items()
        if truth.get(question) != value and question.measure not in told
    ]


def told_of_cells(submission: Submission) -> list[Finding]:
    return [one for one in found(submission, Code.S07) if one.case in CASES]


@settings(deadline=None, max_examples=40)
@given(data=st.data(), name=st.sampled_from(SHEETS), is_descending=st.booleans())
def test_a_sort_of_any_range_never_gives_a_wrong_answer_in_silence(
    data: st.DataObject, name: str, *, is_descending: bool
) -> None:
    rows, columns = table(grid_of(name)), entries(name)
    start = data.draw(st.integers(0, len(rows) - 2))
    some = rows[start : data.draw(st.integers(start + 2, len(rows)))]
    first = data.draw(st.integers(0, len(columns) - 1))
    range_ = side_by_side(columns, first, data.draw(st.integers(first, len(columns) - 1)))
    by = data.draw(st.sampled_from(range_))

    submission = edited(name, lambda grid: sorted_range(grid, some, by, range_, is_descending=is_descending))

    assert wrong_without_a_word(submission, answers()) == []
    assert all(values(submission)[question] == answers()[question] for question in values(submission))


def test_a_range_that_was_sorted_is_given_back_and_told_at_each_measure() -> None:
    name = "Par quartier"
    grid, some, columns = grid_of(name), whole_rows(name), entries(name)[3:9]

    after = sorted_range(grid, some, columns[0], columns)
    submission = edited(name, lambda _: after)

    assert values(submission) == dict(answers())
    told = told_of_cells(submission)
    assert {(one.case, one.severity) for one in told} == {("cells_back", Severity.INFO)}
    moved = {row for row in some if after.cells[row, columns[0]] != grid.cells[row, columns[0]]}
    assert {one.place.cell for one in told} >= {address(row, columns[0]) for row in moved}
    assert {one.measure for one in told} == {after.cells[row, columns[0]].style.mark for row in moved}


def test_two_cells_exchanged_by_hand_are_given_to_none_of_both() -> None:
    name = "Par quartier"
    column, (one, *_, other) = entries(name)[4], whole_rows(name)

    submission = edited(name, lambda grid: edits.rows_sorted(grid, [one, other], [other, one], [column]))

    told = told_of_cells(submission)
    assert [(one_.case, one_.severity, one_.place.cell) for one_ in told] == [
        ("cells_undecided", Severity.ERROR, address(row, column)) for row in (one, other)
    ]
    codes = [str(grid_of(name).cells[row, 1].value) for row in (one, other)]
    assert [(one_.measure, one_.facts["source"]) for one_ in told] == [(codes[0], codes[1]), (codes[1], codes[0])]
    assert len(answers()) - len(values(submission)) == 2
    assert values(submission).items() <= dict(answers()).items()


def test_a_cell_inserted_elsewhere_in_its_column_is_given_to_none() -> None:
    name = "Par quartier"
    column, rows = entries(name)[2], whole_rows(name)

    submission = edited(name, lambda grid: edits.rows_sorted(grid, rows, [*rows[1:], rows[0]], [column]))

    assert [one.severity for one in told_of_cells(submission)] == [Severity.ERROR] * len(rows)
    assert values(submission).items() <= dict(answers()).items()


def copied(grid: Grid, spots: Mapping[tuple[int, int], tuple[int, int]], *, is_cut: bool = False) -> Grid:
    """Cells copied, format and all, to where *spots* says; cut: nothing of them stays."""
    kept = {spot: cell for spot, cell in grid.cells.items() if spot not in spots.values()}
    marks = {spot: mark for spot, mark in grid.blank_marks.items() if spot not in spots.values()}
    if is_cut:
        kept = {spot: cell for spot, cell in kept.items() if spot not in spots}
        marks = {spot: mark for spot, mark in marks.items() if spot not in spots}
    return replace(
        grid,
        cells=kept | {to: grid.cells[at] for at, to in spots.items() if at in grid.cells},
        blank_marks=marks | {to: grid.blank_marks[at] for at, to in spots.items() if at in grid.blank_marks},
    )


def filled_down(grid: Grid, rows: Sequence[int], column: int) -> Grid:
    first = grid.cells[rows[0], column]
    return replace(grid, cells={**grid.cells, **{(row, column): first for row in rows}})


def growing(grid: Grid, rows: Sequence[int], column: int) -> Grid:
    cells = {(row, column): grid.cells[row, column]._replace(value=10 + row) for row in rows}
    return replace(grid, cells={**grid.cells, **cells})


def pasted(grid: Grid, rows: Sequence[int], column: int) -> Grid:
    cells = {(row, column): Cell(value=7 * row % 11) for row in rows}
    return replace(grid, cells={**grid.cells, **cells})


HARMLESS: Mapping[str, Callable[[Grid, list[int], list[int]], Grid]] = {
    "filled down": lambda grid, rows, columns: filled_down(grid, rows[2:9], columns[1]),
    "one cell copied to another": lambda grid, rows, columns: copied(
        grid, {(rows[3], columns[1]): (rows[7], columns[1])}
    ),
    "cells copied up one after the other": lambda grid, rows, columns: copied(
        grid, {(rows[at + 1], columns[1]): (rows[at], columns[1]) for at in range(3, 8)}
    ),
    "a block cut and pasted further down": lambda grid, rows, columns: copied(
        grid, {(rows[at], one): (rows[at + 2], one) for at in range(3, 9) for one in columns[:3]}, is_cut=True
    ),
    "a block cut and pasted further up": lambda grid, rows, columns: copied(
        grid, {(rows[at + 3], one): (rows[at], one) for at in range(3, 9) for one in columns[:3]}, is_cut=True
    ),
    "figures that grow": lambda grid, _, columns: growing(grid, whole_rows("Par quartier"), columns[2]),
    "figures pasted from elsewhere": lambda grid, rows, columns: pasted(grid, rows[1:9], columns[2]),
    "rows sorted whole": lambda grid, rows, _: edits.rows_sorted(grid, rows, rows[::-1]),
    "answers sorted with their keys": lambda grid, rows, columns: sorted_range(
        grid, rows, columns[0], [*columns, *numbers(grid, ["key"])]
    ),
}


@pytest.mark.parametrize("what", HARMLESS)
def test_what_moves_nothing_between_rows_is_read_as_without_marks(what: str) -> None:
    name = "Par quartier"
    after = HARMLESS[what](grid_of(name), table(grid_of(name)), entries(name))
    assert after.cells != grid_of(name).cells

    marked, bare = edited(name, lambda _: after), edited(name, lambda _: without_cell_marks(after))

    assert values(marked) == values(bare)
    assert marked.findings == bare.findings


def values_moved(grid: Grid, rows: Sequence[int], columns: Sequence[int]) -> Grid:
    """The values of *rows*, and nothing else, in the contrary order: what a script does, and pasting values."""
    moved = edits.rows_sorted(grid, rows, rows[::-1], columns)
    stayed = {
        spot: cell._replace(style=grid.cells[spot].style if spot in grid.cells else PLAIN_STYLE)
        for spot, cell in moved.cells.items()
    }
    return replace(moved, cells=stayed, blank_marks=grid.blank_marks)


SCRIPTS: Mapping[str, Callable[[Grid, list[int]], list[int]]] = {
    "whole rows": lambda grid, _: [column for _, column in grid.cells],
    "answers and hidden keys": lambda grid, columns: [*columns, *numbers(grid, ["key"])],
    "codes, texts and answers": lambda grid, _: [at for _, at in grid.cells if at not in numbers(grid, ["key"])],
    "codes": lambda grid, _: numbers(grid, ["code"]),
    "keys": lambda grid, _: numbers(grid, ["key"]),
}


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("what", SCRIPTS)
def test_marks_say_nothing_where_values_were_moved_without_them(what: str, name: str) -> None:
    grid = grid_of(name)
    after = values_moved(grid, table(grid)[2:7], SCRIPTS[what](grid, entries(name)))
    assert after.cells != grid.cells

    marked, bare = edited(name, lambda _: after), edited(name, lambda _: without_cell_marks(after))

    assert values(marked) == values(bare)
    assert marked.findings == bare.findings


def test_a_cell_that_lost_its_mark_within_a_sorted_range_is_given_to_none() -> None:
    name = "Par quartier"
    grid, column, some = grid_of(name), entries(name)[1], whole_rows(name)
    lost = (some[1], some[3])
    bare = {(row, column): grid.cells[row, column]._replace(style=PLAIN_STYLE) for row in lost}

    submission = edited(
        name, lambda _: sorted_range(replace(grid, cells={**grid.cells, **bare}), some, column, [column])
    )

    assert {one.severity for one in told_of_cells(submission)} == {Severity.ERROR}
    assert wrong_without_a_word(submission, answers()) == []


def test_a_column_pasted_from_elsewhere_that_was_sorted_along_is_given_to_none() -> None:
    name = "Par quartier"
    grid, columns, some = grid_of(name), entries(name)[1:4], whole_rows(name)
    bare = {(row, columns[1]): grid.cells[row, columns[1]]._replace(style=PLAIN_STYLE) for row in some}

    submission = edited(
        name, lambda _: sorted_range(replace(grid, cells={**grid.cells, **bare}), some, columns[0], columns)
    )

    assert wrong_without_a_word(submission, answers()) == []
    assert "cells_undecided_lost" in {one.case for one in told_of_cells(submission)}


def test_values_sorted_with_the_hidden_key_and_comments_left_behind_each_go_home() -> None:
    name = "Indicateurs"
    grid, some = grid_of(name), table(grid_of(name))[3:20]
    value, key = numbers(grid, ["value"])[0], numbers(grid, ["key"])[0]
    columns = [*range(value, key + 1)]

    submission = edited(name, lambda _: sorted_range(grid, some, value, columns))

    assert values(submission) == dict(answers())
    assert found(submission, Code.S04) == []
    assert {question.field for question in values(submission)} >= {Field.VALUE, Field.COMMENT, Field.SITUATION}


@pytest.mark.parametrize("has_formats", [True, False], ids=["values with their formats", "values alone"])
def test_a_script_that_sorts_is_undone_where_it_moves_formats_too(*, has_formats: bool) -> None:
    name = "Par quartier"
    rows, column = whole_rows(name), entries(name)[2]
    reference = Reference(campaign=paris().code, respondent=WHO, version=1)
    content = write_collection(paris(), respondent(WHO), reference, answers=answers(), created=CREATED)
    workbook = load_workbook(io.BytesIO(content))
    cells: list[Any] = [workbook[name].cell(row, column) for row in rows]
    held = sorted(((cell.value, copy(cell._style)) for cell in cells), key=itemgetter(0), reverse=True)
    for cell, (value, style) in zip(cells, held, strict=True):
        cell.value = value
        if has_formats:
            cell._style = style
    stream = io.BytesIO()
    workbook.save(stream)

    submission = read(opened(stream.getvalue()))

    assert (values(submission) == dict(answers())) == has_formats
    assert bool(told_of_cells(submission)) == has_formats


def without_marks_at(grid: Grid, rows: Sequence[int], column: int) -> Grid:
    bare = {(row, column): grid.cells[row, column]._replace(style=PLAIN_STYLE) for row in rows}
    return replace(grid, cells={**grid.cells, **bare})


def test_a_sort_of_cells_most_of_which_lost_their_marks_is_asked() -> None:
    """What is left of the marks all moved by as many rows, as a block that was cut and pasted."""
    name = "Par quartier"
    column, rows = entries(name)[2], whole_rows(name)[:6]
    grid = growing(grid_of(name), rows, column)
    bare = without_marks_at(grid, rows[1:5], column)

    submission = edited(name, lambda _: sorted_range(bare, rows, column, [column], is_descending=True))
    first = without_marks_at(grid, rows[1:], column)
    alone = edited(name, lambda _: sorted_range(first, rows, column, [column], is_descending=True))

    assert told_of_cells(submission)
    assert wrong_without_a_word(submission, values(edited(name, lambda _: grid))) == []
    assert {one.case for one in told_of_cells(alone)} == {"cells_moved", "cells_moved_lost"}
    assert {one.severity for one in told_of_cells(alone)} == {Severity.WARNING}
    assert wrong_without_a_word(alone, values(edited(name, lambda _: grid))) == []


def test_a_slip_mended_by_hand_is_read_where_it_stands_and_asked() -> None:
    """A cell cut and pasted into the row above, and another figure typed in its place."""
    name = "Par quartier"
    column, rows = entries(name)[2], whole_rows(name)
    mended = copied(grid_of(name), {(rows[4], column): (rows[3], column)}, is_cut=True)
    typed = replace(mended, cells={**mended.cells, (rows[4], column): Cell(value=3)})

    submission = edited(name, lambda _: typed)

    assert values(submission) == values(edited(name, lambda _: without_cell_marks(typed)))
    assert {one.severity for one in told_of_cells(submission)} == {Severity.WARNING}
