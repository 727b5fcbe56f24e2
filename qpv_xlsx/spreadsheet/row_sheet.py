"""XlsxWriter's sheet, whose rows are put down as the text that the file holds."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from io import StringIO
from typing import Any

from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellFormulaTuple,
    CellNumberTuple,
    CellRichStringTuple,
    CellStringTuple,
    Worksheet,
)

from qpv_xlsx.spreadsheet.drawing import MAX_HEIGHT
from qpv_xlsx.spreadsheet.file_links import FileLinks
from qpv_xlsx.spreadsheet.kept_looks import about_row
from qpv_xlsx.spreadsheet.quick_tags import QuickTags
from qpv_xlsx.spreadsheet.stencils import Stencil
from qpv_xlsx.spreadsheet.strictness import PenError
from qpv_xlsx.spreadsheet.strip_shelf import StripShelf
from qpv_xlsx.spreadsheet.strips import Strip, calculated, letters_of, strip_of
from qpv_xlsx.spreadsheet.whole_rows import RowError, WholeRows, spelt_row, spelt_rows


class RowSheet(QuickTags, Worksheet):  # type: ignore[misc]  # XlsxWriter is untyped
    """XlsxWriter's sheet that takes whole strips of cells, and whole rows; it does without the « spans » of rows, which are only a hint."""

    def __init__(self) -> None:
        super().__init__()
        self.fh: Any
        self.dim_colmin: int | None
        self._strips = StripShelf()
        self._whole_rows = WholeRows()
        self._file_links = FileLinks()

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

    def put_whole_row(
        self,
        row: int,
        contents: Sequence[object],
        formats: Sequence[int],
        made_plain: Callable[[int, object], object],
        *,
        points: float,
        links: Mapping[int, str],
    ) -> float:
        """A row from the first column on, of that height, in which nothing else stands; the height that it has. *links*: paths, by column.

        Raises RowError.
        """
        pixels = pixels_of(points)
        about = about_row(pixels, self.original_row_height, hidden=False, level=0)
        text = spelt_row(row, contents, formats, about, self.str_table, made_plain)
        if self._room_for(row, 0, len(formats)):
            raise RowError(row, "beyond the sheet")
        self._whole_rows.add_one(row, text)
        for column, path in links.items():
            self._file_links.add(row, column, path)
        return 0.75 * pixels

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

    def _get_range_data(self, row_start: int, col_start: int, row_end: int, col_end: int) -> Any:  # noqa: ANN401  (XlsxWriter is untyped)
        """What a chart keeps of its cells: XlsxWriter would find none in a strip."""
        if any(row in self._strips for row in range(row_start, row_end + 1)):
            raise PenError(self.name, "chart", row_start + 1, row_end + 1)
        return super()._get_range_data(row_start, col_start, row_end, col_end)

    def _write_hyperlinks(self) -> None:
        """XlsxWriter's, or those of whole rows, which it need not hold."""
        if not self._file_links:
            super()._write_hyperlinks()
            return
        self.fh.write("<hyperlinks>")
        for spelt, relation in self._file_links.told(self.rel_count):
            self.fh.write(spelt)
            self.external_hyper_links.append(relation)
        self.rel_count += len(self._file_links)
        self.fh.write("</hyperlinks>")

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
        """Before it is written: PenError where something stands beside rows that were spelt whole, or links beside theirs."""
        if self._file_links and self.hyperlinks:
            raise PenError(self.name, "links of two sorts")
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
        letters = letters_of(0, max(cells, default=0) + 1)
        for column, cell in cells.items():
            spelt[column] = self._spelt_cell(row, column, cell, f'<c r="{letters[column]}{row + 1}" s="')
        return "".join([spelt[column] for column in sorted(spelt)])

    def _spelt_cell(self, row: int, column: int, cell: Any, where: str) -> str:  # noqa: ANN401  (XlsxWriter is untyped)
        """*where*: how it begins, up to the number of its format."""
        sort, style = type(cell), cell.format
        if style is not None:
            number = style.xf_index
            if number is None:
                number = style._get_xf_index()  # noqa: SLF001  (XlsxWriter offers no other way)
            if sort is CellBlankTuple:
                return f'{where}{number}"/>'
            if sort is CellStringTuple or sort is CellRichStringTuple:
                return f'{where}{number}" t="s"><v>{cell.string}</v></c>'
            if sort is CellFormulaTuple:
                return f"""{where}{number}"{calculated(f"={cell.formula}", cell.value)}"""
            if sort is CellNumberTuple:
                return f'{where}{number}"><v>{cell.number:.16G}</v></c>'
        return self._spelt_by_xlsxwriter(row, column, cell)

    def _spelt_by_xlsxwriter(self, row: int, column: int, cell: Any) -> str:  # noqa: ANN401  (XlsxWriter is untyped)
        stream, self.fh = self.fh, StringIO()
        self._write_cell(row, column, cell)
        told, self.fh = self.fh.getvalue(), stream
        return str(told)


def pixels_of(points: float) -> int:
    """The height of a row as XlsxWriter counts it; none is taller than may be."""
    return int(min(points, MAX_HEIGHT) * 4.0 / 3.0 + 0.5)
