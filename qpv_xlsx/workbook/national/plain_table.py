"""A sheet that is one table of constants: title, sentence, headers, lines, filter, frozen panes, print set-up."""

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from urllib.parse import quote

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.spreadsheet.drawing import Area, Style
from qpv_xlsx.spreadsheet.pen import Content, Pen, Sheet
from qpv_xlsx.workbook.heights import row_height
from qpv_xlsx.workbook.master.columns import FIRST_ROW, HEADER_ROW, LEAD_ROW, TITLE_ROW, Look
from qpv_xlsx.workbook.master.looks import FIGURES, HEADER, LEAD, STYLES, TITLE, Badge, with_decimals
from qpv_xlsx.workbook.master.tables import heights_of, last_row, on_pages_read, table_print, write_headings

_SMALLEST, _TALLEST, _INDENT = 18.0, 150.0, 2.0
_MOST_LINKS = 65_000  # on one sheet: Excel takes 65 530
_WRAPPED = frozenset({Look.TEXT, Look.SAID, Look.WORD})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainColumn:
    """One column. *style*: that of its header; None: the usual one.

    *is_folded*: grouped and closed when the workbook opens, and not on paper. *is_printed*: those that are not stand last.
    """

    header: str
    look: Look
    width: float
    style: Style | None = None
    is_folded: bool = False
    is_printed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainLine:
    """One line, a content per column. *kind*: of the measure whose figures it holds. *links*: paths, by column from 0.

    *badges*: how statuses look, by column from 0. *decimals*: those that tell a figure from what it is judged against; None: the usual ones.
    """

    cells: tuple[Content, ...]
    kind: Kind = Kind.QUANTITY
    decimals: int | None = None
    links: Mapping[int, str] = field(default_factory=dict)
    badges: Mapping[int, Badge] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainTable:
    """One sheet. *lines*: gone through once. *frozen*: columns that stay in view."""

    sheet: str
    title: str
    lead: str
    columns: tuple[PlainColumn, ...]
    lines: Iterable[PlainLine]
    frozen: int = 1


def write_plain_table(pen: Pen, table: PlainTable, language: str) -> None:
    """Write the sheet. Beyond _MOST_LINKS links, what would be one is written as a plain text."""
    sheet = pen.sheet(table.sheet)
    sheet.write(TITLE_ROW, 1, table.title, TITLE)
    sheet.write(LEAD_ROW, 1, table.lead, LEAD)
    sheet.height(TITLE_ROW, 28)
    sheet.height(LEAD_ROW, 18)
    write_headers(sheet, HEADER_ROW, table.columns)
    for number, column in enumerate(table.columns, start=1):
        sheet.width(number, number, column.width, hidden=column.is_folded, level=int(column.is_folded))
    heights = array("d", heights_of(sheet, HEADER_ROW))
    links = 0
    for row, line in enumerate(table.lines, start=FIRST_ROW):
        links += len(line.links)
        told = line if links <= _MOST_LINKS else replace(line, links={})
        heights.append(write_plain_line(sheet, row, table.columns, told))
    last = last_row(len(heights) - HEADER_ROW)
    heights.extend(sheet.heights(len(heights) + 1, last))  # of a table without lines
    sheet.filter(Area(HEADER_ROW, 1, last, len(table.columns)))
    sheet.freeze(FIRST_ROW, table.frozen + 1)
    sheet.select(FIRST_ROW, 1)
    sheet.show(zoom=90, gridlines=False)
    widths = [0.0 if column.is_folded else column.width for column in table.columns if column.is_printed]
    setup = table_print(len(widths), last, language)
    sheet.print_setup(on_pages_read(setup, widths, table.frozen, heights))


def write_headers(sheet: Sheet, row: int, columns: tuple[PlainColumn, ...]) -> None:
    """The words above the columns."""
    write_headings(sheet, row, [(column.header, column.style or HEADER) for column in columns])
    sheet.height(row, 46)


def write_plain_line(sheet: Sheet, row: int, columns: tuple[PlainColumn, ...], line: PlainLine) -> float:
    """One line, with a height that shows its texts, which is returned."""
    styles = [
        _style(column.look, line.kind, line.decimals, has_link=bool(line.links.get(place)))
        for place, column in enumerate(columns)
    ]
    for place, badge in line.badges.items():
        styles[place] = _badged(styles[place], badge)
    links = {place: quote(path) for place, path in sorted(line.links.items()) if path and _is_text(line.cells[place])}
    for place in links:
        styles[place] = STYLES[Look.LINK]
    return sheet.write_whole_row(row, line.cells, styles, _height(columns, line.cells), links)


@lru_cache(maxsize=64)  # the same object in thousands of lines, each of which a workbook would remember
def _badged(style: Style, badge: Badge) -> Style:
    return replace(style, color=badge.ink, fill=badge.fill, number_format=badge.style.number_format)


def _is_text(content: Content) -> bool:
    return isinstance(content, str)


def _style(look: Look, kind: Kind, decimals: int | None, *, has_link: bool) -> Style:
    if look is Look.LINK and not has_link:
        return STYLES[Look.WORD]
    return with_decimals(FIGURES[kind], kind, decimals) if look is Look.FIGURE else STYLES[look]


def _height(columns: tuple[PlainColumn, ...], cells: tuple[Content, ...]) -> float:
    texts = (
        (content, column.width - _INDENT)
        for column, content in zip(columns, cells, strict=True)
        if isinstance(content, str) and column.look in _WRAPPED and len(content) > 1 and not column.is_folded
    )
    return max(_SMALLEST, min(_TALLEST, row_height(texts, size=9)))
