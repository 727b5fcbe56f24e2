"""A table of campagne.xlsx found on its sheet: its header row, where its columns stand, and what is no row of it."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from qpv_xlsx.campaigns.geographies import HEADERS as GEOGRAPHY_HEADERS
from qpv_xlsx.campaigns.geographies import header_words
from qpv_xlsx.campaigns.sheets.columns import CampaignColumn, CampaignSheet, CellForm, headers
from qpv_xlsx.domain.contract.remembering import Same
from qpv_xlsx.domain.findings import Fact, Problem
from qpv_xlsx.domain.spelling import folded
from qpv_xlsx.messages.wordbook import LANGUAGES, labels
from qpv_xlsx.spreadsheet.book import Cell, Grid, address
from qpv_xlsx.spreadsheet.header_row import find_header_row

EMPTY = Cell(value=None)
_ALIKE = 0.8  # of two headers: one is most probably the other, mistyped
_CODES = frozenset({CellForm.CODE, CellForm.CODES, CellForm.WHOLE})


def said(cell: Cell | None) -> str:
    """The words of a cell, for comparison; "" where it is empty."""
    return folded(str(cell.value)) if cell is not None and cell.value is not None else ""


def shown(cell: Cell | None) -> str:
    """The words of a cell, for a sentence."""
    return str(cell.value) if cell is not None and cell.value is not None else ""


def place_of(grid: Grid, row: int, column: int) -> str:
    """« Indicateurs!C4 »."""
    return f"{grid.name}!{address(row, column)}"


def rows_from(grid: Grid, first: int) -> Sequence[int]:
    """Rows with something in them, from *first* on."""
    return sorted({row for (row, _), cell in grid.cells.items() if row >= first and said(cell)})


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedSheet:
    """A table found on a grid: where its columns stand. *strangers*: headers that are none of its own."""

    sheet: CampaignSheet
    grid: Grid
    header_row: int
    number_by_column: Mapping[str, int]
    strangers: Mapping[int, str] = field(default_factory=dict)

    def place(self, row: int, column: CampaignColumn) -> str:
        """Where the value stands; the row's first cell for a column that the table does not have."""
        return place_of(self.grid, row, self.number_by_column.get(column.name, 1))

    def cell(self, row: int, column: CampaignColumn) -> Cell:
        """The cell of *column*; an empty one where the table has no such column."""
        number = self.number_by_column.get(column.name)
        return EMPTY if number is None else self.grid.cells.get((row, number), EMPTY)

    def has_any(self, name: str) -> bool:
        """Whether some row says something in the column *name*."""
        number = self.number_by_column.get(name)
        return number is not None and _has_content(self, number)

    def filled(self, row: int) -> Sequence[int]:
        """The numbers of the columns of ours that say something in *row*."""
        return [number for number in self.number_by_column.values() if said(self.grid.cells.get((row, number)))]


def find_table(sheet: CampaignSheet, grid: Grid) -> LocatedSheet:
    """The row with most known headers, and where each stands in it; of two equal headers the first counts."""
    return _found(Same(sheet), Same(grid))


@lru_cache(maxsize=16)  # a command asks for the tables of a campaign, and for what is not read of them
def _found(asked: Same[CampaignSheet], looked_at: Same[Grid]) -> LocatedSheet:
    sheet, grid = asked.one, looked_at.one
    names = _names(sheet)
    found = find_header_row(grid, lambda words: names.get(header_words(folded(words))))
    best, places = (found.row, dict(found.number_by_name)) if found else (1, {})
    if sheet.key == "quartiers":
        best, places = _under_pasted_headers(grid, names, best, places)
    strangers = {
        number: shown(cell)
        for (row, number), cell in sorted(grid.cells.items())
        if row == best and said(cell) and number not in places.values()
    }
    return LocatedSheet(sheet=sheet, grid=grid, header_row=best, number_by_column=places, strangers=strangers)


def _under_pasted_headers(
    grid: Grid, names: Mapping[str, str], row: int, places: dict[str, int]
) -> tuple[int, dict[str, int]]:
    """Where a list was pasted with its own headers under ours: they say what stands in the columns that they cover."""
    first = min(rows_from(grid, row + 1), default=None)
    if first is None:
        return row, places
    words = {number: said(cell) for (at, number), cell in grid.cells.items() if at == first and said(cell)}
    known = {
        names[head]: number
        for number, text in sorted(words.items(), reverse=True)
        if (head := header_words(text)) in names
    }
    if not {"quartier_name", "quartier_official_code"} <= known.keys():
        return row, places
    kept = {name: number for name, number in places.items() if number not in words and name not in known}
    return first, {**kept, **known}


def _names(sheet: CampaignSheet) -> Mapping[str, str]:
    """Columns by their words; a list of quartiers may have been pasted with the headers that it came with."""
    own = {header_words(words): column.name for column in sheet.columns for words in headers(column).values()}
    if sheet.key != "quartiers":
        return own
    return {word: f"quartier_{name}" for name, words in GEOGRAPHY_HEADERS.items() for word in words} | own


def header_problems(table: LocatedSheet) -> Iterator[Problem]:
    """Columns that are missing, and headers that are most probably a column of ours, mistyped."""
    absent = [column for column in table.sheet.columns if column.name not in table.number_by_column]
    for column in absent:
        if column.is_later or column.is_spared:
            continue
        facts: dict[str, Fact] = {"column": headers(column)}
        yield Problem(place=place_of(table.grid, table.header_row, 1), code="campaign_column_missing", facts=facts)
    for number, words in table.strangers.items():
        meant = _meant(words, [column for column in absent if column.is_later or column.is_spared])
        if meant is not None and _has_content(table, number):
            place = place_of(table.grid, table.header_row, number)
            yield Problem(place=place, code="cell_header_mistyped", facts={"read": words, "column": headers(meant)})


def stranger_problems(table: LocatedSheet) -> Iterator[Problem]:
    """Headers that are none of ours, over something: told, and left alone."""
    for number, words in table.strangers.items():
        if _has_content(table, number):
            place = place_of(table.grid, table.header_row, number)
            yield Problem(place=place, code="cell_header_unknown", facts={"read": words})


def _meant(words: str, absent: Sequence[CampaignColumn]) -> CampaignColumn | None:
    known = {folded(header): column for column in absent for header in headers(column).values()}
    close = difflib.get_close_matches(folded(words), list(known), n=1, cutoff=_ALIKE)
    return known[close[0]] if close else None


def _has_content(table: LocatedSheet, number: int) -> bool:
    return any(
        row > table.header_row and column == number and said(cell) for (row, column), cell in table.grid.cells.items()
    )


def is_set_aside(table: LocatedSheet, row: int) -> bool:
    """Whether the row is our example, untouched, or a title that somebody wrote between the others."""
    filled = table.filled(row)
    is_example = example_mark(table, row) is not None
    return not filled or _is_title(table, row, filled) or (is_example and _is_untouched(table, row))


def _is_title(table: LocatedSheet, row: int, filled: Sequence[int]) -> bool:
    """Whether *row* holds nothing but several words where codes stand."""
    first = min(table.number_by_column.values())
    if filled != [first] or " " not in said(table.grid.cells.get((row, first))):
        return False
    return any(
        column.form in _CODES for column in table.sheet.columns if table.number_by_column.get(column.name) == first
    )


def example_mark(table: LocatedSheet, row: int) -> int | None:
    """The column in which the row says that it is the example; None where it does not."""
    if table.sheet.key != "indicators":
        return None
    marks = {folded(labels(language, "campaign_example")["mark"]) for language in LANGUAGES}
    numbers = (table.number_by_column.get(name) for name in ("measure_code", "convention_code"))
    return next((number for number in numbers if number and said(table.grid.cells.get((row, number))) in marks), None)


def _is_untouched(table: LocatedSheet, row: int) -> bool:
    """Whether the example says nothing but what we wrote."""
    ours = [{key: folded(word) for key, word in labels(language, "campaign_example").items()} for language in LANGUAGES]
    return all(
        any(said(table.grid.cells.get((row, number))) in {"", words.get(name, ""), words["mark"]} for words in ours)
        for name, number in table.number_by_column.items()
    )
