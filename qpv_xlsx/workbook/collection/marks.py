"""The hidden sheet « _qpv »: identity, for programs."""

from qpv_xlsx.spreadsheet.pen import Pen, Sheet
from qpv_xlsx.workbook.appearance import PLAIN
from qpv_xlsx.workbook.collection.form import Form
from qpv_xlsx.workbook.marks import NAME, constant, hidden_rows


def write_marks(pen: Pen, sheet: Sheet, form: Form) -> None:
    """Write the sheet and the defined name."""
    rows = hidden_rows(form.reference, form.campaign.year, form.language, form.created)
    for number, (key, text) in enumerate(rows, 1):
        sheet.write(number, 1, key, PLAIN)
        sheet.write(number, 2, text, PLAIN)
    sheet.hide(very=True)
    pen.name(NAME, constant(form.reference))
