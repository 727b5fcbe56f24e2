"""« Indicateurs » and the sheets of the conventions: the official table, its figures, and two live statuses per row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from qpv_xlsx.messages.wordbook import phrase
from qpv_xlsx.spreadsheet.book import address, column_letters
from qpv_xlsx.spreadsheet.drawing import Area, Formula, Style
from qpv_xlsx.spreadsheet.palette import PALE_BLUE
from qpv_xlsx.spreadsheet.pen import Content, Pen, Result, Sheet
from qpv_xlsx.workbook.master.columns import FIRST_ROW, Look, MasterColumn, measure_columns
from qpv_xlsx.workbook.master.formulas import at_row, composite_formulas, measure_formulas
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
from qpv_xlsx.workbook.master.tables import column_of, finish, head, last_row, line_form
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


def write_measures(pen: Pen, sources: Sources, table: MeasureTable) -> None:
    """Write one table of measures."""
    columns = measure_columns(sources.campaign, is_overview=table.is_overview, has_notes=bool(sources.notes))
    sheet = pen.sheet(table.sheet)
    lead = phrase(sources.language, "master_measures_lead", year=sources.campaign.year)
    head(sheet, columns, sources.language, title=table.title, lead=lead)
    writer = _Writer(sheet, columns)
    for row, measure in enumerate(table.rows, start=FIRST_ROW):
        writer.line(row, measure)
    _bars_of_years(sheet, columns, table.rows)
    for key in _PREFIXES:
        highlight_statuses(sheet, columns, len(table.rows), key)
    finish(sheet, columns, sources.language, rows=len(table.rows), frozen=1)
    if table.is_overview:
        _name(pen, table.sheet, columns, len(table.rows))


class _Writer:
    """Writes the lines of one table; remembers its columns' styles and formulas, once for all lines of a sort."""

    def __init__(self, sheet: Sheet, columns: Sequence[MasterColumn]) -> None:
        self._sheet = sheet
        self._columns = columns
        self._keys = tuple(column.key for column in columns)
        self._form = line_form(columns)
        self._formulas: Mapping[str, str] = measure_formulas(columns)
        self._composite: Mapping[str, str] = composite_formulas(columns)
        self._sorts: dict[object, _Sort] = {}

    def line(self, row: int, line: TableRow) -> None:
        sort = self._sort_of(line)
        size = 0 if isinstance(line, MeasureRow) else line.size
        contents = [line.cells.get(key) for key in self._keys]
        cells: list[Content | Formula] = [*contents]
        for place, template in sort.formulas:
            cells[place] = Formula(at_row(template, row, size=size), _result(contents[place]))
        self._sheet.write_row(row, 1, cells, self._form.fitted(contents, sort.styles))
        self._sheet.height(row, self._form.height(contents))

    def _sort_of(self, line: TableRow) -> "_Sort":
        name = (line.kind, line.revised, line.decimals, line.pace_decimals) if isinstance(line, MeasureRow) else None
        found = self._sorts.get(name)
        if found is None:
            formulas = self._formulas if isinstance(line, MeasureRow) else self._composite
            keys = [_formula_key(column, line) for column in self._columns]
            found = self._sorts[name] = _Sort(
                styles=tuple(_style(column, line) for column in self._columns),
                formulas=[(place, formulas[key]) for place, key in enumerate(keys) if key in formulas],
            )
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sort:
    """What all lines of one sort have: the style of each column, and formulas, each with its place among the columns."""

    styles: tuple[Style, ...]
    formulas: Sequence[tuple[int, str]]


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


def _formula_key(column: MasterColumn, line: TableRow) -> str:
    """Which formula stands in the cell: two shares are set apart in points, a part stands against its whole as a share."""
    if not isinstance(line, MeasureRow) or column.key not in {"gap", "women_part"}:
        return column.key
    if column.key == "women_part":
        return column.key if line.kind.adds_up else ""
    return against_territory(line.kind)


def _style(column: MasterColumn, line: TableRow) -> Style:
    if not isinstance(line, MeasureRow):
        style = STYLES[column.look]
        return style if column.look in {Look.WORKING, Look.STATUS} else replace(style, fill=PALE_BLUE, bold=True)
    if column.key == "value":
        return with_decimals(VALUES[line.kind], line.kind, line.decimals)
    if column.key == "pace":
        return rate_with(line.pace_decimals)
    if column.key == "gap":
        return {"gap": POINTS, "share": STYLES[Look.PART]}.get(against_territory(line.kind), FIGURES[line.kind])
    is_figure = column.look is Look.FIGURE
    style = with_decimals(FIGURES[line.kind], line.kind, line.decimals) if is_figure else STYLES[column.look]
    return with_revised_mark(style) if column.key in line.revised else style


def _result(content: object) -> Result:
    return content if isinstance(content, str | float | int) else ""


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
