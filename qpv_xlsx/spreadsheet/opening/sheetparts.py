"""One worksheet part made ready for the parser: frame and rows taken apart, formatted empty cells thrown out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, fromstring

from openpyxl.utils.cell import range_boundaries

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.book import Merge
from qpv_xlsx.spreadsheet.opening.refusal import DAMAGE, beyond, damaged
from qpv_xlsx.spreadsheet.opening.xmlcheck import as_utf8, check_xml, local, without_comments

_TAG = rb"(?:[A-Za-z_][\w.-]*:)?"
_ROOT = re.compile(rb"<" + _TAG + rb"(\w+)\b[^<>]*>")
_ROWS = re.compile(rb"<(" + _TAG + rb"sheetData)(?:\s[^<>]*?)?(/?)>")
_CELL = re.compile(rb"<" + _TAG + rb"c[\s/>]")
# Only elements that say where they stand may go: the place of the others depends on their neighbours.
_GHOST_CELL = re.compile(rb"<(" + _TAG + rb'c)\s(?=[^<>]*\br=")[^<>]*(?:/>|>\s*</\1>)')
_GHOST_ROW = re.compile(rb"<(" + _TAG + rb'row)\s(?=[^<>]*\br=")[^<>]*(?:/>|>\s*</\1>)')
_PIECE = 2**20
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart:
    """*rows*: a document with the rows only, in the transitional namespace; *frame*: the part without them."""

    rows: bytes
    frame: Element


def split_sheet(content: bytes, limits: Limits) -> SheetPart:
    """Take a worksheet part apart, checked. Raises Refused."""
    content = without_comments(as_utf8(content), limits).replace(_STRICT, _TRANSITIONAL)
    root, start = _ROOT.search(content, _after_declaration(content)), _ROWS.search(content)
    if root is None:
        raise damaged("no root element")
    if start is None or start.group(2):
        return SheetPart(rows=b"", frame=_frame(content, limits))
    closing = b"</" + start.group(1) + b">"
    end = content.rfind(closing)
    if end < start.end() or _ROWS.search(content, start.end()):
        raise damaged("sheetData")
    rows = b"".join(_without_ghosts(content, start.end(), end))
    _count_cells(rows, limits)
    prefix = root.group().removesuffix(b">")[1:].split()[0]
    document = root.group() + start.group() + rows + closing + b"</" + prefix + b">"
    check_xml(document, limits)
    return SheetPart(rows=document, frame=_frame(content[: start.start()] + content[end + len(closing) :], limits))


def _without_ghosts(content: bytes, start: int, end: int) -> Iterator[bytes]:
    """The rows piece by piece, formatted empty cells and rows left out. A ghost astride two pieces stays, and is no harm."""
    while start < end:
        cut = content.rfind(b"<", start + 1, min(start + _PIECE, end))
        stop = end if cut < 0 or start + _PIECE >= end else cut
        yield _GHOST_ROW.sub(b"", _GHOST_CELL.sub(b"", content[start:stop]))
        start = stop


def _after_declaration(content: bytes) -> int:
    return content.find(b"?>") + 2 if content.lstrip().startswith(b"<?xml") else 0


def _count_cells(rows: bytes, limits: Limits) -> None:
    found = sum(1 for _ in _CELL.finditer(rows))
    if found > limits.cells:
        raise beyond("cells", found, limits.cells)


def _frame(content: bytes, limits: Limits) -> Element:
    check_xml(content, limits)
    return fromstring(content)  # noqa: S314  (checked on the line above)


def hidden_columns(frame: Element, limits: Limits) -> frozenset[int]:
    """Numbers of the columns that cannot be seen, up to the furthest one that is read."""
    return frozenset(
        number
        for node in _children(frame, "cols")
        if node.get("hidden") in {"1", "true"}
        for number in range(int(node.get("min", "1")), min(int(node.get("max", "0")), limits.furthest_column) + 1)
    )


def merges(frame: Element, limits: Limits) -> tuple[Merge, ...]:
    """Merged ranges, never expanded."""
    nodes = tuple(_children(frame, "mergeCells"))
    if len(nodes) > limits.merges:
        raise beyond("merges", len(nodes), limits.merges)
    try:
        return tuple(_merge(node.get("ref", "")) for node in nodes)
    except DAMAGE as trouble:
        raise damaged(str(trouble)) from trouble


def _merge(reference: str) -> Merge:
    left, top, right, bottom = range_boundaries(reference)
    if left is None or top is None or right is None or bottom is None:
        raise ValueError(reference)
    return Merge(top=top, left=left, bottom=bottom, right=right)


def _children(frame: Element, parent: str) -> Iterator[Element]:
    return (child for node in frame if local(node.tag) == parent for child in node)
