"""``recus/``: every return as it was received, byte for byte, never changed."""

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from qpv_xlsx.spreadsheet.files import beginning, flush, write_whole

_PREFIX = 12  # signs of the SHA-256 before the name: 48 bits, no accident in a campaign
_LONGEST = 80  # bytes of the original name that are kept: Windows allows 260 signs for the whole path
_DEVICES = re.compile(
    r"(?i)(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])(\.|$)"
)  # names that Windows keeps for devices
_STORED = re.compile(r"[0-9a-f]{12}_")
_NEVER = -1
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


class Keeping(StrEnum):
    """What has become of a file of ``recus/``. Its words are those of F01's cases."""

    WHOLE = ""
    MISSING = "kept_missing"
    CHANGED = "kept_changed"


def read_kept(folder: Path, stored: str, sha256: str) -> tuple[bytes, Keeping]:
    """The bytes that were received, where they are still there; else none, and what happened."""
    try:
        content = (folder / stored).read_bytes()
    except OSError:
        return b"", Keeping.MISSING
    return (content, Keeping.WHOLE) if fingerprint_of(content) == sha256 else (b"", Keeping.CHANGED)


def bring_back(folder: Path, stored: str, content: bytes) -> bool:
    """Put received bytes back under the name they had, where they are missing or were changed; whether it was needed.

    A file that somebody changed stays beside, under « modifie_… ».
    """
    path = folder / stored
    if _holds(path, content):
        return False
    if path.is_file():
        path.replace(path.with_name(f"modifie_{fingerprint_of(path.read_bytes())[:_PREFIX]}_{stored}"))
    write_whole(path, content)
    return True


def _holds(path: Path, content: bytes) -> bool:
    try:
        found, size = beginning(path, len(content) + 1)
        return (found if len(found) == size else path.read_bytes()) == content
    except OSError:
        return False


def bears_another_hash(name: str, sha256: str) -> bool:
    """Whether a file of ``recus/`` says by its name that it is something else: it was changed since it was received."""
    return _STORED.match(name) is not None and not name.startswith(f"{sha256[:_PREFIX]}_")


class Shelf:
    """The folder, with the beginnings of the names it holds, looked at again once it has changed through somebody else.

    Among thousands, to look through all of them for each new file takes longer than to write it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._beginnings: set[str] = set()
        self._moment = _NEVER

    def keep(self, content: bytes, name: str) -> str:
        """Write *content* under its stored name, which is returned, so that a crash leaves all or nothing.

        The same bytes are kept once, under the first name they came with.
        """
        return self.keep_all([(content, name)])[0]

    def keep_all(self, files: Iterable[tuple[bytes, str]]) -> list[str]:
        """The same for several, content and name; the folder is flushed once."""
        names = [self._written(content, name) for content, name in files]
        if names:
            _flush_folder(self._folder)
        return names

    def _written(self, content: bytes, name: str) -> str:
        sha256 = fingerprint_of(content)
        for known in self._files_beginning(sha256[:_PREFIX]):
            if fingerprint_of(known.read_bytes()) == sha256:
                return known.name
            known.replace(known.with_name(f"modifie_{known.name}"))
        target = self._folder / stored_name(sha256, name)
        write_whole(target, content)
        self._beginnings.add(sha256[:_PREFIX])
        self._moment = _moment_of(self._folder)
        return target.name

    def _files_beginning(self, prefix: str) -> list[Path]:
        """Files whose names begin so. ``glob`` makes a path of every name first: ten times slower among thousands."""
        moment = _moment_of(self._folder)
        if moment == self._moment and prefix not in self._beginnings:
            return []
        names = os.listdir(self._folder) if moment != _NEVER else []  # noqa: PTH208  (likewise)
        self._beginnings, self._moment = {name[:_PREFIX] for name in names}, moment
        return [self._folder / name for name in names if name.startswith(f"{prefix}_")]


def _moment_of(folder: Path) -> int:
    """When a name was last added to *folder* or taken from it, in nanoseconds."""
    try:
        return folder.stat().st_mtime_ns
    except FileNotFoundError:
        return _NEVER


def kept_files(folder: Path) -> Iterator[Path]:
    """Every file in the folder that was written whole, by name."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        stored = [entry for entry in entries if _STORED.match(entry.name)]
        names = sorted(one.name for one in stored if one.is_file(follow_symlinks=False) or Path(one).is_file())
    for name in names:
        yield folder / name


def _flush_folder(folder: Path) -> None:
    """Make the new name durable, where the system lets a folder be flushed (Windows does not)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        flush(handle, folder)
    finally:
        os.close(handle)
