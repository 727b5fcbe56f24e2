"""Which findings still hold once later returns, decisions and waivers have spoken."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from qpv_xlsx.domain.contract.questions import DENYING, Field, Question
from qpv_xlsx.domain.findings import Code, Finding, Place, Severity
from qpv_xlsx.domain.merging.ledger import Decision, Entry, Held, Received, Resolution
from qpv_xlsx.domain.merging.reconciling import agree
from qpv_xlsx.domain.merging.withdrawing import spoken_of
from qpv_xlsx.domain.returned.answers import Outcome, Submission

_COLUMN = re.compile(r"[A-Z]+")

_BESIDE = frozenset({Code.S12, Code.V12})
"""What stands in a cell that is not to be filled in, or in a note: over once its line has been sent again without it."""

_OF_THE_FOLDER = frozenset({"kept_missing", "kept_changed"})
"""Cases of what became of a kept file since it was read: no later return mends that."""

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
    settled = {
        decision.question: decision
        for decision in decisions
        if decision.verdict is not Resolution.ACCEPT or decision.value is not None
    }
    without_figure = _decided_without_figure(settled)
    asked = [questions_of(received.submission) for received in returns]
    last_word = _last_words(returns, asked)
    last_line = _last_lines(returns, asked)
    last_readable = _last_readable(returns)
    for rank, received in enumerate(returns):
        for found, question in zip(received.submission.findings, asked[rank], strict=True):
            if found.code.value[0] in MERGED_FAMILIES:
                continue
            is_over = (
                last_readable.get(received.sender, -1) > rank and found.case not in _OF_THE_FOLDER
                if question is None
                else last_word.get(question, -1) > rank
                or _settles(settled.get(question), received)
                or _came_before(received, without_figure.get(question[:2]))
                or (found.code is Code.S03 and _has_answer(question, entries))
                or (found.code in _BESIDE and last_line.get((received.sender, *question[:2]), -1) > rank)
            )
            if not is_over:
                yield Held(found=found, respondent=respondent, source=received, question=question)


def _last_words(returns: Sequence[Received], asked: Sequence[Sequence[Question | None]]) -> Mapping[Question, int]:
    """The rank of the last return that speaks of each question of *asked*: what the findings of each are about."""
    wanted = {question for questions in asked for question in questions if question is not None}
    found: dict[Question, int] = {}
    for rank in reversed(range(len(returns))):
        if not wanted:
            break
        spoken = wanted.intersection(_spoken_of(returns[rank].submission, asked[rank]))
        found |= dict.fromkeys(spoken, rank)
        wanted -= spoken
    return found


def _last_lines(
    returns: Sequence[Received], asked: Sequence[Sequence[Question | None]]
) -> Mapping[tuple[str, str, str], int]:
    """The rank of the last return of each sender that speaks of a measure, in a quartier or as a whole; under no name, of all.

    A correction workbook came with all answers, and speaks for whoever sent the former ones.
    """
    if not any(found.code in _BESIDE for received in returns for found in received.submission.findings):
        return {}  # of these alone it is asked
    everybody = {received.sender for received in returns}
    return {
        (sender, question.measure, question.quartier): rank
        for rank, received in enumerate(returns)
        for question in _spoken_of(received.submission, asked[rank])
        for sender in (everybody if received.submission.is_correction else {received.sender, ""})
    }


def _last_readable(returns: Sequence[Received]) -> Mapping[str, int]:
    """The rank of the last readable return of each sender; under no name, of all.

    A damaged file is forgotten once the same person has sent a readable one; a readable one's remarks once resent.
    """
    readable = [(rank, one) for rank, one in enumerate(returns) if one.submission.outcome is Outcome.ACCEPTED]
    return {sender: rank for rank, one in readable for sender in (one.sender, "")}


def doubted_answers(
    returns: Sequence[Received],
    decisions: Sequence[Decision],
) -> frozenset[tuple[int, Question]]:
    """(sequence, question) of answers that carried an error or a warning of any family, and were not accepted with it."""
    accepted = {decision.question: decision.decided for decision in decisions if decision.verdict is Resolution.ACCEPT}
    return frozenset(
        (received.sequence, question)
        for received in returns
        for found, question in zip(received.submission.findings, questions_of(received.submission), strict=True)
        if found.severity is not Severity.INFO and question is not None
        if not (question in accepted and accepted[question] >= received.received)
    )


def questions_of(submission: Submission) -> tuple[Question | None, ...]:
    """The question that each finding of *submission* is about, in their order: see *question_of*."""
    cells = _Cells(submission=submission, findings=submission.findings)
    return tuple(_question_at(found, cells) for found in submission.findings)


def question_of(found: Finding, submission: Submission) -> Question | None:
    """The question whose cell a finding is about; None: the sheet or the file.

    The reading of a cell names its field. Elsewhere the answer read from the cell, or those of its column, tell it.
    """
    return _question_at(found, _Cells(submission=submission, findings=(found,)))


@dataclass(frozen=True, kw_only=True)  # no slots: the cells are looked at only where a finding does not name its field
class _Cells:
    """Where the answers of a submission stood, for its *findings*: the first one of each cell, and each column's field."""

    submission: Submission
    findings: Sequence[Finding]

    @cached_property
    def questions(self) -> Mapping[Place, Question]:
        """The question answered in each cell that the findings speak of."""
        wanted = {found.place.cell for found in self.findings}
        questions: dict[Place, Question] = {}
        for question, answer in self.submission.answers.items():
            if answer.place.cell in wanted:
                questions.setdefault(answer.place, question)
        return questions

    @cached_property
    def fields(self) -> Mapping[tuple[str | None, str], Field]:
        """The field of each column, by sheet and letters."""
        fields: dict[tuple[str | None, str], Field] = {}
        for question, answer in self.submission.answers.items():
            if not question.quartier:
                fields.setdefault((answer.place.sheet, _letters(answer.place.cell)), question.field)
        return fields


def _question_at(found: Finding, cells: _Cells) -> Question | None:
    if found.measure is None:
        return None
    place = found.place
    told = found.facts.get("field")
    if isinstance(told, str):
        return Question(measure=found.measure, quartier=found.quartier or "", field=Field(told))
    exact = cells.questions.get(place) if place.cell else None
    if exact is not None:
        return exact
    is_whole = not found.quartier
    field = cells.fields.get((place.sheet, _letters(place.cell)), Field.VALUE) if is_whole else Field.VALUE
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


def _spoken_of(submission: Submission, asked: Sequence[Question | None]) -> Iterator[Question]:
    """Questions that the return answers, or tries to: what it says replaces what was said. *asked*: of its findings."""
    yield from submission.answers
    yield from spoken_of(submission)
    for found, question in zip(submission.findings, asked, strict=True):
        if question is not None and found.code.value[0] not in MERGED_FAMILIES and found.code is not Code.S03:
            yield question


def _letters(cell: str | None) -> str:
    found = _COLUMN.match(cell or "")
    return found[0] if found else ""


def _settles(decision: Decision | None, received: Received) -> bool:
    """A decided value, or another file that was chosen, leaves nothing to mend in this return."""
    if decision is None:
        return False
    return decision.verdict is not Resolution.KEEP_FILE or decision.sha256 != received.submission.origin.sha256


def _decided_without_figure(settled: Mapping[Question, Decision]) -> Mapping[tuple[str, str], Decision]:
    """The lines that were decided to have no figure (« nd », « so »): what was written beside it does not matter any more."""
    return {
        question[:2]: decision
        for question, decision in settled.items()
        if question.field is Field.SITUATION and decision.value in DENYING
    }


def _came_before(received: Received, decision: Decision | None) -> bool:
    return decision is not None and received.received <= decision.decided


def _has_answer(question: Question, entries: Mapping[Question, Entry]) -> bool:
    return any(asked.measure == question.measure and asked.quartier == question.quartier for asked in entries)
