"""The unit of the column, for a figure that has none: 17,3 under « % » is 0.173; else that of the indicator, asked."""

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.proposing.doubts import Doubt
from qpv_xlsx.domain.proposing.natures_told import kind_told
from qpv_xlsx.domain.proposing.phrases import Phrase
from qpv_xlsx.domain.proposing.quantities import SaidFigure, Shape

_UNITS = (
    (re.compile(r"%|\bpour ?cent|\bpourcent|\bpercent"), Shape.PERCENT, 0.01),
    (re.compile(r"\bpoints?\b|\bpts?\b"), Shape.POINTS, 0.01),
    (re.compile(r"\bm ?€|\bmillions? d'euros|\bm ?euros?\b"), Shape.EUROS, 1e6),
    (re.compile(r"\bk ?€|\bmilliers d'euros|\bk ?euros?\b"), Shape.EUROS, 1e3),
    (re.compile(r"€|\beuros?\b"), Shape.EUROS, 1.0),
)


_SIGNS: Mapping[Kind, str] = MappingProxyType({Kind.SHARE: "%", Kind.GAP: "points"})
_ONE = 1.0  # at it or below, a figure of a column of % may be a fraction already
_WHOLE = 100.0


def in_its_unit(phrase: Phrase, unit: str, indicator: str) -> Phrase:
    """*phrase* in the folded *unit* of its column; a bare figure of a share or a gap, 35 for 35 %, in that of the *indicator*."""
    figure = phrase.quantity
    if unit or phrase.before or phrase.after or phrase.times or figure.shape is not Shape.PLAIN or figure.sign:
        quantity = in_unit(figure, unit)
        is_fraction = quantity.shape is Shape.PERCENT is not figure.shape and 0 < figure.value <= _ONE
        doubts = (*phrase.doubts, Doubt.UNIT) if is_fraction else phrase.doubts  # « 0,35 » under « % »: 35 %?
        return replace(phrase, quantity=quantity, doubts=doubts)
    sign = _SIGNS.get(kind_told(indicator) or Kind.TEXT)
    if sign is None or figure.scale != 1:
        return phrase
    quantity = in_unit(figure, sign) if _ONE < figure.value <= _WHOLE else figure
    return replace(phrase, quantity=quantity, doubts=(*phrase.doubts, Doubt.UNIT))


def in_unit(quantity: SaidFigure, unit: str) -> SaidFigure:
    """*quantity* in the folded *unit* of its column, where it names none itself."""
    if quantity.shape is not Shape.PLAIN or quantity.scale != 1:
        return quantity
    for pattern, shape, scale in _UNITS:
        if pattern.search(unit):
            return replace(
                quantity,
                shape=shape,
                value=round(quantity.value * scale, 12),
                start=None if quantity.start is None else round(quantity.start * scale, 12),
                scale=scale,
            )
    return quantity
