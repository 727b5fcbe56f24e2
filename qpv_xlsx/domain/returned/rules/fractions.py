"""Value, numerator and denominator must agree."""

from collections.abc import Iterator

from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.findings import Code, Finding
from qpv_xlsx.domain.returned.rules.context import Answers, Context, about, figure, scales, told

_ROUNDING = 0.02  # relative: ratios are written with two or three digits


def value_is_not_the_fraction(answers: Answers, context: Context) -> Iterator[Finding]:
    """C01: a share or ratio further from its fraction than rounding explains, and halves of fractions."""
    yield from _halves_of_other_rows(answers, context)
    for measure, quartier, top, bottom in _fractions(answers, context):
        below = answers[Question(measure=measure.code, quartier=quartier, field=Field.DENOMINATOR)]
        value = figure(answers, measure, Field.VALUE, quartier)
        if bottom == 0:
            yield about(
                Code.C01,
                measure,
                below.place,
                quartier=quartier,
                case="zero",
                field=Field.DENOMINATOR.value,
                read=below.raw,
            )
        elif value is not None and _differs(value, top / bottom, measure.kind, context):
            stated = answers[Question(measure=measure.code, quartier=quartier)]
            yield about(
                Code.C01,
                measure,
                stated.place,
                quartier=quartier,
                read=stated.raw,
                value=value,
                numerator=top,
                denominator=bottom,
                computed=top / bottom,
            )


def numerator_above_denominator(answers: Answers, context: Context) -> Iterator[Finding]:
    """C02: the part of a share is never larger than its whole."""
    for measure, quartier, top, bottom in _fractions(answers, context):
        if measure.kind is Kind.SHARE and top > bottom:
            above = answers[Question(measure=measure.code, quartier=quartier, field=Field.NUMERATOR)]
            yield about(
                Code.C02,
                measure,
                above.place,
                quartier=quartier,
                field=Field.NUMERATOR.value,
                read=above.raw,
                numerator=top,
                denominator=bottom,
            )


def _halves_of_other_rows(answers: Answers, context: Context) -> Iterator[Finding]:
    """A numerator alone here, a denominator alone there: sorted or typed one row off, one is on the other's row."""
    alone = {
        field: {measure: question for measure in context.measures if (question := _alone(answers, measure, field))}
        for field in (Field.NUMERATOR, Field.DENOMINATOR)
    }
    if not all(alone.values()):
        return
    for field, other in ((Field.NUMERATOR, Field.DENOMINATOR), (Field.DENOMINATOR, Field.NUMERATOR)):
        source = next(iter(alone[other])).code
        for measure, question in alone[field].items():
            stated = answers[question]
            yield about(
                Code.C01,
                measure,
                stated.place,
                case=f"{field.value}_alone",
                field=field.value,
                read=stated.raw,
                source=source,
            )


def _alone(answers: Answers, measure: Measure, field: Field) -> Question | None:
    """The question of one part of a fraction, where it is answered and the other part is not."""
    other = Field.DENOMINATOR if field is Field.NUMERATOR else Field.NUMERATOR
    question = Question(measure=measure.code, field=field)
    is_alone = question in answers and Question(measure=measure.code, field=other) not in answers
    return question if measure.asks_fraction and is_alone else None


def _fractions(answers: Answers, context: Context) -> Iterator[tuple[Measure, str, float, float]]:
    """Every measure and scale that has both numbers."""
    with_numerator = told(answers, Field.NUMERATOR)
    for measure in context.measures:
        if not measure.asks_fraction:
            continue
        for quartier in scales(measure, context.territory):
            if (measure.code, quartier) not in with_numerator:
                continue
            top = figure(answers, measure, Field.NUMERATOR, quartier)
            bottom = figure(answers, measure, Field.DENOMINATOR, quartier)
            if top is not None and bottom is not None:
                yield measure, quartier, top, bottom


def _differs(value: float, computed: float, kind: Kind, context: Context) -> bool:
    if kind is Kind.SHARE:
        return abs(value - computed) > context.campaign.options.rules.share_tolerance
    return abs(value - computed) > _ROUNDING * abs(computed)
