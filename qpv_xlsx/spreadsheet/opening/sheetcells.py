"""The cells of one worksheet part, made out of what their tags say: values, stored results, formulas, hidden rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import Place
from qpv_xlsx.spreadsheet.book import Cell, address
from qpv_xlsx.spreadsheet.opening.addresses import is_set, number_in
from qpv_xlsx.spreadsheet.opening.cellcontents import Palette, constant_of, content_of
from qpv_xlsx.spreadsheet.opening.refusal import beyond, damaged
from qpv_xlsx.spreadsheet.opening.sharedformulas import column_number, moved
from qpv_xlsx.spreadsheet.opening.texts import Text
from qpv_xlsx.spreadsheet.opening.xlsxstyles import UNSEEN, Styled

_DIGITS = "0123456789"
_MOST_MOVED = 2_000  # shared formulas told in full on one sheet; of others, only that they are formulas
_MOST_CONSTANTS = 5_000  # that are kept to be given again
_LONGEST_MOVED = 500  # characters; likewise
_MOST_PLACES = 2**14  # that are known again
_LONGEST_PLACE = len("XFD1048576")

Said = tuple[str, str | None, str | None]
"""What a cell's « v » says, its type and the number of its style, as written."""


@dataclass(slots=True, kw_only=True)
class ReadCells:
    """What one sheet holds. *far*: address of the first cell left out for standing beyond the furthest row or column."""

    name: str
    by_place: dict[tuple[int, int], Cell] = field(default_factory=dict)
    blank_marks: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    far: str = ""


class SheetFiller:
    """Fills *cells*, cell by cell as they come, whoever cuts the part. Raises Refused beyond the limits."""

    def __init__(self, cells: ReadCells, palette: Palette, limits: Limits) -> None:
        self.cells = cells
        self._palette, self._limits = palette, limits
        self._filled_rows = self._filled = 0
        self._constants: dict[Said, Cell | None] = {}
        self._styles: dict[str | None, Styled] = {}
        self._shared: dict[str, tuple[str, int, int]] = {}
        self._moved = 0

    def begin_row(self, row: int, attributes: Mapping[str, str]) -> None:
        """What the tag of a row says."""
        if is_set(attributes, "hidden") and row <= self._limits.furthest_row:
            self.cells.hidden_rows.add(row)

    def end_row(self) -> None:
        """Count what has come."""
        found = len(self.cells.by_place)
        if found == self._filled:
            return
        self._filled = found
        self._filled_rows += 1
        if self._filled_rows > self._limits.rows:
            raise beyond("rows", self._filled_rows, self._limits.rows)
        if found > self._limits.cells:
            raise beyond("cells", found, self._limits.cells)

    def put_blank(self, place: tuple[int, int], index: str | None) -> None:
        """A cell that only has a style, which may carry a mark of ours."""
        mark = self.mark_of(index)
        if mark and not self._is_far(place):
            self.cells.blank_marks[place] = mark

    def mark_of(self, index: str | None) -> str:
        """What the style of that number carries of ours."""
        return self._styled(index)[1].mark

    def put_constant(self, place: tuple[int, int], said: Said) -> None:
        """A cell without formula; those that say the same in the same dress are one."""
        if said in self._constants:
            cell = self._constants[said]
        else:
            cell = self.constant(*said)
            if len(self._constants) < _MOST_CONSTANTS:
                self._constants[said] = cell
        if cell is not None:
            self.put(place, cell)

    def constant(self, stored: str, kind: str | None, index: str | None) -> Cell | None:
        """A cell without formula whose « v » says *stored*; None where it holds nothing."""
        return constant_of(kind or "n", stored, self._styled(index), self._palette)

    def other(
        self,
        place: tuple[int, int],
        said: tuple[str | None, str | None, str | None],
        formula: str | None,
        sharing: Mapping[str, str],
        words: Text | None = None,
    ) -> Cell | None:
        """A cell with a formula or with *words* of its own. *sharing*: what the tag of the formula says beside it."""
        stored, kind, index = said
        told = None if formula is None else self._told(place, formula, sharing)
        return content_of(kind or "n", stored, words, told, self._styled(index), self._palette)

    def put(self, place: tuple[int, int], cell: Cell) -> None:
        """Where it stands, unless that is too far away. Raises Refused where another stands there."""
        by_place = self.cells.by_place
        if self._is_far(place):
            self.cells.far = self.cells.far or address(*place)
        elif place in by_place:
            where = address(*place)
            raise damaged(where, case="duplicate_cell", place=Place(sheet=self.cells.name, cell=where))
        else:
            by_place[place] = cell

    def has_far(self) -> bool:
        """Whether a cell that was put without asking stands too far away."""
        places = self.cells.by_place
        return bool(places) and self._is_far((max(places)[0], max(map(itemgetter(1), places))))

    def _is_far(self, place: tuple[int, int]) -> bool:
        return place[0] > self._limits.furthest_row or place[1] > self._limits.furthest_column

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

    def _told(self, place: tuple[int, int], formula: str, sharing: Mapping[str, str]) -> str:
        """The formula with « = »; a shared one is written once and moved to each cell that shares it."""
        text, (row, column) = f"={formula}", place
        if sharing.get("t") != "shared":
            return text
        group = sharing.get("si", "")
        if formula:
            if len(text) <= _LONGEST_MOVED:
                self._shared[group] = text, row, column
            return text
        self._moved += 1
        if self._moved > _MOST_MOVED or group not in self._shared:
            return text
        first, top, left = self._shared[group]
        return moved(first, row - top, column - left)


def place_of(reference: str) -> tuple[int, int]:
    """Row and column of « K7 ». Raises Refused: nobody can say where the cell stands."""
    return known_place(reference) if len(reference) <= _LONGEST_PLACE else _place(reference)


@lru_cache(maxsize=_MOST_PLACES)
def known_place(reference: str) -> tuple[int, int]:
    """The same, for the addresses of a usual length: every sheet has those of the one before."""
    return _place(reference)


def _place(reference: str) -> tuple[int, int]:
    letters = reference.rstrip(_DIGITS)
    try:
        row, column = int(reference[len(letters) :]), column_number(letters)
    except ValueError as trouble:
        raise damaged(reference) from trouble
    if row < 1:
        raise damaged(reference)
    return row, column
