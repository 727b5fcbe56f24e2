"""Files on disk: written whole or not at all."""

import errno
import io
import logging
import os
import re
import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO

_LOG = logging.getLogger(__name__)
_UNABLE = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM, errno.EACCES})
_LEFTOVER = re.compile(r"\.[a-z0-9_]{8}\.tmp")  # as they are named here, and were by tempfile
_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0)  # Windows would change line ends
_OLD = 600.0  # seconds after which no program is still writing it


def beginning(path: Path, most: int) -> tuple[bytes, int]:
    """The first *most* bytes of a file, and its size; fewer of them than both: a share gave only some. Raises OSError.

    Without the layers of ``open``, which cost more than a short file.
    """
    handle = os.open(path, _READING)
    try:
        return os.read(handle, most), os.fstat(handle).st_size
    finally:
        os.close(handle)


def write_whole(path: Path, content: bytes) -> None:
    """Write *content* under a temporary name, then move it: readers see the former file or the whole new one.

    Makes the folder where it is missing. Raises OSError, and then leaves nothing behind.
    """
    copy_whole(path, io.BytesIO(content))


def copy_whole(path: Path, source: IO[bytes]) -> None:
    """The same with all that *source* still gives, a piece at a time."""
    temporary, file = _fresh(path.parent)
    try:
        with file:
            shutil.copyfileobj(source, file)
            file.flush()
            flush(file.fileno(), path)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _fresh(folder: Path) -> tuple[Path, IO[bytes]]:
    """A new file under a name that nobody has, with the rights that files have there: on a shared folder colleagues must read it."""
    is_made = False
    while True:
        temporary = folder / f".{os.urandom(4).hex()}.tmp"
        try:
            return temporary, temporary.open("xb")
        except FileNotFoundError:
            if is_made:
                raise
            folder.mkdir(parents=True, exist_ok=True)  # another program may have made it in the meantime
            is_made = True
        except FileExistsError:
            continue


def bear(path: Path, mode: int) -> None:
    """Give a file its rights, where the drive knows any: a share that refuses them is written to all the same, and logged."""
    try:
        path.chmod(mode)
    except OSError as trouble:
        _LOG.debug("%s: this drive keeps its own rights (%s)", path, trouble.strerror)


def flush(handle: int, path: Path) -> None:
    """Have the system write what it holds of a file. A share that cannot is written to all the same, and logged."""
    try:
        os.fsync(handle)
    except OSError as trouble:
        if trouble.errno not in _UNABLE:
            raise
        _LOG.debug("%s: this drive cannot flush (%s)", path, trouble.strerror)


def can_flush(path: Path) -> bool:
    """Whether a file, or a folder, of this drive can be flushed: asked once, before somebody else's library relies on it.

    Windows flushes what was opened to be written only, and is not asked.
    """
    if os.name == "nt":
        return True
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return True
    try:
        os.fsync(handle)
    except OSError as trouble:
        return trouble.errno not in _UNABLE
    finally:
        os.close(handle)
    return True


def is_old(path: Path) -> bool:
    """Whether nothing has changed there for so long that no program is still writing it."""
    return time.time() - path.lstat().st_mtime > _OLD


def sweep(folder: Path, throughout: Iterable[str] = ()) -> None:
    """Remove what a program that was stopped left of a file it was writing in *folder*, or in a folder of it.

    Those named *throughout* are swept with all the folders they hold.
    """
    with suppress(OSError):
        near = [folder, *(child for child in folder.iterdir() if child.is_dir() and not child.is_symlink())]
        deep = [Path(place) for name in throughout for place, _, _ in os.walk(folder / name)]
        for place in dict.fromkeys([*near, *deep]):
            for path in place.glob(".*.tmp"):
                if _LEFTOVER.fullmatch(path.name) and is_old(path):
                    path.unlink()
