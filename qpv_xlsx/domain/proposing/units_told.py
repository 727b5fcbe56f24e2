"""The unit of the column, for a figure that has none: 17,3 under « % » is 0.173."""

import re
from dataclasses import replace

from qpv_xlsx.domain.proposing.quantities import SaidFigure, Shape

_UNITS = (
    (re.compile(r"%|\bpour ?cent|\bpourcent"), Shape.PERCENT, 0.01),
    (re.compile(r"\bpoints?\b|\bpts?\b"), Shape.POINTS, 0.01),
    (re.compile(r"\bm ?€|\bmillions? d'euros|\bm ?euros?\b"), Shape.EUROS, 1e6),
    (re.compile(r"\bk ?€|\bmilliers d'euros|\bk ?euros?\b"), Shape.EUROS, 1e3),
    (re.compile(r"€|\beuros?\b"), Shape.EUROS, 1.0),
)


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
