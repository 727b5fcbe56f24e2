"""The long table as one Parquet file, written piece by piece: neutral words, moments in UTC.

A piece is made anywhere, without pyarrow, of columns as Arrow holds them; pyarrow only puts pieces together. Columns made of
Python's lists would have it load pandas, half a second for nothing.
"""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib.util import find_spec
from itertools import accumulate
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any

from qpv_xlsx.domain.publishing.long_table import LongRow
from qpv_xlsx.export.columns import NAMES
from qpv_xlsx.export.parquet_set import arrow_type

if TYPE_CHECKING:
    import pyarrow as pa

Buffers = tuple[bytes | None, ...]
"""A column as Arrow holds it: which rows say something, a bit each (None: all do), then what they say."""

_TYPES: Mapping[str, str] = MappingProxyType({"year": "integer", "value": "number", "received": "datetime"})
_GROUP = 2**22  # bytes that wait to be written together: some twenty territories
_START, _MILLISECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(milliseconds=1)
_DIGITS = bytes.maketrans(b"\0\1", b"01")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParquetPiece:
    """So many rows by column, in the order of NAMES."""

    count: int
    columns: tuple[Buffers, ...]

    @property
    def size(self) -> int:
        """In bytes."""
        return sum(len(part) for column in self.columns for part in column if part)


def can_write_parquet() -> bool:
    """Whether pyarrow is there: it is one of the extras."""
    return find_spec("pyarrow") is not None


def parquet_piece(rows: Sequence[LongRow]) -> ParquetPiece:
    """The rows of a territory. An empty word is no word, as in the other exports."""
    columns = zip(NAMES, zip(*rows, strict=True), strict=True) if rows else ()
    return ParquetPiece(count=len(rows), columns=tuple(_BUFFERS.get(name, _texts)(cells) for name, cells in columns))


def _texts(cells: Sequence[str]) -> Buffers:
    whole = "".join(cells)
    content = whole.encode()
    spelt = cells if len(content) == len(whole) else [cell.encode() for cell in cells]
    ends = array("i", accumulate(map(len, spelt), initial=0))
    return _bits(cells) if "" in cells else None, ends.tobytes(), content


def _integers(cells: Sequence[int]) -> Buffers:
    return None, array("q", cells).tobytes()


def _figures(cells: Sequence[float | None]) -> Buffers:
    said = [cell is not None for cell in cells]
    return None if all(said) else _bits(said), array("d", [0.0 if cell is None else cell for cell in cells]).tobytes()


def _moments(cells: Sequence[datetime]) -> Buffers:
    return _integers([_in_milliseconds(cell) for cell in cells])


_BUFFERS: Mapping[str, Callable[[Any], Buffers]] = MappingProxyType(
    {"year": _integers, "value": _figures, "received": _moments}
)


def _bits(cells: Sequence[object]) -> bytes:
    """A bit for each cell, set where it is not empty, the first one lowest."""
    digits = bytes(map(bool, cells))[::-1].translate(_DIGITS)
    return int(digits, 2).to_bytes((len(cells) + 7) // 8, "little")


@lru_cache(maxsize=1024)  # a return's, in all its rows
def _in_milliseconds(moment: datetime) -> int:
    return (moment - _START) // _MILLISECOND


class LongParquet:
    """The file being written to *stream*, which stays open; its rows are those of the pieces given, in order."""

    def __init__(self, stream: IO[bytes]) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._schema = pa.schema([(name, arrow_type(_TYPES.get(name, "string"))) for name in NAMES])
        self._writer = pq.ParquetWriter(stream, self._schema, compression="zstd")
        self._waiting: list[pa.RecordBatch] = []
        self._size = 0

    def add(self, piece: ParquetPiece) -> None:
        """One piece: a territory. Several are written together, for each group of rows costs its own."""
        if piece.count:
            self._waiting.append(self._batch(piece))
            self._size += piece.size
        if self._size > _GROUP:
            self._write()

    def _batch(self, piece: ParquetPiece) -> "pa.RecordBatch":
        import pyarrow as pa

        arrays = [
            pa.Array.from_buffers(kind, piece.count, [part if part is None else pa.py_buffer(part) for part in column])
            for kind, column in zip(self._schema.types, piece.columns, strict=True)
        ]
        return pa.RecordBatch.from_arrays(arrays, schema=self._schema)

    def _write(self) -> None:
        import pyarrow as pa

        if self._waiting:
            self._writer.write_table(pa.Table.from_batches(self._waiting, self._schema))
        self._waiting, self._size = [], 0

    def finish(self) -> None:
        """What a file ends with. Arrow gives back the memory that it kept for more."""
        import pyarrow as pa

        self._write()
        self._writer.close()
        pa.default_memory_pool().release_unused()
