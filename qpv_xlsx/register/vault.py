"""``recus/``: every return as it was received, byte for byte, never changed."""

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from qpv_xlsx.spreadsheet.files import flush, write_whole

_PREFIX = 12  # signs of the SHA-256 before the name: 48 bits, no accident in a campaign
_LONGEST = 80  # bytes of the original name that are kept: Windows allows 260 signs for the whole path
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")  # names that Windows keeps for devices
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')


def fingerprint_of(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def safe_name(name: str) -> str:
    """A file name that every system accepts, inside one folder, with the extension kept.

    A sender's name never decides where a file is written: folders, « .. », control signs and device names go.
    """
    words = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    last = re.split(r"[/\\]", words)[-1]
    visible = "".join(sign for sign in _UNSAFE.sub("_", last) if unicodedata.category(sign)[0] != "C")
    stem, extension = os.path.splitext(visible.strip(" ._"))  # noqa: PTH122  (a name, not a path)
    kept = _cut(stem, _LONGEST).strip(" .") + _cut(extension, 10)
    return f"_{kept}" if _DEVICES.match(kept) else kept or "sans_nom"


def _cut(text: str, length: int) -> str:
    """*text* within *length* bytes."""
    return text.encode()[:length].decode(errors="ignore")


def stored_name(sha256: str, name: str) -> str:
    """« 3f2a…_retour.xlsx »."""
    return f"{sha256[:_PREFIX]}_{safe_name(name)}"


def keep(folder: Path, content: bytes, name: str) -> str:
    """Write *content* into *folder* under its stored name, which is returned, so that a crash leaves all or nothing.

    The same bytes are kept once, under the first name they came with.
    """
    sha256 = fingerprint_of(content)
    for known in folder.glob(f"{sha256[:_PREFIX]}_*"):
        if fingerprint_of(known.read_bytes()) == sha256:
            return known.name
    target = folder / stored_name(sha256, name)
    write_whole(target, content)
    _flush_folder(folder)
    return target.name


def kept_files(folder: Path) -> Iterator[Path]:
    """Every file in the folder that was written whole, by name."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.startswith(".") and re.match(r"[0-9a-f]{12}_", path.name):
            yield path


def _flush_folder(folder: Path) -> None:
    """Make the new name durable, where the system lets a folder be flushed (Windows does not)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        flush(handle, folder)
    finally:
        os.close(handle)
