"""Headers and hidden keys that tell columns apart: where headers were moved without their keys, what stands below decides."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.findings import Code, Finding, Place, Severity, finding
from qpv_xlsx.spreadsheet.book import Cell, Grid, address
from qpv_xlsx.workbook.layout import Column, headers
from qpv_xlsx.workbook.reading.block import holds_figures, is_filled, is_perimeter
from qpv_xlsx.workbook.reading.interpreting.lists import is_situation
from qpv_xlsx.workbook.reading.interpreting.typed import typed

_ENOUGH = 2  # cells that suit one witness and not the other

ColumnAt = Mapping[int, Column]


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnesses:
    """What headers and keys say of each column, without the one that was not believed. *undecided*: nothing is taken there."""

    by_header: ColumnAt
    by_key: ColumnAt
    undecided: frozenset[int] = frozenset()


def heard(grid: Grid, top_row: int, by_header: ColumnAt, by_key: ColumnAt) -> Witnesses:
    """Both witnesses of the columns of *grid*. Where entry columns are told to be two things, the cells below lead."""
    disputed = frozenset(
        number
        for number, column in by_header.items()
        if column.is_entry
        if (other := by_key.get(number)) is not None and other.is_entry and other.key != column.key
    )
    if not disputed:
        return Witnesses(by_header=by_header, by_key=by_key)
    header_misfits, key_misfits = (
        sum(_misfits(grid, top_row, number, told[number]) for number in disputed) for told in (by_header, by_key)
    )
    if key_misfits - header_misfits >= _ENOUGH and not header_misfits:
        return Witnesses(by_header=by_header, by_key=_without(by_key, disputed))
    if header_misfits - key_misfits >= _ENOUGH and not key_misfits:
        return Witnesses(by_header=_without(by_header, disputed), by_key=by_key)
    return Witnesses(by_header=by_header, by_key=by_key, undecided=disputed)


def said_of_undecided(grid: Grid, header_row: int, told: Witnesses) -> Iterator[Finding]:
    """S02 at each header whose column may be another, with both readings."""
    for number in sorted(told.undecided):
        cell = grid.cells.get((header_row, number))
        yield finding(
            Code.S02,
            case="undecided",
            severity=Severity.ERROR,
            place=Place(sheet=grid.name, cell=address(header_row, number)),
            read=typed(cell) if cell is not None else "",
            column=headers(told.by_header[number]),
            source=headers(told.by_key[number]),
        )


def _without(columns: ColumnAt, numbers: frozenset[int]) -> dict[int, Column]:
    return {number: column for number, column in columns.items() if number not in numbers}


def _misfits(grid: Grid, top_row: int, number: int, column: Column) -> int:
    """How many cells under the header could not be an answer of *column*."""
    suits = _suiting(column)
    return sum(
        not suits(cell) for (row, at), cell in grid.cells.items() if at == number and row > top_row and is_filled(cell)
    )


def _suiting(column: Column) -> Callable[[Cell], bool]:
    if column.field is Field.PERIMETER:
        return lambda cell: is_perimeter(str(cell.value))
    if column.field is Field.SITUATION:
        return lambda cell: is_situation(str(cell.value))
    if holds_figures(column):
        return lambda cell: not isinstance(cell.value, str)
    return lambda cell: isinstance(cell.value, str) and not is_perimeter(cell.value) and not is_situation(cell.value)
