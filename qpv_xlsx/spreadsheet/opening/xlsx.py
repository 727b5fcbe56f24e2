"""A workbook of the Excel 2007 family (.xlsx, .xlsm and their templates), transitional or strict."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import Finding
from qpv_xlsx.spreadsheet.book import Book, Cell, FileFormat, Grid
from qpv_xlsx.spreadsheet.opening.annotations import notes, pictures, text_boxes, threaded
from qpv_xlsx.spreadsheet.opening.archives import Archive
from qpv_xlsx.spreadsheet.opening.cellcontents import Palette
from qpv_xlsx.spreadsheet.opening.elements import Element, part_elements
from qpv_xlsx.spreadsheet.opening.package import Relation, relations, target_of
from qpv_xlsx.spreadsheet.opening.plainstrings import short_strings
from qpv_xlsx.spreadsheet.opening.plainxml import LONGEST
from qpv_xlsx.spreadsheet.opening.properties import application, custom_properties
from qpv_xlsx.spreadsheet.opening.refusal import Refused, beyond, damaged, far_away, left_out, unless_damaged
from qpv_xlsx.spreadsheet.opening.texts import Text, shared_strings
from qpv_xlsx.spreadsheet.opening.workbookpart import SheetEntry, WorkbookPart, read_workbook
from qpv_xlsx.spreadsheet.opening.worksheets import ReadSheet, read_sheet, read_short_sheet
from qpv_xlsx.spreadsheet.opening.xlsxstyles import Dresses, dresses

_APPLICATION = ("extended-properties", "extendedProperties")
_CUSTOM = ("custom-properties", "customProperties")
_SHORT_STYLESHEET = (
    2**17
)  # bytes, which our largest form stays under; a longer one, perhaps hostile, is not kept beside the next file
_MACRO_SHEETS = frozenset({"xlMacrosheet", "xlIntlMacrosheet"})


def open_xlsx(archive: Archive, package: tuple[Relation, ...], declared: str) -> tuple[Book, tuple[Finding, ...]]:
    """Read the whole package. *package*: its own relations; *declared*: content type of its workbook. Raises Refused."""
    part = target_of(package, "officeDocument")
    if part is None:
        raise damaged("officeDocument", case="missing_part", part="workbook.xml")
    workbook = read_workbook(archive.pieces(part), archive.limits)
    links = relations(archive, part)
    palette = _palette(archive, workbook, links)
    grids, findings = _grids(archive, workbook.sheets, links, palette)
    program, properties = _described(archive, package)
    has_macros = any(link.kind == "vbaProject" or link.kind in _MACRO_SHEETS for link in links)
    book = Book(
        format=FileFormat.XLSM if "macroEnabled" in declared else FileFormat.XLSX,
        grids=grids,
        application=program,
        properties=properties,
        names=workbook.names,
        has_macros=has_macros or archive.has("xl/vbaProject.bin"),
        has_external_links=any(link.kind in {"externalLink", "externalLinkPath"} for link in links),
    )
    return book, findings


def _palette(archive: Archive, workbook: WorkbookPart, links: tuple[Relation, ...]) -> Palette:
    strings = target_of(links, "sharedStrings")
    has_strings = strings is not None and archive.has(strings)
    said = _styles(archive, target_of(links, "styles"))
    return Palette(
        strings=_strings(archive, strings or "") if has_strings else (),
        styles=None if said is None else said.cells,
        epoch=workbook.epoch,
        veils={} if said is None else said.veils,
    )


def _strings(archive: Archive, part: str) -> Sequence[Text]:
    if archive.is_short(part, LONGEST):
        return short_strings(archive.read(part), archive.limits)
    return shared_strings(archive.pieces(part), archive.limits)


def _styles(archive: Archive, part: str | None) -> Dresses | None:
    """What the stylesheet says; None where it cannot be read: no reason to lose a return."""
    if part is None or not archive.has(part):
        return Dresses((), {})
    if archive.is_short(part, _SHORT_STYLESHEET):
        return unless_damaged(lambda: _known_styles(archive.read(part), archive.limits))
    return unless_damaged(lambda: dresses(archive.pieces(part), archive.limits))


@lru_cache(maxsize=16)
def _known_styles(stylesheet: bytes, limits: Limits) -> Dresses:
    """The workbooks of the same conventions have one stylesheet, byte for byte, unless another program saved them."""
    return dresses([stylesheet], limits)


def _grids(
    archive: Archive,
    sheets: Iterable[SheetEntry],
    links: tuple[Relation, ...],
    palette: Palette,
) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    by_identifier = {link.identifier: link for link in links}
    grids: list[Grid] = []
    findings: list[Finding] = []
    count = 0
    for sheet in sheets:
        link = by_identifier.get(sheet.relation)
        if link is None or link.kind != "worksheet":  # a chart or a dialogue: nobody answers there
            continue
        if not archive.has(link.target):
            findings.append(_lost(sheet, link.target))
            continue
        grid, told = _grid(archive, sheet, link.target, palette)
        count += len(grid.cells)
        if count > archive.limits.cells:
            raise beyond("cells", count, archive.limits.cells)
        grids.append(grid)
        findings.extend(told)
    if findings and not grids:
        raise Refused(findings[0])
    return tuple(grids), tuple(findings)


def _lost(sheet: SheetEntry, part: str) -> Finding:
    """A sheet whose part is not there: the others are read, and where people answer on it, it is an error."""
    return left_out(sheet.name, part) if sheet.is_hidden else damaged(part, case="missing_part", part=part).finding


def _grid(archive: Archive, entry: SheetEntry, part: str, palette: Palette) -> tuple[Grid, tuple[Finding, ...]]:
    sheet = _sheet(archive, entry.name, part, palette)
    links = relations(archive, part)
    spoilt: list[str] = []
    cells = sheet.cells.by_place
    for place, note in _notes(archive, links, spoilt).items():
        cells[place] = cells.get(place, Cell(value=None))._replace(note=note)
    drawings = tuple(_parts(archive, links, spoilt, "drawing"))
    grid = Grid(
        name=entry.name,
        cells=cells,
        is_hidden=entry.is_hidden,
        hidden_rows=frozenset(sheet.cells.hidden_rows),
        hidden_columns=frozenset(sheet.hidden_columns),
        merges=tuple(sheet.merges),
        text_boxes=tuple(text for drawing in drawings for text in text_boxes(drawing)),
        pictures=tuple(one for drawing in drawings for one in pictures(drawing)),
        blank_marks=sheet.cells.blank_marks,
        veils=tuple(sheet.veils),
    )
    told = (left_out(entry.name, part) for part in spoilt)
    return grid, (*far_away(entry.name, sheet.cells.far, archive.limits), *told)


def _sheet(archive: Archive, name: str, part: str, palette: Palette) -> ReadSheet:
    if archive.is_short(part, LONGEST):
        return read_short_sheet(name, archive.read(part), palette, archive.limits)
    return read_sheet(name, archive.pieces(part), palette, archive.limits)


def _notes(archive: Archive, links: tuple[Relation, ...], spoilt: list[str]) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for part in _parts(archive, links, spoilt, "comments"):
        found.update((place, text) for place, text in notes(part) if text)
    talks: dict[tuple[int, int], list[str]] = {}
    for part in _parts(archive, links, spoilt, "threadedComment"):
        for place, text in threaded(part):
            talks.setdefault(place, []).append(text)
    return found | {place: "\n".join(texts) for place, texts in talks.items()}


def _parts(
    archive: Archive, links: tuple[Relation, ...], spoilt: list[str], *kinds: str
) -> Iterator[Sequence[Element]]:
    """The parts related in one of these ways, which strict OOXML spells otherwise. *spoilt* gets those that are damaged."""
    for link in links:
        if link.kind in kinds and archive.has(link.target):
            found = unless_damaged(partial(part_elements, archive, link.target))
            if found is None:
                spoilt.append(link.target)
            else:
                yield found


def _described(archive: Archive, package: tuple[Relation, ...]) -> tuple[str, dict[str, str]]:
    """Program and custom properties. Damage there is no reason to lose the answers."""
    program = next(_parts(archive, package, [], *_APPLICATION), None)
    properties = next(_parts(archive, package, [], *_CUSTOM), None)
    return (
        "" if program is None else application(program),
        {} if properties is None else custom_properties(properties),
    )
