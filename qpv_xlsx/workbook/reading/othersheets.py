"""What stands on sheets that hold no answers: nothing a person wrote there may be lost in silence either."""

from collections.abc import Iterator

from qpv_xlsx.domain.findings import Code, Finding, Place, finding
from qpv_xlsx.domain.wording import bare_words
from qpv_xlsx.messages.wordbook import label
from qpv_xlsx.spreadsheet.book import Book
from qpv_xlsx.workbook.layout import SheetKey, sheet_name
from qpv_xlsx.workbook.reading.confirmations import AnswerColumn
from qpv_xlsx.workbook.reading.locating import Located
from qpv_xlsx.workbook.reading.rows import place_of
from qpv_xlsx.workbook.reading.strays import is_blank, read_as_typed


def find_foreign_sheets(book: Book, located: Located) -> Iterator[Finding]:
    """S12 for each sheet with content that a collection workbook does not have."""
    ours = {sheet_name(sheet) for sheet in SheetKey} | {label("fr", "sheets", "corrections")}
    known = {bare_words(name) for name in ours} | {bare_words(table.grid.name) for table in located.tables}
    for grid in book.grids:
        if bare_words(grid.name) in known or grid.name in located.left_out:
            continue
        filled = [where for where, cell in grid.cells.items() if not is_blank(cell)]
        if filled or grid.text_boxes:
            first = read_as_typed(grid.cells[min(filled)]) if filled else grid.text_boxes[0]
            yield finding(Code.S12, case="sheet", place=Place(sheet=grid.name), read=first, cells=len(filled))


def find_beside_own_words(book: Book, answers: AnswerColumn | None = None) -> Iterator[Finding]:
    """S12 for what is typed on « Mode d'emploi » and « Corrections » beside our words, and under those of the guide.

    What we write there reaches as far as our formulas, which « Corrections » need not have on its last rows. Where
    pasting left no formula, nothing can be told apart. *answers*: the column that is read for itself.
    """
    guide = bare_words(sheet_name(SheetKey.GUIDE))
    spoken = {guide, bare_words(label("fr", "sheets", "corrections"))}
    for grid in (one for one in book.grids if bare_words(one.name) in spoken):
        ours = [where for where, cell in grid.cells.items() if cell.formula is not None]
        if not ours:
            continue
        last_row, last_column = (max(numbers) for numbers in zip(*ours, strict=True))
        own = answers.numbers if answers is not None and answers.grid is grid else frozenset()
        for (row, column), cell in grid.cells.items():
            if column in own:
                continue
            is_under = row > last_row and bare_words(grid.name) == guide
            if (is_under or column > last_column) and not is_blank(cell):
                yield finding(Code.S12, place=place_of(grid, row, column), read=read_as_typed(cell))
