"""What is drawn over an answer sheet: text boxes, and pictures that hide cells to fill."""

from collections.abc import Iterator

from qpv_xlsx.domain.findings import Code, Finding, Place, finding
from qpv_xlsx.spreadsheet.book import Merge, address
from qpv_xlsx.workbook.reading.locating import FoundTable
from qpv_xlsx.workbook.reading.rows import place_of


def find_drawn(table: FoundTable) -> Iterator[Finding]:
    """S12 for each text box, and for each picture over cells that are to be filled: an answer may stand on it."""
    for text in table.grid.text_boxes:
        yield finding(Code.S12, case="text_box", place=Place(sheet=table.grid.name), read=text)
    for picture in table.grid.pictures:
        hidden = _covered(picture, table)
        if hidden:
            (top, left), (bottom, right) = hidden[0], hidden[-1]
            covered = f"{address(top, left)}:{address(bottom, right)}" if len(hidden) > 1 else address(top, left)
            yield finding(Code.S12, case="picture", place=place_of(table.grid, top, left), range=covered)


def _covered(picture: Merge, table: FoundTable) -> list[tuple[int, int]]:
    """The cells to be filled under *picture*, in the order of the sheet."""
    return [
        (row.number, column)
        for row in table.rows.rows
        if picture.top <= row.number <= picture.bottom
        for column in sorted(table.opened[row.measure])
        if picture.left <= column <= picture.right
    ]
