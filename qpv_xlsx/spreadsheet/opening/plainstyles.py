"""The styles of an OpenDocument spreadsheet cut by one pattern, where they are written as spreadsheet programs write them.

LibreOffice writes each style out in full: half a part is the same few properties again and again.
"""

import re
from collections.abc import Generator, Mapping
from functools import lru_cache
from xml.parsers import expat

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.opening.odsdocument import OpenDocument
from qpv_xlsx.spreadsheet.opening.odsformats import NumberStyle
from qpv_xlsx.spreadsheet.opening.odsstyles import StylesReader, StylesWalker, WrittenStyle, tell
from qpv_xlsx.spreadsheet.opening.plainunread import passed_over
from qpv_xlsx.spreadsheet.opening.plainxml import PLAIN, WORDS, NotPlain, attributes_of, windows
from qpv_xlsx.spreadsheet.opening.xmlstream import walk

_TOKENS = re.compile(
    rf"""
    [\ \n\t]*+ (?:
      <style:style (?: \ style:name="({PLAIN}++)" (?: \ style:family="[a-z-]++" )?+
        (?: \ style:parent-style-name="({PLAIN}++)" )?+ (?: \ style:data-style-name="({PLAIN}++)" )?+ /?+ | (\ {WORDS}*+) )>
      (?: (?<=/>) | ((?: [\ \n\t]*+ <style:(?:(?:[a-z]+-)+properties|map) [/\ ] [^>]*+ (?<=/)> )*+) [\ \n\t]*+ </style:style> )
      | ( <(number:[a-z]+-style) [\ >] [^<]*+ (?: <(?!/?number:[a-z]+-style) [^<]*+ )*+ </\7> )
      | ( . (?: [^<]++ | <(?!style:style[\ />]|number:[a-z]+-style[\ />]) )*+ )
      | \Z
    )
    """,
    re.VERBOSE | re.DOTALL,
)
"""A style whose parts have none of their own, and those parts; or whatever else comes before the next style."""

_PART = re.compile("<([a-z:-]+)([^>]*)/>")
_END_OF_STYLE, _END = b"</style:style>", b"</office:"
_DEEPEST = 4
_AROUND_ONE = Limits(xml_depth=_DEEPEST + 1)
_LONGEST_BODY = 2000  # characters of a style, or of a number style, that is kept to be known again


def cut_styles(content: bytes, start: int, document: OpenDocument, walker: StylesWalker) -> Generator[bytes, None, int]:
    """Read the styles of a section of *content* that begins at *start*; gives what has to be walked through, and where it ends.

    Raises NotPlain or Refused; what was read is then of no use.
    """
    end, reader = content.find(_END, start), walker.styles
    styles, numbers = reader.styles, reader.numbers
    for text, _ in windows(content, start, end, _END_OF_STYLE):
        _check(walker)
        for name, parent, data_style, said, body, number, _, other in _TOKENS.findall(text):
            told = _known_said(body) if len(body) <= _LONGEST_BODY else _said(body)
            if name:
                styles[name] = WrittenStyle(parent, data_style, name, told)
            elif said:
                reader.begin(attributes_of(said.removesuffix("/")), told)
            elif number:
                known, style = (_known_number if len(number) <= _LONGEST_BODY else _number)(number)
                numbers[known] = style
            elif other:
                yield from passed_over(other.encode(), document, walker.may_be_cut)
                _check(walker)
        reader.check_count()
    return max(start, end)


def _check(walker: StylesWalker) -> None:
    if not walker.may_be_cut(_DEEPEST):
        raise NotPlain


def _said(body: str) -> Mapping[str, str]:
    """What the parts of a style say that matters. Raises NotPlain."""
    said: dict[str, str] = {}
    for name, part in _PART.findall(body):
        tell(said, name, attributes_of(part))
    return said


_known_said = lru_cache(maxsize=512)(_said)  # forms of one kind that the same program saved have the same ones


def _number(written: str) -> tuple[str, NumberStyle]:
    """A number style and its name. Raises Refused, or NotPlain for none."""
    alone = _Alone()
    walk([f"<alone>{written}</alone>".encode()], alone, _AROUND_ONE)
    if len(alone.styles.numbers) != 1 or alone.styles.styles:
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
