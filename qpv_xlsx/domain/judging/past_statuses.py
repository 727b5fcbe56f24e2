"""Where a measure stood in each former year: as was said then, or by the target that was in force."""

from collections.abc import Iterable

from qpv_xlsx.domain.contract.campaign import Campaign, PastResult
from qpv_xlsx.domain.contract.continuing import joined_map
from qpv_xlsx.domain.contract.in_force import measure_in_force
from qpv_xlsx.domain.contract.measures import Measure, Progress
from qpv_xlsx.domain.contract.questions import DENYING, Value
from qpv_xlsx.domain.judging.assessment import Attainment
from qpv_xlsx.domain.judging.courses import course_of
from qpv_xlsx.domain.judging.statuses import judgement


def past_statuses(
    campaign: Campaign, measure: Measure, results: Iterable[PastResult]
) -> tuple[tuple[int, Attainment], ...]:
    """Year and status of each of *results* that could be judged, the oldest first.

    What the history kept is what was said. Where it kept nothing (campaigns of former
    versions, revised figures), thresholds are those of today.
    """
    found = []
    for past in sorted(results, key=lambda one: one.year):
        status = _status(campaign, measure, past)
        if status.is_verdict:
            found.append((past.year, status))
    return tuple(found)


def _status(campaign: Campaign, measure: Measure, past: PastResult) -> Attainment:
    if past.stood in set(Attainment):
        return Attainment(past.stood)
    if measure.is_without_object(past.year) or past.situation in DENYING:
        return Attainment.NOT_ASSESSABLE
    course = course_of(
        measure_in_force(campaign, measure, past.territory, past.year),
        campaign.catalogue,
        year=past.year,
        geography=past.geography,
        answered=past.perimeter,
        joined=joined_map(campaign, past.territory),
    )
    return judgement(course, _value(past), past.year, campaign.options.thresholds).attainment


def _value(past: PastResult) -> Value | None:
    if past.value is not None:
        return past.value
    return Progress(past.text) if past.text in set(Progress) else None
