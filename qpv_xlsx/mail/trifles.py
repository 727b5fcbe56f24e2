"""What goes with a message and is no return: signatures, visiting cards, what gateways and systems add, covering letters."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qpv_xlsx.mail.letters import Attachment

_TYPES = frozenset(
    {
        "application/applefile",
        "application/ics",
        "application/pgp-encrypted",
        "application/pgp-keys",
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "message/delivery-status",
        "message/disposition-notification",
        "message/external-body",
        "message/feedback-report",
        "text/calendar",
        "text/directory",
        "text/rfc822-headers",
        "text/vcard",
        "text/x-amp-html",
        "text/x-vcard",
    },
)
_STARTS = (
    b"\x00\x05\x16\x07",  # AppleDouble: what macOS keeps beside a file
    b"ActiveMime",  # what Word keeps of objects beside a page (oledata.mso)
    b"BEGIN:VCARD",
    b"BEGIN:VCALENDAR",
    b"-----BEGIN PGP SIGNATURE",
    b"-----BEGIN PGP PUBLIC KEY",
)
_PICTURE_STARTS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF", b"\xd7\xcd\xc6\x9a", b"\x00\x00\x01\x00")
_PICTURE_NAMES = re.compile(r"(?i)\.(emz|wmz|emf|wmf|svgz?|png|jpe?g|gif|bmp|webp|ico|heic|tiff?)$")
_NAMES = re.compile(
    r"(?i)(^ATT\d{3,6}(-\d+)?\.(html?|txt|dat|bin)$|\.(vcf|ics|asc|p7s|sig|pgp|gpg)$|^(noname|smime\.p7s)$)"
)
_COVER_STARTS = (b"%PDF", b"{\\rtf")
_COVER_MARKS = (
    b"theme/theme/themeManager.xml",
    b"word/document.xml",
    b"ppt/presentation.xml",
    b"opendocument.text",
    b"opendocument.presentation",
)
_OLD_WORD = "WordDocument".encode("utf-16-le")
_OLD_WORKBOOKS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book", "EncryptedPackage"))
_PAGES_OF_WORKBOOKS = (b"office:excel", b"office:spreadsheet", b"ProgId content=Excel")
_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_picture(attachment: "Attachment") -> bool:
    """A logo, a signature, a photograph: never a workbook."""
    content = attachment.content or b""
    if may_be_workbook(content):
        return False
    return content.startswith(_PICTURE_STARTS) or bool(_PICTURE_NAMES.search(attachment.name)) or _is_drawing(content)


def is_trifle(attachment: "Attachment") -> bool:
    """What programs add to messages, pictures apart. Content decides before name and type."""
    content = attachment.content or b""
    if may_be_workbook(content):
        return False
    return attachment.content_type in _TYPES or content.startswith(_STARTS) or bool(_NAMES.search(attachment.name))


def is_covering(content: bytes) -> bool:
    """A document or a text that goes with a workbook; alone, it is something to be told."""
    if may_be_workbook(content) or not content:
        return False
    return content.startswith(_COVER_STARTS) or _is_document(content) or _is_text(content)


def may_be_workbook(content: bytes) -> bool:
    """Whether the bytes can be a workbook, or an archive that holds one."""
    return content.startswith((_ZIP, _COMPOUND)) and not _is_document(content)


def holds_workbook(content: bytes) -> bool:
    """Whether it is one or an archive: of compound files, one that names a workbook, encrypted or not."""
    if content.startswith(_COMPOUND):
        return any(name in content for name in _OLD_WORKBOOKS)
    return content.startswith(_ZIP)


def _is_document(content: bytes) -> bool:
    if content.startswith(_ZIP):
        return any(mark in content for mark in _COVER_MARKS) and b"xl/workbook.xml" not in content
    if content.startswith(_COMPOUND):
        return _OLD_WORD in content and not any(name in content for name in _OLD_WORKBOOKS)
    return False


def _is_drawing(content: bytes) -> bool:
    return content[:1000].lstrip().startswith((b"<svg", b"<?xml")) and b"<svg" in content[:2000]


def _is_text(content: bytes) -> bool:
    """Plain words or a page; a workbook saved as a page or as a table of text is one of figures, and says so in its head."""
    head = content[:4096]
    if b"\0" in head or any(mark in head for mark in _PAGES_OF_WORKBOOKS):
        return False
    if head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        return b"<table" not in head.lower()
    lines = [line for line in head.splitlines() if line.strip()]
    return not any(sum(mark in line for line in lines) * 2 > len(lines) for mark in (b";", b"\t"))
