"""Several cells of a row at once, already as the text that the file holds: the quick way to write plain values.

XlsxWriter keeps each cell as an object and spells it at the end; a strip is spelt when it is written, in one go: what all rows
of the same formats begin their cells with is spelt once, and what a cell ends with is spelt once for each text.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from math import isfinite
from typing import NamedTuple

from qpv_xlsx.spreadsheet.book import column_letters
from qpv_xlsx.spreadsheet.column_needs import LARGE
from qpv_xlsx.spreadsheet.drawing import MAX_FORMULA, Formula
from qpv_xlsx.spreadsheet.plain_values import SURELY_FITS
from qpv_xlsx.spreadsheet.shared_texts import SHOWN, SharedTexts

_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
_MARKUP = re.compile("[&<>]")
_KNOWN_ROWS = 2_000  # of a sheet: beyond, few have as many, and a national one would drive the others out


class Strip(NamedTuple):
    """Cells of one row, from column *first* on, counted from 0. *text*: as the file holds them."""

    first: int
    text: str

    def cells(self, without: Collection[int] = ()) -> Iterator[tuple[int, str]]:
        """Each cell with its column, but for those of some columns. Within a cell no « < » stands before « c »."""
        for column, cell in enumerate(self.text.split("<c ")[1:], start=self.first):
            if column not in without:
                yield column, f"<c {cell}"


@lru_cache(maxsize=256)
def letters_of(first: int, count: int) -> tuple[str, ...]:
    """The letters of *count* columns from *first*, counted from 0."""
    return tuple(column_letters(column + 1) for column in range(first, first + count))


@lru_cache(maxsize=4096)  # the first rows of a sheet: the same in the workbooks of all territories
def _places(row: int, first: int, count: int) -> Sequence[str]:
    """How *count* cells from column *first* on begin, up to the number of their format."""
    return tuple([f'<c r="{letters}{row + 1}" s="' for letters in letters_of(first, count)])


@lru_cache(maxsize=512)  # a sort of row for each sheet and look
def _looks(formats: Sequence[int]) -> Sequence[str]:
    return tuple([f'{style}"' for style in formats])


def strip_of(
    row: int,
    first: int,
    contents: Sequence[object],
    formats: Sequence[int],
    texts: SharedTexts,
    made_plain: Callable[[int, object], object],
) -> Strip:
    """The strip of *contents*, each with the number of its format; *row* and *first* are counted from 0.

    *made_plain*: of a column and what stands there, what a cell takes as it is; it is told of large numbers too.
    Raises ValueError for what no cell holds.
    """
    return joined(row, first, formats, endings_of(first, contents, texts, made_plain), texts)


def joined(row: int, first: int, formats: Sequence[int], endings: Sequence[str], texts: SharedTexts) -> Strip:
    """The strip of cells that have those *formats* and *endings*, whose texts are counted."""
    count = len(endings)
    if count != len(formats):
        raise ValueError("contents and formats: one is longer")
    pieces = [""] * (3 * count)
    pieces[::3] = (_places if row < _KNOWN_ROWS else _places.__wrapped__)(row, first, count)
    pieces[1::3] = _looks(formats)
    pieces[2::3] = endings
    text = "".join(pieces)
    texts.count += text.count(SHOWN)
    return Strip(first, text)


def endings_of(
    first: int, contents: Sequence[object], texts: SharedTexts, made_plain: Callable[[int, object], object]
) -> Sequence[str]:
    """How the cells of *contents* end, from column *first* on. Most are known already; True would be taken for 1."""
    known = texts.endings.get
    if bool in map(type, contents):
        found = [None if type(content) is bool else known(content) for content in contents]
    else:
        found = [*map(known, contents)]
    if all(found):
        return found  # type: ignore[return-value]  # none is missing
    return [
        ending or _ending(column, content, texts, made_plain)
        for column, (content, ending) in enumerate(zip(contents, found, strict=True), start=first)
    ]


def _ending(
    column: int,
    content: object,
    texts: SharedTexts,
    made_plain: Callable[[int, object], object],
    *,
    is_plain: bool = False,
) -> str:
    sort = type(content)
    if sort is int or sort is float:
        return _figure(content, column, texts, made_plain, is_plain=is_plain)  # type: ignore[arg-type]  # it is a number
    if sort is Formula:
        return _calculated(content, column, made_plain)  # type: ignore[arg-type]  # it is a formula
    if sort is bool:
        return f' t="b"><v>{content:d}</v></c>'
    if sort is str and (is_plain or (len(content) <= SURELY_FITS and "\r" not in content)):  # type: ignore[arg-type, operator]  # it is a str
        return texts.ending(content)  # type: ignore[arg-type]  # it is a str
    if is_plain:
        raise ValueError(content)
    ending = _ending(column, made_plain(column, content), texts, made_plain, is_plain=True)
    if sort is datetime or sort is date:
        texts.endings[content] = ending
    return ending


def _figure(
    figure: float, column: int, texts: SharedTexts, made_plain: Callable[[int, object], object], *, is_plain: bool
) -> str:
    if not isfinite(figure):
        raise ValueError(figure)
    ending = f"><v>{figure:.16G}</v></c>"
    if not is_plain:
        if not -LARGE < figure < LARGE:
            made_plain(column, figure)
        elif type(figure) is int:  # years and counts: the same few in row after row
            texts.endings[figure] = ending
    return ending


def _calculated(formula: Formula, column: int, made_plain: Callable[[int, object], object]) -> str:
    text, result = formula
    if text[0] != "=" or len(text) > MAX_FORMULA:
        raise ValueError(made_plain(column, formula))
    if not isinstance(result, str) and not -LARGE < result < LARGE:
        made_plain(column, result)
    return calculated(text, result)


def calculated(text: str, result: object) -> str:
    """How a cell ends that holds the formula *text*, which begins with « = », and its *result*."""
    sort, shown = spelt_result(result)
    return f"{sort}><f>{spelt_formula(text)}</f><v>{shown}</v></c>"


@lru_cache(maxsize=16384)  # the same rows of the same columns, territory after territory
def spelt_formula(text: str) -> str:
    """The formula *text* as the content of an element, without its « = »."""
    return escaped(text[1:])


@lru_cache(maxsize=1024)
def _spelt_text(result: str) -> tuple[str, str]:
    sort = "" if not result else ' t="e"' if result in _ERRORS else ' t="str"'
    return sort, escaped(result)


def spelt_result(result: object) -> tuple[str, str]:
    """What a cell says of the sort of *result*, and the result."""
    return _spelt_text(result) if isinstance(result, str) else _spelt_figure(result)


def _spelt_figure(result: object) -> tuple[str, str]:
    if isinstance(result, bool):
        return ' t="b"', str(int(result))
    return "", str(float(f"{result:.16g}")) if isinstance(result, float) else str(result)


def escaped(text: str) -> str:
    """*text* as the content of an element."""
    if not _MARKUP.search(text):
        return text
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
