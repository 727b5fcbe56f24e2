"""This year's figures beside those of the former year, or of the baseline while there is no other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qpv_xlsx.domain.contract.campaign import PastResult
from qpv_xlsx.domain.contract.continuing import covering, is_on_present_map
from qpv_xlsx.domain.contract.measures import Kind, Measure, Nature, Perimeter
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.contract.ranges import possible_range
from qpv_xlsx.domain.findings import Code, Fact, Finding, Severity
from qpv_xlsx.domain.returned.answers import Answer
from qpv_xlsx.domain.returned.rules.context import Answers, Context, about, figure, is_commented, scales
from qpv_xlsx.domain.returned.rules.exchanged import as_exchanged
from qpv_xlsx.domain.returned.rules.milestones import milestone_went_back
from qpv_xlsx.domain.returned.rules.misplaced import misplaced

_DUST = 1e-12  # binary
_RECENT = 2  # years after the baseline within which it is a history; later it only tells of another unit
_TIMES = (10, 100, 1000)  # a comma forgotten, a percentage for a fraction, thousands for units
_NEAR = 1.3  # how far from such a factor a year may have taken the figure
_FAR = 2.0  # times more or less than the starting point: it is older than a year and was often counted otherwise
_LARGE = 100  # counts below it may well be ten times larger a year later


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """A figure and that of *year*, in the measure's unit, on the same perimeter as far as is known."""

    answer: Answer
    value: float
    previous: float
    year: int

    @property
    def quartier(self) -> str:
        """Where the figure was given; empty for the measure as a whole."""
        return self.answer.question.quartier


def strong_change(answers: Answers, context: Context) -> Iterator[Finding]:
    """C04: a relative change beyond the measure's threshold, or the campaign's. A comment makes it an information.

    Near a factor of 10, 100 or 1 000 the figure may be in another unit, and that one is proposed.
    """
    changes = [*as_exchanged([*_strong_changes(answers, context)])]
    yield from changes
    yield from misplaced(answers, context, {one.measure or "" for one in changes if not one.quartier})


def _strong_changes(answers: Answers, context: Context) -> Iterator[Finding]:
    settings = context.campaign.options.rules
    former = context.former
    for measure in context.measures:
        threshold = settings.strong_change if measure.change_threshold is None else measure.change_threshold
        start = _baseline(measure, context, former)
        is_alone = start is not None and not _has_value(former.get((measure.code, "")))
        for pair in _compared(answers, measure, context, start):
            if _is_strong(pair, threshold, measure.kind, settings.small_count):
                is_first = is_alone and pair.quartier == ""
                is_old = is_first and context.campaign.year - pair.year > _RECENT
                yield from _told_of_change(measure, pair, answers, is_first=is_first, is_old=is_old)
        if start is not None and not _has_territory(former.get((measure.code, ""))):
            yield from _territory_in_another_unit(answers, measure, start)


def cumulated_value_went_down(answers: Answers, context: Context) -> Iterator[Finding]:
    """C09: what is counted since the start of the contract cannot shrink, nor a milestone go back."""
    yield from milestone_went_back(answers, context)
    former = context.former
    for measure in context.measures:
        if measure.nature is Nature.CUMULATED and measure.kind.adds_up:
            for pair in _pairs(answers, measure, context, former):
                if pair.value < pair.previous:
                    yield _told(Code.C09, measure, pair, answers)


def _compared(answers: Answers, measure: Measure, context: Context, start: PastResult | None) -> Iterator[_Pair]:
    """Each figure beside the one before it; *start* goes before an older past, which keeps the whole territory's."""
    if start is None:
        yield from _pairs(answers, measure, context, context.former)
        return
    yield from _pairs(answers, measure, context, {**context.former, (measure.code, ""): start})
    for pair in _pairs(answers, measure, context, context.former):
        if pair.answer.question.field is Field.TERRITORY_VALUE and not pair.quartier:
            yield pair


def _has_value(past: PastResult | None) -> bool:
    return past is not None and past.value is not None


def _has_territory(past: PastResult | None) -> bool:
    return past is not None and past.territory_value is not None


def _territory_in_another_unit(answers: Answers, measure: Measure, start: PastResult) -> Iterator[Finding]:
    """A share of the whole territory has no start of its own; one ten times that of the measure may be a slip all the same."""
    answer = answers.get(Question(measure=measure.code, field=Field.TERRITORY_VALUE))
    value = figure(answers, measure, Field.TERRITORY_VALUE)
    if answer is None or value is None or start.value is None or not measure.kind.is_fraction:
        return
    pair = _Pair(answer=answer, value=value, previous=start.value, year=start.year)
    if (meant := _in_another_unit(pair, measure)) is not None:
        yield _told(Code.C04, measure, pair, answers, case="territory_unit", proposal=meant)


def _baseline(measure: Measure, context: Context, former: Mapping[tuple[str, str], PastResult]) -> PastResult | None:
    """The starting point as a history of the measure as a whole, while there is no later one."""
    baseline, past = measure.baseline, former.get((measure.code, ""))
    if not baseline.value or baseline.year is None:
        return None  # what starts from nothing can only change
    if measure.code in context.summed:
        return None  # that of all administrations together
    later = past.year if past is not None and _has_value(past) else None
    if baseline.year >= context.campaign.year or (later is not None and later >= baseline.year):
        return None
    return PastResult(
        year=baseline.year,
        territory=context.respondent.territory,
        measure=measure.code,
        value=baseline.value,
        perimeter=baseline.perimeter,
    )


def _is_strong(pair: _Pair, threshold: float, kind: Kind, small_count: int) -> bool:
    if pair.previous == 0:
        return abs(pair.value) >= small_count if kind is Kind.COUNT else False
    return abs(pair.value - pair.previous) > threshold * abs(pair.previous) + _DUST


def _told_of_change(
    measure: Measure, pair: _Pair, answers: Answers, *, is_first: bool, is_old: bool
) -> Iterator[Finding]:
    """An old starting point, or one of which nobody knows the perimeter, tells only of another unit; another one, of a figure far from it."""
    meant = _in_another_unit(pair, measure)
    if meant is not None:
        yield _told(Code.C04, measure, pair, answers, case="unit", proposal=meant)
    elif not is_first or (not is_old and measure.baseline.perimeter is not None and _is_far(pair)):
        yield _told(Code.C04, measure, pair, answers, case="baseline" if is_first else "")


def _is_far(pair: _Pair) -> bool:
    return not abs(pair.previous) / _FAR <= abs(pair.value) <= abs(pair.previous) * _FAR


def _in_another_unit(pair: _Pair, measure: Measure) -> float | None:
    """The figure ten, a hundred or a thousand times larger or smaller, where that is about what it was, and can be."""
    is_small = measure.kind is Kind.COUNT and max(pair.value, pair.previous) < _LARGE
    if pair.value == 0 or pair.previous == 0 or is_small:
        return None
    for times in _TIMES:
        for meant in (pair.value * times, pair.value / times):
            if 1 / _NEAR <= meant / pair.previous <= _NEAR:
                figure_meant = round(meant, 6)
                return figure_meant if _can_be(figure_meant, measure, pair.answer.question.field) else None
    return None


def _can_be(value: float, measure: Measure, field: Field) -> bool:
    """Whether *value* may be proposed for *field*."""
    is_whole = measure.kind is not Kind.COUNT or value == int(value)
    return is_whole and value in possible_range(measure, field)


def _told(code: Code, measure: Measure, pair: _Pair, answers: Answers, *, case: str = "", **facts: Fact) -> Finding:
    return about(
        code,
        measure,
        pair.answer.place,
        quartier=pair.quartier,
        case=case,
        field=pair.answer.question.field.value,
        severity=Severity.INFO if is_commented(answers, measure) else None,
        read=pair.answer.raw,
        value=pair.value,
        previous=pair.previous,
        previous_year=pair.year,
        **facts,
    )


def _pairs(
    answers: Answers,
    measure: Measure,
    context: Context,
    former: Mapping[tuple[str, str], PastResult],
) -> Iterator[_Pair]:
    for quartier in scales(measure, context.territory):
        past = former.get((measure.code, quartier))
        if past is None:
            continue
        for asked, previous in ((Field.VALUE, past.value), (Field.TERRITORY_VALUE, past.territory_value)):
            value = figure(answers, measure, asked, quartier)
            if value is None or previous is None:
                continue
            if _is_comparable(past, quartier, asked, answers, measure, context):
                answer = answers[Question(measure=measure.code, quartier=quartier, field=asked)]
                yield _Pair(answer=answer, value=value, previous=previous, year=past.year)


def _is_comparable(
    past: PastResult, quartier: str, asked: Field, answers: Answers, measure: Measure, context: Context
) -> bool:
    """Not across two perimeters, nor two maps: of the quartiers, or of the whole. The territory has neither."""
    if asked is Field.TERRITORY_VALUE:
        return True
    if quartier and not is_on_present_map(past, context.territory):
        return False
    if past.perimeter is None and not past.geography:
        return True
    said = answers.get(Question(measure=measure.code, field=Field.PERIMETER))
    told = said.value if said else measure.perimeter
    if told not in set(Perimeter):
        return False
    campaign, place = context.campaign, context.territory
    covered = covering(campaign, place.code, Perimeter(str(told)), campaign.year, place.geography)
    return covering(campaign, place.code, past.perimeter or measure.perimeter, past.year, past.geography) == covered
