"""Rows whose cells contradict each other, or the measure: what answers that left their row leave behind."""

from collections.abc import Iterator, Mapping, Sequence
from math import isclose, log
from statistics import median

from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.contract.ranges import possible_range
from qpv_xlsx.spreadsheet.book import Cell
from qpv_xlsx.workbook.layout import Column
from qpv_xlsx.workbook.reading.block import Block, Seen, is_filled, is_misfit

_FAR = 3.0  # times the start, or a third of it
_TELLING = 10  # below, figures of quartiers differ by themselves
_APART = 6.0  # times more or less than the other quartiers say
_ENOUGH = 3  # quartiers
_TOLERANCE = 0.006


def contradicted(rows: Sequence[Seen], block: Block) -> frozenset[int]:
    """Numbers of the rows, read by their code, where something does not suit the rest."""
    measure_by_code = {measure.code: measure for measure in block.measures}
    found = {
        row.number
        for row in rows
        if (measure := measure_by_code.get(row.labelled or "")) and _contradicts(_filled(row, block), measure, block)
    }
    return frozenset(found | {*_out_of_proportion(rows, block)})


def _filled(row: Seen, block: Block) -> Mapping[int, Cell]:
    cells = {column: block.grid.cells.get((row.number, column)) for column in block.columns}
    return {column: cell for column, cell in cells.items() if cell is not None and is_filled(cell)}


def _contradicts(cells: Mapping[int, Cell], measure: Measure, block: Block) -> bool:
    if any(_is_wrong(cell, measure, block.columns[at], block) for at, cell in cells.items()):
        return True
    by_field = {block.columns[at].field: cell for at, cell in cells.items() if not block.columns[at].quartier}
    figures = {field: figure for field, cell in by_field.items() if field and (figure := figure_in(cell)) is not None}
    value = figures.get(Field.VALUE)
    return (
        _is_other_fraction(value, figures.get(Field.NUMERATOR), figures.get(Field.DENOMINATOR))
        or _are_more_women(figures, measure)
        or _is_far(value, measure.baseline.value)
    )


def _is_wrong(cell: Cell, measure: Measure, column: Column, block: Block) -> bool:
    figure = figure_in(cell)
    if column.field is Field.PERIMETER:  # another one than asked is said of many honest rows
        return False
    if is_misfit(cell, measure, column, block.campaign):
        return True
    if figure is None or column.field is None or not measure.kind.is_number:
        return False
    if measure.kind is Kind.COUNT and figure != int(figure):
        return True
    return figure not in possible_range(measure, column.field)


def figure_in(cell: Cell) -> float | None:
    """The number stored in *cell*; None for anything else."""
    value = cell.value
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _is_other_fraction(value: float | None, part: float | None, whole: float | None) -> bool:
    if part is not None and whole is not None and part > whole:
        return True
    if value is None or part is None or not whole:
        return False
    return not any(isclose(value / scale, part / whole, abs_tol=_TOLERANCE) for scale in (1, 100))


def _are_more_women(figures: Mapping[Field, float], measure: Measure) -> bool:
    women = figures.get(Field.WOMEN)
    persons = figures.get(Field.NUMERATOR if measure.kind is Kind.SHARE else Field.VALUE)
    return women is not None and persons is not None and women > persons


def _is_far(value: float | None, start: float | None) -> bool:
    if not value or not start:
        return False
    return value / start < 0 or abs(log(value / start)) > log(_FAR)


def _out_of_proportion(rows: Sequence[Seen], block: Block) -> Iterator[int]:
    """Rows where a quartier has many times more, or fewer, than its place among the others lets expect."""
    by_quartier = [column for column, one in block.columns.items() if one.quartier]
    logs = {
        row.number: {
            column: log(figure + 1)
            for column in by_quartier
            if (cell := block.grid.cells.get((row.number, column)))
            and (figure := figure_in(cell)) is not None
            and figure >= 0
        }
        for row in rows
    }
    usual = {number: median(found.values()) for number, found in logs.items() if len(found) >= _ENOUGH}
    weight = {
        column: median(found)
        for column in by_quartier
        if (found := [logs[number][column] - middle for number, middle in usual.items() if column in logs[number]])
    }
    for number, middle in usual.items():
        for column, figure in logs[number].items():
            expected = middle + weight[column]
            if max(figure, expected) > log(_TELLING) and abs(figure - expected) > log(_APART):
                yield number
                break
