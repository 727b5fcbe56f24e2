"""The styles of an OpenDocument spreadsheet cut by one pattern, where they are written as spreadsheet programs write them.

LibreOffice writes each style out in full: half a part is the same few properties again and again.
"""

import re
from collections.abc import Generator
from functools import lru_cache
from xml.parsers import expat

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.opening.odsformats import NumberStyle
from qpv_xlsx.spreadsheet.opening.odsstyles import StylesReader, StylesWalker, said_in
from qpv_xlsx.spreadsheet.opening.plainxml import PLAIN, WORDS, NotPlain, attributes_of, walked, windows
from qpv_xlsx.spreadsheet.opening.xmlstream import walk

_TOKENS = re.compile(
    rf"""
    [\ \n\t]*+ (?:
      <style:style (?: \ style:name="({PLAIN}++)" (?: \ style:family="[a-z-]++" )?+
        (?: \ style:parent-style-name="({PLAIN}++)" )?+ (?: \ style:data-style-name="({PLAIN}++)" )?+ /?+ | (\ {WORDS}*+) )>
      (?: (?<=/>) | ((?: [\ \n\t]*+ <style:(?:(?:[a-z]+-)+properties|map) (?: / | \ {WORDS}*+ (?<=/) )> )*+) [\ \n\t]*+ </style:style> )
      | ( <(number:[a-z]+-style) [\ >] (?: [^<]++ | <(?!/?(?:number:[a-z]+-style|style:style|office:)) )*+ </\7> )
      | ( . (?: [^<]++ | <(?!style:style[\ />]|number:[a-z]+-style[\ >]) )*+ )
      | \Z
    )
    """,
    re.VERBOSE | re.DOTALL,
)
"""A style whose parts have none of their own, and those parts; or whatever else comes before the next style."""

_PART = re.compile("<[a-z:-]+([^>]*)/>")
_END_OF_STYLE, _END = b"</style:style>", b"</office:"
_DEEPEST = 4
_AROUND_ONE = Limits(xml_depth=_DEEPEST + 1)
_LONGEST_PART = 1000  # characters of a part of a style that is kept to be known again


def cut_styles(content: bytes, start: int, walker: StylesWalker) -> Generator[bytes, None, int]:
    """Read the styles of a section of *content* that begins at *start*; gives what has to be walked through, and where it ends.

    Raises NotPlain or Refused; what was read is then of no use.
    """
    end, bodies, begin = content.find(_END, start), _Bodies(), walker.styles.begin
    for text, _ in windows(content, start, end, _END_OF_STYLE):
        _check(walker)
        for name, parent, data_style, said, body, number, _, other in _TOKENS.findall(text):
            if name:
                named = {"style:name": name, "style:parent-style-name": parent, "style:data-style-name": data_style}
                begin(named, bodies[body])
            elif said:
                begin(attributes_of(said.removesuffix("/")), bodies[body])
            elif number:
                walker.styles.take_number(*(_known_number if len(number) <= _LONGEST_PART else _number)(number))
            elif other:
                yield from walked(other.encode())
                _check(walker)
    return max(start, end)


def _check(walker: StylesWalker) -> None:
    if not walker.may_be_cut(_DEEPEST):
        raise NotPlain


class _Bodies(dict[str, dict[str, str]]):
    """What the parts of a style say, by how they are written."""

    def __missing__(self, body: str) -> dict[str, str]:
        said = self[body] = {}
        for part in _PART.findall(body):
            said.update(_known(part) if len(part) <= _LONGEST_PART else said_in(attributes_of(part)))
        return said


@lru_cache(maxsize=512)
def _known(part: str) -> dict[str, str]:
    """What matters of a part of a style: forms of one kind that the same program saved have the same ones."""
    return said_in(attributes_of(part))


def _number(written: str) -> tuple[str, NumberStyle]:
    """A number style and its name. Raises Refused, or NotPlain for none."""
    alone = _Alone()
    walk([f"<alone>{written}</alone>".encode()], alone, _AROUND_ONE)
    if len(alone.styles.numbers) != 1:
        raise NotPlain
    return alone.styles.numbers.popitem()


_known_number = lru_cache(maxsize=256)(_number)  # every file of a program has the same ones


class _Alone:
    """Listens to one style."""

    def __init__(self) -> None:
        self.styles = StylesReader(_AROUND_ONE)

    def listen(self, parser: expat.XMLParserType) -> None:
        """As the walker of a section does."""
        pieces: list[str] = []
        section = StylesWalker(self.styles, pieces, 0, _AROUND_ONE, lambda: None)
        parser.StartElementHandler, parser.EndElementHandler = section.enter, section.leave
        parser.CharacterDataHandler = pieces.append
