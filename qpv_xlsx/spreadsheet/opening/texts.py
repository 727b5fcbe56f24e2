"""Words of cells: shared strings, rich text with what was struck through, phonetic helps left out."""

import io
import re
from xml.etree.ElementTree import Element, iterparse

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.opening.escapes import decode_escapes
from qpv_xlsx.spreadsheet.opening.refusal import beyond
from qpv_xlsx.spreadsheet.opening.xmlcheck import local, safe_xml

_ITEM = re.compile(rb"<(?:[\w.-]+:)?si[\s/>]")


class StruckText(str):
    """The words that remain, and beside them those struck through."""

    __slots__ = ("struck",)
    struck: str


def shared_strings(content: bytes, limits: Limits) -> list[str]:
    """The workbook's table of strings, in its order."""
    content = safe_xml(content, limits)
    found = sum(1 for _ in _ITEM.finditer(content))
    if found > limits.cells:
        raise beyond("cells", found, limits.cells)
    strings = []
    for _, node in iterparse(io.BytesIO(content)):  # noqa: S314  (checked above)
        if local(node.tag) == "si":
            strings.append(rich_text(node))
            node.clear()
    return strings


def rich_text(node: Element) -> str:
    """Text of a string item (« si », « is », « text »): its runs, or its only « t »."""
    kept: list[str] = []
    struck: list[str] = []
    for child in node:
        match local(child.tag):
            case "t":
                kept.append(child.text or "")
            case "r":
                words = "".join(part.text or "" for part in child if local(part.tag) == "t")
                (struck if _is_struck(child) else kept).append(words)
    text = decode_escapes("".join(kept))
    if not "".join(struck).strip():
        return text
    told = StruckText(text.strip())
    told.struck = decode_escapes("".join(struck)).strip()
    return told


def _is_struck(run: Element) -> bool:
    for properties in run:
        if local(properties.tag) == "rPr":
            return any(local(mark.tag) == "strike" and mark.get("val", "1") in {"1", "true"} for mark in properties)
    return False
