"""Situation and value must tell the same story."""

from collections.abc import Iterator

from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.contract.questions import Field, Question, Situation
from qpv_xlsx.domain.findings import Code, Finding
from qpv_xlsx.domain.returned.rules.context import Answers, Context, about, figure_of, scales, situation, told


def situation_contradicts_value(answers: Answers, context: Context) -> Iterator[Finding]:
    """C05: a value, or figures of quartiers, beside « non disponible », or « définitif » beside no value."""
    with_situation = told(answers, Field.SITUATION)
    for measure in context.measures:
        for quartier in scales(measure, context.territory):
            if (measure.code, quartier) not in with_situation:
                continue
            said = situation(answers, measure, quartier)
            if said is None:
                continue
            asked = Question(measure=measure.code, quartier=quartier)
            value = answers.get(asked)
            if value and said.explains_absence:
                stated = answers[Question(measure=measure.code, quartier=quartier, field=Field.SITUATION)]
                read = value.value if isinstance(value.value, int | float) else value.raw
                yield about(
                    Code.C05,
                    measure,
                    stated.place,
                    quartier=quartier,
                    field=Field.SITUATION.value,
                    read=stated.raw,
                    situation=said.value,
                    value=read,
                )
            elif said.explains_absence and not quartier:
                yield from _quartiers_contradict(answers, measure, said, context)
            elif not value and not said.explains_absence:
                place = context.place(asked)
                yield about(
                    Code.C05,
                    measure,
                    place,
                    quartier=quartier,
                    case="no_value",
                    field=Field.VALUE.value,
                    situation=said.value,
                )


def _quartiers_contradict(answers: Answers, measure: Measure, said: Situation, context: Context) -> Iterator[Finding]:
    """Quartiers of a measure that is « non disponible »: the situation may be another row's, or the figures."""
    asked = context.questions_by_quartier[measure.code]
    figures = [value for one in asked if (value := figure_of(answers, one)) is not None]
    if figures:
        stated = answers[Question(measure=measure.code, field=Field.SITUATION)]
        yield about(
            Code.C05,
            measure,
            stated.place,
            case="quartiers",
            field=Field.SITUATION.value,
            read=stated.raw,
            situation=said.value,
            count=len(figures),
        )
