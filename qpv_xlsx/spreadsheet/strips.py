"""Several cells of a row at once, already as the text that the file holds: the quick way to write plain values.

XlsxWriter keeps each cell as an object and spells it at the end; a strip is spelt when it is written, in one go.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from math import isfinite
from typing import NamedTuple

from qpv_xlsx.spreadsheet.book import column_letters
from qpv_xlsx.spreadsheet.drawing import Formula
from qpv_xlsx.spreadsheet.plain_values import SURELY_FITS

_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})


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


def strip_of(
    row: int,
    first: int,
    contents: Sequence[object],
    formats: Sequence[int],
    index_of: Callable[[str], int],
    made_plain: Callable[[int, object], object],
) -> Strip:
    """The strip of *contents*, each with the number of its format; *row* and *first* are counted from 0.

    *index_of*: the number of a shared text. *made_plain*: of a column and what stands there, what a cell takes as it is.
    Raises ValueError for what no cell holds.
    """
    number = row + 1
    cells: list[str] = []
    for letters, style, given in zip(letters_of(first, len(formats)), formats, contents, strict=True):
        content, sort = given, type(given)
        if sort is not str or len(given) > SURELY_FITS or "\r" in given:  # type: ignore[arg-type, operator]  # it is a str
            content = given if given is None or sort is int or sort is float else made_plain(first + len(cells), given)
            sort = type(content)
        head = f'<c r="{letters}{number}" s="{style}"'
        if content is None or content == "":
            cells.append(f"{head}/>")
        elif sort is str:
            cells.append(f'{head} t="s"><v>{index_of(content)}</v></c>')  # type: ignore[arg-type]  # it is a str
        elif sort is int or sort is float:
            if not isfinite(content):  # type: ignore[arg-type]  # it is a number
                raise ValueError(content)
            cells.append(f"{head}><v>{content:.16G}</v></c>")
        elif sort is bool:
            cells.append(f'{head} t="b"><v>{content:d}</v></c>')
        elif isinstance(content, Formula):
            cells.append(f"{head}{_calculated(content)}</c>")
        else:
            raise ValueError(content)
    return Strip(first, "".join(cells))


def _calculated(formula: Formula) -> str:
    result = formula.result
    if isinstance(result, str):
        sort = "" if not result else ' t="e"' if result in _ERRORS else ' t="str"'
        shown = escaped(result)
    elif isinstance(result, bool):
        sort, shown = ' t="b"', str(int(result))
    else:
        sort, shown = "", str(result)
    return f"{sort}><f>{escaped(formula.text[1:])}</f><v>{shown}</v>"


def escaped(text: str) -> str:
    """*text* as the content of an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
