"""Read files as ``collect`` would, and register nothing."""

from collections.abc import Iterator, Sequence
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
    campaign, readings = check_one_by_one(folder, paths, watch=watch)
    return campaign, list(readings)


def check_one_by_one(
    folder: Path, paths: Sequence[Path], *, watch: Watch = unwatched
) -> tuple[Campaign, Iterator[Reading]]:
    """The same, a file being read when the one before it has been taken."""
    campaign = load_campaign(folder)
    parcels = gather(paths, campaign.options.limits)
    read_ones = read_parcels(campaign, parcels, lambda _: Expectations(), _versions(folder))
    read = watched(read_ones, count_files(paths), watch)
    return campaign, (Reading(path=parcel.path, submission=submission) for parcel, submission in read)


def _versions(folder: Path) -> dict[str, int]:
    """What the register knows of the workbooks made, if there is a register: checking does not start one."""
    if not (folder / NAME).exists():
        return {}
    with open_register(folder) as register:
        return latest_versions(register.dispatches())
