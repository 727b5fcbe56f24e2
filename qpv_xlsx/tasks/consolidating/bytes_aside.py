"""Bytes that wait in a temporary file until they are asked for, as often as one likes."""

from dataclasses import dataclass

from qpv_xlsx.tasks.consolidating.files_aside import FileAside


class BytesAside:
    """The file: as long as anything that was put there may be asked for."""

    def __init__(self) -> None:
        self._file = FileAside()

    def put(self, content: bytes) -> "PutAside":
        """Put *content* there; what is returned reads it."""
        place = self._file.stream.seek(0, 2)
        self._file.stream.write(content)
        return PutAside(self, place, len(content))

    def read(self, place: int, length: int) -> bytes:
        """So many bytes from there on."""
        self._file.stream.seek(place)
        return self._file.stream.read(length)


@dataclass(frozen=True, slots=True)
class PutAside:
    """Some bytes of the file: a country has thousands of these."""

    file: BytesAside
    place: int
    length: int

    def __call__(self) -> bytes:
        """All of them."""
        return self.file.read(self.place, self.length)
