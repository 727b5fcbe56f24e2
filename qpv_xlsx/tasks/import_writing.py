"""Write what was imported: into a new campaign's folder, or into one that exists, whose former file is kept."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.campaigns.folder import DOCUMENT, WORKBOOK
from qpv_xlsx.campaigns.geographies import load_geography
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.tasks.import_ import Imported, joined
from qpv_xlsx.tasks.init import folder_code, keep_former, make_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where to write: a new folder, or an existing campaign's; both None: nowhere. *geography*: name or file.

    *communes*: of that geography, only these; empty: all.
    """

    output: Path | None = None
    into: Path | None = None
    geography: str | None = None
    communes: tuple[str, ...] = ()
    is_forced: bool = False

    def code(self, year: int) -> str:
        """The new campaign's code: the folder's name and the year; empty where there is no folder."""
        return folder_code(self.output, year) if self.output else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written, and the campaign as it stands. *kept*: the copy of the former file."""

    folder: Path
    campaign: Campaign
    kept: Path | None = None


def write_imported(imported: Imported, target: Target, *, language: str, now: datetime) -> Written | None:
    """Write the campaign; None where no folder was given."""
    if target.output and target.into:
        raise CampaignError("import_two_places")
    if target.output:
        campaign = _on_geography(imported.campaign, target)
        started = make_folder(target.output, campaign, language=language, now=now, is_forced=target.is_forced)
        return Written(folder=target.output, campaign=campaign, kept=started.kept)
    return _complete(imported, target.into, target, language, now) if target.into else None


def _complete(imported: Imported, folder: Path, target: Target, language: str, now: datetime) -> Written:
    campaign = _on_geography(joined(load_campaign(folder), imported.campaign, language), target)
    path = folder / (WORKBOOK if (folder / WORKBOOK).is_file() else DOCUMENT)
    kept = keep_former(path, now)
    save_campaign(campaign, path, language=language, created=now)
    return Written(folder=folder, campaign=campaign, kept=kept)


def _on_geography(campaign: Campaign, target: Target) -> Campaign:
    if target.geography is None:
        return campaign
    found = load_geography(target.geography, target.communes)
    first, *others = campaign.territories
    placed = replace(first, geography=found.id, quartiers=found.quartiers, geography_note=found.note)
    return replace(campaign, territories=(placed, *others))
