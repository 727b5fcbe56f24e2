"""Room for the names of a campaign's files in a long path: told before anything is written there.

Source: Microsoft Learn, « Maximum Path Length Limitation » (MAX_PATH, 260 with the closing zero; an administrator may lift
it); Excel's own limit of 218 signs for a workbook's whole path stays whatever Windows admits.
"""

import sys
from pathlib import Path

from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.spreadsheet.file_names import portable_name

NEW = 130
"""Signs of a new campaign folder's path: the longest name of a workbook to be opened in Excel, that of the public master, takes 85 more."""

WRITTEN = 148
"""Signs of the path of a folder that is written in: the longest name, that of a return in ``recus/``, takes 110 more."""


def refuse_if_too_deep(folder: Path, most: int) -> None:
    """Raise CampaignError where Windows, or Excel there, would not take the names of the files to be written in *folder*."""
    if sys.platform == "win32":
        refuse_beyond(folder.absolute(), most)


def refuse_reserved(folder: Path) -> None:
    """Raise CampaignError where Windows would not take the name of a new *folder*: CON, AUX, COM1, a dot or a space at its end."""
    if sys.platform == "win32":
        refuse_name(folder.name)


def refuse_name(name: str) -> None:
    """Raise CampaignError where *name* would not be that of a folder on Windows; it tells one that would."""
    taken, kept = portable_name(name), " ".join(name.lstrip(".").split())  # a dot in front is any name's right
    if name and (not kept or taken != kept):
        raise CampaignError("folder_name_reserved", name=name, proposed=taken or "campagne")


def refuse_beyond(folder: Path, most: int) -> None:
    """Raise CampaignError where the path of *folder* has more than *most* signs, counted as Windows does: in UTF-16."""
    length = len(str(folder).encode("utf-16-le", "surrogatepass")) // 2
    if length > most:
        raise CampaignError("path_too_long", length=length, most=most, path=str(folder), name=folder.name[:20])
