"""What stands on sheets that hold no answers: nothing a person wrote there may be lost in silence either."""

from collections.abc import Iterator

from qpv_xlsx.domain.findings import Code, Finding, Place, finding
from qpv_xlsx.messages.catalogue import label
from qpv_xlsx.spreadsheet.book import Book
from qpv_xlsx.workbook.layout import SheetKey, sheet_name
from qpv_xlsx.workbook.locating import Located
from qpv_xlsx.workbook.strays import is_blank, read_as_typed
from qpv_xlsx.workbook.wording import plain


def find_foreign_sheets(book: Book, located: Located) -> Iterator[Finding]:
    """S12 for each sheet with content that a collection workbook does not have."""
    ours = {sheet_name(sheet) for sheet in SheetKey} | {label("fr", "sheets", "corrections")}
    known = {plain(name) for name in ours} | {plain(table.grid.name) for table in located.tables}
    for grid in book.grids:
        filled = [where for where, cell in grid.cells.items() if not is_blank(cell)]
        if (filled or grid.text_boxes) and plain(grid.name) not in known:
            first = read_as_typed(grid.cells[min(filled)]) if filled else grid.text_boxes[0]
            yield finding(Code.S12, case="sheet", place=Place(sheet=grid.name), read=first, cells=len(filled))
