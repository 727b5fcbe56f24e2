"""Columns of the exported long table: the same headers and words as the sheet « Données » of the master workbook."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from qpv_xlsx.domain.contract.catalogue import Catalogue
from qpv_xlsx.domain.publishing.long_table import LongRow
from qpv_xlsx.messages.closed_words import worded_row
from qpv_xlsx.messages.wordbook import label

NAMES = LongRow._fields
"""Neutral names of the columns, in order: the keys of the JSON export."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")

Record = Mapping[str, str | int | float | None]
"""One row by neutral column name. None: empty."""


def header(name: str, language: str) -> str:
    """« Année » for « year »."""
    return label(language, "master_columns", f"fact_{name}")


def explanation(name: str, language: str) -> str:
    """What a column holds, for the data dictionary."""
    return label(language, "data_dictionary", name)


def neutral_records(rows: Iterable[LongRow]) -> Iterator[dict[str, str | int | float | None]]:
    """Rows as programs read them: neutral words, moments in UTC."""
    for row in rows:
        yield dict(zip(NAMES, map(neutral, row), strict=True))


def neutral(content: object) -> str | int | float | None:
    """One cell as programs read it."""
    match content:
        case datetime():
            return moment(content)
        case None | int() | float():
            return content
    return str(content) or None


def moment(value: datetime) -> str:
    """« 2016-03-01T09:00:00Z »."""
    return f"{value.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat()}Z"


def worded_rows(rows: Iterable[LongRow], catalogue: Catalogue, language: str) -> Iterator[LongRow]:
    """Rows with the words of closed lists in *language*."""
    measures = catalogue.measure_by_code
    return (worded_row(row, measures[row.measure].kind, language) for row in rows)


def harmless(text: str) -> str:
    """*text* so that no spreadsheet takes it for a formula: an apostrophe before the signs that begin one."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def unguarded(text: str) -> str:
    """The text that ``harmless`` was given; one that already began with an apostrophe and such a sign loses it."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA_STARTS) else text
