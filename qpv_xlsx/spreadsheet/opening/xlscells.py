"""One cell of an .xls as xlrd gives it: value, formula, style, words in several hands.

A formula's text is xlrd's reconstruction, or « = » alone where it cannot make one.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

import xlrd
from xlrd.biffh import XLRDError
from xlrd.formula import FMLA_TYPE_CELL, FMLA_TYPE_SHARED, FormulaError, decompile_formula

from qpv_xlsx.spreadsheet.book import PLAIN_STYLE, Cell, CellStyle, FormatKind
from qpv_xlsx.spreadsheet.cell_marks import mark_in
from qpv_xlsx.spreadsheet.opening.biff import Tokens
from qpv_xlsx.spreadsheet.opening.numberformats import EPOCH_1900, EPOCH_1904, format_kind, moment
from qpv_xlsx.spreadsheet.opening.refusal import DAMAGE
from qpv_xlsx.spreadsheet.opening.richtext import MarkedText, Run, joined
from qpv_xlsx.spreadsheet.opening.visibility import colour_in, is_invisible, is_tiny, painted_away

Place = tuple[int, int]
Styled = tuple[FormatKind, CellStyle]
_SHIFTS = {1: 1, 2: -1}  # escapement of a font
_NO_FILL, _SOLID = 0, 1
_TWIPS = 20  # to a point


class CellReader:
    """Reads the cells of one sheet. *formulas*: tokens by place, rows and columns counted from 1."""

    def __init__(self, book: xlrd.Book, sheet: xlrd.sheet.Sheet, formulas: Mapping[Place, Tokens]) -> None:
        self._book, self._sheet, self._formulas = book, sheet, formulas
        self._epoch = EPOCH_1904 if book.datemode else EPOCH_1900
        self._styles: dict[int, Styled] = {}
        self._marks = {index: mark for name, (_, index) in book.style_name_map.items() if (mark := mark_in(name))}

    def read(self, place: Place, note: str) -> Cell:
        """The cell at *place*, which may hold a note only."""
        row, column = place[0] - 1, place[1] - 1
        sheet = self._sheet
        if row >= sheet.nrows or column >= sheet.row_len(row):
            return Cell(value=None, note=note)
        index = sheet.cell_xf_index(row, column)
        styled = self._styled(index)
        kind, style = styled
        formula = _formula(self._book, place, self._formulas[place]) if place in self._formulas else None
        value = sheet.cell_value(row, column)
        match sheet.cell_type(row, column):
            case xlrd.XL_CELL_TEXT:
                return _words(joined(tuple(self._runs(row, column, index))), formula, note, styled)
            case xlrd.XL_CELL_BOOLEAN:
                return Cell(value=bool(value), formula=formula, format_kind=kind, note=note, style=style)
            case xlrd.XL_CELL_ERROR:
                error = xlrd.error_text_from_code.get(int(value), "#VALUE!")
                return Cell(value=None, error=error, formula=formula, format_kind=kind, note=note, style=style)
            case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
                return _figure(float(value), formula, note, styled, self._epoch)
        return Cell(value=None, format_kind=kind, note=note, style=style)

    def _styled(self, index: int) -> Styled:
        if index not in self._styles:
            try:
                self._styles[index] = self._style(index)
            except (LookupError, AttributeError):  # a style out of range: nobody knows how the cell looks
                self._styles[index] = FormatKind.UNSEEN, PLAIN_STYLE
        return self._styles[index]

    def _style(self, index: int) -> Styled:
        kind, style = _style(self._book, index)
        mark = self._marks.get(self._book.xf_list[index].parent_style_index, "")
        return kind, replace(style, mark=mark) if mark else style

    def blank_mark(self, place: Place) -> str:
        """What a cell without content carries of ours; empty where nothing."""
        return self._styled(self._sheet.cell_xf_index(place[0] - 1, place[1] - 1))[1].mark if self._marks else ""

    def _runs(self, row: int, column: int, index: int) -> Iterator[Run]:
        """The text cut where another hand begins; the first piece is in the cell's own."""
        text = str(self._sheet.cell_value(row, column))
        starts = self._sheet.rich_text_runlist_map.get((row, column), ())
        if not starts:
            yield Run(text)
            return
        fonts = self._book.font_list
        own = fonts[self._book.xf_list[index].font_index]
        hands = [(0, own), *((start, fonts[font]) for start, font in starts if font < len(fonts))]
        ends = [*(start for start, _ in hands[1:]), len(text)]
        for (start, font), end in zip(hands, ends, strict=True):
            if text[start:end]:
                yield Run(text[start:end], bool(font.struck_out), _SHIFTS.get(font.escapement, 0))


def _words(text: str | MarkedText, formula: str | None, note: str, styled: Styled) -> Cell:
    kind, style = styled
    if isinstance(text, str):
        return Cell(value=text, formula=formula, format_kind=kind, note=note, style=style)
    if style.is_struck:  # that of the first piece: each says for itself
        style = replace(style, is_struck=False)
    return Cell(
        value=text.text,
        formula=formula,
        format_kind=kind,
        note=note,
        struck=text.struck,
        raised=text.raised,
        words=text.words,
        style=style,
    )


def _figure(number: float, formula: str | None, note: str, styled: Styled, epoch: datetime) -> Cell:
    kind, style = styled
    number = float(f"{number:.15g}")  # « 17,3 » may be stored as 1730 / 100, with the dust of the division
    value = moment(number, style.number_format, epoch) if kind is FormatKind.DATE else number
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        value = int(value)
    is_doubtful = formula is not None and number == 0  # LibreOffice stores 0 for a text formula it did not compute
    return Cell(value=value, formula=formula, format_kind=kind, note=note, is_doubtful=is_doubtful, style=style)


def _style(book: xlrd.Book, index: int) -> Styled:
    form = book.xf_list[index]
    found = book.format_map.get(form.format_key)
    code = str(found.format_str) if found is not None else "General"
    font = book.font_list[form.font_index]
    background = _fill(book, form.background)
    return format_kind(code), CellStyle(
        number_format=code,
        is_struck=bool(font.struck_out),
        is_invisible=is_invisible(colour_in(code) or _colour(book, font.colour_index), background),
        painted=painted_away(code, background),
        is_tiny=is_tiny(font.height / _TWIPS),
    )


def _fill(book: xlrd.Book, background: xlrd.formatting.XFBackground | None) -> str | None:
    """Colour behind the cell; empty for none, None where one colour does not tell."""
    if background is None or background.fill_pattern == _NO_FILL:
        return ""
    return (_colour(book, background.pattern_colour_index) or None) if background.fill_pattern == _SOLID else None


def _colour(book: xlrd.Book, index: int) -> str:
    """« FFFFFF »; empty for the automatic one."""
    found = book.colour_map.get(index)
    return "".join(f"{part:02X}" for part in found) if found else ""


def _formula(book: xlrd.Book, place: Place, tokens: Tokens) -> str:
    kind = FMLA_TYPE_SHARED if tokens.is_shared else FMLA_TYPE_CELL
    try:
        (length,) = struct.unpack_from("<H", tokens.code)
        text = decompile_formula(book, tokens.code[2:], length, kind, browx=place[0] - 1, bcolx=place[1] - 1, r1c1=0)
    except (
        XLRDError,
        FormulaError,
        NameError,  # of xlrd, at an intersection: it calls a function that it does not have
        *DAMAGE,
    ):  # array constants, intersections: that it is a formula is all that matters
        text = None
    return "=" if text is None or text.startswith("SHARED") else f"={text}"
