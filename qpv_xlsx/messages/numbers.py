"""Figures and dates as people write them, through Babel, which takes its time to load: only once it is needed.

Small counts and days in figures are the same in every language, and most commands say nothing else.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from math import floor
from types import MappingProxyType
from typing import TYPE_CHECKING

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.messages.telling import SMALL_RATIO, as_written, rounded

if TYPE_CHECKING:
    from babel import Locale

_COUNTRIES: Mapping[str, str] = MappingProxyType({"fr": "FR", "en": "GB"})
_AFTER_PERCENT: Mapping[str, str] = MappingProxyType({"fr": "\u00a0%", "en": "%"})
_SIGNS: Mapping[str, Mapping[int, str]] = MappingProxyType(
    {"fr": {ord(","): "\u202f", ord("."): ","}, "en": {}}
)  # between thousands, and before decimals: CLDR's
_DECIMALS, _PERCENT_DECIMALS, _CENTS = 3, 2, 2  # the most that are written, unless more are asked for
_UNGROUPED = 1000  # the first figure whose thousands stand apart


@cache
def locale_of(language: str) -> "Locale":
    """How Babel knows the language as we write it."""
    from babel import Locale

    return Locale(language, _COUNTRIES[language])


@lru_cache(maxsize=4096)  # counts and figures come back on page after page, and Babel takes its time
def number(value: float, language: str, decimals: int = _DECIMALS) -> str:
    """« 1 234,5 », as many *decimals* as are meant, three at most. Nought has no sign."""
    if isinstance(value, int) and -_UNGROUPED < value < _UNGROUPED:
        return str(int(value))
    return _written(rounded(value, decimals), language, decimals)


@lru_cache(maxsize=4096)  # likewise
def percent(value: float, language: str, decimals: int = _PERCENT_DECIMALS) -> str:
    """« 17,3 % » for the fraction 0.173, two *decimals* at most."""
    return _written(100 * rounded(value, decimals + 2), language, decimals) + _AFTER_PERCENT[language]


def _written(figure: Decimal, language: str, most: int) -> str:
    """A rounded *figure* as Babel writes it, which takes longer to load than most commands have to say."""
    digits = f"{figure:,.{most}f}"
    return (digits.rstrip("0").rstrip(".") if most else digits).translate(_SIGNS[language])


def whole_percent(part: float) -> int:
    """17 for the fraction 0.173 of a whole, halves upwards, as the master's formulas round; 100 only of all of it."""
    nearest = floor(100 * part + 0.5 + 1e-9)
    return min(nearest, 99) if part < 1 else nearest


def whole_rate(part: float, language: str) -> str:
    """« 17 % » for the fraction 0.173 of a whole."""
    return percent(whole_percent(part) / 100, language)


def points(value: float, language: str, decimals: int = _DECIMALS) -> str:
    """« 16,3 points » for the fraction 0.163."""
    written = float(rounded(100 * value, decimals))
    word = "points" if is_plural(written, language) else "point"
    return f"{number(written, language, decimals)}\u00a0{word}"


def euros(value: float, language: str, decimals: int = _CENTS) -> str:
    """« 195 845,04 € »; without cents where there are none."""
    from babel.numbers import format_currency

    pattern = {"fr": "#,##0.00 ¤", "en": "¤#,##0.00"}[language]
    written = rounded(value, decimals)
    pattern = pattern.replace(".00", "" if written == int(written) else f".00{'#' * max(0, decimals - _CENTS)}")
    return format_currency(written, "EUR", format=pattern, locale=locale_of(language), currency_digits=False)


def ratio(value: float, language: str, decimals: int = _DECIMALS) -> str:
    """« 5 », or « 1 pour 3 500 » for a figure too small to be read as a number."""
    return one_for(value, language) if is_small_ratio(value) else number(value, language, decimals)


def is_small_ratio(value: object) -> bool:
    """Whether a figure is too small to be read as a number."""
    return isinstance(value, int | float) and 0 < value < SMALL_RATIO


def one_for(value: float, language: str) -> str:
    """« 1 pour 3 500 »."""
    link = {"fr": "pour", "en": "for"}[language]
    return f"1 {link} {number(round(1 / value, 3), language)}"


@lru_cache(maxsize=4096)  # likewise
def seen_figure(value: float, kind: Kind, language: str, decimals: int | None = None) -> str:
    """A figure in its measure's unit, with the digits that tables show. *decimals*: see ``as_written``."""
    return figure(as_written(value, kind, decimals), kind, language, decimals)


def figure(value: float, kind: Kind, language: str, decimals: int | None = None) -> str:
    """A figure in its measure's unit, with at most so many *decimals*; None: as many as people write."""
    match kind:
        case Kind.SHARE:
            return percent(value, language, _PERCENT_DECIMALS if decimals is None else decimals)
        case Kind.GAP:
            return points(value, language, _DECIMALS if decimals is None else decimals)
        case Kind.AMOUNT:
            return euros(value, language, _CENTS if decimals is None else decimals)
        case Kind.RATIO:
            return ratio(value, language, _DECIMALS if decimals is None else decimals)
        case _:
            return number(value, language, _DECIMALS if decimals is None else decimals)


def is_plural(value: float, language: str) -> bool:
    """« 0 ligne », « 1 ligne », « 2 lignes » in French; "0 rows", "1 row" in English."""
    return abs(value) >= 2 if language == "fr" else value != 1  # noqa: PLR2004  (French plural starts at two)


def day(value: date, language: str) -> str:
    """« 05/11/2015 »."""
    del language  # both write it so
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


def long_day(value: date, language: str) -> str:
    """« 5 novembre 2015 », « 1er mars 2016 »."""
    from babel.dates import format_date

    said = format_date(value, format="long", locale=locale_of(language))
    is_first = language == "fr" and value.day == 1
    return said.replace("1 ", "1er ", 1) if is_first and said.startswith("1 ") else said


def moment(value: datetime, language: str) -> str:
    """« 05/11/2015 14:30 », in the moment's own time zone."""
    return f"{day(value, language)} {value.hour:02}:{value.minute:02}"
