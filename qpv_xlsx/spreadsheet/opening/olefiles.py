"""A compound file (OLE): Excel 97–2003, encrypted Excel, Word, Outlook… told apart by what it contains."""

import io

import olefile

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import Finding
from qpv_xlsx.spreadsheet.book import Book
from qpv_xlsx.spreadsheet.opening.archives import open_archive
from qpv_xlsx.spreadsheet.opening.biff import is_encrypted
from qpv_xlsx.spreadsheet.opening.decrypting import decrypted
from qpv_xlsx.spreadsheet.opening.ooxml import open_package
from qpv_xlsx.spreadsheet.opening.properties import Described, product
from qpv_xlsx.spreadsheet.opening.refusal import DAMAGE, beyond_bytes, damaged, not_a_spreadsheet
from qpv_xlsx.spreadsheet.opening.xls import open_xls

_STREAMS = ("Workbook", "Book")
_USER_TYPE, _LIBREOFFICE = "\x01CompObj", b"Microsoft Excel 97-Tabelle"
_DOCUMENT_SUMMARY = "\x05DocumentSummaryInformation"


def open_ole(content: bytes, limits: Limits) -> tuple[Book, tuple[Finding, ...]]:
    """Read the workbook that the container holds. Raises Refused where it holds something else."""
    with _container(content) as container:
        if container.exists("EncryptedPackage") or container.exists("EncryptionInfo"):
            information = _stream(container, "EncryptionInfo") if container.exists("EncryptionInfo") else b""
            return _open_package(content, information, limits)
        name = next((name for name in _STREAMS if container.exists(name)), None)
        if name is None:
            raise not_a_spreadsheet(_case(container))
        stream = _stream(container, name)
        described = _described(container)
    if is_encrypted(stream):
        with _container(decrypted(content, b"")) as container:
            stream = _stream(container, name)
    return open_xls(stream, described, limits)


def _open_package(content: bytes, information: bytes, limits: Limits) -> tuple[Book, tuple[Finding, ...]]:
    """A workbook of the Excel 2007 family whose structure is protected, which Excel encrypts with a password all know."""
    package = decrypted(content, information)
    if len(package) > limits.file_size:
        raise beyond_bytes("file_size", len(package), limits.file_size)
    return open_package(open_archive(package, limits))


def _stream(container: olefile.OleFileIO, name: str) -> bytes:
    try:
        found: bytes = container.openstream(name).read()
    except DAMAGE as trouble:
        raise damaged(str(trouble)) from trouble
    return found


def _container(content: bytes) -> olefile.OleFileIO:
    try:
        return olefile.OleFileIO(io.BytesIO(content))
    except DAMAGE as trouble:
        raise damaged(str(trouble)) from trouble


def _case(container: olefile.OleFileIO) -> str:
    if container.exists("__properties_version1.0"):
        return "mail"
    if container.exists("WordDocument") or container.exists("PowerPoint Document"):
        return "document"
    return "unknown"


def _described(container: olefile.OleFileIO) -> Described:
    """Properties that cannot be read are no reason to lose the answers."""
    application, properties = "", {}
    try:
        metadata = container.get_metadata()
        application = product(_text(metadata.creating_application), "") or _program(container)
        if container.exists(_DOCUMENT_SUMMARY):
            found = container.get_userdefined_properties(_DOCUMENT_SUMMARY)
            properties = {_text(item["property_name"]): _text(item["value"]) for item in found}
    except DAMAGE:
        pass
    return Described(
        application=application,
        properties=properties,
        has_macros=container.exists("_VBA_PROJECT_CUR") or container.exists("Macros"),
    )


def _program(container: olefile.OleFileIO) -> str:
    """LibreOffice gives no name, but a user type that Excel never wrote."""
    if not container.exists(_USER_TYPE):
        return ""
    return "LibreOffice" if _LIBREOFFICE in container.openstream(_USER_TYPE).read() else ""


def _text(value: object) -> str:
    if isinstance(value, bytes):
        try:
            return value.decode().rstrip("\x00")
        except UnicodeDecodeError:
            return value.decode("cp1252", "replace").rstrip("\x00")
    return "" if value is None else str(value).rstrip("\x00")
