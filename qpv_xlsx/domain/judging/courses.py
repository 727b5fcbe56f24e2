"""The course of a measure: target, baseline and perimeters reduced to what judging a value needs.

The master workbook writes the same fields into its columns, so that its formulas and ``statuses`` read the same facts.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from qpv_xlsx.domain.contract.binary_figures import SLACK
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.catalogue import Catalogue, known
from qpv_xlsx.domain.contract.continuing import geography_of, joined_map
from qpv_xlsx.domain.contract.coverage import Coverage, coverage, map_of
from qpv_xlsx.domain.contract.in_force import measure_in_force
from qpv_xlsx.domain.contract.measures import Baseline, Direction, Kind, Measure, Nature, Perimeter
from qpv_xlsx.domain.contract.remembering import Same, forgettable
from qpv_xlsx.domain.contract.targets import (
    Above,
    AtMost,
    Below,
    ChangeBy,
    Done,
    Maintain,
    MultiplyBy,
    PerYear,
    ReduceGapBy,
    Target,
)
from qpv_xlsx.domain.judging.assessment import Reason
from qpv_xlsx.domain.judging.expected import deadline, is_absolute, target_value


class Method(StrEnum):
    """How a value is judged."""

    PATH = "chemin"  # on the straight line from baseline to target
    KEPT = "maintien"  # against the baseline, within the tolerance
    YEARLY = "annuel"  # each year alone, against the target
    MILESTONE = "etape"  # not started, ongoing, done


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What a value is judged by. Figures are in the measure's unit.

    *reason*: why no value can ever be judged; None: one can. *direction* is STEADY only under KEPT.
    *start*: None where the baseline has no figure. *precision*: unit of its last written digit, 0 where unknown.
    *goal*: None where the target has none, and for a milestone. *is_strict*: the goal itself is not enough.
    *is_absolute*: the goal owes nothing to the baseline.
    *broken*: why start and value cannot be compared. *off_goal*: why goal and value cannot. None: they can.
    """

    rule: Method
    direction: Direction
    start: float | None
    start_year: int
    precision: float
    goal: float | None
    goal_year: int
    is_strict: bool
    is_absolute: bool
    broken: Reason | None = None
    off_goal: Reason | None = None
    reason: Reason | None = None

    @property
    def is_comparable(self) -> bool:
        """Whether start and value cover the same perimeter."""
        return self.broken is None

    @property
    def usable_start(self) -> float | None:
        """The baseline, where the value can be compared with it."""
        return self.start if self.is_comparable else None

    @property
    def is_barred(self) -> bool:
        """Whether nothing can be said of this value."""
        return self.reason is not None or self.off_goal is not None

    @property
    def starts_beyond(self) -> bool:
        """Whether the baseline already was at the goal: a floor (or a ceiling) to keep, not a way to go."""
        if self.rule is not Method.PATH or self.usable_start is None or self.goal is None:
            return False
        return _signed(self.direction, self.usable_start - self.goal) >= -_slack(self.goal)

    def is_met_by(self, value: float) -> bool:
        """Whether *value* meets the goal, on the side where it ought to be."""
        if self.goal is None:
            return False
        beyond = _signed(self.direction, value - self.goal)
        return beyond > _slack(self.goal) if self.is_strict else beyond >= -_slack(self.goal)


def course_in(campaign: Campaign, measure: Measure, territory: str, answered: Perimeter | None = None) -> Course:
    """The course of *measure* this year: the target in force, the start as the coordinator decided on it."""
    return _known_course(Same(campaign), Same(measure), territory, answered)


@forgettable
@lru_cache(maxsize=1024)  # statuses, tables and lines of a territory all ask for it
def _known_course(here: Same[Campaign], asked: Same[Measure], territory: str, answered: Perimeter | None) -> Course:
    campaign = here.one
    measure = measure_in_force(campaign, asked.one, territory, campaign.year)
    present = map_of(geography_of(campaign, territory), campaign.year)
    joined = joined_map(campaign, territory)
    return _course_on_map(Same(measure), Same(campaign.catalogue), campaign.year, present, answered, joined)


@lru_cache(maxsize=2048)  # most territories have the same targets, and are on the same map
def _course_on_map(
    measure: Same[Measure],
    catalogue: Same[Catalogue],
    year: int,
    present: int,
    answered: Perimeter | None,
    joined: int | None,
) -> Course:
    geography = str(present)  # of a list of quartiers, its map is all that counts
    return course_of(measure.one, catalogue.one, year=year, geography=geography, answered=answered, joined=joined)


def course_of(
    measure: Measure,
    catalogue: Catalogue,
    *,
    year: int,
    geography: str = "",
    answered: Perimeter | None = None,
    joined: int | None = None,
) -> Course:
    """The course of *measure* for a value of *year*.

    *geography*: the name of the territory's list of quartiers. *answered*: the perimeter that the answer says it
    covers, None: the one asked. *joined*: see ``coverage``.
    """
    target, baseline = measure.target, start_of(measure, catalogue)
    goal = target_value(target, baseline, known(catalogue.end))
    rule, is_fixed = _rule(target), is_absolute(target)
    told = coverage(answered or measure.perimeter, year, geography, joined=joined)
    asked = coverage(measure.perimeter, year, geography, joined=joined)
    broken = _broken(baseline, told, joined)
    return Course(
        rule=rule,
        direction=_way(target, measure.direction),
        start=baseline.value,
        start_year=baseline.year or known(catalogue.baseline_year),
        precision=baseline.precision or 0.0,
        goal=None if isinstance(goal, Reason) or rule is Method.MILESTONE else goal,
        goal_year=deadline(target, known(catalogue.end)),
        is_strict=isinstance(target, Above | Below),
        is_absolute=is_fixed,
        broken=broken,
        off_goal=None if rule is Method.MILESTONE else (difference(asked, told) if is_fixed else broken),
        reason=_reason(measure, goal),
    )


def start_of(measure: Measure, catalogue: Catalogue) -> Baseline:
    """The baseline with its year. What is counted since the start of the contract was 0 before it, by definition.

    That is no start for a target relative to it: 20 % more than nothing would be reached by nothing.
    """
    baseline = measure.baseline
    is_counted = measure.nature is Nature.CUMULATED and measure.kind.adds_up
    if is_counted and baseline.value is None and is_absolute(measure.target):
        return Baseline(value=0.0, year=known(catalogue.start) - 1, perimeter=Perimeter.WHOLE)
    return baseline if baseline.year is not None else replace(baseline, year=known(catalogue.baseline_year))


def barred_course(course: Course, barred: Reason | None) -> Course:
    """*course* where *barred* says why nothing is judged by it; None: it is as it was.

    The start and the goal of several administrations are no one's own.
    """
    if barred is None:
        return course
    if barred is Reason.PART_OF_WHOLE:
        course = replace(course, start=None, goal=None)
    return replace(course, reason=course.reason or barred)


def has_target(course: Course) -> bool:
    """Whether there is something to attain: a figure, or a step to be done."""
    return course.reason in {None, Reason.NO_BASELINE, Reason.NOUGHT_START}


def difference(one: Coverage, other: Coverage) -> Reason | None:
    """Why figures that cover *one* and *other* are not compared; None: they are."""
    if one.perimeter is not other.perimeter:
        return Reason.PERIMETER
    return None if one == other else Reason.GEOGRAPHY


def _broken(baseline: Baseline, told: Coverage, joined: int | None) -> Reason | None:
    if baseline.value is None or baseline.year is None:
        return None
    if baseline.perimeter is None:
        return Reason.START_PERIMETER
    if baseline.value == 0 and baseline.perimeter is Perimeter.WHOLE:
        return None  # nothing in the whole territory is nothing in any part of it
    covered = coverage(baseline.perimeter, baseline.year, joined=joined)
    return difference(covered, told)


def _signed(direction: Direction, distance: float) -> float:
    return -distance if direction is Direction.DOWN else distance


def _slack(goal: float) -> float:
    return SLACK * max(1.0, abs(goal))


def _rule(target: Target) -> Method:
    match target:
        case Maintain():
            return Method.KEPT
        case PerYear():
            return Method.YEARLY
        case Done():
            return Method.MILESTONE
        case _:
            return Method.PATH


def _reason(measure: Measure, goal: float | Reason) -> Reason | None:
    if not measure.is_confirmed or measure.direction is Direction.UNTOLD:
        return Reason.NOT_CONFIRMED
    if isinstance(goal, Reason):
        return goal
    if isinstance(measure.target, Done):
        return None if measure.kind is Kind.MILESTONE else Reason.QUALITATIVE
    return None if measure.kind.is_number else Reason.QUALITATIVE


def _way(target: Target, stored: Direction) -> Direction:
    """The stored direction, where the target leaves a choice."""
    match target:
        case Maintain():
            return stored
        case AtMost() | Below():
            return Direction.DOWN
        case PerYear() | Done() | Above():
            return Direction.UP
        case _:
            return stored if stored in {Direction.UP, Direction.DOWN} else _leaning(target)


def _leaning(target: Target) -> Direction:
    """Where a target itself leads, for a measure that is stored as steady."""
    match target:
        case ChangeBy(amount=amount) if amount < 0:
            return Direction.DOWN
        case MultiplyBy(factor=factor) if factor < 1:
            return Direction.DOWN
        case ReduceGapBy():
            return Direction.DOWN
        case _:
            return Direction.UP
