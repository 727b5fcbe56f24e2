"""« Passation »: gathered from the register, the campaign and what it was when it went out."""

from collections.abc import Sequence
from pathlib import Path

from qpv_xlsx.campaigns.editions import first_edition
from qpv_xlsx.campaigns.in_excel.comparing import changes_between
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.former import with_present_codes
from qpv_xlsx.domain.merging.ledger import Ledger
from qpv_xlsx.messages.handing_over import HandoverSection, handover


def handover_of(folder: Path, campaign: Campaign, ledger: Ledger) -> Sequence[HandoverSection]:
    """What a successor must know of the campaign in *folder*."""
    first = first_edition(folder)
    if first is None:
        return handover(campaign, ledger, (), None, campaign.language)
    then, moment = first
    changes = changes_between(with_present_codes(then), campaign, campaign.language)
    return handover(campaign, ledger, changes, moment.date(), campaign.language)
