"""Read returns again when the campaign, or the program, has changed since they were read."""

import hashlib
import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from typing import Any

from qpv_xlsx import __version__
from qpv_xlsx.campaigns import campaign_to_json
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.former import former_codes, present_code
from qpv_xlsx.domain.merging.ledger import Received
from qpv_xlsx.domain.merging.renaming import attributions, present_decisions
from qpv_xlsx.domain.merging.standing import standing
from qpv_xlsx.domain.returned.answers import Outcome
from qpv_xlsx.mail.letters import Letter
from qpv_xlsx.register import Register
from qpv_xlsx.tasks.attributing import sender_finding
from qpv_xlsx.tasks.parcels import Parcel
from qpv_xlsx.tasks.reading_apart import latest_versions, read_parcels
from qpv_xlsx.tasks.watching import Watch, unwatched, watched
from qpv_xlsx.workbook.reading.returns import Expectations

_UNREAD = ("title", "coordinator", "language", "deadline", "closing", "choices")
"""What a campaign says that no reading depends on: to change it asks for no new reading."""


def reading_fingerprint(campaign: Campaign) -> str:
    """What a reading depends on besides the file: the campaign, and this version of the program."""
    document: Mapping[str, Any] = campaign_to_json(campaign)
    kept = {name: value for name, value in document.items() if name not in _UNREAD}
    return hashlib.sha256(f"{__version__}\n{json.dumps(kept, sort_keys=True)}".encode()).hexdigest()


def read_again(campaign: Campaign, register: Register, now: datetime, watch: Watch = unwatched) -> int:
    """Read the kept files of returns whose reading is stale; how many there were. Their order stays what it was."""
    fingerprint = reading_fingerprint(campaign)
    present = former_codes(campaign).respondents
    owners = attributions(standing(present_decisions(campaign, register.decisions())))
    stale = (*register.read_otherwise(fingerprint), *_of_others(register, fingerprint, owners))
    versions = latest_versions(register.dispatches()) if stale else {}
    received_by_path = {one.stored: one for one in stale}

    def expect(parcel: Parcel) -> Expectations:
        received = received_by_path[parcel.path]
        presumed = present_code(received.attributed, present) or None
        decided = owners.get(received.submission.origin.sha256)
        return Expectations(latest_versions=versions, presumed=presumed, decided=decided)

    parcels = (kept_parcel(one, register.read_kept(one.stored)) for one in stale)
    with closing(read_parcels(campaign, parcels, expect)) as read:
        for parcel, submission in watched(read, len(stale), watch):
            said = sender_finding(campaign, submission, received_by_path[parcel.path].sender)
            findings = (*submission.findings, said) if said else submission.findings
            register.record_reading(replace(submission, findings=findings), fingerprint, now)
    return len(stale)


def _of_others(register: Register, fingerprint: str, owners: Mapping[str, str]) -> tuple[Received, ...]:
    """Returns that were read for this state, and not as those of the *owners* that the coordinator named since."""
    if not owners:
        return ()
    stale = {one.sequence for one in register.read_otherwise(fingerprint)}
    return tuple(
        one
        for one in register.returns()
        if one.stored
        and one.sequence not in stale
        and one.submission.outcome is not Outcome.IGNORED
        and owners.get(one.submission.origin.sha256, one.respondent) != one.respondent
    )


def kept_parcel(received: Received, content: bytes) -> Parcel:
    """A return as it lies in ``recus/``, with what its message told."""
    letter = Letter(sender=received.sender, message_id=received.message_id) if received.sender else None
    name = received.submission.origin.name
    return Parcel(path=received.stored, name=name, content=content, moment=received.received, letter=letter)
