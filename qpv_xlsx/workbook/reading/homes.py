"""Which row the cells of a block come from: told by the mark that each carries with its format, column by column.

A sort moves formats with the values, so that a range of some columns, sorted without the code and the key of its rows, still says
whose each answer is. Marks that stand twice (a copy, a fill), that are gone (pasted from elsewhere) or that all moved by as
many rows (a block cut and pasted) tell nothing.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter

from qpv_xlsx.workbook.reading.block import Block, Seen, order

_GROUPS = 3  # values that differ: their order alone tells of a sort
_SWAP = 2  # rows: as many may have been exchanged by hand

Spot = tuple[int, int]
Moves = Mapping[int, int]
"""Of the rows whose cell came from another, that one; both by their place among the rows, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Homes:
    """Cells of some columns that were moved without the rest of their rows, by row and column.

    *given_back*: with the measure whose answer they are. *unplaced*: with the one that their mark names, empty where it is
    lost; nothing is taken from them. *doubted*: the same of cells that were put there by hand or sorted; they are read where
    they stand.
    """

    given_back: Mapping[Spot, str] = field(default_factory=dict)
    unplaced: Mapping[Spot, str] = field(default_factory=dict)
    doubted: Mapping[Spot, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything was moved so."""
        return bool(self.given_back or self.unplaced)

    @property
    def columns(self) -> frozenset[int]:
        """The columns concerned."""
        return frozenset(column for _, column in (*self.given_back, *self.unplaced))


def homes_of(seen: Sequence[Seen], block: Block) -> Homes:
    """What was moved without the rest of the rows *seen*; nothing where all went with their keys, or marks do not tell."""
    marked = _Marked(tuple(seen), block)
    if not marked.moves or marked.went_with_keys or marked.formats_stayed:
        return Homes()
    given_back: dict[Spot, str] = {}
    unplaced: dict[Spot, str] = {}
    doubted: dict[Spot, str] = {}
    for moves, columns in _together(marked.moves).items():
        if marked.is_sorted(dict(moves), columns):
            given_back |= marked.named(dict(moves), columns)
        elif _is_tangled(dict(moves)):
            unplaced |= marked.named(dict(moves), columns)
        else:
            if lost := marked.filled_between(dict(moves), columns):
                doubted |= marked.named(dict(moves), columns) | lost
            continue
        unplaced |= marked.unmarked_beside(dict(moves), columns)
    doubted = {spot: code for spot, code in doubted.items() if spot not in unplaced and spot not in given_back}
    return Homes(given_back=given_back, unplaced=unplaced, doubted=doubted)


class _Marked:
    """The rows of a block with what their cells say of themselves."""

    def __init__(self, seen: tuple[Seen, ...], block: Block) -> None:
        self._block = block
        self._rows = [row for row in seen if row.labelled or row.travelled]
        self._codes = [row.labelled or row.travelled or "" for row in self._rows]
        self._place = {code: place for place, code in enumerate(self._codes)}
        self._is_plain = len(self._place) == len(self._codes)
        self._known = {code: one.code for one in block.measures for code in (*one.former_codes, one.code)}
        self._columns = {*block.columns} | ({block.key} if block.key else set())

    @cached_property
    def moves(self) -> Mapping[int, Moves]:
        """By column, what was moved there; columns in which nothing was are left out. Rows present twice tell nothing."""
        found = {column: self._moved(column) for column in self._block.columns} if self._is_plain else {}
        return {column: moves for column, moves in found.items() if moves}

    @cached_property
    def _homes(self) -> Mapping[int, list[int | None]]:
        return {column: [*self._homes_in(column)] for column in self._columns}

    def _homes_in(self, column: int) -> Iterator[int | None]:
        """The row that each cell names as its own, in the order of the sheet; None for a mark that is lost or stands twice."""
        named = [self._mark((row.number, column)) for row in self._rows]
        count = Counter(named)
        for mark in named:
            yield self._place.get(mark) if count[mark] == 1 else None

    def _mark(self, spot: Spot) -> str:
        return self._known.get(self._block.mark(spot), "")

    def _moved(self, column: int) -> Moves:
        return {row: home for row, home in enumerate(self._homes[column]) if home is not None and home != row}

    @cached_property
    def _key_moves(self) -> Moves:
        return {
            place: self._place[row.travelled]
            for place, row in enumerate(self._rows)
            if row.travelled in self._place and self._place[row.travelled] != place
        }

    @property
    def went_with_keys(self) -> bool:
        """Whether all answers moved as the keys did, which lead then."""
        return all(
            home in {None, self._key_moves.get(row, row)}
            for column in self._block.columns
            for row, home in enumerate(self._homes[column])
            if (self._rows[row].number, column) in self._block.grid.cells
        )

    @property
    def formats_stayed(self) -> bool:
        """Whether keys or codes were moved without their formats: marks that stay behind tell nothing then."""
        key, code = self._block.key, self._block.code
        if self._key_moves and (key is None or self._moved(key) != self._key_moves):
            return True
        return any(
            said and column and self._mark((row.number, column)) not in {"", said}
            for row in self._rows
            for column, said in ((key, row.travelled), (code, row.labelled))
        )

    def is_sorted(self, moves: Moves, columns: Iterable[int]) -> bool:
        """Whether the rows exchanged their cells among themselves and left one of *columns* in order, as sorting does.

        Two cells exchanged, or one that others made room for, may have been put so by hand.
        """
        if {*moves} != {*moves.values()} or len(moves) <= _SWAP or _is_insertion(moves):
            return False
        return any(self._is_in_order(moves, column) for column in columns)

    def _is_in_order(self, moves: Moves, column: int) -> bool:
        places = range(min(moves), max(moves) + 1)
        cells = self._block.cells([self._rows[place] for place in places], column)
        filled = [(order(cell), moves.get(place, place)) for place, cell in zip(places, cells, strict=True) if cell]
        blank = [moves.get(place, place) for place, cell in zip(places, cells, strict=True) if not cell]
        if None in cells[: len(filled)]:  # blanks come last
            return False
        values = [value for value, _ in filled]
        if len({*values}) >= _GROUPS:
            return values in (sorted(values), sorted(values, reverse=True))
        up, down = sorted(filled), sorted(sorted(filled, key=itemgetter(1)), key=itemgetter(0), reverse=True)
        return filled in (up, down) and blank == sorted(blank)  # fewer values: equals as they were

    def named(self, moves: Moves, columns: Sequence[int]) -> dict[Spot, str]:
        """The cells that were moved, with the measures that their marks name."""
        return {
            (self._rows[row].number, column): self._codes[home] for row, home in moves.items() for column in columns
        }

    def unmarked_beside(self, moves: Moves, columns: Sequence[int]) -> dict[Spot, str]:
        """Cells without a mark of their own that a sort of *columns* took along, or may have: between them and beside."""
        rows = self._extended({*moves, *moves.values()}, columns)
        lost: dict[Spot, str] = {}
        for column in self._reached(columns, rows):
            places = [row for row in rows if self._homes[column][row] is None]
            cells = self._block.cells([self._rows[row] for row in places], column)
            is_chain = column in columns and {*moves} != {*moves.values()}
            if (
                is_chain or len({order(cell) if cell else None for cell in cells}) > 1
            ):  # else it does not matter whose they are
                lost |= {(self._rows[row].number, column): "" for row in places}
        return lost

    def filled_between(self, moves: Moves, columns: Sequence[int]) -> dict[Spot, str]:
        """Answers without a mark among cells that all moved by as many rows: a block cut and pasted leaves none, a sort may."""
        rows = range(min(*moves, *moves.values()), max(*moves, *moves.values()) + 1)
        seen = [self._rows[row] for row in rows]
        return {
            (self._rows[row].number, column): ""
            for column in columns
            for row, cell in zip(rows, self._block.cells(seen, column), strict=True)
            if cell and not self._mark((self._rows[row].number, column))
        }

    def _extended(self, moved: Collection[int], columns: Iterable[int]) -> range:
        """The rows that were moved, with those before and after whose cells lost their marks."""
        first, last = min(moved), max(moved)
        lost = [all(self._homes[column][row] is None for column in columns) for row in range(len(self._rows))]
        while first and lost[first - 1]:
            first -= 1
        while last + 1 < len(lost) and lost[last + 1]:
            last += 1
        return range(first, last + 1)

    def _reached(self, columns: Sequence[int], rows: Iterable[int]) -> Iterator[int]:
        """Columns of answers: *columns*, those between them, and those beside, up to one whose cells say that they stayed."""
        first, last = min(columns), max(columns)
        while self._is_silent(first - 1, rows):
            first -= 1
        while self._is_silent(last + 1, rows):
            last += 1
        yield from (column for column in self._block.columns if first <= column <= last)

    def _is_silent(self, column: int, rows: Iterable[int]) -> bool:
        return column in self._columns and all(self._homes[column][row] is None for row in rows)


def _together(moves: Mapping[int, Moves]) -> Mapping[frozenset[tuple[int, int]], list[int]]:
    """Columns whose cells moved alike, in order."""
    found: dict[frozenset[tuple[int, int]], list[int]] = {}
    for column in sorted(moves):
        found.setdefault(frozenset(moves[column].items()), []).append(column)
    return found


def _is_insertion(moves: Moves) -> bool:
    """Whether all cells but one made room by one row, as inserting a cut cell does."""
    offsets = Counter(row - home for row, home in moves.items())
    return any(abs(offset) == 1 and count >= len(moves) - 1 for offset, count in offsets.items())


def _is_tangled(moves: Moves) -> bool:
    """Whether cells changed places: some stand where others that were moved come from, and they went different ways."""
    is_linked = any(home in moves for home in moves.values())
    return is_linked and len({row - home for row, home in moves.items()}) > 1
