"""What is answered: answers, and the submission read from one return."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from qpv_xlsx.domain.contract.questions import Question, Value
from qpv_xlsx.domain.findings import Finding, Place


class Answer(NamedTuple):
    """One cell understood. *raw* is its content as a person would see it typed; *place* where it stood."""

    question: Question
    value: Value
    raw: str
    place: Place

    @property
    def told(self) -> str | int | float:
        """What was typed; the number where bare digits were, which sentences write with its thousands.

        Sentences write three decimals: a number with more is told as it was typed.
        """
        if not isinstance(self.value, int | float):
            return self.raw
        spelled = f"{self.value:.3f}".rstrip("0").rstrip(".")
        return self.value if self.raw.replace(",", ".") == spelled else self.raw


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
    """What was read from one return: answers by question, findings, provenance. Answers keep the sheet's order.

    *emptied*: cells that ask for an answer and hold nothing, by question. *is_correction*: a correction workbook, which
    was sent with the answers known by then, so that an empty cell speaks. *confirmed*: why the respondent maintains a
    figure that was asked about, by measure, quartier (or empty) and code of the finding. *secrecy*: situations « s » in
    cells from which no answer is taken; the row may be another's, and the figure is secret all the same.
    """

    origin: Origin
    outcome: Outcome
    answers: Mapping[Question, Answer] = field(default_factory=dict)
    findings: Sequence[Finding] = ()
    emptied: Mapping[Question, Place] = field(default_factory=dict)
    is_correction: bool = False
    confirmed: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    secrecy: Mapping[Question, Place] = field(default_factory=dict)
