"""The figure that each kind of target leads to."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qpv_xlsx.domain.contract.measures import Baseline
from qpv_xlsx.domain.contract.targets import (
    AtLeast,
    AtMost,
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
from qpv_xlsx.domain.judging.expected import expected_value, target_value

CASES = {
    "at least 18 %": (AtLeast(value=0.18), None, 0.18),
    "at most 5": (AtMost(value=5), 8, 5),
    "20 % more": (ChangeBy(amount=0.2), 100, 120),
    "20 % less": (ChangeBy(amount=-0.2), 100, 80),
    "10 points more": (ChangeBy(amount=0.1, is_absolute=True), 0.3, 0.4),
    "20 % more than unknown": (ChangeBy(amount=0.2), None, Reason.NO_BASELINE),
    "twice": (MultiplyBy(factor=2), 7, 14),
    "twice nothing": (MultiplyBy(factor=2), 0, Reason.NOUGHT_START),
    "20 % more than nothing": (ChangeBy(amount=0.2), 0, Reason.NOUGHT_START),
    "half the gap": (ReduceGapBy(fraction=0.5), 0.163, 0.0815),
    "kept": (Maintain(), 42, 42),
    "kept at an unknown level": (Maintain(), None, Reason.NO_BASELINE),
    "two a year": (PerYear(value=2), None, 2),
    "5 % more each year, compounded over six years": (YearlyIncrease(rate=0.05), 100, 134.0095640625),
    "5 points more each year": (YearlyIncrease(rate=0.05, in_points=True), 0.3, 0.6),
    "yearly increase, own deadline": (YearlyIncrease(rate=0.1, year=2016), 100, 121),
    "a milestone is worth one": (Done(), None, 1.0),
    "words": (Qualitative(), 3, Reason.QUALITATIVE),
    "to be specified": (Undefined(), 3, Reason.NO_TARGET),
}


@pytest.mark.parametrize(("target", "start", "wanted"), CASES.values(), ids=CASES)
def test_target_value(target: Target, start: float | None, wanted: float | Reason) -> None:
    found = target_value(target, Baseline(value=start, year=2014), 2020)
    if isinstance(wanted, Reason) or isinstance(found, Reason):
        assert found is wanted
    else:
        assert math.isclose(found, wanted)


def test_increases_need_a_year_to_start_from() -> None:
    assert target_value(YearlyIncrease(rate=0.05), Baseline(value=3), 2020) is Reason.NO_BASELINE


PATH = {
    "half way": (2017, 115),
    "first year": (2014, 100),
    "before the first year": (2010, 100),
    "deadline": (2020, 130),
    "after the deadline": (2023, 130),
}


@pytest.mark.parametrize(("year", "wanted"), PATH.values(), ids=PATH)
def test_expected_value_is_on_the_straight_line(year: int, wanted: float) -> None:
    assert math.isclose(expected_value(start=100, start_year=2014, goal=130, goal_year=2020, year=year), wanted)


def test_a_deadline_before_the_start_leaves_the_goal() -> None:
    assert expected_value(start=100, start_year=2014, goal=130, goal_year=2014, year=2015) == 130


@given(start=st.floats(-1e6, 1e6), goal=st.floats(-1e6, 1e6), year=st.integers(2000, 2040))
def test_expected_value_stays_between_start_and_goal(start: float, goal: float, year: int) -> None:
    found = expected_value(start=start, start_year=2014, goal=goal, goal_year=2020, year=year)
    slack = 1e-9 * max(1, abs(start), abs(goal))
    assert min(start, goal) - slack <= found <= max(start, goal) + slack
