"""The sheet « Corrections »: each point to look at, where it stands, what is wrong, how to mend it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.findings import Finding, Severity
from qpv_xlsx.messages.wordbook import label
from qpv_xlsx.spreadsheet import palette
from qpv_xlsx.spreadsheet.book import address
from qpv_xlsx.spreadsheet.drawing import Area, PrintSetup, Style, Validation, place_of
from qpv_xlsx.spreadsheet.pen import Sheet
from qpv_xlsx.workbook import appearance as look
from qpv_xlsx.workbook.collection.colours import colour_states
from qpv_xlsx.workbook.collection.form import Form, Table
from qpv_xlsx.workbook.collection.frame import ZOOM, footer, write_top
from qpv_xlsx.workbook.collection.open_points import OpenPoint, still_open
from qpv_xlsx.workbook.collection.states import RowState, point_state_formula, state_word
from qpv_xlsx.workbook.collection.words import say
from qpv_xlsx.workbook.heights import line_count, text_height
from qpv_xlsx.workbook.layout import FIRST_ROW, HEADER_ROW, KEY_ROW, sheet_name

_COLUMNS = (
    ("point_number", 5.0),
    ("point_severity", 14.0),
    ("point_where", 16.0),
    ("point_measure", 28.0),
    ("point_what", 32.0),
    ("point_mend", 33.0),
    ("point_state", 12.0),
    ("point_answer", 34.0),
    ("point_key", 10.0),
)
_WHERE, _STATE, _ANSWER, _KEY = 3, 7, 8, 9
_SEVERITY_STYLES = {
    Severity.ERROR: replace(look.CHECK, color=palette.RED, fill=palette.PALE_RED),
    Severity.WARNING: replace(look.CHECK, color=palette.ORANGE, fill=palette.PALE_ORANGE),
    Severity.INFO: replace(look.CHECK, color=palette.INK, fill=palette.PAPER),
}
_TEXT = replace(look.MEASURE, valign="vcenter")
_ENTRY = replace(look.ENTRY, number_format=look.TEXT_FORMAT)
_LINK = replace(_TEXT, color=palette.BLUE, underline=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing to look at. *question* is None where it is about the file or a sheet, not a cell.

    *key*: what the answer is about, for reading it back; empty where there is nothing to confirm.
    *awaited*: quartiers that were left blank.
    """

    found: Finding
    question: Question | None
    measure: str
    what: str
    mend: str
    key: str = ""
    awaited: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return self.found.severity


def open_points(points: Sequence[Point]) -> tuple[OpenPoint, ...]:
    """What the rows of the measures are to say of *points*, and where each is answered. What only informs asks nothing."""
    return tuple(filter(None, (_open_point(point, row) for row, point in enumerate(points, FIRST_ROW))))


def _open_point(point: Point, row: int) -> OpenPoint | None:
    if point.question is None or point.severity is Severity.INFO:
        return None
    answer = place_of(label("fr", "sheets", "corrections"), row, _ANSWER) if point.key else ""
    return OpenPoint(found=point.found, asked=point.question, answer=answer, awaited=point.awaited)


def write_corrections(
    sheet: Sheet, form: Form, points: Sequence[Point], tables: tuple[Table, Table], results: Sequence[str]
) -> None:
    """Write the sheet. *tables*: « Indicateurs » and « Par quartier »; *results*: the controls of the first."""
    count = sum(point.severity is not Severity.INFO for point in points)
    title = say(form.language, "corrections_title", year=form.campaign.year, respondent=form.respondent.name)
    write_top(sheet, form, title, say(form.language, "corrections_help", count=count), beside=_WHERE)
    sheet.height(KEY_ROW, 6)
    for column, (words, width) in enumerate(_COLUMNS, 1):
        style = look.ENTRY_HEADER if column == _ANSWER else look.HEADER
        sheet.write(HEADER_ROW, column, say(form.language, words), style)
        sheet.width(column, column, width, hidden=column == _KEY)
    sheet.height(HEADER_ROW, text_height(2))
    for number, point in enumerate(points, 1):
        _write_point(sheet, form, number, point, tables, results)
    last = FIRST_ROW + len(points) - 1
    colour_states(sheet, Area(FIRST_ROW, _STATE, last, _STATE), form.language)
    _finish(sheet, form, last)


def _write_point(
    sheet: Sheet, form: Form, number: int, point: Point, tables: tuple[Table, Table], results: Sequence[str]
) -> None:
    row = FIRST_ROW + number - 1
    severity = label(form.language, "severities", point.severity)
    texts: tuple[tuple[int, str, Style], ...] = (
        (2, severity, _SEVERITY_STYLES[point.severity]),
        (4, point.measure, _TEXT),
        (5, point.what, _TEXT),
        (6, point.mend, _TEXT),
    )
    sheet.write(row, 1, number, replace(_TEXT, align="center"))
    for column, text, style in texts:
        sheet.write(row, column, text, style)
    _write_place(sheet, row, point, tables)
    _write_state(sheet, row, form, point, tables, results)
    _write_answer(sheet, row, point, form.language)
    sheet.height(row, text_height(max(line_count(text, _COLUMNS[column - 1][1]) for column, text, _ in texts)))


def _write_place(sheet: Sheet, row: int, point: Point, tables: tuple[Table, Table]) -> None:
    """A link to the cell in this very workbook; a dash where there is no cell."""
    for table in tables:
        place = table.place(point.question) if point.question else None
        if place is not None:
            cell = address(*place)
            name = sheet_name(table.sheet)
            sheet.link(row, 3, f"{name}!{cell}", (name, cell), _LINK)
            return
    sheet.write(row, 3, "–", _TEXT)


def _write_state(
    sheet: Sheet, row: int, form: Form, point: Point, tables: tuple[Table, Table], results: Sequence[str]
) -> None:
    """The live state of the point: open, or as its row is; « Complet » where only other points of the row are open."""
    table, asked = tables[0], point.question
    found = [
        (line, said)
        for line, said in zip(table.lines, results, strict=True)
        if asked and line.measure.code == asked.measure
    ]
    if not found:
        sheet.write(row, _STATE, None, look.CHECK)
        return
    line, said = found[0]
    state = place_of(sheet_name(table.sheet), line.number, table.number_of("state"))
    opened = _open_point(point, row)
    if not line.is_asked or opened is None:
        word = (
            state_word(said, form.language) if line.is_asked else label(form.language, "row_states", RowState.NOT_ASKED)
        )
        sheet.formula(row, _STATE, f"={state}", word, look.CHECK)
        return
    control = place_of(sheet_name(table.sheet), line.number, table.number_of("check"))
    word = state_word(label(form.language, "controls", opened.word), form.language)
    formula = point_state_formula(still_open(form, tables, line, opened), word, control, state, form.language)
    sheet.formula(row, _STATE, formula, word, look.CHECK)


def _write_answer(sheet: Sheet, row: int, point: Point, language: str) -> None:
    """Where the respondent says « corrigé », or « je confirme, parce que … » of what is no error."""
    sheet.write(row, _KEY, point.key, _TEXT)
    sheet.write(row, _ANSWER, None, _ENTRY if point.key else _TEXT)
    if point.key:
        words = "answer_error_help" if point.severity is Severity.ERROR else "answer_warning_help"
        title, message = say(language, "point_answer"), say(language, words)
        sheet.validate(
            Area(row, _ANSWER, row, _ANSWER), Validation(kind="any", input_title=title, input_message=message)
        )


def _finish(sheet: Sheet, form: Form, last: int) -> None:
    sheet.freeze(FIRST_ROW, 1)
    sheet.select(FIRST_ROW, 3)
    sheet.show(tab=palette.RED, zoom=ZOOM, gridlines=False)
    sheet.protect()
    area = Area(1, 1, last, _ANSWER)
    sheet.print_setup(PrintSetup(repeat_rows=(HEADER_ROW, HEADER_ROW), area=area, footer=footer(form)))
