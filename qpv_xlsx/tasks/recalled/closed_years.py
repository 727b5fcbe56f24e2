"""A year that is over: asked before every command that would change it, so that nothing else is loaded here."""

from pathlib import Path

from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.register import open_register


def refuse_if_closed(folder: Path) -> None:
    """Raise CampaignError where the year of *folder* is closed. A folder without a register is not looked into."""
    if not (folder / "registre.sqlite").is_file():
        return
    with open_register(folder) as register:
        line = register.closed()
    if line is not None:
        raise CampaignError("campaign_closed", day=line.moment.date(), author=line.author or "?")
