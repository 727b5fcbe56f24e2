"""What a file is, told by its first bytes and never by its name."""

import re
import zlib
from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType


class FileKind(Enum):
    """Families that are opened each in its own way."""

    ZIP = auto()  # Excel 2007 and later, OpenDocument, and much else
    OLE = auto()  # Excel 97, encrypted Excel, and much else
    NOT_A_SPREADSHEET = auto()
    NOT_SUPPORTED = auto()
    PACKED = auto()  # archives that are not opened, told by their suffix


_STARTS: Mapping[bytes, tuple[FileKind, str]] = MappingProxyType(
    {
        b"PK\x03\x04": (FileKind.ZIP, ""),
        b"PK\x05\x06": (FileKind.ZIP, ""),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": (FileKind.OLE, ""),
        b"\x09\x00\x04\x00": (FileKind.NOT_SUPPORTED, "old"),
        b"\x09\x02\x06\x00": (FileKind.NOT_SUPPORTED, "old"),
        b"\x09\x04\x06\x00": (FileKind.NOT_SUPPORTED, "old"),
        b"\x09\x08": (FileKind.NOT_SUPPORTED, "old"),
        b"%PDF": (FileKind.NOT_A_SPREADSHEET, "pdf"),
        b"\x89PNG": (FileKind.NOT_A_SPREADSHEET, "image"),
        b"\xff\xd8\xff": (FileKind.NOT_A_SPREADSHEET, "image"),
        b"GIF8": (FileKind.NOT_A_SPREADSHEET, "image"),
        b"II*\x00": (FileKind.NOT_A_SPREADSHEET, "image"),
        b"MM\x00*": (FileKind.NOT_A_SPREADSHEET, "image"),
        b"7z\xbc\xaf\x27\x1c": (FileKind.PACKED, ".7z"),
        b"Rar!": (FileKind.PACKED, ".rar"),
        b"BZh": (FileKind.PACKED, ".bz2"),
        b"\xfd7zXZ\x00": (FileKind.PACKED, ".xz"),
        b"(\xb5/\xfd": (FileKind.PACKED, ".zst"),
        b"\x78\x9f\x3e\x22": (FileKind.NOT_A_SPREADSHEET, "mail"),
        b"{\\rtf": (FileKind.NOT_A_SPREADSHEET, "document"),
        b"ID;P": (FileKind.NOT_SUPPORTED, "sylk"),
    },
)
_WORDS: Mapping[tuple[str, ...], tuple[FileKind, str]] = MappingProxyType(
    {
        ("excel.sheet", "urn:schemas-microsoft-com:office:spreadsheet"): (FileKind.NOT_SUPPORTED, "xml"),
        ("opendocument.spreadsheet",): (FileKind.NOT_SUPPORTED, "fods"),
        ("<html", "<table", "<!doctype html", "<body", "<meta"): (FileKind.NOT_A_SPREADSHEET, "html"),
    },
)
_GZIP = b"\x1f\x8b"
_TAR, _TAR_AT = b"ustar", 257
_ZIP = b"PK\x03\x04"
_ZIP_END = b"PK\x05\x06"
_FURTHEST_START = 2**16  # bytes before a workbook that a gateway or a download may have put there
_HEAD = 600  # characters
_MAIL_STARTS = ("mime-version:", "from:", "received:", "return-path:", "delivered-to:")
_LOCK_SIZES = frozenset({54, 55, 165})  # « ~$retour.xlsx »: a user's name, padded
_TEXT_SAMPLE = 4096

_SAVED_PAGE = re.compile(r"from: \W*(=\?[\w-]+\?q\?)?(saved[ _]by|enregistr(é|=e9|=c3=a9)[ _]par)[ _<]")  # by a browser


def kind_of(content: bytes) -> tuple[FileKind, str]:
    """Family of *content*, and the case of the refusal where it is none that can be opened."""
    if len(content) in _LOCK_SIZES and content[0] < len(content) and content[1:2].isalnum():
        return FileKind.NOT_A_SPREADSHEET, "lock"
    for start, found in _STARTS.items():
        if content.startswith(start):
            return found
    if content.startswith(_GZIP):
        return _gzip_kind(content)
    if content[_TAR_AT:].startswith(_TAR):
        return FileKind.PACKED, ".tar"
    is_bitmap = content.startswith(b"BM") and content[6:10] == bytes(4)
    if is_bitmap or content[8:12] == b"WEBP" or content[4:12] in {b"ftypheic", b"ftypmif1"}:
        return FileKind.NOT_A_SPREADSHEET, "image"
    return _text_kind(_sample(content))


def without_what_precedes(content: bytes) -> bytes:
    """The zip archive in *content*, where something stands before it; *content* itself where there is none."""
    start = content.find(_ZIP, 0, _FURTHEST_START)
    is_whole = start > 0 and _ZIP_END in content[-_FURTHEST_START:]
    return content[start:] if is_whole and kind_of(content) == (FileKind.NOT_A_SPREADSHEET, "unknown") else content


def _gzip_kind(content: bytes) -> tuple[FileKind, str]:
    """Gnumeric's own format is a compressed XML document."""
    try:
        start = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS).decompress(content[:_TEXT_SAMPLE], _TEXT_SAMPLE)
    except zlib.error:
        start = b""
    if b"gnumeric.org" in start or b"gnm:Workbook" in start:
        return FileKind.NOT_SUPPORTED, "gnumeric"
    return FileKind.PACKED, ".tar.gz" if start[_TAR_AT:].startswith(_TAR) else ".gz"


def _sample(content: bytes) -> str | None:
    """The beginning as lower-case text; None for bytes that are no text."""
    sample = content[:_TEXT_SAMPLE]
    encoding = "utf-16" if sample.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    text = sample.decode(encoding, "replace")
    return None if "\x00" in text else text.lstrip().lower()


def _text_kind(text: str | None) -> tuple[FileKind, str]:
    if text is None:
        return FileKind.NOT_A_SPREADSHEET, "unknown"
    if _is_web_archive(text):
        return FileKind.NOT_SUPPORTED, "mhtml"
    if text.startswith(_MAIL_STARTS):
        return FileKind.NOT_A_SPREADSHEET, "mail"
    found = next((found for words, found in _WORDS.items() if any(word in text for word in words)), None)
    if found is not None:
        return found
    lines = [line for line in text.splitlines()[:5] if line.strip()]
    if lines and any(all(mark in line for line in lines) for mark in ";,\t"):
        return FileKind.NOT_SUPPORTED, "csv"
    return FileKind.NOT_A_SPREADSHEET, "unknown"


def _own_head(text: str) -> str:
    """The lines before the first empty one: parts within a message have heads of their own."""
    return text.replace("\r\n", "\n").partition("\n\n")[0]


def _is_web_archive(text: str) -> bool:
    """A page that Excel saved with its pictures in one file, often called .xls: it has the form of a message, and no sender."""
    head = _own_head(text[:_HEAD])
    if _SAVED_PAGE.match(head):
        return True
    has_sender = any(f"\n{name}" in head or head.startswith(name) for name in ("from:", "received:", "to:"))
    return (
        head.startswith("mime-version:")
        and "multipart/related" in head
        and ("x-document-type" in head or not has_sender)
    )
