"""An OpenDocument spreadsheet (.ods), through odfdo's elements over parts that were checked before."""

import re

from odfdo import Container, Element
from odfdo.xmlpart import XmlPart

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import Code, Finding, finding
from qpv_xlsx.spreadsheet.book import Book, FileFormat, Grid
from qpv_xlsx.spreadsheet.opening.archives import Archive
from qpv_xlsx.spreadsheet.opening.odssheets import read_sheet
from qpv_xlsx.spreadsheet.opening.odsstyles import read_styles
from qpv_xlsx.spreadsheet.opening.odswords import tagged
from qpv_xlsx.spreadsheet.opening.properties import constant, product
from qpv_xlsx.spreadsheet.opening.refusal import Refused, beyond, damaged, not_a_spreadsheet, unless_damaged
from qpv_xlsx.spreadsheet.opening.xmlcheck import safe_xml, without_comments

_MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_CELL = re.compile(rb"<(?:[\w.-]+:)?(?:covered-)?table-cell[\s/>]")
_MANIFEST = "META-INF/manifest.xml"


def open_ods(archive: Archive) -> tuple[Book, tuple[Finding, ...]]:
    """Read the whole document. Raises Refused."""
    _check_kind(archive)
    content = _part(archive, "content.xml")
    roots = (content, _part(archive, "styles.xml")) if archive.has("styles.xml") else (content,)
    spreadsheet = content.get_element("office:body/office:spreadsheet")
    if spreadsheet is None:
        raise damaged("office:spreadsheet", case="missing_part", part="office:spreadsheet")
    grids: list[Grid] = []
    findings: list[Finding] = []
    styles = read_styles(roots)
    tables = [child for child in spreadsheet.children if child.tag == "table:table"]
    own = [table for table in tables if not _is_link(table)]
    for table in own:
        grid, told = read_sheet(table, styles, archive.limits)
        grids.append(grid)
        findings.extend(told)
    program, properties = _described(archive)
    book = Book(
        format=FileFormat.ODS,
        grids=tuple(grids),
        application=program,
        properties=properties,
        names=_names(spreadsheet, archive.limits),
        has_macros=any(_is_macro(name) for name in archive.entries),
        has_external_links=len(own) < len(tables),
    )
    return book, tuple(findings)


def _check_kind(archive: Archive) -> None:
    if archive.has("encrypted-package") or (archive.has(_MANIFEST) and b"encryption-data" in archive.read(_MANIFEST)):
        raise Refused(finding(Code.F02))
    if not archive.read("mimetype").decode("ascii", "replace").strip().startswith(_MIMETYPE):
        raise not_a_spreadsheet("document")


def _part(archive: Archive, name: str) -> Element:
    content = without_comments(safe_xml(archive.read(name), archive.limits), archive.limits)
    found = sum(1 for _ in _CELL.finditer(content))
    if found > archive.limits.cells:
        raise beyond("cells", found, archive.limits.cells)
    container = Container()
    container.set_part(name, content)
    return XmlPart(name, container).root


def _is_link(table: Element) -> bool:
    """A copy that LibreOffice keeps of another file's sheet."""
    name = table.get_attribute_string("table:name") or ""
    return name.startswith("'file:") or table.get_element("table:table-source") is not None


def _is_macro(part: str) -> bool:
    """LibreOffice lists an empty Standard library in files without any macro."""
    return part.startswith(("basic/", "scripts/")) and not part.endswith(("/", "script-lc.xml", "script-lb.xml"))


def _described(archive: Archive) -> tuple[str, dict[str, str]]:
    """Program and custom properties. Damage there is no reason to lose the answers."""
    if not archive.has("meta.xml"):
        return "", {}
    meta = unless_damaged(lambda: _part(archive, "meta.xml").get_element("office:meta"))
    if meta is None:
        return "", {}
    parts = tagged(meta)
    generator = next((part.text for name, part in parts if name == "meta:generator"), "")
    properties = {
        part.get_attribute_string("meta:name") or "": part.text for name, part in parts if name == "meta:user-defined"
    }
    return product(generator, ""), properties


def _names(spreadsheet: Element, limits: Limits) -> dict[str, str]:
    nodes = _named(spreadsheet)
    if len(nodes) > limits.names:
        raise beyond("names", len(nodes), limits.names)
    held = (
        (node.get_attribute_string("table:name") or "", constant(node.get_attribute_string("table:expression") or ""))
        for node in nodes
    )
    return {name: value for name, value in held if value is not None}


def _named(spreadsheet: Element) -> list[Element]:
    section = spreadsheet.get_element("table:named-expressions")
    return [] if section is None else section.children
