"""Where a campaign stands now: every return, decision and message of the register, merged."""

from qpv_xlsx.domain.campaign import Campaign
from qpv_xlsx.domain.ledger import Ledger
from qpv_xlsx.domain.merging import merge
from qpv_xlsx.register import Register


def ledger_of(campaign: Campaign, register: Register) -> Ledger:
    """The ledger of *campaign* as the register knows it at this moment."""
    return merge(campaign, register.returns(), register.decisions(), register.sendings())
