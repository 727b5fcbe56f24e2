"""The hidden sheet « _listes »: the drop-downs' words, and the arithmetic of what is still missing."""

from collections.abc import Sequence

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.questions import Field, Situation
from qpv_xlsx.messages.wordbook import label, labels
from qpv_xlsx.spreadsheet.drawing import Area, place_of, quoted
from qpv_xlsx.spreadsheet.pen import Pen, Sheet
from qpv_xlsx.workbook.appearance import LIST_HEADER, PLAIN
from qpv_xlsx.workbook.collection.controls import COMPLETE
from qpv_xlsx.workbook.collection.form import Form, Table
from qpv_xlsx.workbook.layout import SheetKey, sheet_name

SITUATIONS = "situations"
PERIMETERS = "perimetres"
PROGRESS = "avancements"
PROGRESS_THERE = "avancements_quartier"  # of a quartier, where « nd », « so » and « s » are answers too
CODES = "mesures"  # the codes on « Indicateurs »
RESULTS = "resultats"  # and the results beside them
_WORDS = ((SITUATIONS, "situations"), (PERIMETERS, "perimeters"), (PROGRESS, "progress"))

_THERE_COLUMN = 4
CODE_COLUMN = 5  # measure codes, in the workbook's order
LABEL_COLUMN = 6  # their short names
MISSING_COLUMN = 7  # row of « Indicateurs » that is not complete; empty where it is
RANK_COLUMN = 8  # the same rows, without holes
FIRST = 2


def write_lists(pen: Pen, sheet: Sheet, form: Form, table: Table, results: Sequence[str]) -> tuple[int, ...]:
    """Write the sheet. *results*: each line's control. Returns the rows of « Indicateurs » that are not complete."""
    for column, (name, section) in enumerate(_WORDS, 1):
        _write_words(pen, sheet, column, name, tuple(labels(form.language, section).values()))
    if any(line.measure.kind is Kind.MILESTONE and line.measure.by_quartier for line in table.lines):
        absences = (one.value for one in Situation if one.explains_absence)
        words = (*labels(form.language, "progress").values(), *absences)
        _write_words(pen, sheet, _THERE_COLUMN, PROGRESS_THERE, words)
    for name, key in ((CODES, "code"), (RESULTS, Field.VALUE)):
        pen.name(name, f"={quoted(sheet_name(SheetKey.INDICATORS))}!{table.range_of(key).absolute}")
    missing = _write_missing(sheet, form, table, results)
    sheet.hide()
    return missing


def _write_words(pen: Pen, sheet: Sheet, column: int, name: str, words: Sequence[str]) -> None:
    sheet.write(1, column, name, LIST_HEADER)
    for row, word in enumerate(words, FIRST):
        sheet.write(row, column, word, PLAIN)
    pen.name(name, f"={sheet.name}!{Area(FIRST, column, FIRST + len(words) - 1, column).absolute}")


def _write_missing(sheet: Sheet, form: Form, table: Table, results: Sequence[str]) -> tuple[int, ...]:
    complete = label(form.language, "controls", COMPLETE)
    lines = tuple(zip(table.lines, results, strict=True))
    rows = tuple(line.number for line, result in lines if line.is_asked and result != complete)
    column = Area(FIRST, MISSING_COLUMN, FIRST + len(lines) - 1, MISSING_COLUMN).absolute
    for row, (line, _) in enumerate(lines, FIRST):
        sheet.write(row, CODE_COLUMN, line.measure.code, PLAIN)
        sheet.write(row, LABEL_COLUMN, line.measure.label, PLAIN)
        if line.is_asked:
            check = place_of(sheet_name(SheetKey.INDICATORS), line.number, table.number_of("check"))
            missing = line.number if line.number in rows else ""
            sheet.formula(row, MISSING_COLUMN, f'=IF({check}="{complete}","",ROW({check}))', missing, PLAIN)
        rank = row - FIRST
        formula = f'=IF(COUNT({column})<{rank + 1},"",SMALL({column},{rank + 1}))'
        sheet.formula(row, RANK_COLUMN, formula, rows[rank] if rank < len(rows) else "", PLAIN)
    return rows
