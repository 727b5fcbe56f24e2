"""Rows of the long table that wait in a temporary file until a workbook is written: a country's would take its memory."""

import pickle
import tempfile
import weakref
from collections.abc import Iterator, Sequence

from qpv_xlsx.domain.publishing.long_table import LongRow


def together(rows: Sequence[LongRow]) -> bytes:
    """Rows as they are put aside."""
    return pickle.dumps([*map(tuple, rows)])


class RowsAside:
    """Rows, in the order in which they were put aside; to be gone through while nothing is added."""

    def __init__(self) -> None:
        self._stream = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as this does)
        weakref.finalize(self, self._stream.close)

    def add(self, rows: bytes) -> None:
        """Put *rows* aside, together, as ``together`` made them."""
        self._stream.write(rows)

    def __iter__(self) -> Iterator[LongRow]:
        """Every row."""
        end = self._stream.tell()
        self._stream.seek(0)
        while self._stream.tell() < end:
            yield from map(LongRow._make, pickle.load(self._stream))  # noqa: S301  (our own file, of this moment)
