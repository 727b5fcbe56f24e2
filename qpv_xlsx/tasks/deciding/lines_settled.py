"""Several lines decided at once, as a page of the desk gives them: each is recorded, or refused with its reason."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.deciding.lines import DecisionLine, Offer, lines_to_decide
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.merging.ledger import Decision, Ledger
from qpv_xlsx.register import Register, open_register
from qpv_xlsx.tasks.deciding.claiming import attribution, owner_named
from qpv_xlsx.tasks.deciding.line_rulings import check_filled, decisions_on
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.workbook.decisions.filled import FilledLine

Outcome = tuple[Decision, ...] | CampaignError


def settle_lines(
    folder: Path, rows: Sequence[FilledLine], *, author: str, now: datetime
) -> Iterator[tuple[FilledLine, Outcome]]:
    """Each row with what was recorded, or the CampaignError that says why nothing was."""
    campaign = load_campaign(folder)
    with open_register(folder, author=author) as register:
        ledger = ledger_of(campaign, register, now)
        lines = {line.key: line for line in lines_to_decide(ledger)}
        for row in rows:
            try:
                act = act_on(campaign, register, ledger, lines.get(row.key), row, now)
            except CampaignError as refused:
                yield row, refused
                continue
            register.decide(*act)
            yield row, act


def act_on(
    campaign: Campaign, register: Register, ledger: Ledger, line: DecisionLine | None, row: FilledLine, now: datetime
) -> tuple[Decision, ...]:
    """What a row decides. Raises CampaignError for one that cannot be applied; a return of nobody is read as the owner's."""
    if line is None:
        raise CampaignError("decisions_over")
    if row.offer is not Offer.ATTRIBUTE:
        return decisions_on(campaign, ledger, line, row, now)
    check_filled(line, row)
    source = line.findings[0].source
    if source is None:
        raise LookupError(line.key)
    return (attribution(campaign, register, source, owner_named(campaign, row.value), row.reason, now),)
