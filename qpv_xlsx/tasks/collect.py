"""Read what came in, and remember it: each file on its own, kept whole before it is spoken of."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.findings import Code, Finding, Severity, finding
from qpv_xlsx.domain.merging.lateness import came_after, late_finding
from qpv_xlsx.domain.merging.ledger import Received
from qpv_xlsx.domain.returned.answers import Origin, Outcome, Submission
from qpv_xlsx.register import JUDGED, RECEIVED_FOLDER, Keeping, Register, bears_another_hash, open_register
from qpv_xlsx.spreadsheet.isolation.rare_searches import searching_seldom
from qpv_xlsx.tasks.incoming.attributing import Correspondence, sender_finding
from qpv_xlsx.tasks.incoming.batches import batches
from qpv_xlsx.tasks.incoming.gathering import count_files, gather
from qpv_xlsx.tasks.incoming.kept_names import lies_in, under_its_name
from qpv_xlsx.tasks.incoming.parcels import Parcel
from qpv_xlsx.tasks.incoming.reading_report import Reading
from qpv_xlsx.tasks.incoming.refreshing import read_again, reading_fingerprint
from qpv_xlsx.tasks.running.watching import Watch, unwatched, watched

if TYPE_CHECKING:
    from qpv_xlsx.workbook.reading.expectations import Expectations

_MOST_WAITING = 100  # files held in memory behind the one that is being read


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """What will be done with a parcel. *settled*: known or judged without reading; None: to be read.

    *is_held*: its bytes are to be kept. *is_recorded*: there is nothing to remember of it: it is known, or it could not be had.
    """

    parcel: Parcel
    attributed: str = ""
    is_held: bool = False
    settled: Submission | None = None
    is_recorded: bool = False

    @property
    def weight(self) -> int | None:
        """Bytes that wait until it is recorded; None: what was not read is recorded before the next file is looked at."""
        is_waiting = self.settled is None or self.is_recorded
        return len(self.parcel.content) if is_waiting else None


_Read = tuple[_Step, Submission]
"""A step, and what is to be told of it."""


def collect(
    folder: Path, paths: Sequence[Path], *, author: str, now: datetime, watch: Watch = unwatched
) -> tuple[Campaign, list[Reading]]:
    """Read and register what lies at *paths*; see *collect_parcels*. All that was read is held: not for a country."""
    campaign, readings = collect_one_by_one(folder, paths, author=author, now=now, watch=watch)
    return campaign, list(readings)


def collect_one_by_one(
    folder: Path, paths: Sequence[Path], *, author: str, now: datetime, watch: Watch = unwatched
) -> tuple[Campaign, Iterator[Reading]]:
    """The same, a reading being made when the one before it has been taken."""
    campaign = load_campaign(folder)
    parcels = gather(paths, campaign.options.limits)
    readings = collect_parcels(folder, campaign, parcels, author=author, now=now, watch=watch)
    total = 0 if watch is unwatched else count_files(paths)
    return campaign, _searching_seldom(watched(readings, total, watch))


def _searching_seldom(readings: Iterator[Reading]) -> Iterator[Reading]:
    with searching_seldom():
        yield from readings


def collect_parcels(
    folder: Path,
    campaign: Campaign,
    parcels: Iterable[Parcel],
    *,
    author: str,
    now: datetime,
    watch: Watch = unwatched,
) -> Iterator[Reading]:
    """What was read from each parcel, as it is registered.

    What was read for a campaign that has changed since is read again first, which *watch* is told of; what an
    interrupted run left, last.
    """
    with open_register(folder, author=author) as register:
        desk = ReturnsDesk(folder, campaign, register, now)
        read_again(campaign, register, now, watch)
        yield from desk.take(parcels)
        yield from desk.take_what_was_left()


class ReturnsDesk:
    """The returns desk during one run: it knows the register, the correspondence and what has just arrived."""

    def __init__(self, folder: Path, campaign: Campaign, register: Register, now: datetime) -> None:
        self._received = (folder / RECEIVED_FOLDER).resolve()
        self._campaign = campaign
        self._register = register
        self._now = now
        self._fingerprint = reading_fingerprint(campaign)
        self._correspondence = Correspondence(campaign, register.sendings())
        self._dispatches = register.dispatches()
        self._blanks = {one.sha256 for one in self._dispatches}
        self._left = frozenset(register.unrecorded_files())  # what comes later is somebody else's, about to be recorded
        self._arrived: dict[str, str] = {}  # names of this run's files by SHA-256

    def take(self, parcels: Iterable[Parcel]) -> Iterator[Reading]:
        """Readings in the order of the parcels, while several files are being read at once."""
        for some in batches(self._each(parcels), lambda read: read[0].weight):
            yield from self._record(some)

    def _each(self, parcels: Iterable[Parcel]) -> Iterator[_Read]:
        coming = map(self._step, parcels)
        for step in coming:
            if step.settled is None:
                yield from self._read_from(step, coming)
            else:
                yield step, step.settled

    def _read_from(self, first: _Step, coming: Iterator[_Step]) -> Iterator[_Read]:
        """What was read from *first* and from what comes after it, until too many of them wait that need no reading."""
        from qpv_xlsx.tasks.incoming.reading_apart import latest_versions, read_parcels  # for what is new

        steps: deque[_Step] = deque()
        pending = self._pending(chain((first,), coming), steps)
        latest = latest_versions(self._dispatches)
        with closing(read_parcels(self._campaign, pending, self._expect, latest)) as read:
            for _, submission in read:
                yield from _settled(steps)
                yield steps.popleft(), submission
        yield from _settled(steps)

    def take_what_was_left(self) -> Iterator[Reading]:
        """Files that an interrupted run kept and did not record."""
        if not self._left:
            return
        left = tuple(path for path in self._register.unrecorded_files() if path in self._left)
        yield from self.take(gather(left, self._campaign.options.limits))

    def _expect(self, parcel: Parcel) -> "Expectations":
        from qpv_xlsx.workbook.reading.expectations import Expectations

        presumed = self._correspondence.respondent_of(parcel.letter)
        return Expectations(presumed=presumed or None)

    def _pending(self, coming: Iterator[_Step], steps: deque[_Step]) -> Iterator[Parcel]:
        """Parcels to read; each step is appended to *steps*, where what is known waits for what is being read."""
        for step in coming:
            steps.append(step)
            if step.settled is None:
                yield step.parcel
            elif len(steps) > _MOST_WAITING:
                return

    def _step(self, parcel: Parcel) -> _Step:
        sha256 = parcel.fingerprint
        is_kept = lies_in(self._received, parcel)
        attributed = self._correspondence.respondent_of(parcel.letter)
        step = _Step(parcel=under_its_name(parcel, sha256) if is_kept else parcel, attributed=attributed)
        at_once = self._without_reading(step, parcel, sha256, is_kept=is_kept)
        if at_once is not None:
            return at_once
        first = self._arrived.get(sha256) or self._registered_name(step.parcel, sha256)
        if first is not None:
            return replace(step, settled=_judged(step.parcel, Outcome.IGNORED, finding(Code.I07, name=first)))
        is_returned = parcel.letter is not None and parcel.letter.came_back
        if sha256 in self._blanks and (parcel.companions > 1 or is_returned):
            blank = finding(Code.M03, severity=Severity.INFO, case="own_blank")
            return replace(step, settled=_judged(step.parcel, Outcome.IGNORED, blank))
        self._arrived[sha256] = step.parcel.name
        return replace(step, is_held=True)

    def _without_reading(self, step: _Step, parcel: Parcel, sha256: str, *, is_kept: bool) -> _Step | None:
        """What is settled by where the file lay, or because it is known; None: it is to be looked into."""
        if is_kept and bears_another_hash(parcel.name, sha256):
            changed = finding(Code.F01, case=Keeping.CHANGED.value, file=parcel.name)
            return replace(step, settled=_judged(parcel, Outcome.REJECTED, changed), is_recorded=True)
        if parcel.verdict is not None and not parcel.is_reachable:
            return replace(step, settled=_judged(parcel, parcel.outcome, parcel.verdict), is_recorded=True)
        known = self._known(step.parcel, sha256, is_kept=is_kept)
        if known is not None:
            return replace(step, settled=known, is_recorded=True)
        if parcel.verdict is not None:
            return self._refused(step, parcel.verdict)
        return None

    def _refused(self, step: _Step, verdict: Finding) -> _Step:
        """What is refused is kept too, unless nothing of it could be held."""
        parcel = step.parcel
        judged = _judged(parcel, parcel.outcome, verdict)
        is_held = parcel.outcome is Outcome.REJECTED and bool(parcel.content) and verdict.code is not Code.F05
        return replace(step, settled=judged, is_held=is_held)

    def _known(self, parcel: Parcel, sha256: str, *, is_kept: bool) -> Submission | None:
        """What was read when the same bytes came under the same name by the same message; None: new, or stale."""
        if is_kept:
            arrival = self._register.find_return(sha256)
        else:
            message_id = parcel.letter.message_id if parcel.letter else ""
            arrival = self._register.find_arrival(sha256, parcel.name, message_id)
        if arrival is None or sha256 in self._arrived or self._can_be_read_now(arrival, parcel):
            return None
        self._register.bring_back(arrival, parcel.content)
        return arrival.submission

    def _registered_name(self, parcel: Parcel, sha256: str) -> str | None:
        known = self._register.find_return(sha256)
        if known is not None and self._can_be_read_now(known, parcel):
            return None
        if known is not None:
            self._register.bring_back(known, parcel.content)
        return known.submission.origin.name if known else None

    def _can_be_read_now(self, known: Received, parcel: Parcel) -> bool:
        """Whether it was refused unread when it came, by a limit that has been raised since."""
        return parcel.verdict is None and self._register.was_refused_unread(known)

    def _record(self, some: Sequence[_Read]) -> Iterator[Reading]:
        """Keep and register *some* returns together: the drive is waited for once, and nothing is told before."""
        new = [(step, self._checked(step, submission)) for step, submission in some if not step.is_recorded]
        stored = iter(
            self._register.keep_all((step.parcel.content, step.parcel.name) for step, _ in new if step.is_held)
        )
        arrivals = [self._arrival(step, submission, next(stored) if step.is_held else "") for step, submission in new]
        if new:
            with self._register.at_once(self._now):
                for (step, _), received in zip(new, arrivals, strict=True):
                    self._register.record_return(received, self._fingerprint if step.parcel.verdict is None else JUDGED)
        coming = iter(arrivals)
        for step, submission in some:
            told = submission if step.is_recorded else self._told(next(coming))
            yield Reading(path=step.parcel.path, submission=told, attributed=step.attributed)

    def _checked(self, step: _Step, submission: Submission) -> Submission:
        """*submission*, unless it is our own message that came back, with what is to be said of its sender."""
        letter = step.parcel.letter
        if letter is not None and letter.came_back and submission.is_correction:
            own = Finding(code=Code.F03, severity=Severity.INFO, case="own_copy")
            submission = _judged(step.parcel, Outcome.IGNORED, own)
        return _with(submission, sender_finding(self._campaign, submission, letter.sender if letter else ""))

    def _arrival(self, step: _Step, submission: Submission, stored: str) -> Received:
        letter = step.parcel.letter
        return Received(
            sequence=0,
            submission=submission,
            received=min(step.parcel.moment, self._now).astimezone(),
            sender=letter.sender if letter else "",
            attributed=step.attributed,
            message_id=letter.message_id if letter else "",
            stored=stored,
        )

    def _told(self, received: Received) -> Submission:
        is_late = came_after(self._campaign.closing, received)
        return _with(received.submission, late_finding(received, self._campaign.closing) if is_late else None)


def _settled(steps: deque[_Step]) -> Iterator[_Read]:
    """Steps at the head that wait for no reading."""
    while steps and (settled := steps[0].settled) is not None:
        yield steps.popleft(), settled


def _judged(parcel: Parcel, outcome: Outcome, said: Finding) -> Submission:
    """What is said of a file that is not opened."""
    from qpv_xlsx.spreadsheet.book import FileFormat

    return Submission(
        origin=Origin(name=parcel.name, sha256=parcel.fingerprint, format=FileFormat.UNKNOWN.value),
        outcome=outcome,
        findings=(said,),
    )


def _with(submission: Submission, said: Finding | None) -> Submission:
    return replace(submission, findings=(*submission.findings, said)) if said else submission
