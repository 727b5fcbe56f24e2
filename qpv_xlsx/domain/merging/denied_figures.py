"""Figures decided to be none (nd, so, s, a refusal), and given by a return that came afterwards: asked again, never lost."""

from collections.abc import Iterator, Mapping, Sequence

from qpv_xlsx.domain.contract.questions import FIGURES, Field, Question, Situation, Value
from qpv_xlsx.domain.findings import Code, finding
from qpv_xlsx.domain.merging.ledger import Decision, Held, Received, Resolution
from qpv_xlsx.domain.merging.reconciling import latest_decisions
from qpv_xlsx.domain.returned.answers import Answer

_ABSENCES = frozenset[Value](situation for situation in Situation if situation.explains_absence)


def figures_denied(returns: Sequence[Received], decisions: Sequence[Decision], respondent: str) -> Iterator[Held]:
    """C07 where a figure that was decided away comes back: nothing counts there, so nothing else would say it."""
    latest = latest_decisions(decisions)
    for question, decision in latest.items():
        if not _denies(decision):
            continue
        given = _given_since(returns, question, decision)
        if given is None:
            continue
        received, answer = given
        found = finding(
            Code.C07,
            case="figure_after_none",
            place=answer.place,
            measure=question.measure,
            quartier=question.quartier or None,
            read=answer.raw,
            field=question.field.value,
            value=_situation(latest, question),
            other=answer.raw,
            other_file=received.submission.origin.name,
            other_received=received.received.date(),
            decided=decision.decided.date(),
        )
        yield Held(found=found, respondent=respondent, source=received, question=question)


def _denies(decision: Decision) -> bool:
    is_none = decision.value is None and decision.verdict in {Resolution.SET, Resolution.REFUSE}
    return is_none and decision.question.field in FIGURES


def _given_since(returns: Sequence[Received], question: Question, decision: Decision) -> tuple[Received, Answer] | None:
    """The last figure given after the decision, unless a still later return says itself that there is none."""
    situation = question._replace(field=Field.SITUATION)
    given: tuple[Received, Answer] | None = None
    for received in returns:
        answers = received.submission.answers
        if received.received <= decision.decided:
            continue
        if question in answers:
            given = received, answers[question]
        elif situation in answers and answers[situation].value in _ABSENCES:
            given = None
    return given


def _situation(latest: Mapping[Question, Decision], question: Question) -> str:
    """The sign decided with it; « nd » where none was."""
    decided = latest.get(question._replace(field=Field.SITUATION))
    return str(decided.value) if decided and decided.value is not None else Situation.UNAVAILABLE.value
