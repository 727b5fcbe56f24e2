"""Paragraphs of an OpenDocument cell as spreadsheet programs write them: words alone, or in spans, with links and runs of blanks."""

import re

from qpv_xlsx.spreadsheet.opening.odsstyles import StylesReader
from qpv_xlsx.spreadsheet.opening.plainxml import PLAIN, WORDS, attributes_in, unescaped

PARAGRAPHS = rf"(?: <text:p(?: />|>({WORDS}*+)</text:p> ) )? ((?: <text:p(?: />|>{WORDS}*+</text:p> ) )*+)"
"""The pattern of words alone: of the first paragraph, and the other ones as they stand there."""

_PIECES = rf"(?: {WORDS}++ | <text:s(?:\ text:c=\"[0-9]{{1,4}}\")?+/> )*+"
_SPANS = rf"""<text:span\ text:style-name="{PLAIN}++">{_PIECES}</text:span> | <text:a\ {WORDS}*+>{_PIECES}</text:a>"""
ONE_HAND = rf"(?: <text:p(?: /> | >{_PIECES}(?: (?:{_SPANS}) {_PIECES} )*+</text:p> ) )++"
"""The pattern of paragraphs whose words may all be in the same hand."""

_PARAGRAPH = re.compile("<text:p(?:/>|>([^<]*)</text:p>)")
_SPAN = re.compile('<text:span text:style-name="([^"]*)">')
_LINK = re.compile("<text:a( [^>]*)>")
_TAG = re.compile('<text:s(?: text:c="([0-9]*)")?/>|(<text:p/?>)|<[^>]*>')
_MOST_SPACES = 100


def joined(first: str, more: str) -> str:
    """The text of one or more paragraphs of words alone. Raises NotPlain."""
    return "\n".join(map(unescaped, (first, *_PARAGRAPH.findall(more)))) if more else unescaped(first)


def in_one_hand(paragraphs: str, styles: StylesReader) -> str | None:
    """The text of *paragraphs*; None where some of their words are struck through, raised or lowered. Raises NotPlain."""
    runs = map(styles.run, map(unescaped, _SPAN.findall(paragraphs)))
    if any(run.is_struck or run.shift for run in runs):
        return None
    for said in _LINK.findall(paragraphs):
        attributes_in(said)
    return unescaped(_TAG.sub(_sign, paragraphs)[1:])


def _sign(tag: re.Match[str]) -> str:
    """What stands for a *tag*: blanks, or a line that begins with each paragraph."""
    if tag[2]:
        return "\n"
    return " " * min(int(tag[1] or "1"), _MOST_SPACES) if tag[0].startswith(("<text:s/", "<text:s ")) else ""
