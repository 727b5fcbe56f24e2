"""Some rows of some columns sorted without the rest: found by what they leave behind, and honest sheets are left in peace."""

from itertools import product
from random import Random

import pytest

from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.domain.findings import Code, Severity
from qpv_xlsx.domain.following.asked_back import is_to_confirm
from qpv_xlsx.spreadsheet.book import Grid
from qpv_xlsx.tasks.demo_replies import flawless, half_filled
from qpv_xlsx.workbook.collection import write_collection
from tests.paris import paris, respondent
from tests.reading import edits
from tests.reading.filled import CREATED, answers, book, found, opened, read, sheet
from tests.reading.test_rows_decided import edited, is_blank, numbers, ordering, silently_wrong, table

NAME = "Indicateurs"
LEFT = ("value", "numerator", "denominator")


def range_sorted(grid: Grid, rows: list[int], by: int, columns: list[int], *, is_descending: bool = False) -> Grid:
    filled = [row for row in rows if not is_blank(grid.cells.get((row, by)))]
    filled.sort(key=lambda row: ordering(grid.cells.get((row, by))), reverse=is_descending)
    return edits.rows_sorted(grid, rows, filled + [row for row in rows if row not in filled], columns)


@pytest.mark.parametrize(("keys", "is_descending"), [*product([LEFT, LEFT[:2], LEFT[:1], LEFT[1:]], [False, True])])
@pytest.mark.parametrize("length", [8, 10, 13])
def test_a_range_of_eight_rows_or_more_is_never_wrong_in_silence(
    keys: tuple[str, ...], length: int, *, is_descending: bool
) -> None:
    columns, rows = numbers(sheet(), keys), table(sheet())
    for start in range(len(rows) - length + 1):
        some = rows[start : start + length]
        submission = edited(
            NAME, lambda grid, some=some: range_sorted(grid, some, columns[0], columns, is_descending=is_descending)
        )
        assert silently_wrong(submission, dict(answers()), NAME) == [], some


def test_only_the_rows_of_the_range_are_given_back() -> None:
    columns, rows = numbers(sheet(), LEFT), table(sheet())
    some = rows[2:13]

    submission = edited(NAME, lambda grid: range_sorted(grid, some, columns[0], columns))

    errors = {one.place.cell for one in found(submission, "S07") if one.severity is Severity.ERROR}
    assert {int("".join(filter(str.isdigit, cell or ""))) for cell in errors} >= {*some}
    untouched = {grid_code(row) for row in rows[-4:]}
    assert untouched <= {question.measure for question in submission.answers}


def grid_code(row: int) -> str:
    return str(sheet().cells[row, 1].value)


@pytest.mark.parametrize("who", [one.code for one in paris().respondents])
@pytest.mark.parametrize("reply", [flawless, half_filled])
def test_honest_sheets_are_left_in_peace(who: str, reply: object) -> None:
    reference = Reference(campaign=paris().code, respondent=who, version=1)
    for seed in (1, 2):
        replies = (flawless if reply is flawless else half_filled)(paris(), respondent(who), Random(seed))
        content = write_collection(paris(), respondent(who), reference, answers=replies, created=CREATED)
        assert found(read(opened(content)), "S07") == []


def test_what_may_have_been_sorted_is_asked_of_the_administration() -> None:
    value = numbers(sheet(), ["value"])
    rows = table(sheet())[:5]
    figures = [0.11, 0.14, 0.19, 0.22, 0.31]
    cells = {
        spot: cell
        for spot, cell in sheet().cells.items()
        if spot[0] < rows[0] or spot[1] not in numbers(sheet(), [*LEFT])
    }
    typed = {
        (row, value[0]): edits.replace(sheet().cells[row, value[0]], value=f)
        for row, f in zip(rows, figures, strict=True)
    }
    submission = read(edits.on_sheet(book(), NAME, lambda grid: edits.replace(grid, cells={**cells, **typed})))

    told = found(submission, Code.S07)
    assert [(one.severity, one.case) for one in told] == [(Severity.WARNING, "ordered")] * len(told)
    assert told
    assert all(map(is_to_confirm, told))
