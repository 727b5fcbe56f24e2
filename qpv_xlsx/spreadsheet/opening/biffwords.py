"""Words of cells before Excel 97 made fit for xlrd: how long they are is told in characters, of which some take two bytes.

Excel 5 in Japanese, Chinese and Korean writes so; xlrd takes characters for bytes, and stops at what is left over, or cuts it off.
In rich texts, runs that do not end where the record ends are decoration: the words stay.
"""

import struct

from qpv_xlsx.spreadsheet.opening.biffmending import headers

_CODE_PAGE = 0x0042
_LABEL, _RICH, _RESULT = 0x0204, 0x00D6, 0x0207  # words of a cell, the same in several hands, what a formula gives
_BEFORE = {_LABEL: 6, _RICH: 6, _RESULT: 0}  # bytes: row, column, style
_EXCEL_5 = 0x0500
_DOUBLE = frozenset({932, 936, 949, 950, 1361})  # code pages of which some characters take two bytes
_MACINTOSH = frozenset({10000, 0x8000})  # what Excel for Macintosh says in any language
_ANY = "any"


def with_whole_words(stream: bytes) -> bytes:
    """The stream with the length of words in bytes; rich texts whose runs do not fit become plain."""
    version = struct.unpack_from("<H", stream, 4)[0] if len(stream) > 5 and stream[:2] == b"\x09\x08" else 0  # noqa: PLR2004  (bytes)
    if version != _EXCEL_5:
        return stream
    changed = bytearray(stream)
    encoding = ""
    for place, number, length in headers(stream):
        body = place + 4
        if number == _CODE_PAGE and min(length, len(stream) - body) >= 2:  # noqa: PLR2004  (bytes)
            page = struct.unpack_from("<H", stream, body)[0]
            encoding = f"cp{page}" if page in _DOUBLE else _ANY if page in _MACINTOSH else ""
        elif number in _BEFORE and min(length, len(stream) - body) >= _BEFORE[number] + 2:
            _mend(changed, place, stream[body : body + length], encoding)
    return bytes(changed)


def _mend(changed: bytearray, place: int, body: bytes, encoding: str) -> None:
    """The record at *place*, whose *body* begins four bytes later."""
    number = struct.unpack_from("<H", changed, place)[0]
    before = _BEFORE[number]
    start = before + 2
    told: int = struct.unpack_from("<H", body, before)[0]
    if _fits(number, body, start + told):
        return
    longest = min(2 * told, len(body) - start)
    sizes = [size for size in range(told + 1, longest + 1) if _fits(number, body, start + size)]
    size = next((size for size in sizes if _is_of(body[start : start + size], told, encoding, number)), None)
    if size is not None:
        struct.pack_into("<H", changed, place + 4 + before, size)
    elif number == _RICH and start + told <= len(body):
        struct.pack_into("<H", changed, place, _LABEL)


def _fits(number: int, body: bytes, end: int) -> bool:
    """Whether words that end there leave nothing but their runs."""
    if number != _RICH:
        return end == len(body)
    return end < len(body) and end + 1 + 2 * body[end] == len(body)


def _is_of(words: bytes, told: int, encoding: str, number: int) -> bool:
    """Whether *words* may be so many characters. Where the encoding is not told, runs that fit have to do."""
    if encoding in {"", _ANY}:
        return bool(encoding) and number == _RICH
    try:
        return len(words.decode(encoding)) == told
    except UnicodeDecodeError:
        return False
