"""A campaign's folder made aside, then put in its place: whoever stops it in the middle finds nothing, and begins again."""

import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path

from qpv_xlsx.campaigns.path_room import NEW, refuse_if_too_deep, refuse_reserved
from qpv_xlsx.spreadsheet.files import is_old

ROOMS = ("a_envoyer", "recus", "a_retourner", "synthese")
"""The folders of a campaign's folder."""

_TOKEN = re.compile(r"[0-9a-f]{8}")
_NOT_CONTENT = frozenset({".ds_store", "thumbs.db", "desktop.ini", "verrou.json", "bureau-ouvert.json"})


@contextmanager
def made_aside(folder: Path) -> Iterator[Path]:
    """Where to write what *folder* will hold: beside it, until all is there. A folder that exists is filled in place."""
    if folder.exists():
        yield folder
        return
    refuse_reserved(folder)
    refuse_if_too_deep(folder, NEW)
    folder.parent.mkdir(parents=True, exist_ok=True)
    sweep_former(folder)
    aside = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.tmp")
    aside.mkdir()
    try:
        yield aside
        aside.rename(folder)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise


def sweep_former(folder: Path) -> None:
    """Remove what programs that were killed while they made *folder* left beside it."""
    with suppress(OSError):
        for left in folder.parent.glob(f".{escape(folder.name)}.*.tmp"):
            is_ours = _TOKEN.fullmatch(left.name.removeprefix(f".{folder.name}.").removesuffix(".tmp"))
            if is_ours and left.is_dir() and not left.is_symlink() and is_old(left):
                shutil.rmtree(left, ignore_errors=True)


def has_content(folder: Path) -> bool:
    """Whether something lies in *folder* besides what systems leave, and what a stopped beginning left: empty rooms."""
    return folder.is_dir() and any(_counts(entry) for entry in folder.iterdir())


def _counts(entry: Path) -> bool:
    if entry.name.lower() in _NOT_CONTENT or (entry.name.startswith(".") and entry.suffix == ".tmp"):
        return False
    return not (entry.name in ROOMS and entry.is_dir() and not any(entry.iterdir()))
