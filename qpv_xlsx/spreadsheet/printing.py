"""A print set-up in XlsxWriter's calls."""

from xlsxwriter.worksheet import Worksheet

from qpv_xlsx.spreadsheet.drawing import MAX_MESSAGE, PrintSetup
from qpv_xlsx.spreadsheet.strictness import PenError, strictly


def set_up_printing(sheet: Worksheet, setup: PrintSetup) -> None:
    """Set up the printing of *sheet*."""
    strictly(sheet.set_paper, {"A4": 9, "A3": 8}[setup.paper])
    strictly(sheet.set_landscape if setup.landscape else sheet.set_portrait)
    if setup.scale is None:
        strictly(sheet.fit_to_pages, setup.pages_wide, setup.pages_tall)
    else:
        strictly(sheet.set_print_scale, setup.scale)
        strictly(sheet.set_h_pagebreaks, [row - 1 for row in setup.breaks])
    strictly(sheet.set_margins, *setup.margins)
    if max(len(text.encode("utf-16-le")) // 2 for text in (setup.header, setup.footer)) > MAX_MESSAGE:
        raise PenError(sheet.get_name(), setup)
    strictly(sheet.set_header, setup.header)
    strictly(sheet.set_footer, setup.footer)
    if setup.centered:
        strictly(sheet.center_horizontally)
    if setup.across:
        strictly(sheet.print_across)
    _repeat(sheet, setup)


def _repeat(sheet: Worksheet, setup: PrintSetup) -> None:
    if setup.repeat_rows:
        strictly(sheet.repeat_rows, *(row - 1 for row in setup.repeat_rows))
    if setup.repeat_columns:
        strictly(sheet.repeat_columns, *(column - 1 for column in setup.repeat_columns))
    if setup.area:
        area = setup.area
        strictly(sheet.print_area, area.top - 1, area.left - 1, area.bottom - 1, area.right - 1)
