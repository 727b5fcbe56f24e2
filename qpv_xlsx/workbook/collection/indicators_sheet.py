"""The sheet « Indicateurs »: the official table, locked, the entry cells, the live control."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.messages.wordbook import label
from qpv_xlsx.spreadsheet.drawing import Area, Style, quoted
from qpv_xlsx.spreadsheet.pen import Sheet
from qpv_xlsx.workbook import appearance as look
from qpv_xlsx.workbook.collection.colours import colour_controls, colour_states
from qpv_xlsx.workbook.collection.controls import COMPLETE, Cells, control_formula
from qpv_xlsx.workbook.collection.form import Content, Form, Line, Table
from qpv_xlsx.workbook.collection.frame import Count, finish, write_headers, write_table_top
from qpv_xlsx.workbook.collection.open_points import OpenPoint, once_complete
from qpv_xlsx.workbook.collection.quartiers_sheet import is_summed, quartier_sum, sum_by_code
from qpv_xlsx.workbook.collection.question import ROW, write_question
from qpv_xlsx.workbook.collection.states import RowState, state_formula
from qpv_xlsx.workbook.collection.validations import entry_validation
from qpv_xlsx.workbook.collection.widths import shown_text, text_size
from qpv_xlsx.workbook.collection.words import say
from qpv_xlsx.workbook.layout import FIRST_ROW, Column, Role, SheetKey, sheet_name


def write_indicators(
    sheet: Sheet, form: Form, tables: tuple[Table, Table], points: Sequence[OpenPoint]
) -> tuple[str, ...]:
    """Write the sheet; returns each row's control, in order. *tables*: its own, and that of « Par quartier »; *points*: what is to be corrected."""
    table = tables[0]
    results = tuple(_write_line(sheet, form, tables, points, line) for line in table.lines)
    write_table_top(
        sheet,
        form,
        table,
        say(form.language, "indicators_title", year=form.campaign.year),
        _count(form, table, results),
    )
    write_headers(sheet, form, table)
    colour_states(sheet, table.range_of("state"), form.language)
    colour_controls(sheet, table.range_of("check"), form.language)
    finish(sheet, form, table, _first_to_fill(form, table, results), "#FFE066")
    return results


def _count(form: Form, table: Table, results: Sequence[str]) -> Count:
    complete = label(form.language, "controls", COMPLETE)
    return Count(
        words="measures_progress",
        formula=f'COUNTIF({table.range_of("check").absolute},"{complete}")',
        done=results.count(complete),
        expected=sum(line.is_asked for line in table.lines),
    )


def _first_to_fill(form: Form, table: Table, results: Sequence[str]) -> tuple[int, int]:
    """The cell where the cursor waits: the first to correct, else the first result that is missing, else the first of all."""
    places = [place for question in form.marks if (place := table.place(question))]
    if places:
        return min(places)
    complete = label(form.language, "controls", COMPLETE)
    lines = [line for line, said in zip(table.lines, results, strict=True) if line.is_asked and said != complete]
    return lines[0].number if lines else FIRST_ROW, table.number_of(Field.VALUE)


def _write_line(sheet: Sheet, form: Form, tables: tuple[Table, Table], points: Sequence[OpenPoint], line: Line) -> str:
    table = tables[0]
    result = _write_control(sheet, form, tables, points, line)
    for number, column in enumerate(table.columns, 1):
        match column.role:
            case Role.ENTRY:
                _write_entry(sheet, form, line, number, column)
            case Role.KEY:
                sheet.write(line.number, number, line.measure.code, look.TRAVELLING_KEY, line.measure.code)
            case Role.CODE:
                sheet.write(line.number, number, line.measure.code, look.CODE, line.measure.code)
            case Role.CHECK:
                if column.key == "state":
                    _write_state(sheet, form, table, line, result, is_correction=bool(points))
            case _ if column.key == "measure":
                write_question(sheet, (line.number, number), line.measure, column.width, form.language)
            case _:
                _write_context(sheet, table, line, number, column)
    sheet.height(line.number, ROW)
    return result


def _write_context(sheet: Sheet, table: Table, line: Line, number: int, column: Column) -> None:
    """What the official table says, past results, notes: as much as three lines show; *whole_texts* tells the rest."""
    texts = table.texts[line.measure.code]
    text = texts.about if column.role is Role.ABOUT else texts.whole[column.key]
    shown = shown_text(text, column.width)
    sheet.write(line.number, number, shown, _context_look(column.role, column.words, text_size(text, column.width)))


@lru_cache(maxsize=64)  # a few of them serve thousands of cells
def _context_look(role: Role, words: str, size: float) -> Style:
    if role is Role.ABOUT:
        return replace(look.ABOUT, size=size)
    return replace(look.PAST if words == "past" else look.OFFICIAL, size=size)


def _write_entry(sheet: Sheet, form: Form, line: Line, number: int, column: Column) -> None:
    """Write an entry cell, open or closed."""
    assert column.field is not None  # noqa: S101  (entry columns have a field)
    question = Question(measure=line.measure.code, field=column.field)
    if column.field not in line.open_fields:
        sheet.write(line.number, number, None, look.CLOSED_CELL, line.measure.code)
        return
    content = form.contents.get(question)
    sheet.write(line.number, number, content, entry_style(form, line, question, content), line.measure.code)
    cell = Area(line.number, number, line.number, number)
    sheet.validate(cell, entry_validation(form.campaign, line.measure, column.field, form.language))
    if question in form.marks:
        sheet.note(line.number, number, form.marks[question])


def entry_style(form: Form, line: Line, question: Question, content: Content) -> Style:
    """The look of an open cell: yellow, or marked as faulty; its number format as the measure asks."""
    is_text = isinstance(content, str)
    return _entry_look(question.field, line.measure.kind, is_faulty=question in form.marks, is_text=is_text)


@lru_cache(maxsize=256)  # a few of them serve thousands of cells
def _entry_look(field: Field, kind: Kind, *, is_faulty: bool, is_text: bool) -> Style:
    base = look.FAULTY if is_faulty else look.ENTRY
    match field:
        case Field.VALUE | Field.TERRITORY_VALUE:
            base = replace(base, size=11, bold=kind.is_number) if field is Field.VALUE else base
            style = look.with_format(base, look.NUMBER_FORMATS[kind], is_number=kind.is_number)
        case Field.NUMERATOR | Field.DENOMINATOR | Field.WOMEN:
            style = look.with_format(base, look.PART_FORMAT, is_number=True)
        case _:
            style = look.with_format(base, look.TEXT_FORMAT, is_number=False)
    return replace(style, align="left") if is_text else style


def _write_control(
    sheet: Sheet, form: Form, tables: tuple[Table, Table], points: Sequence[OpenPoint], line: Line
) -> str:
    table, quartiers = tables
    number = table.number_of("check")
    if not line.is_asked:
        words = say(form.language, "waived", reason=line.waiver)
        sheet.write(line.number, number, words, look.CONTROL)
        return words
    formula, result = control_formula(
        line.measure,
        _cells(form, table, quartiers, line),
        form.language,
        tolerance=form.campaign.options.rules.share_tolerance,
        once_complete=once_complete(form, tables, line, points),
    )
    sheet.formula(line.number, number, formula, result, look.CONTROL)
    return result


def _write_state(sheet: Sheet, form: Form, table: Table, line: Line, control: str, *, is_correction: bool) -> None:
    number = table.number_of("state")
    if not line.is_asked:
        sheet.write(line.number, number, label(form.language, "row_states", RowState.NOT_ASKED), look.STATE)
        return
    formula, result = state_formula(table.at(line, "check"), control, form.language, is_correction=is_correction)
    sheet.formula(line.number, number, formula, result, look.STATE)


def _cells(form: Form, table: Table, quartiers: Table, line: Line) -> Cells:
    return Cells(
        address={column.field: table.at(line, column.key) for column in table.columns if column.field},
        content={
            field: form.contents.get(Question(measure=line.measure.code, field=field)) for field in line.open_fields
        },
        quartiers_formula=_total_formula(table, quartiers, line),
        quartiers_total=quartier_sum(form, line.measure),
    )


def _total_formula(table: Table, quartiers: Table, line: Line) -> str | None:
    """The measure's total on « Par quartier », found by its code; None where nothing is summed."""
    if line.measure.code not in quartiers.codes or not is_summed(line.measure):
        return None
    sheet = quoted(sheet_name(SheetKey.QUARTIERS))
    keys, totals = (quartiers.range_of(key).absolute for key in ("code", "total"))
    return sum_by_code(f"{sheet}!{keys}", table.at(line, "code"), f"{sheet}!{totals}")
