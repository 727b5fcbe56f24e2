"""A workbook of the Excel 2007 family (.xlsx, .xlsm and their templates), transitional or strict."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from xml.etree.ElementTree import Element

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import Finding
from qpv_xlsx.spreadsheet.book import Book, Cell, FileFormat, Grid
from qpv_xlsx.spreadsheet.opening.annotations import notes, text_boxes, threaded
from qpv_xlsx.spreadsheet.opening.archives import Archive
from qpv_xlsx.spreadsheet.opening.numberformats import cell_formats
from qpv_xlsx.spreadsheet.opening.package import Relation, content_type, relations, target_of
from qpv_xlsx.spreadsheet.opening.properties import application, constant, custom_properties
from qpv_xlsx.spreadsheet.opening.refusal import beyond, damaged, far_away, unless_damaged
from qpv_xlsx.spreadsheet.opening.sheetcells import Palette, read_cells
from qpv_xlsx.spreadsheet.opening.sheetparts import hidden_columns, merges, split_sheet
from qpv_xlsx.spreadsheet.opening.texts import shared_strings
from qpv_xlsx.spreadsheet.opening.xmlcheck import local, tree

_APPLICATION = ("extended-properties", "extendedProperties")
_CUSTOM = ("custom-properties", "customProperties")
_MACRO_SHEETS = frozenset({"xlMacrosheet", "xlIntlMacrosheet"})


def open_xlsx(archive: Archive) -> tuple[Book, tuple[Finding, ...]]:
    """Read the whole package. Raises Refused."""
    package = relations(archive, "")
    part = target_of(package, "officeDocument")
    if part is None:
        raise damaged("officeDocument", case="missing_part", part="workbook.xml")
    workbook = tree(archive.read(part), archive.limits)
    links = relations(archive, part)
    palette, styles_unseen = _palette(archive, workbook, links)
    grids, findings = _grids(archive, workbook, links, palette)
    program, properties = _described(archive, package)
    has_macros = any(link.kind == "vbaProject" or link.kind in _MACRO_SHEETS for link in links)
    has_macros = has_macros or archive.has("xl/vbaProject.bin")
    book = Book(
        format=FileFormat.XLSM if "macroEnabled" in content_type(archive, part) else FileFormat.XLSX,
        grids=grids,
        application=program,
        properties=properties,
        names=_names(workbook, archive.limits),
        has_macros=has_macros,
        has_external_links=any(link.kind in {"externalLink", "externalLinkPath"} for link in links),
        styles_unseen=styles_unseen,
    )
    return book, findings


def _palette(archive: Archive, workbook: Element, links: tuple[Relation, ...]) -> tuple[Palette, bool]:
    strings = target_of(links, "sharedStrings")
    formats = _formats(archive, target_of(links, "styles"))
    palette = Palette(
        strings=shared_strings(archive.read(strings), archive.limits) if strings and archive.has(strings) else (),
        formats=formats,
        epoch=_epoch(workbook),
    )
    return palette, formats is None


def _formats(archive: Archive, part: str | None) -> list[str] | None:
    """Number formats by style; None where the stylesheet cannot be read: no reason to lose a return."""
    if part is None or not archive.has(part):
        return []
    return unless_damaged(lambda: cell_formats(archive.read(part), archive.limits))


def _epoch(workbook: Element) -> datetime:
    settings = next((node for node in workbook if local(node.tag) == "workbookPr"), None)
    is_1904 = settings is not None and settings.get("date1904") in {"1", "true"}
    return CALENDAR_MAC_1904 if is_1904 else CALENDAR_WINDOWS_1900


def _grids(
    archive: Archive,
    workbook: Element,
    links: tuple[Relation, ...],
    palette: Palette,
) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    by_identifier = {link.identifier: link for link in links}
    grids: list[Grid] = []
    findings: list[Finding] = []
    count = 0
    for sheet in _sheets(workbook):
        identifier = next((value for key, value in sheet.attrib.items() if local(key) == "id"), "")
        link = by_identifier.get(identifier)
        if link is None or link.kind != "worksheet":  # a chart or a dialogue: nobody answers there
            continue
        grid, told = _grid(archive, sheet, link.target, palette)
        count += len(grid.cells)
        if count > archive.limits.cells:
            raise beyond("cells", count, archive.limits.cells)
        grids.append(grid)
        findings.extend(told)
    return tuple(grids), tuple(findings)


def _sheets(workbook: Element) -> Iterator[Element]:
    return (sheet for node in workbook if local(node.tag) == "sheets" for sheet in node)


def _grid(archive: Archive, sheet: Element, part: str, palette: Palette) -> tuple[Grid, tuple[Finding, ...]]:
    name = sheet.get("name", "")
    split = split_sheet(archive.read(part), archive.limits)
    cells = read_cells(name, split.rows, palette, archive.limits)
    links = relations(archive, part)
    for place, note in _notes(archive, links).items():
        cells.by_place[place] = replace(cells.by_place.get(place, Cell(value=None)), note=note)
    grid = Grid(
        name=name,
        cells=cells.by_place,
        is_hidden=sheet.get("state", "visible") != "visible",
        hidden_rows=cells.hidden_rows,
        hidden_columns=hidden_columns(split.frame, archive.limits),
        merges=merges(split.frame, archive.limits),
        text_boxes=_text_boxes(archive, links),
    )
    return grid, far_away(name, cells.far, archive.limits)


def _notes(archive: Archive, links: tuple[Relation, ...]) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for root in _parts(archive, links, "comments"):
        found.update((place, text) for place, text in notes(root) if text)
    talks: dict[tuple[int, int], list[str]] = {}
    for root in _parts(archive, links, "threadedComment"):
        for place, text in threaded(root):
            talks.setdefault(place, []).append(text)
    return found | {place: "\n".join(texts) for place, texts in talks.items()}


def _text_boxes(archive: Archive, links: tuple[Relation, ...]) -> tuple[str, ...]:
    return tuple(text for root in _parts(archive, links, "drawing") for text in text_boxes(root))


def _parts(archive: Archive, links: tuple[Relation, ...], *kinds: str) -> Iterator[Element]:
    """Trees of the parts related in one of these ways; strict OOXML spells some of them otherwise."""
    for link in links:
        if link.kind in kinds and archive.has(link.target):
            yield tree(archive.read(link.target), archive.limits)


def _described(archive: Archive, package: tuple[Relation, ...]) -> tuple[str, dict[str, str]]:
    """Program and custom properties. Damage there is no reason to lose the answers."""
    program = unless_damaged(lambda: next(_parts(archive, package, *_APPLICATION), None))
    properties = unless_damaged(lambda: next(_parts(archive, package, *_CUSTOM), None))
    return (
        "" if program is None else application(program),
        {} if properties is None else custom_properties(properties),
    )


def _names(workbook: Element, limits: Limits) -> dict[str, str]:
    nodes = [name for node in workbook if local(node.tag) == "definedNames" for name in node]
    if len(nodes) > limits.names:
        raise beyond("names", len(nodes), limits.names)
    held = ((node.get("name", ""), constant(node.text or "")) for node in nodes)
    return {name: value for name, value in held if value is not None}
