"""The rows of one worksheet part, cell by cell as they come: values, stored results, formulas, words, hidden rows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import Place
from qpv_xlsx.spreadsheet.book import Cell, address
from qpv_xlsx.spreadsheet.opening.addresses import is_set, number_in
from qpv_xlsx.spreadsheet.opening.cellcontents import Palette, constant_of, content_of
from qpv_xlsx.spreadsheet.opening.refusal import beyond, damaged
from qpv_xlsx.spreadsheet.opening.sharedformulas import column_number, moved
from qpv_xlsx.spreadsheet.opening.texts import RunsWalker
from qpv_xlsx.spreadsheet.opening.xlsxstyles import UNSEEN, Styled
from qpv_xlsx.spreadsheet.opening.xmlstream import local_name

_DIGITS = "0123456789"
_MOST_MOVED = 2_000  # shared formulas told in full on one sheet; of others, only that they are formulas
_MOST_CONSTANTS = 5_000  # that are kept to be given again
_LONGEST_MOVED = 500  # characters; likewise


@dataclass(slots=True, kw_only=True)
class ReadCells:
    """What one sheet holds. *far*: address of the first cell left out for standing beyond the furthest row or column."""

    name: str
    by_place: dict[tuple[int, int], Cell] = field(default_factory=dict)
    blank_marks: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    far: str = ""


class RowsWalker:
    """Listens between the two ends of « sheetData », then calls *done*. *prefix*: of the names of the main vocabulary."""

    def __init__(
        self, cells: ReadCells, palette: Palette, limits: Limits, prefix: str, done: Callable[[], None]
    ) -> None:
        self._cells, self._palette, self._limits = cells, palette, limits
        self._done = done
        self._row_tag, self._cell_tag, self._end_tag = prefix + "row", prefix + "c", prefix + "sheetData"
        self._value_tag, self._formula_tag, self._words_tag = prefix + "v", prefix + "f", prefix + "is"
        self._depth, self._deepest = 0, limits.xml_depth
        self._row = self._column = self._filled_rows = self._filled = 0
        self._row_digits = "0"
        self._attributes: dict[str, str] = {}
        self._stored: str | None = None
        self._formula: str | None = None
        self._pieces: list[str] = []
        self._runs = RunsWalker(self._pieces)
        self._has_words = False
        self._columns: dict[str, int] = {}
        self._styles: dict[str | None, Styled] = {}
        self._constants: dict[tuple[str, str | None, str | None], Cell | None] = {}
        self._shared: dict[str, tuple[str, int, int]] = {}
        self._moved = 0
        self._sharing: dict[str, str] = {}

    def listen(self, parser: expat.XMLParserType) -> None:
        """Take over."""
        parser.StartElementHandler = self._enter
        parser.EndElementHandler = self._leave
        parser.CharacterDataHandler = self._pieces.append

    def _enter(self, name: str, attributes: dict[str, str]) -> None:
        depth = self._depth = self._depth + 1
        if depth > self._deepest:
            raise beyond("xml_depth", depth, self._deepest)
        if name == self._cell_tag:
            self._attributes = attributes
            self._stored = self._formula = None
            self._has_words = False
        elif name == self._value_tag:
            self._pieces.clear()
        elif name == self._formula_tag:
            self._pieces.clear()
            self._sharing = attributes
        elif name == self._row_tag:
            self._begin_row(attributes)
        else:
            self._enter_other(name, attributes)

    def _leave(self, name: str) -> None:
        self._depth -= 1
        if name == self._value_tag:
            self._stored = "".join(self._pieces)
        elif name == self._cell_tag:
            self._end_cell()
        elif name == self._formula_tag:
            self._formula = "".join(self._pieces)
        elif name == self._row_tag:
            self._end_row()
        elif name == self._end_tag:
            self._done()
        elif self._has_words:
            self._runs.leave(local_name(name))

    def _enter_other(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._words_tag:
            self._has_words = True
            self._runs.begin()
        elif self._has_words:
            self._runs.enter(local_name(name), attributes)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row = number_in(attributes, "r", self._row + 1)
        self._row_digits = str(self._row)
        self._column = 0
        if is_set(attributes, "hidden") and self._row <= self._limits.furthest_row:
            self._cells.hidden_rows.add(self._row)

    def _end_row(self) -> None:
        found = len(self._cells.by_place)
        if found == self._filled:
            return
        self._filled = found
        self._filled_rows += 1
        if self._filled_rows > self._limits.rows:
            raise beyond("rows", self._filled_rows, self._limits.rows)
        if found > self._limits.cells:
            raise beyond("cells", found, self._limits.cells)

    def _end_cell(self) -> None:
        reference = self._attributes.get("r")
        if reference is None:
            self._column += 1
            row, column = self._row, self._column
        else:
            digits = self._row_digits
            known = self._columns.get(reference[: -len(digits)]) if reference.endswith(digits) else None
            row, column = (self._row, known) if known is not None else self._placed(reference)
            self._column = column
        if self._formula is not None or self._has_words:
            cell = self._cell(row, column)
        elif self._stored is None:
            mark = self._styled(self._attributes.get("s"))[1].mark
            if mark and row <= self._limits.furthest_row and column <= self._limits.furthest_column:
                self._cells.blank_marks[row, column] = mark
            return
        else:
            said = self._stored, self._attributes.get("t"), self._attributes.get("s")
            cell = self._constants[said] if said in self._constants else self._constant(*said)
        if cell is None:
            return
        by_place = self._cells.by_place
        if row > self._limits.furthest_row or column > self._limits.furthest_column:
            self._cells.far = self._cells.far or address(row, column)
        elif (row, column) in by_place:
            where = address(row, column)
            raise damaged(where, case="duplicate_cell", place=Place(sheet=self._cells.name, cell=where))
        else:
            by_place[row, column] = cell

    def _placed(self, reference: str) -> tuple[int, int]:
        """Row and column of « K7 ». Raises Refused: nobody can say where the cell stands."""
        letters = reference.rstrip(_DIGITS)
        try:
            row, column = int(reference[len(letters) :]), column_number(letters)
        except ValueError as trouble:
            raise damaged(reference) from trouble
        if row < 1:
            raise damaged(reference)
        self._columns[letters] = column
        return row, column

    def _constant(self, stored: str, kind: str | None, index: str | None) -> Cell | None:
        """A cell without formula; those that say the same in the same dress are one."""
        cell = constant_of(kind or "n", stored, self._styled(index), self._palette)
        if len(self._constants) < _MOST_CONSTANTS:
            self._constants[stored, kind, index] = cell
        return cell

    def _cell(self, row: int, column: int) -> Cell | None:
        attributes = self._attributes
        words = self._runs.text() if self._has_words else None
        formula = None if self._formula is None else self._told(row, column)
        styled = self._styled(attributes.get("s"))
        return content_of(attributes.get("t", "n"), self._stored, words, formula, styled, self._palette)

    def _styled(self, index: str | None) -> Styled:
        styled = self._styles.get(index)
        if styled is None:
            styled = self._styles[index] = self._style(index)
        return styled

    def _style(self, index: str | None) -> Styled:
        """The style of that number. One out of range says nothing: nobody knows how the cell looks."""
        styles = self._palette.styles
        if styles is None:
            return UNSEEN
        number = 0 if index is None else number_in({"s": index}, "s", -1)
        if not styles and number == 0:
            return self._palette.default
        return styles[number] if 0 <= number < len(styles) else UNSEEN

    def _told(self, row: int, column: int) -> str:
        """The cell's formula with « = »; a shared one is written once and moved to each cell that shares it."""
        text = f"={self._formula}"
        if self._sharing.get("t") != "shared":
            return text
        group = self._sharing.get("si", "")
        if self._formula:
            if len(text) <= _LONGEST_MOVED:
                self._shared[group] = text, row, column
            return text
        self._moved += 1
        if self._moved > _MOST_MOVED or group not in self._shared:
            return text
        first, top, left = self._shared[group]
        return moved(first, row - top, column - left)
