"""An .xls stream made fit for xlrd: records on which no answer depends are renamed, a wrong count of strings is set right.

xlrd stops at any of them: a link whose text it does not expect, a name with an intersection or an array constant, a drawing
that says less than it should, a table of strings that holds more or fewer of them than it says.
"""

import struct
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

_HEADER = 4
_UNKNOWN = 0x0FFF  # no record of any version
_LINKS = frozenset({0x01B8, 0x0800})  # HLink, HLinkTooltip
_NAMES = frozenset({0x0018, 0x0023, 0x0017, 0x01AE})  # Lbl, ExternName, ExternSheet, SupBook
_DRAWINGS = frozenset({0x005D, 0x01B6, 0x001C})  # Obj, TxO, Note
_PRINTING = frozenset({0x01B0, 0x01B1, 0x001A, 0x001B})  # CondFmt, CF, page breaks
_ANSWERS = frozenset(  # what cells hold, how it is written, and which cells are hidden or merged
    {0x0809, 0x000A, 0x0022, 0x0085, 0x00FC, 0x00FF, 0x003C, 0x0031, 0x00E0, 0x041E}  # globals: BOF to Format
    | {0x0200, 0x0208, 0x007D, 0x00E5, 0x00FD, 0x0203, 0x027E, 0x00BD, 0x0201, 0x00BE, 0x0205, 0x0204, 0x00D6}  # cells
    | {0x0006, 0x0206, 0x0406, 0x04BC, 0x0221, 0x0207}  # formulas and their texts
)
_CELLS = frozenset({0x00FD, 0x0203, 0x027E, 0x0201, 0x0205, 0x0204, 0x00D6, 0x0006, 0x0206, 0x0406})
_SEVERAL = {0x00BD: 6, 0x00BE: 2}  # MulRk, MulBlank: how far the styles of neighbours lie apart
_STYLE, _FORMAT, _FORMAT_HEADER, _PLAIN = 0x00E0, 0x041E, 5, 15
_VERSION_AT, _EXCEL_97 = 4, 0x0600  # in the first record
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


def only_answers(stream: bytes) -> bytes:
    """Without anything but cells, their formats and their strings: styles, colours, conditions and windows are decoration.

    Before Excel 97 the code page is needed to read any text: such a stream stays as it is.
    """
    if len(stream) < _VERSION_AT + 2 or struct.unpack_from("<H", stream, _VERSION_AT)[0] != _EXCEL_97:
        return _without(without_drawings(stream), _PRINTING)
    kept = _without(stream, {number for _, number, _ in headers(stream)} - _ANSWERS)
    return _with_counted_strings(_with_known_styles(kept))


def _without(stream: bytes, numbers: AbstractSet[int]) -> bytes:
    found = [place for place, number, _ in headers(stream) if number in numbers]
    if not found:
        return stream
    changed = bytearray(stream)
    for place in found:
        struct.pack_into("<H", changed, place, _UNKNOWN)
    return bytes(changed)


def _with_known_styles(stream: bytes) -> bytes:
    """The stream without formats cut off; cells whose style is not there get that of any other cell."""
    changed = bytearray(stream)
    count = sum(number == _STYLE for _, number, _ in headers(stream))
    for place, number, length in headers(stream):
        body = place + _HEADER
        if number == _FORMAT and _is_cut_off(stream[body : body + length]):
            struct.pack_into("<H", changed, place, _UNKNOWN)
        for at in _styles_in(number, length):
            if struct.unpack_from("<H", stream, body + at)[0] >= count:
                struct.pack_into("<H", changed, body + at, min(_PLAIN, count - 1) if count else 0)
    return bytes(changed)


def _styles_in(number: int, length: int) -> range:
    """Where a record of cells says their style, counted from the beginning of its body."""
    if number in _CELLS and length >= 3 * 2:
        return range(4, 6, 2)
    step = _SEVERAL.get(number)
    return range(4, length - 2 - 1, step) if step else range(0)


def _is_cut_off(body: bytes) -> bool:
    """Whether a number format says that it has more characters than there are."""
    if len(body) < _FORMAT_HEADER:
        return True
    characters: int
    options: int
    characters, options = struct.unpack_from("<HB", body, 2)
    return len(body) - _FORMAT_HEADER < characters * (2 if options & _WIDE else 1)


def headers(stream: bytes) -> Iterator[tuple[int, int, int]]:
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
    for place, number, length in headers(stream):
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
