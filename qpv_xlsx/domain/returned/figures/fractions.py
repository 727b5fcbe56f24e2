"""« 8 sur 15 », « 8/15 », « 1 LAEP pour 3 500 enfants »."""

import re
from dataclasses import dataclass

from qpv_xlsx.domain.returned.figures.numerals import figure_of, read_numeral

_NUMBER = r"\d[\d .,']*"
_FRACTION = re.compile(
    rf"(?P<top>{_NUMBER}?) ?(?:/|sur|out of|of|parmi|pour|for|:) ?(?:un total de |les |a total of )?(?P<bottom>{_NUMBER})",
)
_RATIO = re.compile(
    rf"(?P<top>{_NUMBER}?) (?:[a-z][a-z'. -]*? ?)??(?:\bpour|\bfor|\bpar|\bper|/) ?(?P<bottom>{_NUMBER})"
    r"(?: (?P<whole>[a-z][a-z'. -]*(?:de (?:moins|plus) de \d+ ans|de \d+ a \d+ ans)?))?",
)
_BETWEEN_SEXES = re.compile(r"\d ?[fh] ?/ ?\d|\d ?/ ?\d+ ?[fh]\b")
_MULTIPLIED = re.compile(r"\d ?(?:k|mille|milliers?|millions?|milliards?|mds?|m)\b")
_YEAR = range(1900, 2100)
_PART = re.compile(  # « 1 élève sur 4 », « 8 postes sur 15 ouverts »; « 12 sur 3 ans » is no share
    rf"(?P<top>{_NUMBER}?) ?(?:[a-z][a-z' -]*? )?(?:(?:sur|parmi|out of|of|des) |/ ?)(?:un total de |les |a total of )?"
    rf"(?P<bottom>{_NUMBER})(?: (?!ans?\b|annees?\b|mois\b|jours?\b|semaines?\b|years?\b|months?\b|heures?\b|poste\b|etp\b|temps\b)"
    r"[a-z][a-z'. -]*)?",
)
_PERCENTAGE = r"(?P<share>\d[\d ']*(?:[.,]\d+)?) ?%"
_BOTH = tuple(
    re.compile(rf"[(\[]?{first}[\])]?[ ,;:]*[(\[]? ?(?:soit|c'est-a-dire|=>?|->?|:|→)? ?{second} ?[\])]?")
    for first, second in (
        (_PERCENTAGE, r"(?P<fraction>[^()\[\]]+?)"),
        (r"(?P<fraction>[^()\[\]%]+?)", _PERCENTAGE),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fraction:
    """A numerator and a denominator as written; the denominator may be 0."""

    numerator: float | int
    denominator: float | int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedFraction:
    """« 35,7 % (5 sur 14) »: a share written twice. *share* is a fraction, within *rounding* of what it stands for."""

    share: float
    rounding: float
    fraction: Fraction

    @property
    def agrees(self) -> bool:
        """Whether the two say the same, but for the digits that were left out."""
        below = self.fraction.denominator
        return below != 0 and abs(self.share - self.fraction.numerator / below) <= self.rounding


def read_fraction(words: str, *, of_share: bool = False, of_ratio: bool = False) -> Fraction | None:
    """The fraction that plain *words* are. Things may be named: « 1 élève sur 4 » for a share, « 1 LAEP pour 3 500 enfants »."""
    if _MULTIPLIED.search(words) or _BETWEEN_SEXES.search(words):
        return None
    match = _FRACTION.fullmatch(words)
    if match and ":" in words and _is_year(match["top"]):
        return None  # « 2015 : 14 »
    if not match and (of_share or of_ratio):
        match = _PART.fullmatch(words)
    if not match and of_ratio:
        match = _RATIO.fullmatch(words)
    return _fraction(match) if match else None


def read_stated(words: str) -> StatedFraction | None:
    """A share given both as a percentage and as the fraction it comes from, in either order."""
    for shape in _BOTH:
        match = shape.fullmatch(words)
        numeral = read_numeral(match["share"].strip()) if match else None
        fraction = read_fraction(match["fraction"].strip(), of_share=True) if match else None
        if numeral is not None and fraction is not None:
            exponent = numeral.value.as_tuple().exponent
            rounding = 10.0 ** (int(exponent) - 2)
            return StatedFraction(share=float(numeral.value / 100), rounding=rounding, fraction=fraction)
    return None


def _fraction(match: re.Match[str]) -> Fraction | None:
    top, bottom = _number(match["top"]), _number(match["bottom"])
    return None if top is None or bottom is None else Fraction(numerator=top, denominator=bottom)


def _is_year(text: str) -> bool:
    return text.strip().isdecimal() and int(text) in _YEAR


def _number(text: str) -> float | int | None:
    numeral = read_numeral(text.strip())
    if numeral is None:
        return None
    return figure_of(numeral.value if numeral.thousands is None else numeral.thousands)
