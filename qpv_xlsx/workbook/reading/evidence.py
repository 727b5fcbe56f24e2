"""What happened to the rows of a block of answers: told by the whole block, never by one row alone.

Two witnesses stand on each row: the code that people see at the left, and the hidden key inside the entry cells, which
travels with answers that are sorted or cut. Where they differ, the block says which to follow; what it does not say stays
undecided.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import factorial, prod

from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.spreadsheet.book import Cell
from qpv_xlsx.workbook.layout import Column
from qpv_xlsx.workbook.reading.block import (
    Block,
    Seen,
    best_fit,
    has_own_marks,
    holds_figures,
    is_coherent,
    misfits,
    order,
    torn,
)

_RUN = 3  # rows moved together by the same number of rows
_GROUPS = 3  # values that differ, or two groups of several rows: what a sort leaves in order
_SWAP = 2  # rows: as many may have been exchanged by hand
_SWAP_GROUPS = 4  # values in order that an exchange by hand would not leave
_FEWER = 3  # times fewer misfits: one witness is believed against the other
_FEWEST = 2  # values that can be in order
_ENOUGH = 6  # values in order and rows upset, together
_DISPLACED = 2  # answers in cells that do not ask for them
ENOUGH_ORDERS = 2000  # ways to order a column of which one was found: it did not come by itself
_DOUBTFUL = 50


class RowStory(StrEnum):
    """What happened to the rows."""

    NOTHING = "nothing"  # codes and keys agree, or the codes alone lead
    SORTED = "sorted"  # the entry cells were sorted: keys lead
    CODES = "codes"  # everything but the hidden keys was sorted: codes lead
    MOVED = "moved"  # answers were cut or copied to other rows on purpose: codes lead
    UNDECIDED = "undecided"  # the rows whose witnesses differ cannot be read
    SHUFFLED = "shuffled"  # some columns were sorted without the others: no row can be read
    ORDERED = "ordered"  # a column is in order, by chance or because it was sorted alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A story, and whether the whole block confirms it. *column*: the one that is in order; None where none is."""

    story: RowStory
    is_confirmed: bool = True
    column: int | None = None


def story_of(seen: Sequence[Seen], block: Block) -> Told:
    """What happened to the rows *seen*, in sheet order."""
    rows = [row for row in seen if row.labelled]
    rank = {measure.code: number for number, measure in enumerate(block.measures)}
    differing = [row for row in rows if row.differs]
    if not block.columns:
        return Told(story=RowStory.NOTHING)
    if not differing:
        return _columns_alone(rows, rank, block)
    if not _is_permutation(rows):
        return Told(story=RowStory.MOVED if _is_moved(rows) else RowStory.UNDECIDED)
    codes, keys = [rank[row.labelled or ""] for row in rows], [rank[row.travelled or ""] for row in rows]
    if keys == sorted(keys):
        return _codes_sorted(rows, block)
    ordered = _columns_in_order(rows, keys, block, len(differing))
    if ordered and codes in (sorted(codes), sorted(codes, reverse=True)):
        return _entries_sorted(rows, ordered, block)
    return Told(story=RowStory.MOVED if _is_run(differing, rows) and not ordered else RowStory.UNDECIDED)


def _is_permutation(rows: Sequence[Seen]) -> bool:
    """Every key stands somewhere, once: nothing was cut, copied or overwritten."""
    return Counter(row.travelled for row in rows) == Counter(row.labelled for row in rows)


def _is_moved(rows: Sequence[Seen]) -> bool:
    """Answers cut or copied: the row that they came from has lost its key, or still has it, or they came in one run."""
    key_by_label = {row.labelled: row.travelled for row in rows}
    differing = [row for row in rows if row.differs]
    came_alone = all(key_by_label.get(row.travelled) in {row.travelled, None} for row in differing)
    return came_alone or len(set(_offsets(differing, rows))) == 1


def _is_run(differing: Sequence[Seen], rows: Sequence[Seen]) -> bool:
    """Some rows in a row were moved by the same number of rows, as inserting cut cells does."""
    offsets = [*_offsets(differing, rows)]
    longest = current = 1
    for (before, after), (one, other) in zip(pairwise(offsets), pairwise(differing), strict=True):
        current = current + 1 if before == after and other.number == one.number + 1 else 1
        longest = max(longest, current)
    return longest >= _RUN and longest == len(offsets) - 1


def _offsets(differing: Sequence[Seen], rows: Sequence[Seen]) -> Iterator[int | None]:
    """By how many rows the answers of each row left the row of their key; None where that row is not there."""
    number_by_label = {row.labelled: row.number for row in rows}
    for row in differing:
        home = number_by_label.get(row.travelled)
        yield None if home is None else row.number - home


def _codes_sorted(rows: Sequence[Seen], block: Block) -> Told:
    """Keys in order, codes not: rows were sorted without the hidden column, or the texts at the left alone were."""
    by_code, by_key = misfits(rows, block, "labelled"), misfits(rows, block, "travelled")
    if any(by_key[column] < by_code[column] for column in block.columns):
        return Told(story=RowStory.UNDECIDED)
    return Told(story=RowStory.CODES, is_confirmed=any(by_code[column] < by_key[column] for column in block.columns))


def _entries_sorted(rows: Sequence[Seen], ordered: Sequence[int], block: Block) -> Told:
    """Keys permuted, an entry column in order: all columns went with the keys, or each has its own story."""
    by_code, by_key = misfits(rows, block, "labelled"), misfits(rows, block, "travelled")
    if any(_FEWER * by_code[one] < by_key[one] for one in block.columns) or torn(rows, block) >= _DISPLACED:
        return Told(story=RowStory.SHUFFLED, column=ordered[0])
    moved = {*ordered, *(column for column in block.columns if by_key[column] < by_code[column])}
    doubtful = {
        column
        for column, asked in block.columns.items()
        if column not in moved and _weighs(asked) and _is_mixed(block.cells(rows, column))
        if asked.field is not Field.SITUATION or not is_coherent(rows, block)
    }
    return Told(story=RowStory.SORTED, is_confirmed=not doubtful, column=ordered[0])


def _weighs(column: Column) -> bool:
    """Whether a status may depend on what stands there."""
    return holds_figures(column) or column.field is Field.SITUATION


def _is_mixed(cells: Sequence[Cell | None]) -> bool:
    """Whether it matters which row a cell belongs to."""
    return len({order(cell) if cell else None for cell in cells}) > 1


def _columns_in_order(rows: Sequence[Seen], keys: Sequence[int], block: Block, moved: int) -> list[int]:
    """Columns by which the rows, in the order of their keys, were sorted: equals kept the order that they had."""
    return [column for column in block.columns if _was_sorted(block.cells(rows, column), keys, moved)]


def _was_sorted(cells: Sequence[Cell | None], keys: Sequence[int], moved: int) -> bool:
    groups = Counter(order(cell) for cell in cells if cell)
    is_telling = len(groups) >= _GROUPS or (len(groups) > 1 and min(groups.values()) > 1)
    if not is_telling or (moved <= _SWAP and len(groups) < _SWAP_GROUPS):
        return False
    current = [*zip(cells, keys, strict=True)]
    filled, blank = [one for one in current if one[0]], [one for one in current if not one[0]]
    if current != filled + blank or [key for _, key in blank] not in _either_way([key for _, key in blank]):
        return False
    ranked = [(order(cell), key) for cell, key in filled if cell]
    up = sorted(ranked)
    down = sorted(sorted(ranked, key=lambda pair: pair[1]), key=lambda pair: pair[0], reverse=True)
    return ranked in (up, down, up[::-1])


def _either_way(keys: list[int]) -> tuple[list[int], list[int]]:
    return sorted(keys), sorted(keys, reverse=True)


def _columns_alone(rows: Sequence[Seen], rank: Mapping[str, int], block: Block) -> Told:
    """Codes and keys agree: columns that were sorted without the key are in order, and their answers not at home."""
    codes = [rank[row.labelled or ""] for row in rows]
    if codes != sorted(codes):
        return Told(story=RowStory.NOTHING)  # whole rows were sorted: a column in order is no wonder
    chances = {number: chance_of_order(block.cells(rows, number), column) for number, column in block.columns.items()}
    in_order = sorted((number for number, chance in chances.items() if chance), key=lambda one: -chances[one])
    if not in_order or (block.columns[in_order[0]].quartier and _all_in_order(rows, block)):
        return Told(story=RowStory.NOTHING)
    upset = _upset(rows, block)
    told = [_column_alone(rows, block, number, chances[number], upset) for number in in_order]
    stories = (RowStory.SHUFFLED, RowStory.ORDERED)
    worst = next((story for story in stories if any(one.story is story for one in told)), RowStory.NOTHING)
    return next(one for one in told if one.story is worst)


def _column_alone(rows: Sequence[Seen], block: Block, number: int, chance: int, upset: int) -> Told:
    """What a column in order tells, of whose values there are *chance* orders.

    Three things count against it: figures (words come in order by chance or habit), cells without the mark of their row (a
    sort moves marks with what it sorts), answers that do not suit their rows. One alone is no reason to refuse.
    """
    filled = [row for row, cell in zip(rows, block.cells(rows, number), strict=True) if cell]
    is_upset = upset >= max(_DISPLACED, _ENOUGH - len(filled))
    against = (holds_figures(block.columns[number]), not has_own_marks(filled, block, number), is_upset)
    if chance >= (_DOUBTFUL if all(against) else ENOUGH_ORDERS) and sum(against) > 1:
        return Told(story=RowStory.SHUFFLED, column=number)
    return Told(story=RowStory.ORDERED if chance >= _DOUBTFUL or is_upset else RowStory.NOTHING, column=number)


def _upset(rows: Sequence[Seen], block: Block) -> int:
    """How many rows have answers that do not suit their measure, or each other; perimeters only where others would suit more."""
    astray = misfits(rows, block, "labelled")
    perimeters = [number for number, column in block.columns.items() if column.field is Field.PERIMETER]
    displaced = sum(count for number, count in astray.items() if number not in perimeters)
    elsewhere = any(_are_elsewhere(rows, block, number, astray[number]) for number in perimeters)
    return max(displaced, torn(rows, block), _ENOUGH if elsewhere else 0)


def _are_elsewhere(rows: Sequence[Seen], block: Block, number: int, astray: int) -> bool:
    """Whether exchanging rows would put more perimeters at home than are."""
    at_home = sum(cell is not None for cell in block.cells(rows, number)) - astray
    return best_fit(rows, block, number) - at_home > max(1, at_home)


def chance_of_order(cells: Sequence[Cell | None], column: Column) -> int:
    """Of how many orders of its values the column has the one that sorting gives; 0: it is not in order.

    Words often come in groups by themselves (the same source for several rows): only the order of the groups counts.
    """
    count = sum(cell is not None for cell in cells)
    if None in cells[:count]:  # blanks come last
        return 0
    filled = [order(cell) for cell in cells if cell]
    if filled not in (sorted(filled), sorted(filled, reverse=True)):
        return 0
    groups = Counter(filled)
    if len(filled) < _FEWEST:
        return 0
    if holds_figures(column):
        return max(1, factorial(len(filled)) // prod(map(factorial, groups.values())) // 2)
    return max(1, factorial(len(groups)) // 2)


def _all_in_order(rows: Sequence[Seen], block: Block) -> bool:
    """Rows that grow in every quartier are so by themselves."""
    columns = [block.cells(rows, column) for column in block.columns]
    filled = [cells for cells in columns if len([cell for cell in cells if cell]) > 1]
    return all(chance_of_order(cells, next(iter(block.columns.values()))) for cells in filled)
