"""« 8 sur 15 », « 8/15 », « 1 LAEP pour 3 500 enfants »."""

import re
from dataclasses import dataclass

from qpv_xlsx.domain.returned.figures.numerals import figure_of, read_numeral

_NUMBER = r"\d[\d .,']*"
_FRACTION = re.compile(
    rf"(?P<top>{_NUMBER}?) ?(?:/|sur|out of|of|parmi|pour|for|:) ?(?:un total de |les |a total of )?(?P<bottom>{_NUMBER})",
)
_RATIO = re.compile(
    rf"(?P<top>{_NUMBER}?) (?:[a-z][a-z' -]*? )?(?:pour|for|par|per|/) ?(?P<bottom>{_NUMBER})(?: [a-z][a-z' -]*)?",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fraction:
    """A numerator and a denominator as written; the denominator may be 0."""

    numerator: float | int
    denominator: float | int


def read_fraction(words: str, *, with_nouns: bool) -> Fraction | None:
    """The fraction that plain *words* are. *with_nouns*: things may be named on both sides, as ratios are written."""
    match = _FRACTION.fullmatch(words) or (_RATIO.fullmatch(words) if with_nouns else None)
    if not match:
        return None
    top, bottom = _number(match["top"]), _number(match["bottom"])
    return None if top is None or bottom is None else Fraction(numerator=top, denominator=bottom)


def _number(text: str) -> float | int | None:
    numeral = read_numeral(text.strip())
    if numeral is None:
        return None
    return figure_of(numeral.value if numeral.thousands is None else numeral.thousands)
