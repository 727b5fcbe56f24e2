"""A sentence being read: what is understood gives way to marks, so that the next step sees « passer de ■ à ■ d'ici □ ».

Each kind of mark has its own range of private characters, which patterns name: ``QUANTITY``, ``DATE``, ``RHYTHM``, ``NAME``.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

_FIRST: Final = {"quantity": 0xF0000, "date": 0xF2000, "rhythm": 0xF4000, "name": 0xF6000}
_ROOM: Final = 0x2000
QUANTITY: Final = "[\U000f0000-\U000f1fff]"
DATE: Final = "[\U000f2000-\U000f3fff]"
RHYTHM: Final = "[\U000f4000-\U000f5fff]"
NAME: Final = "[\U000f6000-\U000f7fff]"
MARK: Final = "[\U000f0000-\U000f7fff]"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedSentence:
    """*words*: as written; *plain*: the same folded, place for place. *marks*: what the marks in both stand for."""

    words: str
    plain: str
    marks: tuple[Any, ...] = ()

    def meaning(self, mark: str) -> Any:  # noqa: ANN401  (a quantity, a date, a rhythm)
        """What the character *mark* stands for."""
        return self.marks[(ord(mark) - _FIRST["quantity"]) % _ROOM]

    def as_written(self, words: str) -> str:
        """*words* of the sentence with its names as they were, and without its other marks."""
        named = re.sub(NAME, lambda match: str(self.meaning(match[0])), words)
        return " ".join(re.sub(MARK, " ", named).split())


Meaning = Callable[[re.Match[str]], Any]


def marked(sentence: MarkedSentence, kind: str, pattern: re.Pattern[str], meaning: Meaning) -> MarkedSentence:
    """*sentence* with a mark in place of each match that has a *meaning*; None leaves the words as they are.

    Words that the pattern names ``kept`` stay, after the mark: « multiplier [les places] par 2 ».
    """
    words, plain, marks, last = "", "", list(sentence.marks), 0
    for match in pattern.finditer(sentence.plain):
        meant = meaning(match)
        if meant is None or len(marks) >= _ROOM:
            continue
        mark = chr(_FIRST[kind] + len(marks))
        marks.append(meant)
        kept = slice(*match.span("kept")) if "kept" in pattern.groupindex else slice(0)
        words += sentence.words[last : match.start()] + mark + sentence.words[kept]
        plain += sentence.plain[last : match.start()] + mark + sentence.plain[kept]
        last = match.end()
    return MarkedSentence(words=words + sentence.words[last:], plain=plain + sentence.plain[last:], marks=tuple(marks))
