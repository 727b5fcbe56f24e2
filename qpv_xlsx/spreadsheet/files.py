"""Files on disk: written whole or not at all."""

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write *content* under a temporary name, then move it: readers see the former file or the whole new one.

    Makes the folder where it is missing. Raises OSError, and then leaves nothing behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _give_usual_rights(Path(temporary))
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _give_usual_rights(path: Path) -> None:
    """A temporary file is its owner's only; on a shared folder colleagues must read it."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)
