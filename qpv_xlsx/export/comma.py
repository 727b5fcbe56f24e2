"""The long table as CSV for French spreadsheets: UTF-8 with a byte order mark, semicolons."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from qpv_xlsx.domain.contract.catalogue import Catalogue
from qpv_xlsx.domain.publishing.long_table import LongRow
from qpv_xlsx.export.columns import NAMES, harmless, header, worded_records


def write_csv(
    rows: Iterable[LongRow],
    catalogue: Catalogue,
    *,
    language: str = "fr",
    decimal_comma: bool = False,
    is_raw: bool = False,
) -> bytes:
    """The table as bytes. *is_raw*: texts that look like formulas stay as they are."""
    lines = csv_lines(rows, catalogue, language=language, decimal_comma=decimal_comma, is_raw=is_raw)
    return csv_head(language) + lines


def csv_head(language: str) -> bytes:
    """The byte order mark and the headers."""
    return _delimited([[header(name, language) for name in NAMES]]).encode("utf-8-sig")


def csv_lines(
    rows: Iterable[LongRow],
    catalogue: Catalogue,
    *,
    language: str = "fr",
    decimal_comma: bool = False,
    is_raw: bool = False,
) -> bytes:
    """The rows alone: tables that are made piece by piece."""
    records = worded_records(rows, catalogue, language)
    written = (
        [_written(record[name], decimal_comma=decimal_comma, is_raw=is_raw) for name in NAMES] for record in records
    )
    return _delimited(written).encode("utf-8")


def _delimited(lines: Iterable[Iterable[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(lines)
    return text.getvalue()


def _written(content: object, *, decimal_comma: bool, is_raw: bool) -> str:
    match content:
        case None:
            return ""
        case int() | float():
            figure = plain_figure(content)
            return figure.replace(".", ",") if decimal_comma else figure
    return str(content) if is_raw else harmless(str(content))


def plain_figure(value: float) -> str:
    """All digits of a figure, never « 1e-05 », no « .0 »."""
    digits = format(Decimal(repr(value)), "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
