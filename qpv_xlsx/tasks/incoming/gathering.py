"""Every file that was given, wherever it lay: folders, zips, messages, mailboxes. Nothing is left out in silence."""

import errno
import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path
from stat import S_ISREG

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import CampaignError, Code, Finding, finding
from qpv_xlsx.mail.legible_words import legible_name
from qpv_xlsx.mail.maildirs import is_maildir, maildir_files
from qpv_xlsx.messages.system_words import spoken
from qpv_xlsx.spreadsheet.files import beginning
from qpv_xlsx.spreadsheet.opening.parts_of_documents import is_unpacked_document, lists_a_document
from qpv_xlsx.tasks.incoming.parcels import (
    CLOSED_FOLDER,
    UNPACKED_FOLDER,
    UNREACHABLE,
    Parcel,
    ignored,
    is_left_by_a_system,
    is_system_name,
    rejected,
)

_ZIP = b"PK\x03\x04"
_SAMPLE = 64 * 2**10
_MAILBOX_LIMIT = 2 * 2**30  # bytes of an mbox: it is read at once


def gather(paths: Sequence[Path], limits: Limits) -> Iterator[Parcel]:
    """Parcels of all *paths*, oldest first. A path that does not exist raises CampaignError before anything is read."""
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise CampaignError("path_missing", path=", ".join(missing))
    files = [(_moment_of(file), str(file), file) for path in paths for file in _files(path)]
    for moment, _, path in sorted(files, key=itemgetter(0, 1)):
        yield from _parcels(path, moment, limits, paths)


def count_files(paths: Iterable[Path]) -> int:
    """How many files lie at *paths*, archives and messages counted as one."""
    return sum(1 for path in paths if path.exists() for _ in _files(path))


def _files(path: Path, above: frozenset[tuple[int, int]] = frozenset()) -> Iterator[Path]:
    """Files under *path*; a folder stands for itself that cannot be looked into, leads back above itself, or is one document unpacked."""
    if path.is_file() or is_unpacked_document(path):
        yield path
        return
    mark = _place_of(path)
    if mark is None or mark in above:
        yield path
        return
    children = _children(path)
    if children is None:
        yield path
    elif is_maildir(path):
        yield from maildir_files(path)
    else:
        for child in children:
            if not child.is_symlink() and child.is_dir():
                yield from _files(Path(child), above | {mark})
            else:
                yield Path(child)


def _place_of(folder: Path) -> tuple[int, int] | None:
    """What tells a folder from every other, whatever the way that leads to it; None: it cannot be asked."""
    try:
        told = folder.stat()
    except OSError:
        return None
    return told.st_dev, told.st_ino


def _hash_of(path: Path) -> str:
    """SHA-256 of a file that is too big to be held; empty where it cannot be read to its end."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _children(folder: Path) -> list[os.DirEntry[str]] | None:
    """What lies in *folder*; None where it may not be looked into: without a right, a name is all that is seen of a file."""
    try:
        with os.scandir(folder) as entries:
            found = list(entries)
        for child in found[:1]:
            Path(child).lstat()  # the entry would tell what the folder says of it
    except OSError:
        return None
    return found


def _moment_of(path: Path) -> datetime:
    """The date of the message, else of the file."""
    told = path.lstat()
    written = datetime.fromtimestamp(told.st_mtime, UTC)
    if not S_ISREG(told.st_mode) and not path.is_file():
        return written
    try:
        if beginning(path, len(_ZIP))[0] == _ZIP:  # most files that come
            return written
        start, _ = beginning(path, _SAMPLE)
    except OSError:
        return written
    return _sent(start) or written


def _sent(start: bytes) -> datetime | None:
    """When a message was sent that begins so; None: it does not say, or it is none."""
    from qpv_xlsx.mail.mailboxes import is_mbox, is_message

    if not is_message(start) or is_mbox(start):
        return None
    from email.parser import BytesHeaderParser
    from email.policy import compat32

    from qpv_xlsx.mail import message_headers as headers

    message = BytesHeaderParser(policy=compat32).parsebytes(start)
    return headers.moment(headers.header(message, "Date"))


def _is_plain(path: Path) -> bool:
    """Whether it is a file of its own: no link, no folder, nothing that must not be opened."""
    try:
        return S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False


def _is_special(path: Path, given: Collection[Path]) -> bool:
    """A link found in a folder, which may lead out of it; a pipe, a device: not to be opened."""
    if path.is_symlink():
        return path not in given or not path.is_file()
    return not path.is_file() and not path.is_dir()


def _special(found: Parcel, path: Path) -> Parcel:
    """Set aside unopened, under a hash of its own: that of nothing is an empty file's."""
    target = str(path.readlink()) if path.is_symlink() else ""
    own = replace(found, sha256=hashlib.sha256(f"{path.name} {target}".encode("utf-8", "backslashreplace")).hexdigest())
    if not target:
        return ignored(own, "system_file")
    return ignored(own, "link", target=legible_name(str(path.parent / target)))  # as it can be typed from here


def _parcels(path: Path, moment: datetime, limits: Limits, given: Collection[Path]) -> Iterator[Parcel]:
    """What one file of the disk holds. *given*: paths named by the coordinator, whose links are followed."""
    shown, name = legible_name(str(path)), legible_name(path.name)
    found = Parcel(path=shown, name=name, content=b"", moment=moment, file=path)
    if not _is_plain(path):
        if _is_special(path, given):
            yield _special(found, path)
            return
        if path.is_dir() and is_unpacked_document(path):
            yield rejected(found, finding(Code.F03, case=UNPACKED_FOLDER))
            return
        if path.is_dir():
            yield rejected(found, finding(Code.F01, case=CLOSED_FOLDER, detail=spoken(_trouble_with(path))))
            return
    try:
        content = _content(path, limits)
    except OSError as trouble:  # Excel holds it, or it is somebody else's
        if is_system_name(path.name):
            yield ignored(found, "system_file")
        else:
            yield rejected(found, finding(Code.F01, case=UNREACHABLE, detail=spoken(trouble)))
        return
    if isinstance(content, Finding):
        yield rejected(replace(found, sha256=_hash_of(path)), content)
        return
    if is_left_by_a_system(path.name, content):
        yield ignored(replace(found, content=content), "system_file")
    else:
        yield from _opened(replace(found, content=content), limits)


def _opened(found: Parcel, limits: Limits) -> Iterator[Parcel]:
    """The file itself, or what it holds."""
    if found.content.startswith(_ZIP) and lists_a_document(found.content):  # most files that come
        yield found
        return
    from qpv_xlsx.tasks.incoming.unpacking import unpacked

    yield from unpacked(found, limits)


def _trouble_with(folder: Path) -> OSError:
    """Why a folder is not looked into: that is refused, or it leads back above itself."""
    try:
        with os.scandir(folder) as entries:
            for child in entries:
                Path(child).lstat()
    except OSError as trouble:
        return trouble
    return OSError(errno.ELOOP, os.strerror(errno.ELOOP))


def _content(path: Path, limits: Limits) -> bytes | Finding:
    """The bytes of a file; what is said of it where it is larger than its sort may be."""
    start, size = beginning(path, _SAMPLE)
    allowed = _allowed(start, limits)
    if size > allowed:
        return _too_large(size, allowed)
    return start if size == len(start) else path.read_bytes()


def _allowed(start: bytes, limits: Limits) -> int:
    """The most bytes that a file may have which begins so."""
    if start.startswith(_ZIP):
        return limits.file_size
    from qpv_xlsx.mail.letters import MESSAGE_LIMIT
    from qpv_xlsx.mail.mailboxes import is_mbox, is_message

    if not is_message(start):
        return limits.file_size
    return _MAILBOX_LIMIT if is_mbox(start) else MESSAGE_LIMIT


def _too_large(size: int, allowed: int) -> Finding:
    from qpv_xlsx.spreadsheet.opening.refusal import beyond_bytes

    return beyond_bytes("file_size", size, allowed).finding
