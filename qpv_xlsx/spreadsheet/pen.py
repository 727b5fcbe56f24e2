"""Writes .xlsx files: the only module that calls XlsxWriter, and strictly.

XlsxWriter warns and leaves things out; here every such case raises PenError, a bug of the caller. Texts stay texts;
every formula is written with its result; the same calls give the same bytes. Rows and columns are counted from 1.
"""

import io
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import IO, Any

from qpv_xlsx.spreadsheet import dialect
from qpv_xlsx.spreadsheet.book import address
from qpv_xlsx.spreadsheet.charting import draw
from qpv_xlsx.spreadsheet.drawing import (
    MAX_WIDTH,
    Allowed,
    Area,
    Chart,
    ColumnWidth,
    Constant,
    Cut,
    Formula,
    PrintSetup,
    Result,
    Style,
    Validation,
    quoted,
)
from qpv_xlsx.spreadsheet.format_book import FormatBook
from qpv_xlsx.spreadsheet.packaging import LanguageBook
from qpv_xlsx.spreadsheet.plain_sheet import PlainSheet
from qpv_xlsx.spreadsheet.plain_values import checked_formula, cut_to_cell, in_utc, normal_lines
from qpv_xlsx.spreadsheet.printing import set_up_printing, show
from qpv_xlsx.spreadsheet.row_pen import RowPen
from qpv_xlsx.spreadsheet.strictness import PenError, strictly

Content = Constant


class Pen:
    """One workbook being written. ``with`` is not needed: nothing is held open, *finish* gives the bytes.

    *stream*: where they are to go instead, once all is written; None: they are held. *created* is the creation date, in UTC where it has a time zone; *language* « fr » or « en »; *properties* custom ones.
    """

    def __init__(
        self,
        *,
        title: str,
        created: datetime,
        language: str = "fr",
        subject: str = "",
        author: str = "",
        properties: Sequence[tuple[str, str]] = (),
        stream: IO[bytes] | None = None,
    ) -> None:
        self._held = io.BytesIO()
        options = {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
        self._book = LanguageBook(stream or self._held, options)
        self._book.language = {"fr": "fr-FR", "en": "en-GB"}[language]
        about = {"title": title, "subject": subject, "author": author, "created": in_utc(created)}
        strictly(self._book.set_properties, about)
        for name, value in properties:
            strictly(self._book.set_custom_property, name, value, "text")
        self.formats = FormatBook(self._book)
        self._cuts: list[Cut] = []
        self._sheets: list[Sheet] = []

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """Texts that did not fit in their cell and were cut, ending in « … »."""
        return tuple(self._cuts)

    def sheet(self, name: str) -> "Sheet":
        r"""Add a sheet. Names: 31 characters, none of ``[]:*?/\``, no two alike."""
        self._sheets.append(Sheet(self, strictly(self._book.add_worksheet, name, PlainSheet), name))
        return self._sheets[-1]

    def name(self, name: str, refers_to: str) -> None:
        """Define a name: « situations » for « =_listes!$A$2:$A$7 », or « Feuille!name » for one sheet only."""
        strictly(self._book.define_name, name, refers_to)

    def finish(self) -> bytes:
        """The file. Nothing can be written afterwards."""
        self.close()
        return self._held.getvalue()

    def close(self) -> None:
        """All is written."""
        for sheet in self._sheets:
            sheet.widen()
            sheet.refuse_more()
        strictly(self._book.close)
        self._sheets.clear()
        self._book.let_go()

    def note_cut(self, cut: Cut) -> None:
        """Remember that a text was cut."""
        self._cuts.append(cut)

    def chart(self, chart: Chart) -> Any:  # noqa: ANN401  (XlsxWriter is untyped)
        """XlsxWriter's object for *chart*."""
        return draw(self._book, chart)


class Sheet(RowPen):
    """One sheet being written."""

    def __init__(self, pen: Pen, sheet: PlainSheet, name: str) -> None:
        super().__init__(name, sheet, pen.formats, pen.note_cut)
        self._pen = pen
        self._printing: PrintSetup | None = None

    def write(self, row: int, column: int, content: Content, style: Style, mark: str = "") -> None:
        """Write a constant. Texts stay texts; line ends become line feeds; a text too long is cut and told in *cuts*.

        *mark*: what the cell carries with its format, without showing it, wherever it is moved; empty: nothing.
        """
        formats, sheet = self._formats, self._sheet
        shared = formats.marked(style, mark) if mark else formats.format(style)
        if content is None or content == "":
            code = sheet.put_blank(row - 1, column - 1, shared)
        elif isinstance(content, str):
            code = sheet.put_text(row - 1, column - 1, self._fitted(row, column, content), shared)
        elif isinstance(content, bool):
            code = sheet.write_boolean(row - 1, column - 1, content, shared)
        elif isinstance(content, (int, float)):
            code = sheet.put_number(row - 1, column - 1, content, shared)
        else:
            code = sheet.write_datetime(row - 1, column - 1, content, shared)
        if code:
            raise PenError(self.name, address(row, column), code)
        self._needs.written(column, content, style)

    def rich(self, row: int, column: int, parts: Sequence[tuple[str, Style]], style: Style) -> None:
        """Write a text in letters of several sorts: two parts at least, none of them empty."""
        letters = [self._formats.format(look) for _, look in parts]
        plain = [(normal_lines(text), look) for text, look in parts]
        if self._sheet.put_letters(row - 1, column - 1, plain, letters, self._formats.format(style)):
            raise PenError(self.name, address(row, column), parts)

    def formula(self, row: int, column: int, formula: str, result: Result, style: Style) -> None:
        """Write a formula (English names, commas) with the result that a recalculation would give."""
        checked = checked_formula(Formula(formula, result), self.name, row, column)
        if self._sheet.put_formula(row - 1, column - 1, checked, self._pen.formats.format(style)):
            raise PenError(self.name, address(row, column), formula[:80])
        self._needs.written(column, result, style)

    def link(self, row: int, column: int, text: str, target: tuple[str, str], style: Style) -> None:
        """Write a link to (sheet, cell) of this workbook."""
        place = f"internal:{quoted(target[0])}!{target[1]}"
        strictly(self._sheet.write_url, row - 1, column - 1, place, self._pen.formats.format(style), normal_lines(text))

    def file_link(self, row: int, column: int, text: str, path: str, style: Style) -> None:
        """Write a link to a file beside this one: « recus/retour.xlsx », percent-encoded where it needs to be."""
        strictly(self._sheet.write_url, row - 1, column - 1, f"external:{path}", self._pen.formats.format(style), text)

    def mail_link(self, row: int, column: int, text: str, email: str, style: Style) -> None:
        """Write a link that opens a message to *email*."""
        strictly(self._sheet.write_url, row - 1, column - 1, f"mailto:{email}", self._pen.formats.format(style), text)

    def note(self, row: int, column: int, text: str, *, author: str = "") -> None:
        """Attach a note to a cell; its box is made large enough for the text. One too long is cut: the cell itself says it."""
        text = cut_to_cell(normal_lines(text))
        strictly(self._sheet.write_comment, row - 1, column - 1, text, dialect.note_options(text, author))

    def width(
        self, first: int, last: int, width: float, *, hidden: bool = False, level: int = 0, collapsed: bool = False
    ) -> None:
        """Width of columns *first*..*last*, in characters. *level*: depth of grouping. *collapsed*: a folded group ends before."""
        self.widths(tuple([ColumnWidth(one, width, hidden, level, collapsed) for one in range(first, last + 1)]))

    def widths(self, columns: tuple[ColumnWidth, ...]) -> None:
        """The widths of several columns at once."""
        if not all(0 < one.width <= MAX_WIDTH for one in columns) or self._sheet.put_widths(columns):
            raise PenError(self.name, columns)
        self._needs.given(columns)

    def widen(self) -> None:
        """Make columns wider where what they hold asks for it; what is printed at a scale on one page keeps to it."""
        setup, page = self._printing, self._needs.page(self._printing)
        if narrow := tuple(self._needs.too_narrow()):
            self.widths(narrow)
        if setup and setup.scale and page < (wider := self._needs.page(setup)):
            strictly(self._sheet.set_print_scale, int(setup.scale * page / wider))

    def height(self, row: int, height: float | None, *, hidden: bool = False, level: int = 0) -> None:
        """Height of a row in points; None: the program decides. Beyond Excel's 409 points it is 409."""
        if code := self._sheet.put_height(row - 1, height, hidden=hidden, level=level):
            raise PenError(self.name, row, code)

    def heights(self, first: int, last: int) -> Sequence[float]:
        """Points of each of the rows *first*..*last*, as they are set by now; folded ones take none."""
        return self._sheet.heights(range(first - 1, last))

    def validate(self, area: Area, validation: Validation) -> None:
        """Restrict what the cells of *area* accept, and show a message beside them."""
        if self._sheet.put_validation(area.corners, validation):
            raise PenError(self.name, area.relative, validation)

    def highlight(self, area: Area, formula: str, style: Style, *, stop: bool = False) -> None:
        """Change colours and emphasis where *formula* (written for the first cell) holds."""
        if self._sheet.put_rule(area.corners, formula, self._pen.formats.differential(style), stop=stop):
            raise PenError(self.name, area.relative, formula[:80])

    def bar(self, area: Area, color: str, *, maximum: float = 1.0) -> None:
        """Draw a bar in each cell of *area*, full at *maximum*."""
        bounds = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": maximum}
        rule = {"type": "data_bar", "bar_color": color, "bar_solid": True, "data_bar_2010": True, **bounds}
        strictly(self._sheet.conditional_format, *area.corners, rule)

    def scale(self, area: Area, low: str, high: str) -> None:
        """Shade the figures of *area* from the lowest to the highest."""
        if self._sheet.put_scale(area.corners, low, high):
            raise PenError(self.name, area.relative)

    def table(self, area: Area, name: str, headers: Sequence[str], *, look: str = "Table Style Light 1") -> None:
        """Make *area*, header row included, an Excel table. Write the header cells afterwards to style them."""
        strictly(self._sheet.add_table, *area.corners, dialect.table_options(name, headers, look))

    def place_chart(self, row: int, column: int, chart: Chart) -> None:
        """Put *chart* with its upper left corner in a cell."""
        strictly(self._sheet.insert_chart, row - 1, column - 1, self._pen.chart(chart), dialect.chart_options(chart))

    def sparklines(self, sources: Mapping[str, Area], colors: tuple[str, str], *, from_zero: bool = True) -> None:
        """In each cell draw the bars of an area (``small_bars``)."""
        if sources:
            self._sheet.put_bars(sources, colors, from_zero=from_zero)

    def filter(self, area: Area) -> None:
        """Offer filters over *area*, header row included."""
        self._needs.filtered = area
        strictly(self._sheet.autofilter, *area.corners)

    def accept_number_texts(self, area: Area) -> None:
        """No green triangles on texts that look like numbers (« 30% » in an official table)."""
        strictly(self._sheet.ignore_errors, {"number_stored_as_text": area.relative})

    def freeze(self, row: int, column: int, *, top: int | None = None, left: int | None = None) -> None:
        """Keep what is above *row* and left of *column* in view; *top* and *left*: the first row and column shown beyond."""
        strictly(self._sheet.freeze_panes, row - 1, column - 1, (top or row) - 1, (left or column) - 1)

    def select(self, row: int, column: int) -> None:
        """Put the cursor in a cell."""
        strictly(self._sheet.set_selection, row - 1, column - 1, row - 1, column - 1)

    def show(self, *, zoom: int = 100, tab: str | None = None, gridlines: bool = True) -> None:
        """How the sheet opens: zoom in per cent, colour of its tab, gridlines or none (never printed)."""
        strictly(show, self._sheet, zoom, tab, 1 if gridlines else 2)

    def activate(self) -> None:
        """Open the workbook on this sheet."""
        strictly(self._sheet.activate)

    def hide(self, *, very: bool = False) -> None:
        """Hide the sheet; *very*: from the list of hidden sheets too."""
        strictly(self._sheet.very_hidden if very else self._sheet.hide)

    def protect(self, allowed: Collection[Allowed] = ()) -> None:
        """Protect locked cells, without password: a guard-rail that people can lift."""
        strictly(self._sheet.protect, "", {permission.value: True for permission in allowed})

    def print_setup(self, setup: PrintSetup) -> None:
        """Set up printing."""
        self._printing = setup
        strictly(set_up_printing, self._sheet, setup)
