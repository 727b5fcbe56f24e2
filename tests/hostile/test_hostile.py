"""Every hostile file is met with its finding, in little memory and time, and nothing else happens."""

import functools
import sys

import pytest

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import Finding, Severity
from qpv_xlsx.messages.sentences import Names, sentence
from qpv_xlsx.messages.wordbook import LANGUAGES
from qpv_xlsx.spreadsheet.book import Book, FormatKind
from qpv_xlsx.spreadsheet.isolation.running import Result, run
from qpv_xlsx.spreadsheet.opening.door import open_book
from tests.hostile.make import CASES

MEMORY = 512 * 2**20
SECONDS = 10


def look(name: str) -> tuple[bool, tuple[Finding, ...]]:
    """Make the case and open it, in the worker: memory and time are those of both."""
    book, findings = open_book(CASES[name].make(), Limits())
    return book is not None, findings


@pytest.fixture(scope="module")
def results() -> dict[str, Result[tuple[bool, tuple[Finding, ...]]]]:
    return dict(zip(CASES, run(look, CASES, Limits(), workers=2), strict=True))


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_is_told_and_stops_nothing(
    name: str, results: dict[str, Result[tuple[bool, tuple[Finding, ...]]]]
) -> None:
    case, result = CASES[name], results[name]
    assert result.value is not None, result
    is_read, findings = result.value
    assert tuple(f"{found.code}.{found.case}" for found in findings) == case.expected
    assert is_read is case.is_read
    assert is_read or any(found.severity is Severity.ERROR for found in findings)
    for found in findings:
        for language in LANGUAGES:
            assert sentence(found, language, Names()).hint
    assert result.seconds < SECONDS
    assert sys.platform == "win32" or result.peak < MEMORY


def _book(name: str) -> Book:
    book, _ = open_book(CASES[name].make(), Limits())
    assert book is not None
    return book


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("1e308", 1e308, ""),
        ("1e999", None, "#NUM!"),
        ("not-a-number", None, "#VALUE!"),
        ("ten-thousand-digits", None, "#NUM!"),
        ("four-hundred-digits", None, "#NUM!"),
        ("unknown-type", None, "#VALUE!"),
        ("string-that-is-not-there", None, "#VALUE!"),
        ("string-before-the-first", None, "#VALUE!"),
        ("lone-surrogate", "a\ufffdb", ""),
        ("carriage-return", "a\rb", ""),
        ("forty-thousand-characters", "x" * 40_000, ""),
        ("cell-inside-cdata", '<c r="A1"/>', ""),
        ("utf-16", 1, ""),
        ("strict", 1, ""),
    ],
)
def test_what_is_read_is_what_stands_there(name: str, value: object, error: str) -> None:
    cells = _book(name).grids[0].cells
    assert (cells[1, 1].value, cells[1, 1].error) == (value, error)


def test_a_style_that_others_refuse_does_not_hide_the_format() -> None:
    assert _book("font-family-34").grids[0].cells[1, 1].format_kind is FormatKind.PERCENT


def test_styles_that_cannot_be_read_are_said_to_be_unseen() -> None:
    cells = _book("broken-styles").grids[0].cells
    assert {cell.format_kind for cell in cells.values()} == {FormatKind.UNSEEN}


def test_limits_of_the_campaign_are_obeyed() -> None:
    strict = functools.partial(open_book, limits=Limits(file_size=100))
    (result,) = run(strict, [CASES["strict"].make()], Limits())
    assert result.value is not None
    assert [found.case for found in result.value[1]] == ["file_size"]
