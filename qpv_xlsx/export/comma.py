"""The long table as CSV for French spreadsheets: UTF-8 with a byte order mark, semicolons."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from qpv_xlsx.domain.contract.catalogue import Catalogue
from qpv_xlsx.domain.publishing.long_table import LongRow
from qpv_xlsx.export.beside import NamesBeside
from qpv_xlsx.export.columns import NAMES, harmless, header, neutral, worded_rows
from qpv_xlsx.export.kept_texts import kept

_QUOTE = '"'
_MOST_CELLS = 10_000
_SEPARATING = re.compile(r'[;,\t"\r\n]')


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvForm:
    """How a table is written.

    *decimal_comma*: 0,173. *is_raw*: texts that look like formulas stay as they are. *keeps_texts*: what a spreadsheet
    would take for a number or a date is marked (``kept_texts``): for people who open the file, not for programs.
    *names*: what codes stand for, in columns after the others; None: none.
    """

    language: str = "fr"
    decimal_comma: bool = False
    is_raw: bool = False
    keeps_texts: bool = False
    names: NamesBeside | None = None

    def written(self, content: object) -> str:
        """One cell."""
        match content:
            case None:
                return ""
            case int() | float():
                figure = plain_figure(content)
                return figure.replace(".", ",") if self.decimal_comma else figure
        text = str(content) if self.is_raw else harmless(str(content))
        return kept(text) if self.keeps_texts else text


def write_csv(rows: Iterable[LongRow], catalogue: Catalogue, form: CsvForm) -> bytes:
    """The table as bytes."""
    return csv_head(form) + csv_lines(rows, catalogue, form)


def csv_head(form: CsvForm) -> bytes:
    """The byte order mark and the headers."""
    heads = [header(name, form.language) for name in NAMES] + (form.names.headers() if form.names else [])
    return delimited([heads]).encode("utf-8-sig")


def csv_lines(rows: Iterable[LongRow], catalogue: Catalogue, form: CsvForm) -> bytes:
    """The rows alone: tables that are made piece by piece."""
    return worded_csv_lines(worded_rows(rows, catalogue, form.language), form)


def worded_csv_lines(rows: Iterable[LongRow], form: CsvForm) -> bytes:
    """Rows whose closed words are in the language of *form* already."""
    names = form.names
    if names is None:
        cell = _cells_in(form).__getitem__
        lines = [";".join(map(cell, row)) for row in rows]
    else:
        cell = _Cells(form).__getitem__
        lines = [";".join([*map(cell, row), *map(_quoted, names.of(row))]) for row in rows]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8")


def _cells_in(form: CsvForm) -> "_Cells":
    """Cells in a *form* without names: those of one territory are known again in the next, until there are too many."""
    cells = _known_cells(form)
    if len(cells) > _MOST_CELLS:
        cells.clear()
    return cells


@lru_cache(maxsize=4)
def _known_cells(form: CsvForm) -> "_Cells":
    return _Cells(form)


class _Cells(dict[object, str]):
    """Cells as they are written: codes, units, files and moments come back in row after row. Figures are not kept: 1 is 1.0."""

    def __init__(self, form: CsvForm) -> None:
        super().__init__()
        self._form = form

    def __missing__(self, content: object) -> str:
        if isinstance(content, int | float):
            return _quoted(self._form.written(content))
        written = self[content] = _quoted(self._form.written(neutral(content)))
        return written


def delimited(lines: Iterable[Iterable[str]]) -> str:
    """Cells of text as lines."""
    return "".join(f"{';'.join(map(_quoted, line))}\r\n" for line in lines)


def _quoted(cell: str) -> str:
    """Between quotes where it holds what LibreOffice's import window separates columns at, unless told otherwise: « 0,173 » too."""
    return f'"{cell.replace(_QUOTE, _QUOTE * 2)}"' if _SEPARATING.search(cell) else cell


@lru_cache(maxsize=1024, typed=True)
def plain_figure(value: float) -> str:
    """All digits of a figure, never « 1e-05 », no « .0 »."""
    digits = repr(value or 0)
    if "e" in digits:
        digits = format(Decimal(digits), "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
