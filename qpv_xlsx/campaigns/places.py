"""Where a part of the campaign stands: its cell in campagne.xlsx, or its pointer in campagne.json."""

from collections.abc import Mapping
from pathlib import Path

from qpv_xlsx.campaigns.folder import WORKBOOK
from qpv_xlsx.campaigns.in_excel.reading import cells_of
from qpv_xlsx.campaigns.pointers import Steps, pointer


def places_of(folder: Path, parts: tuple[Steps, ...]) -> Mapping[Steps, str]:
    """The place of each of *parts* (« respondents », 3, « contacts », 0, « email ») in the campaign of *folder*."""
    path = folder / WORKBOOK
    cells = cells_of(path.read_bytes()) if path.is_file() else {}
    return {steps: cells.get(pointer(*steps), pointer(*steps)) for steps in parts}
