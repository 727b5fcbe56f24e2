"""The file that a workbook is: its parts, each deflated as it is written, so that none is ever whole in memory.

ISA-L deflates ten times quicker than zlib's usual level and makes files a quarter larger; every program inflates both alike.
"""

from io import BytesIO, StringIO
from typing import IO, Any
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
        length = len(text)
        self._waiting.append(text)
        self._length += length
        if self._length > _BLOCK:
            self._deflate()
        return length

    def finish(self) -> None:
        """All is written."""
        self._deflate()
        self._member.close()

    def _deflate(self) -> None:
        """Each text is encoded alone: one « ✔ » would make that of a whole sheet ten times slower."""
        self._member.write(b"".join([text.encode() for text in self._waiting]))
        self._waiting, self._length = [], 0


class _Member(BytesIO):
    """Where the bytes of one part go: what ``zipfile`` writes there, deflated and summed up by ISA-L."""

    def __init__(self, member: Any) -> None:  # noqa: ANN401  (zipfile offers no other way)
        super().__init__()
        self._member = member
        member._compressor = isal_zlib.compressobj(_LEVEL, isal_zlib.DEFLATED, -isal_zlib.MAX_WBITS)  # noqa: SLF001

    def write(self, content: Any) -> int:  # noqa: ANN401  (as the class above it)
        """As the member itself does, which asks zlib for the sum: ten times slower."""
        member, written = self._member, bytes(content)
        member._file_size += len(written)  # noqa: SLF001
        member._crc = isal_zlib.crc32(written, member._crc)  # noqa: SLF001
        packed = member._compressor.compress(written)  # noqa: SLF001
        member._compress_size += len(packed)  # noqa: SLF001
        member._fileobj.write(packed)  # noqa: SLF001
        return len(written)

    def close(self) -> None:
        """The part is whole."""
        self._member.close()


class PartsFile:
    """Parts one after the other in a ZIP file, which is *stream*."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._archive = ZipFile(stream, "w")

    def part(self, name: str) -> WrittenPart:
        """The next part; the one before it is finished."""
        about = ZipInfo(name)
        about.compress_type, about.create_system = ZIP_DEFLATED, _MS_DOS
        return WrittenPart(_Member(self._archive.open(about, "w")))

    def finish(self) -> None:
        """Every part is finished."""
        self._archive.close()
