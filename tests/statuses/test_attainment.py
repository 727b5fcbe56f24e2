"""« Avancement »: a table of cases for each kind of target. Baselines are of 2014, the contract ends in 2020."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qpv_xlsx.domain.contract.catalogue import Catalogue
from qpv_xlsx.domain.contract.measures import Baseline, Direction, Kind, Measure, Perimeter, Progress
from qpv_xlsx.domain.contract.options import Thresholds
from qpv_xlsx.domain.contract.questions import Value
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
from qpv_xlsx.domain.judging.assessing import composite
from qpv_xlsx.domain.judging.assessment import Attainment, Reason
from qpv_xlsx.domain.judging.courses import course_of
from qpv_xlsx.domain.judging.statuses import Judgement, attainment, judgement

UP, DOWN, STEADY = Direction.UP, Direction.DOWN, Direction.STEADY
REACHED, ON_TRACK, WATCH = Attainment.REACHED, Attainment.ON_TRACK, Attainment.WATCH
LATE, AWAY = Attainment.LATE, Attainment.MOVING_AWAY
CATALOGUE = Catalogue(title="", baseline_year=2014, start=2015, end=2020, conventions=())
Verdict = Attainment | Reason


def measure(
    target: Target,
    direction: Direction = UP,
    start: float | None = None,
    *,
    kind: Kind = Kind.COUNT,
    perimeter: Perimeter | None = None,
) -> Measure:
    baseline = Baseline(value=start, perimeter=perimeter)
    return Measure(code="X-01", label="", kind=kind, unit="", direction=direction, baseline=baseline, target=target)


def judged(
    target: Target,
    direction: Direction,
    start: float | None,
    value: Value | None,
    year: int = 2017,
    *,
    kind: Kind = Kind.COUNT,
    perimeter: Perimeter | None = None,
) -> Judgement:
    asked = measure(target, direction, start, kind=kind, perimeter=perimeter)
    return judgement(course_of(asked, CATALOGUE), value, year, Thresholds())


def verdict(found: Judgement) -> Verdict:
    assert (found.reason is None) is (found.attainment is not Attainment.NOT_ASSESSABLE)
    return found.reason or found.attainment


# Half way (2017), from 100 to 200: 150 is expected.
PATH: dict[str, tuple[float | None, int, Verdict]] = {
    "already met before the deadline": (200, 2015, REACHED),
    "met in the baseline year": (200, 2014, REACHED),
    "better than target": (260, 2017, REACHED),
    "as expected": (150, 2017, ON_TRACK),
    "at the bound of 95 %": (147.5, 2017, ON_TRACK),
    "just under 95 %": (147.4, 2017, WATCH),
    "at the bound of 60 %": (130, 2017, WATCH),
    "just under 60 %": (129.9, 2017, LATE),
    "not moved": (100, 2017, LATE),
    "under the baseline": (99, 2017, AWAY),
    "baseline year": (150, 2014, Reason.TOO_EARLY),
    "before the baseline year": (150, 2013, Reason.TOO_EARLY),
    "almost there at the deadline": (199, 2020, ON_TRACK),
    "half way at the deadline": (150, 2020, LATE),
    "half way after the deadline": (150, 2022, LATE),
    "no value": (None, 2017, Reason.NO_VALUE),
}


@pytest.mark.parametrize(("value", "year", "wanted"), PATH.values(), ids=PATH)
def test_at_least(value: float | None, year: int, wanted: Verdict) -> None:
    assert verdict(judged(AtLeast(value=200), UP, 100, value, year)) == wanted


@pytest.mark.parametrize(("value", "year", "wanted"), PATH.values(), ids=PATH)
def test_at_most_is_the_mirror_image(value: float | None, year: int, wanted: Verdict) -> None:
    mirrored = None if value is None else -value
    assert verdict(judged(AtMost(value=-200), UP, -100, mirrored, year)) == wanted


FLOOR: dict[str, tuple[Target, Direction, float, float, int, Verdict]] = {
    "89 % for a floor of 75 %, still above": (AtLeast(value=0.75), UP, 0.89, 0.80, 2017, REACHED),
    "89 % for a floor of 75 %, now under": (AtLeast(value=0.75), UP, 0.89, 0.74, 2017, AWAY),
    "89 % for a floor of 75 %, under in the baseline year": (
        AtLeast(value=0.75),
        UP,
        0.89,
        0.7,
        2014,
        Reason.TOO_EARLY,
    ),
    "baseline exactly at the floor": (AtLeast(value=10), UP, 10, 10, 2017, REACHED),
    "ceiling of 5, at 3 in 2014, still under": (AtMost(value=5), DOWN, 3, 4, 2017, REACHED),
    "ceiling of 5, at 3 in 2014, now above": (AtMost(value=5), DOWN, 3, 6, 2017, AWAY),
}


@pytest.mark.parametrize(("target", "way", "start", "value", "year", "wanted"), FLOOR.values(), ids=FLOOR)
def test_target_met_by_the_baseline(
    target: Target, way: Direction, start: float, value: float, year: int, wanted: Verdict
) -> None:
    found = judged(target, way, start, value, year)
    assert verdict(found) == wanted
    assert found.attained == (1.0 if wanted == REACHED else 0.0)
    assert found.pace is None


RELATIVE: dict[str, tuple[Target, Direction, float | None, float, int, Verdict]] = {
    "10 % more, exactly reached in spite of binary figures": (ChangeBy(amount=0.1), UP, 100, 110, 2017, REACHED),
    "10 % more, half way": (ChangeBy(amount=0.1), UP, 100, 105, 2017, ON_TRACK),
    "20 % fewer, half way": (ChangeBy(amount=-0.2), DOWN, 100, 90, 2017, ON_TRACK),
    "20 % fewer, rising": (ChangeBy(amount=-0.2), DOWN, 100, 104, 2017, AWAY),
    "20 % fewer of a measure stored as steady": (ChangeBy(amount=-0.2), STEADY, 100, 80, 2017, REACHED),
    "10 points more": (ChangeBy(amount=0.1, is_absolute=True), UP, 0.3, 0.4, 2017, REACHED),
    "doubled": (MultiplyBy(factor=2), UP, 7, 14, 2017, REACHED),
    "doubling, late": (MultiplyBy(factor=2), UP, 7, 8, 2017, LATE),
    "doubling nothing leaves nothing to do": (MultiplyBy(factor=2), UP, 0, 0, 2017, REACHED),
    "no baseline to double": (MultiplyBy(factor=2), UP, None, 8, 2017, Reason.NO_BASELINE),
    "gap halved": (ReduceGapBy(fraction=0.5), DOWN, 0.16, 0.08, 2017, REACHED),
    "gap closing in time": (ReduceGapBy(fraction=0.5), DOWN, 0.16, 0.12, 2017, ON_TRACK),
    "gap widening": (ReduceGapBy(fraction=0.5), DOWN, 0.16, 0.17, 2017, AWAY),
    "gap reversed": (ReduceGapBy(fraction=0.5), DOWN, 0.16, -0.02, 2017, REACHED),
    "5 % a year, on the line": (YearlyIncrease(rate=0.05), UP, 100, 117.1, 2017, ON_TRACK),
    "5 % a year, behind": (YearlyIncrease(rate=0.05), UP, 100, 112, 2017, WATCH),
    "a point a year": (YearlyIncrease(rate=0.01, in_points=True), UP, 0.10, 0.13, 2017, ON_TRACK),
}


@pytest.mark.parametrize(("target", "way", "start", "value", "year", "wanted"), RELATIVE.values(), ids=RELATIVE)
def test_relative_targets(
    target: Target, way: Direction, start: float | None, value: float, year: int, wanted: Verdict
) -> None:
    assert verdict(judged(target, way, start, value, year, kind=Kind.RATIO)) == wanted


WITHOUT_BASELINE: dict[str, tuple[float, int, Verdict]] = {
    "reached": (200, 2015, REACHED),
    "not reached, in time": (150, 2019, Reason.NO_BASELINE),
    "not reached at the deadline": (150, 2020, LATE),
    "not reached after the deadline": (150, 2021, LATE),
}


@pytest.mark.parametrize(("value", "year", "wanted"), WITHOUT_BASELINE.values(), ids=WITHOUT_BASELINE)
def test_absolute_target_without_baseline(value: float, year: int, wanted: Verdict) -> None:
    found = judged(AtLeast(value=200), UP, None, value, year)
    assert verdict(found) == wanted
    assert found.expected is None


PERIMETERS: dict[str, tuple[Target, float, int, Verdict]] = {
    "absolute, reached": (AtLeast(value=200), 200, 2017, REACHED),
    "absolute, in time": (AtLeast(value=200), 150, 2017, Reason.PERIMETER),
    "absolute, at the deadline": (AtLeast(value=200), 150, 2020, LATE),
    "floor met by the other perimeter's baseline": (AtLeast(value=80), 70, 2017, Reason.PERIMETER),
    "relative, however high": (ChangeBy(amount=0.2), 500, 2017, Reason.PERIMETER),
    "relative, at the deadline": (ChangeBy(amount=0.2), 50, 2020, Reason.PERIMETER),
    "kept": (Maintain(), 100, 2017, Reason.PERIMETER),
    "each year alone needs no baseline": (PerYear(value=2), 2, 2017, REACHED),
}


@pytest.mark.parametrize(("target", "value", "year", "wanted"), PERIMETERS.values(), ids=PERIMETERS)
def test_perimeter_not_comparable(target: Target, value: float, year: int, wanted: Verdict) -> None:
    assert verdict(judged(target, UP, 100, value, year, perimeter=Perimeter.ZUS)) == wanted


def test_the_answered_perimeter_counts_before_the_asked_one() -> None:
    asked = measure(AtLeast(value=200), UP, 100, perimeter=Perimeter.ZUS)
    assert course_of(asked, CATALOGUE, Perimeter.ZUS).is_comparable
    assert not course_of(asked, CATALOGUE, Perimeter.QPV).is_comparable
    assert not course_of(asked, CATALOGUE).is_comparable


KEPT: dict[str, tuple[Direction, float, float, int, Verdict]] = {
    "kept exactly": (UP, 100, 100, 2017, REACHED),
    "better": (UP, 100, 180, 2017, REACHED),
    "within the tolerance": (UP, 100, 95, 2017, REACHED),
    "within twice the tolerance": (UP, 100, 90, 2017, WATCH),
    "beyond": (UP, 100, 89, 2017, AWAY),
    "beyond, in the baseline year": (UP, 100, 89, 2014, Reason.TOO_EARLY),
    "falling is good": (DOWN, 100, 20, 2017, REACHED),
    "rising beyond": (DOWN, 100, 111, 2017, AWAY),
    "rising within twice the tolerance": (DOWN, 100, 108, 2017, WATCH),
    "steady, above": (STEADY, 100, 106, 2017, WATCH),
    "steady, far below": (STEADY, 100, 60, 2017, AWAY),
    "steady, kept": (STEADY, 100, 104, 2017, REACHED),
    "zero kept": (STEADY, 0, 0, 2017, REACHED),
    "zero left": (STEADY, 0, 1, 2017, AWAY),
    "zero left upwards, which is good": (UP, 0, 1, 2017, REACHED),
    "a negative level, worse": (UP, -10, -12, 2017, AWAY),
}


@pytest.mark.parametrize(("way", "start", "value", "year", "wanted"), KEPT.values(), ids=KEPT)
def test_maintain(way: Direction, start: float, value: float, year: int, wanted: Verdict) -> None:
    found = judged(Maintain(), way, start, value, year)
    assert verdict(found) == wanted
    assert found.expected == start
    assert found.attained == float(wanted == REACHED)


YEARLY: dict[str, tuple[float, Verdict]] = {
    "as many as wanted": (20, REACHED),
    "more": (30, REACHED),
    "95 %": (19, ON_TRACK),
    "60 %": (12, WATCH),
    "less": (11, LATE),
    "none": (0, LATE),
}


@pytest.mark.parametrize("year", [2014, 2017, 2022])
@pytest.mark.parametrize(("value", "wanted"), YEARLY.values(), ids=YEARLY)
def test_per_year_judges_each_year_alone(value: float, wanted: Verdict, year: int) -> None:
    assert verdict(judged(PerYear(value=20), UP, None, value, year)) == wanted


MILESTONES: dict[str, tuple[Value | None, int, Verdict]] = {
    "done": (Progress.DONE, 2015, REACHED),
    "done as a plain word": ("fait", 2015, REACHED),
    "ongoing": (Progress.ONGOING, 2017, ON_TRACK),
    "not started": (Progress.NOT_STARTED, 2017, WATCH),
    "ongoing at the deadline": (Progress.ONGOING, 2020, LATE),
    "not started after the deadline": (Progress.NOT_STARTED, 2021, LATE),
    "not answered": (None, 2021, Reason.NO_VALUE),
}


@pytest.mark.parametrize(("value", "year", "wanted"), MILESTONES.values(), ids=MILESTONES)
def test_milestone(value: Value | None, year: int, wanted: Verdict) -> None:
    assert verdict(judged(Done(), UP, None, value, year, kind=Kind.MILESTONE)) == wanted


UNJUDGED: dict[str, tuple[Measure, Value | None, Reason]] = {
    "words for a target": (measure(Qualitative(), UP, 3), 4, Reason.QUALITATIVE),
    "no target": (measure(Undefined(), UP, 3), 4, Reason.NO_TARGET),
    "no target and no value": (measure(Undefined(), UP, 3), None, Reason.NO_TARGET),
    "words for a value": (measure(AtLeast(value=3), kind=Kind.TEXT), "beaucoup", Reason.QUALITATIVE),
    "a milestone for a figure": (measure(Done(), kind=Kind.COUNT), 4, Reason.QUALITATIVE),
    "a figure for a milestone": (measure(AtLeast(value=1), kind=Kind.MILESTONE), "fait", Reason.QUALITATIVE),
    "to be confirmed": (
        Measure(
            code="X", label="", kind=Kind.COUNT, unit="", direction=UP, target=AtLeast(value=3), is_confirmed=False
        ),
        4,
        Reason.NOT_CONFIRMED,
    ),
}


@pytest.mark.parametrize(("asked", "value", "reason"), UNJUDGED.values(), ids=UNJUDGED)
def test_what_no_value_can_settle(asked: Measure, value: Value | None, reason: Reason) -> None:
    assert attainment(course_of(asked, CATALOGUE), value, 2017, Thresholds()) is reason


def test_rates_beside_the_status() -> None:
    found = judged(AtLeast(value=200), UP, 100, 130)
    assert (found.expected, found.attained, found.pace) == (150, 0.3, 0.6)
    assert judged(AtLeast(value=200), UP, 100, 80).attained == 0
    assert judged(AtLeast(value=200), UP, 100, 260).attained == 1


def test_thresholds_are_the_coordinators() -> None:
    course = course_of(measure(AtLeast(value=200), UP, 100), CATALOGUE)
    assert attainment(course, 130, 2017, Thresholds()) is WATCH
    assert attainment(course, 130, 2017, Thresholds(on_track=0.6, watch=0.3)) is ON_TRACK


@given(st.floats(0, 400), st.floats(0, 400), st.integers(2015, 2025))
def test_a_better_value_is_never_judged_worse(one: float, other: float, year: int) -> None:
    order = [AWAY, LATE, WATCH, ON_TRACK, REACHED]
    worse, better = (judged(AtLeast(value=200), UP, 100, value, year).attainment for value in sorted((one, other)))
    assert order.index(worse) <= order.index(better)


@given(st.floats(1e-3, 1e6), st.floats(-0.9, 3).filter(lambda amount: abs(amount) > 1e-3))
def test_the_goal_itself_is_always_reached(start: float, amount: float) -> None:
    way = UP if amount > 0 else DOWN
    course = course_of(measure(ChangeBy(amount=amount), way, start), CATALOGUE)
    assert course.goal is not None
    assert attainment(course, float(f"{course.goal:.15g}"), 2016, Thresholds()) is REACHED
    assert math.isclose(course.goal, start * (1 + amount))


COMPOSITES: dict[str, tuple[tuple[Attainment, ...], Attainment]] = {
    "all attained": ((REACHED, REACHED), REACHED),
    "one is late": ((REACHED, LATE, ON_TRACK), LATE),
    "one cannot be assessed": ((REACHED, Attainment.NOT_ASSESSABLE), Attainment.NOT_ASSESSABLE),
    "one cannot be assessed, one is late": ((LATE, Attainment.NOT_ASSESSABLE), LATE),
    "none": ((), Attainment.NOT_ASSESSABLE),
}


@pytest.mark.parametrize(("statuses", "wanted"), COMPOSITES.values(), ids=COMPOSITES)
def test_a_composite_is_attained_only_if_all_its_measures_are(
    statuses: tuple[Attainment, ...], wanted: Attainment
) -> None:
    assert composite(statuses) is wanted
