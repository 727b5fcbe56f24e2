"""The cell that asks: what is measured, and under it, smaller, in what and where."""

from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.spreadsheet.pen import Sheet
from qpv_xlsx.workbook import appearance as look
from qpv_xlsx.workbook.collection.widths import LABEL_LINES
from qpv_xlsx.workbook.heights import line_count
from qpv_xlsx.workbook.official import measure_brief

ROW = 39.75  # points: two lines of the label and one of its unit, or three lines
_LINE = 12.75  # points of a line in letters of ten points
_AIR = 1.5


def write_question(sheet: Sheet, place: tuple[int, int], measure: Measure, width: float, language: str) -> float:
    """Write what is asked; returns the height that the row needs. A label of three lines leaves its unit to *À savoir*."""
    lines = line_count(measure.label, width, bold=True)
    brief = measure_brief(measure, language)
    if brief and lines <= LABEL_LINES:
        parts = ((measure.label, look.LABEL_LETTERS), (f"\n{brief}", look.BRIEF_LETTERS))
        sheet.rich(*place, parts, look.QUESTION)
    else:
        sheet.write(*place, measure.label, look.QUESTION)
    return max(ROW, lines * _LINE + _AIR)
