"""The measures that call for attention, and those that improved most since their last comparable figure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qpv_xlsx.domain.contract.campaign import Campaign, PastResult
from qpv_xlsx.domain.contract.continuing import covering, geography_of
from qpv_xlsx.domain.contract.coverage import Coverage
from qpv_xlsx.domain.contract.measures import Direction, Measure
from qpv_xlsx.domain.contract.pasts import own_past
from qpv_xlsx.domain.contract.several import groups_of, wholes_of
from qpv_xlsx.domain.judging.assessment import Assessment, Attainment, MeasureAssessment
from qpv_xlsx.domain.judging.courses import Course, course_in

ATTENTION = (Attainment.MISSED, Attainment.MOVING_AWAY, Attainment.LATE)
"""What calls for attention, the gravest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A measure that improved. *reference*: the former figure, of *year*. *change*: part of it that was won, above 0."""

    row: MeasureAssessment
    value: float
    reference: float
    year: int
    change: float


def points_of_attention(assessment: Assessment) -> tuple[MeasureAssessment, ...]:
    """Every measure in one of the states of ATTENTION, the gravest first, then in campaign order."""
    rows = [row for row in assessment.rows.values() if row.attainment in ATTENTION and not row.is_waived]
    return tuple(sorted(rows, key=lambda row: ATTENTION.index(row.attainment)))


def most_improved(campaign: Campaign, assessment: Assessment, count: int = 10) -> tuple[Ranked, ...]:
    """The *count* measures that moved most in the right direction, by relative change; none that cannot be judged."""
    measures = campaign.catalogue.measure_by_code
    ranked = _improvements(campaign, assessment, measures)
    order = sorted(ranked, key=lambda item: (-item.change, item.row.measure, item.row.territory, item.row.respondent))
    return tuple(order[:count])


def _improvements(campaign: Campaign, assessment: Assessment, measures: Mapping[str, Measure]) -> Iterator[Ranked]:
    everybody = (*campaign.respondents, *wholes_of(campaign, groups_of(campaign)))
    past = {one.code: _by_measure(own_past(campaign, one), campaign.year) for one in everybody}
    none: tuple[PastResult, ...] = ()
    for row in assessment.rows.values():
        if row.is_waived or not row.attainment.is_verdict or not isinstance(row.value, int | float):
            continue
        measure = measures[row.measure]
        course = course_in(campaign, measure, row.territory, row.perimeter)
        covered = covered_by(campaign, measure, row)
        own = past[row.respondent].get(row.measure, none)
        comparable = (one for one in own if past_coverage(campaign, one, measure) == covered)
        former = _former(comparable, course)
        if former is None or former[0] == 0:
            continue
        won = _won(measure.direction, former[0], row.value)
        if won > 0:
            yield Ranked(row=row, value=row.value, reference=former[0], year=former[1], change=won)


def covered_by(campaign: Campaign, measure: Measure, row: MeasureAssessment) -> Coverage:
    """What this year's answer covers: the perimeter it says, or the one that was asked."""
    geography = geography_of(campaign, row.territory)
    return covering(campaign, row.territory, row.perimeter or measure.perimeter, campaign.year, geography)


def past_coverage(campaign: Campaign, past: PastResult, measure: Measure) -> Coverage:
    """What a former figure covers."""
    return covering(campaign, past.territory, past.perimeter or measure.perimeter, past.year, past.geography)


def _by_measure(pasts: Iterable[PastResult], year: int) -> Mapping[str, tuple[PastResult, ...]]:
    """Former figures of each measure as a whole, the latest first."""
    found: dict[str, tuple[PastResult, ...]] = {}
    figures = (past for past in pasts if past.value is not None and past.quartier is None and past.year < year)
    for past in sorted(figures, key=lambda past: -past.year):
        found[past.measure] = (*found.get(past.measure, ()), past)
    return found


def _former(comparable: Iterable[PastResult], course: Course) -> tuple[float, int] | None:
    """The last figure that covers the same, and its year. *comparable*: former ones, the latest first."""
    for past in comparable:
        if past.value is not None:
            return past.value, past.year
    return None if course.usable_start is None else (course.usable_start, course.start_year)


def _won(direction: Direction, former: float, value: float) -> float:
    change = (value - former) / abs(former)
    match direction:
        case Direction.UP:
            return change
        case Direction.DOWN:
            return -change
        case Direction.STEADY | Direction.UNTOLD:
            return 0.0
