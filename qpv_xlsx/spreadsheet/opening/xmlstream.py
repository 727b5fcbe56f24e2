"""XML walked through once, piece by piece, under limits: what a parser would build is never built.

Document types, unusual encodings, deep nesting and endless runs without a mark are refused on the way.
"""

from collections.abc import Iterable, Iterator
from typing import Protocol
from xml.parsers import expat

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.opening.refusal import beyond_bytes, not_well_formed
from qpv_xlsx.spreadsheet.opening.xmlcheck import as_utf8, is_plain_utf8, refuse_doctype

_TEXT_BUFFER = 2**16


class Walker(Protocol):
    """Who listens. *walk* tells of each element with its name as written, prefix included."""

    def listen(self, parser: expat.XMLParserType) -> None:
        """Set the handlers of *parser*; they may be changed on the way."""


def walk(pieces: Iterable[bytes], walker: Walker, limits: Limits) -> None:
    """Walk through a document that comes in *pieces*. Raises Refused."""
    parser = expat.ParserCreate(intern={})
    parser.buffer_text = True
    parser.buffer_size = _TEXT_BUFFER
    parser.StartDoctypeDeclHandler = refuse_doctype
    walker.listen(parser)
    feed = parser.Parse
    try:
        for piece in _with_short_tokens(_in_utf8(iter(pieces)), limits):
            feed(piece, False)
        feed(b"", True)
    except expat.ExpatError as trouble:
        raise not_well_formed(trouble) from trouble
    finally:  # a parser and who listens to it know each other: all that was read would wait for the next search for circles
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None


def _in_utf8(pieces: Iterator[bytes]) -> Iterator[bytes]:
    first = next(pieces, b"")
    if is_plain_utf8(first):
        yield first
        yield from pieces
    else:  # rare, and changed as a whole
        yield as_utf8(first + b"".join(pieces))


def _with_short_tokens(pieces: Iterable[bytes], limits: Limits) -> Iterator[bytes]:
    """The *pieces*, as long as no run without « < » reaches the limit: such a text or tag would be held in memory whole."""
    run = 0
    for piece in pieces:
        start = 0
        while start < len(piece):  # a piece may be the whole part
            window = piece[start : start + limits.xml_token] if len(piece) > limits.xml_token else piece
            first = window.find(b"<")
            run += len(window) if first < 0 else first
            if run > limits.xml_token:
                raise beyond_bytes("xml_token", run, limits.xml_token)
            if first >= 0:
                run = len(window) - 1 - window.rfind(b"<")
            start += len(window)
        yield piece


def local_name(name: str) -> str:
    """A name as written without its prefix."""
    return name.rpartition(":")[2]


def prefix_of(name: str) -> str:
    """« x: » of « x:worksheet »; empty without one."""
    before, colon, _ = name.rpartition(":")
    return before + colon
