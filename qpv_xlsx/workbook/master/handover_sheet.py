"""« Passation »: what a successor must know, one table under another."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qpv_xlsx.messages.handing_over import HandoverSection
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.pen import Pen, Sheet
from qpv_xlsx.workbook.heights import row_height
from qpv_xlsx.workbook.master.columns import FIRST_ROW, HEADER_ROW, LEAD_ROW, TITLE_ROW, Look
from qpv_xlsx.workbook.master.looks import HEADER, LEAD, SECTION, STYLES, TITLE
from qpv_xlsx.workbook.master.tables import table_print

_WIDTHS = (24.0, 24.0, 24.0, 26.0, 40.0, 44.0, 20.0)
_SMALLEST, _TALLEST = 18.0, 220.0
_RUNNING = replace(STYLES[Look.TEXT], wrap=False, borders="")


def write_handover(pen: Pen, sections: Sequence[HandoverSection], name: str, language: str) -> None:
    """Write the sheet."""
    sheet = pen.sheet(name)
    sheet.write(TITLE_ROW, 1, label(language, "sheet_headings", "handover"), TITLE)
    sheet.write(LEAD_ROW, 1, phrase(language, "handover_lead"), LEAD)
    sheet.height(TITLE_ROW, 28)
    for number, width in enumerate(_WIDTHS, start=1):
        sheet.width(number, number, width)
    row = HEADER_ROW
    for section in sections:
        row = _section(sheet, row, section)
    sheet.freeze(HEADER_ROW, 1)
    sheet.select(FIRST_ROW, 1)
    sheet.show(zoom=90, gridlines=False)
    sheet.print_setup(table_print(len(_WIDTHS), row, language, header_row=TITLE_ROW))


def _section(sheet: Sheet, row: int, section: HandoverSection) -> int:
    """One section from *row* on; the row where the next one begins."""
    sheet.write(row, 1, section.title, SECTION)
    sheet.write(row + 1, 1, section.note, LEAD)
    if not section.rows:
        return row + 3
    for number, words in enumerate(section.headers, start=1):
        sheet.write(row + 2, number, words, HEADER)
    here = row + 3
    for cells in section.rows:
        for line in _lines(cells):
            _write(sheet, here, line, is_wrapped=len(cells) == len(_WIDTHS))
            here += 1
    return here + 1


def _lines(cells: Sequence[str]) -> Iterator[Sequence[str]]:
    """A row of a narrow table takes as many lines as its last text needs: that one runs on over the empty columns."""
    if len(cells) == len(_WIDTHS):
        yield cells
        return
    room = int(sum(_WIDTHS[len(cells) - 1 :]))
    first, *others = textwrap.wrap(cells[-1], room) or [""]
    yield (*cells[:-1], first)
    yield from ((*("" for _ in cells[:-1]), text) for text in others)


def _write(sheet: Sheet, row: int, cells: Sequence[str], *, is_wrapped: bool) -> None:
    last = len(cells)
    for number, words in enumerate(cells, start=1):
        style = STYLES[Look.TEXT] if is_wrapped or number < last else _RUNNING
        sheet.write(row, number, words or None, style)
    texts = [(words, width - 2) for words, width in zip(cells, _WIDTHS, strict=False)]
    wrapped = texts if is_wrapped else texts[:-1]
    sheet.height(row, max(_SMALLEST, min(_TALLEST, row_height(iter(wrapped), size=9))))
