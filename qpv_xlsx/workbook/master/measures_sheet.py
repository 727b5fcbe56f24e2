"""« Indicateurs » and the sheets of the conventions: the official table, its figures, and two live statuses per row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.remembering import remembered
from qpv_xlsx.messages.wordbook import phrase
from qpv_xlsx.spreadsheet.book import address, column_letters
from qpv_xlsx.spreadsheet.drawing import Area, Family, Result, Style
from qpv_xlsx.spreadsheet.palette import PALE_BLUE
from qpv_xlsx.spreadsheet.pen import Content, Pen, Sheet
from qpv_xlsx.spreadsheet.stencils import said_by_the_first, said_whole
from qpv_xlsx.workbook.master.columns import FIRST_ROW, Look, MasterColumn, measure_columns
from qpv_xlsx.workbook.master.formulas import at_row, composite_formulas, measure_formulas
from qpv_xlsx.workbook.master.known_lines import KnownLine, LinesKnown, Templates
from qpv_xlsx.workbook.master.looks import (
    FIGURES,
    POINTS,
    STYLES,
    VALUES,
    rate_with,
    with_decimals,
    with_revised_mark,
)
from qpv_xlsx.workbook.master.rows import MeasureRow, Sources, TableRow, against_territory
from qpv_xlsx.workbook.master.settings import status_rules
from qpv_xlsx.workbook.master.tables import column_of, finish, head, last_row, line_form, with_room_for_words
from qpv_xlsx.workbook.master.year_bars import draw_years

OVERVIEW_NAMES = (
    "reporting",
    "attainment",
    "reserve",
    "convention_code",
    "respondent",
    "territory_code",
    "row_key",
    "is_waived",
    "is_awaited",
    "is_counted",
    "has_target",
    "is_known",
    "is_indicator",
)
"""Columns of « Indicateurs » that other sheets count: each gets a defined name."""

_SEEN = 164.0  # characters that a small screen shows beside the buttons of the filters


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureTable:
    """One such sheet. *sheet*: its name."""

    sheet: str
    title: str
    is_overview: bool
    rows: Sequence[TableRow]


def column_name(key: str) -> str:
    """The defined name of a column of « Indicateurs »: « col_reporting »."""
    return f"col_{key}"


def write_measures(pen: Pen, sources: Sources, table: MeasureTable, known: LinesKnown) -> None:
    """Write one table of measures. *known*: lines that another table of the workbook may have had already."""
    columns = _columns(sources, table)
    sheet = pen.sheet(table.sheet)
    lead = phrase(sources.language, "master_measures_lead", year=sources.campaign.year)
    head(sheet, columns, sources.language, title=table.title, lead=lead)
    lines = _Lines(sheet, columns, last_row(len(table.rows)), known)
    for row, line in enumerate(table.rows, start=FIRST_ROW):
        lines.write(row, line)
    _bars_of_years(sheet, columns, table.rows)
    for key in _PREFIXES:
        highlight_statuses(sheet, columns, len(table.rows), key)
    finish(sheet, columns, sources.language, rows=len(table.rows), frozen=1)
    if table.is_overview:
        _name(pen, table.sheet, columns, len(table.rows))


def _columns(sources: Sources, table: MeasureTable) -> tuple[MasterColumn, ...]:
    """Those of the table; answers in words have room in theirs, as far as both statuses stay in view."""
    usual = measure_columns(sources.campaign, is_overview=table.is_overview, has_notes=bool(sources.notes))
    seen = sum(one.width for one in usual[: column_of(usual, "attainment")] if not one.is_folded)
    in_words = (row.cells for row in table.rows if isinstance(row, MeasureRow) and row.kind is Kind.TEXT)
    giver = "committee_comment" if sources.notes else "comment"
    return with_room_for_words(usual, in_words, room=_SEEN - seen, from_key=giver)


class _Body:
    """What lines are made of, however wide their columns: the same for all tables that have the same ones, of all territories."""

    def __init__(self, columns: Sequence[tuple[str, Look]]) -> None:
        self.columns = [MasterColumn(key=key, look=look, width=1) for key, look in columns]
        self.keys = tuple([key for key, _ in columns])
        self.formulas: Mapping[str, str] = measure_formulas(self.columns)
        self.composite: Mapping[str, str] = composite_formulas(self.columns)


_body_with = lru_cache(maxsize=16)(_Body)


@remembered
def _body_of(columns: Sequence[MasterColumn]) -> _Body:
    return _body_with(tuple([(column.key, column.look) for column in columns]))


class _Sort(NamedTuple):
    """How a line looks. *kind* None: it is that of an indicator."""

    kind: Kind | None
    revised: frozenset[str] = frozenset()
    decimals: int | None = None
    pace_decimals: int | None = None


_COMPOSITE = _Sort(None)


def _sort_of(line: TableRow) -> _Sort:
    if isinstance(line, MeasureRow):
        return _Sort(line.kind, line.revised, line.decimals, line.pace_decimals)
    return _COMPOSITE


class _Lines:
    """Writes the lines of a table, of which *last* is the last row: a formula that many have is told once."""

    def __init__(self, sheet: Sheet, columns: Sequence[MasterColumn], last: int, known: LinesKnown) -> None:
        self._sheet, self._last, self._known = sheet, last, known
        self._body, self._line = _body_of(columns), line_form(columns)
        self._families: dict[tuple[int, str], Family] = {}
        self._said: dict[int, tuple[Templates, Sequence[str]]] = {}
        known.under(self._body.keys)

    def write(self, row: int, line: TableRow) -> None:
        """Write *line* in *row*."""
        known = self._known.take(line)
        if known is None:
            styles, templates = _look(self._body, _sort_of(line))
            contents: Sequence[Content] = [*map(line.cells.get, self._body.keys)]
        else:
            _, contents, styles, templates, stencil = known
        fitted, height = self._line.fitted(contents, styles)
        said = self._said_of(row, templates)
        if known is None or not self._sheet.write_again(row, stencil, said, fitted):
            results = [(place, _result(contents[place])) for place, _ in templates]
            stencil = self._sheet.write_line(row, contents, results, said, fitted)
            self._known.keep(KnownLine(line, contents, styles, templates, stencil))
        self._sheet.height(row, height)

    def _said_of(self, row: int, templates: Templates) -> Sequence[str]:
        """What is said of each formula in *row*: the first line of a sort may have some that none had before it."""
        known = self._said.get(id(templates))
        if known is not None:
            return known[1]
        said = [self._one_of_many(row, place, template) for place, template in templates]
        self._said[id(templates)] = (templates, [said_by_the_first(self._families[one]) for one in templates])
        return said

    def _one_of_many(self, row: int, place: int, template: str) -> str:
        known = self._families.get((place, template))
        if known is not None:
            return said_by_the_first(known)
        family = self._sheet.family(Area(row, place + 1, self._last, place + 1))
        self._families[place, template] = family
        return said_whole(at_row(template, row, last=self._last), family)


@lru_cache(maxsize=1024)  # some sorts of lines, in all territories
def _look(body: _Body, sort: _Sort) -> tuple[tuple[Style, ...], Templates]:
    """The style of each column, and the templates of formulas."""
    formulas = body.formulas if sort.kind else body.composite
    keys = [_formula_key(column, sort.kind) for column in body.columns]
    return (
        tuple([_style(column, sort) for column in body.columns]),
        [(place, formulas[key]) for place, key in enumerate(keys) if key in formulas],
    )


def _bars_of_years(sheet: Sheet, columns: Sequence[MasterColumn], rows: Sequence[TableRow]) -> None:
    """In each row with figures, a bar for each year up to this one, from the first figure that covers the same as today's."""
    last = column_of(columns, "value")
    places = [number for number, column in enumerate(columns, start=1) if column.look is Look.LINE]
    draw_years(
        sheet,
        (
            (address(row, number), Area(row, column_of(columns, line.line_from), row, last), line.kind)
            for row, line in enumerate(rows, start=FIRST_ROW)
            for number in places
            if isinstance(line, MeasureRow) and line.line_from
        ),
    )


def _formula_key(column: MasterColumn, kind: Kind | None) -> str:
    """Which formula stands in the cell: two shares are set apart in points, a part stands against its whole as a share."""
    if kind is None or column.key not in {"gap", "women_part"}:
        return column.key
    if column.key == "women_part":
        return column.key if kind.adds_up else ""
    return against_territory(kind)


def _style(column: MasterColumn, sort: _Sort) -> Style:
    kind = sort.kind
    if kind is None:
        style = STYLES[column.look]
        return style if column.look in {Look.WORKING, Look.STATUS} else replace(style, fill=PALE_BLUE, bold=True)
    if column.key == "value":
        return with_decimals(VALUES[kind], kind, sort.decimals)
    if column.key == "pace":
        return rate_with(sort.pace_decimals)
    if column.key == "gap":
        return {"gap": POINTS, "share": STYLES[Look.PART]}.get(against_territory(kind), FIGURES[kind])
    is_figure = column.look is Look.FIGURE
    style = with_decimals(FIGURES[kind], kind, sort.decimals) if is_figure else STYLES[column.look]
    return with_revised_mark(style) if column.key in sort.revised else style


_SORTS = (str, float, int)  # told each time, they would be put together each time


def _result(content: object) -> Result:
    return content if isinstance(content, _SORTS) else ""


_PREFIXES: Mapping[str, str] = MappingProxyType({"reporting": "remontee_", "attainment": "avancement_"})


def highlight_statuses(sheet: Sheet, columns: Sequence[MasterColumn], rows: int, key: str) -> None:
    """Icon and colours of the status in column *key*, « reporting » or « attainment »."""
    number = column_of(columns, key)
    area = Area(FIRST_ROW, number, last_row(rows), number)
    for name, style in status_rules():
        if name.startswith(_PREFIXES[key]):
            sheet.highlight(area, f"=${column_letters(number)}{FIRST_ROW}={name}", style)


def _name(pen: Pen, sheet: str, columns: Sequence[MasterColumn], rows: int) -> None:
    for key in OVERVIEW_NAMES:
        if any(column.key == key for column in columns):
            number = column_of(columns, key)
            area = Area(FIRST_ROW, number, last_row(rows), number)
            pen.name(column_name(key), f"='{sheet}'!{area.absolute}")
