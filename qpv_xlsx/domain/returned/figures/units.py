"""A number with what follows it: « 17,3 % », « 16 points », « 12 k€ », « 30 places »."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from qpv_xlsx.domain.returned.figures.numerals import Numeral, read_numeral


class Unit(StrEnum):
    """What the words after a number say it counts."""

    NONE = "none"
    PERCENT = "percent"
    PERMILLE = "permille"
    POINTS = "points"
    EUROS = "euros"
    NOUN = "noun"  # the measure's own
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A numeral with its unit. *multiplier*: 1000 for « k€ », « milliers »."""

    numeral: Numeral
    unit: Unit
    multiplier: Decimal = Decimal(1)


_LEADING = re.compile(r"(?P<minus>-)?(?P<before>[€%]|eur )? ?(?P<numeral>[+-]? ?[\d.,][\d .,']*)(?P<rest>.*)")
_EUROS = re.compile(r"(?P<many>k|mille|milliers?|m|millions?|mds?|mrds?|milliards?)? ?(d'|de )?(€|euros?|eur)")
_MANY = re.compile(r"(k|mille|milliers?|millions?|milliards?)( d'| de)?( (?P<noun>.+))?")
_UNITS = (
    (Unit.PERCENT, re.compile(r"%|pour ?cents?|pct|per ?cent|pour 100|p\.? ?cent")),
    (Unit.PERMILLE, re.compile(r"‰|pour mille|pour 1 ?000")),
    (Unit.POINTS, re.compile(r"(points?|pts?|pp|p\.p)( de (pourcentage|%))?|percentage points?|points? %")),
)
_THOUSAND, _MILLION, _MILLIARD = Decimal(1000), Decimal(10) ** 6, Decimal(10) ** 9


def read_quantity(words: str, noun: str) -> Quantity | None:
    """The quantity that plain *words* are, whole; None where they are anything else. *noun*: the measure's unit."""
    match = _LEADING.fullmatch(words)
    numeral = read_numeral((match["minus"] or "") + match["numeral"].strip()) if match else None
    if not match or not numeral:
        return None
    rest = match["rest"].strip().removesuffix(".")
    if match["before"]:
        return _prefixed(numeral, match["before"], rest)
    return _quantity(numeral, rest, noun)


def split_quantity(words: str, noun: str) -> tuple[Quantity, str] | None:
    """The quantity at the start of *words* (number and, where there is one, a sign) and the words that follow."""
    match = re.match(r"([+-]? ?\d(?:[\d .,']*\d)? ?(?:%|€|k€|m€|‰|points?\b|pts?\b)?)(?P<rest>.*)", words)
    quantity = read_quantity(match[1].strip(), noun) if match else None
    return (quantity, match["rest"].strip()) if match and quantity else None


def _prefixed(numeral: Numeral, before: str, rest: str) -> Quantity | None:
    if rest:
        return None
    return Quantity(numeral=numeral, unit=Unit.PERCENT if before == "%" else Unit.EUROS)


def _quantity(numeral: Numeral, rest: str, noun: str) -> Quantity | None:
    if not rest:
        return Quantity(numeral=numeral, unit=Unit.NONE)
    for unit, pattern in _UNITS:
        if pattern.fullmatch(rest):
            return Quantity(numeral=numeral, unit=unit)
    if euros := _EUROS.fullmatch(rest):
        return Quantity(numeral=numeral, unit=Unit.EUROS, multiplier=_multiplier(euros["many"]))
    if _is_noun(rest, noun):
        return Quantity(numeral=numeral, unit=Unit.NOUN)
    if many := _MANY.fullmatch(rest):
        return _many(numeral, many[1], many["noun"], noun)
    return None


def _many(numeral: Numeral, many: str, counted: str | None, noun: str) -> Quantity | None:
    if counted and not _is_noun(counted, noun):
        return None
    return Quantity(numeral=numeral, unit=Unit.NOUN if counted else Unit.NONE, multiplier=_multiplier(many))


def _multiplier(many: str | None) -> Decimal:
    if not many:
        return Decimal(1)
    if many.startswith(("k", "mille", "millier")):
        return _THOUSAND
    return _MILLIARD if many.startswith(("md", "mrd", "milliard")) else _MILLION


def _is_noun(words: str, noun: str) -> bool:
    return bool(noun) and words.rstrip("s") == noun.rstrip("s")
