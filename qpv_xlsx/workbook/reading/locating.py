"""Where each question is answered in a return: sheets, then columns, then rows, never by position."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qpv_xlsx.domain.contract.campaign import Campaign, Respondent, measures_of, territory_of
from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.findings import Code, Finding, Place, finding
from qpv_xlsx.domain.wording import bare_words
from qpv_xlsx.spreadsheet.book import Book, Cell, Grid
from qpv_xlsx.workbook.by_quartier import Layouts
from qpv_xlsx.workbook.layout import Column, SheetKey, sheet_name
from qpv_xlsx.workbook.reading.block import open_columns
from qpv_xlsx.workbook.reading.headers import Columns, HeaderWords, find_columns, header_words
from qpv_xlsx.workbook.reading.rows import Rows, find_rows, place_of

_BELOW = 3  # rows at least between the headers of a table and those of another under it


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A cell with content that answers a question."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """Cells by question (several where a row or a sheet stands twice), and where each question should be answered."""

    tables: tuple[FoundTable, ...]
    spots: Mapping[Question, tuple[Spot, ...]]
    places: Mapping[Question, Place]
    findings: tuple[Finding, ...]


def locate(book: Book, campaign: Campaign, respondent: Respondent, layouts: Layouts) -> Located:
    """Locate the answers of *respondent* in *book*, whose answer sheets have these *layouts*."""
    asked = measures_of(campaign, respondent)
    territory = territory_of(campaign, respondent)
    by_quartier = tuple(measure for measure in asked if measure.by_quartier)
    sheets = (
        _Sought(key=SheetKey.INDICATORS, words=header_words(layouts.indicators), measures=asked),
        _Sought(
            key=SheetKey.QUARTIERS,
            words=header_words(layouts.quartiers),
            measures=by_quartier if territory.quartiers else (),
        ),
    )
    parts = (part for grid in book.grids if not grid.name.startswith("_") for part in _parts(grid, sheets))
    tables = tuple(table for part, found in parts if (table := _table(part, found, sheets, campaign)) is not None)
    spots: dict[Question, tuple[Spot, ...]] = {}
    places: dict[Question, Place] = {}
    for table in tables:
        for question, row, column in _entry_cells(table):
            place = place_of(table.grid, row, column)
            is_first = places.setdefault(question, place) is place
            if (cell := table.grid.cells.get((row, column))) is not None:
                spot = Spot(sheet=table.grid.name, row=row, column=column, place=place, cell=cell)
                spots[question] = (spot,) if is_first else (*spots.get(question, ()), spot)
    return Located(
        tables=tables,
        spots=spots,
        places=places,
        findings=tuple(_said(tables, {sheet.key: bool(sheet.measures) for sheet in sheets})),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sought:
    """An answer sheet as it may come back: what tells its columns, and the measures of its rows."""

    key: SheetKey
    words: HeaderWords
    measures: Sequence[Measure]


_Found = tuple[Columns | None, ...]
"""The columns of a sheet by each layout that is sought, in their order."""


def _parts(grid: Grid, sheets: Sequence[_Sought]) -> Iterator[tuple[Grid, _Found]]:
    """*grid* and its columns, or its two halves where the table of one sheet was copied under that of the other."""
    words = [sheet.words for sheet in sheets]
    found = find_columns(grid, words)
    tops = sorted({_first_row(one) for one in found if one is not None})
    if len(tops) != len(sheets) or tops[1] - tops[0] < _BELOW:
        yield grid, found
        return
    above = {spot: cell for spot, cell in grid.cells.items() if spot[0] < tops[1]}
    below = {spot: cell for spot, cell in grid.cells.items() if spot[0] >= tops[1]}
    for half in (replace(grid, cells=above), replace(grid, cells=below)):
        yield half, find_columns(half, words)


def _first_row(columns: Columns) -> int:
    """The first row of a table: its headers', or that of the hidden keys just above them."""
    return columns.header_row - (columns.key_row == columns.header_row - 1)


def _table(grid: Grid, found: _Found, sheets: Sequence[_Sought], campaign: Campaign) -> FoundTable | None:
    """What *grid* is, by its headers; of two layouts the one that explains more of its columns."""
    told = [(columns, sheet) for columns, sheet in zip(found, sheets, strict=True) if columns and _names_rows(columns)]
    if not told:
        return None
    columns, sheet = max(told, key=lambda one: len(one[0].column_at))
    rows = find_rows(grid, columns, sheet.measures, campaign)
    if sheet.measures and not (rows.rows or rows.undecided):
        return None
    opened = open_columns(campaign, sheet.measures, columns.column_at)
    return FoundTable(key=sheet.key, grid=grid, columns=columns, rows=rows, measures=sheet.measures, opened=opened)


def _names_rows(columns: Columns) -> bool:
    return any(columns.number_of(key) is not None for key in ("code", "key", "measure"))


def _entry_cells(table: FoundTable) -> Iterator[tuple[Question, int, int]]:
    """Every entry cell that is asked: question, row, column."""
    for row in table.rows.rows:
        for number, column in table.opened[row.measure].items():
            if column.field is not None:
                yield Question(measure=row.measure, quartier=column.quartier, field=column.field), row.number, number


def _said(tables: Sequence[FoundTable], is_needed: Mapping[SheetKey, bool]) -> Iterator[Finding]:
    for table in tables:
        yield from table.columns.findings
        yield from table.rows.findings
    for key, needed in is_needed.items():
        grids = [table.grid for table in tables if table.key is key]
        name = sheet_name(key)
        if needed and not grids:
            yield finding(Code.S01, sheet=name)
        grids.sort(key=lambda grid: bare_words(grid.name) != bare_words(name))
        for copy in grids[1:]:
            yield finding(Code.S11, place=Place(sheet=copy.name), case="copy", expected=name, found=copy.name)
        if grids and bare_words(grids[0].name) != bare_words(name):
            yield finding(Code.S11, place=Place(sheet=grids[0].name), expected=name, found=grids[0].name)
