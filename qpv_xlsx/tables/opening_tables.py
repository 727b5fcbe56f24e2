"""The only way in: what sort of document this is, by its content, and who reads it. What cannot be read says what to do."""

import io
import zipfile

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import CampaignError, Code, Finding
from qpv_xlsx.tables.document import Document, Remark

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_tables(content: bytes, name: str, limits: Limits = Limits()) -> Document:  # noqa: B008  (frozen)
    """The tables of *content*. *name* is for the sentences only: the content tells what it is.

    Raises CampaignError for what holds no table that can be read, with what to do.
    """
    if not content.strip():
        raise CampaignError("import_empty", file=name)
    if len(content) > limits.file_size:
        raise CampaignError("import_too_large", file=name, allowed=limits.file_size // 2**20)
    if content.startswith(b"%PDF"):
        raise CampaignError("import_pdf", file=name)
    if content.startswith(_PICTURES) or content[8:12] == b"WEBP" or content[4:8] == b"ftyp":
        raise CampaignError("import_picture", file=name)
    if content.startswith(b"{\\rtf"):
        raise CampaignError("import_old_word", file=name)
    if content.startswith(_ZIP):
        return _open_package(content, name, limits)
    if content.startswith(_OLE):
        return _open_old(content, name, limits)
    from qpv_xlsx.tables.plain_texts import text_pages

    return text_pages(content, name, limits)


def _open_package(content: bytes, name: str, limits: Limits) -> Document:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as trouble:
        raise CampaignError("import_damaged", file=name) from trouble
    if "word/document.xml" in parts:
        from qpv_xlsx.tables.word_files import word_pages

        return word_pages(content, name, limits)
    return _open_book(content, name, limits)


def _open_old(content: bytes, name: str, limits: Limits) -> Document:
    """The container of Excel 97, of Word 97, and of encrypted documents."""
    if "WordDocument".encode("utf-16-le") in content:
        raise CampaignError("import_old_word", file=name)
    return _open_book(content, name, limits)


def _open_book(content: bytes, name: str, limits: Limits) -> Document:
    from qpv_xlsx.spreadsheet.opening.door import open_book
    from qpv_xlsx.tables.books import book_pages, uncomputed

    book, findings = open_book(content, limits)
    if book is None:
        raise CampaignError(_refusal(findings), file=name, allowed=limits.file_size // 2**20)
    blank = uncomputed(book)
    told = (Remark(code="import_formulas", facts={"places": blank, "count": len(blank)}),) if blank else ()
    return Document(pages=book_pages(book), remarks=told)


def _refusal(findings: tuple[Finding, ...]) -> str:
    """Why a spreadsheet was not opened, as the import says it."""
    codes = {finding.code for finding in findings}
    if Code.F02 in codes:
        return "import_password"
    if Code.F05 in codes or Code.X04 in codes:
        return "import_beyond"
    return "import_damaged" if Code.F01 in codes else "import_unknown"
