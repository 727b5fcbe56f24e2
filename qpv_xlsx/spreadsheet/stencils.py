"""A row of cells that stands on several sheets: spelt once, and put down in any row of any of them.

What differs from one to another is left open: the row's number, and what a cell says of its formula, which is told whole,
or by the first cell of its family. Results, which follow on it, are the same everywhere.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from qpv_xlsx.spreadsheet.column_needs import LARGE
from qpv_xlsx.spreadsheet.drawing import MAX_FORMULA, Family, Result
from qpv_xlsx.spreadsheet.shared_texts import SharedTexts
from qpv_xlsx.spreadsheet.strips import Strip, endings_of, joined, spelt_formula, spelt_result


class Stencil(NamedTuple):
    """A row from the first column on, with the numbers of its *formats*, and how its cells end.

    *formulas*: the place of each, and how its cell ends before and after what is said of it. *noted*: column and content of
    what each of its sheets is told: large numbers, texts that are cut.
    """

    formats: Sequence[int]
    endings: list[str]
    formulas: Sequence[tuple[int, str, str]]
    noted: Sequence[tuple[int, object]]

    def at(self, row: int, said: Sequence[str], texts: SharedTexts) -> Strip:
        """The strip in *row*, counted from 0. *said* of each formula: see below."""
        endings = self.endings
        for (place, before, after), told in zip(self.formulas, said, strict=True):
            endings[place] = f"{before}{told}{after}"
        return joined(row, 0, self.formats, endings, texts)


def said_whole(formula: str, family: Family | None = None) -> str:
    """What a cell says that has a formula of its own, « =A1+1 », or the first one of *family*. Raises ValueError for what is none."""
    if formula[:1] != "=" or len(formula) > MAX_FORMULA:
        raise ValueError(formula[:80])
    about = "" if family is None else f' t="shared" ref="{family.among}" si="{family.number}"'
    return f"{about}>{spelt_formula(formula)}</f>"


def said_by_the_first(family: Family) -> str:
    """What a cell says whose formula is that of its *family*, moved to its row."""
    return f' t="shared" si="{family.number}"/>'


def stencil_of(
    contents: Sequence[object],
    results: Sequence[tuple[int, Result]],
    formats: Sequence[int],
    texts: SharedTexts,
    made_plain: Callable[[int, object], object],
) -> Stencil:
    """The stencil of *contents*, but for what stands where formulas have their *results*, each with its place among them.

    *formats*, *made_plain*: as for ``strip_of``. Raises ValueError for what no cell holds.
    """
    noted = _Noted(made_plain)
    constants = [*contents]
    for place, _ in results:
        constants[place] = None
    endings = [*endings_of(0, constants, texts, noted.made_plain)]
    return Stencil(formats, endings, [_open(*one, noted.made_plain) for one in results], noted.told)


class _Noted:
    """*told*: what a sheet was asked to make plain, to be asked again by the other ones."""

    def __init__(self, make_plain: Callable[[int, object], object]) -> None:
        self.told: list[tuple[int, object]] = []
        self._make_plain = make_plain

    def made_plain(self, column: int, content: object) -> object:
        self.told.append((column, content))
        return self._make_plain(column, content)


def _open(place: int, result: Result, made_plain: Callable[[int, object], object]) -> tuple[int, str, str]:
    """What a stencil holds of the formula that has that *result*."""
    if not isinstance(result, str) and not -LARGE < result < LARGE:
        made_plain(place, result)
    sort, shown = spelt_result(result)
    return place, f"{sort}><f", f"<v>{shown}</v></c>"
