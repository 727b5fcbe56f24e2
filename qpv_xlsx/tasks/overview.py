"""Everything there is to show of a campaign, read once: for whoever shows several pages of it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.judging.assessment import Assessment
from qpv_xlsx.domain.merging.ledger import Dispatch, JournalLine, Ledger, Received, Sending
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.merged_register import MergedRegister
from qpv_xlsx.tasks.status import Status, status_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A campaign's folder as it stood at one moment. *returns*: all that came in, in order of arrival."""

    folder: Path
    campaign: Campaign
    ledger: Ledger
    status: Status
    assessment: Assessment
    returns: tuple[Received, ...]
    dispatches: tuple[Dispatch, ...]
    sendings: tuple[Sending, ...]
    journal: tuple[JournalLine, ...]


def read_overview(folder: Path, *, now: datetime) -> Overview:
    """Read the campaign and its register. Raises CampaignError where the campaign is missing or wrong."""
    campaign = load_campaign(folder)
    with open_register(folder) as register:
        merged = MergedRegister(campaign, register, now)
        ledger = merged.ledger()
        returns, dispatches = register.arrivals(), register.dispatches()
        sendings, journal = register.sendings(), register.journal()
        status = status_of(campaign, merged, register, today=now.date())
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
    )
