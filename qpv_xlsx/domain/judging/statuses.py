"""*Remontée* and *Avancement*: the rules, once (method and sources: docs, « Statuts »).

The master workbook says the same in formulas; a test recalculates them with LibreOffice and compares.
"""

from dataclasses import dataclass

from qpv_xlsx.domain.contract.binary_figures import SLACK
from qpv_xlsx.domain.contract.measures import Direction, Progress
from qpv_xlsx.domain.contract.options import Thresholds
from qpv_xlsx.domain.contract.questions import Situation, Value
from qpv_xlsx.domain.judging.assessment import Attainment, Reason, Reporting
from qpv_xlsx.domain.judging.courses import Course, Method
from qpv_xlsx.domain.judging.expected import expected_value

WATCH_TOLERANCES = 2  # a level to maintain is watched up to that many tolerances


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Where a value stands. *reason* is given exactly beside NOT_ASSESSABLE and NOT_YET.

    *expected*: this year, in the measure's unit. *attained*: TA, 0..1. *pace*: R, may be negative or above 1.
    """

    attainment: Attainment
    reason: Reason | None = None
    expected: float | None = None
    attained: float | None = None
    pace: float | None = None


def judgement(course: Course, value: Value | None, year: int, thresholds: Thresholds) -> Judgement:
    """Judge *value*, the measure's result for *year*; None: no result."""
    attainment, reason = _judge(course, value, year, thresholds)
    figure = value if isinstance(value, int | float) else None
    is_kept = attainment is Attainment.REACHED
    return Judgement(
        attainment=attainment,
        reason=reason,
        expected=expected(course, year),
        attained=None if course.is_barred or value is None else _attained(course, figure, is_kept=is_kept),
        pace=None if course.is_barred or figure is None else pace(course, figure, year),
    )


def attainment(course: Course, value: Value | None, year: int, thresholds: Thresholds) -> Attainment | Reason:
    """*Avancement* of *value*; a reason stands for « Non évaluable »."""
    status, reason = _judge(course, value, year, thresholds)
    return reason if reason and not status.is_verdict else status


def reporting(
    *,
    is_received: bool,
    is_waived: bool,
    has_nothing_to_report: bool,
    has_value: bool,
    situation: Situation | None,
    errors: int,
    missing: int,
) -> Reporting:
    """*Remontée* of one measure. *errors*, *missing*: findings of severity error, and of family M, that concern it."""
    if is_waived:
        return Reporting.NOT_APPLICABLE
    if not is_received:
        return Reporting.NOT_RECEIVED
    is_explained = situation is not None and situation.explains_absence
    if errors or (is_explained and has_value):
        return Reporting.TO_CORRECT
    if has_nothing_to_report and not has_value and situation is None:
        return Reporting.NOT_APPLICABLE
    if missing or not (has_value or is_explained):
        return Reporting.TO_COMPLETE
    return _said(situation)


def _said(situation: Situation | None) -> Reporting:
    match situation:
        case Situation.UNAVAILABLE:
            return Reporting.UNAVAILABLE
        case Situation.NOT_APPLICABLE:
            return Reporting.NOT_APPLICABLE
        case Situation.SECRET:
            return Reporting.SECRET
        case Situation.PROVISIONAL | Situation.ESTIMATED:
            return Reporting.PROVISIONAL
        case _:
            return Reporting.FILLED


Verdict = tuple[Attainment, Reason | None]


def _judge(course: Course, value: Value | None, year: int, thresholds: Thresholds) -> Verdict:
    if course.reason:
        return _unknown(course.reason)
    if course.rule is Method.MILESTONE:
        return _milestone(course, value, year)
    if not isinstance(value, int | float):
        return _unknown(Reason.NO_VALUE)
    return _unknown(course.off_goal) if course.off_goal else _measured(course, value, year, thresholds)


def _measured(course: Course, value: float, year: int, thresholds: Thresholds) -> Verdict:
    match course.rule:
        case Method.YEARLY:
            return _yearly(course, value)
        case Method.KEPT:
            return _kept(course, value, year, thresholds)
        case _:
            return _path(course, value, year, thresholds)


def _milestone(course: Course, value: Value | None, year: int) -> Verdict:
    if value is None:
        return _unknown(Reason.NO_VALUE)
    if value == Progress.DONE:
        return Attainment.REACHED, None
    if year >= course.goal_year:
        return Attainment.MISSED, None
    return (Attainment.ON_TRACK if value == Progress.ONGOING else Attainment.WATCH), None


def _yearly(course: Course, value: float) -> Verdict:
    """The campaign's year is closed: its target is attained or not."""
    return (Attainment.REACHED if course.is_met_by(value) else Attainment.MISSED), None


def _kept(course: Course, value: float, year: int, thresholds: Thresholds) -> Verdict:
    away, noise = departure(course, value), noise_of(course, thresholds)
    if away <= noise:
        return Attainment.REACHED, None
    if year >= course.goal_year:
        return Attainment.MISSED, None
    if year <= course.start_year:
        return _unknown(Reason.TOO_EARLY)
    return (Attainment.WATCH if away <= WATCH_TOLERANCES * noise else Attainment.MOVING_AWAY), None


def _path(course: Course, value: float, year: int, thresholds: Thresholds) -> Verdict:
    if course.is_met_by(value):
        return Attainment.REACHED, None
    if year >= course.goal_year:
        return Attainment.MISSED, None
    if course.usable_start is None:
        return Attainment.NOT_YET, course.broken or Reason.NO_BASELINE
    if year <= course.start_year:
        return _unknown(Reason.TOO_EARLY)
    return _on_the_way(course, value, year, thresholds), None


def _on_the_way(course: Course, value: float, year: int, thresholds: Thresholds) -> Attainment:
    progress = pace(course, value, year)
    if progress is not None and progress >= thresholds.on_track - SLACK:
        return Attainment.ON_TRACK
    if progress is not None and progress >= thresholds.watch - SLACK:
        return Attainment.WATCH
    is_noise = departure(course, value) <= noise_of(course, thresholds)
    is_late = progress is not None and progress >= thresholds.late - SLACK
    return Attainment.LATE if is_late or is_noise else Attainment.MOVING_AWAY


def _unknown(reason: Reason) -> Verdict:
    return Attainment.NOT_ASSESSABLE, reason


def departure(course: Course, value: float) -> float:
    """How far *value* left its start on the wrong side (on either, where the level is to be steady), in its unit."""
    away = value - (course.start or 0.0)
    match course.direction:
        case Direction.UP:
            return -away
        case Direction.DOWN:
            return away
        case Direction.STEADY | Direction.UNTOLD:
            return abs(away)


def noise_of(course: Course, thresholds: Thresholds) -> float:
    """The departure that says nothing: within the tolerance, or within the rounding of the official text."""
    size = abs(course.start or 0.0)
    return max(thresholds.tolerance * (size or 1.0), course.precision / 2) + SLACK * max(1.0, size)


def expected(course: Course, year: int) -> float | None:
    """The value to be expected at *year*; None where the course has no figures to draw a line between."""
    if course.is_barred or course.goal is None:
        return None
    if course.rule is Method.YEARLY or course.starts_beyond:
        return course.goal
    if course.usable_start is None:
        return None
    return expected_value(
        start=course.usable_start,
        start_year=course.start_year,
        goal=course.goal,
        goal_year=course.goal_year,
        year=year,
    )


def pace(course: Course, value: float, year: int) -> float | None:
    """R: progress made over progress expected by now; None where none is expected."""
    if course.rule is Method.YEARLY and not course.is_barred:
        return value / course.goal if course.goal else None
    now = expected(course, year)
    if course.rule is not Method.PATH or course.starts_beyond or year <= course.start_year:
        return None
    if now is None or course.usable_start is None:
        return None
    return (value - course.usable_start) / (now - course.usable_start)


def _attained(course: Course, value: float | None, *, is_kept: bool) -> float | None:
    """TA as PILOTE counts it: part of the way done, 0..1; all or nothing where there is no way to go."""
    if course.rule is Method.MILESTONE:
        return float(is_kept)
    if value is None or course.goal is None:
        return None
    if course.rule is Method.YEARLY:
        return _clipped(value / course.goal) if course.goal else 1.0
    if course.usable_start is None:
        return 1.0 if is_kept else None
    if course.rule is Method.KEPT or course.starts_beyond:
        return float(is_kept)
    return _clipped((value - course.usable_start) / (course.goal - course.usable_start))


def _clipped(part: float) -> float:
    return max(0.0, min(1.0, part))
