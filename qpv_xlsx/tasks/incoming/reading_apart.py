"""Read gathered files: each in a worker process of its own care, results in the order given, one file never stops another."""

import logging
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.findings import Finding
from qpv_xlsx.domain.merging.ledger import Dispatch
from qpv_xlsx.domain.returned.answers import Origin, Outcome, Submission
from qpv_xlsx.spreadsheet.book import FileFormat
from qpv_xlsx.spreadsheet.isolation.running import Result, run
from qpv_xlsx.tasks.incoming.parcels import Parcel
from qpv_xlsx.tasks.running.carrying_campaigns import packed, unpacked
from qpv_xlsx.workbook.reading.expectations import Expectations

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """What a worker is given. *campaign* is pickled once for all jobs, and unpickled once per worker."""

    content: bytes
    name: str
    campaign: bytes
    expected: Expectations


def read_parcels(
    campaign: Campaign,
    parcels: Iterable[Parcel],
    expect: Callable[[Parcel], Expectations],
) -> Generator[tuple[Parcel, Submission], None, None]:
    """Each parcel with what was read from it. Those already judged are not opened. *expect*: what is known beside the file."""
    carried = b""
    waiting: deque[Parcel] = deque()

    def jobs() -> Iterator[_Job]:
        nonlocal carried
        for parcel in parcels:
            waiting.append(parcel)
            if parcel.verdict is None:
                carried = carried or packed(campaign)
                yield _Job(content=parcel.content, name=parcel.name, campaign=carried, expected=expect(parcel))

    for result in run(_read, jobs(), campaign.options.limits):
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


def _read(job: _Job) -> Submission:
    """In the worker, which alone loads what reads workbooks."""
    from qpv_xlsx.workbook.reading.returns import read_return

    return read_return(job.content, job.name, unpacked(job.campaign), job.expected)


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
