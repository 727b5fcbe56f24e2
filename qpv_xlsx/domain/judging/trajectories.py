"""The way of each measure over the years: figures that cover the same as this year's, and where they ought to arrive."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qpv_xlsx.domain.contract.campaign import Campaign, PastResult
from qpv_xlsx.domain.contract.continuing import on_present_map
from qpv_xlsx.domain.judging.assessment import Assessment, MeasureAssessment
from qpv_xlsx.domain.judging.courses import Course, course_in
from qpv_xlsx.domain.judging.rankings import covered_by, past_coverage

_FEWEST = 2  # one figure is no way


@dataclass(frozen=True, slots=True, kw_only=True)
class Trajectory:
    """*points*: (year, figure in the measure's unit), two at least, by year, the last of them this year's.

    *goal*: year and figure to reach; None: the target has no figure, or this year's cannot be compared with it.
    """

    row: MeasureAssessment
    points: tuple[tuple[int, float], ...]
    goal: tuple[int, float] | None


def trajectories(campaign: Campaign, assessment: Assessment) -> Iterator[Trajectory]:
    """Of each measure that has this year's figure and one it can be compared with, in campaign order."""
    past, measures = _figures_by_measure(campaign), campaign.catalogue.measure_by_code
    for row in assessment.rows.values():
        if row.is_waived or isinstance(row.value, bool) or not isinstance(row.value, int | float):
            continue
        measure = measures[row.measure]
        course = course_in(campaign, measure, row.territory, row.perimeter)
        covered = covered_by(campaign, measure, row)
        own = past.get((row.territory, row.measure), ())
        points = {} if course.usable_start is None else {course.start_year: course.usable_start}
        for one in own:
            if one.respondent in {None, row.respondent} and past_coverage(campaign, one, measure) == covered:
                points[one.year] = one.value or 0.0
        points = {year: figure for year, figure in points.items() if year < campaign.year}
        points[campaign.year] = row.value
        if len(points) >= _FEWEST:
            yield Trajectory(row=row, points=tuple(sorted(points.items())), goal=_goal(course, campaign.year))


def _goal(course: Course, year: int) -> tuple[int, float] | None:
    if course.goal is None or course.is_barred:
        return None
    return max(course.goal_year, year), course.goal


def _figures_by_measure(campaign: Campaign) -> Mapping[tuple[str, str], tuple[PastResult, ...]]:
    """Former figures of each measure as a whole, on today's map."""
    found: dict[tuple[str, str], tuple[PastResult, ...]] = {}
    for past in on_present_map(campaign, campaign.history):
        if past.value is not None and past.quartier is None and past.year < campaign.year:
            key = (past.territory, past.measure)
            found[key] = (*found.get(key, ()), past)
    return found
