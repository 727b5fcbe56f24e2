"""The content of a cell as a person would see it typed, in French: what reports and corrections show as « read »."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from qpv_xlsx.spreadsheet.book import Cell, CellValue, FormatKind

_TRUTH = re.compile(r"=\s*(TRUE|FALSE|VRAI|FAUX)\s*(?:\(\s*\))?\s*", re.IGNORECASE)
_FAMILIAR = 1e15  # the same, where no decimal arithmetic is needed
_UNREADABLE = Decimal("1e15")  # beyond, digits tell nobody anything


def as_truth(cell: Cell) -> Cell:
    """*cell* with true or false, where its formula is one of them: in a number's format some programs keep 1 or 0."""
    if cell.formula and cell.has_result and (word := _TRUTH.fullmatch(cell.formula)):
        return cell._replace(value=word[1].upper() in {"TRUE", "VRAI"}, is_doubtful=False)
    return cell


def typed(cell: Cell) -> str:
    """« 17,3 % » for 0.173 in a percent cell, « 17,3 » for 17.3 elsewhere. Digits are kept, not rounded."""
    value = cell.value
    if type(value) is int and abs(value) < _FAMILIAR and cell.format_kind is not FormatKind.PERCENT:
        return str(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and cell.format_kind is FormatKind.PERCENT:
        return f"{_digits(Decimal(repr(value)) * 100)} %" if _is_finite(value) else str(value)
    return typed_value(value)


def typed_value(value: CellValue) -> str:  # noqa: PLR0911  (one per type)
    """A stored value without its format; empty for nothing."""
    match value:
        case None:
            return ""
        case bool():
            return "VRAI" if value else "FAUX"
        case int() | float():
            return _figure(value)
        case datetime() if (value.hour, value.minute, value.second) != (0, 0, 0):
            return f"{value:%d/%m/%Y %H:%M}"
        case date():
            return f"{value:%d/%m/%Y}"
        case time():
            return f"{value:%H:%M}"
        case timedelta():
            return _length(value)
    return value.strip()


def _length(value: timedelta) -> str:
    """« 27:30:00 », as spreadsheets write more than a day."""
    seconds = abs(round(value.total_seconds()))
    sign = "-" if value < timedelta() else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _figure(value: float) -> str:
    text = repr(value)
    if -_FAMILIAR < value < _FAMILIAR and "e" not in text:
        return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
    return _digits(Decimal(text)) if _is_finite(value) else str(value)


def _is_finite(value: float) -> bool:
    return value == value and abs(value) != float("inf")  # noqa: PLR0124  (NaN is not itself)


def _digits(number: Decimal) -> str:
    if abs(number) >= _UNREADABLE:
        return f"{number:.3g}".replace(".", ",")
    plain = f"{number:f}"
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain).replace(".", ",")
