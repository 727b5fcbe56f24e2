"""Whether a zip, or a folder, is one document: told by the names of parts, with nothing opened or inflated."""

import struct
from pathlib import Path

_END = b"PK\x05\x06"
_ENTRY = b"PK\x01\x02"
_FAR_END = b"PK\x06\x07"  # of an archive of more than 4 GiB, or one that says so
_ENTRY_LENGTH, _END_LENGTH = 46, 22  # bytes
OOXML = ("[Content_Types].xml", "xl/workbook.xml")
OPENDOCUMENT = ("content.xml", "META-INF/manifest.xml")
DOCUMENT_PARTS = (
    "[Content_Types].xml",
    "xl/workbook.xml",
    "mimetype",
    "content.xml",
    "META-INF/manifest.xml",
    "Index/Document.iwa",
    "Index.zip",
)
_DOCUMENT_NAMES = frozenset(part.encode() for part in DOCUMENT_PARTS)


def lists_a_document(content: bytes) -> bool:
    """Whether the directory lists a part that makes the archive one document, if it is one at all: without opening it.

    The directory is walked through as *zipfile* does; what is unusual about it is left to *open_archive*: False.
    """
    end = len(content) - _END_LENGTH
    if content[end : end + 4] != _END or content[end + 20 :] != b"\0\0" or content[end - 20 : end - 16] == _FAR_END:
        return False
    at = end - struct.unpack_from("<L", content, end + 12)[0]
    while 0 <= at < end and content[at : at + 4] == _ENTRY:
        name, extra, comment = struct.unpack_from("<3H", content, at + 28)
        if content[at + _ENTRY_LENGTH : at + _ENTRY_LENGTH + name] in _DOCUMENT_NAMES:
            return True
        at += _ENTRY_LENGTH + name + extra + comment
    return False


def is_unpacked_document(folder: Path) -> bool:
    """Whether the parts of a document lie in *folder*, a folder of the disk that unpacking made."""
    return any(all((folder / part).is_file() for part in parts) for parts in (OOXML, OPENDOCUMENT))
