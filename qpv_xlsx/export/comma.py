"""The long table as CSV for French spreadsheets: UTF-8 with a byte order mark, semicolons."""

import math
from collections.abc import Iterable
from decimal import Decimal

import pandas as pd

from qpv_xlsx.domain.publishing.long_table import LongRow
from qpv_xlsx.export.columns import NAMES, Record, harmless, header, worded_records


def long_frame(records: Iterable[Record]) -> pd.DataFrame:
    """The records as a table of objects: whole numbers stay whole, nothing is guessed."""
    return pd.DataFrame(list(records), columns=list(NAMES), dtype=object)


def write_csv(
    rows: Iterable[LongRow], *, language: str = "fr", decimal_comma: bool = False, is_raw: bool = False
) -> bytes:
    """The table as bytes. *is_raw*: texts that look like formulas stay as they are."""
    frame = long_frame(worded_records(rows, language))
    frame = frame.map(lambda content: _written(content, decimal_comma=decimal_comma, is_raw=is_raw))
    frame.columns = pd.Index([header(name, language) for name in NAMES])
    text: str = frame.to_csv(sep=";", index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def _written(content: object, *, decimal_comma: bool, is_raw: bool) -> str:
    match content:
        case None:
            return ""
        case float() if not math.isfinite(content):
            return ""  # pandas' mark of an empty cell; a figure is always finite
        case int() | float():
            figure = plain_figure(content)
            return figure.replace(".", ",") if decimal_comma else figure
    return str(content) if is_raw else harmless(str(content))


def plain_figure(value: float) -> str:
    """All digits of a figure, never « 1e-05 », no « .0 »."""
    digits = format(Decimal(repr(value)), "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
