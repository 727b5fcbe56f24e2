"""Rows of the long table that wait in a temporary file until a workbook is written: a country's would take its memory."""

import pickle
import tempfile
import weakref
from collections.abc import Iterable, Iterator

from qpv_xlsx.domain.publishing.long_table import LongRow


class RowsAside:
    """Rows, in the order in which they were put aside; to be gone through while nothing is added."""

    def __init__(self) -> None:
        self._stream = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as this does)
        weakref.finalize(self, self._stream.close)

    def add(self, rows: Iterable[LongRow]) -> None:
        """Put *rows* aside, together."""
        pickle.dump(tuple(rows), self._stream)

    def __iter__(self) -> Iterator[LongRow]:
        """Every row."""
        end = self._stream.tell()
        self._stream.seek(0)
        while self._stream.tell() < end:
            yield from pickle.load(self._stream)  # noqa: S301  (our own file, of this moment)
