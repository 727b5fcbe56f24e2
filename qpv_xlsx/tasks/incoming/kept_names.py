"""Whether a file that was given lies in ``recus/`` itself, and the name that it had when it came."""

import os
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from qpv_xlsx.tasks.incoming.parcels import Parcel

_PREFIX = 13  # signs that the register puts before the name of a kept file


def lies_in(received: Path, parcel: Parcel) -> bool:
    """Whether it is a file of the folder *received*, links resolved."""
    return parcel.file is not None and _real(os.path.dirname(parcel.file)) == received  # noqa: PTH120  (of thousands)


def under_its_name(parcel: Parcel, sha256: str) -> Parcel:
    """A file taken from ``recus/`` has its former name back."""
    is_ours = parcel.name.startswith(f"{sha256[: _PREFIX - 1]}_")
    return replace(parcel, name=parcel.name[_PREFIX:]) if is_ours else parcel


@lru_cache(maxsize=100)
def _real(folder: str) -> Path:
    """The folder behind links: asked once for all its files."""
    return Path(folder).resolve()
