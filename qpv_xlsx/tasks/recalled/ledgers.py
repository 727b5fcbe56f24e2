"""Where a campaign stands now: every return, decision and message of the register, merged."""

from datetime import datetime

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.merging.ledger import Ledger
from qpv_xlsx.register import Register
from qpv_xlsx.tasks.recalled.merged_register import MergedRegister
from qpv_xlsx.tasks.running.watching import Watch, unwatched


def ledger_of(campaign: Campaign, register: Register, now: datetime, watch: Watch = unwatched) -> Ledger:
    """The ledger of *campaign* as the register knows it; what was read for another state is read again, *now*."""
    return MergedRegister(campaign, register, now, watch).ledger()
