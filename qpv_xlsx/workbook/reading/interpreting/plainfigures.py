"""Figures that can be nothing else: typed into a cell of the usual look, and possible. Most cells of a return are such.

What is found here is what the whole reading would find, without a word to say of it: only sooner.
"""

from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.contract.questions import COUNTED, FIGURES, PARTS, Field
from qpv_xlsx.domain.returned.figures.bounds import impossible, is_day
from qpv_xlsx.spreadsheet.book import Cell, FormatKind
from qpv_xlsx.spreadsheet.displaying import is_plain
from qpv_xlsx.workbook.reading.interpreting.numbers import without_dust

_FAR = 1e15  # and neither infinite nor no number
_FIGURES = frozenset({FormatKind.GENERAL, FormatKind.NUMBER})


def plain_figure(cell: Cell, field: Field, measure: Measure, years: range) -> float | int | None:
    """The figure of *cell*, in the measure's unit; None where it takes the whole reading to tell."""
    value = cell.value
    if (type(value) is not int and type(value) is not float) or not 0 <= value < _FAR or not _is_bare(cell):
        return None
    if field not in FIGURES or not (field in COUNTED or measure.kind.is_number):
        return None
    kind = Kind.COUNT if field in COUNTED else measure.kind
    if kind.is_fraction:
        if cell.format_kind is not FormatKind.PERCENT:
            return None
        read: float | int = float(value)
    elif cell.format_kind in _FIGURES:
        read = without_dust(value)
    else:
        return None
    if is_day(read) or years.start <= read < years.stop:
        return None
    bounded = Kind.AMOUNT if field in PARTS else kind
    return None if impossible(read, bounded, measure.maximum if field is Field.VALUE else None) else read


def _is_bare(cell: Cell) -> bool:
    """Whether it was typed, nothing stands beside it, and it shows as it is."""
    style = cell.style
    return not (
        cell.formula
        or cell.note
        or cell.struck
        or cell.raised
        or cell.words
        or style.is_struck
        or style.is_invisible
        or style.is_tiny
    ) and is_plain(style.number_format)
