"""Several returns of one respondent, cell by cell: which answer counts, and where two returns disagree."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from math import isclose

from qpv_xlsx.domain.contract.questions import WORDS, Field, Question, Situation, Value
from qpv_xlsx.domain.findings import Code, Fact, Finding, Place, Severity, finding
from qpv_xlsx.domain.merging.ledger import Decision, Entry, Held, Received, Resolution
from qpv_xlsx.domain.merging.withdrawing import take_back
from qpv_xlsx.domain.returned.answers import Answer, Origin, Outcome, Submission

_ABSENCES = frozenset[Value](situation for situation in Situation if situation.explains_absence)
Statement = tuple[Received, Answer]
_TOLERANCE = 1e-9  # relative: the same figure written by two programs


def reconcile(
    returns: Sequence[Received], decisions: Sequence[Decision], corrections: Sequence[datetime] = ()
) -> Mapping[Question, Entry]:
    """The answer that counts for each question: the latest one that was not taken back, unless decided otherwise.

    A blank says nothing, save in a correction workbook. *corrections*: when such workbooks were written.
    """
    latest = latest_decisions(decisions)
    chosen = frozenset(question for question, decision in latest.items() if chooses(decision))
    statements: dict[Question, list[Received]] = {}  # with each answer, thousands of returns would be twice as heavy
    for received in returns:
        take_back(statements, received, corrections, chosen)
        for question in received.submission.answers:
            statements.setdefault(question, []).append(received)
    for question in latest:
        statements.setdefault(question, [])
    entries = (_entry(_stated(question, told), latest.get(question)) for question, told in statements.items())
    return {entry.answer.question: entry for entry in entries if entry is not None}


def latest_decisions(decisions: Sequence[Decision]) -> Mapping[Question, Decision]:
    """The decision that counts for each question: accepting a finding afterwards leaves the choice as it was."""
    latest: dict[Question, Decision] = {}
    for decision in decisions:
        known = latest.get(decision.question)
        if known is None or chooses(decision) or not chooses(known):
            latest[decision.question] = decision
    return latest


def agree(one: Value, other: Value) -> bool:
    """Whether two values say the same: figures but for rounding, words but for spaces at the ends."""
    if isinstance(one, str) or isinstance(other, str):
        return str(one).strip() == str(other).strip()
    return isclose(one, other, rel_tol=_TOLERANCE)


def disagreements(
    entries: Mapping[Question, Entry],
    doubted: Collection[tuple[int, Question]],
    respondent: str,
) -> Iterator[Held]:
    """C07 where a clean answer was contradicted, and where a return came after a decision and says otherwise.

    *doubted*: (sequence of the return, question) of answers that carried an error or a warning that nobody accepted:
    a later return that changes those mends them.
    """
    for question, entry in entries.items():
        decided = _decided(entry)
        against = [
            (received, answer)
            for received, answer in entry.set_aside
            if (
                received.received > decided.decided
                if decided
                else received.sequence < entry.source.sequence and (received.sequence, question) not in doubted
            )
            and not _is_same_figure_better_known(question, entry, received, answer, entries)
        ]
        if against:
            found = _disagreement(entry, decided, *against[-1])
            yield Held(found=found, respondent=respondent, source=entry.source, question=question)


def _is_same_figure_better_known(
    question: Question, entry: Entry, received: Received, answer: Answer, entries: Mapping[Question, Entry]
) -> bool:
    """« env. 340 », then 340 and « Définitif »: one figure, and no disagreement."""
    if question.field is not Field.SITUATION or {entry.answer.value, answer.value} & _ABSENCES:
        return False
    figure = Question(measure=question.measure, quartier=question.quartier)
    held, told = entries.get(figure), received.submission.answers.get(figure)
    return held is not None and told is not None and agree(held.answer.value, told.value)


def _decided(entry: Entry) -> Decision | None:
    """The decision that chose the value; None where the latest answer counts, be it with an accepted finding."""
    decision = entry.decision
    return decision if decision is not None and chooses(decision) else None


def chooses(decision: Decision) -> bool:
    """Whether it says which answer counts; accepting a finding leaves that to the returns."""
    return decision.verdict is not Resolution.ACCEPT or decision.value is not None


def _stated(question: Question, told: Sequence[Received]) -> Sequence[Statement]:
    """What each of those who answered said."""
    return [(received, received.submission.answers[question]) for received in told]


def _entry(stated: Sequence[Statement], decision: Decision | None) -> Entry | None:
    """None: the coordinator decided that there is no answer, or there never was one."""
    source, answer = _choose(stated, decision)
    if source is None or answer is None:
        return None
    others = tuple(
        (received, other) for received, other in stated if other is not answer and not agree(other.value, answer.value)
    )
    return Entry(answer=answer, source=source, set_aside=others, decision=decision)


def _choose(stated: Sequence[Statement], decision: Decision | None) -> tuple[Received | None, Answer | None]:
    latest: tuple[Received | None, Answer | None] = stated[-1] if stated else (None, None)
    if decision is None or decision.verdict is Resolution.ACCEPT:
        return _accepted(latest, decision)
    if decision.verdict is Resolution.KEEP_FILE:
        kept = [one for one in stated if one[0].submission.origin.sha256 == decision.sha256]
        return kept[-1] if kept else latest
    if decision.value is None:
        return None, None
    return latest[0] or told_by(decision), _decided_answer(decision, decision.value)


def _accepted(
    latest: tuple[Received | None, Answer | None],
    decision: Decision | None,
) -> tuple[Received | None, Answer | None]:
    """The latest answer; or the value given with the acceptance, where the finding had kept the cell from being read."""
    if decision is None or decision.value is None:
        return latest
    return latest[0] or told_by(decision), _decided_answer(decision, decision.value)


def _decided_answer(decision: Decision, value: Value) -> Answer:
    return Answer(question=decision.question, value=value, raw=str(value), place=Place())


def told_by(decision: Decision) -> Received:
    """Stands for the return that there is none of: the figure came by telephone."""
    origin = Origin(name="", sha256="", format="", respondent=decision.respondent)
    submission = Submission(origin=origin, outcome=Outcome.ACCEPTED)
    return Received(sequence=0, submission=submission, received=decision.decided)


def _disagreement(entry: Entry, decision: Decision | None, other_source: Received, other: Answer) -> Finding:
    asked = entry.answer.question
    facts: dict[str, Fact] = {
        "value": entry.answer.told,
        "file": entry.source.submission.origin.name,
        "received": entry.source.received.date(),
        "other": other.told,
        "other_file": other_source.submission.origin.name,
        "other_received": other_source.received.date(),
        "field": asked.field.value,
    }
    if decision is not None:
        facts["decided"] = decision.decided.date()
    return finding(
        Code.C07,
        place=entry.answer.place,
        severity=Severity.INFO if asked.field in WORDS else None,
        case="after_decision" if decision else "",
        measure=asked.measure,
        quartier=asked.quartier or None,
        read=entry.answer.raw,
        **facts,
    )
