"""Everything there is to show of a campaign, read once: for whoever shows several pages of it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.judging.assessment import Assessment
from qpv_xlsx.domain.merging.ledger import Dispatch, JournalLine, Ledger, Received, Sending
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.incoming.refreshing import reading_fingerprint
from qpv_xlsx.tasks.recalled.merged_register import MergedRegister
from qpv_xlsx.tasks.running.watching import Watch, unwatched
from qpv_xlsx.tasks.status import Status, status_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A campaign's folder as it stood at one moment. *returns*: all that came in, in order of arrival. *closed*: the year's end; None: not yet."""

    folder: Path
    campaign: Campaign
    ledger: Ledger
    status: Status
    assessment: Assessment
    returns: tuple[Received, ...]
    dispatches: tuple[Dispatch, ...]
    sendings: tuple[Sending, ...]
    journal: tuple[JournalLine, ...]
    closed: JournalLine | None = None


def read_overview(folder: Path, campaign: Campaign, *, now: datetime, watch: Watch = unwatched) -> Overview:
    """Read the register of *campaign*, which is that of *folder*. *watch* is told of returns that are read again."""
    with open_register(folder) as register:
        merged = MergedRegister(campaign, register, now, watch)
        ledger = merged.ledger()
        returns, dispatches = register.arrivals(), register.dispatches()
        sendings, journal = register.sendings(), register.journal()
        status = status_of(campaign, merged, register, today=now.date())
        closed = register.closed()
    return Overview(
        folder=folder,
        campaign=campaign,
        ledger=ledger,
        status=status,
        assessment=assess(campaign, ledger),
        returns=returns,
        dispatches=dispatches,
        sendings=sendings,
        journal=journal,
        closed=closed,
    )


def returns_to_read_again(folder: Path, campaign: Campaign) -> int:
    """How many returns were read for another state of the campaign, or by another version: they are read again first."""
    with open_register(folder) as register:
        return 0 if register.closed() else len(register.stale(reading_fingerprint(campaign)))
