"""What was perhaps meant by a text that is more than a number: a proposal, and only where it does not mislead."""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.findings import Code
from qpv_xlsx.domain.returned.figures.bounds import impossible
from qpv_xlsx.domain.returned.figures.conversion import convert
from qpv_xlsx.domain.returned.figures.counted_words import per_year
from qpv_xlsx.domain.returned.figures.outcomes import NotRead
from qpv_xlsx.domain.returned.figures.units import Quantity, Unit, read_quantity, split_quantity

_ASIDE = re.compile(r"[,;:]? ?(\(|\[|\*|[²³¹]|(dont|soit|y compris|including|of which)\b)")
_RANK = re.compile(r"(er|ere|re|e|eme|emes|ieme|nd|nde|st|th|rd|°)\b")
_EACH = re.compile(r"(fois )?(par|/|chaque|tous les|per|each)\b|/")
_CHANGE = re.compile(r"(points? )?(de|d'|en) ?(plus|moins|hausse|baisse|augmentation|progression|recul|diminution)\b")
_HALF = re.compile(r"[a-z' ]*\b(et demie?|½)|[a-z' ]*½")
_LETTERS = re.compile(r"[\dol]*\d[\dol]*")  # « 12O », « l2 »: letters that look like digits
_MANY: Mapping[str, Decimal] = MappingProxyType(
    {"m": Decimal(10) ** 6, "md": Decimal(10) ** 9, "mds": Decimal(10) ** 9}
)


def refused(words: str, kind: Kind, noun: str) -> NotRead:
    """« 12 (dont 3 femmes) » is refused with 12 as a proposal; « 12 hommes et 3 femmes », « 8ème » without one."""
    meant = _meant(words, kind, noun)
    converted = convert(meant, kind) if meant else None
    if converted is None or isinstance(converted, NotRead) or _is_beyond(converted.value, kind):
        return NotRead(code=Code.V01)
    return NotRead(code=Code.V01, case="proposal", proposal=converted.value)


def _is_beyond(value: float, kind: Kind) -> bool:
    """A proposal of 200 % would mislead."""
    wrong = impossible(value, kind, None)
    return wrong is not None and wrong.code is Code.V02


def _meant(words: str, kind: Kind, noun: str) -> Quantity | None:
    if _LETTERS.fullmatch(words):
        return read_quantity(words.replace("o", "0").replace("l", "1"), noun)
    start = split_quantity(words, noun)
    if start is None:
        return None
    return None if _misleads(start[1]) else _completed(*start, kind)


def _misleads(rest: str) -> bool:
    """A rank, a change, or another figure that is not said by the way: the first figure is not what was meant."""
    return bool(_RANK.match(rest) or _CHANGE.match(rest) or (re.search(r"\d", rest) and not _ASIDE.match(rest)))


def _completed(quantity: Quantity, rest: str, kind: Kind) -> Quantity | None:
    if rest in _MANY:
        return replace(quantity, multiplier=_MANY[rest])
    if _HALF.fullmatch(rest):
        return _and_half(quantity)
    return _in_a_year(quantity, rest, kind) if _EACH.match(rest) else quantity


def _and_half(quantity: Quantity) -> Quantity | None:
    if quantity.unit is not Unit.NONE:
        return None
    return replace(quantity, numeral=replace(quantity.numeral, value=quantity.numeral.value + Decimal("0.5")))


def _in_a_year(quantity: Quantity, rest: str, kind: Kind) -> Quantity | None:
    """« 2 par mois » are 24 in a year; « 2 par structure » cannot be told."""
    often = per_year(rest)
    if not often or kind not in {Kind.COUNT, Kind.AMOUNT}:
        return None
    return replace(quantity, multiplier=quantity.multiplier * often)
