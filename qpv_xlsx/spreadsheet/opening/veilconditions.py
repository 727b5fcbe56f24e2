"""When conditional formats apply: comparisons with constants, as files write them. Nothing else is understood, nor has to be."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from qpv_xlsx.spreadsheet.opening.properties import constant

Condition = tuple[str, tuple[float | str, ...]]
"""A comparison and its bounds, as a Veil has them."""

ANY: Condition = "", ()
NEVER: Condition = "never", ()

_OPERATORS: Mapping[str, str] = MappingProxyType(
    {
        "lessThan": "<",
        "lessThanOrEqual": "<=",
        "equal": "=",
        "notEqual": "<>",
        "greaterThanOrEqual": ">=",
        "greaterThan": ">",
        "between": "between",
        "notBetween": "outside",
    },
)
_FALSE = frozenset({"FALSE", "FALSE()", "0"})
_EMPTY = re.compile(r"LEN\(TRIM\([^()]*\)\)=0|ISBLANK\([^()]*\)")  # which no answer is
_FIGURE = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[Ee][+-]?\d{1,2})?")
_LONGEST = 300  # characters of a condition that is looked at
_PREFIX = re.compile(r"(?:[a-z]+:)?(?:cell-content\(\)|cell-content-is-)?")
_COMPARISON = re.compile(r"(<=|>=|<>|!=|=|<|>)(.*)", re.DOTALL)
_RANGE = re.compile(r"(not-)?between\((.*)[,;](.*)\)", re.DOTALL)
_FORMULA = re.compile(r"(?:formula-is|is-true-formula)\((.*)\)", re.DOTALL)


def told_by_excel(kind: str, comparison: str, formulas: Sequence[str]) -> Condition:
    """A rule of that *kind*, with what it compares with."""
    if kind == "containsBlanks" or (kind == "expression" and _is_false(formulas)):
        return NEVER
    if kind != "cellIs" or comparison not in _OPERATORS:
        return ANY
    return _with_bounds(_OPERATORS[comparison], formulas[:2])


def told_by_opendocument(written: str) -> Condition:
    """« >5 », « cell-content()>5 », « between(1,5) », « formula-is(…) »."""
    written = _PREFIX.sub("", written.strip()).strip()
    if len(written) > _LONGEST:
        return ANY
    if formula := _FORMULA.fullmatch(written):
        return NEVER if _is_false(formula.groups()) else ANY
    if found := _RANGE.fullmatch(written):
        return _with_bounds("outside" if found[1] else "between", found.groups()[1:])
    if found := _COMPARISON.fullmatch(written):
        return _with_bounds(found[1].replace("!=", "<>"), found.groups()[1:])
    return ANY


def _is_false(formulas: Sequence[str]) -> bool:
    if len(formulas) != 1 or len(formulas[0]) > _LONGEST:
        return False
    formula = formulas[0].strip().removeprefix("=").upper()
    return formula in _FALSE or _EMPTY.fullmatch(formula) is not None


def _with_bounds(comparison: str, written: Sequence[str]) -> Condition:
    bounds = tuple(map(_bound, written))
    known = tuple(bound for bound in bounds if bound is not None)
    return (comparison, known) if known and len(known) == len(bounds) else ANY


def _bound(written: str) -> float | str | None:
    """A figure or a text; None for what has to be computed."""
    written = written.strip().removeprefix("=")
    if len(written) > _LONGEST:
        return None
    return float(written) if _FIGURE.fullmatch(written) else constant(written)
