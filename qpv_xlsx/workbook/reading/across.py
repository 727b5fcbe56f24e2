"""Cells of « Par quartier » sorted from left to right: the quartiers stay above, and what one row tells of it is said of all."""

from collections.abc import Iterator, Sequence

from qpv_xlsx.domain.findings import Code, Finding, Place, Severity, finding
from qpv_xlsx.spreadsheet.book import address
from qpv_xlsx.workbook.reading.block import Block, Seen
from qpv_xlsx.workbook.reading.evidence import ENOUGH_ORDERS, chance_of_order

_GROUPS = 3  # values that differ: fewer have no order to speak of


def said_of_across(seen: Sequence[Seen], block: Block) -> Iterator[Finding]:
    """S07 at every row of such a sheet in which values differ: each may have been taken along."""
    by = sorted_across(seen, block)
    if by is None:
        return
    columns = [number for number, column in sorted(block.columns.items()) if column.quartier]
    for row in seen:
        cells = block.across(row, columns)
        if row.labelled and len({cell.value if cell else None for cell in cells}) > 1:
            first = next(number for number, cell in zip(columns, cells, strict=True) if cell)
            yield finding(
                Code.S07,
                case="across",
                severity=Severity.WARNING,
                place=Place(sheet=block.grid.name, cell=address(row.number, first)),
                measure=row.labelled,
                row=row.number,
                facing=row.labelled,
                source=by.labelled or by.travelled or "",
            )


def sorted_across(seen: Sequence[Seen], block: Block) -> Seen | None:
    """The row whose values follow each other from quartier to quartier as no honest row does; None where there is none.

    Where most rows grow the same way, the quartiers stand in the order of their size, and nothing was sorted.
    """
    columns = [number for number, column in sorted(block.columns.items()) if column.quartier]
    if len(columns) < _GROUPS:
        return None
    chances: dict[Seen, int] = {}
    for row in seen:
        cells = block.across(row, columns)
        if len({cell.value for cell in cells if cell}) >= _GROUPS:
            chances[row] = chance_of_order(cells, block.columns[columns[0]])
    in_order = [row for row, chance in chances.items() if chance]
    if not in_order or 2 * len(in_order) > max(len(chances), 2):
        return None
    first = max(in_order, key=lambda row: chances[row])
    return first if chances[first] >= ENOUGH_ORDERS * len(chances) else None
