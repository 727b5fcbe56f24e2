"""A campaign from campagne.xlsx: by headers, never by position; everything wrong is told at its cell, all at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from qpv_xlsx.campaigns.cellforms import Misread, understood
from qpv_xlsx.campaigns.columns import CampaignColumn, CampaignSheet, CellForm, Scale, headers, sheet_title
from qpv_xlsx.campaigns.contradictions import with_former_floors
from qpv_xlsx.campaigns.documents import SCHEMA, campaign_problems
from qpv_xlsx.campaigns.encoding import Json, restored
from qpv_xlsx.campaigns.nesting import Nest, value_at
from qpv_xlsx.campaigns.pointers import pointer
from qpv_xlsx.campaigns.scales import is_percent, kind_by_measure
from qpv_xlsx.campaigns.settings import SETTINGS, SHEET
from qpv_xlsx.campaigns.tables import SHEETS
from qpv_xlsx.campaigns.targetcells import FIGURE_KEYS, from_cells, takes_figure
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import CampaignError, Code, Problem
from qpv_xlsx.domain.spelling import plain
from qpv_xlsx.messages.wordbook import LANGUAGES, label
from qpv_xlsx.spreadsheet.book import Book, Cell, Grid, address
from qpv_xlsx.spreadsheet.opening import open_book

_HEADER_SEARCH = 20  # rows in which headers are looked for
_EMPTY = Cell(value=None)
_LIMITS = Limits()
_LATER = frozenset(sheet.key for sheet in SHEETS if sheet.is_later)


def read_campaign(content: bytes) -> Campaign:
    """The campaign of a workbook. Raises CampaignError with every problem, each with its sheet and cell."""
    book, findings = open_book(content, _LIMITS)
    if book is None:
        code = next((str(finding.code) for finding in findings), str(Code.F01))
        raise CampaignError("campaign_workbook_unreadable", reason=code)
    nest = _nest(book)
    problems = (*nest.problems, *_located(campaign_problems(nest.document), nest))
    if problems:
        raise CampaignError("campaign_invalid", problems=problems, count=len(problems))
    return restored(Campaign, nest.document)


def cells_of(content: bytes) -> Mapping[str, str]:
    """Where each value of a workbook stands (« Administrations!F4 »), by JSON pointer; nothing where it cannot be opened."""
    book, _ = open_book(content, _LIMITS)
    return {} if book is None else _nest(book).cells


def _nest(book: Book) -> Nest:
    nest = Nest(document={"schema": SCHEMA})
    grids = {plain(grid.name): grid for grid in book.grids}
    readers: dict[str, Callable[[Grid, Nest], None]] = {SHEET: _read_settings}
    readers |= {sheet.key: partial(_read_table, sheet) for sheet in SHEETS}
    for key, read in readers.items():
        grid = grids.get(plain(sheet_title(key)))
        if grid is None and key not in _LATER:
            nest.problems.append(Problem(place=sheet_title(key), code="campaign_sheet_missing"))
        elif grid is not None:
            read(grid, nest)
    nest.document.setdefault("respondents", [])
    nest.document.setdefault("catalogue", {}).setdefault("conventions", [])
    _gather_targets(nest)
    with_former_floors(nest.document)
    return nest


def _said(cell: Cell | None) -> str:
    return plain(str(cell.value)) if cell is not None and cell.value is not None else ""


def _place(grid: Grid, row: int, column: int) -> str:
    return f"{grid.name}!{address(row, column)}"


def _read_settings(grid: Grid, nest: Nest) -> None:
    """« Campagne »: the heading in the first column says what the second one holds."""
    columns = {plain(words): column for column in SETTINGS for words in headers(column).values()}
    for column in SETTINGS:
        nest.put(column, None, grid.name)
    seen: set[str] = set()
    for row in _rows(grid, _settings_start(grid, columns)):
        heading, place = _said(grid.cells.get((row, 1))), _place(grid, row, 1)
        known = columns.get(heading)
        if known is None or known.name in seen:
            code = "cell_heading_unknown" if known is None else "cell_heading_twice"
            nest.problems.append(Problem(place=place, code=code, facts={"read": _shown(grid.cells.get((row, 1)))}))
            continue
        seen.add(known.name)
        cell = grid.cells.get((row, 2), _EMPTY)
        value = understood(known, cell, is_percent=is_percent(known, {}, {}))
        nest.put(known, _kept(value, _place(grid, row, 2), nest), _place(grid, row, 2))


def _settings_start(grid: Grid, columns: Mapping[str, CampaignColumn]) -> int:
    """The first row that holds a known heading: what stands above is title and guide."""
    return min((row for row, column in grid.cells if column == 1 and _said(grid.cells[row, 1]) in columns), default=1)


def _rows(grid: Grid, first: int) -> Sequence[int]:
    """Rows with something in them, from *first* on."""
    return sorted({row for (row, _), cell in grid.cells.items() if row >= first and _said(cell)})


def _shown(cell: Cell | None) -> str:
    return str(cell.value) if cell is not None and cell.value is not None else ""


def _kept(value: Json | Misread, place: str, nest: Nest) -> Json:
    if isinstance(value, Misread):
        nest.problems.append(Problem(place=place, code=value.code, facts=value.facts))
        return None
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """A table found on a grid: where its columns stand."""

    sheet: CampaignSheet
    grid: Grid
    header_row: int
    number_by_column: Mapping[str, int]

    def place(self, row: int, column: CampaignColumn) -> str:
        """Where the value stands; the row's first cell for a column that the table does not have."""
        return _place(self.grid, row, self.number_by_column.get(column.name, 1))

    def cell(self, row: int, column: CampaignColumn) -> Cell:
        number = self.number_by_column.get(column.name)
        return _EMPTY if number is None else self.grid.cells.get((row, number), _EMPTY)


def _read_table(sheet: CampaignSheet, grid: Grid, nest: Nest) -> None:
    table = _locate(sheet, grid)
    absent = [column for column in sheet.columns if column.name not in table.number_by_column]
    missing = [column for column in absent if not column.is_later]
    if sheet.key == "indicators":
        nest.is_former = "baseline_precision" in {column.name for column in absent}
    for column in missing:
        facts = {"column": headers(column)}
        nest.problems.append(
            Problem(place=_place(grid, table.header_row, 1), code="campaign_column_missing", facts=facts)
        )
    if missing:
        return
    kinds = kind_by_measure(nest.document)
    numbers = frozenset(table.number_by_column.values())
    for row in _rows(grid, table.header_row + 1):
        if any(_said(grid.cells.get((row, number))) for number in numbers) and not _says_nothing(table, row):
            _read_row(table, row, kinds, nest)


def _says_nothing(table: _Table, row: int) -> bool:
    """Whether the row is our example, or a title that somebody wrote above some indicators."""
    told = [number for number in table.number_by_column.values() if _said(table.grid.cells.get((row, number)))]
    first = min(table.number_by_column.values())
    words = _said(table.grid.cells.get((row, first)))
    is_title = table.sheet.key == "indicators" and told == [first] and " " in words
    return is_title or words in {plain(label(language, "campaign_example", "mark")) for language in LANGUAGES}


def _locate(sheet: CampaignSheet, grid: Grid) -> _Table:
    """The row with most known headers, and where each stands in it; of two equal headers the first counts."""
    names = {plain(words): column.name for column in sheet.columns for words in headers(column).values()}
    by_row: dict[int, dict[str, int]] = {}
    for (row, number), cell in sorted(grid.cells.items()):
        if row <= _HEADER_SEARCH and (name := names.get(_said(cell))):
            by_row.setdefault(row, {}).setdefault(name, number)
    best = max(by_row, key=lambda row: len(by_row[row]), default=1)
    return _Table(sheet=sheet, grid=grid, header_row=best, number_by_column=by_row.get(best, {}))


def _read_row(table: _Table, row: int, kinds: Mapping[str, str], nest: Nest) -> None:
    """One row. Words come first: they say how figures are to be taken."""
    values: dict[str, Json] = {}
    present = [column for column in table.sheet.columns if column.name in table.number_by_column]
    for column in sorted(present, key=lambda column: column.form is CellForm.FIGURE):
        cell = table.cell(row, column)
        if _depends_on_unread_kind(column, table, row, values):
            continue
        value = understood(column, cell, is_percent=is_percent(column, values, kinds))
        kept = _kept(value, table.place(row, column), nest)
        if kept is not None:
            values[column.name] = kept
    first = table.place(row, present[0])
    places = {column.name: first for column in table.sheet.columns}
    places |= {column.name: table.place(row, column) for column in present}
    nest.add(table.sheet, values, places)


_OF_KIND = frozenset({Scale.KIND, Scale.TARGET, Scale.NATIONAL})


def _depends_on_unread_kind(column: CampaignColumn, table: _Table, row: int, values: Mapping[str, Json]) -> bool:
    """Whether a figure cannot be judged because its measure's kind was not understood: that is told once, at the kind."""
    if column.scale not in _OF_KIND or "measure_kind" in values:
        return False
    kind = table.number_by_column.get("measure_kind")
    return kind is not None and bool(_said(table.grid.cells.get((row, kind))))


def _gather_targets(nest: Nest) -> None:
    """Turn the three cells of each target into the target's document, and remember where its keys stood."""
    for at, measure in _measures(nest.document):
        for name in ("target", "national_target"):
            _gather_target(measure, name, at, nest)
    for rank, revision in enumerate(nest.document.get("revisions", ())):
        _gather_target(revision, "target", ("revisions", rank), nest)


def _gather_target(holder: dict[str, Any], name: str, at: tuple[str | int, ...], nest: Nest) -> None:
    here = (*at, name)
    cells = holder.pop(name, {})
    _check_figure(cells, here, nest)
    holder[name] = from_cells(cells, is_former=nest.is_former)
    nest.cells[pointer(*here, "type")] = nest.cells[pointer(*here, "word")]
    for key in FIGURE_KEYS:
        nest.cells[pointer(*here, key)] = nest.cells[pointer(*here, "figure")]


def _check_figure(cells: dict[str, Json], here: tuple[str | int, ...], nest: Nest) -> None:
    if cells.get("figure") is not None and not takes_figure(cells.get("word")):
        place = nest.cells[pointer(*here, "figure")]
        nest.problems.append(Problem(place=place, code="cell_figure_unexpected", facts={}))
        del cells["figure"]


def _measures(document: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    above = ("catalogue", "conventions")
    for first, convention in enumerate(value_at(document, above) or ()):
        for second, indicator in enumerate(convention.get("indicators", ())):
            for third, measure in enumerate(indicator.get("measures", ())):
                yield (*above, first, "indicators", second, "measures", third), measure


def _located(problems: Sequence[Problem], nest: Nest) -> Iterator[Problem]:
    """Problems at their cells. What is wrong with a cell already is not said twice."""
    told = {problem.place for problem in nest.problems}
    for problem in problems:
        place = _cell_of(problem.place, nest.cells)
        if place not in told:
            yield replace(problem, place=place)


def _cell_of(place: str, cells: Mapping[str, str]) -> str:
    """The cell of a JSON pointer, or of the nearest thing that holds it."""
    while place not in cells and "/" in place.lstrip("/"):
        place = place.rsplit("/", 1)[0]
    return cells.get(place, sheet_title(SHEET))
