"""A numbered list that somebody wrote in one line, « 1) A 2) B », put on a line for each thing."""

import re
from itertools import pairwise

_MARK = re.compile(r"(?:^|(?<=[\s:;,.]))(?P<mark>\d|[a-h]) ?\)\s*(?=[^\s;,.])")
_FIRST = frozenset({"1", "a"})


def on_lines(line: str) -> str:
    """*line* cut before each mark of a list 1), 2)… or a), b)…; the same where it has none, or not from the first on."""
    marks = [found for found in _MARK.finditer(line) if _is_outside_brackets(line, found.start())]
    names = [found["mark"] for found in marks]
    is_list = len(names) > 1 and names[0] in _FIRST and all(ord(b) == ord(a) + 1 for a, b in pairwise(names))
    if not is_list:
        return line
    edges = [found.start() for found in marks] + [len(line)]
    parts = (line[: edges[0]], *(line[start:end] for start, end in pairwise(edges)))
    return "\n".join(part.strip(" ;,") for part in parts if part.strip(" ;,"))


def _is_outside_brackets(line: str, place: int) -> bool:
    """« (niveau 1) et (niveau 2) » lists nothing. A mark's own bracket opens nowhere."""
    before = _MARK.sub("", line[:place])
    return before.count("(") <= before.count(")")
