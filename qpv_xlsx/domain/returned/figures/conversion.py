"""A quantity as written becomes a figure in the measure's unit, where the two go together."""

from decimal import Decimal

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.findings import Code
from qpv_xlsx.domain.returned.figures.numerals import figure_of
from qpv_xlsx.domain.returned.figures.outcomes import NotRead, Understood
from qpv_xlsx.domain.returned.figures.scale import scale_of_bare
from qpv_xlsx.domain.returned.figures.units import Quantity, Unit

_PER_UNIT = {Unit.PERCENT: Decimal(100), Unit.POINTS: Decimal(100), Unit.PERMILLE: Decimal(1000)}
_USUAL = {Kind.SHARE: {Unit.PERCENT, Unit.PERMILLE}, Kind.GAP: {Unit.POINTS}}


def convert(quantity: Quantity, kind: Kind) -> Understood | NotRead:
    """*quantity* for a measure of *kind*; NotRead where the unit does not suit (« 17 % » for a count)."""
    if kind.is_fraction:
        return _as_fraction(quantity, kind)
    if quantity.unit in {Unit.PERCENT, Unit.PERMILLE, Unit.POINTS}:
        return _as_fraction(quantity, kind) if kind is Kind.RATIO else NotRead(code=Code.V01, case="percent")
    if quantity.unit is Unit.COUNTED and not kind.is_counted:
        return NotRead(code=Code.V01, case="unit")
    if quantity.unit is Unit.EUROS and kind is not Kind.AMOUNT:
        return NotRead(code=Code.V01, case="unit")
    return _as_number(quantity, kind)


def _as_fraction(quantity: Quantity, kind: Kind) -> Understood | NotRead:
    if quantity.multiplier != 1 or quantity.unit in {Unit.EUROS, Unit.OTHER}:
        return NotRead(code=Code.V01, case="unit")
    if quantity.unit in _PER_UNIT:
        value = float(quantity.numeral.value / _PER_UNIT[quantity.unit])
        is_usual = quantity.unit in _USUAL.get(kind, ())
        return Understood(value=value, case="" if is_usual else "other_unit", is_sure=is_usual)
    if quantity.unit in {Unit.NOUN, Unit.COUNTED}:
        return NotRead(code=Code.V01, case="unit")
    return _unsigned(float(quantity.numeral.value))


def _unsigned(figure: float) -> Understood:
    scaled = scale_of_bare(figure)
    if scaled.value == 0:
        return Understood(value=0.0)
    case = "unsigned" if scaled.other is None else "unsigned_both"
    return Understood(value=scaled.value, code=Code.V03, case=case, is_sure=False, other=scaled.other)


def _as_number(quantity: Quantity, kind: Kind) -> Understood:
    value = quantity.numeral.value * quantity.multiplier
    if quantity.numeral.thousands is not None:
        thousands = quantity.numeral.thousands * quantity.multiplier
        is_grouped = kind is not Kind.RATIO and quantity.multiplier == 1
        first, second = (thousands, value) if is_grouped else (value, thousands)
        return Understood(value=figure_of(first), case="separator", is_sure=False, other=figure_of(second))
    is_sure = quantity.multiplier == 1 or quantity.unit is Unit.EUROS
    return Understood(value=figure_of(value), case="" if is_sure else "multiplied", is_sure=is_sure)
