"""The only way in: what is this file, may it be opened, and who reads it."""

from collections.abc import Iterator

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import Code, Finding, finding
from qpv_xlsx.spreadsheet.book import Book
from qpv_xlsx.spreadsheet.opening.archives import Archive, open_archive
from qpv_xlsx.spreadsheet.opening.kinds import FileKind, kind_of, without_what_precedes
from qpv_xlsx.spreadsheet.opening.package import CONTENT_TYPES, WORKBOOK
from qpv_xlsx.spreadsheet.opening.refusal import (
    DAMAGE,
    Refused,
    beyond_bytes,
    damaged,
    not_a_spreadsheet,
    not_supported,
    packed,
)


def open_book(content: bytes, limits: Limits) -> tuple[Book | None, tuple[Finding, ...]]:
    """Read *content*, whatever its format. None with at least one error finding where it cannot be taken.

    Formulas come with their stored results: no second reading is needed.
    """
    try:
        book, findings = _open(content, limits)
    except Refused as refusal:
        return None, (refusal.finding,)
    except DAMAGE as trouble:  # what a parser met in the file
        return None, (damaged(f"{type(trouble).__name__}: {trouble}").finding,)
    return book, (*findings, *_remarks(book))


def _remarks(book: Book) -> Iterator[Finding]:
    """What was seen and left alone."""
    if book.has_macros:
        yield finding(Code.X01)
    if book.has_external_links:
        yield finding(Code.X02)


def _open(content: bytes, limits: Limits) -> tuple[Book, tuple[Finding, ...]]:
    if not content:
        raise Refused(finding(Code.F07))
    if len(content) > limits.file_size:
        raise beyond_bytes("file_size", len(content), limits.file_size)
    content = without_what_precedes(content)
    kind, case = kind_of(content)
    match kind:
        case FileKind.ZIP:
            return _open_zip(open_archive(content, limits))
        case FileKind.OLE:
            from qpv_xlsx.spreadsheet.opening.olefiles import open_ole

            return open_ole(content, limits)
        case FileKind.NOT_A_SPREADSHEET:
            raise not_a_spreadsheet(case)
        case FileKind.NOT_SUPPORTED:
            raise not_supported(case)
        case FileKind.PACKED:
            raise packed(case)


def _open_zip(archive: Archive) -> tuple[Book, tuple[Finding, ...]]:
    if archive.has(CONTENT_TYPES) or archive.has(WORKBOOK):
        from qpv_xlsx.spreadsheet.opening.ooxml import open_package

        return open_package(archive)
    if archive.has("content.xml"):
        from qpv_xlsx.spreadsheet.opening.ods import open_ods

        return open_ods(archive)
    if any(name.endswith((".iwa", "index.zip")) for name in archive.entries):
        raise not_supported("numbers")
    raise not_a_spreadsheet("archive")
