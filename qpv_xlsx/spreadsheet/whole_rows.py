"""Rows of plain values one under the other, spelt whole: a country's sheets have tens of thousands of them.

They wait in blocks, in a temporary file once they are many; nothing else may stand in their rows, and nothing else is held of them.
"""

import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import islice
from typing import IO, NamedTuple

from qpv_xlsx.spreadsheet.shared_texts import SHOWN, SharedTexts
from qpv_xlsx.spreadsheet.strips import endings_of, letters_of

_AT_ONCE = 200  # rows of a block
_MOST = 2**19  # characters of a sheet held in memory
_NUMBER = "\0"  # stands for a row's, and in no cell


class BlockOfRows(NamedTuple):
    """So many *rows* as the file holds them. *text* is empty where it waits at *place*, so many bytes long."""

    rows: int
    text: str
    place: int = 0
    length: int = 0


class WholeRows:
    """The blocks of a sheet by their first row, counted from 0."""

    def __init__(self) -> None:
        self._blocks: dict[int, BlockOfRows] = {}
        self._coming: list[str] = []  # rows of the next block
        self._begins = 0
        self._size = 0
        self._stream: IO[bytes] | None = None  # most sheets are short, and need none

    def __iter__(self) -> Iterator[int]:
        """Every row of theirs that is still kept."""
        self._end_block()
        for row, block in self._blocks.items():
            yield from range(row, row + block.rows)

    def add(self, row: int, count: int, text: str) -> None:
        """*count* rows from *row* on."""
        self._blocks[row] = BlockOfRows(count, text)
        self._size += len(text)
        if self._size > _MOST:
            self._set_aside()

    def add_one(self, row: int, text: str) -> None:
        """*row* alone, to which those that follow it are joined."""
        if row != self._begins + len(self._coming) or len(self._coming) == _AT_ONCE:
            self._end_block()
        if not self._coming:
            self._begins = row
        self._coming.append(text)

    def _end_block(self) -> None:
        if self._coming:
            self.add(self._begins, len(self._coming), "".join(self._coming))
            self._coming.clear()

    def take(self, row: int) -> BlockOfRows | None:
        """The block that begins in *row*, with its text, which is no longer kept."""
        self._end_block()
        block = self._blocks.pop(row, None) if self._blocks else None
        if block is None or block.text or self._stream is None:
            return block
        self._stream.seek(block.place)
        return block._replace(text=self._stream.read(block.length).decode())

    def _set_aside(self) -> None:
        if self._stream is None:
            self._stream = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as this does)
            weakref.finalize(self, self._stream.close)
        for row, block in self._blocks.items():
            if block.text:
                content = block.text.encode()
                place = self._stream.seek(0, 2)
                self._stream.write(content)
                self._blocks[row] = BlockOfRows(block.rows, "", place, len(content))
        self._size = 0


class RowError(ValueError):
    """What no row holds. *row*: where, counted from 0."""

    def __init__(self, row: int, why: str) -> None:
        super().__init__(why)
        self.row = row


def spelt_rows(
    row: int,
    contents: Iterable[Sequence[object]],
    formats: Sequence[int],
    texts: SharedTexts,
    made_plain: Callable[[int, int, object], object],
) -> Iterator[tuple[int, int, str]]:
    """Blocks of rows from the first column on: the first row, how many, and their text, as ``strip_of`` spells each.

    *made_plain*: of the row too. Raises RowError.
    """
    coming = iter(contents)
    heads = _heads(tuple(formats), "")
    while some := [*islice(coming, _AT_ONCE)]:
        spelt = [
            _row(number, cells, heads, texts, partial(made_plain, number))
            for number, cells in enumerate(some, start=row)
        ]
        text = "".join(spelt)
        texts.count += text.count(SHOWN)
        yield row, len(some), text
        row += len(some)


def spelt_row(
    row: int,
    contents: Sequence[object],
    formats: Sequence[int],
    about: str,
    texts: SharedTexts,
    made_plain: Callable[[int, object], object],
) -> str:
    """One row from the first column on, likewise. *about*: its attributes besides its number. Raises RowError."""
    text = _row(row, contents, _heads(tuple(formats), about), texts, made_plain)
    texts.count += text.count(SHOWN)
    return text


def _row(
    row: int,
    contents: Sequence[object],
    heads: Sequence[str],
    texts: SharedTexts,
    made_plain: Callable[[int, object], object],
) -> str:
    pieces = [""] * (2 * len(heads) + 1)
    try:
        pieces[:-1:2] = heads
        pieces[1::2] = endings_of(0, contents, texts, made_plain)
    except ValueError as wrong:
        raise RowError(row, str(wrong)) from wrong
    pieces[-1] = "</row>"
    return "".join(pieces).replace(_NUMBER, str(row + 1))


@lru_cache(maxsize=256)  # a sort of row for each sheet and look
def _heads(formats: Sequence[int], about: str) -> Sequence[str]:
    """How cells begin, their row left open; before the first one, the row itself, with what is said *about* it."""
    letters = letters_of(0, len(formats))
    cells = [f'<c r="{place}{_NUMBER}" s="{number}"' for place, number in zip(letters, formats, strict=True)]
    return (f'<row r="{_NUMBER}"{about}>{cells[0]}', *cells[1:])
