"""Rows of the long table that wait in a temporary file until a workbook is written: a country's would take its memory."""

import pickle
from collections.abc import Iterator, Sequence

from qpv_xlsx.domain.publishing.long_table import LongRow
from qpv_xlsx.tasks.consolidating.files_aside import FileAside


def together(rows: Sequence[LongRow]) -> bytes:
    """Rows as they are put aside."""
    return pickle.dumps([*map(tuple, rows)])


class RowsAside:
    """Rows, in the order in which they were put aside; to be gone through while nothing is added."""

    def __init__(self) -> None:
        self._file = FileAside()

    def add(self, rows: bytes) -> None:
        """Put *rows* aside, together, as ``together`` made them."""
        self._file.stream.write(rows)

    def __iter__(self) -> Iterator[LongRow]:
        """Every row."""
        stream = self._file.stream
        end = stream.seek(0, 2)
        stream.seek(0)
        while stream.tell() < end:
            yield from map(LongRow._make, pickle.load(stream))  # noqa: S301  (our own file, of this moment)
