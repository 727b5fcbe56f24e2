"""Begin next year's campaign with this year's results as history."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.following.history import next_campaign, results_of
from qpv_xlsx.mail.letter_models import FOLDER as TEXTS
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.init import make_folder
from qpv_xlsx.tasks.ledgers import ledger_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RolledOver:
    """The new campaign, and how much it remembers."""

    campaign: Campaign
    folder: Path
    results: int


def rollover(folder: Path, target: Path, year: int, *, author: str, now: datetime) -> RolledOver:
    """Make the folder of *year*'s campaign at *target*, which must be empty or absent. This campaign is left as it is."""
    campaign = load_campaign(folder)
    if year <= campaign.year:
        raise CampaignError("rollover_year", year=year, current=campaign.year)
    with open_register(folder, author=author) as register:
        ledger = ledger_of(campaign, register, now)
        following = next_campaign(campaign, ledger, year)
        make_folder(target, following, language=campaign.language, now=now, texts=folder / TEXTS)
        register.note("rollover", f"{following.code} {target.name}", now)
    return RolledOver(campaign=following, folder=target, results=len(results_of(campaign, ledger)))
