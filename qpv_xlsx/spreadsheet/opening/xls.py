"""An Excel 97–2003 workbook (.xls), through xlrd; which cells are formulas is read from the records themselves."""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import xlrd
from xlrd.biffh import XLRDError
from xlrd.formula import FormulaError

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import Code, Finding, finding
from qpv_xlsx.spreadsheet.book import Book, Cell, FileFormat, Grid, Merge, address
from qpv_xlsx.spreadsheet.opening.annotations import without_author
from qpv_xlsx.spreadsheet.opening.biff import Records, Tokens, read_records
from qpv_xlsx.spreadsheet.opening.biffmending import only_answers, without_drawings, without_links, without_names
from qpv_xlsx.spreadsheet.opening.biffwords import with_whole_words
from qpv_xlsx.spreadsheet.opening.forewords import without_foreword
from qpv_xlsx.spreadsheet.opening.properties import Described
from qpv_xlsx.spreadsheet.opening.refusal import DAMAGE, Refused, beyond, damaged, far_away, left_out
from qpv_xlsx.spreadsheet.opening.xlscells import CellReader

_ENCRYPTED = re.compile("encrypt|password", re.IGNORECASE)
_CONTENT = frozenset(
    {xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE, xlrd.XL_CELL_BOOLEAN, xlrd.XL_CELL_ERROR}
)
_MENDINGS: tuple[Callable[[bytes], bytes], ...] = (without_links, without_names, without_drawings, only_answers)


_LOSING = frozenset({without_drawings, only_answers})


def open_xls(stream: bytes, described: Described, limits: Limits) -> tuple[Book, tuple[Finding, ...]]:
    """Read the whole workbook. *stream*: its records, taken out of the container. Raises Refused."""
    records = read_records(stream)
    if records.name_count > limits.names:
        raise beyond("names", records.name_count, limits.names)
    book, findings = _opened(with_whole_words(stream))
    grids: list[Grid] = []
    for number, sheet in enumerate(book.sheets()):
        formulas = records.formulas[number] if number < len(records.formulas) else {}
        grid, told = _grid(book, sheet, formulas, limits)
        boxes = records.text_boxes[number] if number < len(records.text_boxes) else ()
        grids.append(replace(grid, text_boxes=boxes))
        findings = (*findings, *told)
    found = sum(len(grid.cells) for grid in grids)
    if found > limits.cells:
        raise beyond("cells", found, limits.cells)
    return _book(tuple(grids), records, described), findings


def _opened(stream: bytes) -> tuple[xlrd.Book, tuple[Finding, ...]]:
    """Xlrd's book. What it stumbles over is taken away step by step; lost notes and drawings are told."""
    trouble: Exception | None = None
    for mend in _MENDINGS:
        try:
            book = _open_stream(mend(stream))
        except (XLRDError, FormulaError, *DAMAGE) as found:
            trouble = trouble or found
        else:
            return book, (left_out("", "Obj"),) if mend in _LOSING else ()
    if _ENCRYPTED.search(str(trouble)):
        raise Refused(finding(Code.F02)) from trouble
    raise damaged(str(trouble)) from trouble


def _open_stream(stream: bytes) -> xlrd.Book:
    return xlrd.open_workbook(
        file_contents=stream,
        formatting_info=True,
        ragged_rows=True,  # one cell in the last corner would else cost sixteen million
        logfile=io.StringIO(),
    )


def _book(grids: tuple[Grid, ...], records: Records, described: Described) -> Book:
    return Book(
        format=FileFormat.XLS,
        grids=grids,
        application=described.application,
        properties=described.properties,
        names=records.names,
        has_macros=described.has_macros or records.has_macro_sheets,
        has_external_links=records.has_external_links,
    )


def _grid(
    book: xlrd.Book,
    sheet: xlrd.sheet.Sheet,
    formulas: Mapping[tuple[int, int], Tokens],
    limits: Limits,
) -> tuple[Grid, tuple[Finding, ...]]:
    cells: dict[tuple[int, int], Cell] = {}
    far = ""
    notes = dict(_notes(sheet))
    reader = CellReader(book, sheet, formulas)
    for place in _places(sheet, notes, formulas):
        if place[0] > limits.furthest_row or place[1] > limits.furthest_column:
            far = far or address(*place)
            continue
        cells[place] = reader.read(place, notes.get(place, ""))
    blank_marks = {
        (row + 1, column + 1): mark
        for row in range(min(sheet.nrows, limits.furthest_row))
        for column, kind in enumerate(sheet.row_types(row)[: limits.furthest_column])
        if kind == xlrd.XL_CELL_BLANK and (mark := reader.blank_mark((row + 1, column + 1)))
    }
    merged = sheet.merged_cells
    if len(merged) > limits.merges:
        raise beyond("merges", len(merged), limits.merges)
    grid = Grid(
        name=sheet.name,
        cells=cells,
        is_hidden=sheet.visibility != 0,
        hidden_rows=frozenset(row + 1 for row, said in sheet.rowinfo_map.items() if said.hidden),
        hidden_columns=frozenset(column + 1 for column, said in sheet.colinfo_map.items() if said.hidden),
        blank_marks=blank_marks,
        merges=tuple(Merge(top=top + 1, left=left + 1, bottom=end, right=last) for top, end, left, last in merged),
    )
    return grid, far_away(sheet.name, far, limits)


def _notes(sheet: xlrd.sheet.Sheet) -> Iterator[tuple[tuple[int, int], str]]:
    for (row, column), note in sheet.cell_note_map.items():
        text = without_foreword(without_author(str(note.text or "").strip(), (str(note.author or ""),)))
        if text:
            yield (row + 1, column + 1), text


def _places(
    sheet: xlrd.sheet.Sheet,
    notes: Mapping[tuple[int, int], str],
    formulas: Mapping[tuple[int, int], Tokens],
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
