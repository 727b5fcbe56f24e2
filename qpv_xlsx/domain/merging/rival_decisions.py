"""Decisions that were taken of two things which have become one: told and asked, until one is taken between them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.questions import COUNTED, WORDS, Field, Question, Situation, Value
from qpv_xlsx.domain.findings import Code, Place, Severity, finding
from qpv_xlsx.domain.merging.ledger import Decision, Entry, Held, Received, Resolution
from qpv_xlsx.domain.merging.reconciling import agree, chooses

_SECTIONS = MappingProxyType({Field.SITUATION: "situations", Field.PERIMETER: "perimeters"})


def rival_decisions(
    decisions: Sequence[Decision],
    returns: Sequence[Received],
    entries: Mapping[Question, Entry],
    kinds: Mapping[str, Kind],
    respondent: str,
) -> Iterator[Held]:
    """C07 where two decisions on one question, taken under different codes, say otherwise: the later one counts till then.

    A decision taken between them bears C07 as its code. *decisions*: those that stand, oldest first. *kinds*: of measures.
    """
    by_question: dict[Question, list[Decision]] = {}
    for decision in decisions:
        if chooses(decision):
            by_question.setdefault(decision.question, []).append(decision)
    for question, taken in by_question.items():
        latest, against = taken[-1], _other(taken, returns)
        if against is None:
            continue
        entry = entries.get(question)
        kind = kinds.get(question.measure, Kind.TEXT)
        said = [_said(one, decisions, returns) for one in (latest, against)]
        are_figures = not any(isinstance(one, str) for one in said)
        found = finding(
            Code.C07,
            case="two_decisions" if are_figures else "two_decisions_words",
            place=entry.answer.place if entry else Place(),
            severity=Severity.INFO if question.field in WORDS else None,
            measure=question.measure,
            quartier=question.quartier or None,
            field=question.field.value,
            kind=(Kind.COUNT if question.field in COUNTED else kind).value,
            value=said[0],
            decided=latest.decided.date(),
            under=latest.recorded_as or latest.respondent,
            other=said[1],
            other_decided=against.decided.date(),
            other_under=against.recorded_as or against.respondent,
            section=_SECTIONS.get(question.field, "progress" if kind is Kind.MILESTONE else "situations"),
        )
        yield Held(found=found, respondent=respondent, source=entry.source if entry else None, question=question)


def has_rivals(decisions: Iterable[Decision], measure: str, quartier: str) -> bool:
    """Whether something was decided of the line under a former code: what is decided now is decided between them."""
    line = (measure, quartier)
    return any(one.recorded_as and (one.question.measure, one.question.quartier) == line for one in decisions)


def _other(taken: Sequence[Decision], returns: Sequence[Received]) -> Decision | None:
    """The latest decision under another code than the last one's that says otherwise; None: nothing is in doubt."""
    latest = taken[-1]
    if latest.code == Code.C07:
        return None
    last_settled = max((number for number, one in enumerate(taken) if one.code == Code.C07), default=-1)
    last_words = {one.recorded_as: one for one in taken[last_settled + 1 :]}
    others = [one for code, one in last_words.items() if code != latest.recorded_as]
    return next((one for one in reversed(others) if not _say_the_same(one, latest, returns)), None)


def _say_the_same(one: Decision, other: Decision, returns: Sequence[Received]) -> bool:
    first, second = _value(one, returns), _value(other, returns)
    if first is None or second is None:
        return first is second
    return agree(first, second)


def _value(decision: Decision, returns: Sequence[Received]) -> Value | None:
    """What counts by *decision* alone; None: nothing does."""
    if decision.verdict is not Resolution.KEEP_FILE:
        return decision.value
    told = [
        answer.value
        for received in returns
        if received.submission.origin.sha256 == decision.sha256
        and (answer := received.submission.answers.get(decision.question)) is not None
    ]
    return told[-1] if told else None


def _said(decision: Decision, decisions: Iterable[Decision], returns: Sequence[Received]) -> float | str:
    """What *decision* gives; where it takes the figure away, the situation decided with it."""
    value = _value(decision, returns)
    if value is not None:
        return value if isinstance(value, int | float) else str(value)
    situation = decision.question._replace(field=Field.SITUATION)
    beside = [one for one in decisions if one.question == situation and one.decided == decision.decided]
    return str(beside[-1].value) if beside else Situation.UNAVAILABLE.value
