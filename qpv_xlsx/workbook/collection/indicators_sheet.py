"""The sheet « Indicateurs »: the official table, locked, the entry cells, the live control."""

from dataclasses import replace

from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.spreadsheet.drawing import Area, Style, quoted
from qpv_xlsx.spreadsheet.pen import Sheet
from qpv_xlsx.workbook import appearance as look
from qpv_xlsx.workbook.collection.controls import Cells, control_formula
from qpv_xlsx.workbook.collection.form import Content, Form, Line, Table
from qpv_xlsx.workbook.collection.frame import colour_controls, finish, write_headers, write_top
from qpv_xlsx.workbook.collection.quartiers_sheet import is_summed, quartier_sum
from qpv_xlsx.workbook.collection.validations import entry_validation
from qpv_xlsx.workbook.collection.words import say
from qpv_xlsx.workbook.heights import line_count, text_height
from qpv_xlsx.workbook.layout import Column, Role, SheetKey, sheet_name
from qpv_xlsx.workbook.official import official_text

_MERGED_LOOK = frozenset(
    {"strategic_objective", "operational_objective", "national_target", "indicator", "local_target"}
)
_FEWEST_LINES = 3  # an entry cell must look like room to write in


def write_indicators(sheet: Sheet, form: Form, table: Table, quartiers: Table) -> tuple[str, ...]:
    """Write the sheet; returns each row's control, in order."""
    title = say(form.language, "indicators_title", year=form.campaign.year, respondent=form.respondent.name)
    write_top(sheet, form, title, say(form.language, "indicators_help"))
    write_headers(sheet, form, table)
    results = tuple(_write_line(sheet, form, table, quartiers, line) for line in table.lines)
    colour_controls(sheet, table.range_of("check"), form.language)
    finish(sheet, form, table, tab="#FFE066", zoom=85)
    return results


def _write_line(sheet: Sheet, form: Form, table: Table, quartiers: Table, line: Line) -> str:
    result = ""
    lines = _FEWEST_LINES
    for number, column in enumerate(table.columns, 1):
        match column.role:
            case Role.ENTRY:
                text = _write_entry(sheet, form, line, number, column)
            case Role.KEY:
                sheet.write(line.number, number, line.measure.code, look.TRAVELLING_KEY)
                text = ""
            case Role.CHECK:
                result = text = _write_control(sheet, form, table, quartiers, line)
            case _:
                text = _write_official(sheet, form, line, number, column)
        lines = max(lines, line_count(text, column.width, bold=column.role is Role.CHECK))
    sheet.height(line.number, text_height(lines))
    return result


def _write_official(sheet: Sheet, form: Form, line: Line, number: int, column: Column) -> str:
    text = official_text(form.campaign, form.respondent, line.indicator, line.measure, column, form.language)
    sheet.write(line.number, number, text, _official_style(form, line, column, text))
    return text


def _official_style(form: Form, line: Line, column: Column, text: str) -> Style:
    """Repeated texts stay, in grey and without a line above: they look like one cell, and each row can be read alone."""
    is_baseline = column.facts.get("year") == form.campaign.catalogue.baseline_year
    match column.role, column.key:
        case Role.CODE, _:
            return look.CODE
        case _, "measure":
            return look.MEASURE
        case _, key if key in _MERGED_LOOK or (column.role is Role.PAST and is_baseline):
            return look.OFFICIAL_REPEATED if _is_repeated(line, column, text) else look.OFFICIAL_FIRST
        case Role.PAST, _:
            return look.PAST
    return look.OFFICIAL


def _is_repeated(line: Line, column: Column, text: str) -> bool:
    if line.previous is None or not text:
        return False
    same_strategic = line.previous.strategic_objective == line.indicator.strategic_objective
    match column.key:
        case "strategic_objective":
            return same_strategic
        case "operational_objective":
            return same_strategic and line.previous.operational_objective == text
    return line.previous.code == line.indicator.code


def _write_entry(sheet: Sheet, form: Form, line: Line, number: int, column: Column) -> str:
    """Write an entry cell, open or closed; returns the text that must fit in it."""
    assert column.field is not None  # noqa: S101  (entry columns have a field)
    question = Question(measure=line.measure.code, field=column.field)
    if column.field not in line.open_fields:
        sheet.write(line.number, number, None, look.CLOSED_CELL)
        return ""
    content = form.contents.get(question)
    sheet.write(line.number, number, content, entry_style(form, line, question, content))
    cell = Area(line.number, number, line.number, number)
    sheet.validate(cell, entry_validation(form.campaign, line.measure, column.field, form.language))
    if question in form.marks:
        sheet.note(line.number, number, form.marks[question])
    return content if isinstance(content, str) else ""


def entry_style(form: Form, line: Line, question: Question, content: Content) -> Style:
    """The look of an open cell: yellow, or marked as faulty; its number format as the measure asks."""
    base = look.FAULTY if question in form.marks else look.ENTRY
    match question.field:
        case Field.VALUE | Field.TERRITORY_VALUE:
            is_number = line.measure.kind.is_number
            style = look.with_format(base, look.NUMBER_FORMATS[line.measure.kind], is_number=is_number)
        case Field.NUMERATOR | Field.DENOMINATOR | Field.WOMEN:
            style = look.with_format(base, look.PART_FORMAT, is_number=True)
        case _:
            style = look.with_format(base, look.TEXT_FORMAT, is_number=False)
    return replace(style, align="left") if isinstance(content, str) else style


def _write_control(sheet: Sheet, form: Form, table: Table, quartiers: Table, line: Line) -> str:
    number = table.number_of("check")
    if not line.is_asked:
        words = say(form.language, "waived", reason=line.waiver)
        sheet.write(line.number, number, words, look.CHECK)
        return words
    formula, result = control_formula(
        line.measure,
        _cells(form, table, quartiers, line),
        form.language,
        tolerance=form.campaign.options.rules.share_tolerance,
    )
    sheet.formula(line.number, number, formula, result, look.CHECK)
    return result


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
    codes = {other.measure.code for other in quartiers.lines}
    if line.measure.code not in codes or not is_summed(line.measure):
        return None
    sheet = quoted(sheet_name(SheetKey.QUARTIERS))
    keys, totals = (quartiers.range_of(key).absolute for key in ("code", "total"))
    return f"SUMIF({sheet}!{keys},{table.at(line, 'code')},{sheet}!{totals})"
