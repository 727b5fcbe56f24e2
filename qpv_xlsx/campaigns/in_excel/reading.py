"""A campaign from campagne.xlsx: by headers, never by position; everything wrong is told at its cell, all at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any

from qpv_xlsx.campaigns.checking.contradictions import with_former_floors
from qpv_xlsx.campaigns.documents import SCHEMA, campaign_problems
from qpv_xlsx.campaigns.encoding import Json, restored
from qpv_xlsx.campaigns.in_excel.cell_problems import in_cells
from qpv_xlsx.campaigns.in_excel.completing import (
    code_to_type,
    completed,
    identifier_to_type,
    lacks_code,
    lacks_identifier,
    told_by,
)
from qpv_xlsx.campaigns.in_excel.found_tables import (
    EMPTY,
    LocatedSheet,
    example_mark,
    find_table,
    header_problems,
    is_set_aside,
    place_of,
    rows_from,
    said,
    shown,
    stranger_problems,
)
from qpv_xlsx.campaigns.pointers import pointer
from qpv_xlsx.campaigns.sheets.cellforms import Misread, understood
from qpv_xlsx.campaigns.sheets.columns import CampaignColumn, CampaignSheet, CellForm, Scale, headers, sheet_title
from qpv_xlsx.campaigns.sheets.nesting import Nest, value_at
from qpv_xlsx.campaigns.sheets.scales import is_percent, kind_by_measure
from qpv_xlsx.campaigns.sheets.settings import SETTINGS, SHEET
from qpv_xlsx.campaigns.sheets.tables import SHEETS
from qpv_xlsx.campaigns.sheets.targetcells import FIGURE_KEYS, from_cells, takes_figure
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import CampaignError, Code, Finding, Problem
from qpv_xlsx.domain.spelling import folded
from qpv_xlsx.spreadsheet.book import Book, Grid
from qpv_xlsx.spreadsheet.opening.door import open_book

_LIMITS = Limits()
_LATER = frozenset(sheet.key for sheet in SHEETS if sheet.is_later)


@lru_cache(maxsize=1)  # a command asks for its campaign, and for what is not read of it
def _opened(content: bytes) -> tuple[Book | None, tuple[Finding, ...]]:
    book, findings = open_book(content, _LIMITS)
    return book, tuple(findings)


def read_campaign(content: bytes) -> Campaign:
    """The campaign of a workbook. Raises CampaignError with every problem, each with its sheet and cell."""
    book, findings = _opened(content)
    if book is None:
        code = next((str(finding.code) for finding in findings), str(Code.F01))
        raise CampaignError("campaign_workbook_unreadable", reason=code)
    nest = _nest(book)
    problems = tuple(nest.problems) if _is_half_read(nest) else (*nest.problems, *_in_cells(nest))
    if problems:
        raise CampaignError("campaign_invalid", problems=problems, count=len(problems))
    return restored(Campaign, nest.document)


def _is_half_read(nest: Nest) -> bool:
    """Whether a whole table was not read: what refers to it would be told wrong as well, line by line."""
    return any(problem.code in {"campaign_column_missing", "campaign_sheet_missing"} for problem in nest.problems)


def _in_cells(nest: Nest) -> Iterator[Problem]:
    return in_cells(campaign_problems(nest.document), nest)


def cells_of(content: bytes) -> Mapping[str, str]:
    """Where each value of a workbook stands (« Administrations!F4 »), by JSON pointer; nothing where it cannot be opened."""
    book, _ = _opened(content)
    return {} if book is None else _nest(book).cells


def headers_not_read(content: bytes) -> tuple[Problem, ...]:
    """Headers over something that no sheet of ours has: what stands below is left alone, and that is told."""
    book, _ = _opened(content)
    sheets = {folded(sheet_title(sheet.key)): sheet for sheet in SHEETS}
    return tuple(
        problem
        for grid in (book.grids if book else ())
        if (sheet := sheets.get(folded(grid.name))) is not None
        for problem in stranger_problems(find_table(sheet, grid))
    )


def _nest(book: Book) -> Nest:
    nest = Nest(document={"schema": SCHEMA})
    grids = {folded(grid.name): grid for grid in book.grids}
    readers: dict[str, Callable[[Grid, Nest], None]] = {SHEET: _read_settings}
    readers |= {sheet.key: partial(_read_table, sheet) for sheet in SHEETS}
    for key, read in readers.items():
        grid = grids.get(folded(sheet_title(key)))
        if grid is None and key not in _LATER:
            nest.problems.append(Problem(place=sheet_title(key), code="campaign_sheet_missing"))
        elif grid is not None:
            read(grid, nest)
    nest.document.setdefault("respondents", [])
    nest.document.setdefault("catalogue", {}).setdefault("conventions", [])
    _gather_targets(nest)
    with_former_floors(nest.document)
    return nest


def _read_settings(grid: Grid, nest: Nest) -> None:
    """« Campagne »: the heading in the first column says what the second one holds."""
    columns = {folded(words): column for column in SETTINGS for words in headers(column).values()}
    for column in SETTINGS:
        nest.put(column, None, grid.name)
    seen: set[str] = set()
    for row in rows_from(grid, _settings_start(grid, columns)):
        heading, place = said(grid.cells.get((row, 1))), place_of(grid, row, 1)
        known = columns.get(heading)
        if known is None or known.name in seen:
            code = "cell_heading_unknown" if known is None else "cell_heading_twice"
            nest.problems.append(Problem(place=place, code=code, facts={"read": shown(grid.cells.get((row, 1)))}))
            continue
        seen.add(known.name)
        cell = grid.cells.get((row, 2), EMPTY)
        value = understood(known, cell, is_percent=is_percent(known, {}, {}))
        nest.put(known, _kept(value, place_of(grid, row, 2), nest), place_of(grid, row, 2))


def _settings_start(grid: Grid, columns: Mapping[str, CampaignColumn]) -> int:
    """The first row that holds a known heading: what stands above is title and guide."""
    return min((row for row, column in grid.cells if column == 1 and said(grid.cells[row, 1]) in columns), default=1)


def _kept(value: Json | Misread, place: str, nest: Nest) -> Json:
    if isinstance(value, Misread):
        nest.problems.append(Problem(place=place, code=value.code, facts=value.facts))
        return None
    return value


def _read_table(sheet: CampaignSheet, grid: Grid, nest: Nest) -> None:
    table = find_table(sheet, grid)
    nest.problems += header_problems(table)
    if sheet.key == "indicators":
        nest.is_former = "baseline_precision" not in table.number_by_column
    if any(problem.code == "campaign_column_missing" for problem in header_problems(table)):
        return
    kinds = kind_by_measure(nest.document)
    present = [column for column in sheet.columns if column.name in table.number_by_column]
    words_first = sorted(present, key=lambda column: column.form is CellForm.FIGURE)
    for row in rows_from(grid, table.header_row + 1):
        if not is_set_aside(table, row):
            _read_row(table, row, words_first, kinds, nest)


def _read_row(
    table: LocatedSheet, row: int, columns: Sequence[CampaignColumn], kinds: Mapping[str, str], nest: Nest
) -> None:
    """One row. *columns*: those that the table has, words first, since they say how figures are to be taken."""
    if (mark := example_mark(table, row)) is not None:
        nest.problems.append(Problem(place=place_of(table.grid, row, mark), code="cell_example_changed"))
        return
    values: dict[str, Json] = {}
    first = place_of(table.grid, row, min(table.filled(row)))
    places = dict.fromkeys((column.name for column in table.sheet.columns), first)
    for column in columns:
        place = places[column.name] = table.place(row, column)
        if _hangs_on_unread_words(column, table, row, values):
            nest.unread.add(place)
            continue
        value = understood(column, table.cell(row, column), is_percent=is_percent(column, values, kinds))
        kept = _kept(value, place, nest)
        if kept is not None:
            values[column.name] = kept
    if lacks_code(table.sheet, values):
        code = code_to_type(values, nest.document)
        nest.problems.append(Problem(place=places["measure_code"], code="cell_code_missing", facts={"code": code}))
        values["measure_code"] = code  # so that nothing else is blamed for it
    if table.has_any("quartier_id") and lacks_identifier(table.sheet, values):
        identifier = identifier_to_type(values, nest.document)
        problem = Problem(place=places["quartier_id"], code="cell_identifier_missing", facts={"identifier": identifier})
        nest.problems.append(problem)
        values["quartier_id"] = identifier
    whole = completed(table.sheet, values, nest.document, has_identifiers=table.has_any("quartier_id"))
    places |= {name: places[told_by(name)] for name in whole if name not in values}
    nest.add(table.sheet, whole, places)


_HANGS_ON: Mapping[Scale, tuple[str, ...]] = MappingProxyType(
    {
        Scale.KIND: ("measure_kind",),
        Scale.TARGET: ("measure_kind", "target_word"),
        Scale.NATIONAL: ("measure_kind", "national_target_word"),
        Scale.LOCAL_TARGET: ("local_aim_target_word",),
        Scale.REVISED: ("revision_target_word",),
    }
)


def _hangs_on_unread_words(column: CampaignColumn, table: LocatedSheet, row: int, values: Mapping[str, Json]) -> bool:
    """Whether a figure cannot be judged: its measure's kind or its target's type was not understood, and that is told there."""
    if column.scale not in _HANGS_ON:
        return False
    heads = (name for name in _HANGS_ON[column.scale] if name not in values)
    numbers = (table.number_by_column.get(name) for name in heads)
    return any(number is not None and bool(said(table.grid.cells.get((row, number)))) for number in numbers)


def _gather_targets(nest: Nest) -> None:
    """Turn the three cells of each target into the target's document, and remember where its keys stood."""
    for at, measure in _measures(nest.document):
        for name in ("target", "national_target"):
            _gather_target(measure, name, at, nest)
    for rank, revision in enumerate(nest.document.get("revisions", ())):
        _gather_target(revision, "target", ("revisions", rank), nest)
    for rank, aim in enumerate(nest.document.get("local_aims", ())):
        if aim.get("target"):  # empty cells: the common target
            _gather_target(aim, "target", ("local_aims", rank), nest)


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
        del cells["figure"]
        if nest.cells[pointer(*here, "word")] not in {problem.place for problem in nest.problems}:
            nest.problems.append(Problem(place=place, code="cell_figure_unexpected", facts={}))


def _measures(document: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    above = ("catalogue", "conventions")
    for first, convention in enumerate(value_at(document, above) or ()):
        for second, indicator in enumerate(convention.get("indicators", ())):
            for third, measure in enumerate(indicator.get("measures", ())):
                yield (*above, first, "indicators", second, "measures", third), measure
