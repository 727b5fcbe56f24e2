"""How a page that is sent prints: upright on A4, in letters of 8 points, on as few sheets as that allows."""

from collections.abc import Sequence

from qpv_xlsx.messages.wordbook import phrase
from qpv_xlsx.spreadsheet.drawing import Area, PrintSetup
from qpv_xlsx.spreadsheet.pen import Sheet
from qpv_xlsx.workbook.master.columns import FIRST_ROW, HEADER_ROW, MasterColumn
from qpv_xlsx.workbook.master.tables import heights_of, on_pages_read

LINE_HEIGHT = 18.0  # points of a line of the table at least: a page holds forty
WORDS_HEIGHT = 14.0  # points of a line of words
_MARGINS = (0.3, 0.3, 0.5, 0.6)  # inches: left, right, top, bottom


def set_up_fiche(sheet: Sheet, last: int, columns: Sequence[MasterColumn], language: str) -> None:
    """Upright on A4, on as few pages as letters of 8 points allow: a page is sent as it is."""
    sheet.freeze(FIRST_ROW, 1)
    sheet.show(zoom=90, gridlines=False)
    setup = PrintSetup(
        landscape=False,
        area=Area(1, 1, last, len(columns)),
        repeat_rows=(HEADER_ROW, HEADER_ROW),
        footer=phrase(language, "master_footer"),
        margins=_MARGINS,
    )
    sheet.print_setup(on_pages_read(setup, [one.width for one in columns], 0, heights_of(sheet, last)))
