"""Where each question is answered in a return: sheets, then columns, then rows, never by position."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qpv_xlsx.domain.contract.asked import asked_quartiers
from qpv_xlsx.domain.contract.campaign import Campaign, Respondent, measures_of, territory_of
from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.findings import Code, Finding, Place, finding
from qpv_xlsx.domain.wording import bare_words
from qpv_xlsx.spreadsheet.book import Book, Cell, Grid, address, column_letters
from qpv_xlsx.workbook.by_quartier import Layouts
from qpv_xlsx.workbook.layout import Column, SheetKey, sheet_name
from qpv_xlsx.workbook.reading.block import open_columns
from qpv_xlsx.workbook.reading.exchanged_words import said_of_words
from qpv_xlsx.workbook.reading.headers import Columns, HeaderWords, header_words
from qpv_xlsx.workbook.reading.neighbours import Found, parted
from qpv_xlsx.workbook.reading.rows import Row, Rows, find_rows
from qpv_xlsx.workbook.reading.sheet_years import of_other_years, said_of_other_years

_NOTHING = Cell(value=None)


class Spot(NamedTuple):
    """A cell that answers a question."""

    sheet: str
    row: int
    column: int
    place: Place
    cell: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTable:
    """One answer sheet recognised in a return. *opened*: by measure code, the columns where it is answered."""

    key: SheetKey
    grid: Grid
    columns: Columns
    rows: Rows
    measures: Sequence[Measure]
    opened: Mapping[str, Mapping[int, Column]]

    def measure_at(self, row: Row, column: int) -> str:
        """The measure that the cell answers: that of its row, or the one that it was given back to."""
        return self.rows.homes.given_back.get((row.number, column), row.measure)

    def is_open(self, row: Row, column: int) -> bool:
        """Whether the cell answers a question, or may: nobody can say of one that is told to be of another row."""
        homes = self.rows.homes
        if not (homes.unplaced or homes.given_back):  # as in nearly every return
            return column in self.opened[row.measure]
        return (row.number, column) in homes.unplaced or column in self.opened[self.measure_at(row, column)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """Cells by question (several where a row or a sheet stands twice), and where each question should be answered.

    *left_out*: names of sheets from which nothing is taken: another year's.
    """

    tables: tuple[FoundTable, ...]
    spots: Mapping[Question, tuple[Spot, ...]]
    places: Mapping[Question, Place]
    findings: tuple[Finding, ...]
    left_out: frozenset[str] = frozenset()


def locate(book: Book, campaign: Campaign, respondent: Respondent, layouts: Layouts) -> Located:
    """Locate the answers of *respondent* in *book*, whose answer sheets have these *layouts*."""
    asked = measures_of(campaign, respondent)
    territory = territory_of(campaign, respondent)
    by_quartier = tuple(measure for measure in asked if asked_quartiers(measure, territory))
    sheets = (
        _Sought(key=SheetKey.INDICATORS, words=header_words(layouts.indicators), measures=asked),
        _Sought(key=SheetKey.QUARTIERS, words=header_words(layouts.quartiers), measures=by_quartier),
    )
    words = [sheet.words for sheet in sheets]
    former = of_other_years(book, campaign)
    grids = [grid for grid in book.grids if not grid.name.startswith("_") and grid.name not in former]
    parts = (part for grid in grids for part in parted(grid, words))
    tables = tuple(table for part, found in parts if (table := _table(part, found, sheets, campaign)) is not None)
    spots: dict[Question, tuple[Spot, ...]] = {}
    places: dict[Question, Place] = {}
    for table in tables:
        for question, spot in _entry_cells(table):
            is_first = places.setdefault(question, spot.place) is spot.place
            if spot.cell is not _NOTHING:
                spots[question] = (spot,) if is_first else (*spots.get(question, ()), spot)
    return Located(
        tables=tables,
        spots=spots,
        places=places,
        findings=(
            *said_of_other_years(book, former, campaign),
            *_said(tables, {sheet.key: bool(sheet.measures) for sheet in sheets}, former, campaign.year),
        ),
        left_out=frozenset(former),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sought:
    """An answer sheet as it may come back: what tells its columns, and the measures of its rows."""

    key: SheetKey
    words: HeaderWords
    measures: Sequence[Measure]


def _table(grid: Grid, found: Found, sheets: Sequence[_Sought], campaign: Campaign) -> FoundTable | None:
    """What *grid* is, by its headers; of two layouts the one that explains more of its columns."""
    told = [(columns, sheet) for columns, sheet in zip(found, sheets, strict=True) if columns and _names_rows(columns)]
    if not told:
        return None
    columns, sheet = max(told, key=lambda one: len(one[0].column_at))
    rows = find_rows(grid, columns, sheet.measures, campaign)
    if sheet.measures and not (rows.rows or rows.undecided):
        return None
    opened = open_columns(campaign, sheet.measures, columns.entries)
    return FoundTable(key=sheet.key, grid=grid, columns=columns, rows=rows, measures=sheet.measures, opened=opened)


def _names_rows(columns: Columns) -> bool:
    return any(number is not None for number in columns.naming)


def _entry_cells(table: FoundTable) -> Iterator[tuple[Question, Spot]]:
    """Every entry cell that is asked, empty ones too."""
    sheet, cell_at = table.grid.name, table.grid.cells.get
    letters = {number: column_letters(number) for number in table.columns.column_at}
    homes = table.rows.homes
    for row in table.rows.rows:
        at = row.number
        for number, column in (table.columns.entries if homes else table.opened[row.measure]).items():
            measure = table.measure_at(row, number) if homes else row.measure
            if homes and ((at, number) in homes.unplaced or number not in table.opened[measure]):
                continue
            if column.field is not None:
                place = Place(sheet, f"{letters[number]}{at}")
                cell = cell_at((at, number), _NOTHING)
                yield Question(measure, column.quartier, column.field), Spot(sheet, at, number, place, cell)


def _absent(key: SheetKey, former: Mapping[str, int], year: int) -> Finding:
    """S01: the sheet is not there, or another year's stands under its name."""
    of = next((told for name, told in former.items() if bare_words(name) == bare_words(sheet_name(key))), None)
    if of is None:
        return finding(Code.S01, sheet=sheet_name(key))
    return finding(Code.S01, case="other_year", sheet=sheet_name(key), found=str(of), expected=str(year))


def _said(
    tables: Sequence[FoundTable], is_needed: Mapping[SheetKey, bool], former: Mapping[str, int], year: int
) -> Iterator[Finding]:
    for table in tables:
        yield from table.columns.findings
        yield from table.rows.findings
        lines = [row.number for row in table.rows.rows]
        yield from said_of_words(table.grid, table.columns.header_row, table.columns.entries, lines)
    for key, needed in is_needed.items():
        ours = [table for table in tables if table.key is key]
        if needed and not ours:
            yield _absent(key, former, year)
        ours.sort(key=lambda table: bare_words(table.grid.name) != bare_words(sheet_name(key)))
        shared = {table.grid.name for table in tables if table.key is not key}
        for number, table in enumerate(ours):
            if number or bare_words(table.grid.name) != bare_words(sheet_name(key)):
                yield _said_of_sheet(table, is_inside=table.grid.name in shared, is_copy=number > 0)


def _said_of_sheet(table: FoundTable, *, is_inside: bool, is_copy: bool) -> Finding:
    """S11 for a table that stands on another sheet than its own, alone or beside that sheet's, or once more."""
    alone, beside = ("copy", "copy_inside") if is_copy else ("", "inside")
    start = address(table.columns.header_row, min(table.columns.column_at)) if is_inside else None
    place = Place(sheet=table.grid.name, cell=start)
    return finding(
        Code.S11,
        place=place,
        case=beside if is_inside else alone,
        expected=sheet_name(table.key),
        found=table.grid.name,
    )
