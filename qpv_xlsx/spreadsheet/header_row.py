"""The header row of a table on a sheet: found by the words of its columns, wherever it stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from qpv_xlsx.spreadsheet.book import Grid

SEARCHED = 20
"""Rows in which headers are looked for: titles and sentences stand above them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderRow:
    """Where the headers stand: their row, and the number of each column by its name."""

    row: int
    number_by_name: Mapping[str, int]


def find_header_row(grid: Grid, name_of: Callable[[str], str | None]) -> HeaderRow | None:
    """The row with most headers, the highest of equals; of two equal headers in it the first counts. None: no header at all.

    *name_of*: the column that words in a cell name, if any.
    """
    by_row: dict[int, dict[str, int]] = {}
    for (row, number), cell in sorted(grid.cells.items()):
        if row <= SEARCHED and cell.value is not None and (name := name_of(str(cell.value))):
            by_row.setdefault(row, {}).setdefault(name, number)
    best = max(by_row, key=lambda row: len(by_row[row]), default=None)
    return None if best is None else HeaderRow(row=best, number_by_name=by_row[best])
