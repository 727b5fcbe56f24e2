"""What measures have to do with each other: who knows the others can work out the last one."""

from dataclasses import dataclass
from enum import StrEnum


class RelationKind(StrEnum):
    """How measures are linked. Proposed with the template, confirmed by the coordinator."""

    SUM = "somme"  # the parts add up to the whole
    WITHIN = "dont"  # each part is counted in the whole as well: what is left is a count too
    SHARE = "part"  # the share is the parts over the whole
    LARGEST = "premier"  # the part is what the largest contributor (an enterprise) brings to the whole, an amount
    ENTERPRISES = "entreprises"  # the part counts the enterprises that the whole rests on: one or two would be known


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRelation:
    """One link. All are codes of measures, quartier by quartier where they are asked so.

    *share*: the measure that divides (SHARE only). *whole*: the total, or the denominator; empty where it is the share's own.
    *parts*: what is added up, counted within, brought by the largest, the enterprises, or the numerator. *is_confirmed* is
    False while it is only proposed: it counts all the same, since a reader may know it.
    """

    kind: RelationKind
    parts: tuple[str, ...]
    whole: str = ""
    share: str = ""
    is_confirmed: bool = True
