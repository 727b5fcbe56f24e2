"""The strips of a sheet until it is written: those of a long one wait in a temporary file."""

import tempfile
import weakref
from collections.abc import Sequence

from qpv_xlsx.spreadsheet.strips import Strip

_MOST = 2**23  # characters held in memory


class StripShelf:
    """The strips of a sheet by row, in the order in which they were put there; rows are counted from 0."""

    def __init__(self) -> None:
        self._held: dict[int, list[Strip]] = {}
        self._size = 0
        self._stream = tempfile.SpooledTemporaryFile()  # noqa: SIM115  (lives as long as this does; no file while it is empty)
        weakref.finalize(self, self._stream.close)
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
        self._stream.seek(place)
        return [Strip(first, self._stream.read(length).decode()), *held]

    def _set_aside(self) -> None:
        """Rows of one strip, which are all but a few; a row that has one there keeps its later ones here."""
        self._stream.seek(0, 2)
        place = self._stream.tell()
        for row, strips in [*self._held.items()]:
            if len(strips) == 1 and row not in self._aside:
                content = strips[0].text.encode()
                self._stream.write(content)
                self._aside[row] = (strips[0].first, place, len(content))
                place += len(content)
                del self._held[row]
        self._stream.rollover()
        self._size = sum(len(strip.text) for strips in self._held.values() for strip in strips)
