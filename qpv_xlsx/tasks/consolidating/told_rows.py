"""A territory's rows of the long table, as the files of the country take them: made where the territory is judged."""

from collections.abc import Sequence
from dataclasses import dataclass

from qpv_xlsx.domain.publishing.long_table import LongRow
from qpv_xlsx.export.comma import CsvForm, worded_csv_lines
from qpv_xlsx.export.long_parquet import ParquetPiece, parquet_piece
from qpv_xlsx.tasks.consolidating.rows_aside import together


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRows:
    """So many rows. *lines*: of the CSV; *worded*: for « Données », to be put aside; *piece*: of the Parquet."""

    count: int
    lines: bytes
    worded: bytes
    piece: ParquetPiece


def told_rows(rows: Sequence[LongRow], worded: Sequence[LongRow], language: str) -> ToldRows:
    """*rows*, and the same with the words of the country's *language*."""
    return ToldRows(
        count=len(rows),
        lines=worded_csv_lines(worded, table_form(language)),
        worded=together(worded),
        piece=parquet_piece(rows),
    )


def table_form(language: str) -> CsvForm:
    """How the country's CSV is written."""
    return CsvForm(language=language, decimal_comma=language == "fr", keeps_texts=True)
