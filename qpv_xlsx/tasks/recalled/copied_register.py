"""Somebody else's register, read as a copy: nothing changes in their folder."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.register import RECEIVED_FOLDER, Register, open_register
from qpv_xlsx.register.chronicle import NAME as JOURNAL
from qpv_xlsx.register.connecting import NAME as REGISTER


@contextmanager
def open_copy(folder: Path) -> Iterator[Register]:
    """The register of *folder*, as a copy; the returns that it speaks of are found where they lie."""
    with tempfile.TemporaryDirectory() as place:
        names = [name for name in (REGISTER, JOURNAL) if (folder / name).is_file()]
        if REGISTER not in names and (JOURNAL in names or (folder / RECEIVED_FOLDER).is_dir()):
            raise CampaignError("national_register_lost", folder=str(folder))
        for name in names:
            shutil.copyfile(folder / name, Path(place) / name)
        with open_register(Path(place), received=folder / RECEIVED_FOLDER) as register:
            yield register
