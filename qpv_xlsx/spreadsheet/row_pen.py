"""Writes whole rows of a sheet, and rows that stand on several sheets."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain, islice

from qpv_xlsx.spreadsheet.book import address
from qpv_xlsx.spreadsheet.column_needs import ColumnNeeds
from qpv_xlsx.spreadsheet.drawing import Area, Constant, Cut, Family, Formula, Result, Style
from qpv_xlsx.spreadsheet.format_book import FormatBook
from qpv_xlsx.spreadsheet.plain_sheet import PlainSheet
from qpv_xlsx.spreadsheet.plain_values import checked_formula, cut_to_cell, normal_lines
from qpv_xlsx.spreadsheet.stencils import Stencil, stencil_of
from qpv_xlsx.spreadsheet.strictness import PenError
from qpv_xlsx.spreadsheet.whole_rows import RowError


class RowPen:
    """What a sheet's pen does with rows. *note_cut*: told of texts that do not fit in their cell."""

    def __init__(self, name: str, sheet: PlainSheet, formats: FormatBook, note_cut: Callable[[Cut], None]) -> None:
        self.name = name
        self._sheet = sheet
        self._formats = formats
        self._note_cut = note_cut
        self._needs = ColumnNeeds()
        self._families = 0

    def write_row(
        self, row: int, column: int, contents: Sequence[Constant | Formula], style: Style | Sequence[Style]
    ) -> None:
        """Cells side by side, as ``write`` and ``formula`` write each; one style, or one each. No chart may show them."""
        formats = self._formats.numbers_of(style, len(contents))
        made_plain = partial(self._made_plain, row, column, style)
        try:
            code = self._sheet.put_strip(row - 1, column - 1, contents, formats, made_plain)
        except ValueError as wrong:
            raise PenError(self.name, address(row, column), str(wrong)) from wrong
        self._check(code, row, column)
        self._needs.headers(column, contents, style)

    def write_rows(self, row: int, contents: Iterable[Sequence[Constant]], styles: Sequence[Style]) -> int:
        """Rows from *row* on, each as ``write_row`` writes it from the first column on; how many. Nothing else is written there."""
        coming = iter(contents)
        first = tuple(islice(coming, 1))
        if not first:
            return 0
        formats = self._formats.numbers_of(styles, len(styles))

        def made_plain(number: int, place: int, content: object) -> object:
            return self._made_plain(number + 1, 1, styles, place, content)

        try:
            return self._sheet.put_rows(row - 1, chain(first, coming), formats, made_plain)
        except RowError as wrong:
            raise PenError(self.name, address(wrong.row + 1, 1), str(wrong)) from wrong

    def write_whole_row(
        self, row: int, contents: Sequence[Constant], styles: Sequence[Style], height: float, links: Mapping[int, str]
    ) -> float:
        """A row as ``write_row`` writes it from the first column on, of that *height* in points; the height that it has.

        *links*: paths of files beside this one, by place from 0, as ``file_link`` takes them. Nothing else is written in the row.
        """
        formats = self._formats.numbers_of(styles, len(contents))
        made_plain = partial(self._made_plain, row, 1, styles)
        try:
            return self._sheet.put_whole_row(row - 1, contents, formats, made_plain, points=height, links=links)
        except RowError as wrong:
            raise PenError(self.name, address(row, 1), str(wrong)) from wrong

    def refuse_more(self) -> None:
        """PenError where something else was written in rows that were written whole."""
        self._sheet.refuse_more()

    def family(self, area: Area) -> Family:
        """A new family of formulas, of which each cell of *area*, one column, may be: the first one written says it whole."""
        self._families += 1
        return Family(number=self._families - 1, among=area.relative)

    def write_line(
        self,
        row: int,
        contents: Sequence[Constant],
        results: Sequence[tuple[int, Result]],
        said: Sequence[str],
        styles: Sequence[Style],
    ) -> Stencil:
        """A row from the first column on, with formulas in some places, counted from 0; given back for other sheets.

        *results*: those of the formulas, by place. *said*: of each of them in this row (see ``stencils``).
        """
        formats = self._formats.numbers_of(styles, len(contents))
        made_plain = partial(self._made_plain, row, 1, styles)
        try:
            stencil = stencil_of(contents, results, formats, self._sheet.str_table, made_plain)
        except ValueError as wrong:
            raise PenError(self.name, address(row, 1), str(wrong)) from wrong
        self._put(row, stencil, said)
        return stencil

    def write_again(self, row: int, stencil: Stencil, said: Sequence[str], styles: Sequence[Style]) -> bool:
        """A row that stands on another sheet, where it looks as *styles* ask: False, and nothing is written, where it does not."""
        if self._formats.numbers_of(styles, len(styles)) != stencil.formats:
            return False
        for place, content in stencil.noted:
            self._made_plain(row, 1, styles, place, content)
        self._put(row, stencil, said)
        return True

    def _put(self, row: int, stencil: Stencil, said: Sequence[str]) -> None:
        try:
            code = self._sheet.put_stencil(row - 1, stencil, said)
        except ValueError as wrong:
            raise PenError(self.name, address(row, 1), str(wrong)) from wrong
        self._check(code, row, 1)

    def _check(self, code: int, row: int, column: int) -> None:
        if code:
            raise PenError(self.name, address(row, column), code)

    def _made_plain(self, row: int, first: int, style: Style | Sequence[Style], place: int, content: object) -> object:
        column = place + 1  # counted from 1
        if isinstance(content, int | float):
            self._needs.written(column, content, style if isinstance(style, Style) else style[column - first])
            return content
        if isinstance(content, Formula):
            return checked_formula(content, self.name, row, column)
        if isinstance(content, str):
            return str(self._fitted(row, column, content))
        return self._sheet.number_of(content) if isinstance(content, date) else content

    def _fitted(self, row: int, column: int, text: str) -> str:
        whole = normal_lines(text)
        if (fitted := cut_to_cell(whole)) != whole:
            self._note_cut(Cut(sheet=self.name, cell=address(row, column), length=len(whole)))
        return fitted
