"""The cell that asks: what is measured, and under it, smaller, in what and where."""

from dataclasses import replace
from functools import lru_cache

from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.spreadsheet.drawing import Style
from qpv_xlsx.spreadsheet.pen import Sheet
from qpv_xlsx.workbook import appearance as look
from qpv_xlsx.workbook.collection.widths import LABEL_LINES, label_size, shown_label
from qpv_xlsx.workbook.heights import line_count
from qpv_xlsx.workbook.official import measure_brief

ROW = 39.75  # points: two lines of the label and one of its unit, or three lines; each of 12.75


def write_question(sheet: Sheet, place: tuple[int, int], measure: Measure, width: float, language: str) -> None:
    """Write what is asked, in three lines. A label of three lines leaves its unit, and what goes beyond, to *À savoir*."""
    brief = measure_brief(measure, language)
    if brief and line_count(measure.label, width, bold=True) <= LABEL_LINES:
        parts = ((measure.label, look.LABEL_LETTERS), (f"\n{brief}", look.BRIEF_LETTERS))
        sheet.rich(*place, parts, look.QUESTION)
    else:
        sheet.write(*place, shown_label(measure.label, width), _lettered(label_size(measure.label, width)))


@lru_cache(maxsize=8)
def _lettered(size: float) -> Style:
    return replace(look.QUESTION, size=size)
