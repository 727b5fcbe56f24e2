"""The file that a workbook is: its parts, each deflated as it is written, so that none is ever whole in memory.

ISA-L deflates ten times quicker than zlib's usual level and makes files a quarter larger; every program inflates both alike.
Source: PKWARE, APPNOTE.TXT 6.3.10, 4.3 (local headers, central directory, end).
"""

from io import StringIO
from struct import Struct

from isal import isal_zlib

_LEVEL = 2  # of 0 to 3; the last one costs twice as much and gains a twentieth
_BLOCK = 2**20  # characters held before they are encoded and deflated
_LOCAL, _ENTRY, _END = Struct("<4s5H3L2H"), Struct("<4s6H3L5H2L"), Struct("<4s4H2LH")
_VERSION, _DEFLATED, _MIDNIGHT, _FIRST_DAY = 20, 8, 0, 0x21  # 1 January 1980: the same parts give the same bytes
_MOST = 2**32 - 1  # bytes; beyond, other headers would be needed


class WrittenPart(StringIO):
    """One part while XlsxWriter writes it, as text; its length in bytes and its checksum are known when all is written."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name, self.size, self.checksum = name.encode("ascii"), 0, 0
        self._waiting: list[str] = []
        self._length = 0
        self._deflater = isal_zlib.compressobj(_LEVEL, isal_zlib.DEFLATED, -isal_zlib.MAX_WBITS)
        self._deflated: list[bytes] = []

    def write(self, text: str) -> int:
        """Take some more text."""
        self._waiting.append(text)
        self._length += len(text)
        if self._length > _BLOCK:
            self._take("".join(self._waiting).encode())
            self._waiting, self._length = [], 0
        return len(text)

    def deflated(self) -> bytes:
        """All of it; nothing may be written afterwards."""
        self._take("".join(self._waiting).encode())
        return b"".join([*self._deflated, self._deflater.flush()])

    def _take(self, content: bytes) -> None:
        self.size += len(content)
        self.checksum = isal_zlib.crc32(content, self.checksum)
        self._deflated.append(self._deflater.compress(content))


class PartsFile:
    """Parts one after the other, and the directory that a ZIP file ends with."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._length = 0
        self._entries: list[bytes] = []

    def add(self, part: WrittenPart) -> None:
        """Add *part*. Raises OverflowError beyond four gigabytes."""
        deflated = part.deflated()
        if max(part.size, self._length + len(deflated)) > _MOST:
            raise OverflowError(part.name)
        sizes = (part.checksum, len(deflated), part.size, len(part.name), 0)
        same = (_VERSION, 0, _DEFLATED, _MIDNIGHT, _FIRST_DAY, *sizes)
        self._entries.append(_ENTRY.pack(b"PK\1\2", _VERSION, *same, 0, 0, 0, 0, self._length) + part.name)
        for piece in (_LOCAL.pack(b"PK\3\4", *same), part.name, deflated):
            self._pieces.append(piece)
            self._length += len(piece)

    def whole(self) -> bytes:
        """The file."""
        directory, number = b"".join(self._entries), len(self._entries)
        end = _END.pack(b"PK\5\6", 0, 0, number, number, len(directory), self._length, 0)
        return b"".join([*self._pieces, directory, end])
