"""The sheets of a form, in order."""

from collections.abc import Sequence

from qpv_xlsx.domain.contract.reference import print_reference
from qpv_xlsx.messages.wordbook import label
from qpv_xlsx.spreadsheet.book import address
from qpv_xlsx.spreadsheet.drawing import place_of
from qpv_xlsx.spreadsheet.pen import Pen
from qpv_xlsx.workbook.collection.corrections_sheet import Point, open_points, write_corrections
from qpv_xlsx.workbook.collection.form import Form, Table, indicator_table, quartier_table
from qpv_xlsx.workbook.collection.guide_sheet import Completion, write_guide
from qpv_xlsx.workbook.collection.indicators_sheet import write_indicators
from qpv_xlsx.workbook.collection.lists_sheet import write_lists
from qpv_xlsx.workbook.collection.marks import write_marks
from qpv_xlsx.workbook.collection.quartiers_sheet import write_quartiers
from qpv_xlsx.workbook.collection.words import say
from qpv_xlsx.workbook.layout import HEADER_ROW, SheetKey, sheet_name
from qpv_xlsx.workbook.marks import PROPERTY


def write_form(form: Form, points: Sequence[Point] = ()) -> bytes:
    """The workbook. *points*: what is to be corrected, on a sheet of its own; without any there is no such sheet.

    Sheets are made in order; the guide is written last, since it tells how far the others are.
    """
    pen = _pen(form)
    guide = pen.sheet(sheet_name(SheetKey.GUIDE))
    corrections = pen.sheet(label("fr", "sheets", "corrections")) if points else None
    sheets = {key: pen.sheet(sheet_name(key)) for key in SheetKey if key is not SheetKey.GUIDE}
    table, quartiers = indicator_table(form), quartier_table(form)
    results = write_indicators(sheets[SheetKey.INDICATORS], form, (table, quartiers), open_points(points))
    write_quartiers(sheets[SheetKey.QUARTIERS], form, quartiers)
    missing = write_lists(pen, sheets[SheetKey.LISTS], form, table, results)
    write_marks(pen, sheets[SheetKey.MARKS], form)
    _name_regions(pen, (table, quartiers), first=2 if corrections is None else 3)
    if corrections is not None:
        write_corrections(corrections, form, points, (table, quartiers), results)
    write_guide(guide, form, table, quartiers, Completion(results=results, missing=missing))
    return pen.finish()


def _pen(form: Form) -> Pen:
    facts = {"title": form.campaign.title, "year": form.campaign.year, "respondent": form.respondent.name}
    return Pen(
        title=say(form.language, "document_title", **facts),
        subject=form.campaign.title,
        author=form.campaign.coordinator.name,
        created=form.created,
        language=form.language,
        properties=[(PROPERTY, print_reference(form.reference))],
    )


def _name_regions(pen: Pen, tables: tuple[Table, ...], *, first: int) -> None:
    """Tell screen readers where headers stand: « TitleRegion1.a5.r26.2 » is the table A5:R26 of the second sheet."""
    for number, table in enumerate(tables):
        if table.lines:
            last = address(table.last_row, len(table.columns)).lower()
            place = place_of(sheet_name(table.sheet), HEADER_ROW, 1)
            pen.name(f"TitleRegion{number + 1}.a{HEADER_ROW}.{last}.{first + number}", f"={place}")
