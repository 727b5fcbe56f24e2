"""« Avancement »: a table of cases for each kind of target. Baselines are of 2014, the contract ends in 2020."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qpv_xlsx.domain.contract.catalogue import Catalogue
from qpv_xlsx.domain.contract.measures import Baseline, Direction, Kind, Measure, Nature, Perimeter, Progress
from qpv_xlsx.domain.contract.options import Thresholds
from qpv_xlsx.domain.contract.questions import Value
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
from qpv_xlsx.domain.judging.assessment import Attainment, Reason
from qpv_xlsx.domain.judging.courses import Course, course_of
from qpv_xlsx.domain.judging.indicators import composite
from qpv_xlsx.domain.judging.statuses import Judgement, attainment, judgement

UP, DOWN, STEADY = Direction.UP, Direction.DOWN, Direction.STEADY
REACHED, ON_TRACK, WATCH = Attainment.REACHED, Attainment.ON_TRACK, Attainment.WATCH
LATE, AWAY = Attainment.LATE, Attainment.MOVING_AWAY
NOT_YET, MISSED = Attainment.NOT_YET, Attainment.MISSED
CATALOGUE = Catalogue(title="", baseline_year=2014, start=2015, end=2020, conventions=())
Verdict = Attainment | Reason


def measure(
    target: Target,
    direction: Direction = UP,
    start: float | None = None,
    *,
    kind: Kind = Kind.COUNT,
    perimeter: Perimeter | None = Perimeter.QPV,
    precision: float | None = None,
) -> Measure:
    baseline = Baseline(value=start, perimeter=perimeter, precision=precision)
    return Measure(code="X-01", label="", kind=kind, unit="", direction=direction, baseline=baseline, target=target)


def judged(
    target: Target,
    direction: Direction,
    start: float | None,
    value: Value | None,
    year: int = 2017,
    *,
    kind: Kind = Kind.COUNT,
    perimeter: Perimeter | None = Perimeter.QPV,
    precision: float | None = None,
    geography: str = "",
    answered: Perimeter | None = None,
) -> Judgement:
    asked = measure(target, direction, start, kind=kind, perimeter=perimeter, precision=precision)
    course = course_of(asked, CATALOGUE, year=year, geography=geography, answered=answered)
    return judgement(course, value, year, Thresholds())


def course(asked: Measure) -> Course:
    return course_of(asked, CATALOGUE, year=2017)


def verdict(found: Judgement) -> Verdict:
    assert (found.reason is not None) is (found.attainment in {Attainment.NOT_ASSESSABLE, NOT_YET})
    return found.attainment if found.attainment.is_verdict else found.reason or found.attainment


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
    "under the baseline, within the tolerance": (95, 2017, LATE),
    "under the baseline": (94.9, 2017, AWAY),
    "baseline year": (150, 2014, Reason.TOO_EARLY),
    "before the baseline year": (150, 2013, Reason.TOO_EARLY),
    "almost there the year before the deadline": (199, 2019, ON_TRACK),
    "almost there at the deadline": (199.9, 2020, MISSED),
    "half way after the deadline": (150, 2022, MISSED),
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
    "a floor lost by less than the tolerance": (AtLeast(value=0.3), UP, 0.3, 0.299, 2017, LATE),
    "a floor lost at the deadline, by however little": (AtLeast(value=0.3), UP, 0.3, 0.299, 2020, MISSED),
    "to pass what the baseline was": (Above(value=5), UP, 5, 5, 2017, LATE),
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
    "20 % fewer, rising": (ChangeBy(amount=-0.2), DOWN, 100, 106, 2017, AWAY),
    "20 % fewer, rising within the tolerance": (ChangeBy(amount=-0.2), DOWN, 100, 104, 2017, LATE),
    "20 % fewer of a measure stored as steady": (ChangeBy(amount=-0.2), STEADY, 100, 80, 2017, REACHED),
    "10 points more": (ChangeBy(amount=0.1, is_absolute=True), UP, 0.3, 0.4, 2017, REACHED),
    "doubled": (MultiplyBy(factor=2), UP, 7, 14, 2017, REACHED),
    "doubling, late": (MultiplyBy(factor=2), UP, 7, 8, 2017, LATE),
    "twice nothing asks for nothing, whatever comes": (MultiplyBy(factor=2), UP, 0, 0, 2017, Reason.NOUGHT_START),
    "10 % more than nothing": (ChangeBy(amount=0.1), UP, 0, 5, 2017, Reason.NOUGHT_START),
    "5 % a year from nothing, at the deadline": (YearlyIncrease(rate=0.05), UP, 0, 0, 2020, Reason.NOUGHT_START),
    "10 more than nothing": (ChangeBy(amount=10, is_absolute=True), UP, 0, 5, 2017, ON_TRACK),
    "two more each year, from nothing": (YearlyIncrease(rate=2, in_points=True), UP, 0, 6, 2017, ON_TRACK),
    "no gap, halved": (ReduceGapBy(fraction=0.5), DOWN, 0, 0, 2017, REACHED),
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
    "not reached, in time": (150, 2019, NOT_YET),
    "not reached at the deadline": (150, 2020, MISSED),
    "not reached after the deadline": (150, 2021, MISSED),
}


@pytest.mark.parametrize(("value", "year", "wanted"), WITHOUT_BASELINE.values(), ids=WITHOUT_BASELINE)
def test_absolute_target_without_baseline(value: float, year: int, wanted: Verdict) -> None:
    found = judged(AtLeast(value=200), UP, None, value, year)
    assert verdict(found) == wanted
    assert found.expected is None


PERIMETERS: dict[str, tuple[Target, float, int, Verdict]] = {
    "absolute, reached": (AtLeast(value=200), 200, 2017, REACHED),
    "absolute, in time": (AtLeast(value=200), 150, 2017, NOT_YET),
    "absolute, at the deadline": (AtLeast(value=200), 150, 2020, MISSED),
    "floor met by the other perimeter's baseline": (AtLeast(value=80), 70, 2017, NOT_YET),
    "relative, however high": (ChangeBy(amount=0.2), 500, 2017, Reason.PERIMETER),
    "relative, at the deadline": (ChangeBy(amount=0.2), 50, 2020, Reason.PERIMETER),
    "kept": (Maintain(), 100, 2017, Reason.PERIMETER),
    "each year alone needs no baseline": (PerYear(value=2), 2, 2017, REACHED),
}


@pytest.mark.parametrize(("target", "value", "year", "wanted"), PERIMETERS.values(), ids=PERIMETERS)
def test_start_on_another_perimeter(target: Target, value: float, year: int, wanted: Verdict) -> None:
    assert verdict(judged(target, UP, 100, value, year, perimeter=Perimeter.ZUS)) == wanted


@pytest.mark.parametrize(("target", "value", "year", "wanted"), PERIMETERS.values(), ids=PERIMETERS)
def test_a_start_whose_perimeter_nobody_wrote_is_not_comparable(
    target: Target, value: float, year: int, wanted: Verdict
) -> None:
    found = judged(target, UP, 100, value, year, perimeter=None)
    assert verdict(found) == (Reason.START_PERIMETER if wanted is Reason.PERIMETER else wanted)
    assert found.pace is None or isinstance(target, PerYear)


ANSWERED: dict[str, tuple[Target, Perimeter | None, Perimeter, Verdict]] = {
    "as asked": (AtLeast(value=200), Perimeter.QPV, Perimeter.QPV, REACHED),
    "by the name of the map in force": (AtLeast(value=200), Perimeter.QPV, Perimeter.QPV_2015, REACHED),
    "another one than the target's": (AtLeast(value=200), Perimeter.QPV, Perimeter.WHOLE, Reason.PERIMETER),
    "the baseline's, for a target of its own": (AtLeast(value=200), Perimeter.WHOLE, Perimeter.WHOLE, Reason.PERIMETER),
    "the baseline's, for a target made from it": (ChangeBy(amount=0.1), Perimeter.WHOLE, Perimeter.WHOLE, REACHED),
    "the other map": (AtLeast(value=200), Perimeter.QPV, Perimeter.QPV_2024, Reason.GEOGRAPHY),
    "the other map, for a target made from the baseline": (
        ChangeBy(amount=0.1),
        Perimeter.QPV,
        Perimeter.QPV_2024,
        Reason.GEOGRAPHY,
    ),
    "each year alone": (PerYear(value=2), None, Perimeter.WHOLE, Reason.PERIMETER),
}


@pytest.mark.parametrize(("target", "start", "answered", "wanted"), ANSWERED.values(), ids=ANSWERED)
def test_answer_on_another_perimeter_than_the_targets(
    target: Target, start: Perimeter | None, answered: Perimeter, wanted: Verdict
) -> None:
    found = judged(target, UP, 100, 250, perimeter=start, answered=answered)
    assert verdict(found) == wanted
    assert (found.attained is None) is isinstance(wanted, Reason)


GEOGRAPHIES: dict[str, tuple[str, int, Perimeter, Verdict]] = {
    "2014 and 2017, one map": ("paris-2015", 2017, Perimeter.QPV, ON_TRACK),
    "no name, the year tells": ("", 2024, Perimeter.QPV, Reason.GEOGRAPHY),
    "named 2024": ("paris-2024", 2017, Perimeter.QPV, Reason.GEOGRAPHY),
    "in 2024 still on the former map": ("paris-2015", 2024, Perimeter.QPV, Reason.TOO_EARLY),
    "start said to be on the second map": ("paris-2024", 2017, Perimeter.QPV_2024, ON_TRACK),
    "whole territory: maps do not matter": ("paris-2024", 2017, Perimeter.WHOLE, Reason.PERIMETER),
}


@pytest.mark.parametrize(("geography", "year", "start", "wanted"), GEOGRAPHIES.values(), ids=GEOGRAPHIES)
def test_two_geographies_are_never_compared(geography: str, year: int, start: Perimeter, wanted: Verdict) -> None:
    target = ChangeBy(amount=1, year=2030 if year > 2020 else 2020)
    found = judged(target, UP, 100, 150, year, perimeter=start, geography=geography)
    if wanted is Reason.TOO_EARLY:  # comparable: judged, whatever the verdict
        assert found.reason is None
    else:
        assert verdict(found) == wanted


def test_what_is_cumulated_starts_at_zero_by_definition() -> None:
    asked = replace(measure(AtLeast(value=20), UP, None), nature=Nature.CUMULATED)
    found = judgement(course(asked), 10, 2017, Thresholds())
    assert (found.attainment, found.expected, found.pace) == (ON_TRACK, 10, 1)
    assert judgement(course(asked), 1, 2017, Thresholds()).attainment is LATE
    relative = replace(asked, target=ChangeBy(amount=0.2))
    assert judgement(course(relative), 1, 2017, Thresholds()).reason is Reason.NO_BASELINE


def test_nothing_in_the_whole_territory_is_nothing_in_its_quartiers() -> None:
    assert verdict(judged(AtLeast(value=10), UP, 0, 5, perimeter=Perimeter.WHOLE)) == ON_TRACK


NOISE: dict[str, tuple[float, float | None, float, Verdict]] = {
    "27,64 % against « 28% » in the first year": (0.28, 0.01, 0.2764, LATE),
    "2 486 against 2 500": (2500, 1, 2486, LATE),
    "within half of the last digit, beyond the tolerance": (0.07, 0.01, 0.066, LATE),
    "beyond both": (0.07, 0.01, 0.064, AWAY),
    "beyond the tolerance, no precision": (0.07, None, 0.066, AWAY),
}


@pytest.mark.parametrize(("start", "precision", "value", "wanted"), NOISE.values(), ids=NOISE)
def test_noise_is_not_decline(start: float, precision: float | None, value: float, wanted: Verdict) -> None:
    found = judged(ChangeBy(amount=0.2), UP, start, value, 2015, kind=Kind.RATIO, precision=precision)
    assert verdict(found) == wanted


STRICT: dict[str, tuple[Target, float, bool]] = {
    "under the bar": (Below(value=0.05), 0.049, True),
    "at the bar": (Below(value=0.05), 0.05, False),
    "at the bar in binary figures": (Below(value=0.3), 0.1 * 3 - 1e-17, False),
    "at most, at the bar": (AtMost(value=0.05), 0.05, True),
    "more than": (Above(value=0.2), 0.21, True),
    "no more than": (Above(value=0.2), 0.2, False),
}


@pytest.mark.parametrize(("target", "value", "is_reached"), STRICT.values(), ids=STRICT)
def test_strictly_under_and_over(target: Target, value: float, *, is_reached: bool) -> None:
    start, way = (0.7, DOWN) if isinstance(target, AtMost | Below) else (0.1, UP)
    for year, otherwise in ((2019, ON_TRACK), (2020, MISSED)):
        found = judged(target, way, start, value, year, kind=Kind.SHARE)
        assert verdict(found) == (REACHED if is_reached else otherwise)


KEPT: dict[str, tuple[Direction, float, float, int, Verdict]] = {
    "kept exactly": (UP, 100, 100, 2017, REACHED),
    "better": (UP, 100, 180, 2017, REACHED),
    "within the tolerance": (UP, 100, 95, 2017, REACHED),
    "within twice the tolerance": (UP, 100, 90, 2017, WATCH),
    "beyond": (UP, 100, 89, 2017, AWAY),
    "beyond, in the baseline year": (UP, 100, 89, 2014, Reason.TOO_EARLY),
    "within twice the tolerance, at the deadline": (UP, 100, 90, 2020, MISSED),
    "within the tolerance, at the deadline": (UP, 100, 95, 2020, REACHED),
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
    "95 %": (19, MISSED),
    "none": (0, MISSED),
}


@pytest.mark.parametrize("year", [2014, 2017, 2022])
@pytest.mark.parametrize(("value", "wanted"), YEARLY.values(), ids=YEARLY)
def test_per_year_judges_each_year_alone(value: float, wanted: Verdict, year: int) -> None:
    found = judged(PerYear(value=20), UP, None, value, year)
    assert verdict(found) == wanted
    assert found.attained == min(1, value / 20)


MILESTONES: dict[str, tuple[Value | None, int, Verdict]] = {
    "done": (Progress.DONE, 2015, REACHED),
    "done as a plain word": ("fait", 2015, REACHED),
    "ongoing": (Progress.ONGOING, 2017, ON_TRACK),
    "not started": (Progress.NOT_STARTED, 2017, WATCH),
    "ongoing at the deadline": (Progress.ONGOING, 2020, MISSED),
    "not started after the deadline": (Progress.NOT_STARTED, 2021, MISSED),
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
    assert attainment(course(asked), value, 2017, Thresholds()) is reason


def test_rates_beside_the_status() -> None:
    found = judged(AtLeast(value=200), UP, 100, 130)
    assert (found.expected, found.attained, found.pace) == (150, 0.3, 0.6)
    assert judged(AtLeast(value=200), UP, 100, 80).attained == 0
    assert judged(AtLeast(value=200), UP, 100, 260).attained == 1


def test_thresholds_are_the_coordinators() -> None:
    way = course(measure(AtLeast(value=200), UP, 100))
    assert attainment(way, 130, 2017, Thresholds()) is WATCH
    assert attainment(way, 130, 2017, Thresholds(on_track=0.6, watch=0.3)) is ON_TRACK


@given(st.floats(0, 400), st.floats(0, 400), st.integers(2015, 2025))
def test_a_better_value_is_never_judged_worse(one: float, other: float, year: int) -> None:
    order = [MISSED, AWAY, LATE, WATCH, ON_TRACK, REACHED]
    worse, better = (judged(AtLeast(value=200), UP, 100, value, year).attainment for value in sorted((one, other)))
    assert order.index(worse) <= order.index(better)


@given(st.floats(1e-3, 1e6), st.floats(-0.9, 3).filter(lambda amount: abs(amount) > 1e-3))
def test_the_goal_itself_is_always_reached(start: float, amount: float) -> None:
    way = UP if amount > 0 else DOWN
    found = course(measure(ChangeBy(amount=amount), way, start))
    assert found.goal is not None
    assert attainment(found, float(f"{found.goal:.15g}"), 2016, Thresholds()) is REACHED
    assert math.isclose(found.goal, start * (1 + amount))


UNKNOWN = Attainment.NOT_ASSESSABLE
COMPOSITES: dict[str, tuple[tuple[Attainment | Reason, ...], Attainment, Reason | None]] = {
    "all attained": ((REACHED, REACHED), REACHED, None),
    "one is late": ((REACHED, LATE, ON_TRACK), LATE, None),
    "one is missed, one moves away": ((AWAY, MISSED), MISSED, None),
    "one is not yet attained": ((REACHED, NOT_YET), NOT_YET, None),
    "one cannot be assessed": ((REACHED, Reason.NO_VALUE), UNKNOWN, Reason.PARTIAL),
    "one is withheld, one is on track": ((ON_TRACK, Reason.NO_VALUE), UNKNOWN, Reason.PARTIAL),
    "one is withheld, one is late": ((LATE, Reason.NO_VALUE), LATE, Reason.PARTIAL),
    "one is withheld, one is missed": ((MISSED, Reason.NO_VALUE), MISSED, Reason.PARTIAL),
    "one is withheld, one is to watch": ((WATCH, Reason.NO_VALUE), WATCH, Reason.PARTIAL),
    "one is a partial sum": ((ON_TRACK, Reason.PARTIAL_SUM), UNKNOWN, Reason.PARTIAL),
    "one was answered on another perimeter": ((ON_TRACK, Reason.PERIMETER), UNKNOWN, Reason.PARTIAL),
    "one was answered on the other map": ((ON_TRACK, Reason.GEOGRAPHY), UNKNOWN, Reason.PARTIAL),
    "one can never be assessed, one is late": ((LATE, Reason.QUALITATIVE), LATE, Reason.PARTIAL),
    "one can never be assessed, one is attained": ((REACHED, Reason.NOT_CONFIRMED), UNKNOWN, Reason.PARTIAL),
    "one has no target": ((REACHED, Reason.NO_TARGET), REACHED, None),
    "none has a target": ((Reason.NO_TARGET, Reason.NO_TARGET), UNKNOWN, Reason.NONE_ASSESSABLE),
    "none can be assessed": ((Reason.NO_TARGET, Reason.NO_VALUE), UNKNOWN, Reason.NONE_ASSESSABLE),
    "none": ((), UNKNOWN, Reason.NONE_ASSESSABLE),
}


@pytest.mark.parametrize(("found", "wanted", "reason"), COMPOSITES.values(), ids=COMPOSITES)
def test_a_composite_is_attained_only_if_all_its_measures_are(
    found: tuple[Attainment | Reason, ...], wanted: Attainment, reason: Reason | None
) -> None:
    verdicts = [(UNKNOWN, one) if isinstance(one, Reason) else (one, None) for one in found]
    assert composite(verdicts) == (wanted, reason)
