"""Which cells answer a point that was sent back: a change elsewhere on its row settles nothing of it."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from qpv_xlsx.domain.contract.questions import FIGURES, PARTS, Field, Question
from qpv_xlsx.domain.findings import Code, Finding

_FIELDS: Mapping[Code, frozenset[Field]] = MappingProxyType(
    {
        Code.V01: frozenset(),
        Code.V02: frozenset(),
        Code.V03: frozenset({Field.COMMENT}),
        Code.V04: PARTS | {Field.SITUATION, Field.COMMENT},
        Code.V05: frozenset(),
        Code.V06: frozenset(),
        Code.V07: frozenset(),
        Code.V08: frozenset(),
        Code.V09: frozenset({Field.COMMENT}),
        Code.V10: frozenset({Field.SITUATION}),
        Code.V11: frozenset(),
        Code.C01: PARTS | {Field.VALUE, Field.SITUATION},
        Code.C02: PARTS,
        Code.C03: frozenset({Field.VALUE, Field.COMMENT}),
        Code.C04: frozenset({Field.COMMENT}),
        Code.C05: frozenset({Field.VALUE, Field.SITUATION}),
        Code.C06: frozenset({Field.VALUE, Field.PERIMETER, Field.COMMENT}),
        Code.C09: frozenset({Field.COMMENT}),
        Code.M01: frozenset({Field.VALUE, Field.SITUATION}),
        Code.M02: frozenset({Field.VALUE, Field.SITUATION, Field.COMMENT}),
    }
)
"""Beside the point's own cell, those that its hint names. A code that is not here: any cell of the row."""

_BY_CASE: Mapping[tuple[Code, str], frozenset[Field]] = MappingProxyType(
    {
        (Code.C03, "women"): frozenset({Field.VALUE, Field.NUMERATOR}),
        (Code.M01, "territory"): frozenset({Field.SITUATION, Field.COMMENT}),
        (Code.M01, "parts"): PARTS | {Field.SITUATION},
        (Code.M02, "asked"): frozenset(Field),
        (Code.M02, "asked_because"): frozenset(Field),
    }
)


def is_answered_in(found: Finding, asked: Question, changed: Question) -> bool:
    """Whether a change at *changed*, a cell of the same measure, may answer what *found* says of *asked*."""
    if changed == asked or found.code not in _FIELDS:
        return True
    if changed.quartier:
        return _counts_quartiers(found)
    fields = _BY_CASE.get((found.code, found.case), _FIELDS[found.code])
    return changed.field in fields and not (asked.quartier and changed.field in FIGURES)


def is_wanted(found: Finding, asked: Question, awaited: Collection[str]) -> bool:
    """Whether the cell of *asked* is one of several that were left blank, each of which *found* wants filled in.

    *awaited*: the quartiers that were left blank.
    """
    if found.code is not Code.M01:
        return False
    return asked.field in PARTS if found.case == "parts" else asked.quartier in awaited and asked.quartier != ""


def _counts_quartiers(found: Finding) -> bool:
    """The quartiers' sum is what is doubted, or they are what is missing."""
    return (found.code is Code.C03 and found.case != "women") or (found.code is Code.M01 and "quartier" in found.case)
