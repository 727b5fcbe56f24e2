"""Bytes that wait in a temporary file until they are asked for, as often as one likes."""

import tempfile
import weakref
from dataclasses import dataclass


class BytesAside:
    """The file: as long as anything that was put there may be asked for."""

    def __init__(self) -> None:
        self._stream = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as this does)
        weakref.finalize(self, self._stream.close)

    def put(self, content: bytes) -> "PutAside":
        """Put *content* there; what is returned reads it."""
        place = self._stream.seek(0, 2)
        self._stream.write(content)
        return PutAside(self, place, len(content))

    def read(self, place: int, length: int) -> bytes:
        """So many bytes from there on."""
        self._stream.seek(place)
        return self._stream.read(length)


@dataclass(frozen=True, slots=True)
class PutAside:
    """Some bytes of the file: a country has thousands of these."""

    file: BytesAside
    place: int
    length: int

    def __call__(self) -> bytes:
        """All of them."""
        return self.file.read(self.place, self.length)
