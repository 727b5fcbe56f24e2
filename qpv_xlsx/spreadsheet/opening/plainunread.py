"""What nobody reads of an OpenDocument spreadsheet, given to Expat alone: it has to be well formed and not too deep, no more."""

from collections.abc import Callable, Generator, Iterator

from qpv_xlsx.spreadsheet.opening.odsdocument import OpenDocument
from qpv_xlsx.spreadsheet.opening.plainxml import nesting, walked

_END_OF_PAGE, _END = b"</style:master-page>", b"</office:master-styles>"
_READ = b"office:", b"<style:style", b"<number:"  # how the names of all begin that is read there


def end_of_pages(content: bytes, start: int, document: OpenDocument) -> Generator[bytes, None, int]:
    """Where the pages end that begin at *start* in *content*; gives what has to be walked through. Raises NotPlain, or Refused."""
    end = content.find(_END, start)
    while start < end:
        found = content.find(_END_OF_PAGE, start, end)
        last = end if found < 0 else found + len(_END_OF_PAGE)
        yield from passed_over(content[start:last], document, document.has_room)
        start = last
    return start


def passed_over(chunk: bytes, document: OpenDocument, has_room: Callable[[int], bool]) -> Iterator[bytes]:
    """The next *chunk*, in which nothing is read; who listens is told of it where it may be nested too deep. Raises NotPlain."""
    deep = nesting(chunk)
    if deep is None or any(name in chunk for name in _READ) or not has_room(deep):
        yield from walked(chunk)
    else:
        yield from document.unheard(chunk)
