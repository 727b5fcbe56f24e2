"""Ranges of one column that stand in order as after a sort of some cells only, and the rows there that do not suit.

The method is that of a surprise: how many ranges in such an order would an honest sheet show by chance? Of *n* different
figures, 2 orders in n! are sorted ones; so many ranges could have been sorted; and rows whose cells contradict each other
are as rare in an honest range as in the rest of the sheet. The product is small only where cells left their rows.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import takewhile
from math import comb, factorial, prod

from qpv_xlsx.spreadsheet.book import Cell
from qpv_xlsx.workbook.reading.block import Block, Seen, holds_figures, order, torn_rows
from qpv_xlsx.workbook.reading.contradictions import contradicted

_FEWEST = 3  # two figures are always in order
_USUAL = 0.06  # rows of an honest sheet that contradict themselves, at least
_SELDOM = 0.01  # those with a value beside « non disponible », where others have neither


@dataclass(frozen=True, slots=True, kw_only=True)
class InOrder:
    """Rows whose cells of *column* are in order. *expected*: how many such ranges an honest sheet has by chance."""

    column: int
    rows: frozenset[int]
    expected: float


def ranges_in_order(rows: Sequence[Seen], block: Block) -> Iterator[InOrder]:
    """The ranges of each column that are in order, the longest ones that cannot be longer."""
    unlikely = ((contradicted(rows, block), _USUAL), (torn_rows(rows, block), _SELDOM))
    numbers = [row.number for row in rows]
    columns = {column: block.cells(rows, column) for column in block.columns}
    places = sum(cell is not None for cells in columns.values() for cell in cells)
    tried = len([column for column, cells in columns.items() if any(cells)])
    start_by_code = {measure.code: measure.baseline.value for measure in block.measures}
    starts = [start_by_code.get(row.labelled or "") for row in rows]
    for column, cells in columns.items():
        filled = sum(cell is not None for cell in cells)
        of_figures = holds_figures(block.columns[column])
        for start, length in _runs(cells):
            orders = _orders(cells[start : start + length], of_figures=of_figures)
            if of_figures:
                orders = max(1.0, orders / _orders_by_themselves(starts[start : start + length]))
            blanks = len([*takewhile(lambda cell: cell is None, cells[start + length :])])
            inside = numbers[start : start + length + blanks]
            read = {*numbers[start : start + length]}
            expected = (tried if length == filled else places) / orders
            yield InOrder(
                column=column,
                rows=frozenset(inside),
                expected=expected * prod(_surprise(read, astray, len(rows), least) for astray, least in unlikely),
            )


def _runs(cells: Sequence[Cell | None]) -> Iterator[tuple[int, int]]:
    """Start and length of the filled cells in order, either way, that do not go on."""
    ranks = [order(cell) if cell else None for cell in cells]
    found = set[tuple[int, int]]()
    for sign in (1, -1):
        start = 0
        while start < len(ranks):
            end = start
            while end + 1 < len(ranks) and _goes_on(ranks[end], ranks[end + 1], sign):
                end += 1
            if end - start + 1 >= _FEWEST:
                found.add((start, end - start + 1))
            start = end + 1 if end == start or ranks[end] is None else end
    yield from sorted(found)


def _goes_on(one: tuple[int, float, str] | None, other: tuple[int, float, str] | None, sign: int) -> bool:
    if one is None or other is None:
        return False
    return one == other or (one < other) == (sign > 0)


def _orders(cells: Sequence[Cell | None], *, of_figures: bool) -> float:
    """Of how many orders of these cells one is a sorted one. Words often come in groups by themselves."""
    groups = Counter(order(cell) for cell in cells if cell)
    if of_figures:
        return max(1.0, factorial(len(cells)) / prod(map(factorial, groups.values())) / 2)
    return max(1.0, factorial(len(groups)) / 2)


def _orders_by_themselves(starts: Sequence[float | None]) -> float:
    """Figures that follow starts which are in order already are so by themselves."""
    known = [start for start in starts if start is not None]
    is_in_order = known in (sorted(known), sorted(known, reverse=True))
    return max(1.0, factorial(len(known)) / prod(map(factorial, Counter(known).values())) / 2) if is_in_order else 1.0


def _surprise(read: AbstractSet[int], astray: AbstractSet[int], rows: int, least: float) -> float:
    """How probable as many of the rows *read* are *astray*, where they are as usual as in the rest of the sheet."""
    upset, length = len(astray & read), len(read)
    usual = max(least, (len(astray - read) + least) / (rows - length + 1))
    return sum(
        comb(length, count) * usual**count * (1 - usual) ** (length - count) for count in range(upset, length + 1)
    )
