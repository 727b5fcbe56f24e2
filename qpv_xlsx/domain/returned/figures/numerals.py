"""One numeral: digits with their separators, French, English or Swiss."""

import re
from dataclasses import dataclass
from decimal import Decimal

_SHAPE = re.compile(r"(?P<sign>[+-]?) ?(?P<body>\d[\d .,']*|[.,]\d+)")
_GROUPED = re.compile(r"\d{1,3}( \d{3})+|\d{1,3}('\d{3})+|\d{1,3}(\.\d{3}){2,}|\d{1,3}(,\d{3}){2,}")
_DIGITS = re.compile(r"\d+")
_MIXED = re.compile(r"(\d{1,3}(?:\.\d{3})+),(\d+)|(\d{1,3}(?:,\d{3})+)\.(\d+)")
_DECIMAL = re.compile(r"(?P<whole>\d*|\d{1,3}(?: \d{3})+|\d{1,3}(?:'\d{3})+)[.,](?P<part>\d*)")
_DOUBTFUL = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_NOT_DIGITS = re.compile(r"[ .,']")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number as written. *thousands*: the value if the one separator followed by three digits groups thousands."""

    value: Decimal
    thousands: Decimal | None = None


def read_numeral(text: str) -> Numeral | None:
    """The number that tidy *text* is, whole; None where it is anything else (« 12 34 », « 1.2.3 », « 12a »)."""
    match = _SHAPE.fullmatch(text)
    if not match:
        return None
    found = _read_body(match["body"])
    return _negative(found) if found and match["sign"] == "-" else found


def _negative(numeral: Numeral) -> Numeral:
    return Numeral(value=-numeral.value, thousands=None if numeral.thousands is None else -numeral.thousands)


def _read_body(body: str) -> Numeral | None:
    if _DIGITS.fullmatch(body):
        return Numeral(value=Decimal(body))
    if _GROUPED.fullmatch(body):
        return Numeral(value=Decimal(_digits(body)))
    if mixed := _MIXED.fullmatch(body):
        whole, part = (mixed[1], mixed[2]) if mixed[1] else (mixed[3], mixed[4])
        return Numeral(value=Decimal(f"{_digits(whole)}.{part}"))
    if decimal := _DECIMAL.fullmatch(body):
        value = Decimal(f"{_digits(decimal['whole']) or 0}.{decimal['part'] or 0}")
        is_doubtful = _DOUBTFUL.fullmatch(body) is not None
        return Numeral(value=value, thousands=Decimal(_digits(body)) if is_doubtful else None)
    return None


def _digits(body: str) -> str:
    return _NOT_DIGITS.sub("", body)


def figure_of(value: Decimal) -> float | int:
    """A whole number where it is one."""
    return int(value) if value == value.to_integral_value() else float(value)
