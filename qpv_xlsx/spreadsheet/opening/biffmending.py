"""An .xls stream made fit for xlrd: records on which no answer depends are renamed, a wrong count of strings is set right.

xlrd stops at any of them: a link whose text it does not expect, a name with an intersection or an array constant, a drawing
that says less than it should, a table of strings that holds more or fewer of them than it says.
"""

import struct
from collections.abc import Iterator

_HEADER = 4
_UNKNOWN = 0x0FFF  # no record of any version
_LINKS = frozenset({0x01B8, 0x0800})  # HLink, HLinkTooltip
_NAMES = frozenset({0x0018, 0x0023, 0x0017, 0x01AE})  # Lbl, ExternName, ExternSheet, SupBook
_DRAWINGS = frozenset({0x005D, 0x01B6, 0x001C})  # Obj, TxO, Note
_STRINGS, _CONTINUE = 0x00FC, 0x003C
_WIDE, _PHONETIC, _RICH = 0x01, 0x04, 0x08


def without_links(stream: bytes) -> bytes:
    """The stream without its hyperlinks, which nobody asks for."""
    return _without(stream, _LINKS)


def without_names(stream: bytes) -> bytes:
    """Without names and what formulas refer to elsewhere; the strings counted."""
    return _with_counted_strings(_without(stream, _LINKS | _NAMES))


def without_drawings(stream: bytes) -> bytes:
    """Without notes and drawings either."""
    return _with_counted_strings(_without(stream, _LINKS | _NAMES | _DRAWINGS))


def _without(stream: bytes, numbers: frozenset[int]) -> bytes:
    found = [place for place, number, _ in _headers(stream) if number in numbers]
    if not found:
        return stream
    changed = bytearray(stream)
    for place in found:
        struct.pack_into("<H", changed, place, _UNKNOWN)
    return bytes(changed)


def _headers(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Place, number and length of each record."""
    place = 0
    while place + _HEADER <= len(stream):
        number, length = struct.unpack_from("<HH", stream, place)
        yield place, number, length
        place += _HEADER + length


def _with_counted_strings(stream: bytes) -> bytes:
    """The stream, its table of strings saying how many it really holds."""
    pieces: list[bytes] = []
    start = None
    for place, number, length in _headers(stream):
        if number == _STRINGS and start is None:
            start = place
        elif start is not None and number != _CONTINUE:
            break
        if start is not None:
            pieces.append(stream[place + _HEADER : place + _HEADER + length])
    if start is None or len(pieces[0]) < 2 * _HEADER:
        return stream
    changed = bytearray(stream)
    struct.pack_into("<L", changed, start + 2 * _HEADER, _count_strings(pieces))
    return bytes(changed)


def _count_strings(pieces: list[bytes]) -> int:
    """How many whole strings lie in a table cut into *pieces* ([MS-XLS], 2.5.293)."""
    table = _Table(pieces)
    count = 0
    try:
        while table.skip_string():
            count += 1
    except (LookupError, struct.error):  # the last one is cut off
        pass
    return count


class _Table:
    """A place in the table of strings."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces
        self._piece, self._place = 0, 2 * _HEADER

    def skip_string(self) -> bool:
        """Go behind the next string; False where there is none. Raises LookupError or struct.error for one cut off."""
        self._turn()
        if self._piece >= len(self._pieces):
            return False
        length, options = struct.unpack_from("<HB", self._pieces[self._piece], self._place)
        self._place += 3
        runs = self._figure("<H") if options & _RICH else 0
        phonetic = self._figure("<L") if options & _PHONETIC else 0
        self._skip_characters(length, is_wide=bool(options & _WIDE))
        self._skip(runs * 4 + phonetic)
        return True

    def _figure(self, form: str) -> int:
        found: int = struct.unpack_from(form, self._pieces[self._piece], self._place)[0]
        self._place += struct.calcsize(form)
        return found

    def _skip_characters(self, length: int, *, is_wide: bool) -> None:
        """Where characters go on in the next piece, its first byte says anew how wide they are."""
        while True:
            width = 2 if is_wide else 1
            here = min(length, (len(self._pieces[self._piece]) - self._place) // width)
            self._place += here * width
            length -= here
            if not length:
                return
            self._piece, self._place = self._piece + 1, 1
            is_wide = bool(self._pieces[self._piece][0] & _WIDE)

    def _skip(self, size: int) -> None:
        while size:
            self._turn()
            here = min(size, len(self._pieces[self._piece]) - self._place)
            self._place += here
            size -= here

    def _turn(self) -> None:
        """At the end of a piece, to the next one that holds anything."""
        while self._piece < len(self._pieces) and self._place >= len(self._pieces[self._piece]):
            self._piece, self._place = self._piece + 1, 0
