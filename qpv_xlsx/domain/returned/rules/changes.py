"""This year's figures beside those of the former year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qpv_xlsx.domain.contract.campaign import PastResult
from qpv_xlsx.domain.contract.measures import Kind, Measure, Nature
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.findings import Code, Finding, Severity
from qpv_xlsx.domain.returned.answers import Answer
from qpv_xlsx.domain.returned.rules.context import Answers, Context, about, figure, is_commented, scales

_DUST = 1e-12  # binary


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """A figure and that of *year*, in the measure's unit, on the same perimeter as far as is known."""

    answer: Answer
    value: float
    previous: float
    year: int


def strong_change(answers: Answers, context: Context) -> Iterator[Finding]:
    """C04: a relative change beyond the measure's threshold, or the campaign's. A comment makes it an information."""
    settings = context.campaign.options.rules
    former = context.former
    for measure in context.measures:
        threshold = settings.strong_change if measure.change_threshold is None else measure.change_threshold
        for pair in _pairs(answers, measure, context, former):
            if _is_strong(pair, threshold, measure.kind, settings.small_count):
                yield _told(Code.C04, measure, pair, answers)


def cumulated_value_went_down(answers: Answers, context: Context) -> Iterator[Finding]:
    """C09: what is counted since the start of the contract cannot shrink."""
    former = context.former
    for measure in context.measures:
        if measure.nature is Nature.CUMULATED and measure.kind.adds_up:
            for pair in _pairs(answers, measure, context, former):
                if pair.value < pair.previous:
                    yield _told(Code.C09, measure, pair, answers)


def _is_strong(pair: _Pair, threshold: float, kind: Kind, small_count: int) -> bool:
    if pair.previous == 0:
        return abs(pair.value) >= small_count if kind is Kind.COUNT else False
    return abs(pair.value - pair.previous) > threshold * abs(pair.previous) + _DUST


def _told(code: Code, measure: Measure, pair: _Pair, answers: Answers) -> Finding:
    return about(
        code,
        measure,
        pair.answer.place,
        quartier=pair.answer.question.quartier,
        severity=Severity.INFO if is_commented(answers, measure) else None,
        read=pair.answer.raw,
        value=pair.value,
        previous=pair.previous,
        previous_year=pair.year,
    )


def _pairs(
    answers: Answers,
    measure: Measure,
    context: Context,
    former: Mapping[tuple[str, str], PastResult],
) -> Iterator[_Pair]:
    for quartier in scales(measure, context.territory):
        past = former.get((measure.code, quartier))
        if past is None or not _is_comparable(past, quartier, answers, measure, context):
            continue
        for asked, previous in ((Field.VALUE, past.value), (Field.TERRITORY_VALUE, past.territory_value)):
            value = figure(answers, measure, asked, quartier)
            if value is not None and previous is not None:
                answer = answers[Question(measure=measure.code, quartier=quartier, field=asked)]
                yield _Pair(answer=answer, value=value, previous=previous, year=past.year)


def _is_comparable(past: PastResult, quartier: str, answers: Answers, measure: Measure, context: Context) -> bool:
    """Not across two perimeters, nor for a quartier across two versions of the geography."""
    if quartier and past.geography not in {"", context.territory.geography}:
        return False
    perimeter = answers.get(Question(measure=measure.code, field=Field.PERIMETER))
    return past.perimeter is None or past.perimeter == (perimeter.value if perimeter else measure.perimeter)
