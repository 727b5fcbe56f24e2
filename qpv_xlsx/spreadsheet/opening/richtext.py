"""Words written in several hands: what was struck through, what was raised as a note, what remains."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_MARK = re.compile(r"\(?(?:\d{1,3}|\*{1,3}|[a-z])\)?(?:\s*[,;]\s*\(?(?:\d{1,3}|\*{1,3}|[a-z])\)?)*")
_UNIT = re.compile(r"(?:^|[^\w])[kdchm]?m$")  # « m² », « km² »: the figure belongs to the unit
_RAISED = str.maketrans("0123456789()+-*", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻*")
_LOWERED = str.maketrans("0123456789()+-*", "₀₁₂₃₄₅₆₇₈₉₍₎₊₋*")


class Run(NamedTuple):
    """Words in one hand. *shift*: 1 raised, −1 lowered, 0 on the line. *has_own_hand*: the file says it, not the cell's font."""

    text: str
    is_struck: bool = False
    shift: int = 0
    has_own_hand: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedText:
    """*text*: what remains; *struck*: words struck through; *raised*: marks above or below the line, as « 1 » in « 12¹ ».

    *words*: what remains with these marks as such signs; empty without any. *has_own_hand*: none of what remains is in the
    cell's own font, whose strike is that of the words struck through.
    """

    text: str
    struck: str = ""
    raised: str = ""
    words: str = ""
    has_own_hand: bool = False


def joined(runs: Sequence[Run]) -> str | MarkedText:
    """The text of a cell, marked where some of it does not count."""
    if len(runs) == 1 and not (runs[0].is_struck or runs[0].shift):
        return runs[0].text
    if not any(run.is_struck or run.shift for run in runs):
        return "".join(run.text for run in runs)
    struck = "".join(run.text for run in runs if run.is_struck).strip()
    standing = [run for run in runs if not run.is_struck] if struck else list(runs)
    if not struck and not any(run.shift for run in standing):
        return "".join(run.text for run in standing)
    pieces = tuple(_pieces(standing))
    text = "".join(piece for piece, is_mark in pieces if not is_mark)
    raised = " ".join(piece.strip() for piece, is_mark in pieces if is_mark)
    if not text.strip():  # all of it stands above the line: nothing is a note to something else
        text, raised = "".join(run.text for run in standing), ""
    if not struck and not raised:
        return text
    words = "".join(_as_sign(run) for run in standing).strip() if raised else ""
    has_own_hand = bool(text.strip()) and all(run.has_own_hand for run in standing if run.text.strip())
    return MarkedText(text=text.strip(), struck=struck, raised=raised, words=words, has_own_hand=has_own_hand)


def _pieces(runs: Sequence[Run]) -> Iterator[tuple[str, bool]]:
    """Each run as it stays in the text, and whether it is a mark that does not."""
    before = ""
    for run in runs:
        if run.shift == 1 and run.text.strip() in {"2", "3"} and _UNIT.search(before):
            yield _as_sign(run), False
        else:
            yield run.text, bool(run.shift) and _MARK.fullmatch(run.text.strip()) is not None
        before = run.text


def _as_sign(run: Run) -> str:
    if not run.shift:
        return run.text
    return run.text.translate(_RAISED if run.shift > 0 else _LOWERED)
