"""The sheet « Par quartier »: measures by quartiers, with a live total where figures add up."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from qpv_xlsx.domain.contract.asked import asked_quartiers
from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.spreadsheet.book import address
from qpv_xlsx.spreadsheet.drawing import Area, PrintSetup, Style
from qpv_xlsx.spreadsheet.pen import Sheet
from qpv_xlsx.workbook import appearance as look
from qpv_xlsx.workbook.collection.form import Content, Form, Line, Table
from qpv_xlsx.workbook.collection.frame import Count, finish, footer, write_headers, write_table_top, write_top
from qpv_xlsx.workbook.collection.lists_sheet import CODES, RESULTS
from qpv_xlsx.workbook.collection.question import ROW, write_question
from qpv_xlsx.workbook.collection.validations import quartier_validation
from qpv_xlsx.workbook.collection.words import say
from qpv_xlsx.workbook.layout import FIRST_ROW, KEY_ROW, Column, Role
from qpv_xlsx.workbook.official import past_by_quartier
from qpv_xlsx.workbook.ownnotes import as_own_note

_TAB = "#FFE066"
_KEYS = "quartier:"  # how the keys of entry columns begin


def is_summed(measure: Measure) -> bool:
    """Whether the measure's figures add up over quartiers: shares and gaps do not."""
    return measure.kind.adds_up


def quartier_sum(form: Form, measure: Measure) -> float:
    """What the quartiers add up to now; texts count for nothing, as in SUM."""
    if not measure.by_quartier:
        return 0
    return sum(content for content in _contents(form, measure) if isinstance(content, (int, float)))


def sum_by_code(codes: str, code: str, figures: str) -> str:
    """A formula's part: the sum of *figures* beside *code*; texts are nothing. To SUMIF « 1.1 » and « 1.10 » are one code."""
    return f"SUMPRODUCT(--({codes}={code}),{figures})"


def _contents(form: Form, measure: Measure) -> Iterator[Content]:
    return (form.contents.get(question) for question in _questions(form, measure))


def write_quartiers(sheet: Sheet, form: Form, table: Table) -> None:
    """Write the sheet; where nothing is asked by quartier it says so."""
    title = say(form.language, "quartiers_title", year=form.campaign.year)
    if not table.lines:
        _write_nothing(sheet, form, title)
        return
    write_table_top(sheet, form, table, title, count(form, table))
    write_headers(sheet, form, table)
    past = past_by_quartier(form.campaign, form.respondent, form.language)
    for line in table.lines:
        _write_line(sheet, form, table, line, past)
    _colour_totals(sheet, table)
    finish(sheet, form, table, _first_to_fill(form, table), _TAB)


def count(form: Form, table: Table, *, place: str = "") -> Count:
    """How many of the cells are filled. *place*: « 'Par quartier'! » in a formula of another sheet."""
    asked = [line for line in table.lines if line.is_asked]
    return Count(
        words="quartiers_progress",
        formula=_filled(table, entry_area(table).absolute, place),
        done=sum(
            form.contents.get(question) is not None for line in asked for question in _questions(form, line.measure)
        ),
        expected=sum(len(asked_quartiers(line.measure, form.territory)) for line in asked),
    )


def _filled(table: Table, cells: str, place: str = "") -> str:
    """The formula that counts what is filled in *cells*; past figures, which may stand among them, are no entries."""
    if not any(column.role is Role.PAST for column in table.columns):
        return f"COUNTA({place}{cells})"
    area = entry_area(table)
    keys = Area(KEY_ROW, area.left, KEY_ROW, area.right).absolute
    return f'SUMPRODUCT((LEFT({place}{keys},{len(_KEYS)})="{_KEYS}")*(LEN({place}{cells})>0))'


def _first_to_fill(form: Form, table: Table) -> tuple[int, int]:
    """The cell where the cursor waits: the first to correct, else the first that is empty, else the first of all."""
    marked = [place for question in form.marks if (place := table.place(question))]
    area = entry_area(table)
    return min(marked) if marked else next(_empty(form, table), (area.top, area.left))


def _empty(form: Form, table: Table) -> Iterator[tuple[int, int]]:
    """Cells to fill in, as Tab goes: in the order of the columns, where quartiers of one commune stand together."""
    for line in (one for one in table.lines if one.is_asked):
        for number, column in enumerate(table.columns, 1):
            question = Question(measure=line.measure.code, quartier=column.quartier)
            is_asked = column.is_entry and line.measure.is_asked_in(column.quartier)
            if is_asked and form.contents.get(question) is None:
                yield line.number, number


def _questions(form: Form, measure: Measure) -> Iterator[Question]:
    places = asked_quartiers(measure, form.territory)
    return (Question(measure=measure.code, quartier=quartier.id) for quartier in places)


def _write_nothing(sheet: Sheet, form: Form, title: str) -> None:
    write_top(sheet, form, title, say(form.language, "quartiers_none"))
    sheet.width(1, 1, 100)
    sheet.show(tab="#BDBDBD", gridlines=False)
    sheet.protect()
    sheet.print_setup(PrintSetup(footer=footer(form)))


def _write_line(sheet: Sheet, form: Form, table: Table, line: Line, past: Mapping[tuple[str, str], str]) -> None:
    for number, column in enumerate(table.columns, 1):
        match column.role:
            case Role.CODE:
                sheet.write(line.number, number, line.measure.code, look.CODE, line.measure.code)
            case Role.OFFICIAL:
                write_question(sheet, (line.number, number), line.measure, column.width, form.language)
            case Role.KEY:
                sheet.write(line.number, number, line.measure.code, look.TRAVELLING_KEY, line.measure.code)
            case Role.CHECK:
                _write_total(sheet, form, table, line)
            case Role.PAST:
                sheet.write(line.number, number, past[line.measure.code, column.key], look.QUARTIER_PAST)
            case _:
                _write_entry(sheet, form, line, number, column)
    sheet.height(line.number, ROW)
    if line.is_asked:
        for area in _entries(table, line):
            first = address(area.top, area.left)
            sheet.validate(area, quartier_validation(form.campaign, line.measure, form.language, first))


def _entries(table: Table, line: Line) -> Iterator[Area]:
    """The entry cells of a row: one area, or one for each where past figures, or cells that are not asked, stand between."""
    area = entry_area(table)
    if not line.measure.quartiers and not any(column.role is Role.PAST for column in table.columns):
        yield Area(line.number, area.left, line.number, area.right)
        return
    for number, column in enumerate(table.columns, 1):
        if column.is_entry and line.measure.is_asked_in(column.quartier):
            yield Area(line.number, number, line.number, number)


def _write_entry(sheet: Sheet, form: Form, line: Line, number: int, column: Column) -> None:
    question = Question(measure=line.measure.code, quartier=column.quartier, field=Field.VALUE)
    if not line.is_asked or not line.measure.is_asked_in(column.quartier):
        sheet.write(line.number, number, None, look.CLOSED_CELL, line.measure.code)
        return
    content = form.contents.get(question)
    is_number = line.measure.kind.is_number and not isinstance(content, str)
    style = _entry_look(line.measure.kind, is_number=is_number, is_faulty=question in form.marks)
    sheet.write(line.number, number, content, style, line.measure.code)
    situation = form.contents.get(question._replace(field=Field.SITUATION)) if form.contents else None
    if question in form.marks:
        sheet.note(line.number, number, form.marks[question])
    elif situation is not None and not isinstance(content, str):
        told = say(form.language, "quartier_situation", situation=situation)
        sheet.note(line.number, number, as_own_note(told, form.language))


@lru_cache(maxsize=64)  # a few of them serve thousands of cells
def _entry_look(kind: Kind, *, is_number: bool, is_faulty: bool) -> Style:
    base = look.FAULTY if is_faulty else look.ENTRY
    return look.with_format(base, look.NUMBER_FORMATS[kind], is_number=is_number)


def entry_area(table: Table) -> Area:
    """All the entry cells."""
    numbers = [number for number, column in enumerate(table.columns, 1) if column.is_entry]
    return Area(FIRST_ROW, numbers[0], table.last_row, numbers[-1])


def _write_total(sheet: Sheet, form: Form, table: Table, line: Line) -> None:
    if not line.is_asked:
        sheet.write(line.number, table.number_of("total"), None, look.CLOSED_CELL)
        return
    area = entry_area(table)
    cells = Area(line.number, area.left, line.number, area.right).relative
    contents = list(_contents(form, line.measure))
    number = table.number_of("total")
    if is_summed(line.measure):
        has_figures = any(isinstance(content, (int, float)) for content in contents)
        result = quartier_sum(form, line.measure) if has_figures else ""
        formula = f'=IF(COUNT({cells})=0,"",SUM({cells}))'
        sheet.formula(line.number, number, formula, result, _total_style(line.measure))
    else:
        words = f" / {len(contents)} {say(form.language, 'total_filled')}"
        filled = sum(content is not None for content in contents)
        sheet.formula(line.number, number, f'={_filled(table, cells)}&"{words}"', f"{filled}{words}", look.TOTAL)


def _total_style(measure: Measure) -> Style:
    return look.with_format(look.TOTAL, look.NUMBER_FORMATS[measure.kind], is_number=True)


def _colour_totals(sheet: Sheet, table: Table) -> None:
    """A total above the result on « Indicateurs » turns red there, and is said in words in its *Contrôle*."""
    total = address(FIRST_ROW, table.number_of("total"))
    result = sum_by_code(CODES, f"$A{FIRST_ROW}", RESULTS)  # names: Excel takes no other sheet in a conditional format
    formula = f"=AND(ISNUMBER(${total}),${total}>{result},{result}>0)"
    sheet.highlight(table.range_of("total"), formula, look.IS_WRONG)
