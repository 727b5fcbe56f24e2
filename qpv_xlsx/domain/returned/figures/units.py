"""A number with what follows it: « 17,3 % », « 16 points », « 12 k€ », « 30 places »."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from qpv_xlsx.domain.returned.figures.numerals import Numeral, read_numeral


class Unit(StrEnum):
    """What the words after a number say it counts."""

    NONE = "none"
    PERCENT = "percent"
    PERMILLE = "permille"
    POINTS = "points"
    EUROS = "euros"
    NOUN = "noun"  # the measure's own
    COUNTED = "counted"  # things that were done, or persons: no euro, no part of a whole
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A numeral with its unit. *multiplier*: 1000 for « k€ », « milliers »."""

    numeral: Numeral
    unit: Unit
    multiplier: Decimal = Decimal(1)


_LEADING = re.compile(r"(?P<minus>-)?(?P<before>[€%]|eur )? ?(?P<numeral>[+-]? ?[\d.,][\d .,']*)(?P<rest>.*)")
_EUROS = re.compile(
    r"(?P<many>k|mille|milliers?|m|millions?|mds?|mrds?|milliards?)? ?(d'|de )?(€|euros?|eur)"
    r"( ?\(?(h\.?t\.?|t\.?t\.?c\.?|hors taxes?|toutes taxes( comprises)?|nets?)\)?)?|\(?(h\.?t\.?|t\.?t\.?c\.?)\)?"
)
_MANY = re.compile(r"(k|mille|milliers?|millions?|milliards?)( d'| de)?( (?P<noun>.+))?")
_UNITS = (
    (Unit.PERCENT, re.compile(r"[%％٪]|pour[ -]?cents?|pct|per ?cent|pour 100|p\.? ?(cent|100)")),
    (Unit.PERMILLE, re.compile(r"‰|% ?o|0/00|o/oo|(pour|p\.?) ?(mille|1 ?000)")),
    (Unit.POINTS, re.compile(r"(points?|pts?|pp|p\.p)( de (pourcentage|%))?|percentage points?|points? %")),
)
_CENTLESS = re.compile(r"(?<=\d)[,.] ?-+(?=\D|$)")  # « 37 500,- € », as bills write
_BEFORE_COMMA = re.compile(r"(?<=\d) (?=,\d)")  # « 195 845 ,04 »
_PARTS = MappingProxyType({"¼": "25", "½": "5", "¾": "75"})
_PART = re.compile(r"(?P<whole>\d+)? ?(?P<part>[¼½¾])")
_PERSON = re.compile(
    r"(adherent|adolescent|allocataire|beneficiaire|benevole|chomeur|collegien|demandeur|eleve|enfant|etudiant|femme|fille"
    r"|garcon|habitant|homme|individu|jeune|licencie|lyceen|mineur|parent|participant|personne|salarie|usager)e?s?\b.*"
)
_MEASURED = re.compile(
    r"(etpt?|equivalents?|heures?|h|jours?|jrs|j|semaines?|mois|ans?|annees?|minutes?|min|km|m2|m²|ha|hectares?|kg|tonnes?"
    r"|litres?|francs?|frs|ff|f cfp|xpf|chf|dollars?|centimes?|cts|mi-temps|temps (?:pleins?|partiels?)|tiers|quarts?|demie?s?)\b|[$£¥]"
)
_SPELT = MappingProxyType(
    {
        **dict.fromkeys(("etp", "equivalent temps plein", "equivalents temps plein"), "etp"),
        **dict.fromkeys(("h", "heure", "heures"), "heure"),
    }
)
_ANYBODY = re.compile(r"(personnes?|pers\.?|individus?)( (concernees?|au total))?")
_DONE = re.compile(
    r"(realise|mene|effectue|signe|cree|recense|accompagne|organise|finance|attribue|delivre|comptabilise|denombre"
    r"|ouvert|accueilli|conduit|tenu|suivi)(e|s|es)?|au total|en tout"
)
_PER = re.compile(r" ?/ ?| par ")
_SHORTEST = 3  # letters of a word cut short
_THOUSAND, _MILLION, _MILLIARD = Decimal(1000), Decimal(10) ** 6, Decimal(10) ** 9


def read_quantity(words: str, noun: str) -> Quantity | None:
    """The quantity that plain *words* are, whole; None where they are anything else. *noun*: the measure's unit."""
    match = _LEADING.fullmatch(_with_decimals(words))
    numeral = read_numeral((match["minus"] or "") + match["numeral"].strip()) if match else None
    if not match or not numeral:
        return None
    rest = match["rest"].strip().removesuffix(".")
    if match["before"]:
        return _prefixed(numeral, match["before"], rest)
    return _quantity(numeral, rest, noun)


def split_quantity(words: str, noun: str) -> tuple[Quantity, str] | None:
    """The quantity at the start of *words* (number and, where there is one, a sign) and the words that follow."""
    match = re.match(r"([+-]? ?\d(?:[\d .,']*\d)? ?(?:% ?o\b|%|€|k€|m€|‰|points?\b|pts?\b)?)(?P<rest>.*)", words)
    quantity = read_quantity(match[1].strip(), noun) if match else None
    return (quantity, match["rest"].strip()) if match and quantity else None


def _with_decimals(words: str) -> str:
    """« 37 500,- € », « 3 ½ » and « 17 ,3 » written as other numbers are."""
    decimal = _PART.sub(lambda match: f"{match['whole'] or 0}.{_PARTS[match['part']]}", words)
    return _BEFORE_COMMA.sub("", _CENTLESS.sub("", decimal))


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
    if _is_noun(rest, noun) or _is_counted(rest, noun):
        return Quantity(numeral=numeral, unit=Unit.NOUN if _is_noun(rest, noun) else Unit.COUNTED)
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


def _is_counted(words: str, noun: str) -> bool:
    """« 20 personnes » where jeunes are counted, « 34 réalisés », « 34 actions réalisées »."""
    if _ANYBODY.fullmatch(words):
        return _PERSON.fullmatch(noun) is not None
    return _DONE.fullmatch(words.removeprefix(noun).strip()) is not None


def _is_noun(words: str, noun: str) -> bool:
    return bool(noun) and (_one_of(words) == _one_of(noun) or _is_rate(words, noun))


def _is_rate(words: str, noun: str) -> bool:
    """« par structure », « hab./structure » where « habitants par structure AVS » are asked."""
    (counted, _, each), (above, _, below) = (
        noun.partition(" par "),
        _PER.sub(" par ", f" {words}", count=1).partition(" par "),
    )
    above, below = above.strip(" ."), below.strip(" .")
    return bool(each) and len(below) >= _SHORTEST and counted.startswith(above) and each.startswith(below.rstrip("s"))


def _one_of(words: str) -> str:
    """One spelling for a unit: « heures » and « h », « équivalents temps plein » and « ETP »."""
    return _SPELT.get(words.replace("-", " ").rstrip("."), words.rstrip("s"))


def names_other_unit(words: str, noun: str) -> bool:
    """Whether *words*, written after a count of *noun*, name what cannot be it: « 14 ETP », « 20 personnes » for actions."""
    if _MEASURED.match(words):
        return True
    return bool(noun) and _PERSON.match(words) is not None and _PERSON.match(noun) is None
