"""The number a target leads to, and the value to be expected on the way there (method and sources: docs, « Statuts »)."""

from qpv_xlsx.domain.contract.measures import Baseline
from qpv_xlsx.domain.contract.targets import (
    Above,
    AtLeast,
    AtMost,
    Below,
    ChangeBy,
    Done,
    Maintain,
    MultiplyBy,
    PerYear,
    Qualitative,
    ReduceGapBy,
    Target,
    Undefined,
    YearlyIncrease,
)
from qpv_xlsx.domain.judging.assessment import Reason

DONE = 1.0  # what the target of a milestone is worth


def target_value(target: Target, baseline: Baseline, end_year: int) -> float | Reason:
    """The figure to be reached, in the measure's unit; or why there is none. *end_year*: deadline of a silent target."""
    match target:
        case (
            AtLeast(value=value) | Above(value=value) | AtMost(value=value) | Below(value=value) | PerYear(value=value)
        ):
            return value
        case Done():
            return DONE
        case Qualitative():
            return Reason.QUALITATIVE
        case Undefined():
            return Reason.NO_TARGET
        case _ if baseline.value is None:
            return Reason.NO_BASELINE
        case _:
            return _from_start(target, baseline.value, baseline.year, deadline(target, end_year))


def _is_multiple(target: Target) -> bool:
    """Whether the target is so many times the start: of nothing, that asks for nothing."""
    match target:
        case MultiplyBy():
            return True
        case ChangeBy(is_absolute=is_absolute):
            return not is_absolute
        case YearlyIncrease(in_points=in_points):
            return not in_points
        case _:
            return False


def _from_start(
    target: ChangeBy | MultiplyBy | ReduceGapBy | Maintain | YearlyIncrease,
    start: float,
    start_year: int | None,
    goal_year: int,
) -> float | Reason:
    if start == 0 and _is_multiple(target):
        return Reason.NOUGHT_START
    match target:
        case ChangeBy(amount=amount):
            return start + amount if target.is_absolute else start * (1 + amount)
        case MultiplyBy(factor=factor):
            return start * factor
        case ReduceGapBy(fraction=fraction):
            return start * (1 - fraction)
        case Maintain():
            return start
        case YearlyIncrease():
            return _after_increases(target, start, start_year, goal_year)


def deadline(target: Target, end_year: int) -> int:
    """The year by which the target is to be reached; the contract's end where the target is silent."""
    return end_year if target.year is None else target.year


def is_absolute(target: Target) -> bool:
    """Whether the figure to be reached owes nothing to the baseline."""
    return isinstance(target, AtLeast | Above | AtMost | Below | PerYear | Done)


def expected_value(*, start: float, start_year: int, goal: float, goal_year: int, year: int) -> float:
    """Expected value at *year*, on the straight line from *start* to *goal*, in the measure's unit.

    *year* is clamped to start_year..goal_year, both included. A deadline that is not after the start leaves only the goal.
    """
    if goal_year <= start_year:
        return goal
    return start + (goal - start) * (max(start_year, min(goal_year, year)) - start_year) / (goal_year - start_year)


def _after_increases(target: YearlyIncrease, start: float, start_year: int | None, goal_year: int) -> float | Reason:
    if start_year is None:
        return Reason.NO_BASELINE
    years = max(0, goal_year - start_year)
    return start + target.rate * years if target.in_points else float(start * (1 + target.rate) ** years)
