"""Make a lost or damaged register again: from the journal, ``recus/``, and the marks of the workbooks that were made."""

import hashlib
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.campaign import Campaign, respondent_of
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.merging.ledger import Dispatch
from qpv_xlsx.domain.returned.answers import Origin
from qpv_xlsx.register import Register, open_register
from qpv_xlsx.register.mending import mend
from qpv_xlsx.tasks.collect import collect_parcels
from qpv_xlsx.tasks.deciding.decisions_book import NAME as DECISIONS
from qpv_xlsx.tasks.deciding.decisions_remembered import remember
from qpv_xlsx.tasks.generate import FOLDER, fingerprint_of
from qpv_xlsx.tasks.incoming.gathering import gather
from qpv_xlsx.tasks.incoming.parcels import Parcel
from qpv_xlsx.tasks.incoming.reading_apart import read_parcels
from qpv_xlsx.tasks.running.watching import Watch, unwatched
from qpv_xlsx.workbook.decisions.reading import read_decisions
from qpv_xlsx.workbook.reading.expectations import Expectations

_CREATED = re.compile(rb"<dcterms:created[^>]*>([^<]+)<")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """What was made again. *is_sound*: there was nothing to mend.

    *acts*: of the journal. *rows*: read in a damaged register that had no journal. *returns*: kept in ``recus/`` that
    neither knew, registered in the order of their files' dates. *workbooks*: known by their own marks only.
    *decisions*: read in ``decisions.xlsx``, where no journal told them; *unread*: why that workbook could not be read, if so.
    *kept*: the former register, under its new name; None: there was none. *broken*: the journal's first line that does not
    follow from the one before, from which on it was not believed; *journal*: where such a journal is kept.
    """

    is_sound: bool
    acts: int = 0
    rows: int = 0
    returns: int = 0
    workbooks: int = 0
    decisions: int = 0
    unread: CampaignError | None = None
    kept: Path | None = None
    broken: int | None = None
    journal: Path | None = None


def repair(folder: Path, *, author: str, now: datetime, watch: Watch = unwatched) -> Repaired:
    """Mend the register of *folder*; one that is sound is left as it is. Nothing is deleted."""
    campaign = load_campaign(folder)
    mended = mend(folder, now)
    if mended is None:
        return Repaired(is_sound=True)
    done = Repaired(
        is_sound=False,
        acts=mended.acts,
        rows=mended.rows,
        kept=mended.kept,
        broken=mended.broken,
        journal=mended.journal,
    )
    with open_register(folder, author=author) as register:
        is_closed = register.closed() is not None  # its closing is its last act: all the others are known
    if not is_closed:
        done = _with_untold(done, folder, campaign, author=author, now=now, watch=watch)
    with open_register(folder, author=author) as register:
        register.note("repair", f"{done.acts + done.rows} + {done.returns}", now)
    return done


def _with_untold(
    done: Repaired, folder: Path, campaign: Campaign, *, author: str, now: datetime, watch: Watch
) -> Repaired:
    """*done*, and what the journal does not tell: returns, workbooks and decisions that are in the folder."""
    with open_register(folder, author=author) as register:
        known = sum(1 for _ in register.marks())
        made = _record_made(folder, campaign, register, now)
    for _ in collect_parcels(folder, campaign, (), author=author, now=now, watch=watch):
        pass
    with open_register(folder, author=author) as register:
        made += _record_answered(register, now)
        found = sum(1 for _ in register.marks()) - known
    decided, unread = _decide_again(folder, campaign, author=author)
    return replace(done, returns=found, workbooks=made, decisions=decided, unread=unread)


def _decide_again(folder: Path, campaign: Campaign, *, author: str) -> tuple[int, CampaignError | None]:
    """Decisions that ``decisions.xlsx`` remembers and no journal told: how many, and why it could not be read.

    What was typed there and never read waits for « resolve »: nobody has decided it yet.
    """
    path = folder / DECISIONS
    if not path.is_file():
        return 0, None
    try:
        copy = read_decisions(path.read_bytes(), path.name)
    except CampaignError as refused:
        return 0, refused
    if copy.campaign and copy.campaign != campaign.code:
        return 0, CampaignError("decisions_not_ours", path=path.name)
    with open_register(folder, author=author) as register:
        return remember(register, copy.remembered), None


def _record_made(folder: Path, campaign: Campaign, register: Register, now: datetime) -> int:
    """Remember the workbooks of ``a_envoyer/`` that the register does not know; how many."""
    known = {dispatch.sha256 for dispatch in register.dispatches()}
    place = folder / FOLDER
    paths = sorted(place.glob("[!.~]*.xlsx")) if place.is_dir() else []
    found = 0
    for parcel, origin in _read(campaign, paths):
        if origin.sha256 not in known and origin.respondent and (origin.version or "").isdecimal():
            register.record_dispatch(_dispatch(campaign, parcel, origin, now))
            found += 1
    return found


def _read(campaign: Campaign, paths: Sequence[Path]) -> Iterator[tuple[Parcel, Origin]]:
    parcels = gather(paths, campaign.options.limits)
    for parcel, submission in read_parcels(campaign, parcels, lambda _: Expectations()):
        yield parcel, submission.origin


def _dispatch(campaign: Campaign, parcel: Parcel, origin: Origin, now: datetime) -> Dispatch:
    respondent, version = origin.respondent or "", int(origin.version or "0")
    created = _created(parcel.content) or min(parcel.moment, now)
    return Dispatch(
        respondent=respondent,
        version=version,
        fingerprint=_asked(campaign, parcel.content, respondent, version, created),
        sha256=origin.sha256,
        language=campaign.language,
        name=parcel.name,
        created=created,
    )


def _asked(campaign: Campaign, content: bytes, respondent: str, version: int, created: datetime) -> str:
    """What the workbook asks, where the campaign still asks the same: it is then the very file that would be made again."""
    from qpv_xlsx.workbook.collection import write_collection

    whose = respondent_of(campaign, respondent)
    if whose is None:
        return _unknown(version)
    reference = Reference(campaign=campaign.code, respondent=respondent, version=version)
    again = write_collection(campaign, whose, reference, language=campaign.language, created=created)
    is_same = hashlib.sha256(again).digest() == hashlib.sha256(content).digest()
    return fingerprint_of(campaign, whose) if is_same else _unknown(version)


def _unknown(version: int) -> str:
    """Stands for what a workbook asked that nobody remembers: never that of a workbook to be made."""
    return f"inconnu-v{version}"


def _created(content: bytes) -> datetime | None:
    """When the workbook says that it was made; None: it does not say."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            told = _CREATED.search(package.read("docProps/core.xml"))
            return datetime.fromisoformat(told[1].decode()).astimezone(UTC) if told else None
    except (zipfile.BadZipFile, KeyError, ValueError, OSError):
        return None


def _record_answered(register: Register, now: datetime) -> int:
    """A version that somebody answered was made, even where its workbook is gone: the next one must be another."""
    known = {(one.respondent, one.version) for one in register.dispatches()}
    origins = (received.submission.origin for received in register.arrivals())
    told = {(one.respondent, one.version or "") for one in origins if one.respondent}
    answered = {(respondent, int(version)) for respondent, version in told if version.isdecimal()}
    for respondent, version in sorted(answered - known):
        lost = Dispatch(
            respondent=respondent,
            version=version,
            fingerprint=_unknown(version),
            sha256="",
            language="fr",
            name="",
            created=now,
        )
        register.record_dispatch(lost)
    return len(answered - known)
