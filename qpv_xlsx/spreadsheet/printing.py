"""A print set-up, and how a sheet opens, in XlsxWriter's calls: all of them in one of ``strictly``, which takes its time."""

from xlsxwriter.worksheet import Worksheet

from qpv_xlsx.spreadsheet.drawing import MAX_MESSAGE, PrintSetup
from qpv_xlsx.spreadsheet.strictness import PenError


def set_up_printing(sheet: Worksheet, setup: PrintSetup) -> int:
    """Set up the printing of *sheet*; below 0: XlsxWriter would not."""
    if max(len(text.encode("utf-16-le")) // 2 for text in (setup.header, setup.footer)) > MAX_MESSAGE:
        raise PenError(sheet.get_name(), setup)
    sheet.set_paper({"A4": 9, "A3": 8}[setup.paper])
    (sheet.set_landscape if setup.landscape else sheet.set_portrait)()
    if setup.scale is None:
        sheet.fit_to_pages(setup.pages_wide, setup.pages_tall)
    else:
        sheet.set_print_scale(setup.scale)
        sheet.set_h_pagebreaks([row - 1 for row in setup.breaks])
        sheet.set_v_pagebreaks([column - 1 for column in setup.column_breaks])
    sheet.set_margins(*setup.margins)
    sheet.set_header(setup.header)
    sheet.set_footer(setup.footer)
    if setup.centered:
        sheet.center_horizontally()
    if setup.across:
        sheet.print_across()
    return _repeat(sheet, setup)


def _repeat(sheet: Worksheet, setup: PrintSetup) -> int:
    codes = [0]
    if setup.repeat_rows:
        codes.append(sheet.repeat_rows(*(row - 1 for row in setup.repeat_rows)) or 0)
    if setup.repeat_columns:
        codes.append(sheet.repeat_columns(*(column - 1 for column in setup.repeat_columns)) or 0)
    if setup.area:
        area = setup.area
        codes.append(sheet.print_area(area.top - 1, area.left - 1, area.bottom - 1, area.right - 1) or 0)
    return min(codes)


def show(sheet: Worksheet, zoom: int, tab: str | None, gridlines: int) -> None:
    """How *sheet* opens; *gridlines*: 1 shows them, 2 does not."""
    sheet.set_zoom(zoom)
    sheet.hide_gridlines(gridlines)
    if tab:
        sheet.set_tab_color(tab)
