"""XlsxWriter's sheet, taught to hurry."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from io import StringIO
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import quote_sheetname, xl_range
from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellFormulaTuple,
    CellNumberTuple,
    CellStringTuple,
    ColumnInfo,
    Worksheet,
)

from qpv_xlsx.spreadsheet.drawing import MAX_HEIGHT, Area, ColumnWidth, Formula
from qpv_xlsx.spreadsheet.kept_looks import (
    Corners,
    about_column,
    about_row,
    bars_like,
    column_infos,
    range_of,
    row_kept,
)
from qpv_xlsx.spreadsheet.quick_tags import QuickTags
from qpv_xlsx.spreadsheet.shared_texts import as_typed
from qpv_xlsx.spreadsheet.stencils import Stencil
from qpv_xlsx.spreadsheet.strictness import PenError
from qpv_xlsx.spreadsheet.strip_shelf import StripShelf
from qpv_xlsx.spreadsheet.strips import Strip, calculated, escaped, letters_of, strip_of
from qpv_xlsx.spreadsheet.whole_rows import RowError, WholeRows, spelt_rows


class PlainSheet(QuickTags, Worksheet):  # type: ignore[misc]  # XlsxWriter is untyped
    """XlsxWriter's sheet, in a hurry: it takes whole strips of cells, and spells single ones with less ado.

    It does without the search for functions newer than Excel 2010, of which none is used here, and which takes half the
    time of writing a formula or a validation; and without the « spans » of rows, which are only a hint.
    """

    def __init__(self) -> None:
        super().__init__()
        self.fh: Any
        self.outline_row_level: int
        self.outline_col_level: int
        self.dim_colmin: int | None
        self._moments: dict[date, float] = {}
        self._strips = StripShelf()
        self._whole_rows = WholeRows()

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
        code = self._room_for(row, column, len(formats))
        if not code:
            self._lay(row, strip_of(row, column, contents, formats, self.str_table, made_plain), len(formats))
        return code

    def put_stencil(self, row: int, stencil: Stencil, said: Sequence[str]) -> int:
        """A row that is spelt already, likewise. *said*: of each formula."""
        count = len(stencil.formats)
        code = self._room_for(row, 0, count)
        if not code:
            self._lay(row, stencil.at(row, said, self.str_table), count)
        return code

    def put_rows(
        self,
        row: int,
        contents: Iterable[Sequence[object]],
        formats: Sequence[int],
        made_plain: Callable[[int, int, object], object],
    ) -> int:
        """Rows from the first column on, where nothing else stands before or after; how many. See ``spelt_rows``."""
        total = 0
        for first, count, text in spelt_rows(row, contents, formats, self.str_table, made_plain):
            total += count
            if self._room_for(row, 0, len(formats)) or self._room_for(row + total - 1, 0, len(formats)):
                raise RowError(first, "beyond the sheet")
            self._whole_rows.add(first, count, text)
        return total

    def _room_for(self, row: int, column: int, count: int) -> int:
        """0: *count* cells from *column* on are within the sheet."""
        code: int = self._check_dimensions(row, column + count - 1)
        if not code and column < (self.dim_colmin or 0):
            code = self._check_dimensions(row, column)
        return code

    def _lay(self, row: int, strip: Strip, count: int) -> None:
        if row in self.table:
            for covered in range(strip.first, strip.first + count):
                self.table[row].pop(covered, None)
        self._strips.put(row, strip)

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
            self.row_info[row], self.row_sizes[row] = row_kept(pixels, hidden, level)
        return code

    def heights(self, rows: range) -> Sequence[float]:
        """Points of each of *rows*; folded ones take none."""
        usual = [self.default_row_height, False]
        sizes = [self.row_sizes.get(row, usual) for row in rows]
        return [0.0 if hidden else 0.75 * height for height, hidden in sizes]

    def put_rule(self, corners: Corners, formula: str, style: Format, *, stop: bool) -> int:
        """``conditional_format`` for a formula, which can only answer that *corners* are too far: top, left, bottom, right."""
        stops = ' stopIfTrue="1"' if stop else ""
        return self._put_condition(
            corners,
            f'<cfRule type="expression" dxfId="{style._get_dxf_index()}" priority="{self.dxf_priority}"{stops}>'  # noqa: SLF001  (XlsxWriter offers no other way)
            f"<formula>{escaped(self._prepare_formula(formula))}</formula></cfRule>",
        )

    def put_scale(self, corners: Corners, low: str, high: str) -> int:
        """``conditional_format`` for shades of two colours, « #RRGGBB », likewise."""
        shades = "".join(f'<color rgb="FF{color.removeprefix("#")}"/>' for color in (low, high))
        return self._put_condition(
            corners,
            f'<cfRule type="colorScale" priority="{self.dxf_priority}"><colorScale>'
            f'<cfvo type="min" val="0"/><cfvo type="max" val="0"/>{shades}</colorScale></cfRule>',
        )

    def _put_condition(self, corners: Corners, spelt: str) -> int:
        top, left, bottom, right = corners
        code: int = self._check_dimensions(top, left, True, True) or self._check_dimensions(bottom, right, True, True)
        if not code:
            self.cond_formats.setdefault(range_of(corners), []).append({"spelt": spelt})
            self.dxf_priority += 1
        return code

    def _write_conditional_formatting(self, cond_range: str, params: Sequence[Mapping[str, Any]]) -> None:
        """XlsxWriter's, which spells what a master workbook has some hundreds of slowly."""
        self.fh.write(f'<conditionalFormatting sqref="{cond_range}">')
        for rule in params:
            if "spelt" in rule:
                self.fh.write(rule["spelt"])
            else:
                self._write_cf_rule(rule)
        self.fh.write("</conditionalFormatting>")

    def put_widths(self, columns: tuple[ColumnWidth, ...]) -> int:
        """``set_column`` for several, which can only answer that one of them is too far."""
        known = column_infos(columns, self.max_digit_width, self.cell_padding)
        code: int = self._check_dimensions(0, max(known), True, True)
        if code:
            return code
        for hidden in [one for one, info in known.items() if info.hidden]:
            self._check_dimensions(0, hidden, True)
        self.col_info.update(known)
        self.outline_col_level = max(self.outline_col_level, *(info.level for info in known.values()))
        self.col_size_changed = True
        return 0

    def _write_col_info(self, col_min: int, col_max: int, col_info: ColumnInfo) -> None:
        if col_info.width is None or col_info.column_format:
            super()._write_col_info(col_min, col_max, col_info)
        else:
            width = (col_info.width * 256 // self.max_digit_width) / 256.0
            is_usual = col_info.width == self.default_col_width
            self.fh.write(
                f'<col min="{col_min + 1}" max="{col_max + 1}" width="{width:.16g}"{about_column(col_info, is_usual)}/>'
            )

    def put_bars(self, sources: Mapping[str, Area], colors: tuple[str, str], *, from_zero: bool) -> None:
        """``add_sparkline``, which makes all styles of Excel anew at each call: how bars look is asked once."""
        where = quote_sheetname(self.name)
        ranges = [f"{where}!{area.relative}" for area in sources.values()]
        these = {"locations": list(sources), "ranges": ranges, "count": len(ranges)}
        self.sparklines.append({**bars_like(colors, from_zero), **these})

    def _write_sparklines(self, sparkline: Mapping[str, Any]) -> None:
        told = zip(sparkline["ranges"], sparkline["locations"], strict=True)
        bars = [
            f"<x14:sparkline><xm:f>{escaped(of)}</xm:f><xm:sqref>{at}</xm:sqref></x14:sparkline>" for of, at in told
        ]
        self.fh.write(f"<x14:sparklines>{''.join(bars)}</x14:sparklines>")

    def _write_rows(self) -> None:
        row = self.dim_rowmin
        while row <= self.dim_rowmax:
            block = self._whole_rows.take(row)
            if block is None:
                self._write_one(row)
            else:
                self.fh.write(block.text)
            row += block.rows if block else 1

    def refuse_more(self) -> None:
        """Before it is written: PenError where something stands beside rows that were spelt whole."""
        for row in self._whole_rows:
            if row in self.table or row in self.row_info or row in self.comments or row in self._strips:
                raise PenError(self.name, f"row {row + 1}", "written twice")

    def _write_one(self, row: int) -> None:
        strips, cells, info = self._strips.take(row), self.table.get(row), self.row_info.get(row)
        about = "" if info is None else about_row(info.height, self.original_row_height, info.hidden, info.level)
        if strips or cells:
            self.fh.write(f'<row r="{row + 1}"{about}>{self._spelt(row, strips, cells or {})}</row>')
        elif info or row in self.comments:
            self.fh.write(f'<row r="{row + 1}"{about}/>')

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
            if sort is CellFormulaTuple:
                return f"{where}{calculated(f'={cell.formula}', cell.value)}"
        return self._spelt_by_xlsxwriter(row, column, cell)

    def _spelt_by_xlsxwriter(self, row: int, column: int, cell: Any) -> str:  # noqa: ANN401  (XlsxWriter is untyped)
        stream, self.fh = self.fh, StringIO()
        self._write_cell(row, column, cell)
        told, self.fh = self.fh.getvalue(), stream
        return str(told)
