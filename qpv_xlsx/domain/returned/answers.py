"""What is answered: fields, questions, answers, and the submission read from one return."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from qpv_xlsx.domain.findings import Finding, Place


class Field(StrEnum):
    """Which part of a measure's answer; the words of the JSON report."""

    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    TERRITORY_VALUE = "territory_value"
    SITUATION = "situation"
    PERIMETER = "perimeter"
    COMMENT = "comment"
    SOURCE = "source"


WORDS = frozenset({Field.COMMENT, Field.SOURCE})
"""Free words beside an answer."""

PARTS = frozenset({Field.NUMERATOR, Field.DENOMINATOR})
"""Counts, whatever the measure's kind."""

FIGURES = frozenset({Field.VALUE, Field.TERRITORY_VALUE}) | PARTS
"""Where a measure with a figure is answered in figures."""


class Situation(StrEnum):
    """What a respondent says of a value, or of its absence (INSEE signs for the last three)."""

    FINAL = "definitif"
    PROVISIONAL = "provisoire"
    ESTIMATED = "estime"
    UNAVAILABLE = "nd"
    NOT_APPLICABLE = "so"
    SECRET = "s"  # noqa: S105  (INSEE's sign for statistical secrecy)

    @property
    def explains_absence(self) -> bool:
        """Whether no value is expected beside it."""
        return self in {Situation.UNAVAILABLE, Situation.NOT_APPLICABLE, Situation.SECRET}


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Question:
    """What a cell asks of a given respondent. *quartier* is a stable id; empty: the measure as a whole."""

    measure: str
    quartier: str = ""
    field: Field = Field.VALUE


Value = float | int | str
"""A figure in the measure's unit; a Situation, Perimeter or Progress (which are str); or words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One cell understood. *raw* is its content as a person would see it typed; *place* where it stood."""

    question: Question
    value: Value
    raw: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Which file a submission was read from. *application*: the program that saved it; empty where the file hides it.

    *version* and *respondent*, *year*, *campaign* are what the workbook's marks say; None where they are silent.
    """

    name: str
    sha256: str
    format: str
    application: str = ""
    campaign: str | None = None
    respondent: str | None = None
    year: int | None = None
    version: str | None = None


class Outcome(StrEnum):
    """What became of a file."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What was read from one return: answers by question, findings, provenance. Answers keep the sheet's order."""

    origin: Origin
    outcome: Outcome
    answers: Mapping[Question, Answer] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
