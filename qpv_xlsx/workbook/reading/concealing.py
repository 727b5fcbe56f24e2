"""Whether a conditional format hides what a cell holds: only simple conditions are worked out, any other may hold."""

import operator
from collections.abc import Callable, Mapping
from math import isclose, isfinite
from types import MappingProxyType
from typing import TypeGuard

from qpv_xlsx.spreadsheet.book import Cell, CellValue, Veil
from qpv_xlsx.spreadsheet.displaying import is_plain, shown_number, shown_section, shown_text
from qpv_xlsx.spreadsheet.opening.visibility import colour_in, is_invisible

_NEVER = "never"
_SAME = 1e-9
_OF_TEXTS = 3  # place of their section in a number format
_COMPARED: Mapping[str, Callable[[float, float], bool]] = MappingProxyType(
    {
        "<": operator.lt,
        "<=": operator.le,
        ">=": operator.ge,
        ">": operator.gt,
    }
)


def may_hide(veil: Veil, cell: Cell) -> bool:
    """Whether *veil* hides the answer in *cell*, where its condition holds or cannot be told."""
    value = cell.value
    if value is None or cell.style.is_invisible or not _may_hold(veil, value):
        return False
    if veil.is_figureless:
        return _is_number(value)
    code = veil.code or cell.style.number_format
    if veil.code and not _is_shown(value, code):
        return True
    coloured = colour_in(code, _section(value, code)) if veil.code else ""
    front, back = coloured or veil.front, veil.back
    return bool(front or back) and is_invisible(front or cell.style.front, back or cell.style.back)


def _may_hold(veil: Veil, value: CellValue) -> bool:
    comparison, bounds = veil.comparison, veil.bounds
    if not comparison or comparison == _NEVER:
        return not comparison
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return True
    if comparison in {"=", "<>"}:
        return _is_same(value, bounds[0]) is (comparison == "=")
    figures = [bound for bound in bounds if not isinstance(bound, str)]
    if isinstance(value, str) or len(figures) < len(bounds):  # in the order of texts
        return True
    if comparison in _COMPARED:
        return _COMPARED[comparison](value, figures[0])
    return (min(figures) <= value <= max(figures)) is (comparison == "between")


def _is_same(value: str | float, bound: str | float) -> bool:
    if isinstance(value, str) and isinstance(bound, str):
        return value.casefold() == bound.casefold()
    return value == bound


def _is_number(value: CellValue) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _is_shown(value: CellValue, code: str) -> bool:
    """Whether *code* shows *value* itself; true where that cannot be told."""
    if isinstance(value, str):
        return shown_text(value, code).strip() == value.strip()
    if is_plain(code) or not isinstance(value, int | float) or isinstance(value, bool):
        return True
    shown = shown_number(value, code)
    return shown is None or (shown.figure is not None and isclose(shown.figure, value, rel_tol=_SAME))


def _section(value: CellValue, code: str) -> int:
    return shown_section(value, code) if _is_number(value) else _OF_TEXTS
