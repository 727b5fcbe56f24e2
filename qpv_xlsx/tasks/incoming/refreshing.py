"""Read returns again when the campaign, or the program, has changed since they were read."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from qpv_xlsx import domain
from qpv_xlsx.campaigns import campaign_in_pieces
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.former import former_codes, present_code, respondent_called
from qpv_xlsx.domain.contract.remembering import remembered
from qpv_xlsx.domain.findings import Code, Finding, Severity, finding
from qpv_xlsx.domain.merging.ledger import Received
from qpv_xlsx.domain.merging.renaming import attributions, present_decisions
from qpv_xlsx.domain.merging.standing import standing
from qpv_xlsx.domain.returned.answers import Outcome, Submission
from qpv_xlsx.register import Keeping, Register
from qpv_xlsx.tasks.running.watching import Watch, unwatched, watched
from qpv_xlsx.version import __version__

if TYPE_CHECKING:
    from qpv_xlsx.tasks.incoming.parcels import Parcel

_UNREAD = ("title", "coordinator", "language", "deadline", "closing", "choices")
"""What a campaign says that no reading depends on: to change it asks for no new reading."""

_REMOVED = "removed"
LOST_QUARTIER, LOST_MEASURE, LOST_ASKING = "lost_quartier", "lost_measure", "lost_asking"
"""The acts that remember what returns answered and the campaign no longer has; one line for each return."""


_UNMERGED = ("title", "coordinator", "language", "deadline")
"""What nothing merged depends on either."""


def reading_fingerprint(campaign: Campaign) -> str:
    """What a reading depends on besides the file: the campaign, and this version of the program."""
    return _fingerprint(campaign, _UNREAD, __version__)


def merging_fingerprint(campaign: Campaign) -> str:
    """What merging depends on besides returns, decisions and messages: the campaign, and the rules."""
    return f"{_rules()} {_fingerprint(campaign, _UNMERGED, __version__)}"


@lru_cache(maxsize=1)
def _rules() -> str:
    """A print of the text of the rules, the same on every computer: while it is made, a version has many states."""
    from qpv_xlsx.register import account_encoding

    places = (*Path(domain.__file__ or "").parent.rglob("*.py"), Path(account_encoding.__file__ or ""))
    texts = (path.read_bytes() for path in sorted(places) if path.is_file())
    return hashlib.sha256(b"".join(texts)).hexdigest()


@remembered  # both are asked for again and again, of one campaign
def _fingerprint(campaign: Campaign, left_out: Collection[str], version: str) -> str:
    told = hashlib.sha256(f"{version}\n".encode())
    for piece in campaign_in_pieces(campaign, left_out):
        told.update(piece.encode())
    return told.hexdigest()


def read_again(
    campaign: Campaign, register: Register, now: datetime, watch: Watch = unwatched
) -> Mapping[str, Finding]:
    """Read the kept files of returns whose reading is stale. Their order stays what it was.

    Those that are no longer as they were received keep their former reading, and are told, by their stored name.
    """
    if register.closed():
        return {}  # what was read stands, whatever this version would read
    fingerprint = reading_fingerprint(campaign)
    owners = attributions(standing(present_decisions(campaign, register.decisions())))
    stale = (*register.stale(fingerprint), *_of_others(register, fingerprint, owners))
    return _read_stale(campaign, register, stale, owners, now, watch) if stale else {}


def _read_stale(
    campaign: Campaign, register: Register, stale: Sequence[int], owners: Mapping[str, str], now: datetime, watch: Watch
) -> Mapping[str, Finding]:
    from qpv_xlsx.tasks.incoming.attributing import sender_finding
    from qpv_xlsx.tasks.incoming.reading_apart import latest_versions, read_parcels
    from qpv_xlsx.workbook.reading.expectations import Expectations

    fingerprint = reading_fingerprint(campaign)
    present = former_codes(campaign).respondents
    versions = latest_versions(register.dispatches())
    received_by_path: dict[str, Received] = {}  # those being read: of thousands, a few at a time

    def expect(parcel: "Parcel") -> Expectations:
        received = received_by_path[parcel.path]
        presumed = present_code(received.attributed, present) or None
        decided = owners.get(received.submission.origin.sha256)
        return Expectations(presumed=presumed, decided=decided)

    told: dict[str, Finding] = {}
    lost = _LostCodes(campaign, register, now)

    def whole() -> Iterator["Parcel"]:
        for one in register.contents(stale):
            lost.remember(one)
            content, kept = register.read_kept(one)
            if kept is Keeping.WHOLE:
                received_by_path[one.stored] = one
                yield kept_parcel(one, content)
            else:
                told[one.stored] = finding(Code.F01, severity=Severity.WARNING, case=kept.value, file=one.stored)

    parcels = whole()
    with closing(read_parcels(campaign, parcels, expect, versions)) as read:
        for parcel, submission in watched(read, len(stale), watch):
            former = received_by_path.pop(parcel.path)
            said = sender_finding(campaign, submission, former.sender)
            findings = (*_knowing_what_was_asked(submission, former.submission), *((said,) if said else ()))
            register.record_reading(replace(submission, findings=findings), fingerprint, now)
    return told


class _LostCodes:
    """A column under another name is read by its place, and a row under another code is not read: both would be forgotten."""

    def __init__(self, campaign: Campaign, register: Register, now: datetime) -> None:
        self._register = register
        self._now = now
        self._campaign = campaign
        self._former = former = former_codes(campaign)
        quartiers = {one.id for territory in campaign.territories for one in territory.quartiers}
        measures = {one.code for one in campaign.catalogue.measures}
        self._known = {LOST_QUARTIER: (quartiers, former.quartiers), LOST_MEASURE: (measures, former.measures)}
        self._told = {(line.act, line.about) for line in register.journal(LOST_QUARTIER, LOST_MEASURE, LOST_ASKING)}

    def remember(self, received: Received) -> None:
        """Note what *received*, as it was read before, answers and the campaign no longer has, or asks of others."""
        from qpv_xlsx.domain.following.left_behind import is_asked

        answers, sha256 = received.submission.answers, received.submission.origin.sha256
        measures = dict.fromkeys(one.measure for one in answers)
        self._note(LOST_QUARTIER, dict.fromkeys(one.quartier for one in answers if one.quartier), sha256)
        self._note(LOST_MEASURE, measures, sha256)
        owner = respondent_called(self._campaign, received.submission.origin.respondent or received.attributed)
        if owner is not None:
            for code in measures:
                if not is_asked(self._campaign, owner, present_code(code, self._former.measures)):
                    self._tell(LOST_ASKING, f"{code} {owner.code} {sha256}")

    def _note(self, act: str, answered: Iterable[str], sha256: str) -> None:
        known, former = self._known[act]
        for code in answered:
            if present_code(code, former) not in known:
                self._tell(act, f"{code} {sha256}")

    def _tell(self, act: str, about: str) -> None:
        if (act, about) not in self._told:
            self._register.note(act, about, self._now)


def told_asking(about: str) -> tuple[str, str]:
    """The measure and the respondent of a line of *LOST_ASKING*."""
    measure, respondent, _ = about.split()
    return measure, respondent


def _knowing_what_was_asked(submission: Submission, former: Submission) -> Iterator[Finding]:
    """What was found; a row that only the former reading knew is a measure that the campaign has lost, not a strange row."""
    asked = {question.measure for question in (*former.answers, *former.emptied)}
    asked |= {found.read for found in former.findings if found.case == _REMOVED and found.read}
    for found in submission.findings:
        is_removed = found.code is Code.S05 and found.read in asked
        yield replace(found, case=_REMOVED, severity=Severity.INFO) if is_removed else found


def _of_others(register: Register, fingerprint: str, owners: Mapping[str, str]) -> tuple[int, ...]:
    """Returns that were read for this state, and not as those of the *owners* that the coordinator named since."""
    if not owners:
        return ()
    stale = set(register.stale(fingerprint))
    return tuple(
        one.sequence
        for one in register.marks()
        if one.stored
        and one.sequence not in stale
        and one.outcome is not Outcome.IGNORED
        and owners.get(one.sha256, one.respondent or one.attributed) != (one.respondent or one.attributed)
    )


def kept_parcel(received: Received, content: bytes) -> "Parcel":
    """A return as it lies in ``recus/``, with what its message told."""
    from qpv_xlsx.mail.letters import Letter
    from qpv_xlsx.tasks.incoming.parcels import Parcel

    letter = Letter(sender=received.sender, message_id=received.message_id) if received.sender else None
    name = received.submission.origin.name
    return Parcel(path=received.stored, name=name, content=content, moment=received.received, letter=letter)
