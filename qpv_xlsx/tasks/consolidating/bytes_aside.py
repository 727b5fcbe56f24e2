"""Bytes that wait in a temporary file until they are asked for, as often as one likes."""

import tempfile
import weakref
from collections.abc import Callable
from functools import partial


class BytesAside:
    """The file: as long as anything that was put there may be asked for."""

    def __init__(self) -> None:
        self._stream = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as this does)
        weakref.finalize(self, self._stream.close)

    def put(self, content: bytes) -> Callable[[], bytes]:
        """Put *content* there; what is returned reads it."""
        place = self._stream.seek(0, 2)
        self._stream.write(content)
        return partial(self._read, place, len(content))

    def _read(self, place: int, length: int) -> bytes:
        self._stream.seek(place)
        return self._stream.read(length)
