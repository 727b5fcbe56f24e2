"""Which findings still hold once later returns, decisions and waivers have spoken."""

import re
from collections.abc import Iterator, Mapping, Sequence

from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.findings import Code, Finding, Severity
from qpv_xlsx.domain.merging.ledger import Decision, Entry, Held, Received, Resolution
from qpv_xlsx.domain.merging.reconciling import agree
from qpv_xlsx.domain.merging.withdrawing import spoken_of
from qpv_xlsx.domain.returned.answers import Outcome, Submission

MERGED_FAMILIES = ("C", "M")
"""Families whose rules look at the whole: their findings are made anew over the merged answers."""


def held_findings(
    returns: Sequence[Received],
    entries: Mapping[Question, Entry],
    decisions: Sequence[Decision],
    respondent: str,
) -> Iterator[Held]:
    """Findings of reading that no later return of the same respondent has mended and no decision has settled.

    Of a file that could not be read: until a later one from the same sender (or of unknown sender) could.
    """
    spoken = {received.sequence: _spoken_of(received.submission) for received in returns}
    settled = {
        decision.question: decision
        for decision in decisions
        if decision.verdict is not Resolution.ACCEPT or decision.value is not None
    }
    for number, received in enumerate(returns):
        later = returns[number + 1 :]
        for found in received.submission.findings:
            if found.code.value[0] in MERGED_FAMILIES:
                continue
            question = question_of(found, received.submission)
            is_over = (
                _is_replaced(received, later)
                if question is None
                else any(question in spoken[one.sequence] for one in later)
                or _settles(settled.get(question), received)
                or (found.code is Code.S03 and _has_answer(question, entries))
            )
            if not is_over:
                yield Held(found=found, respondent=respondent, source=received, question=question)


def doubted_answers(
    returns: Sequence[Received],
    decisions: Sequence[Decision],
) -> frozenset[tuple[int, Question]]:
    """(sequence, question) of answers that carried an error or a warning of any family, and were not accepted with it."""
    accepted = {decision.question: decision.decided for decision in decisions if decision.verdict is Resolution.ACCEPT}
    return frozenset(
        (received.sequence, question)
        for received in returns
        for found in received.submission.findings
        if found.severity is not Severity.INFO and (question := question_of(found, received.submission)) is not None
        if not (question in accepted and accepted[question] >= received.received)
    )


def question_of(found: Finding, submission: Submission) -> Question | None:
    """The question whose cell a finding is about; None: the sheet or the file.

    The reading of a cell names its field. Elsewhere the answer read from the cell, or those of its column, tell it.
    """
    if found.measure is None:
        return None
    place = found.place
    told = found.facts.get("field")
    if isinstance(told, str):
        return Question(measure=found.measure, quartier=found.quartier or "", field=Field(told))
    by_place = (answer.question for answer in submission.answers.values() if answer.place == place)
    exact = next((question for question in by_place if place.cell), None)
    if exact is not None:
        return exact
    field = Field.VALUE if found.quartier else _field_of_column(place.sheet, place.cell, submission)
    return Question(measure=found.measure, quartier=found.quartier or "", field=field)


def is_accepted(held: Held, entries: Mapping[Question, Entry], decision: Decision) -> bool:
    """Whether a decision set the finding aside. A value that came later, and differs, was not what was accepted."""
    found = held.found
    if decision.verdict is not Resolution.ACCEPT or decision.code != found.code:
        return False
    asked = decision.question
    if (asked.measure, asked.quartier) != (found.measure, found.quartier or ""):
        return False
    entry = entries.get(held.question or asked)
    if entry is None or entry.source.received <= decision.decided:
        return True
    former = [answer for received, answer in entry.set_aside if received.received <= decision.decided]
    return not any(not agree(answer.value, entry.answer.value) for answer in former)


def _spoken_of(submission: Submission) -> frozenset[Question]:
    """Questions that the return answers, or tries to: what it says replaces what was said."""
    tried = (
        question_of(found, submission)
        for found in submission.findings
        if found.code.value[0] not in MERGED_FAMILIES and found.code is not Code.S03
    )
    answered = frozenset(submission.answers) | spoken_of(submission)
    return answered | {question for question in tried if question is not None}


def _field_of_column(sheet: str | None, cell: str | None, submission: Submission) -> Field:
    column = _letters(cell)
    fields = (
        answer.question.field
        for answer in submission.answers.values()
        if answer.place.sheet == sheet and _letters(answer.place.cell) == column and not answer.question.quartier
    )
    return next(fields, Field.VALUE)


def _letters(cell: str | None) -> str:
    found = re.match(r"[A-Z]+", cell or "")
    return found[0] if found else ""


def _is_replaced(received: Received, later: Sequence[Received]) -> bool:
    """A damaged file is forgotten once the same person has sent a readable one; a readable one's remarks once resent."""
    return any(
        one.submission.outcome is Outcome.ACCEPTED and (not received.sender or received.sender == one.sender)
        for one in later
    )


def _settles(decision: Decision | None, received: Received) -> bool:
    """A decided value, or another file that was chosen, leaves nothing to mend in this return."""
    if decision is None:
        return False
    return decision.verdict is not Resolution.KEEP_FILE or decision.sha256 != received.submission.origin.sha256


def _has_answer(question: Question, entries: Mapping[Question, Entry]) -> bool:
    return any(asked.measure == question.measure and asked.quartier == question.quartier for asked in entries)
