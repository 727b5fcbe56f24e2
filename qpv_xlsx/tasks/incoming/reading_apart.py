"""Read gathered files: each in a worker process of its own care, results in the order given, one file never stops another."""

import logging
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.findings import Finding
from qpv_xlsx.domain.merging.ledger import Dispatch
from qpv_xlsx.domain.returned.answers import Origin, Outcome, Submission
from qpv_xlsx.register.encoding import carried_submission
from qpv_xlsx.spreadsheet.book import FileFormat
from qpv_xlsx.spreadsheet.isolation.running import Result, run
from qpv_xlsx.tasks.incoming.parcels import Parcel
from qpv_xlsx.tasks.running.carrying_campaigns import CarriedCampaign, carried, common_in
from qpv_xlsx.workbook.reading.expectations import Expectations

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """What a worker is given beside what is the same for all jobs."""

    content: bytes
    name: str
    expected: Expectations


def read_parcels(
    campaign: Campaign,
    parcels: Iterable[Parcel],
    expect: Callable[[Parcel], Expectations],
    versions: Mapping[str, int] | None = None,
) -> Generator[tuple[Parcel, Submission], None, None]:
    """Each parcel with what was read from it. Those already judged are not opened. *expect*: what is known beside the file.

    *versions*: of the workbooks generated last, by respondent; every worker is told once.
    """
    waiting: deque[Parcel] = deque()

    def jobs() -> Iterator[_Job]:
        for parcel in parcels:
            waiting.append(parcel)
            if parcel.verdict is None:
                yield _Job(content=parcel.content, name=parcel.name, expected=expect(parcel))

    packed = carried(campaign)
    read, ready = partial(_read, packed, versions or {}), partial(_get_ready, packed.common)
    for result in run(read, jobs(), campaign.options.limits, ready=ready):
        while waiting[0].verdict is not None:
            yield _judged(waiting.popleft())
        parcel = waiting.popleft()
        yield parcel, _submission(parcel, result)
    while waiting:
        yield _judged(waiting.popleft())


def latest_versions(dispatches: Iterable[Dispatch]) -> dict[str, int]:
    """Version of the last workbook made for each respondent."""
    latest: dict[str, int] = {}
    for dispatch in dispatches:
        latest[dispatch.respondent] = max(dispatch.version, latest.get(dispatch.respondent, 0))
    return latest


def _read(campaign: CarriedCampaign, versions: Mapping[str, int], job: _Job) -> Submission:
    """In the worker, which alone loads what reads workbooks."""
    from qpv_xlsx.workbook.reading.returns import read_return

    expected = replace(job.expected, latest_versions=versions)
    common = common_in(campaign.common)
    return carried_submission(read_return(job.content, job.name, common, expected, campaign.part_of))


def _get_ready(common: bytes) -> None:
    """What every worker would load."""
    import qpv_xlsx.spreadsheet.opening.ooxml
    import qpv_xlsx.workbook.reading.returns  # noqa: F401  (loaded, that is all)

    common_in(common)


def _submission(parcel: Parcel, result: Result[Submission]) -> Submission:
    _LOG.debug("%s: %.2f s, %d MiB %s", parcel.path, result.seconds, result.peak // 2**20, result.trace)
    if result.value is not None:
        return result.value
    return _unread(parcel, Outcome.REJECTED, result.finding)


def _judged(parcel: Parcel) -> tuple[Parcel, Submission]:
    return parcel, _unread(parcel, parcel.outcome, parcel.verdict)


def _unread(parcel: Parcel, outcome: Outcome, found: Finding | None) -> Submission:
    origin = Origin(
        name=parcel.name,
        sha256=parcel.fingerprint,
        format=FileFormat.UNKNOWN.value,
    )
    return Submission(origin=origin, outcome=outcome, findings=(found,) if found else ())
