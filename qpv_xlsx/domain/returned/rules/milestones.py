"""A milestone that was further on in a former year than it is now."""

from collections.abc import Iterator
from types import MappingProxyType

from qpv_xlsx.domain.contract.campaign import PastResult
from qpv_xlsx.domain.contract.measures import Kind, Measure, Progress
from qpv_xlsx.domain.contract.pasts import own_past
from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.findings import Code, Finding, Severity
from qpv_xlsx.domain.returned.rules.context import Answers, Context, about, is_commented
from qpv_xlsx.domain.spelling import folded

_STEPS = tuple(Progress)  # from the first to the last
_WORDS = MappingProxyType({folded(state.value.replace("_", " ")): state for state in Progress})


def milestone_went_back(answers: Answers, context: Context) -> Iterator[Finding]:
    """C09: « Fait » in a former year, « En cours » or « Non commencé » now. A comment makes it an information."""
    for measure in context.measures:
        answer = answers.get(Question(measure=measure.code))
        if measure.kind is not Kind.MILESTONE or answer is None or answer.value not in set(Progress):
            continue
        now, former = Progress(str(answer.value)), _latest(measure, context)
        if former is not None and _STEPS.index(now) < _STEPS.index(former[1]):
            yield about(
                Code.C09,
                measure,
                answer.place,
                case="milestone",
                severity=Severity.INFO if is_commented(answers, measure) else None,
                read=answer.raw,
                value=now.value,
                previous=former[1].value,
                previous_year=former[0],
                section="progress",
            )


def _latest(measure: Measure, context: Context) -> tuple[int, Progress] | None:
    """The latest former year that gave a state, and the state."""
    past = own_past(context.campaign, context.respondent, measure.code)
    states = [(one.year, state) for one in past if (state := _state(one)) and one.year < context.campaign.year]
    return max(states, key=lambda told: told[0], default=None)


def _state(past: PastResult) -> Progress | None:
    """The state that a former year gave, as it is kept or as somebody typed it."""
    return None if past.quartier else _WORDS.get(folded(past.text.replace("_", " ")))
