"""An Excel 97–2003 workbook (.xls), through xlrd; which cells are formulas is read from the records themselves.

A formula's text is xlrd's reconstruction, or « = » alone where it cannot make one.
"""

import io
import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

import xlrd
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900
from xlrd.biffh import XLRDError
from xlrd.compdoc import CompDocError
from xlrd.formula import FMLA_TYPE_CELL, decompile_formula

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import Code, Finding, finding
from qpv_xlsx.spreadsheet.book import Book, Cell, FileFormat, FormatKind, Grid, Merge, address
from qpv_xlsx.spreadsheet.opening.annotations import without_author
from qpv_xlsx.spreadsheet.opening.biff import Records, read_records
from qpv_xlsx.spreadsheet.opening.numberformats import format_kind, moment
from qpv_xlsx.spreadsheet.opening.properties import Described, constant
from qpv_xlsx.spreadsheet.opening.refusal import DAMAGE, Refused, beyond, damaged, far_away

_ENCRYPTED = re.compile("encrypt|password", re.IGNORECASE)
_CONTENT = frozenset(
    {xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE, xlrd.XL_CELL_BOOLEAN, xlrd.XL_CELL_ERROR}
)


def open_xls(content: bytes, stream: bytes, described: Described, limits: Limits) -> tuple[Book, tuple[Finding, ...]]:
    """Read the whole workbook. *stream*: its records, taken out of the container. Raises Refused."""
    book = _opened(content)
    records = read_records(stream)
    grids: list[Grid] = []
    findings: list[Finding] = []
    for number, sheet in enumerate(book.sheets()):
        formulas = records.formulas[number] if number < len(records.formulas) else {}
        grid, told = _grid(book, sheet, formulas, limits)
        boxes = records.text_boxes[number] if number < len(records.text_boxes) else ()
        grids.append(replace(grid, text_boxes=boxes))
        findings.extend(told)
    found = sum(len(grid.cells) for grid in grids)
    if found > limits.cells:
        raise beyond("cells", found, limits.cells)
    return _book(book, tuple(grids), records, described, limits), tuple(findings)


def _opened(content: bytes) -> xlrd.Book:
    try:
        return xlrd.open_workbook(
            file_contents=content,
            formatting_info=True,
            ragged_rows=True,  # one cell in the last corner would else cost sixteen million
            logfile=io.StringIO(),
        )
    except (XLRDError, CompDocError, *DAMAGE) as trouble:
        if _ENCRYPTED.search(str(trouble)):
            raise Refused(finding(Code.F02)) from trouble
        raise damaged(str(trouble)) from trouble


def _book(book: xlrd.Book, grids: tuple[Grid, ...], records: Records, described: Described, limits: Limits) -> Book:
    return Book(
        format=FileFormat.XLS,
        grids=grids,
        application=described.application,
        properties=described.properties,
        names=_names(book, limits),
        has_macros=described.has_macros or records.has_macro_sheets,
        has_external_links=records.has_external_links,
    )


def _names(book: xlrd.Book, limits: Limits) -> dict[str, str]:
    names = book.name_obj_list
    if len(names) > limits.names:
        raise beyond("names", len(names), limits.names)
    held = ((name.name, constant(str(getattr(name.result, "text", "") or ""))) for name in names)
    return {name: value for name, value in held if value is not None}


def _grid(
    book: xlrd.Book,
    sheet: xlrd.sheet.Sheet,
    formulas: Mapping[tuple[int, int], bytes],
    limits: Limits,
) -> tuple[Grid, tuple[Finding, ...]]:
    cells: dict[tuple[int, int], Cell] = {}
    far = ""
    notes = dict(_notes(sheet))
    for place in _places(sheet, notes, formulas):
        if place[0] > limits.furthest_row or place[1] > limits.furthest_column:
            far = far or address(*place)
            continue
        cells[place] = _cell(book, sheet, place, notes.get(place, ""), formulas)
    merged = sheet.merged_cells
    if len(merged) > limits.merges:
        raise beyond("merges", len(merged), limits.merges)
    grid = Grid(
        name=sheet.name,
        cells=cells,
        is_hidden=sheet.visibility != 0,
        hidden_rows=frozenset(row + 1 for row, said in sheet.rowinfo_map.items() if said.hidden),
        hidden_columns=frozenset(column + 1 for column, said in sheet.colinfo_map.items() if said.hidden),
        merges=tuple(Merge(top=top + 1, left=left + 1, bottom=end, right=last) for top, end, left, last in merged),
    )
    return grid, far_away(sheet.name, far, limits)


def _notes(sheet: xlrd.sheet.Sheet) -> Iterator[tuple[tuple[int, int], str]]:
    for (row, column), note in sheet.cell_note_map.items():
        text = without_author(str(note.text or "").strip(), (str(note.author or ""),))
        if text:
            yield (row + 1, column + 1), text


def _places(
    sheet: xlrd.sheet.Sheet,
    notes: Mapping[tuple[int, int], str],
    formulas: Mapping[tuple[int, int], bytes],
) -> Iterator[tuple[int, int]]:
    """Cells with content, in reading order; then those that hold a note only."""
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            place = row + 1, column + 1
            if kind in _CONTENT and (kind != xlrd.XL_CELL_TEXT or place in formulas or sheet.cell_value(row, column)):
                yield place
    for row, column in notes:
        if row > sheet.nrows or column > sheet.row_len(row - 1) or sheet.cell_type(row - 1, column - 1) not in _CONTENT:
            yield row, column


def _cell(
    book: xlrd.Book,
    sheet: xlrd.sheet.Sheet,
    place: tuple[int, int],
    note: str,
    formulas: Mapping[tuple[int, int], bytes],
) -> Cell:
    row, column = place[0] - 1, place[1] - 1
    if row >= sheet.nrows or column >= sheet.row_len(row):
        return Cell(value=None, note=note)
    code = _format_code(book, sheet.cell_xf_index(row, column))
    kind = format_kind(code)
    formula = _formula(book, place, formulas[place]) if place in formulas else None
    value = sheet.cell_value(row, column)
    match sheet.cell_type(row, column):
        case xlrd.XL_CELL_TEXT:
            text, struck = _without_struck(book, sheet, row, column)
            return Cell(value=text, formula=formula, format_kind=kind, note=note, struck=struck)
        case xlrd.XL_CELL_BOOLEAN:
            return Cell(value=bool(value), formula=formula, format_kind=kind, note=note)
        case xlrd.XL_CELL_ERROR:
            error = xlrd.error_text_from_code.get(int(value), "#VALUE!")
            return Cell(value=None, error=error, formula=formula, format_kind=kind, note=note)
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
            return _figure(float(value), code, formula, note, _epoch(book))
    return Cell(value=None, format_kind=kind, note=note)


def _figure(number: float, code: str, formula: str | None, note: str, epoch: datetime) -> Cell:
    kind = format_kind(code)
    number = float(f"{number:.15g}")  # « 17,3 » may be stored as 1730 / 100, with the dust of the division
    value = moment(number, code, epoch) if kind is FormatKind.DATE else number
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        value = int(value)
    is_doubtful = formula is not None and number == 0  # LibreOffice stores 0 for a text formula it did not compute
    return Cell(value=value, formula=formula, format_kind=kind, note=note, is_doubtful=is_doubtful)


def _format_code(book: xlrd.Book, style: int) -> str:
    found = book.format_map.get(book.xf_list[style].format_key)
    return str(found.format_str) if found is not None else "General"


def _epoch(book: xlrd.Book) -> datetime:
    return CALENDAR_MAC_1904 if book.datemode else CALENDAR_WINDOWS_1900


def _formula(book: xlrd.Book, place: tuple[int, int], tokens: bytes) -> str:
    try:
        (length,) = struct.unpack_from("<H", tokens)
        text = decompile_formula(
            book, tokens[2:], length, FMLA_TYPE_CELL, browx=place[0] - 1, bcolx=place[1] - 1, r1c1=0
        )
    except (XLRDError, *DAMAGE):
        text = None
    return "=" if text is None or text.startswith("SHARED") else f"={text}"


def _without_struck(book: xlrd.Book, sheet: xlrd.sheet.Sheet, row: int, column: int) -> tuple[str, str]:
    """Text of a cell, and beside it what was struck through."""
    text = str(sheet.cell_value(row, column))
    runs = sheet.rich_text_runlist_map.get((row, column), ())
    if not any(book.font_list[font].struck_out for _, font in runs):
        return text, ""
    starts = [0, *(start for start, _ in runs), len(text)]
    is_struck = [bool(book.font_list[book.xf_list[sheet.cell_xf_index(row, column)].font_index].struck_out)]
    is_struck += [bool(book.font_list[font].struck_out) for _, font in runs]
    pieces = [(text[starts[number] : starts[number + 1]], gone) for number, gone in enumerate(is_struck)]
    return "".join(piece for piece, gone in pieces if not gone).strip(), "".join(
        p for p, gone in pieces if gone
    ).strip()
