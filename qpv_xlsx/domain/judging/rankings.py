"""The measures furthest from their target, and those that improved most since their last comparable figure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qpv_xlsx.domain.contract.campaign import Campaign, PastResult
from qpv_xlsx.domain.contract.measures import Direction, Measure
from qpv_xlsx.domain.judging.assessment import Assessment, Attainment, MeasureAssessment, Reason
from qpv_xlsx.domain.judging.courses import Course, Method, course_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A measure and what it is ranked by. *reference*: the target, or the former figure, of *year*.

    *change*: what is missing, as a part of the target; or what was won, as a part of the former figure. Always above 0.
    """

    row: MeasureAssessment
    value: float
    reference: float
    year: int
    change: float


def furthest(campaign: Campaign, assessment: Assessment, count: int = 10) -> tuple[Ranked, ...]:
    """The *count* measures furthest from their target, most distant first."""
    measures = campaign.catalogue.measure_by_code
    return _first(_distances(campaign, assessment, measures), count)


def most_improved(campaign: Campaign, assessment: Assessment, count: int = 10) -> tuple[Ranked, ...]:
    """The *count* measures that moved most in the right direction, by relative change."""
    measures = campaign.catalogue.measure_by_code
    return _first(_improvements(campaign, assessment, measures), count)


def _first(ranked: Iterable[Ranked], count: int) -> tuple[Ranked, ...]:
    order = sorted(ranked, key=lambda item: (-item.change, item.row.measure, item.row.territory, item.row.respondent))
    return tuple(order[:count])


def _distances(campaign: Campaign, assessment: Assessment, measures: Mapping[str, Measure]) -> Iterator[Ranked]:
    for row in assessment.rows.values():
        course = course_of(measures[row.measure], campaign.catalogue)
        if not _has_distance(row, course) or not isinstance(row.value, int | float) or row.target is None:
            continue
        missing = abs(row.target - row.value) / (abs(row.target) or 1.0)
        if missing > 0:
            yield Ranked(
                row=row,
                value=row.value,
                reference=row.target,
                year=row.target_year or campaign.catalogue.end,
                change=missing,
            )


def _has_distance(row: MeasureAssessment, course: Course) -> bool:
    """Whether the target is a figure that the value can be held against."""
    if row.is_waived or row.attainment is Attainment.REACHED or course.rule is Method.MILESTONE:
        return False
    if row.reason is Reason.PERIMETER:
        return course.is_absolute
    return row.reason in {None, Reason.NO_BASELINE, Reason.TOO_EARLY}


def _improvements(campaign: Campaign, assessment: Assessment, measures: Mapping[str, Measure]) -> Iterator[Ranked]:
    latest = _latest(campaign)
    for row in assessment.rows.values():
        course = course_of(measures[row.measure], campaign.catalogue)
        former = _former(latest.get((row.territory, row.measure)), course, measures[row.measure])
        if row.is_waived or not isinstance(row.value, int | float) or former is None or former[0] == 0:
            continue
        won = _won(measures[row.measure].direction, former[0], row.value)
        if won > 0:
            yield Ranked(row=row, value=row.value, reference=former[0], year=former[1], change=won)


def _latest(campaign: Campaign) -> Mapping[tuple[str, str], PastResult]:
    figures = (past for past in campaign.history if past.value is not None and past.quartier is None)
    before = (past for past in figures if past.year < campaign.year)
    return {(past.territory, past.measure): past for past in sorted(before, key=lambda past: past.year)}


def _former(past: PastResult | None, course: Course, measure: Measure) -> tuple[float, int] | None:
    """The last figure on the perimeter that is asked, and its year."""
    if past is not None and past.value is not None and past.perimeter in {None, measure.perimeter}:
        return past.value, past.year
    return None if course.usable_start is None else (course.usable_start, course.start_year)


def _won(direction: Direction, former: float, value: float) -> float:
    change = (value - former) / abs(former)
    match direction:
        case Direction.UP:
            return change
        case Direction.DOWN:
            return -change
        case Direction.STEADY:
            return 0.0
