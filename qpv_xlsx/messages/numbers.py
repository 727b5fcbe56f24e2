"""Figures and dates as people write them, through Babel."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from math import floor
from types import MappingProxyType

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal, format_percent

from qpv_xlsx.domain.contract.measures import Kind

LOCALES: Mapping[str, Locale] = MappingProxyType({"fr": Locale("fr", "FR"), "en": Locale("en", "GB")})
_SMALL = 0.05  # three decimals would keep fewer than two digits of a smaller figure
_PERCENT_PATTERN: Mapping[str, str] = MappingProxyType({"fr": "#,##0.##\u00a0%", "en": "#,##0.##%"})


@lru_cache(maxsize=4096)  # counts and figures come back on page after page, and Babel takes its time
def number(value: float, language: str) -> str:
    """« 1 234,5 », as many decimals as are meant, three at most. Nought has no sign."""
    return format_decimal(value or 0, format="#,##0.###", locale=LOCALES[language])


@lru_cache(maxsize=4096)  # likewise
def percent(value: float, language: str) -> str:
    """« 17,3 % » for the fraction 0.173, two decimals at most."""
    return format_percent(value or 0, format=_PERCENT_PATTERN[language], locale=LOCALES[language])


def whole_percent(part: float) -> int:
    """17 for the fraction 0.173, halves upwards, as the master's formulas round."""
    return floor(100 * part + 0.5 + 1e-9)


def whole_rate(part: float, language: str) -> str:
    """« 17 % » for the fraction 0.173."""
    return percent(whole_percent(part) / 100, language)


def points(value: float, language: str) -> str:
    """« 16,3 points » for the fraction 0.163."""
    word = "points" if is_plural(round(value * 100, 6), language) else "point"
    return f"{number(round(value * 100, 6), language)}\u00a0{word}"


def euros(value: float, language: str) -> str:
    """« 195 845,04 € »; without cents where there are none."""
    pattern = {"fr": "#,##0.00 ¤", "en": "¤#,##0.00"}[language]
    if value == int(value):
        pattern = pattern.replace(".00", "")
    return format_currency(value, "EUR", format=pattern, locale=LOCALES[language], currency_digits=False)


def ratio(value: float, language: str) -> str:
    """« 5 », or « 1 pour 3 500 » for a figure too small to be read as a number."""
    if not 0 < value < _SMALL:
        return number(value, language)
    link = {"fr": "pour", "en": "for"}[language]
    return f"1 {link} {number(round(1 / value, 3), language)}"


def figure(value: float, kind: Kind, language: str) -> str:
    """A figure in its measure's unit."""
    match kind:
        case Kind.SHARE:
            return percent(value, language)
        case Kind.GAP:
            return points(value, language)
        case Kind.AMOUNT:
            return euros(value, language)
        case Kind.RATIO:
            return ratio(value, language)
        case _:
            return number(value, language)


def is_plural(value: float, language: str) -> bool:
    """« 0 ligne », « 1 ligne », « 2 lignes » in French; "0 rows", "1 row" in English."""
    return abs(value) >= 2 if language == "fr" else value != 1  # noqa: PLR2004  (French plural starts at two)


def day(value: date, language: str) -> str:
    """« 05/11/2015 »."""
    return format_date(value, format="dd/MM/yyyy", locale=LOCALES[language])


def long_day(value: date, language: str) -> str:
    """« 5 novembre 2015 », « 1er mars 2016 »."""
    said = format_date(value, format="long", locale=LOCALES[language])
    is_first = language == "fr" and value.day == 1
    return said.replace("1 ", "1er ", 1) if is_first and said.startswith("1 ") else said


def moment(value: datetime, language: str) -> str:
    """« 05/11/2015 14:30 », in the moment's own time zone."""
    return format_datetime(value, format="dd/MM/yyyy HH:mm", locale=LOCALES[language])
