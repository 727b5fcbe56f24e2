"""The tables of a Word document as pages, in reading order, with the words that stand above each."""

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import CampaignError, Code
from qpv_xlsx.domain.official.picture import Box, Joined, Page, TableLine
from qpv_xlsx.spreadsheet.opening.archives import open_archive
from qpv_xlsx.spreadsheet.opening.refusal import DAMAGE, Refused
from qpv_xlsx.tables.document import Document, Remark
from qpv_xlsx.tables.paragraphs import Numbering, is_bold, paragraph_text

_LONGEST_TITLE = 200
_NO_TITLE = re.compile(r"\s*(?:source|légende|note|nb|lecture|champ)\b", re.IGNORECASE)
_USELESS = frozenset({"", "Word Document"})
Element = Any  # lxml's, untyped


def word_pages(content: bytes, name: str, limits: Limits) -> Document:
    """The tables of a .docx. Raises CampaignError where it is damaged or beyond the limits."""
    try:
        _check(content, limits)
        document: Any = docx.Document(io.BytesIO(content))
        numbering = Numbering.of(document)
        body = document.element.body
        pages = tuple(_pages(body, numbering, limits))
        said = document.core_properties.title or ""
    except Refused as refusal:
        is_damage = refusal.finding.code is Code.F01
        raise CampaignError("import_damaged" if is_damage else "import_beyond", file=name) from refusal
    except DAMAGE as trouble:
        raise CampaignError("import_damaged", file=name) from trouble
    title = _title(body, numbering) or ("" if said in _USELESS else said)
    return Document(pages=pages, title=title, remarks=tuple(_remarks(body)))


def _check(content: bytes, limits: Limits) -> None:
    """Inflate every part under the limits, its sum checked, before a library sees it."""
    archive = open_archive(content, limits)
    for part in archive.entries:
        if part.endswith((".xml", ".rels")):
            archive.read(part)


def _remarks(body: Element) -> Iterator[Remark]:
    if body.find(f".//{qn('w:del')}") is not None or body.find(f".//{qn('w:ins')}") is not None:
        yield Remark(code="import_tracked")
    if body.find(f".//{qn('w:vanish')}") is not None:
        yield Remark(code="import_hidden_text")


def _blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables in reading order, content controls opened."""
    for child in parent:
        if child.tag == qn("w:sdt"):
            content = child.find(qn("w:sdtContent"))
            yield from _blocks(content) if content is not None else ()
        elif child.tag in {qn("w:p"), qn("w:tbl")}:
            yield child


def _pages(body: Element, numbering: Numbering, limits: Limits) -> Iterator[Page]:
    above: list[tuple[str, bool]] = []
    number = 0
    for block in _blocks(body):
        if block.tag == qn("w:p"):
            text = paragraph_text(block, numbering).strip()
            above += [(text, _is_heading(block))] if text else []
        else:
            number += 1
            yield Page(title=_words_above(above), lines=tuple(_lines(block, number, numbering, limits)))
            above = []


def _words_above(above: list[tuple[str, bool]]) -> str:
    """The last heading above the table, else the last short paragraph that is no note."""
    headings = [text for text, is_heading in above if is_heading]
    short = [text for text, _ in above if len(text) <= _LONGEST_TITLE and not _NO_TITLE.match(text)]
    return (headings or short or [""])[-1]


def _is_heading(paragraph: Element) -> bool:
    style = paragraph.find(f"./{qn('w:pPr')}/{qn('w:pStyle')}")
    name = style.get(qn("w:val"), "").casefold() if style is not None else ""
    return name.startswith(("heading", "titre", "title")) or is_bold(paragraph)


def _title(body: Element, numbering: Numbering) -> str:
    """The document's first title, or its first words above a table where they are short."""
    for block in _blocks(body):
        if block.tag == qn("w:tbl"):
            return ""
        text = " ".join(paragraph_text(block, numbering).split())
        if text:
            return text if len(text) <= _LONGEST_TITLE else ""
    return ""


def _lines(table: Element, number: int, numbering: Numbering, limits: Limits) -> Iterator[TableLine]:
    rows = [row for row in table.iter(qn("w:tr")) if _holder(row) is table]
    if len(rows) > limits.rows:
        raise CampaignError("import_beyond", file="")
    for rank, row in enumerate(rows, start=1):
        hidden = row.find(f"./{qn('w:trPr')}/{qn('w:hidden')}") is not None
        yield TableLine(place=f"tableau {number}, ligne {rank}", boxes=tuple(_boxes(row, numbering)), is_hidden=hidden)


def _holder(row: Element) -> Element:
    """The table that a row belongs to, content controls skipped."""
    parent = row.getparent()
    while parent.tag != qn("w:tbl"):
        parent = parent.getparent()
    return parent


def _boxes(row: Element, numbering: Numbering) -> Iterator[Box]:
    for _ in range(_count(row, "./w:trPr/w:gridBefore")):
        yield Box()
    for cell in row.iter(qn("w:tc")):
        if _row_of(cell) is row:
            yield from _cell_boxes(cell, numbering)


def _row_of(cell: Element) -> Element:
    parent = cell.getparent()
    while parent.tag != qn("w:tr"):
        parent = parent.getparent()
    return parent


def _cell_boxes(cell: Element, numbering: Numbering) -> Iterator[Box]:
    merge = cell.find(f"./{qn('w:tcPr')}/{qn('w:vMerge')}")
    is_below = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
    paragraphs = list(cell.iter(qn("w:p")))
    text = "\n".join(paragraph_text(paragraph, numbering) for paragraph in paragraphs).strip("\n")
    bold = bool(text.strip()) and all(is_bold(each) for each in paragraphs if paragraph_text(each, numbering).strip())
    yield Box(joined=Joined.ABOVE) if is_below else Box(text=text, is_bold=bold)
    for _ in range(_count(cell, "./w:tcPr/w:gridSpan") - 1):
        yield Box(joined=Joined.ABOVE if is_below else Joined.LEFT)


def _count(element: Element, path: str) -> int:
    found = element.find("/".join(qn(step) if ":" in step else step for step in path.split("/")))
    value = found.get(qn("w:val"), "0") if found is not None else "0"
    return min(int(value), 200) if value.isdigit() else 0
