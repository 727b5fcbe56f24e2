"""Figures with their units: « 25 % », « - 2 pts », « 1,2 M€ », « 8 postes sur 15 », « 1 pour 10 000 », « un tiers », « x 2 »."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from types import MappingProxyType

from qpv_xlsx.domain.proposing.doubts import Doubt
from qpv_xlsx.domain.proposing.marked_sentence import NAME, RHYTHM, MarkedSentence, marked
from qpv_xlsx.domain.proposing.numbers_in_words import COLLECTIVE, SPELLED, collective_number, spelled_number


class Shape(StrEnum):
    """How a figure is written."""

    PERCENT = "percent"  # « 25 % », « un tiers »
    POINTS = "points"  # « 3 points »
    EUROS = "euros"  # « 195 845,04 € »
    OUT_OF = "out_of"  # « 8 postes sur 15 »
    FOR = "for"  # « 1 LAEP pour 3 500 enfants »
    PLAIN = "plain"  # « 20 conventions »
    FACTOR = "factor"  # « x 2 », « doubler »

    @property
    def is_part(self) -> bool:
        """Whether it says which part of something: « 30 % », « 1/3 »."""
        return self in {Shape.PERCENT, Shape.OUT_OF}

    @property
    def is_of_a_hundred(self) -> bool:
        """Whether its unit is a hundredth: « 3 % », « 3 points »."""
        return self in {Shape.PERCENT, Shape.POINTS}


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidFigure:
    """One figure of a sentence, or several that say one thing.

    *value*: in the unit of its kind (a share is a fraction, an amount is in euros), *scale* times the written number.
    *decimals*: written after the comma; None where no digits are (« un tiers »). *sign*: 1 or -1 where one is written.
    *numerator*, *denominator*: of a fraction. *start*: where it comes from (« de 12 à 20 », « contre 45 % en 2014 »),
    *start_year* and *start_decimals*. *is_range*: « 10 à 15 », of which *value* is the last. *is_path*: « de 12 à 20 », where no verb is a change by 20.
    """

    shape: Shape
    value: float
    sign: int = 0
    scale: float = 1
    decimals: int | None = None
    numerator: float | None = None
    denominator: float | None = None
    start: float | None = None
    start_year: int | None = None
    start_decimals: int | None = None
    is_range: bool = False
    is_whole: bool = False
    is_past: bool = False
    is_path: bool = False
    doubts: tuple[Doubt, ...] = ()

    def last_digit(self, decimals: int | None) -> float | None:
        """The unit of the last of *decimals* written: 0.01 for « 28 % »; None for an exact count, or where none is written."""
        is_exact = self.shape is Shape.EUROS or not decimals  # to the cent, or a whole number
        is_rounded = self.shape.is_of_a_hundred or self.scale > 1 or not is_exact
        return round(self.scale * 10.0**-decimals, 12) if decimals is not None and is_rounded else None


_DIGITS = r"\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+)?|\d{1,3}(?:'\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
_THOUSANDS_BY_A_POINT = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_POINT_PLACES = (
    r"(?! ?(?:d'(?:acces|accueil|ecoute|info\w*|appui|apport|eau|contact|entree)|de (?:contact|vente|rencontre|service|distribution|collecte|deal|fixation|regroupement|chute|livraison|restauration)"
    r"|[ -]?(?:conseils?|noirs?|chauds?|relais|info\w*|justice|ecoute|accueil|numeriques?|services?|jeunes?)\b))"
)
_ONE_LIKE = (
    rf"\bun(?= (?:million|milliard)\b)|(?<=moins d')une?(?= (?:mois|jour|semaine|an|annee|heure)s?\b)|\bune?(?= (?:[^\W\d_][\w'-]* ){{1,4}}?{RHYTHM}| {RHYTHM}| ?/|(?: [^\W\d_][\w'-]*){{0,3}} (?:sur|pour) (?:\d|deux|trois|quatre|cinq|dix|mille|cent))"
    rf"|(?<= d')une?(?= (?:points?\b{_POINT_PLACES}))|(?<=au moins )une?\b|(?<=minimum )une?\b|(?<=dont )une?\b|(?:(?<=passer d')|(?<=passage d'))une?\b(?! (?:taux|niveau|part|proportion|total|effectif|delai|moyenne|nombre|montant)\b)|(?<=raison d')une?\b|\bune?(?= (?:[^\W\d_][\w'-]* ){{0,6}}(?:par (?!la |les? |un|des |l')|dans chaque |pour chaque ))|\bune?(?= (?:a|ou) (?:deux|trois)\b)"
)
_NUMBER = rf"(?:{_DIGITS}|{SPELLED}|{COLLECTIVE}|{_ONE_LIKE})"
_AMBIGUOUS = re.compile(r"\d{1,3}[.,]\d{3}$")
_UNIT = (
    rf"(?: ?(?P<percent>%|pour ?cents?\b|pourcents?\b|p\. ?100\b)(?P<points_of> ?points?\b)?"
    rf"| ?(?P<points>(?:points?(?: ?\(s\))?(?: de (?:%|pour ?cent\w*))?|pts?|pp)\b\.?{_POINT_PLACES})"
    r"| ?(?P<scale>millions?|milliers?|milliards?)?(?: d'| de | )?(?P<euros>(?:md|[km])? ?€|(?:md|[km]) ?(?:d')?(?:euros?|eur)\b|euros?\b|eur\b)"
    r"| (?P<only_scale>millions?|milliers?|milliards?)(?: d'| de )?"
    r"| ?(?P<permille>‰))?"
)
_SIGN = r"(?P<sign>(?<![\w%€)\U000f0000-\U000f7fff])(?<![\w%€)\U000f0000-\U000f7fff] )[+-] ?|(?<=[a-z)] )[+-](?=\d)|(?:(?<=au moins )|(?<=minimum )|(?<=evolution de )|(?<=variation de ))[+-] ?(?=\d)|\b(?<!au )(?<!pas )(?<!du )(?<!ou )(?:plus|moins) (?=[\d]|un\b|une\b|deux|trois|cinq|dix))?"
_QUANTITY = re.compile(rf"{_SIGN}(?<![\d,.])(?P<number>(?<![a-z\d]){_NUMBER}){_UNIT}")
_WORDS = rf"(?: ?(?:[^\W\d_]|{NAME})[\w'.-]*)?(?: (?:[^\W\d_]|{NAME})[\w'-]*){{0,5}}?"
_FRACTION = re.compile(
    rf"(?<![\w,.])(?P<number>{_NUMBER})(?:(?P<words>{_WORDS}) (?P<link>sur|pour)(?: un total de| les| chaque)? |(?P<slashed>{_WORDS}) ?(?P<bar>/) ?)"
    rf"(?P<other>{_DIGITS}|{SPELLED})(?![\w.,]*\d)(?! ?(?:%|€|[km]€|euros?|points?|pts?|pour ?cent)(?!\w))(?!/\d)"
)
_WORD_FRACTIONS = (
    (re.compile(r"\b(?:les )?(?:trois|3)[ -]quarts?\b"), 3 / 4),
    (re.compile(r"\b(?:les )?(?:deux|2)[ -]tiers\b(?![ -]lieux?)"), 2 / 3),
    (re.compile(r"\b(?:(?:la|une) )?moitie\b"), 1 / 2),
    (re.compile(r"\b(?:un |le |du )?tiers\b(?! ?-?(?:lieux?|temps|payant|secteur|de confiance|financeur)|s)"), 1 / 3),
    (re.compile(r"\b(?:un |le |du )quart\b(?! d'heure)"), 1 / 4),
    (re.compile(r"\b(?:un |le |du )cinquieme\b"), 1 / 5),
    (re.compile(r"\b(?:un |le |du )dixieme\b"), 1 / 10),
)
_FACTORS = (
    (
        re.compile(
            r"\b(?:le )?doubl(?:er|ement|e|es|ee|ees|ant)\b(?! (?:diplome|cursus|peine|mixte|appartenance|culture|competence))"
        ),
        2.0,
    ),
    (re.compile(r"\b(?:le )?tripl(?:er|ement|e|es|ee|ees|ant)\b"), 3.0),
    (re.compile(r"\bquadrupl(?:er|ement|e|es|ee|ees)\b"), 4.0),
    (re.compile(r"\bquintupl(?:er|ement|e|es|ee|ees)\b"), 5.0),
)
_TIMES_WRITTEN = re.compile(
    rf"(?:(?<![\w])x ?|(?<=\W)\* ?)(?P<number>{_DIGITS}|{SPELLED})(?!\w| ?%)|(?<![\w,.])(?P<fold>{_DIGITS}|{SPELLED}) fois (?P<more>plus|moins)(?: (?:de |d'))?\b"
)
_MULTIPLY = re.compile(
    rf"\b(?P<verb>multipli|divis|redui|reduct|diminu|diminut|baiss)(?:er|e|es|ee|ees|cation|ion|re|t|te|ts|tes)\b(?P<kept>[^,;.\n]{{0,90}}?) par (?P<number>{_DIGITS}|{SPELLED})(?![\w%]| ?%)"
)
_SCALES: Mapping[str, float] = MappingProxyType({"millier": 1e3, "million": 1e6, "milliard": 1e9})

_LONGEST_NUMBER = 30  # signs; « trois cent soixante-quinze » has 26, and what is longer is no figure of a contract


def mark_quantities(sentence: MarkedSentence) -> MarkedSentence:
    """The sentence with its figures marked, each with its unit and its sign."""
    sentence = _mark_factors(sentence)
    sentence = marked(sentence, "quantity", _FRACTION, partial(_fraction, sentence.words))
    for pattern, value in _WORD_FRACTIONS:
        share = SaidFigure(shape=Shape.PERCENT, value=value)
        sentence = marked(sentence, "quantity", pattern, partial(_always, share))
    return marked(sentence, "quantity", _QUANTITY, _quantity)


def _mark_factors(sentence: MarkedSentence) -> MarkedSentence:
    """« multiplier les places par 2 » keeps « les places »: the mark stands for the verb."""
    sentence = marked(sentence, "quantity", _TIMES_WRITTEN, _times_written)
    sentence = marked(sentence, "quantity", _MULTIPLY, _multiplied)
    for pattern, factor in _FACTORS:
        meaning = partial(_always, SaidFigure(shape=Shape.FACTOR, value=factor))
        sentence = marked(sentence, "quantity", pattern, meaning)
    return sentence


def _always(figure: SaidFigure, _: re.Match[str]) -> SaidFigure:
    return figure


def _times_written(match: re.Match[str]) -> SaidFigure | None:
    written = match["number"] or match["fold"]
    if len(written) > _LONGEST_NUMBER:
        return None
    value = number_of(written)
    return SaidFigure(shape=Shape.FACTOR, value=1 / value if match["more"] == "moins" and value else value)


def _multiplied(match: re.Match[str]) -> SaidFigure | None:
    if len(match["number"]) > _LONGEST_NUMBER:
        return None
    value = number_of(match["number"])
    return SaidFigure(shape=Shape.FACTOR, value=1 / value if match["verb"] != "multipli" and value else value)


def _fraction(words: str, match: re.Match[str]) -> SaidFigure | None:
    """« 19 antennes présentes sur 11 territoires » is no part of a whole, nor « 24/24 » one."""
    if max(len(match["number"]), len(match["other"])) > _LONGEST_NUMBER:
        return None
    number, other = number_of(match["number"]), number_of(match["other"])
    has_noun = re.match(r" ?[a-z]", match.string[match.end() :]) is not None
    is_for_one = bool(match["slashed"]) and has_noun and (number == 1 or number <= other / 10)
    is_rate = bool(match["bar"]) and (is_for_one or (other in _ROUND and number <= other / 10))
    is_of_two_things = match["slashed"] and not is_rate and has_noun
    if not other or is_of_two_things or re.search(r" pour cents?$", match[0]):
        return None
    if match["link"] == "pour" or is_rate:
        is_clear = (number == 1 and other > 1) or (other >= 10 * number and not is_rate) or not number.is_integer()
        doubts = () if is_clear else (Doubt.PART_OF,)
        return SaidFigure(shape=Shape.FOR, value=number / other, numerator=number, denominator=other, doubts=doubts)
    if number > other:
        return None
    if match["bar"] and number + other == _WHOLE_PERCENT:
        return SaidFigure(shape=Shape.PERCENT, value=number / 100, doubts=(Doubt.PARITY,))  # « 50/50 », « 40/60 »
    doubts = (Doubt.PART_OF,) if _is_loose(words, match) else ()
    return SaidFigure(shape=Shape.OUT_OF, value=number / other, numerator=number, denominator=other, doubts=doubts)


def _is_loose(words: str, match: re.Match[str]) -> bool:
    """Whether the two numbers may count two things: « 5 actions sur 7 QPV », « 1/2 ETP »."""
    if (
        match["slashed"]
        or (match["bar"] and _MARKS.search(match.string))
        or match["number"].startswith("0")
        or _is_bare_division(match)
        or _TIME.search(match["words"] or "")
    ):
        return True  # « 01/02 », « un mercredi sur deux »
    noun = _OTHER_NOUN if match["words"] else _BARE_NOUN if match["bar"] else None
    return noun is not None and noun.match(words, match.end()) is not None


def _is_bare_division(match: re.Match[str]) -> bool:
    """« 360 / 400 », « 2/4 »: a share, or a start and a target? « 9/10 » and « 3/4 » are shares."""
    if not match["bar"] or match["words"]:
        return False
    number, other = number_of(match["number"]), number_of(match["other"])
    is_reduced = number.is_integer() and other.is_integer() and math.gcd(int(number), int(other)) == 1
    return other > _WHOLE_PERCENT or not (is_reduced or other in {10, 20, _WHOLE_PERCENT})


_MARKS = re.compile(r"\b(?:satisfaction|notes?|scores?|appreciation|evaluation|bareme|echelle)\b")  # « note : 8/10 »
_WHOLE_PERCENT = 100
_ROUND = frozenset({1_000, 10_000, 100_000})  # « 5,6 médecins / 10 000 habitants »
_TIME = re.compile(
    r"\b(?:jours?|semaines?|mois|ans?|annees?|lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?)\b"
)
_BARE_NOUN = re.compile(r" (?!(?:des?|du|en|à|au|pour|par|sur|dans)\b|d['’])[^\W\d]", re.IGNORECASE)
_OTHER_NOUN = re.compile(
    r" (?!(?:en|au|aux|à|de|du|des|par|dans|avec|chez|soit|et|ou|qui|pour|contre|sont|ont|admise?s?|inscrite?s?|satisfaite?s?|sortie?s?|suivie?s?|reçue?s?"
    r"|\w+ée?s?|\d.*)\b|d['’])\w{2,}",
    re.IGNORECASE,
)


def _quantity(match: re.Match[str]) -> SaidFigure | None:
    written = match["number"]
    if len(written) > _LONGEST_NUMBER:
        return None
    value = number_of(written)
    sign = {"+": 1, "plus": 1, "-": -1, "moins": -1}.get((match["sign"] or "").strip(), 0)
    said = SaidFigure(
        shape=Shape.PLAIN, value=value, sign=sign, decimals=_decimals(written), doubts=tuple(_doubts(match))
    )
    if match["percent"] or match["points"]:
        is_points = match["points"] or match["points_of"]
        shape = Shape.POINTS if is_points else Shape.PERCENT
        return replace(said, shape=shape, value=round(value / 100, 12), scale=0.01)
    if match["permille"]:
        doubts = (*said.doubts, Doubt.UNIT)
        return replace(said, shape=Shape.PERCENT, value=round(value / 1000, 12), scale=0.001, doubts=doubts)
    if _THOUSANDS_BY_A_POINT.fullmatch(written):  # « 1.200 consultations »
        said = replace(said, value=value * 1000, decimals=0)
        value = said.value
    scale = _SCALES.get((match["scale"] or match["only_scale"] or "").rstrip("s"), 1.0)
    if match["euros"]:
        scale *= _thousands(match["euros"])
        return replace(said, shape=Shape.EUROS, value=round(value * scale, 6), scale=scale)
    return replace(said, value=value * scale, scale=scale)


_GLUED = re.compile(r"(?!(?:h|j|ans?|km|m|ha|mn|min|kg|kwh|mwh|gwh|etpt?|qpv|places?|jours?|heures?|mois)\b)[a-z]")


def _decimals(written: str) -> int | None:
    """How many digits follow the comma; None for a number in words."""
    whole_and_part = re.split(r"[.,]", written)
    return len(whole_and_part[1]) if len(whole_and_part) > 1 else 0 if written[0].isdigit() else None


def _doubts(match: re.Match[str]) -> list[Doubt]:
    written = match["number"]
    found = [Doubt.SEPARATOR] if _AMBIGUOUS.match(written) else []
    if re.match(COLLECTIVE, written):
        found.append(Doubt.APPROXIMATE if collective_number(written) else Doubt.NOT_UNDERSTOOD)
    if re.fullmatch(r"(?:199|20[0-4])\d", written) and not match["percent"] and not match["euros"]:
        found.append(Doubt.YEAR_OR_FIGURE)
    if match["only_scale"] and not re.match(r" ?\w", match.string[match.end() :]):
        found.append(Doubt.UNIT)  # « 2,5 millions »: of what?
    if re.match(r" (?:centimes?|cts)\b", match.string[match.end() :]):
        found.append(Doubt.UNIT)
    if _GLUED.match(match.string[match.end() :]) and not match[0].endswith((" ", "'")):
        found.append(Doubt.UNIT)  # « 30aine », « 12x »
    if re.match(r" ?(?:k|m|md)\b(?!['.])", match.string[match.end() :]):
        found.append(Doubt.UNIT)
    if not match["sign"] and re.search(r"[a-z\U000f2000-\U000f7fff] [+-] ?$", match.string[: match.start()]):
        found.append(Doubt.SIGN)
    return found


def _thousands(unit: str) -> float:
    return {"m": 1e6, "k": 1e3}.get(unit.strip()[:1], 1.0) if not unit.startswith("md") else 1e9


def number_of(written: str) -> float:
    """The value of a number in digits or in words; 0 where the words tell none (« plusieurs dizaines »)."""
    if written[0].isdigit():
        return float(written.replace(" ", "").replace("'", "").replace(",", "."))
    if re.match(COLLECTIVE, written):
        return float(collective_number(written) or 0)
    return float(spelled_number(written))
