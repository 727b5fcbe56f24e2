"""The country's files: where they are to stand, and its long table, which is written as territories come."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from qpv_xlsx.export.comma import csv_head
from qpv_xlsx.export.long_parquet import LongParquet, can_write_parquet
from qpv_xlsx.spreadsheet.files import copy_whole
from qpv_xlsx.tasks.consolidating.rows_aside import RowsAside
from qpv_xlsx.tasks.consolidating.told_rows import ToldRows, table_form
from qpv_xlsx.workbook.national.national_master import MOST_FACTS


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalFiles:
    """Where the country's files are to stand. *table*: its long table as CSV. *parquet*: as Parquet; None: not wanted."""

    master: Path
    report: Path
    table: Path
    parquet: Path | None = None

    @classmethod
    def beside(cls, master: Path, campaign: str, ending: str = "") -> Self:
        """All in the folder of *master*. *ending*: of the table's name."""
        root = master.parent
        return cls(master=master, report=root / "report.html", table=root / f"{campaign}-donnees{ending}.csv")


class LongTableFile:
    """The country's long table, written as it comes; put aside, too, as long as a sheet can hold it.

    As CSV, and as Parquet where that is wanted and pyarrow is installed.

    The file stands under its name only when all is written.
    """

    def __init__(self, files: NationalFiles, language: str) -> None:
        self._files, self._language = files, language
        self.count = 0
        self.facts: RowsAside | None = RowsAside()

    def __enter__(self) -> Self:
        self._files.table.parent.mkdir(parents=True, exist_ok=True)
        self._stream = tempfile.TemporaryFile()
        self._stream.write(csv_head(table_form(self._language)))
        self._parquet_stream = tempfile.TemporaryFile()
        self._parquet = LongParquet(self._parquet_stream) if self._files.parquet and can_write_parquet() else None
        return self

    def add(self, rows: ToldRows) -> None:
        """The rows of one territory."""
        self._stream.write(rows.lines)
        if self._parquet:
            self._parquet.add(rows.piece)
        self.count += rows.count
        if self.count > MOST_FACTS:
            self.facts = None
        if self.facts is not None:
            self.facts.add(rows.worded)

    def __exit__(self, kind: type[BaseException] | None, *trouble: object) -> None:
        with self._stream, self._parquet_stream:
            if self._parquet:
                self._parquet.finish()
            if kind is None:
                self._stream.seek(0)
                copy_whole(self._files.table, self._stream)
            if kind is None and self._parquet and self._files.parquet:
                self._parquet_stream.seek(0)
                copy_whole(self._files.parquet, self._parquet_stream)
