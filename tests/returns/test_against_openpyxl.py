"""Our own reading of .xlsx against openpyxl's, cell by cell: it is ours for safety and speed, never to see something else."""

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import cache
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.cell import get_column_letter

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.book import Book, FileFormat, FormatKind, Grid, address
from qpv_xlsx.spreadsheet.opening.annotations import without_author
from qpv_xlsx.spreadsheet.opening.door import open_book
from tests.paris import paris
from tests.returns.corpus import paths
from tests.returns.started import blank

_REFUSED = frozenset({"font-family-34.xlsx", "broken-styles.xlsx", "number-too-large.xlsx"})  # it raises on them
_SEEN_OTHERWISE: Mapping[str, frozenset[str]] = {  # cells of which openpyxl says something else, and why
    "escaped-characters.xlsx": frozenset({"P6"}),  # « _x000D_ » in a text inside the cell stays as it is
    "struck-through.xlsx": frozenset({"J6", "Q6"}),  # struck words stay among the others
    "threaded-comment.xlsx": frozenset({"I6"}),  # it does not know conversations
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What both readings say of one sheet, in the same words."""

    values: Mapping[str, object]
    formulas: Mapping[str, str]
    percents: frozenset[str]
    notes: Mapping[str, str]
    merges: frozenset[str]
    hidden: frozenset[str]


def _contents() -> Iterator[tuple[str, bytes]]:
    for path in paths():
        if path.suffix.lower() in {".xlsx", ".xlsm"} and path.name not in _REFUSED:
            yield path.name, path.read_bytes()


@cache
def _opened(content: bytes) -> Book | None:
    book, _ = open_book(content, Limits())
    return book if book is not None and book.format in {FileFormat.XLSX, FileFormat.XLSM} else None


_CORPUS = [pytest.param(name, content, id=name) for name, content in _contents() if _opened(content)]
_SENT = [pytest.param(one.code, None, id=f"sent to {one.code}") for one in paris().respondents]


@pytest.mark.parametrize(("name", "content"), [*_CORPUS, *_SENT])
def test_both_read_the_same_cells(name: str, content: bytes | None) -> None:
    if content is None:
        content = blank(name)
    book = _opened(content)
    assert book is not None
    theirs = _theirs(content)
    assert {grid.name for grid in book.grids} == set(theirs)
    for grid in book.grids:
        ours, others = _ours(grid), theirs[grid.name]
        apart = _SEEN_OTHERWISE.get(name, frozenset())
        assert _without(ours, apart) == _without(others, apart)


def test_files_that_are_seen_otherwise_are_still_there() -> None:
    names = {param.values[0] for param in _CORPUS}
    assert names >= set(_SEEN_OTHERWISE)
    assert len(names) >= 60


def _without(picture: Picture, cells: frozenset[str]) -> Picture:
    return replace(
        picture,
        values={where: value for where, value in picture.values.items() if where not in cells},
        notes={where: note for where, note in picture.notes.items() if where not in cells},
    )


def _ours(grid: Grid) -> Picture:
    """Without what lies under a merge, which openpyxl throws away."""
    under = {
        (row, column)
        for one in grid.merges
        for row in range(one.top, one.bottom + 1)
        for column in range(one.left, one.right + 1)
        if (row, column) != (one.top, one.left)
    }
    cells = {address(*place): cell for place, cell in grid.cells.items() if place not in under}
    return Picture(
        values={
            where: _plain(cell.error or cell.value)
            for where, cell in cells.items()
            if cell.error or cell.value not in {None, ""}
        },
        formulas={where: cell.formula for where, cell in cells.items() if cell.formula is not None},
        percents=frozenset(where for where, cell in cells.items() if cell.format_kind is FormatKind.PERCENT),
        notes={where: cell.note for where, cell in cells.items() if cell.note},
        merges=frozenset(f"{address(one.top, one.left)}:{address(one.bottom, one.right)}" for one in grid.merges),
        hidden=frozenset(
            {str(row) for row in grid.hidden_rows} | {get_column_letter(column) for column in grid.hidden_columns}
        ),
    )


def _theirs(content: bytes) -> dict[str, Picture]:
    with warnings.catch_warnings(action="ignore"):
        formulas = openpyxl.load_workbook(io.BytesIO(content))
        results = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return {sheet.title: _picture(sheet, results[sheet.title]) for sheet in formulas.worksheets}


def _picture(sheet: Any, results: Any) -> Picture:
    cells = {cell.coordinate: cell for row in sheet.iter_rows() for cell in row}
    values = {cell.coordinate: cell.value for row in results.iter_rows() for cell in row}
    filled = {where: cell for where, cell in cells.items() if cell.value is not None or cell.comment}
    return Picture(
        values={where: _plain(value) for where, value in values.items() if value not in {None, ""}},
        formulas={where: _formula(cell.value) for where, cell in cells.items() if cell.data_type == "f"},
        percents=frozenset(where for where, cell in filled.items() if "%" in cell.number_format.split(";")[0]),
        notes={
            where: without_author(cell.comment.text.strip(), (cell.comment.author,))
            for where, cell in cells.items()
            if cell.comment
        },
        merges=frozenset(str(one) for one in sheet.merged_cells.ranges),
        hidden=frozenset(_hidden(sheet)),
    )


def _hidden(sheet: Any) -> Iterator[str]:
    yield from (str(number) for number, row in sheet.row_dimensions.items() if row.hidden)
    for column in sheet.column_dimensions.values():
        if column.hidden:
            last = min(column.max or column.min, Limits().furthest_column)
            yield from (get_column_letter(number) for number in range(column.min, last + 1))


def _formula(value: Any) -> str:
    return value if isinstance(value, str) else f"={getattr(value, 'text', '')}".replace("==", "=")


def _plain(value: object) -> object:
    """Line ends alike; a midnight is a time in one reading and a date in the other."""
    if isinstance(value, str):
        return re.sub(r"\r\n?", "\n", value)
    if isinstance(value, bool):
        return f"bool {value}"
    return str(value) if isinstance(value, datetime | time) else value
