"""« Évolution »: every figure over the years with a small chart; the territory, quartiers and former series under their measure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.questions import Situation
from qpv_xlsx.domain.contract.remembering import Same
from qpv_xlsx.domain.judging.courses import course_in
from qpv_xlsx.domain.judging.evolution import EvolutionLine, Extent, evolution
from qpv_xlsx.messages.past_words import REVISED, break_words, past_value_words
from qpv_xlsx.messages.shared_names import names_of_wholes
from qpv_xlsx.messages.silences import silence_words
from qpv_xlsx.messages.telling import telling_decimals
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.book import address
from qpv_xlsx.spreadsheet.drawing import Area, Style
from qpv_xlsx.spreadsheet.palette import GREY_INK
from qpv_xlsx.spreadsheet.pen import Content, Pen, Sheet
from qpv_xlsx.workbook.master.columns import FIRST_ROW, Look, MasterColumn
from qpv_xlsx.workbook.master.looks import FIGURES, STYLES, VALUES, with_decimals, with_revised_mark
from qpv_xlsx.workbook.master.rows import Sources, shown
from qpv_xlsx.workbook.master.table_shape import TableShape, table_shape_of
from qpv_xlsx.workbook.master.tables import column_of, finish, head, line_form, with_room_for_words
from qpv_xlsx.workbook.master.year_bars import draw_years
from qpv_xlsx.workbook.official import antecedent_words

_UNDER = frozenset({Extent.QUARTIER, Extent.TERRITORY, Extent.FORMER})
_PAGE = 216.0  # characters of a page of A3 in letters of 8 points, and some for the buttons of the filters
_FEWEST = 2  # figures: fewer draw nothing


def write_evolution(pen: Pen, sources: Sources, name: str) -> None:
    """Write the sheet; quartiers are folded under their measure."""
    language = sources.language
    sheet = pen.sheet(name)
    lines = evolution(sources.campaign, sources.ledger, sources.assessment)
    writer = _Writer(sources, _columns(table_shape_of(sources.campaign)), lines)
    columns = writer.columns
    title = label(language, "sheet_headings", "evolution")
    head(sheet, columns, language, title=title, lead=phrase(language, "master_evolution_lead"))
    for row, line in enumerate(lines, start=FIRST_ROW):
        writer.line(sheet, row, line)
    last, trend = column_of(columns, "value"), column_of(columns, "trend")
    draw_years(
        sheet,
        (
            (address(row, trend), Area(row, _first_drawn(line, columns), row, last), line.kind)
            for row, line in enumerate(lines, start=FIRST_ROW)
            if _figures(line) >= _FEWEST
        ),
    )
    finish(sheet, columns, language, rows=len(lines), frozen=4)


def _first_drawn(line: EvolutionLine, columns: Sequence[MasterColumn]) -> int:
    """The column from which the figures of *line* cover the same."""
    since = line.joined_since
    keys = [column.key for column in columns]
    if since is None:
        return column_of(columns, "start")
    return column_of(columns, f"past:{since}" if f"past:{since}" in keys else "value")


def _figures(line: EvolutionLine) -> int:
    """How many figures are drawn: those that cover the same as the last one."""
    since = line.joined_since
    told = [line.value if isinstance(line.value, int | float) else None]
    told += [line.start] if since is None else []
    told += [_past_figure(line, year) for year in line.pasts if since is None or year >= since]
    return sum(figure is not None for figure in told)


def _past_figure(line: EvolutionLine, year: int) -> float | None:
    past = line.pasts.get(year)
    if past is None:
        return None
    return past.territory_value if line.extent is Extent.TERRITORY else past.value


@lru_cache(maxsize=8)
def _columns(shape: TableShape) -> tuple[MasterColumn, ...]:
    return tuple(_all_columns(shape))


def _all_columns(shape: TableShape) -> Iterator[MasterColumn]:
    yield MasterColumn(key="code", look=Look.CODE, width=11)
    yield MasterColumn(key="measure", look=Look.TEXT, width=28)
    yield MasterColumn(key="respondent", look=Look.WORD, width=14)
    yield MasterColumn(key="extent", look=Look.WORD, width=17)
    if shape.has_several:
        yield MasterColumn(key="territory", look=Look.WORD, width=13)
    yield MasterColumn(key="unit", look=Look.WORD, width=11)
    yield MasterColumn(key="start", look=Look.FIGURE, width=11, facts={"year": shape.baseline_year})
    for year in shape.pasts:
        yield MasterColumn(key=f"past:{year}", words="past", look=Look.FIGURE, width=11, facts={"year": year})
    yield MasterColumn(key="value", look=Look.FIGURE, width=12, facts={"year": shape.year})
    yield MasterColumn(key="trend", look=Look.LINE, width=12)
    yield MasterColumn(key="breaks", look=Look.WORD, width=19)
    yield MasterColumn(key="silence", look=Look.WORD, width=17)


class _Writer:
    """Writes lines; remembers what codes are called."""

    def __init__(self, sources: Sources, columns: Sequence[MasterColumn], lines: Sequence[EvolutionLine]) -> None:
        self._sources = sources
        self._wholes = names_of_wholes(sources.campaign, sources.language)
        places = sources.campaign.territories
        self._territories = {place.code: place.name for place in places}
        self._quartiers = {(place.code, one.id): one.name for place in places for one in place.quartiers}
        in_words = (self._cells(line) for line in lines if line.kind is Kind.TEXT)
        room = _PAGE - sum(one.width for one in columns)
        self.columns = with_room_for_words(columns, in_words, room=room, from_key="")
        self._form = line_form(self.columns)
        self._keys = tuple(column.key for column in self.columns)

    def line(self, sheet: Sheet, row: int, line: EvolutionLine) -> None:
        """One line, smaller and grey where it stands under its measure."""
        by_key = self._cells(line)
        cells = [*map(by_key.get, self._keys)]
        fitted, height = self._form.fitted(cells, self._styles(line))
        sheet.write_row(row, 1, cells, fitted)
        is_folded = line.extent is Extent.QUARTIER
        is_low = line.extent in _UNDER and not line.broken and not isinstance(by_key.get("value"), str)
        sheet.height(
            row,
            15 if is_low else height,
            hidden=is_folded,
            level=int(is_folded),
        )

    def _cells(self, line: EvolutionLine) -> Mapping[str, Content]:
        language = self._sources.language
        quartier = self._quartiers.get((line.territory, line.quartier), line.quartier)
        is_former = line.extent is Extent.FORMER
        return {
            "code": line.measure.code,
            "measure": line.measure.label if line.extent is Extent.MEASURE else None,
            "respondent": self._wholes.get(line.respondent, line.respondent),
            "extent": quartier or label(language, "extents", line.extent),
            "territory": self._territories[line.territory],
            "unit": label(language, "kinds", line.kind) if is_former else line.measure.unit,
            "start": line.start,
            **{f"past:{year}": self._past(line, year) for year in line.pasts},
            **{
                f"past:{year}": antecedent_words(one, line.measure, language) or None
                for year, one in line.broken.items()
            },
            "value": self._value(line),
            "breaks": break_words(line.stretches, language),
            "silence": silence_words(line.silent_since, self._sources.campaign, language),
        }

    def _value(self, line: EvolutionLine) -> Content:
        if isinstance(line.value, Situation):
            is_absent = line.value.explains_absence
            return label(self._sources.language, "situations", line.value) if is_absent else None
        return shown(line.value, line.kind, self._sources.language)

    def _past(self, line: EvolutionLine, year: int) -> Content:
        figure, past = _past_figure(line, year), line.pasts.get(year)
        if figure is not None or past is None:
            return figure
        words = past_value_words(past, line.kind, self._sources.language)
        return f"{words} {REVISED}" if words and past.is_revised else words or None

    def _styles(self, line: EvolutionLine) -> Sequence[Style]:
        """Made once for all lines of a sort."""
        revised = frozenset([f"past:{year}" for year, past in line.pasts.items() if past.is_revised])
        decimals = self._decimals(line)
        return _styles_of(Same(self.columns), line.kind, line.extent in _UNDER, revised, decimals)

    def _decimals(self, line: EvolutionLine) -> int | None:
        """Those that tell each year's figure from the start and from the target, as on « Indicateurs »."""
        if line.extent is not Extent.MEASURE:
            return None
        goal = course_in(self._sources.campaign, line.measure, line.territory).goal
        told = (line.value, *(past.value for past in line.pasts.values()))
        return telling_decimals(line.kind, told, (line.start, goal))


@lru_cache(maxsize=512)  # some sorts of lines for each table, in all territories
def _styles_of(
    columns: Same[Sequence[MasterColumn]],
    kind: Kind,
    is_under: bool,  # noqa: FBT001  (remembered by place)
    revised: frozenset[str],
    decimals: int | None,
) -> tuple[Style, ...]:
    """Those of the cells of a line. *revised*: keys of columns. *is_under*: under its measure, smaller and grey."""
    styles = [_style(column, kind, decimals, is_revised=column.key in revised) for column in columns.one]
    return tuple([replace(style, size=8, color=GREY_INK) for style in styles] if is_under else styles)


def _style(column: MasterColumn, kind: Kind, decimals: int | None, *, is_revised: bool) -> Style:
    style = STYLES[column.look]
    if column.look is Look.FIGURE:
        style = with_decimals((VALUES if column.key == "value" else FIGURES)[kind], kind, decimals)
    return with_revised_mark(style) if is_revised else style
