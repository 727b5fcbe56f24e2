"""An OpenDocument spreadsheet (.ods): its parts walked through once, whatever program wrote them.

Only what answers depend on is looked at: names that refer to cells, foreign attributes, charts and the like are passed over.
"""

from collections.abc import Mapping
from functools import partial

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import Code, Finding, finding
from qpv_xlsx.spreadsheet.book import Book, FileFormat
from qpv_xlsx.spreadsheet.opening.archives import Archive
from qpv_xlsx.spreadsheet.opening.elements import part_elements
from qpv_xlsx.spreadsheet.opening.odsdocument import OpenDocument
from qpv_xlsx.spreadsheet.opening.odsstyles import StylesReader
from qpv_xlsx.spreadsheet.opening.plaindocument import LONGEST, left_to_walk
from qpv_xlsx.spreadsheet.opening.plainxml import if_plain
from qpv_xlsx.spreadsheet.opening.properties import product
from qpv_xlsx.spreadsheet.opening.refusal import Refused, damaged, not_a_spreadsheet, unless_damaged

_MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = "META-INF/manifest.xml"
_STYLES, _CONTENT = "styles.xml", "content.xml"


def open_ods(archive: Archive) -> tuple[Book, tuple[Finding, ...]]:
    """Read the whole document. Raises Refused."""
    _check_kind(archive)
    document = read_document(archive)
    if not document.is_spreadsheet and _declares_other(archive):
        raise not_a_spreadsheet("document")
    if not document.is_spreadsheet:
        raise damaged("office:spreadsheet", case="missing_part", part="office:spreadsheet")
    program, properties = _described(archive)
    book = Book(
        format=FileFormat.ODS,
        grids=tuple(document.grids),
        application=program,
        properties=properties,
        names=document.names,
        has_macros=any(_is_macro(name) for name in archive.entries),
        has_external_links=document.has_links,
    )
    return book, tuple(document.findings)


def _check_kind(archive: Archive) -> None:
    if archive.has("encrypted-package") or (archive.has(_MANIFEST) and b"encryption-data" in archive.read(_MANIFEST)):
        raise Refused(finding(Code.F02))


def _declares_other(archive: Archive) -> bool:
    """Whether the mimetype names something else. Asked last: the content says what a document is."""
    declared = archive.read("mimetype").decode("ascii", "replace").strip() if archive.has("mimetype") else ""
    return declared.startswith("application/vnd.") and not declared.startswith(_MIMETYPE)


def read_document(archive: Archive) -> OpenDocument:
    """The whole document; most of it is cut by patterns, where its parts are short and as programs write them. Raises Refused."""
    short = {name: archive.whole(name, LONGEST) for name in (_STYLES, _CONTENT) if archive.has(name)}
    parts = {name: content for name, content in short.items() if content is not None}
    is_short = _CONTENT in parts and len(parts) == len(short) and archive.has_room(sum(map(len, parts.values())))
    document = if_plain(partial(_cut, parts, archive.limits)) if is_short else None
    if document is None:
        return walk_document(archive, parts)
    for _ in archive.counted(parts.values()):
        pass
    return document


def _cut(parts: Mapping[str, bytes], limits: Limits) -> OpenDocument:
    """The document cut. Raises NotPlain, or Refused where something is wrong, not always the first thing."""
    styles = StylesReader(limits)
    for content in parts.values():
        document = OpenDocument(styles, limits)
        document.read(left_to_walk(content, document, limits))
    return document  # of the last part


def walk_document(archive: Archive, parts: Mapping[str, bytes]) -> OpenDocument:
    """The document tag by tag. *parts*: those that are inflated already, and not counted. Raises Refused."""
    styles = StylesReader(archive.limits)
    if archive.has(_STYLES):
        unless_damaged(partial(_walk, archive, parts, _STYLES, styles))
    return _walk(archive, parts, _CONTENT, styles)


def _walk(archive: Archive, parts: Mapping[str, bytes], name: str, styles: StylesReader) -> OpenDocument:
    document = OpenDocument(styles, archive.limits)
    document.read(archive.counted([parts[name]]) if name in parts else archive.pieces(name))
    return document


def _is_macro(part: str) -> bool:
    """LibreOffice lists an empty Standard library in files without any macro."""
    return part.startswith(("basic/", "scripts/")) and not part.endswith(("/", "script-lc.xml", "script-lb.xml"))


def _described(archive: Archive) -> tuple[str, dict[str, str]]:
    """Program and custom properties. Damage there is no reason to lose the answers."""
    if not archive.has("meta.xml"):
        return "", {}
    found = unless_damaged(lambda: part_elements(archive, "meta.xml")) or []
    generator = next((one.text for one in found if one.name == "generator"), "")
    return product(generator, ""), {one.get("name"): one.text for one in found if one.name == "user-defined"}
