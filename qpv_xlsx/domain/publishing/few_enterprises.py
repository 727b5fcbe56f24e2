"""Figures that rest on fewer than three enterprises: each of them, and its competitor, would know what the other brings.

Which measure counts the enterprises is said by a relation of the catalogue (« entreprises »). Their number itself may be
published. Source: Insee, *Guide du secret statistique*, statistics on enterprises.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.contract.questions import RESULTS
from qpv_xlsx.domain.contract.relations import MeasureRelation, RelationKind
from qpv_xlsx.domain.publishing.linked_system import CellKey

FEWEST = 3  # enterprises
_MARGIN = 0.10  # of a secret figure that is no count of persons


def resting_on_few(true: Mapping[CellKey, float], relation: MeasureRelation) -> Iterator[CellKey]:
    """Figures of the relation's whole where one enterprise or two are counted beside them."""
    for counted, number in true.items():
        if counted.measure in relation.parts and counted.field in RESULTS and _is_few(number):
            resting = replace(counted, measure=relation.whole)
            if resting in true:
                yield resting


def margin_of(value: float, measure: Measure, limit: int) -> float:
    """How wide the interval of a figure's possible values must be that is secret whatever it counts."""
    return float(limit) if measure.kind is Kind.COUNT else abs(value) * _MARGIN


def is_left_to_few(
    true: Mapping[CellKey, float], relations: Sequence[MeasureRelation], whole: CellKey, parts: Sequence[CellKey]
) -> bool:
    """Whether what *whole* holds beyond *parts* rests on one enterprise or two; where their numbers are all known."""
    return any(
        _is_few(_number_left(true, [replace(key, measure=code) for key in (whole, *parts)]))
        for relation in relations
        if relation.kind is RelationKind.ENTERPRISES and relation.whole == whole.measure
        for code in relation.parts
    )


def _number_left(true: Mapping[CellKey, float], counted: Sequence[CellKey]) -> float:
    """What the first of *counted* holds beyond the others; 0 where one of them was not given."""
    numbers = [true[key] for key in counted if key in true]
    return numbers[0] - sum(numbers[1:]) if len(numbers) == len(counted) else 0.0


def _is_few(number: float) -> bool:
    return 0 < number < FEWEST
