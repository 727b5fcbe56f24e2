"""Words drawn over a sheet of an .xls, which xlrd does not read: text boxes and other shapes, notes left out.

Records: [MS-XLS], 2.4.181 (Obj), 2.4.329 (TxO), 2.4.58 (Continue).
"""

import struct
from collections.abc import Iterable, Iterator

_OBJECT, _TEXT, _CONTINUE = 0x005D, 0x01B6, 0x003C
_NOTE = 0x19  # type of object
_KIND_AT, _LENGTH_AT = 4, 10


def text_boxes(records: Iterable[tuple[int, bytes]]) -> Iterator[str]:
    """The words of each shape, from the records of one sheet in their order."""
    kind = length = 0
    words = ""
    for number, body in records:
        if number == _OBJECT:
            kind = _unsigned(body, _KIND_AT)
        elif number == _TEXT:
            length, words = _unsigned(body, _LENGTH_AT), ""
        elif number == _CONTINUE and len(words) < length:
            words += _piece(body)
            if len(words) >= length and kind != _NOTE and words.strip():
                yield words[:length].strip()
        elif number != _CONTINUE:
            length = 0


def _unsigned(body: bytes, place: int) -> int:
    found: int = struct.unpack_from("<H", body, place)[0] if len(body) >= place + 2 else 0
    return found


def _piece(body: bytes) -> str:
    """Its first byte says whether each character takes one byte or two."""
    return body[1:].decode("utf-16-le" if body[:1] == b"\x01" else "latin-1", "replace")
