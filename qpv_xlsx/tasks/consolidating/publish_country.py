"""Several territories as they may be published: a master and a page each, and the national ones, all with the same masks."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.merging.ledger import Ledger, unclaimed_returns
from qpv_xlsx.domain.merging.parting_ledger import ledger_in
from qpv_xlsx.register import Register
from qpv_xlsx.tasks.consolidating.consolidate_country import (
    FOLDER,
    CountryConsolidated,
    gather,
    watched,
)
from qpv_xlsx.tasks.consolidating.consolidate_territories import (
    TERRITORIES,
    Outlet,
    TerritoryPlace,
    places_of,
)
from qpv_xlsx.tasks.consolidating.national_files import NationalFiles
from qpv_xlsx.tasks.consolidating.publishing import FOLDER as PUBLIC
from qpv_xlsx.tasks.consolidating.publishing import prepare, remember
from qpv_xlsx.tasks.recalled.merged_register import MergedRegister
from qpv_xlsx.tasks.running.watching import Watch, unwatched

_ENDING = "-diffusion"


def publish_country(
    campaign: Campaign,
    register: Register,
    folder: Path,
    target: Path | None,
    *,
    now: datetime,
    watch: Watch = unwatched,
) -> CountryConsolidated:
    """To *target* (None: « synthese/diffusion/… ») and « territoires » beside it. Figures are masked once, all territories together.

    Raises CampaignError, before anything is written, where a secret figure could be worked out.
    """
    merged = MergedRegister(campaign, register, now, watch)
    ledger = merged.ledger()
    made = prepare(campaign, ledger, register)
    master = target or folder / FOLDER / PUBLIC / f"{campaign.code}_synthese{_ENDING}.xlsx"
    root = master.parent
    audit = remember(made, campaign, register, folder, master.name, now)

    outlet = Outlet(root=root, received=None, created=now, language=campaign.language)

    def part_of(place: TerritoryPlace) -> Ledger:
        return ledger_in(made.ledger, made.campaign, place.campaign, place.territory)

    done = gather(
        watched(tuple(places_of(made.campaign, root / TERRITORIES, _ENDING)), part_of, outlet, watch),
        made.campaign,
        NationalFiles.beside(master, campaign.code, _ENDING),
        title=campaign.title,
        created=now,
    ).written()
    watch(1, 1)
    nobodys = tuple(one.submission.origin.name for one in unclaimed_returns(ledger))
    return replace(
        done,
        unclaimed=nobodys,
        audit=audit,
        given_away=len(made.protection.lost),
        kept=made.kept,
        left_behind=merged.left_behind(),
        former=campaign.former_codes,
    )
