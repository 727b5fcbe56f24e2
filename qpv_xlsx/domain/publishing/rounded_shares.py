"""Shares as they may be printed: sixteen digits of one give back the two numbers that it is made of.

8 of 183 persons is 0.04371584699453552, and no other fraction of so few. Where both numbers are published beside it, it
tells nothing more.
"""

import math
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.questions import RESULTS, Field
from qpv_xlsx.domain.contract.relations import RelationKind
from qpv_xlsx.domain.publishing.linked_system import CellKey

_DIGITS = 3  # 0,1 %
_SIGNIFICANT = 3  # of a ratio that is smaller than that


Standing = Callable[[CellKey, float], object]
"""The status of a figure: whatever is the same for two values that stand alike."""


def stands_alike(_key: CellKey, _value: float) -> object:
    """Where statuses are not looked at."""
    return None


class Rounding:
    """Which shares, gaps and ratios are rounded. *published*, *masked*: the figures of a publication, its history included.

    *standing*: a value is rounded to the side on which its status stays what it is: 19,96 % does not attain 20 %.
    """

    def __init__(
        self,
        campaign: Campaign,
        published: Collection[CellKey],
        masked: Collection[CellKey],
        standing: Standing = stands_alike,
    ) -> None:
        self._standing = standing
        self._measures = campaign.catalogue.measure_by_code
        self._relations = [one for one in campaign.catalogue.relations if one.kind is RelationKind.SHARE]
        self._published, self._masked = published, masked

    def printed(self, key: CellKey, value: float, kind: Kind) -> float:
        """*value* as it is printed."""
        if not kind.is_rate or key.field not in RESULTS or not self._tells(key):
            return value
        digits = _digits_of(value) if kind is Kind.RATIO else _DIGITS
        near = round(value, digits)
        step = math.copysign(10.0**-digits, value - near)
        either = (near, round(near + step, digits))
        if key.field is not Field.VALUE or key.quartier:
            return near
        stands = self._standing(key, value)
        return next((each for each in either if self._standing(key, each) == stands), near)

    def _tells(self, key: CellKey) -> bool:
        """Whether its digits tell a number of persons that was not published, or one that is masked."""
        pairs = [*self._made_of(key)]
        if any(all(each in self._published for each in pair) for pair in pairs):
            return False
        measure = self._measures.get(key.measure)
        return measure is None or measure.counts_persons or any(each in self._masked for pair in pairs for each in pair)

    def _made_of(self, key: CellKey) -> Iterator[tuple[CellKey, ...]]:
        """Its own two numbers, and those of other measures; nobody gives those of the whole territory."""
        if key.field is not Field.VALUE:
            return
        yield replace(key, field=Field.NUMERATOR), replace(key, field=Field.DENOMINATOR)
        for relation in self._relations:
            if relation.share == key.measure:
                numbers = [replace(key, measure=code) for code in (*relation.parts, relation.whole) if code]
                yield (*numbers,) if relation.whole else (*numbers, replace(key, field=Field.DENOMINATOR))


def _digits_of(ratio: float) -> int:
    """Decimals of a ratio."""
    return max(_DIGITS, _SIGNIFICANT - 1 - math.floor(math.log10(abs(ratio)))) if ratio else _DIGITS
