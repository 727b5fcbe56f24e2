"""The strips of a sheet until it is written: those of a long one wait in a temporary file."""

import tempfile
import weakref
from collections.abc import Sequence
from typing import IO

from qpv_xlsx.spreadsheet.strips import Strip

_MOST = 2**23  # characters held in memory


class StripShelf:
    """The strips of a sheet by row, in the order in which they were put there; rows are counted from 0."""

    def __init__(self) -> None:
        self._held: dict[int, list[Strip]] = {}
        self._size = 0
        self._stream: IO[bytes] | None = None  # most sheets are short, and need none
        self._aside: dict[int, tuple[int, int, int]] = {}  # first column, place and length in bytes

    def __contains__(self, row: int) -> bool:
        """Whether a strip stands in *row*."""
        return row in self._held or row in self._aside

    def put(self, row: int, strip: Strip) -> None:
        """Add a strip to *row*."""
        self._held.setdefault(row, []).append(strip)
        self._size += len(strip.text)
        if self._size > _MOST:
            self._set_aside()

    def take(self, row: int) -> Sequence[Strip]:
        """The strips of *row*, which are no longer kept."""
        held = self._held.pop(row, [])
        if row not in self._aside:
            return held
        first, place, length = self._aside.pop(row)
        stream = self._file()
        stream.seek(place)
        return [Strip(first, stream.read(length).decode()), *held]

    def _file(self) -> IO[bytes]:
        """The temporary file, made when it is first needed."""
        if self._stream is None:
            self._stream = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as this does)
            weakref.finalize(self, self._stream.close)
        return self._stream

    def _set_aside(self) -> None:
        """Rows of one strip, which are all but a few; a row that has one there keeps its later ones here."""
        stream = self._file()
        place = stream.seek(0, 2)
        for row, strips in [*self._held.items()]:
            if len(strips) == 1 and row not in self._aside:
                content = strips[0].text.encode()
                stream.write(content)
                self._aside[row] = (strips[0].first, place, len(content))
                place += len(content)
                del self._held[row]
        self._size = sum(len(strip.text) for strips in self._held.values() for strip in strips)
