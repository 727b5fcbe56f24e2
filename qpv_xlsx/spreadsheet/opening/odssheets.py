"""The sheets of an OpenDocument spreadsheet, element by element as they come.

A sheet declares 16 384 × 1 048 576 cells through repeat counts: empty ones are skipped over, never expanded.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import Finding
from qpv_xlsx.spreadsheet.book import Cell, Grid, Merge, address, cell_of
from qpv_xlsx.spreadsheet.opening.addresses import place_at
from qpv_xlsx.spreadsheet.opening.odscells import CellParts, is_words, read_cell
from qpv_xlsx.spreadsheet.opening.odsstyles import StylesReader
from qpv_xlsx.spreadsheet.opening.odsveils import ConditionsReader
from qpv_xlsx.spreadsheet.opening.refusal import beyond, far_away

CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
_HIDDEN = frozenset({"collapse", "filter"})
_REPEATED = "table:number-columns-repeated"
_ROWS_REPEATED = "table:number-rows-repeated"
_ROWS_SPANNED, _COLUMNS_SPANNED = "table:number-rows-spanned", "table:number-columns-spanned"
_SAYS_NOTHING = frozenset({"table:style-name", _REPEATED})
_MOST_REPEATED = 2**31
_MOST_WORDS = 5_000  # cells that are kept to be given again


class CellTag(NamedTuple):
    """What the tag of a cell says, for as many cells as say the same.

    *span*: how many cells it stands for. *says_more* than how the cell looks. *is_words*: it is its words and nothing else.
    """

    attributes: Mapping[str, str]
    style: str
    span: int
    says_more: bool
    is_words: bool
    is_merged: bool


def cell_tag(attributes: Mapping[str, str]) -> CellTag:
    """The tag that has these *attributes*."""
    return CellTag(
        attributes,
        attributes.get("table:style-name", ""),
        _count(attributes, _REPEATED) if _REPEATED in attributes else 1,
        not attributes.keys() <= _SAYS_NOTHING,
        is_words(attributes),
        _ROWS_SPANNED in attributes or _COLUMNS_SPANNED in attributes,
    )


@dataclass(slots=True, kw_only=True)
class _Sheet:
    """A sheet being read."""

    name: str
    is_hidden: bool
    is_link: bool
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    blank_marks: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    pictures: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    column_ends: list[int] = field(default_factory=list)  # last column of each run of columns
    column_styles: list[str] = field(default_factory=list)  # default style of each run
    far: str = ""


class SheetReader:
    """Makes one sheet of its columns, rows and cells as they are told."""

    def __init__(self, attributes: dict[str, str], styles: StylesReader, limits: Limits) -> None:
        name = attributes.get("table:name", "")
        self._sheet = _Sheet(
            name=name,
            is_hidden=styles.is_hidden_table(attributes.get("table:style-name", "")),
            is_link=name.startswith("'file:"),  # a copy that LibreOffice keeps of another file's sheet
        )
        self.styles, self._limits = styles, limits
        self._cells, self._most, self._last_column = self._sheet.cells, limits.cells, limits.furthest_column
        self._row = self._column = 1
        self._row_span = 1
        self._row_style = ""
        self._has_content = self._is_row_hidden = False
        self._is_usual = True  # whether the row stands once, and not too far
        self._words: dict[tuple[str, str], Cell] = {}  # by style and text
        self.conditions = ConditionsReader()

    @property
    def is_link(self) -> bool:
        """Whether the sheet is a copy of another file's."""
        return self._sheet.is_link

    @property
    def count(self) -> int:
        """How many cells were read so far."""
        return len(self._sheet.cells)

    def enter(self, name: str, attributes: dict[str, str]) -> None:
        """The beginning of an element that is neither words, nor a shape, nor a cell."""
        if name == "table:table-row":
            self.begin_row(attributes)
        elif name == "table:table-column":
            self._add_columns(attributes)
        elif name == "table:table-source":
            self._sheet.is_link = True

    def leave(self, name: str) -> None:
        """The end of such an element."""
        if name == "table:table-row":
            self.end_row()

    def add_picture(self, attributes: dict[str, str]) -> None:
        """A picture anchored to the cell being read. *attributes*: of its frame."""
        bottom, right = place_at(attributes.get("table:end-cell-address", "").rpartition(".")[2]) or (
            self._row,
            self._column,
        )
        self._sheet.pictures.append(
            Merge(top=self._row, left=self._column, bottom=max(bottom, self._row), right=max(right, self._column))
        )

    def finished(self, text_boxes: tuple[str, ...]) -> tuple[Grid, tuple[Finding, ...]]:
        """The sheet, and a finding where something stood too far away to be read."""
        sheet = self._sheet
        grid = Grid(
            name=sheet.name,
            cells=sheet.cells,
            is_hidden=sheet.is_hidden,
            hidden_rows=frozenset(sheet.hidden_rows),
            hidden_columns=frozenset(sheet.hidden_columns),
            merges=tuple(sheet.merges),
            text_boxes=text_boxes,
            pictures=tuple(sheet.pictures),
            blank_marks=sheet.blank_marks,
            veils=self.conditions.veils(self.styles, sheet.cells),
        )
        return grid, far_away(sheet.name, sheet.far, self._limits)

    def _add_columns(self, attributes: dict[str, str]) -> None:
        """Note the default style of the columns, and whether they are hidden."""
        sheet = self._sheet
        first = sheet.column_ends[-1] + 1 if sheet.column_ends else 1
        last = first + _count(attributes, "table:number-columns-repeated") - 1
        sheet.column_ends.append(last)
        sheet.column_styles.append(attributes.get("table:default-cell-style-name", ""))
        if attributes.get("table:visibility") in _HIDDEN:
            sheet.hidden_columns.update(range(first, min(last, self._limits.furthest_column) + 1))

    def begin_row(self, attributes: Mapping[str, str]) -> None:
        """The beginning of one row, or of equal ones."""
        self._row_span = _count(attributes, _ROWS_REPEATED) if _ROWS_REPEATED in attributes else 1
        self._row_style = attributes.get("table:default-cell-style-name", "")
        self._is_row_hidden = attributes.get("table:visibility") in _HIDDEN
        self._is_usual = self._row_span == 1 and self._row <= self._limits.furthest_row
        self._has_content = False
        self._column = 1

    def end_row(self) -> None:
        """The end of it."""
        end = self._row + self._row_span
        if self._is_row_hidden and self._has_content:
            self._sheet.hidden_rows.update(range(self._row, min(end, self._limits.furthest_row + 1)))
        self._row = end

    def add_plain(self, tag: CellTag, text: str) -> None:
        """One element, which stands for as many equal cells as its row and itself are repeated. *text*: its words."""
        attributes, style, span, says_more, told, _ = tag
        if says_more or text:
            style = style or self._row_style or self._column_style()
            cell = self._words_cell(style, text) if told else read_cell(attributes, text, self.styles.cell(style))
            self._take(tag, cell, style)
        elif style:
            self._note_mark(style, span)
        self._column += span

    def add_usual(self, cell: Cell | None, style: str) -> None:
        """One cell, of a *style* of its own, that stands once. None: it holds nothing."""
        if cell is None:
            self._note_mark(style, 1)
        elif self._is_usual and self._column <= self._last_column and len(self._cells) < self._most:
            self._cells[self._row, self._column] = cell
            self._has_content = True
        else:
            self._put(cell, 1)
        self._column += 1

    def add(self, tag: CellTag, parts: CellParts) -> None:
        """The same for a cell of several parts: paragraphs, hands, notes."""
        if parts.runs or parts.note or tag.says_more:
            style = tag.style or self._row_style or self._column_style()
            self._take(tag, parts.read(tag.attributes, self.styles.cell(style)), style)
        else:
            self._note_mark(tag.style, tag.span)
        self._column += tag.span

    def _words_cell(self, style: str, text: str) -> Cell:
        """A cell of plain words; those that say the same in the same dress are one."""
        cell = self._words.get((style, text))
        if cell is None:
            cell = cell_of(text, *self.styles.cell(style))
            if len(self._words) < _MOST_WORDS:
                self._words[style, text] = cell
        return cell

    def _take(self, tag: CellTag, cell: Cell | None, style: str) -> None:
        """Put *cell* where it stands: in one place most often."""
        span = tag.span
        if tag.is_merged:
            self._read_merge(tag.attributes)
        if cell is None:
            self._note_mark(style, span)
        else:
            self._put(cell, span)

    def _put(self, cell: Cell, span: int) -> None:
        self._has_content = True
        row, column, cells, limits = self._row, self._column, self._sheet.cells, self._limits
        is_near = row <= limits.furthest_row and column <= limits.furthest_column
        if span == self._row_span == 1 and is_near and len(cells) < limits.cells:
            cells[row, column] = cell
        else:
            self._spread(cell, span)

    def _note_mark(self, style: str, span: int) -> None:
        if self._row_span > 1 or not style:  # a mark that stands in several rows tells nothing
            return
        mark = self.styles.cell(style)[1].mark
        if not mark:
            return
        last = min(self._column + span - 1, self._limits.furthest_column)
        if self._row <= self._limits.furthest_row:
            self._sheet.blank_marks.update(((self._row, column), mark) for column in range(self._column, last + 1))

    def _spread(self, cell: Cell, span: int) -> None:
        """Put *cell* where it stands, and stands again."""
        sheet, limits = self._sheet, self._limits
        found = len(sheet.cells) + self._row_span * span
        if found > limits.cells:
            raise beyond("cells", found, limits.cells)
        for row in range(self._row, self._row + self._row_span):
            for column in range(self._column, self._column + span):
                if row > limits.furthest_row or column > limits.furthest_column:
                    sheet.far = sheet.far or address(row, column)
                else:
                    sheet.cells[row, column] = cell

    def _column_style(self) -> str:
        run = bisect_left(self._sheet.column_ends, self._column)
        return self._sheet.column_styles[run] if run < len(self._sheet.column_styles) else ""

    def _read_merge(self, attributes: Mapping[str, str]) -> None:
        rows = _count(attributes, _ROWS_SPANNED)
        columns = _count(attributes, _COLUMNS_SPANNED)
        if rows == columns == 1:
            return
        merges, (top, left) = self._sheet.merges, (self._row, self._column)
        if len(merges) >= self._limits.merges:
            raise beyond("merges", len(merges) + 1, self._limits.merges)
        merges.append(Merge(top=top, left=left, bottom=top + rows - 1, right=left + columns - 1))


def _count(attributes: Mapping[str, str], name: str) -> int:
    """A count of at least one; one where the file says nothing that can be counted."""
    value = attributes.get(name, "1")
    return min(max(1, int(value)), _MOST_REPEATED) if value.isdecimal() and len(value) < 20 else 1  # noqa: PLR2004  (digits)
