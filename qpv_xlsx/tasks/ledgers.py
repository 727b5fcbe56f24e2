"""Where a campaign stands now: every return, decision and message of the register, merged."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.findings import Finding
from qpv_xlsx.domain.merging.ledger import Ledger, Received
from qpv_xlsx.domain.merging.merging import merge
from qpv_xlsx.register import Register
from qpv_xlsx.tasks.refreshing import read_again
from qpv_xlsx.tasks.watching import Watch, unwatched


def ledger_of(campaign: Campaign, register: Register, now: datetime, watch: Watch = unwatched) -> Ledger:
    """The ledger of *campaign* as the register knows it; what was read for another state is read again, *now*."""
    told = read_again(campaign, register, now, watch)
    return merge(campaign, _with(register.returns(), told), register.decisions(), register.sendings())


def _with(returns: Iterable[Received], told: Mapping[str, Finding]) -> tuple[Received, ...]:
    """Returns, with what is said of those whose kept file is no longer there as it was received."""
    return tuple(_saying(one, told[one.stored]) if one.stored in told else one for one in returns)


def _saying(received: Received, said: Finding) -> Received:
    submission = received.submission
    return replace(received, submission=replace(submission, findings=(*submission.findings, said)))
