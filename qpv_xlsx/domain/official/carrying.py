"""Texts written once for several rows, carried down where the table means it: themes, objectives, merged pilots.

A column says « the same » in one way only: by merging, by leaving blank, or by repeating the words. Where it merges
or repeats, a blank is a blank.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qpv_xlsx.domain.official.headings import Header
from qpv_xlsx.domain.official.lexicon import TableRole
from qpv_xlsx.domain.official.picture import Joined, TableLine

_TAKEN_UP = re.compile(r"[\s,;–-]*\(?\b(?:suite(?: et fin)?|fin|cont(?:inued|'d|\.)?)\)?\s*$", re.IGNORECASE)
_CARRIED = (TableRole.THEME, TableRole.STRATEGIC, TableRole.OPERATIONAL)


def carried(lines: Sequence[TableLine], header: Header) -> Iterator[dict[int, str]]:
    """For each line, the texts of its carried columns by rank; never across a change in a column to the left."""
    ranks = sorted(rank for role in _CARRIED for rank in header.ranks(role))
    by_blank = {rank for rank in ranks if _leaves_blank(lines, rank)}
    merged = sorted({*ranks, *header.ranks(TableRole.PILOT)})
    current: dict[int, str] = {}
    for line in lines:
        current = _next(line, merged, by_blank, current)
        yield dict(current)


def as_above(text: str, above: str) -> str:
    """The text above where *text* is the same, taken up again on another page: « Habitat (suite) »; else *text*."""
    return above if _TAKEN_UP.sub("", text).strip() == above.strip() and above.strip() else text


def _leaves_blank(lines: Sequence[TableLine], rank: int) -> bool:
    """Whether blanks of the column stand for the text above: it neither merges cells nor repeats its words."""
    boxes = [line.boxes[rank] for line in lines if rank < len(line.boxes)]
    texts = [box.text for box in boxes]
    repeats = any(one.strip() and one == other for one, other in pairwise(texts))
    return not repeats and not any(box.joined is Joined.ABOVE for box in boxes)


def _next(line: TableLine, ranks: Sequence[int], by_blank: set[int], above: dict[int, str]) -> dict[int, str]:
    found: dict[int, str] = {}
    has_changed = False
    for rank in ranks:
        box = line.boxes[rank] if rank < len(line.boxes) else None
        if box is None or box.is_blank:
            is_same = rank in by_blank or (box is not None and box.joined is Joined.ABOVE)
            found[rank] = above.get(rank, "") if is_same and not (has_changed and rank in by_blank) else ""
        else:
            found[rank] = text = as_above(box.text, above.get(rank, ""))
            has_changed = has_changed or text != above.get(rank) or (rank in by_blank and text == box.text)
    return found
