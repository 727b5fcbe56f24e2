"""What the committee is told of each measure besides its figures: the lead's appreciation, the coordinator's comment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.merging.ledger import Decision, Resolution


class NoteKind(StrEnum):
    """Which of the two; the word of the register."""

    APPRAISAL = "appreciation"
    COMMENT = "commentaire"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeNotes:
    """Both notes on one measure; empty texts: none."""

    appraisal: str = ""
    comment: str = ""


def notes_by_measure(decisions: Iterable[Decision]) -> Mapping[str, CommitteeNotes]:
    """The latest notes on each measure, by its code."""
    notes: dict[str, CommitteeNotes] = {}
    for decision in decisions:
        if decision.verdict is Resolution.NOTE:
            known = notes.get(decision.question.measure, CommitteeNotes())
            words = str(decision.value or "")
            is_appraisal = decision.code == NoteKind.APPRAISAL
            told = replace(known, appraisal=words) if is_appraisal else replace(known, comment=words)
            notes[decision.question.measure] = told
    return notes


def note(measure: str, kind: NoteKind, words: str, now: datetime) -> Decision:
    """The act of writing *words* of a measure; empty: of taking them away."""
    return Decision(
        respondent="",
        question=Question(measure=measure, field=Field.COMMENT),
        verdict=Resolution.NOTE,
        reason="",
        decided=now.astimezone(),
        code=kind.value,
        value=words,
    )
