"""A column that stands in order: by chance in an honest return, or because its values alone were sorted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest

from qpv_xlsx.domain.contract.measures import Perimeter
from qpv_xlsx.domain.contract.questions import Field, Question, Situation, Value
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.domain.findings import Finding, Severity
from qpv_xlsx.domain.returned.answers import Submission
from qpv_xlsx.spreadsheet.book import PLAIN_STYLE, Book, Grid
from qpv_xlsx.workbook.collection import write_collection
from tests.paris import paris, respondent
from tests.reading import edits
from tests.reading.filled import CREATED, found, opened, read, sheet, values
from tests.reading.test_cells_given_back import without_cell_marks
from tests.reading.test_rows_decided import numbers, sorted_by, table

WHO = "EMP"
NAME = "Indicateurs"
CODES = ("EMP-01", "EMP-02", "EMP-03", "EMP-04", "EMP-05-a", "EMP-05-b", "EMP-05-c", "EMP-05-d", "EMP-06")


def answered(field: Field, said: Sequence[Value]) -> dict[Question, Value]:
    return {Question(measure=code, field=field): one for code, one in zip(CODES, said, strict=False)}


def returned(answers: Mapping[Question, Value]) -> Book:
    reference = Reference(campaign=paris().code, respondent=WHO, version=1)
    return opened(write_collection(paris(), respondent(WHO), reference, answers=answers, created=CREATED))


def asked(submission: Submission) -> list[Finding]:
    return [one for one in found(submission, "S07") if one.severity is not Severity.INFO]


ALPHABET = ("Actions", "Bilan", "Conventions", "Données", "Enquête", "Fichier", "Groupe", "Hors CLS")
WRONG_WAY_ROUND = (Situation.UNAVAILABLE, Situation.FINAL, Situation.UNAVAILABLE, Situation.FINAL)
CONTRADICTED: Mapping[Question, Value] = {
    **answered(Field.SITUATION, WRONG_WAY_ROUND),
    Question(measure="EMP-01"): 0.3,
    Question(measure="EMP-03"): 0.5,
}
"""Twice a value beside « non disponible », twice neither value nor reason: rows that would suit each other."""


HONEST: Mapping[str, Mapping[Question, Value]] = {
    "comments in alphabetical order": answered(Field.COMMENT, ALPHABET),
    "sources in alphabetical order": answered(Field.SOURCE, ALPHABET),
    "comments in order beside one perimeter that is not the start's": {
        **answered(Field.COMMENT, ALPHABET),
        **answered(Field.PERIMETER, [Perimeter.ZUS] * 8),
    },
    "comments in order beside perimeters of every kind": {
        **answered(Field.COMMENT, ALPHABET),
        **answered(Field.PERIMETER, [*Perimeter][:8]),
    },
    "comments in order beside situations that contradict": {**answered(Field.COMMENT, ALPHABET), **CONTRADICTED},
    "figures that grow": answered(Field.VALUE, [step / 10 for step in range(1, 9)]),
}


@pytest.mark.parametrize("what", HONEST)
def test_answers_in_order_by_chance_are_taken(what: str) -> None:
    submission = read(returned(HONEST[what]))

    assert all(one.severity is Severity.WARNING for one in asked(submission))
    assert {one.measure for one in values(submission)} == {one.measure for one in HONEST[what]}


def test_one_perimeter_for_all_is_no_sign_that_rows_were_exchanged() -> None:
    everywhere = answered(Field.PERIMETER, [Perimeter.ZUS] * 8)

    assert asked(read(returned({**everywhere, **answered(Field.COMMENT, ALPHABET[:3])}))) == []


def figures_alone_sorted(grid: Grid) -> Grid:
    """The results of all rows in order, and nothing else moved: what a script does, and pasting values."""
    by = numbers(grid, ["value"])[0]
    moved = sorted_by(grid, by, [by], is_descending=False)
    stayed = {
        spot: cell._replace(style=grid.cells[spot].style if spot in grid.cells else PLAIN_STYLE)
        for spot, cell in moved.cells.items()
    }
    return replace(moved, cells=stayed, blank_marks=grid.blank_marks)


FIGURES: Mapping[str, Mapping[Question, Value]] = {
    "each row answered": {
        **answered(Field.VALUE, (0.7, 0.1, 0.6, 0.2, 0.5, 0.3, 0.4, 0.8, 0.9)),
        **answered(Field.SITUATION, [Situation.FINAL] * 9),
    },
    "two not available, beside which figures come to stand": {
        **{
            Question(measure=code): share
            for code, share in zip(CODES[2:], (0.7, 0.1, 0.6, 0.2, 0.5, 0.3, 0.4), strict=True)
        },
        **answered(Field.SITUATION, [Situation.UNAVAILABLE] * 2 + [Situation.FINAL] * 7),
    },
}


@pytest.mark.parametrize(
    ("what", "marks", "severity"),
    [
        ("each row answered", True, Severity.WARNING),
        ("two not available, beside which figures come to stand", True, Severity.ERROR),
        ("each row answered", False, Severity.ERROR),
        ("two not available, beside which figures come to stand", False, Severity.ERROR),
    ],
)
def test_figures_sorted_without_their_formats_are_asked_or_refused(
    what: str, *, marks: bool, severity: Severity
) -> None:
    honest = returned(FIGURES[what])
    sorted_ = edits.on_sheet(honest, NAME, figures_alone_sorted)
    seen: Callable[[Grid], Grid] = (lambda grid: grid) if marks else without_cell_marks

    told = asked(read(edits.on_sheet(sorted_, NAME, seen)))

    assert {one.severity for one in told} == {severity}
    assert len(told) == len(table(sheet(NAME, honest)))
    assert asked(read(honest)) == []
