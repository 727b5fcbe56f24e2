"""A small filled workbook of Paris, as bytes and as a neutral picture, made once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from random import Random

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.contract.questions import Question, Value
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.domain.findings import Finding
from qpv_xlsx.domain.returned.answers import Origin, Submission
from qpv_xlsx.spreadsheet.book import Book, Grid
from qpv_xlsx.spreadsheet.opening.door import open_book
from qpv_xlsx.tasks.demo_replies import flawless
from qpv_xlsx.workbook.collection import write_collection
from qpv_xlsx.workbook.reading.expectations import Expectations
from qpv_xlsx.workbook.reading.returns import read_book
from tests.paris import paris, respondent

CREATED = datetime(2015, 9, 1, tzinfo=UTC)
WHO = "EMP"


@cache
def answers() -> Mapping[Question, Value]:
    return flawless(paris(), respondent(WHO), Random(7))


@cache
def content(*, version: int = 1) -> bytes:
    reference = Reference(campaign=paris().code, respondent=WHO, version=version)
    return write_collection(paris(), respondent(WHO), reference, answers=answers(), created=CREATED)


@cache
def blank() -> bytes:
    reference = Reference(campaign=paris().code, respondent=WHO, version=1)
    return write_collection(paris(), respondent(WHO), reference, created=CREATED)


def opened(bytes_: bytes) -> Book:
    book, findings = open_book(bytes_, Limits())
    assert book is not None
    assert findings == ()
    return book


@cache
def book() -> Book:
    return opened(content())


def read(edited: Book, expected: Expectations | None = None) -> Submission:
    origin = Origin(name="retour.xlsx", sha256="0" * 64, format="unknown")
    return read_book(edited, (), origin, paris(), expected or Expectations())


def values(submission: Submission) -> dict[Question, Value]:
    return {question: answer.value for question, answer in submission.answers.items()}


def told(submission: Submission) -> set[str]:
    """Codes of what was said beyond what is said of the untouched workbook."""
    return {found.code.value for found in submission.findings} - {found.code.value for found in read(book()).findings}


def found(submission: Submission, code: str) -> list[Finding]:
    return [one for one in submission.findings if one.code == code]


def sheet(name: str = "Indicateurs", of: Book | None = None) -> Grid:
    return next(grid for grid in (of or book()).grids if grid.name == name)


def without_marks(edited: Book) -> Book:
    """Hidden sheets deleted, property and names lost."""
    grids = tuple(grid for grid in edited.grids if not grid.name.startswith("_"))
    return replace(edited, grids=grids, properties={}, names={})
