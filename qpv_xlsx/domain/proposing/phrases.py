"""One phrase per figure: the words before it and after it that are its own, and what the next steps read in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from qpv_xlsx.domain.proposing.doubts import Doubt
from qpv_xlsx.domain.proposing.marked_sentence import QUANTITY, MarkedSentence
from qpv_xlsx.domain.proposing.quantities import SaidFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A figure and its words, folded. Each step takes the words that it understands out of *before* and *after*.

    *words_before*, *words_after*: the same as written. *said*: the whole line, folded.
    *has_neighbours*: other figures stand in its line. *is_aside*: in brackets. *ceiling*, *floor*: a bound is said, *is_strict*: the figure itself is beyond it. *sign*: 1 rise, -1 fall, 0 level.
    *times*: a year. *year*: the deadline, or the date of a result (*is_year_bare*: only the digits say so); *compared*: the year of the start. *is_since*, *is_span*, *is_aimed*, *is_observed*: how that date is said.
    """

    quantity: SaidFigure
    before: str
    after: str
    words_before: str
    words_after: str
    said: str
    has_neighbours: bool = False
    is_aside: bool = False
    is_nested: bool = False
    is_kept: bool = False
    is_gap: bool = False
    is_to: bool = False
    has_floor: bool = False
    has_ceiling: bool = False
    is_strict: bool = False
    is_other_level: bool = False
    is_start: bool = False
    is_ratio: bool = False
    sign: int = 0
    times: float | None = None
    year: int | None = None
    compared: int | None = None
    is_year_bare: bool = False
    is_since: bool = False
    is_span: bool = False
    is_aimed: bool = False
    is_observed: bool = False
    doubts: tuple[Doubt, ...] = ()

    def value(self) -> float:
        """The figure in its kind's unit."""
        return self.quantity.value


_STRONG = re.compile(r"\n|;|\.(?= |$)|(?<= )-(?= [a-z\U000f2000-\U000f5fff])")  # « 82 % - cible 2030 : 100 % »
_WEAK = re.compile(r",|\bet\b|\bdont\b|\bsoit\b|\(|\)|\bpuis\b|/|\bmais\b|\bcontre\b|\bplus\b(?= *$)|\bavec\b")
_KEPT_IN_NEXT = re.compile(r"^(?:dont|soit|\(|contre|avec|et\b(?= demi))")


def phrases(sentence: MarkedSentence) -> Iterator[Phrase]:
    """The phrases of a marked sentence, in reading order."""
    start = 0
    for line in sentence.plain.split("\n"):
        yield from _phrases_of_line(sentence, line, sentence.words[start : start + len(line)])
        start += len(line) + 1


def _phrases_of_line(sentence: MarkedSentence, line: str, words: str) -> Iterator[Phrase]:
    places = [found.start() for found in re.finditer(QUANTITY, line)]
    edges = [0]
    unparted = []
    for left, right in pairwise(places):
        cut = _cut(line[left + 1 : right])
        unparted.append(cut is None)
        edges.append(right if cut is None else left + 1 + cut)
    for number, place in enumerate(places):
        end = edges[number + 1] if number + 1 < len(places) else len(line)
        is_unparted = any(unparted[max(number - 1, 0) : number + 1])
        yield Phrase(
            quantity=sentence.meaning(line[place]),
            before=_own(line[edges[number] : place]),
            after=_own(line[place + 1 : end]),
            words_before=sentence.as_written(words[edges[number] : place]),
            words_after=sentence.as_written(words[place + 1 : end]),
            said=line,
            has_neighbours=len(places) > 1,
            is_aside=line.count("(", 0, place) > line.count(")", 0, place),
            doubts=(Doubt.WORDS_LEFT,) if is_unparted else (),
        )


def _cut(between: str) -> int | None:
    """Where one phrase ends and the next begins; None where nothing parts them."""
    strong = list(_STRONG.finditer(between))
    if strong:
        return strong[-1].end()
    weak = list(_WEAK.finditer(between))
    if not weak:
        return None
    last = weak[-1]
    return last.start() if _KEPT_IN_NEXT.match(last[0]) or last[0] in {"dont", "soit", "(", "contre"} else last.end()


def _own(words: str) -> str:
    return " ".join(words.split())
