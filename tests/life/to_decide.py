"""What a folder leaves to decide, as ``resolve`` lists it, without writing anything."""

from datetime import datetime
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.deciding.lines import lines_to_decide
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.tasks.resolve import Conflict, conflicts_on


def open_conflicts(folder: Path, *, now: datetime) -> tuple[Conflict, ...]:
    """The findings on the lines to decide."""
    with open_register(folder) as register:
        return conflicts_on(lines_to_decide(ledger_of(load_campaign(folder), register, now)))
