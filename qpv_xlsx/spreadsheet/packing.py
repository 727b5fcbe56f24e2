"""The file that a workbook is: its parts, each deflated as it is written, so that none is ever whole in memory.

ISA-L deflates ten times quicker than zlib's usual level and makes files a quarter larger; every program inflates both alike.
"""

from io import BytesIO, StringIO
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from isal import isal_zlib

_LEVEL = 2  # of 0 to 3; the last one costs twice as much and gains a twentieth
_BLOCK = 2**20  # characters held before they are encoded and deflated
_MS_DOS = 0  # the same parts give the same bytes, wherever they are written; so does ZipInfo's day, 1 January 1980


class WrittenPart(StringIO):
    """One part while XlsxWriter writes it, as text. *member*: where its bytes go."""

    def __init__(self, member: IO[bytes]) -> None:
        super().__init__()
        self._member = member
        self._waiting: list[str] = []
        self._length = 0

    def write(self, text: str) -> int:
        """Take some more text."""
        self._waiting.append(text)
        self._length += len(text)
        if self._length > _BLOCK:
            self._deflate()
        return len(text)

    def finish(self) -> None:
        """All is written."""
        self._deflate()
        self._member.close()

    def _deflate(self) -> None:
        """Each text is encoded alone: one « ✔ » would make that of a whole sheet ten times slower."""
        written = b"".join([text.encode() for text in self._waiting])
        self._waiting, self._length = [], 0
        member = self._member
        member._file_size += len(written)  # type: ignore[attr-defined]  # noqa: SLF001  (as ``write`` does, ten times quicker)
        member._crc = isal_zlib.crc32(written, member._crc)  # type: ignore[attr-defined]  # noqa: SLF001
        packed = member._compressor.compress(written)  # type: ignore[attr-defined]  # noqa: SLF001
        member._compress_size += len(packed)  # type: ignore[attr-defined]  # noqa: SLF001
        member._fileobj.write(packed)  # type: ignore[attr-defined]  # noqa: SLF001


class PartsFile:
    """Parts one after the other in a ZIP file."""

    def __init__(self) -> None:
        self._stream = BytesIO()
        self._archive = ZipFile(self._stream, "w")

    def part(self, name: str) -> WrittenPart:
        """The next part; the one before it is finished."""
        about = ZipInfo(name)
        about.compress_type, about.create_system = ZIP_DEFLATED, _MS_DOS
        member = self._archive.open(about, "w")
        member._compressor = isal_zlib.compressobj(_LEVEL, isal_zlib.DEFLATED, -isal_zlib.MAX_WBITS)  # type: ignore[attr-defined]  # noqa: SLF001  (zipfile offers no other way)
        return WrittenPart(member)

    def whole(self) -> bytes:
        """The file, once every part is finished."""
        self._archive.close()
        return self._stream.getvalue()
