"""Every line of the list of hazards (``hazards.py``) has its test, named after it."""

import ast
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.domain.findings import Code
from qpv_xlsx.domain.returned.answers import Origin, Submission
from qpv_xlsx.spreadsheet.book import Book, Cell, address
from qpv_xlsx.spreadsheet.opening.door import open_book
from qpv_xlsx.workbook.collection import write_collection
from qpv_xlsx.workbook.reading.expectations import Expectations
from qpv_xlsx.workbook.reading.returns import read_book, read_return
from tests.paris import paris, respondent
from tests.returns.corpus import FILES, expected
from tests.returns.hazards import ELSEWHERE, SHEETS, VALUES, Typed
from tests.returns.replies import REPLIES, as_written, replies
from tests.returns.started import CREATED, blank

ROOT = Path(__file__).parents[2]
_ASKED = {
    "share": ("DDF", "DDF-02"),
    "count": ("DDF", "DDF-01"),
    "large count": ("JSP", "JSP-01-a"),
    "amount": ("CAF", "CAF-10-d"),
}
_CASES = [
    pytest.param(case, cell, id=f"{line} ~ {case.kind} {cell.formula or cell.error or cell.value!r}")
    for line, cases in VALUES.items()
    for case in cases
    for cell in case.cells
]


@pytest.mark.parametrize(("case", "cell"), _CASES)
def test_how_values_are_written(case: Typed, cell: Cell) -> None:
    code, measure = _ASKED[case.kind]
    submission, place = _typed(code, measure, cell)
    answers = {question.field.value: answer.value for question, answer in submission.answers.items()}
    findings = sorted(
        f"{one.code.value} {one.severity.value}"
        for one in submission.findings
        if one.place.cell == place and one.code.value[0] == "V"
    )
    assert answers == case.answers
    assert findings == sorted(case.findings)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        pytest.param(name, wanted, id=f"{line} ~ {name}")
        for line, files in SHEETS.items()
        for name, wanted in files.items()
    ],
)
def test_what_is_done_to_the_sheet(name: str, wanted: tuple[str, ...]) -> None:
    """The expectation says what must be said; where nothing must be said, no answer differs and no error is told."""
    told = expected(FILES / name)
    said = {*told.findings, *(f"{question} = {value}" for question, value in told.differences.items())}
    for one in wanted:
        assert one in {line.strip() for line in said}
    if not wanted:
        assert told.outcome == "accepted"
        assert told.differences == {}
        assert not [line for line in told.findings if " error " in line]


@pytest.mark.parametrize(
    "test", [pytest.param(test, id=f"{line} ~ {test}") for line, tests in ELSEWHERE.items() for test in tests]
)
def test_what_a_mail_carries_and_a_folder_holds(test: str) -> None:
    path, _, name = test.partition("::")
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_no_line_is_missing() -> None:
    lines = [*VALUES, *SHEETS, *ELSEWHERE]
    assert len(lines) == len(set(lines))
    assert (len(VALUES), len(SHEETS), len(ELSEWHERE)) == (24, 47, 10)  # a line taken away is missed
    assert all(VALUES.values())
    assert all(SHEETS.values())


@cache
def _blank(code: str) -> Book:
    book, findings = open_book(blank(code), Limits())
    assert book is not None
    assert findings == ()
    return book


def _typed(code: str, measure: str, cell: Cell) -> tuple[Submission, str]:
    """The blank workbook with *cell* as the result of *measure*, read; and the address."""
    book = _blank(code)
    grid = next(grid for grid in book.grids if grid.name == "Indicateurs")
    row = next(row for (row, column), one in grid.cells.items() if column == 1 and one.value == measure)
    column = next(column for (row, column), one in grid.cells.items() if one.value == f"Résultat {paris().year}")
    edited = replace(grid, cells={**grid.cells, (row, column): cell})
    book = replace(book, grids=tuple(edited if one is grid else one for one in book.grids))
    origin = Origin(name="retour.xlsx", sha256="0" * 64, format="xlsx")
    return read_book(book, (), origin, paris(), Expectations()), address(row, column)


def test_a_slash_in_an_administrations_name() -> None:
    named = replace(respondent("EDU"), name="Rectorat / académie de Paris / DSDEN")
    reference = Reference(campaign=paris().code, respondent="EDU", version=1)
    content = write_collection(paris(), named, reference, answers=replies("EDU"), created=CREATED)
    submission = read_return(content, "retour.xlsx", paris())
    assert {as_written(question): answer.value for question, answer in submission.answers.items()} == REPLIES["EDU"]
    assert {found.code for found in submission.findings} <= {Code.C06}  # whatever perimeter the replies were drawn for
