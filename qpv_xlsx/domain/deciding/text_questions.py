"""What the official text leaves open: one line per question, the open ones first, each with a key of its own."""

import hashlib
from dataclasses import dataclass

from qpv_xlsx.domain.contract.campaign import Campaign, Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """One question of the campaign. *number*: its place among them, from 0. *key*: « EMP-02#3f2a90c1 »."""

    number: int
    key: str
    choice: Choice


def text_questions(campaign: Campaign) -> tuple[QuestionLine, ...]:
    """Every question; those that nobody has settled first, in the campaign's order."""
    lines = (
        QuestionLine(number=number, key=_key(choice), choice=choice) for number, choice in enumerate(campaign.choices)
    )
    return tuple(sorted(lines, key=lambda line: not line.choice.is_open))


def _key(choice: Choice) -> str:
    """The same as long as the question is: two of them may be on one measure."""
    told = hashlib.sha256(choice.question.strip().encode("utf-8", "backslashreplace")).hexdigest()
    return f"{choice.measure}#{told[:8]}"
