"""Collect, check and consolidate the indicators of the politique de la ville, with Excel workbooks."""

from os import PathLike
from typing import TYPE_CHECKING

from qpv_xlsx.version import __version__

if TYPE_CHECKING:
    from qpv_xlsx.export.data_frames import Frames

__all__ = ["__version__", "frames"]


def frames(folder: str | PathLike[str]) -> "Frames":
    """The tables of a campaign's folder, a Data Package or a Parquet set, as pandas DataFrames.

    ``qpv_xlsx.frames("paris-2026").answers`` holds one row per expected answer. Nothing is written in *folder*.
    Raises ``qpv_xlsx.domain.findings.CampaignError`` where there is nothing to read.
    """
    from qpv_xlsx.tasks.frames import frames as read  # pandas is loaded only here

    return read(folder)
