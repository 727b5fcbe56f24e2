"""A part of an OpenDocument spreadsheet, most of it cut by patterns: what they do not take is given to be walked through.

Cut are whole elements that stand between two tags; the rest is as well formed as the whole is. What is cut is told to those
who listen to the rest, when its turn comes.
"""

import re
from collections.abc import Generator, Iterator

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.opening.odsdocument import PAGES, OpenDocument
from qpv_xlsx.spreadsheet.opening.plainstyles import cut_styles
from qpv_xlsx.spreadsheet.opening.plaintables import cut_rows
from qpv_xlsx.spreadsheet.opening.plainunread import end_of_pages
from qpv_xlsx.spreadsheet.opening.plainvalidations import end_of_validations
from qpv_xlsx.spreadsheet.opening.plainxml import NotPlain, declaration_of, walked

LONGEST = 2**21
"""Bytes of a part that may be cut. It is held whole, and its rows are cut piece by piece."""

_CUT = re.compile(rb"<(?:office:(?:automatic-|master-)?styles>|table:content-validations>|(table:table-row)[ />])")
"""Where something begins that may be cut; a row is cut with its tag."""


def left_to_walk(content: bytes, document: OpenDocument, limits: Limits) -> Iterator[bytes]:
    """What *document* has to hear of the part *content*; it is told of the rest. Raises NotPlain, or Refused for what is wrong there."""
    declaration = declaration_of(content, limits, LONGEST)
    yield declaration
    at = len(declaration)
    while found := _CUT.search(content, at):
        start = found.start() if found[1] else found.end()
        yield from walked(content[at:start])
        at = yield from _cut(content, start, document)
        if at == found.start():
            raise NotPlain
    yield content[at:]


def _cut(content: bytes, start: int, document: OpenDocument) -> Generator[bytes, None, int]:
    """Read what begins at *start*, and give where to go on."""
    if document.has_other_names:
        raise NotPlain
    if document.section is not None:
        return (yield from cut_styles(content, start, document, document.section))
    if document.table is not None:
        return (yield from cut_rows(content, start, document.table))
    if document.unread == PAGES:
        return (yield from end_of_pages(content, start, document))
    return end_of_validations(content, start, document) if document.unread else start
