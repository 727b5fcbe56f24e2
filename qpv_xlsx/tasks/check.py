"""Read files as ``collect`` would, and register nothing."""

from collections.abc import Sequence
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.register import open_register
from qpv_xlsx.register.connecting import NAME
from qpv_xlsx.tasks.incoming.gathering import count_files, gather
from qpv_xlsx.tasks.incoming.reading_apart import latest_versions, read_parcels
from qpv_xlsx.tasks.incoming.reading_report import Reading
from qpv_xlsx.tasks.running.watching import Watch, unwatched, watched
from qpv_xlsx.workbook.reading.expectations import Expectations


def check(folder: Path, paths: Sequence[Path], *, watch: Watch = unwatched) -> tuple[Campaign, list[Reading]]:
    """The campaign in *folder*, and every file found under *paths* with what was read from it."""
    campaign = load_campaign(folder)
    expected = Expectations(latest_versions=_versions(folder))
    parcels = gather(paths, campaign.options.limits)
    read = read_parcels(campaign, parcels, lambda _: expected)
    readings = [
        Reading(path=parcel.path, submission=submission)
        for parcel, submission in watched(read, count_files(paths), watch)
    ]
    return campaign, readings


def _versions(folder: Path) -> dict[str, int]:
    """What the register knows of the workbooks made, if there is a register: checking does not start one."""
    if not (folder / NAME).exists():
        return {}
    with open_register(folder) as register:
        return latest_versions(register.dispatches())
