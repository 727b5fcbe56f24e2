"""What a figure can be at all: said once, for what the workbook offers and for what the reading accepts."""

from dataclasses import dataclass
from functools import lru_cache

from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.contract.questions import COUNTED, Field

LARGEST = 1e12  # no figure of a contrat de ville, in whatever unit, comes near it
LARGEST_RATIO = 1e5  # inhabitants for one doctor, children for one place: none comes near it


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Smallest and largest figure, both included, in the measure's unit."""

    minimum: float
    maximum: float

    def __contains__(self, value: float) -> bool:
        return self.minimum <= value <= self.maximum


def possible_range(measure: Measure, field: Field = Field.VALUE) -> Range:
    """What *field* of an answer to *measure* can be. Its plausible maximum bounds the value, not the whole territory."""
    if field in COUNTED:
        return range_of(Kind.COUNT, None)
    return range_of(measure.kind, measure.maximum if field is Field.VALUE else None)


@lru_cache(maxsize=512, typed=True)  # asked of every figure of every return
def range_of(kind: Kind, maximum: float | None) -> Range:
    """The range of a kind. *maximum*: a plausible one of its own; no share exceeds 1 for it, nor a gap either way."""
    match kind:
        case Kind.SHARE:
            return Range(minimum=0, maximum=1 if maximum is None else min(maximum, 1))
        case Kind.GAP:
            widest = 1 if maximum is None else min(maximum, 1)
            return Range(minimum=-widest, maximum=widest)
        case Kind.RATIO:
            return Range(minimum=0, maximum=LARGEST_RATIO if maximum is None else maximum)
        case _:
            return Range(minimum=0, maximum=LARGEST if maximum is None else maximum)
