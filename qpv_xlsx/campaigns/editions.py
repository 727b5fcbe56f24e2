"""The states that a campaign had when something left: kept in « versions », so that what changed since can be told."""

import json
from datetime import datetime
from pathlib import Path

from qpv_xlsx.campaigns.documents import campaign_to_json
from qpv_xlsx.campaigns.folder import load_file
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.spreadsheet.files import write_whole

FOLDER = "versions"


def keep_edition(folder: Path, campaign: Campaign, now: datetime) -> Path | None:
    """Keep *campaign* as it is, where it is not what was kept last; None where it is."""
    text = json.dumps(campaign_to_json(campaign), ensure_ascii=False, indent=1) + "\n"
    latest = _files(folder)[-1:]
    if latest and latest[0].read_text("utf-8") == text:
        return None
    place = folder / FOLDER
    place.mkdir(exist_ok=True)
    path = place / f"campagne_{now:%Y%m%d-%H%M%S}.json"
    write_whole(path, text.encode("utf-8"))
    return path


def first_edition(folder: Path) -> tuple[Campaign, datetime] | None:
    """The campaign as it was when its first workbooks were made, and when; None where nothing was kept, or it is unreadable."""
    for path in _files(folder):
        try:
            moment = datetime.strptime(path.stem.partition("_")[2], "%Y%m%d-%H%M%S").astimezone()
            return load_file(path), moment
        except (CampaignError, ValueError, OSError):
            continue
    return None


def _files(folder: Path) -> list[Path]:
    return sorted((folder / FOLDER).glob("campagne_*.json"))
