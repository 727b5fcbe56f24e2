"""Figures found in a French sentence: « 25% E2C, 12% ML », « 8 postes sur 15 », « 1 réunion tous les deux mois ».

Only what the sentence says is kept; what it may mean is for ``proposal``.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Shape(StrEnum):
    """How a figure is written."""

    PERCENT = "percent"  # « 25 % »
    POINTS = "points"  # « 3 points »
    EUROS = "euros"  # « 195 845,04 € »
    OUT_OF = "out_of"  # « 8 postes sur 15 »
    FOR = "for"  # « 1 LAEP pour 3 500 enfants »
    PER = "per"  # « 5 habitants par structure »
    PLAIN = "plain"  # « 20 conventions »


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One figure of a sentence.

    *number* is as written (25 for « 25 % »). *other*: what it stands against (« sur 15 », « pour 3 500 »).
    *before*: the words since the figure before; *after*: the words up to the next one. Years are in neither.
    *is_aside*: written within brackets. *year*: the one said beside it, or the only one of its line.
    *is_ambiguous*: « 1.234 » may be thousands or decimals; it is read as decimals.
    """

    shape: Shape
    number: float
    before: str
    after: str
    other: float | None = None
    year: int | None = None
    is_aside: bool = False
    is_ambiguous: bool = False


_SPACES = re.compile(r"[ \t\u00a0\u202f\u2009]+")
_DIGITS = r"\d{1,3}(?: \d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_AMBIGUOUS = re.compile(r"\d{1,3}\.\d{3}(?!\d)")
_NOT_FIGURES = re.compile(
    r"\b\d+(?:er|ère|re|ème|e|nde?|ers)s?\b"  # « 3ème », « 2nde »
    r"|\b\d+ ?(?:à|-) ?\d+ ans\b|\b\d+ ans\b"  # ages
    r"|\bZSP \d+(?:(?:,| et|) \d+)*\b"  # districts known by their number
    r"|\b(?:tous|toutes) les \d+ (?:mois|ans)\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\d ?% ?(?:-|à) ?\d|\d ?(?:-|à) ?\d")
_YEAR = re.compile(
    r"\b(?:(?:en|pour|fin|avant|depuis|entre|horizon|terme|d'ici|par rapport à|période)(?: à)? )"
    r"((?:19|20)\d\d)(?:(?:[/-]| et | à )((?:19|20)\d\d))?(?! (?:familles|places|personnes))\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    rf"(?<![\w,.])(?P<number>{_DIGITS})"
    rf"(?:(?P<percent> ?%)|(?P<points> points?\b)|(?P<euros> ?(?:€|euros?\b))"
    rf"|(?P<words>(?: ?[^\W\d_][\w'’.-]*)(?: [^\W\d_][\w'’-]*){{0,5}}|)(?: (?P<link>sur|pour) | ?(?P<bar>/) ?)(?P<other>{_DIGITS})(?! ?%))?",
    re.IGNORECASE,
)
_SHAPES: Mapping[str, Shape] = MappingProxyType(
    {"percent": Shape.PERCENT, "points": Shape.POINTS, "euros": Shape.EUROS},
)
_PER = re.compile(
    r"^ ?[^\W\d_][\w'’ -]{0,40}? par (?!an\b|mois\b|trimestre|semestre|semaine|rapport|la\b|le\b|les\b|un\b)\w"
)


def tidy(wording: str) -> str:
    """The wording with plain spaces and apostrophes; its line breaks stay."""
    lines = wording.replace("\r\n", "\n").replace("’", "'").replace("−", "-").split("\n")
    return "\n".join(line for line in (_SPACES.sub(" ", line).strip() for line in lines) if line)


def mentions(wording: str) -> Iterator[Mention]:
    """The figures of a tidied *wording*, in reading order."""
    for line in wording.split("\n"):
        yield from _mentions_of_line(line)


def has_range(wording: str) -> bool:
    """Whether a tidied *wording* gives a span of figures, « 10-15 » or « de 10 à 15 »: no single one is meant."""
    return any(_RANGE.search(_without_years(line)) for line in wording.split("\n"))


def _without_years(line: str) -> str:
    """The line with spaces where years, ages and ranks stood."""
    return _YEAR.sub(_blank, _NOT_FIGURES.sub(_blank, line))


def years(text: str) -> tuple[int, ...]:
    """Years said in *text*; of a span (« entre 2011 et 2013 », « 2013/2014 ») the last."""
    return tuple(int(found[2] or found[1]) for found in _YEAR.finditer(text))


def _mentions_of_line(line: str) -> Iterator[Mention]:
    bare = _without_years(line)
    found = [_figure(match) for match in _FIGURE.finditer(bare)]
    for number, figure in enumerate(found):
        start = found[number - 1].end if number else 0
        end = found[number + 1].start if number + 1 < len(found) else len(bare)
        yield _mention(line, bare, figure, start, end)


def _blank(match: re.Match[str]) -> str:
    """As many spaces: places in the sentence stay what they were."""
    return " " * len(match[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    shape: Shape
    number: float
    other: float | None
    start: int
    end: int
    words: str  # between the two numbers of a fraction


def _figure(match: re.Match[str]) -> _Figure:
    """A figure as written. « 19 antennes présentes sur 11 territoires » is no part of a whole: a plain 19."""
    number = _number(match["number"])
    other = _number(match["other"]) if match["other"] else None
    words = (match["words"] or "").strip()
    for name, shape in _SHAPES.items():
        if match[name]:
            return _Figure(shape=shape, number=number, other=None, start=match.start(), end=match.end(), words="")
    is_for = (match["link"] or "").lower() == "pour"
    if other and (is_for or number <= other):
        shape = Shape.FOR if is_for else Shape.OUT_OF
        return _Figure(shape=shape, number=number, other=other, start=match.start(), end=match.end(), words=words)
    return _Figure(shape=Shape.PLAIN, number=number, other=None, start=match.start(), end=match.end("number"), words="")


def _mention(line: str, bare: str, figure: _Figure, start: int, end: int) -> Mention:
    after = " ".join(f"{figure.words} {bare[figure.end : end]}".split())
    near = years(line[figure.end : end]) or years(line[start : figure.start])
    everywhere = frozenset(years(line))
    said = near or (tuple(everywhere) if len(everywhere) == 1 else ())
    is_per = figure.shape is Shape.PLAIN and _PER.match(after) is not None
    return Mention(
        shape=Shape.PER if is_per else figure.shape,
        number=figure.number,
        other=figure.other,
        before=" ".join(bare[start : figure.start].split()),
        after=after,
        year=said[0] if said else None,
        is_ambiguous=_AMBIGUOUS.match(bare, figure.start) is not None,
        is_aside=bare.count("(", 0, figure.start) > bare.count(")", 0, figure.start),
    )


def _number(text: str) -> float:
    return float(text.replace(" ", "").replace(",", "."))
