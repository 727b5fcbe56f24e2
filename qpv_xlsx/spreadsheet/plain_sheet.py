"""XlsxWriter's sheet, taught to hurry."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from io import StringIO
from math import isfinite
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import quote_sheetname, xl_range
from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellFormulaTuple,
    CellNumberTuple,
    CellRichStringTuple,
    CellStringTuple,
    ColumnInfo,
)

from qpv_xlsx.spreadsheet.dialect import validation_options
from qpv_xlsx.spreadsheet.drawing import Area, ColumnWidth, Formula, Style, Validation
from qpv_xlsx.spreadsheet.kept_letters import letters_of_sorts
from qpv_xlsx.spreadsheet.kept_looks import (
    Corners,
    about_column,
    bars_like,
    column_infos,
    range_of,
    row_kept,
)
from qpv_xlsx.spreadsheet.plain_values import SURELY_FITS
from qpv_xlsx.spreadsheet.row_sheet import RowSheet, pixels_of
from qpv_xlsx.spreadsheet.shared_texts import as_typed
from qpv_xlsx.spreadsheet.strictness import PenError, strictly
from qpv_xlsx.spreadsheet.strips import escaped


class PlainSheet(RowSheet):
    """XlsxWriter's sheet, in a hurry: it spells what stands alone with less ado.

    It does without the search for functions newer than Excel 2010, of which none is used here, and which takes half the
    time of writing a formula or a validation.
    """

    def __init__(self) -> None:
        super().__init__()
        self.outline_row_level: int
        self.outline_col_level: int
        self._moments: dict[date, float] = {}

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002  (XlsxWriter's)
        del expand_future_functions
        return formula.removeprefix("{").removeprefix("=").removesuffix("}")

    def put_text(self, row: int, column: int, text: str, style: Format) -> int:
        """``write_string`` without the question whether *row* is a cell's name."""
        typed = as_typed(text)
        if len(typed) > SURELY_FITS:
            code: int = self._write_string(row, column, typed, style)
            return code
        code = self._check_dimensions(row, column)
        if not code:
            index = self.str_table._get_shared_string_index(typed)  # noqa: SLF001  (XlsxWriter offers no other way)
            self.table[row][column] = CellStringTuple(index, style)
        return code

    def put_number(self, row: int, column: int, number: float, style: Format) -> int:
        """``write_number``, likewise. Raises ValueError for what is no figure."""
        if not isfinite(number):
            raise ValueError(number)
        code: int = self._check_dimensions(row, column)
        if not code:
            self.table[row][column] = CellNumberTuple(number, style)
        return code

    def put_blank(self, row: int, column: int, style: Format) -> int:
        """``write_blank``, likewise."""
        code: int = self._check_dimensions(row, column)
        if not code:
            self.table[row][column] = CellBlankTuple(style)
        return code

    def put_letters(
        self, row: int, column: int, parts: Sequence[tuple[str, Style]], letters: Sequence[Format], style: Format
    ) -> int:
        """``write_rich_string``, likewise. *letters*: the formats of *parts*, as others would give them. Raises PenError."""
        del letters
        code: int = self._check_dimensions(row, column)
        if not code:
            spelt, plain = letters_of_sorts(tuple(parts))
            index = self.str_table._get_shared_string_index(spelt)  # noqa: SLF001  (XlsxWriter offers no other way)
            self.table[row][column] = CellRichStringTuple(index, style, plain)
        return code

    def put_formula(self, row: int, column: int, formula: Formula, style: Format) -> int:
        """``write_formula``, likewise, for a formula of one cell; its search for functions that spill is done without."""
        code: int = self._check_dimensions(row, column)
        if not code:
            self.table[row][column] = CellFormulaTuple(formula.text[1:], style, formula.result)
        return code

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

    def put_height(self, row: int, points: float | None, *, hidden: bool, level: int) -> int:
        """``set_row``, which can only answer that *row* is too far; None: the program decides."""
        code: int = self._check_dimensions(row, self.dim_colmin or 0)
        if not code:
            pixels = self.default_row_height if points is None else pixels_of(points)
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

    def put_validation(self, corners: Corners, validation: Validation) -> int:
        """``data_validation``, which can only answer that *corners* are too far: top, left, bottom, right.

        Raises PenError, or ValueError, for what no cell can ask.
        """
        top, left, bottom, right = corners
        code: int = self._check_dimensions(top, left, True, True) or self._check_dimensions(bottom, right, True, True)
        if not code:
            bounds = f"{validation.minimum!r} {validation.maximum!r}"
            before, after = _spelt_validation(validation, bounds)
            self.validations.append(f"{before}{range_of(corners)}{after}")
        return code

    def _write_data_validation(self, spelt: str | Mapping[str, Any]) -> None:
        if isinstance(spelt, str):
            self.fh.write(spelt)
        else:
            super()._write_data_validation(spelt)

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


@lru_cache(maxsize=1024)  # a few dozen serve the hundreds of cells of a form, and the forms of all territories
def _spelt_validation(validation: Validation, bounds: str) -> tuple[str, str]:
    """How XlsxWriter spells it, before and after its cells. *bounds*: 1 and 1.0 are equal, and spelt differently."""
    del bounds
    sheet = PlainSheet()
    strictly(sheet.data_validation, 0, 0, 0, 0, validation_options(validation))
    sheet.fh = StringIO()
    sheet._write_data_validation(sheet.validations[0])  # noqa: SLF001  (one of its own)
    before, cells, after = sheet.fh.getvalue().partition('sqref="A1"')
    if not cells:
        raise PenError(before)
    return f'{before}sqref="', f'"{after}'
