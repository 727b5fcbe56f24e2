"""A zip archive looked at with suspicion: counted before it is listed, measured while it is inflated."""

import io
import struct
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.opening.parts_of_documents import DOCUMENT_PARTS, OOXML, OPENDOCUMENT
from qpv_xlsx.spreadsheet.opening.refusal import DAMAGE, beyond, beyond_bytes, damaged, locked, suspicious

_END = b"PK\x05\x06"
_ENTRY = b"PK\x01\x02"
_LOCAL = b"PK\x03\x04"
_LOCAL_HEADER = 30  # bytes
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
_PIECE = 2**18  # bytes inflated at once
_ASK_ZIPFILE = 0x1 | 0x20 | 0x40  # encrypted, or a patch: for *zipfile* to refuse


@dataclass(slots=True, kw_only=True)
class Archive:
    """A checked archive, of these bytes. *entries* by part name (forward slashes, case folded, as OOXML compares names).

    *outer*: the archive that it was found in; what is listed and inflated here counts there too. None: in none.
    """

    content: bytes
    zip: zipfile.ZipFile
    entries: Mapping[str, zipfile.ZipInfo]
    limits: Limits
    outer: "Archive | None" = None
    inflated: int = 0
    listed: int = 0

    def line(self) -> Iterator["Archive"]:
        """The archive and those around it."""
        archive: Archive | None = self
        while archive is not None:
            yield archive
            archive = archive.outer

    def has(self, name: str) -> bool:
        """Whether the part is there."""
        return part_key(name) in self.entries

    def is_short(self, name: str, most: int) -> bool:
        """Whether *most* bytes are all that can be inflated of a part that is there, by what the directory says of it."""
        return self.entries[part_key(name)].file_size <= most

    def read(self, name: str) -> bytes:
        """Inflate one part whole. Raises Refused as *pieces* does."""
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """Inflate one part piece by piece, CRC checked at its end, whatever the directory says of its size.

        Raises Refused as soon as a limit is passed, or where the part is absent or damaged.
        """
        entry = self.entries.get(part_key(name))
        if entry is None:
            raise damaged(name, case="missing_part", part=name)
        yield from self.counted(self._inflate(entry))

    def counted(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The *pieces* of one part, as long as no limit is passed. Raises Refused."""
        size = 0
        for piece in pieces:
            size += len(piece)
            if size > self.limits.archive_part:
                raise beyond_bytes("archive_part", size, self.limits.archive_part)
            for archive in self.line():
                archive.inflated += len(piece)
                if archive.inflated > archive.limits.archive_total:
                    raise beyond_bytes("archive_total", archive.inflated, archive.limits.archive_total)
            yield piece

    def whole(self, name: str, most: int) -> bytes | None:
        """One part of *most* bytes or less that is exactly what the directory says, not counted yet; None: it may not be."""
        entry = self.entries.get(part_key(name))
        return None if entry is None else inflated_at_once(self.content, entry, most)

    def has_room(self, size: int) -> bool:
        """Whether so many bytes more can be counted."""
        left = min(archive.limits.archive_total - archive.inflated for archive in self.line())
        return size <= min(left, self.limits.archive_part)

    def _inflate(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        if (whole := inflated_at_once(self.content, entry)) is not None:
            yield whole
            return
        try:
            with self.zip.open(entry) as stream:
                while piece := stream.read(_PIECE):
                    yield piece
        except DAMAGE as trouble:
            raise damaged(str(trouble), case="altered", part=entry.filename) from trouble


def inflated_at_once(content: bytes, entry: zipfile.ZipInfo, most: int = _PIECE) -> bytes | None:
    """A part of *most* bytes or less that is exactly what the directory says, its CRC right. None: it may not be.

    ISA-L takes a third of the time of zlib. Whatever is not as it should be is left to *zipfile*, which has the word for it.
    """
    from isal import isal_zlib  # not in the process that only asks what an archive holds

    start = _start_of_data(content, entry)
    is_usual = entry.compress_type == zipfile.ZIP_DEFLATED and not entry.flag_bits & _ASK_ZIPFILE
    if start is None or not is_usual or not 0 < entry.file_size <= most:
        return None
    inflating = isal_zlib.decompressobj(-15)
    try:
        found: bytes = inflating.decompress(content[start : start + entry.compress_size], entry.file_size + 1)
    except isal_zlib.error:  # type: ignore[misc]  # it is an exception, whatever its types say
        return None
    is_whole = inflating.eof and not inflating.unused_data and len(found) == entry.file_size
    return found if is_whole and isal_zlib.crc32(found) == entry.CRC else None


def _start_of_data(content: bytes, entry: zipfile.ZipInfo) -> int | None:
    """Where a part's bytes begin, after its own header; None where that header does not say what the directory says."""
    at = entry.header_offset
    if at < 0 or content[at : at + 4] != _LOCAL or not entry.orig_filename.isascii():
        return None
    name_length, extra_length = struct.unpack_from("<HH", content, at + 26)
    after = at + _LOCAL_HEADER + name_length
    return after + extra_length if content[at + _LOCAL_HEADER : after] == entry.orig_filename.encode("ascii") else None


def part_key(name: str) -> str:
    """How part names are compared."""
    return name.replace("\\", "/").lstrip("/").casefold()


def is_package(archive: Archive) -> bool:
    """Whether the archive is one document, of Excel, OpenDocument or Numbers, and not a parcel of files."""
    return any(archive.has(part) for part in DOCUMENT_PARTS)


def unpacked_documents(archive: Archive) -> tuple[str, ...]:
    """The folders in which the parts of a document stand, as when somebody packed the folder that unpacking it had made."""
    folders = {
        key.rpartition("/")[0]: str(PurePosixPath(info.filename).parent) for key, info in archive.entries.items()
    }
    return tuple(
        name
        for folder, name in sorted(folders.items())
        if folder and any(all(archive.has(f"{folder}/{part}") for part in parts) for parts in (OOXML, OPENDOCUMENT))
    )


def open_archive(content: bytes, limits: Limits) -> Archive:
    """Check the directory of *content* and open it; nothing is inflated yet."""
    _count_entries(content, limits)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except DAMAGE as trouble:
        raise damaged(str(trouble)) from trouble
    infos = archive.infolist()
    _check_names(infos)
    _check_methods(infos)
    _check_sizes(infos, limits)
    _check_overlaps(content, infos, archive.start_dir)
    entries = {part_key(info.filename): info for info in infos}
    return Archive(content=content, zip=archive, entries=entries, limits=limits, listed=len(infos))


def open_within(content: bytes, outer: Archive) -> Archive:
    """An archive found in *outer*, within what is left of the limits of that one. Raises Refused as *open_archive* does."""
    archive = open_archive(content, outer.limits)
    archive.outer = outer
    for around in outer.line():
        around.listed += archive.listed
        if around.listed > around.limits.archive_entries:
            raise beyond("archive_entries", around.listed, around.limits.archive_entries)
    return archive


def _count_entries(content: bytes, limits: Limits) -> None:
    """Count the directory's entries by their signature: what the end record declares may be a lie."""
    end = content.rfind(_END)
    if end < 0:
        raise damaged("end of archive not found", case="truncated")
    try:
        size, start = struct.unpack_from("<LL", content, end + 12)
    except struct.error as trouble:
        raise damaged(str(trouble), case="truncated") from trouble
    if start + size > end:  # zip64, or a lie: count everywhere
        start = 0
    found = content.count(_ENTRY, start, end)
    if found > limits.archive_entries:
        raise beyond("archive_entries", found, limits.archive_entries)


def _check_names(infos: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for info in infos:
        key = part_key(info.filename)
        if key in seen:
            raise damaged(info.filename, case="duplicate_part", part=info.filename)
        if ".." in key.split("/") or ":" in key.split("/", maxsplit=1)[0] or "\x00" in info.orig_filename:
            raise suspicious("path", part=info.filename)
        seen.add(key)


def _check_methods(infos: list[zipfile.ZipInfo]) -> None:
    for info in infos:
        if info.flag_bits & _ENCRYPTED:
            raise locked(info.filename)
        if info.compress_type not in _METHODS:
            raise suspicious("method", part=info.filename, method=info.compress_type)


def _check_sizes(infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    """What the directory declares; what is inflated is measured again."""
    largest = max((info.file_size for info in infos), default=0)
    if largest > limits.archive_part:
        raise beyond_bytes("archive_part", largest, limits.archive_part)
    total = sum(info.file_size for info in infos)
    if total > limits.archive_total:
        raise beyond_bytes("archive_total", total, limits.archive_total)


def _check_overlaps(content: bytes, infos: list[zipfile.ZipInfo], directory: int) -> None:
    """Parts that share bytes are a bomb (one kernel, quoted thousands of times)."""
    spans = sorted(_spans(content, infos))
    for (_, end, name), (start, _, _) in pairwise([*spans, (directory, directory, "")]):
        if end > start:
            raise suspicious("overlap", part=name)


def _spans(content: bytes, infos: list[zipfile.ZipInfo]) -> Iterator[tuple[int, int, str]]:
    for info in infos:
        start = info.header_offset
        try:
            name_length, extra_length = struct.unpack_from("<HH", content, start + 26)
        except struct.error as trouble:
            raise damaged(info.filename, case="truncated") from trouble
        yield start, start + _LOCAL_HEADER + name_length + extra_length + info.compress_size, info.filename
