"""The course of a measure: target, baseline and perimeters reduced to what judging a value needs.

The master workbook writes the same fields into its columns, so that its formulas and ``statuses`` read the same facts.
"""

from dataclasses import dataclass
from enum import StrEnum

from qpv_xlsx.domain.contract.catalogue import Catalogue
from qpv_xlsx.domain.contract.measures import Baseline, Direction, Kind, Measure, Perimeter
from qpv_xlsx.domain.contract.targets import AtMost, ChangeBy, Done, Maintain, MultiplyBy, PerYear, ReduceGapBy, Target
from qpv_xlsx.domain.judging.assessment import Reason
from qpv_xlsx.domain.judging.expected import deadline, is_absolute, target_value

SLACK = 1e-9  # relative to the goal, or absolute under 1: 100 + 10 % is 110.00000000000001 in binary figures


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
    *start*: None where the baseline has no figure. *goal*: None where the target has none, and for a milestone.
    *is_comparable*: start and value cover the same perimeter, as far as is known.
    *is_absolute*: the goal owes nothing to the baseline.
    """

    rule: Method
    direction: Direction
    start: float | None
    start_year: int
    goal: float | None
    goal_year: int
    is_absolute: bool
    is_comparable: bool = True
    reason: Reason | None = None

    @property
    def usable_start(self) -> float | None:
        """The baseline, where the value can be compared with it."""
        return self.start if self.is_comparable else None

    @property
    def starts_beyond(self) -> bool:
        """Whether the baseline already met the target: a floor (or a ceiling) to keep, not a way to go."""
        return self.rule is Method.PATH and self.usable_start is not None and self.is_met_by(self.usable_start)

    def is_met_by(self, value: float) -> bool:
        """Whether *value* meets the goal, on the side where it ought to be."""
        if self.goal is None:
            return False
        slack = SLACK * max(1.0, abs(self.goal))
        return value <= self.goal + slack if self.direction is Direction.DOWN else value >= self.goal - slack


def course_of(measure: Measure, catalogue: Catalogue, answered: Perimeter | None = None) -> Course:
    """The course of *measure*; *answered*: the perimeter that the answer says it covers, None: the one asked."""
    target, baseline = measure.target, _dated(measure.baseline, catalogue.baseline_year)
    goal = target_value(target, baseline, catalogue.end)
    rule = _rule(target)
    return Course(
        rule=rule,
        direction=_way(target, measure.direction),
        start=baseline.value,
        start_year=baseline.year or catalogue.baseline_year,
        goal=None if isinstance(goal, Reason) or rule is Method.MILESTONE else goal,
        goal_year=deadline(target, catalogue.end),
        is_absolute=is_absolute(target),
        is_comparable=baseline.perimeter in {None, answered or measure.perimeter},
        reason=_reason(measure, goal),
    )


def _dated(baseline: Baseline, year: int) -> Baseline:
    if baseline.year is not None:
        return baseline
    return Baseline(value=baseline.value, year=year, perimeter=baseline.perimeter)


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
    if not measure.is_confirmed:
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
        case AtMost():
            return Direction.DOWN
        case PerYear() | Done():
            return Direction.UP
        case _:
            return _leaning(target) if stored is Direction.STEADY else stored


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
