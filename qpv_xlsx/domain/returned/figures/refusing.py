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
from qpv_xlsx.domain.returned.figures.units import Quantity, Unit, names_other_unit, read_quantity, split_quantity

_ASIDE = re.compile(r"[,;:]? ?(\(|\[|\*(?! ?\d)|[²³¹]|(dont|soit|y compris|including|of which)\b)")
_RANK = re.compile(r"(er|ere|re|e|eme|emes|ieme|nd|nde|st|th|rd|bis|ter)\b|[°º]")
_EACH = re.compile(r"(fois )?(par|/|chaque|tous les|per|each)\b|/")
_CHANGE = re.compile(
    r"(points? )?(de|d'|en) ?(plus|moins|hausse|baisse|augmentation|progression|recul|diminution|faveur|defaveur)\b"
    r"|(fois|times) (plus|moins|more|less)\b|x\b"
)
_ELSEWHERE = re.compile(  # another figure than the one asked: of others, of tomorrow, of which a part only is meant
    r"\b(hors|departement\w*|regiona\w*|nationa\w*|ensemble du|prevu\w*|previsionnel\w*|programme\w*|projet\w*|attendu\w*"
    r"|vise\w*|objectifs?|cibles?|supplementaires?|nouve(?:aux?|lles?)|annule\w*|refuse\w*|reporte\w*|en attente)\b|\bdont\b.*\b(qpv|quartiers?)\b|^-+$"
)
_OF_EACH = re.compile(r"[a-z] ?/ ?(?!ans?\b)[a-z]|[a-z] par (?!ans?\b)[a-z]")  # « 12 jeunes/mois »
_BY_THE_WAY = re.compile(
    r"(en|au|aux|a|sous|selon|pour|dans|d'apres|source|cf|voir|soit|seulement|uniquement|etc|qpv|dont|y compris)\b"
)
_YEAR = re.compile(r"(19|20)\d\d")
_IN_PER_CENT = re.compile(r"\d[\d .,']* ?%")
_LABELLED = re.compile(
    r"(?:total|soit|valeur|resultat|nombre|nb|taux|part|montant|effectif|environ)s?(?: de| total)? ?[:=]? ?(?P<rest>\d.*)"
)
_HALF = re.compile(r"[a-z' ]*\b(et demie?|½)|[a-z' ]*½")
_LETTERS = re.compile(r"[\dol]*\d[\dol]*")  # « 12O », « l2 »: letters that look like digits
_GLUED = re.compile(r"\d+[a-z]")  # « 1S », « 3B »: 15? 38?
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
    if labelled := _LABELLED.fullmatch(words):
        return read_quantity(labelled["rest"], noun)
    start = split_quantity(words, noun)
    if start is None or _GLUED.fullmatch(words):
        return None
    quantity, rest = start
    is_labelled = rest.startswith(":") and _YEAR.fullmatch(words[: -len(rest)].strip())  # « 2015 : nd »
    if is_labelled or _misleads(rest) or _counts_others(quantity, rest, kind, noun):
        return None
    if quantity.unit is Unit.NONE and kind is Kind.SHARE and "%" in rest:
        return _percentage_in(rest, noun)
    return _completed(quantity, rest, kind)


def _misleads(rest: str) -> bool:
    """A rank, a change, or another figure that is not said by the way: the first figure is not what was meant."""
    if _RANK.match(rest) or _CHANGE.match(rest) or _ELSEWHERE.search(rest):
        return True
    if _OF_EACH.search(rest) and not _EACH.match(rest):
        return True
    return bool(re.search(r"\d", rest) and not _ASIDE.match(rest))


def _counts_others(quantity: Quantity, rest: str, kind: Kind, noun: str) -> bool:
    """« 14 personnes » are no ratio, no share and no euros; « 14 ETP » are no young people, « 20 personnes » no actions."""
    if quantity.unit is not Unit.NONE or (kind.is_counted and _HALF.fullmatch(rest)):
        return False
    if kind is Kind.COUNT or not rest[:1].isalpha():
        return names_other_unit(rest, noun)
    return rest not in _MANY and not _BY_THE_WAY.match(rest) and not _EACH.match(rest)


def _percentage_in(rest: str, noun: str) -> Quantity | None:
    """« 5 (14,3 %) » for a share: the one percentage that is said, not the figure that stands first."""
    said = _IN_PER_CENT.findall(rest)
    return read_quantity(said[0], noun) if len(said) == 1 else None


def _completed(quantity: Quantity, rest: str, kind: Kind) -> Quantity | None:
    if rest in _MANY:
        return replace(quantity, multiplier=_MANY[rest]) if kind is Kind.AMOUNT else None
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
    if not often or not kind.adds_up:
        return None
    return replace(quantity, multiplier=quantity.multiplier * often)
