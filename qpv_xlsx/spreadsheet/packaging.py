"""XlsxWriter's workbook, taught to say its language in the document properties, and its sheet, taught to hurry."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from io import StringIO
from typing import Any

import xlsxwriter
from xlsxwriter.core import Core
from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellFormulaTuple,
    CellNumberTuple,
    CellStringTuple,
    RowInfo,
    Worksheet,
)

from qpv_xlsx.spreadsheet.drawing import MAX_HEIGHT, Formula
from qpv_xlsx.spreadsheet.named_styles import NamedFormat, NamedStyles
from qpv_xlsx.spreadsheet.packing import PartsFile, WrittenPart
from qpv_xlsx.spreadsheet.shared_texts import SharedTexts, as_typed, write_shared_texts
from qpv_xlsx.spreadsheet.strictness import PenError
from qpv_xlsx.spreadsheet.strip_shelf import StripShelf
from qpv_xlsx.spreadsheet.strips import Strip, escaped, letters_of, strip_of


class LanguageBook(xlsxwriter.Workbook):  # type: ignore[misc]  # XlsxWriter is untyped
    """XlsxWriter's workbook, which says its language in the document properties (screen readers ask for it)."""

    language = "fr-FR"

    def __init__(self, *options: Any) -> None:  # noqa: ANN401  (XlsxWriter's)
        super().__init__(*options)
        self.str_table = SharedTexts()
        self.style_numbers: dict[str, int] = {}

    def named_format(self, plain: Format, name: str) -> Format:
        """A format that looks like *plain* and belongs to the cell style *name*, which itself looks like no style at all."""
        found = NamedFormat(plain, self.style_numbers.setdefault(name, len(self.style_numbers) + 1))
        self.formats.append(found)
        return found

    def let_go(self) -> None:
        """Once closed: its sheets no longer know it, and none of its thousands of cells waits for Python to search circles."""
        for sheet in self.worksheets():
            sheet.workbook_add_format = None

    def _store_workbook(self) -> None:
        """XlsxWriter's, whose parts are packed by us."""
        for sheet in self.worksheets():
            sheet.active = sheet.index == self.worksheet_meta.activesheet
        if self.worksheet_meta.activesheet == 0:
            self.worksheets_objs[0].selected, self.worksheets_objs[0].hidden = 1, 0
        self._prepare_sst_string_data()
        self._prepare_vml()
        self._prepare_defined_names()
        self._prepare_drawings()
        self._add_chart_data()
        self._prepare_tables()
        self._prepare_metadata()
        packager = _Packager()
        packager.language = self.language
        packager._add_workbook(self)  # noqa: SLF001  (XlsxWriter offers no other way)
        packager._create_package()  # noqa: SLF001  (XlsxWriter offers no other way)
        self.filename.write(packager.packed())


class _Packager(Packager):  # type: ignore[misc]  # XlsxWriter is untyped
    language = "fr-FR"

    def __init__(self) -> None:
        super().__init__()
        self._package = PartsFile()
        self._open: WrittenPart | None = None

    def packed(self) -> bytes:
        """The file, once XlsxWriter has written every part."""
        self._close()
        return self._package.whole()

    def _filename(self, xml_filename: str) -> WrittenPart:
        """Where XlsxWriter writes the next part; it writes one after the other."""
        self._close()
        self._open = self._package.part(xml_filename)
        return self._open

    def _write_shared_strings_file(self) -> None:
        texts = self.workbook.str_table
        if texts.count:
            write_shared_texts(self._filename("xl/sharedStrings.xml"), texts)

    def _write_styles_file(self) -> None:
        book = self.workbook
        said = ("xf_formats", "palette", "font_count", "num_formats", "border_count", "fill_count", "custom_colors")
        styles = NamedStyles()
        styles.names = book.style_numbers
        styles._set_style_properties([getattr(book, one) for one in (*said, "dxf_formats", "has_comments")])  # noqa: SLF001  (XlsxWriter offers no other way)
        styles._set_xml_writer(self._filename("xl/styles.xml"))  # noqa: SLF001  (XlsxWriter offers no other way)
        styles._assemble_xml_file()  # noqa: SLF001  (XlsxWriter offers no other way)

    def _close(self) -> None:
        if self._open is not None:
            self._open.finish()
        self._open = None

    def _write_core_file(self) -> None:
        core = _Core()
        core.language = self.language
        core._set_xml_writer(self._filename("docProps/core.xml"))  # noqa: SLF001  (XlsxWriter offers no other way)
        core._set_properties(self.workbook.doc_properties)  # noqa: SLF001  (XlsxWriter offers no other way)
        core._assemble_xml_file()  # noqa: SLF001  (XlsxWriter offers no other way)


class _Core(Core):  # type: ignore[misc]  # XlsxWriter is untyped
    language = "fr-FR"

    def _write_dc_title(self) -> None:
        super()._write_dc_title()
        self._xml_data_element("dc:language", self.language)


class PlainSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter is untyped
    """XlsxWriter's sheet, in a hurry: it takes whole strips of cells, and spells single ones with less ado.

    It does without the search for functions newer than Excel 2010, of which none is used here, and which takes half the
    time of writing a formula or a validation; and without the « spans » of rows, which are only a hint.
    """

    def __init__(self) -> None:
        super().__init__()
        self.fh: Any
        self.outline_row_level: int
        self._moments: dict[date, float] = {}
        self._strips = StripShelf()

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002  (XlsxWriter's)
        del expand_future_functions
        return formula.removeprefix("{").removeprefix("=").removesuffix("}")

    def put_text(self, row: int, column: int, text: str, style: Format) -> int:
        """``write_string`` without the question whether *row* is a cell's name."""
        code: int = self._write_string(row, column, as_typed(text), style)
        return code

    def put_number(self, row: int, column: int, number: float, style: Format) -> int:
        """``write_number``, likewise."""
        code: int = self._write_number(row, column, number, style)
        return code

    def put_blank(self, row: int, column: int, style: Format) -> int:
        """``write_blank``, likewise."""
        code: int = self._write_blank(row, column, None, style)
        return code

    def put_formula(self, row: int, column: int, formula: Formula, style: Format) -> int:
        """``write_formula``, likewise, for a formula of one cell; its search for functions that spill is done without."""
        code: int = self._check_dimensions(row, column)
        if not code:
            self.table[row][column] = CellFormulaTuple(formula.text[1:], style, formula.result)
        return code

    def put_strip(
        self,
        row: int,
        column: int,
        contents: Sequence[object],
        formats: Sequence[int],
        made_plain: Callable[[int, object], object],
    ) -> int:
        """A row of values and formulas at once, in place of what stood there; *made_plain*: see ``strip_of``."""
        if not formats:
            return 0
        last = column + len(formats) - 1
        code: int = self._check_dimensions(row, column) or self._check_dimensions(row, last)
        if code:
            return code
        strip = strip_of(row, column, contents, formats, self.str_table, made_plain)
        if row in self.table:
            for covered in range(column, last + 1):
                self.table[row].pop(covered, None)
        self._strips.put(row, strip)
        return 0

    def number_of(self, moment: date) -> float:
        """A day or a moment as Excel counts it; the same few come back in row after row."""
        if moment not in self._moments:
            self._moments[moment] = self._convert_date_time(moment)
        return self._moments[moment]

    def add_table(
        self, first_row: int, first_col: int, last_row: int, last_col: int, options: Mapping[str, Any]
    ) -> int:
        """XlsxWriter's, which remembers each cell of the table to tell overlaps: here a sheet has one table at most."""
        if self.tables:
            raise PenError(self.name, "tables")
        code: int = super().add_table(first_row, first_col, min(first_row + 1, last_row), last_col, options)
        if not code:
            whole = xl_range(first_row, first_col, last_row, last_col)
            self.tables[-1].update(range=whole, a_range=whole, autofilter=whole)
        return code

    def _get_range_data(self, row_start: int, col_start: int, row_end: int, col_end: int) -> Any:  # noqa: ANN401  (XlsxWriter is untyped)
        """What a chart keeps of its cells: XlsxWriter would find none in a strip."""
        if any(row in self._strips for row in range(row_start, row_end + 1)):
            raise PenError(self.name, "chart", row_start + 1, row_end + 1)
        return super()._get_range_data(row_start, col_start, row_end, col_end)

    def put_height(self, row: int, points: float | None, *, hidden: bool, level: int) -> int:
        """``set_row``, which can only answer that *row* is too far; None: the program decides. No row is taller than may be."""
        code: int = self._check_dimensions(row, self.dim_colmin or 0)
        if not code:
            pixels = self.default_row_height if points is None else int(min(points, MAX_HEIGHT) * 4.0 / 3.0 + 0.5)
            self.outline_row_level = max(self.outline_row_level, level)
            self.row_info[row] = RowInfo(pixels, None, hidden, level)
            self.row_sizes[row] = [pixels, hidden]
        return code

    def tall(self, rows: range) -> float:
        """Points that *rows* take together."""
        usual = [self.default_row_height]
        pixels: int = sum(self.row_sizes.get(row, usual)[0] for row in rows)
        return 0.75 * pixels

    def put_rule(self, corners: tuple[int, int, int, int], formula: str, style: Format, *, stop: bool) -> int:
        """``conditional_format`` for a formula, which can only answer that *corners* are too far: top, left, bottom, right."""
        top, left, bottom, right = corners
        code: int = self._check_dimensions(top, left, True, True) or self._check_dimensions(bottom, right, True, True)
        if not code:
            rule = {"type": "expression", "criteria": formula, "format": style._get_dxf_index(), "stop_if_true": stop}  # noqa: SLF001  (XlsxWriter offers no other way)
            self.cond_formats.setdefault(xl_range(*corners), []).append(rule | {"priority": self.dxf_priority})
            self.dxf_priority += 1
        return code

    def _write_cf_rule(self, params: Mapping[str, Any]) -> None:
        """XlsxWriter's, which spells the sort of which a master workbook has some hundreds slowly."""
        if params["type"] != "expression":
            super()._write_cf_rule(params)
            return
        stop = ' stopIfTrue="1"' if params["stop_if_true"] else ""
        formula = escaped(self._prepare_formula(params["criteria"]))
        self.fh.write(
            f'<cfRule type="expression" dxfId="{params["format"]}" priority="{params["priority"]}"{stop}>'
            f"<formula>{formula}</formula></cfRule>"
        )

    def _write_rows(self) -> None:
        write = self.fh.write
        for row in range(self.dim_rowmin, self.dim_rowmax + 1):
            strips, cells, info = self._strips.take(row), self.table.get(row), self.row_info.get(row)
            about = "" if info is None else _about_row(info.height, self.original_row_height, info.hidden, info.level)
            if strips or cells:
                write(f'<row r="{row + 1}"{about}>{self._spelt(row, strips, cells or {})}</row>')
            elif info or row in self.comments:
                write(f'<row r="{row + 1}"{about}/>')

    def _spelt(self, row: int, strips: Sequence[Strip], cells: Mapping[int, Any]) -> str:
        """The cells of one row in order; what was written alone, or last, is what stands."""
        if len(strips) == 1 and not cells:
            return strips[0].text
        spelt = dict(cell for strip in strips for cell in strip.cells(without=cells))
        spelt |= {column: self._spelt_cell(row, column, cell) for column, cell in cells.items()}
        return "".join(spelt[column] for column in sorted(spelt))

    def _spelt_cell(self, row: int, column: int, cell: Any) -> str:  # noqa: ANN401  (XlsxWriter is untyped)
        sort, style = type(cell), cell.format
        if style is not None:
            where = f'<c r="{letters_of(column, 1)[0]}{row + 1}" s="{style._get_xf_index()}"'  # noqa: SLF001  (XlsxWriter offers no other way)
            if sort is CellStringTuple:
                return f'{where} t="s"><v>{cell.string}</v></c>'
            if sort is CellNumberTuple:
                return f"{where}><v>{cell.number:.16G}</v></c>"
            if sort is CellBlankTuple:
                return f"{where}/>"
        return self._spelt_by_xlsxwriter(row, column, cell)

    def _spelt_by_xlsxwriter(self, row: int, column: int, cell: Any) -> str:  # noqa: ANN401  (XlsxWriter is untyped)
        stream, self.fh = self.fh, StringIO()
        self._write_cell(row, column, cell)
        told, self.fh = self.fh.getvalue(), stream
        return str(told)


@lru_cache(maxsize=512)
def _about_row(height: float, usual: float, hidden: bool, level: int) -> str:  # noqa: FBT001  (as kept by XlsxWriter)
    """The attributes of a row besides its number. *height*, *usual*: in pixels."""
    tall = "" if height == usual else f' ht="{height * 0.75:.16g}"'
    told = (tall, ' hidden="1"' if hidden else "", ' customHeight="1"' if tall else "")
    return "".join(told) + (f' outlineLevel="{level}"' if level else "")
