"""Sorts, part sorts, block moves and swaps of the entry cells: an answer is never given to another measure without a word."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.findings import Finding, Severity
from qpv_xlsx.domain.returned.answers import Submission
from qpv_xlsx.spreadsheet.book import Cell, Grid, address
from qpv_xlsx.workbook.layout import FIRST_ROW, HEADER_ROW, KEY_ROW
from tests.reading import edits
from tests.reading.filled import answers, book, found, read, sheet, values

FIGURES = (Field.VALUE, Field.NUMERATOR, Field.DENOMINATOR, Field.TERRITORY_VALUE)
WORDS = (Field.SITUATION, Field.PERIMETER, Field.COMMENT, Field.SOURCE)
ALL = (*FIGURES, "key", *WORDS)
SHEETS = ("Indicateurs", "Par quartier")


def numbers(grid: Grid, keys: Sequence[str] = ()) -> list[int]:
    """Columns with these hidden keys; without any: every entry column and that of the keys of rows."""
    named = {str(cell.value): column for (row, column), cell in grid.cells.items() if row == KEY_ROW}
    wanted = keys or [key for key in named if key in ALL or key.startswith("quartier:")]
    return [named[key] for key in wanted if key in named]


def table(grid: Grid) -> list[int]:
    key = numbers(grid, ["key"])[0]
    return sorted(row for row, column in grid.cells if column == key and row >= FIRST_ROW)


def ordering(cell: Cell | None) -> tuple[int, float, str]:
    """As spreadsheets sort: numbers, words, nothing last."""
    if cell is None or cell.value in {None, ""}:
        return 2, 0, ""
    if isinstance(cell.value, int | float):
        return 0, float(cell.value), ""
    return 1, 0, str(cell.value).casefold()


def is_blank(cell: Cell | None) -> bool:
    return ordering(cell)[0] > 1


def sorted_by(grid: Grid, by: int, columns: Sequence[int], *, is_descending: bool) -> Grid:
    """Cells of *columns* sorted by the column *by*, blanks last, equals as they were."""
    rows = table(grid)
    filled = [row for row in rows if not is_blank(grid.cells.get((row, by)))]
    filled.sort(key=lambda row: ordering(grid.cells.get((row, by))), reverse=is_descending)
    order = filled + [row for row in rows if row not in filled]
    return edits.rows_sorted(grid, rows, order, columns)


def moved_down(grid: Grid, first: int, height: int, by: int, columns: Sequence[int]) -> Grid:
    """A block of entry cells cut and pasted *by* rows further down, over what was there."""
    cells = dict(grid.cells)
    block = {
        (row, column): cell
        for (row, column), cell in cells.items()
        if first <= row < first + height and column in columns
    }
    for row in range(first, first + height):
        for column in columns:
            cells.pop((row, column), None)
            cells.pop((row + by, column), None)
    return replace(grid, cells={**cells, **{(row + by, column): cell for (row, column), cell in block.items()}})


def told(submission: Submission, question: Question) -> list[Finding]:
    """What was said of the measure that needs an eye."""
    return [
        finding
        for finding in submission.findings
        if finding.measure == question.measure and finding.severity is not Severity.INFO
    ]


STATUSES_DEPEND_ON = {*FIGURES, Field.SITUATION}  # a source or a comment sorted alone may leave no trace


def silently_wrong(submission: Submission, truth: dict[Question, object], name: str) -> list[Question]:
    given_ = {
        question: value
        for question, value in values(submission).items()
        if bool(question.quartier) == (name == "Par quartier")
    }
    return [
        question
        for question, value in given_.items()
        if question.field in STATUSES_DEPEND_ON and truth.get(question) != value and not told(submission, question)
    ]


def edited(name: str, edit: Callable[[Grid], Grid]) -> Submission:
    return read(edits.on_sheet(book(), name, edit))


def by_any(name: str) -> st.SearchStrategy[int]:
    return st.sampled_from(numbers(sheet(name)))


@settings(deadline=None, max_examples=60)
@given(data=st.data(), name=st.sampled_from(SHEETS), is_descending=st.booleans())
def test_a_sort_of_the_entry_cells_is_undone_or_told(data: st.DataObject, name: str, *, is_descending: bool) -> None:
    by = data.draw(by_any(name))
    submission = edited(name, lambda grid: sorted_by(grid, by, numbers(grid), is_descending=is_descending))
    assert silently_wrong(submission, dict(answers()), name) == []


@settings(deadline=None, max_examples=120)
@given(data=st.data(), is_descending=st.booleans())
def test_a_sort_of_some_columns_is_told(data: st.DataObject, *, is_descending: bool) -> None:
    name = "Indicateurs"  # two figures exchanged in a column of three leave no trace
    listed = numbers(sheet(name))
    first = data.draw(st.integers(0, len(listed) - 1))
    some = listed[first : data.draw(st.integers(first + 1, len(listed)))]
    by = data.draw(st.sampled_from(some))
    submission = edited(name, lambda grid: sorted_by(grid, by, some, is_descending=is_descending))
    assert silently_wrong(submission, dict(answers()), name) == []


@settings(deadline=None, max_examples=80)
@given(data=st.data(), name=st.sampled_from(SHEETS), has_key=st.booleans())
def test_a_block_moved_down_answers_where_people_see_it(data: st.DataObject, name: str, *, has_key: bool) -> None:
    grid = sheet(name)
    rows = table(grid)
    by = data.draw(st.integers(1, 2))
    height = data.draw(st.integers(1, max(1, len(rows) - by - 1)))
    first = data.draw(st.sampled_from(rows[: len(rows) - height - by + 1]))
    columns = [one for one in numbers(grid) if has_key or one not in numbers(grid, ["key"])]
    moved = moved_down(grid, first, height, by, columns)
    seen = moved_down(grid, first, height, by, [one for one in columns if one not in numbers(grid, ["key"])])
    truth = values(read(edits.on_sheet(book(), name, lambda _: seen)))

    submission = read(edits.on_sheet(book(), name, lambda _: moved))

    assert silently_wrong(submission, dict(truth), name) == []
    if has_key and height > 1:
        assert values(submission) == truth
        assert found(submission, "S07")


@settings(deadline=None, max_examples=60)
@given(data=st.data(), name=st.sampled_from(SHEETS))
def test_two_rows_swapped_by_hand_are_given_to_none(data: st.DataObject, name: str) -> None:
    rows = table(sheet(name))
    one, other = data.draw(st.lists(st.sampled_from(rows), min_size=2, max_size=2, unique=True))
    swap = {one: other, other: one}
    order = [swap.get(row, row) for row in rows]
    submission = edited(name, lambda grid: edits.rows_sorted(grid, rows, order, numbers(grid)))

    assert silently_wrong(submission, dict(answers()), name) == []
    assert [finding.severity for finding in found(submission, "S07")] == [Severity.ERROR] * 2
    assert {finding.place.cell[1:] for finding in found(submission, "S07") if finding.place.cell} == {
        str(one),
        str(other),
    }


@settings(deadline=None, max_examples=60)
@given(st.permutations(range(21)))
def test_any_other_permutation_is_given_to_none(order: list[int]) -> None:
    rows = table(sheet())
    permuted = [rows[index] for index in order]
    submission = edited("Indicateurs", lambda grid: edits.rows_sorted(grid, rows, permuted, numbers(grid)))
    assert silently_wrong(submission, dict(answers()), "Indicateurs") == []


def test_a_sort_of_all_entry_cells_is_undone_and_told_at_each_measure() -> None:
    name = "Indicateurs"
    by = numbers(sheet(name))[0]
    submission = edited(name, lambda grid: sorted_by(grid, by, numbers(grid), is_descending=False))

    assert values(submission) == dict(answers())
    moved = found(submission, "S07")
    assert len(moved) >= len(table(sheet(name))) / 2
    assert all(finding.measure and finding.place.cell for finding in moved)


def test_rows_sorted_without_the_hidden_keys_are_read_as_people_see_them() -> None:
    rows = table(sheet())
    key = numbers(sheet(), ["key"])

    def edit(grid: Grid) -> Grid:
        everything = {column for _, column in grid.cells} - set(key)
        return edits.rows_sorted(grid, rows, rows[::-1], sorted(everything))

    submission = edited("Indicateurs", edit)

    assert values(submission) == dict(answers())
    assert all(finding.severity is Severity.INFO for finding in found(submission, "S07"))


def test_texts_sorted_without_their_answers_are_given_to_none() -> None:
    rows = table(sheet())
    submission = edited("Indicateurs", lambda grid: edits.rows_sorted(grid, rows, rows[::-1], range(1, 9)))
    assert silently_wrong(submission, dict(answers()), "Indicateurs") == []
    assert {finding.severity for finding in found(submission, "S07") if finding.place.cell} == {Severity.ERROR}


def columns_swapped(grid: Grid, one: int, other: int, rows: Sequence[int]) -> Grid:
    """The cells of two columns exchanged, in these rows only."""
    swap = {one: other, other: one}
    cells = {(row, swap.get(at, at) if row in rows else at): cell for (row, at), cell in grid.cells.items()}
    return replace(grid, cells=cells)


MOVES: dict[str, Callable[[Grid], list[int]]] = {
    "whole columns": lambda grid: [KEY_ROW, HEADER_ROW, *table(grid)],
    "headers without their cells": lambda _: [HEADER_ROW],
    "keys without their cells": lambda _: [KEY_ROW],
    "cells and headers without the hidden keys": lambda grid: [HEADER_ROW, *table(grid)],
}


@settings(deadline=None, max_examples=80)
@given(data=st.data(), name=st.sampled_from(SHEETS), move=st.sampled_from([*MOVES]))
def test_columns_exchanged_by_hand_give_no_answer_to_another(data: st.DataObject, name: str, move: str) -> None:
    listed = numbers(sheet(name))
    one, other = data.draw(st.lists(st.sampled_from(listed), min_size=2, max_size=2, unique=True))

    submission = edited(name, lambda grid: columns_swapped(grid, one, other, MOVES[move](grid)))

    assert silently_wrong(submission, dict(answers()), name) == []
    if move == "whole columns":
        assert values(submission) == dict(answers())


def test_headers_of_two_quartiers_exchanged_are_told_at_both_and_nothing_is_taken_there() -> None:
    name = "Par quartier"
    one, other = [at for at in numbers(sheet(name)) if at > 1][:2]

    submission = edited(name, lambda grid: columns_swapped(grid, one, other, [HEADER_ROW]))

    told_ = [finding for finding in found(submission, "S02") if finding.case == "undecided"]
    assert [(finding.severity, finding.place.cell) for finding in told_] == [
        (Severity.ERROR, address(HEADER_ROW, at)) for at in (one, other)
    ]
    given_ = values(submission)
    assert all(given_[question] == answers()[question] for question in given_)
    assert len(given_) < len(answers())
    assert found(submission, "S12") == []


def test_headers_exchanged_above_words_and_figures_are_decided_by_the_cells() -> None:
    name = "Indicateurs"
    value, source = numbers(sheet(name), ["value", "source"])

    submission = edited(name, lambda grid: columns_swapped(grid, value, source, [HEADER_ROW]))

    assert values(submission) == dict(answers())
    assert [finding.case for finding in found(submission, "S06")] == ["header", "header"]
