"""A temporary file that another process of this machine may read while it is there."""

import os
import tempfile
import weakref
from contextlib import suppress
from pathlib import Path
from typing import IO


class FileAside:
    """The file, which goes when nobody holds this any more. Pickled, it is the same file, to be read only."""

    def __init__(self) -> None:
        handle, path = tempfile.mkstemp(prefix="qpv-xlsx-")
        self._path = Path(path)
        self.stream: IO[bytes] = os.fdopen(handle, "w+b")
        weakref.finalize(self, _remove, self.stream, self._path)

    def __reduce__(self) -> tuple[type["_FileOfAnother"], tuple[Path]]:
        self.stream.flush()
        return _FileOfAnother, (self._path,)


class _FileOfAnother(FileAside):
    """That of another process, which removes it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.stream = path.open("rb")
        weakref.finalize(self, self.stream.close)


def _remove(stream: IO[bytes], path: Path) -> None:
    stream.close()
    with suppress(OSError):  # another process holds it: on Windows it stays until the system cleans up
        path.unlink()
