"""The long table as one Parquet file, written piece by piece: neutral words, moments in UTC."""

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from types import MappingProxyType
from typing import IO

from qpv_xlsx.domain.publishing.long_table import LongRow
from qpv_xlsx.export.columns import NAMES
from qpv_xlsx.export.parquet_set import arrow_type

_TYPES: Mapping[str, str] = MappingProxyType({"year": "integer", "value": "number", "received": "datetime"})


def can_write_parquet() -> bool:
    """Whether pyarrow is there: it is one of the extras."""
    return find_spec("pyarrow") is not None


class LongParquet:
    """The file being written to *stream*, which stays open; its rows are those given, in order."""

    def __init__(self, stream: IO[bytes]) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._schema = pa.schema([(name, arrow_type(_TYPES.get(name, "string"))) for name in NAMES])
        self._writer = pq.ParquetWriter(stream, self._schema, compression="zstd")

    def add(self, rows: Sequence[LongRow]) -> None:
        """One piece: a territory."""
        import pyarrow as pa

        if rows:
            columns = [
                pa.array(_column(name, cells), field.type)
                for name, cells, field in zip(NAMES, zip(*rows, strict=True), self._schema, strict=True)
            ]
            self._writer.write_table(pa.table(columns, schema=self._schema))

    def finish(self) -> None:
        """What a file ends with."""
        self._writer.close()


def _column(name: str, cells: Sequence[object]) -> Sequence[object]:
    """An empty word is no word, as in the other exports."""
    match name:
        case "value":
            return [float(cell) if isinstance(cell, int | float) else None for cell in cells]
        case "year" | "received":
            return cells
    return [cell or None for cell in map(str, cells)]
