"""The long table as one Parquet file, written piece by piece: neutral words, moments in UTC."""

import csv
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from importlib.util import find_spec
from io import BytesIO, StringIO
from types import MappingProxyType
from typing import IO

from qpv_xlsx.domain.publishing.long_table import LongRow
from qpv_xlsx.export.columns import NAMES
from qpv_xlsx.export.parquet_set import arrow_type

_TYPES: Mapping[str, str] = MappingProxyType({"year": "integer", "value": "number", "received": "datetime"})
_VALUE = NAMES.index("value")
_GROUP = 2**22  # bytes of text that wait to be written together: some twenty territories


def can_write_parquet() -> bool:
    """Whether pyarrow is there: it is one of the extras."""
    return find_spec("pyarrow") is not None


class LongParquet:
    """The file being written to *stream*, which stays open; its rows are those given, in order."""

    def __init__(self, stream: IO[bytes]) -> None:
        import pyarrow as pa
        import pyarrow.csv as pc
        import pyarrow.parquet as pq

        self._schema = pa.schema([(name, arrow_type(_TYPES.get(name, "string"))) for name in NAMES])
        self._writer = pq.ParquetWriter(stream, self._schema, compression="zstd")
        self._parsing = pc.ParseOptions(newlines_in_values=True)
        self._conversion = pc.ConvertOptions(
            column_types=self._schema, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=True
        )
        self._waiting: list[bytes] = []
        self._size = 0

    def add(self, rows: Sequence[LongRow]) -> None:
        """One piece: a territory. Several are written together, for each group of rows costs its own.

        By way of CSV, which Arrow reads on its own: columns made of Python's lists make it load pandas, half a second for nothing.
        """
        content = _as_csv(rows)
        self._waiting.append(content)
        self._size += len(content)
        if self._size > _GROUP:
            self._write()

    def _write(self) -> None:
        import pyarrow.csv as pc

        content = b"".join(self._waiting)
        self._waiting, self._size = [], 0
        if content:
            reading = pc.ReadOptions(column_names=list(NAMES), block_size=len(content), use_threads=False)
            table = pc.read_csv(
                BytesIO(content),
                read_options=reading,
                parse_options=self._parsing,
                convert_options=self._conversion,
            )
            self._writer.write_table(table)

    def finish(self) -> None:
        """What a file ends with."""
        self._write()
        self._writer.close()


def _as_csv(rows: Sequence[LongRow]) -> bytes:
    """An empty word is no word, as in the other exports; every cell is quoted, so that none is taken for a separator."""
    text = StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(map(_cells, rows))
    return text.getvalue().encode()


def _cells(row: LongRow) -> Sequence[object]:
    value = None if row.value is None else float(row.value)
    return [*row[:_VALUE], value, *row[_VALUE + 1 : -1], _in_milliseconds(row.received)]


@lru_cache(maxsize=1024)  # a return's, in all its rows
def _in_milliseconds(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
