"""Titles over the whole width of a table may stand at two levels: « AXE 1 – Petite enfance », then « 1.1 Développer l'accueil »."""

import re
from collections.abc import Sequence
from itertools import pairwise

from qpv_xlsx.domain.wording import bare_words

_PART = re.compile(
    r"(?:axe|pilier|theme|thematique|volet|orientation|convention|chapitre|partie|priorite|domaine|enjeu|objectif (?:strategique|operationnel|general|specifique)"
    r"|objectif|action|engagement|mesure|sous theme|pillar|priority|part|objective|output|outcome)\b"
)
_NUMBER = re.compile(r"\s*(?P<number>\d+(?:\s?[.-]\s?\d+)*)\s*[.)–:-]?\s+\D")
_LETTER = re.compile(r"\s*(?:[A-Z]|[a-z])\s*[.)–-]\s")
_ROMAN = re.compile(r"\s*[IVX]+\s*[.)–-]\s")


def lower_titles(titles: Sequence[tuple[int, str]], *, adjacent: frozenset[int]) -> frozenset[int]:
    """The ranks of those *titles* that stand under another one.

    *adjacent*: the ranks of those just below another title; where such a pair is written in two ways, all titles
    written as the second one are of the lower level. None where all are written in one way.
    """
    pairs = [(above, below) for above, below in pairwise(titles) if below[0] in adjacent]
    lower = {_manner(below) for (_, above), (_, below) in pairs if _manner(above) != _manner(below)}
    upper = {_manner(above) for (_, above), (_, below) in pairs if _manner(above) != _manner(below)}
    return frozenset(rank for rank, text in titles if _manner(text) in lower - upper)


def _manner(text: str) -> str:
    """How a title is written: by the word that it begins with, the depth of its number, its capitals."""
    part = _PART.match(bare_words(text))
    number = _NUMBER.match(text)
    if part:
        return part[0]
    if number:
        return f"number {len(re.findall(r'[0-9]+', number['number']))}"
    if _ROMAN.match(text):
        return "roman"
    if _LETTER.match(text):
        return "letter"
    return "capitals" if text.isupper() else "plain"
