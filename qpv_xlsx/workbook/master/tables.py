"""What table sheets have in common: title, one sentence, headers, widths, filters, frozen panes, print set-up."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from qpv_xlsx.domain.contract.remembering import Same, remembered
from qpv_xlsx.messages.wordbook import phrase
from qpv_xlsx.spreadsheet.drawing import Area, ColumnWidth, PrintSetup, Style
from qpv_xlsx.spreadsheet.letter_widths import text_width
from qpv_xlsx.spreadsheet.pen import Content, Sheet
from qpv_xlsx.workbook.heights import line_count, room_of, text_height
from qpv_xlsx.workbook.master.columns import (
    FIRST_ROW,
    HEADER_ROW,
    LEAD_ROW,
    TITLE_ROW,
    Look,
    MasterColumn,
    master_header,
)
from qpv_xlsx.workbook.master.looks import HEADER, LEAD, STYLES, TITLE, WORKING_HEADER
from qpv_xlsx.workbook.paging import on_fewest_pages, side_by_side

_SIZE = 9  # of letters, in points
_TALLEST = 150.0  # points: a longer text is read in the cell
_SMALLEST = 26.0  # two lines
_WIDEST_PAGE = 250.0  # characters on a page of A3: letters of 7.4 points, with a column for the territory; of 8 in 231
_SMALLER_TITLES = (14.0, 12.0, 10.0)  # points
_INDENT = 2.0  # characters that a cell's margins take
_WIDEST_WORDED, _MOST_LINES = 26.0, 4  # characters of a column of figures that holds words, and how tall they may be
_NARROWEST_GIVER = 20.0  # characters
_WRAPPED = frozenset({Look.TEXT, Look.SAID, Look.WORD, Look.FIGURE, Look.LINK})


def head(sheet: Sheet, columns: Sequence[MasterColumn], language: str, *, title: str, lead: str) -> None:
    """Title, sentence and headers, and the columns' widths and grouping."""
    sheet.write(TITLE_ROW, 1, title, _fitted_title(title, Same(columns)))
    sheet.write(LEAD_ROW, 1, lead, LEAD)
    sheet.height(TITLE_ROW, 28)
    sheet.height(LEAD_ROW, 18)
    sheet.height(HEADER_ROW, 44)
    for first, words, style in _headings(Same(columns), language):
        sheet.write_row(HEADER_ROW, first, words, style)
    sheet.widths(_widths(Same(columns)))


@lru_cache(maxsize=64)  # the columns of a table are the same in the workbooks of all territories
def _headings(columns: Same[Sequence[MasterColumn]], language: str) -> Sequence[tuple[int, tuple[str, ...], Style]]:
    told = [(master_header(one, language), _header_style(one)) for one in columns.one]
    return together(told)


def _header_style(column: MasterColumn) -> Style:
    return WORKING_HEADER if column.look is Look.WORKING else HEADER


@lru_cache(maxsize=64)  # likewise
def _widths(columns: Same[Sequence[MasterColumn]]) -> tuple[ColumnWidth, ...]:
    """Those of *columns*, and that of the one beyond, which carries the button of the last group."""
    told = [ColumnWidth(at, one.width, one.is_folded, one.level) for at, one in enumerate(columns.one, start=1)]
    return (*told, ColumnWidth(len(told) + 1, 3))


def write_headings(sheet: Sheet, row: int, headings: Sequence[tuple[str, Style]]) -> None:
    """Headers from the first column on."""
    for first, words, style in together(headings):
        sheet.write_row(row, first, words, style)


def together(headings: Sequence[tuple[str, Style]]) -> Sequence[tuple[int, tuple[str, ...], Style]]:
    """Those of one style side by side, with the first one's column: their words keep room in their columns."""
    found: list[tuple[int, tuple[str, ...], Style]] = []
    first = 1
    for style, group in groupby(headings, key=itemgetter(1)):
        words = tuple(heading for heading, _ in group)
        found.append((first, words, style))
        first += len(words)
    return found


@lru_cache(maxsize=256)  # likewise
def _fitted_title(title: str, columns: Same[Sequence[MasterColumn]]) -> Style:
    """Letters as large as a title's may be over *columns*: a longer one would make the page wider, or be cut."""
    room = room_of(sum(column.width for column in columns.one if column.is_printed and not column.is_folded))
    sizes = (TITLE.size, *_SMALLER_TITLES)
    size = next((one for one in sizes if text_width(title, one, bold=True) <= room), sizes[-1])
    return replace(TITLE, size=size)


def finish(
    sheet: Sheet, columns: Sequence[MasterColumn], language: str, *, rows: int, frozen: int, has_filter: bool = True
) -> None:
    """Filters, frozen panes and printing of a table of *rows* rows. *frozen*: columns that stay in view, and on every page."""
    if has_filter:
        sheet.filter(Area(HEADER_ROW, 1, last_row(rows), len(columns)))
    sheet.freeze(FIRST_ROW, frozen + 1)
    sheet.select(FIRST_ROW, 1)
    sheet.show(zoom=90, gridlines=False)
    setup = table_print(_printed(columns), last_row(rows), language)
    widths = [0.0 if column.is_folded else column.width for column in columns if column.is_printed]
    sheet.print_setup(on_pages_read(setup, widths, frozen, heights_of(sheet, last_row(rows))))


def heights_of(sheet: Sheet, last: int) -> Sequence[float]:
    """Points of each row of *sheet* up to *last*."""
    return sheet.heights(1, last)


def table_print(columns: int, last: int, language: str, *, header_row: int = HEADER_ROW) -> PrintSetup:
    """A3, as wide as the table, headers repeated, pages numbered."""
    return PrintSetup(
        paper="A3",
        repeat_rows=(header_row, header_row),
        area=Area(1, 1, last, columns),
        footer=phrase(language, "master_footer"),
    )


def on_pages_read(setup: PrintSetup, widths: Iterable[float], frozen: int, heights: Sequence[float] = ()) -> PrintSetup:
    """*setup*; where one page as wide as columns of *widths* would have letters that nobody reads, on several.

    They stand side by side, as many as it takes, the first *frozen* columns on each. *heights*: of the rows in points,
    where a last page of one line is to be spared. Width 0: the column is folded.
    """
    wide = tuple(widths)
    if sum(wide) > _WIDEST_PAGE:
        return side_by_side(setup, wide, frozen)
    if not heights:
        return setup
    first, last = setup.repeat_rows or (1, 0)
    return on_fewest_pages(setup, wide, heights, sum(heights[first - 1 : last]))


def last_row(rows: int) -> int:
    """The last row of a table; its first one where it has no line."""
    return FIRST_ROW + max(rows, 1) - 1


def column_of(columns: Sequence[MasterColumn], key: str) -> int:
    """The number of a column, from 1."""
    return next(number for number, column in enumerate(columns, start=1) if column.key == key)


def write_line(
    sheet: Sheet,
    row: int,
    columns: Sequence[MasterColumn],
    cells: Sequence[Content],
    styles: Sequence[Style],
    *,
    smallest: float = _SMALLEST,
) -> None:
    """One line of constants, with a height that shows its texts: *smallest* points at least."""
    fitted, height = line_form(columns).fitted(cells, styles, smallest)
    sheet.write_row(row, 1, cells, fitted)
    sheet.height(row, height)


def with_room_for_words(
    columns: Sequence[MasterColumn], lines: Iterable[Mapping[str, Content]], *, room: float, from_key: str
) -> tuple[MasterColumn, ...]:
    """*columns*, those of figures wider where an answer is a sentence: in the room of a number it was a tower, and cut.

    *lines*: contents by the column's key. *room*: characters that may be added to all of them together; the column
    *from_key* gives them, as far as it can.
    """
    figures = {column.key: column.width for column in columns if column.look is Look.FIGURE}
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for cells in lines:
        for key, width in figures.items():
            if isinstance(content := cells.get(key), str) and len(content) > width:
                texts[key].append(content)
    more = {key: _worded_width(found, figures[key]) - figures[key] for key, found in texts.items()}
    wanted = sum(more.values())
    given = min([room, *(column.width - _NARROWEST_GIVER for column in columns if column.key == from_key)])
    if not wanted or given <= 0:
        return tuple(columns)
    part = min(1.0, given / wanted)
    added = {key: part * characters for key, characters in more.items()} | {from_key: -part * wanted}
    return _widened(Same(columns), tuple(added.items()))


@lru_cache(maxsize=64)  # the same columns, of which what was worked out is known again
def _widened(columns: Same[Sequence[MasterColumn]], added: Sequence[tuple[str, float]]) -> tuple[MasterColumn, ...]:
    more = dict(added)
    return tuple(replace(one, width=one.width + more[one.key]) if one.key in more else one for one in columns.one)


def _worded_width(texts: Sequence[str], width: float) -> float:
    """Characters in which each of *texts* takes a few lines; a longer one is read in its cell."""
    while width < _WIDEST_WORDED and max(line_count(text, width - _INDENT, _SIZE) for text in texts) > _MOST_LINES:
        width += 1
    return width


@dataclass(frozen=True, slots=True, kw_only=True)
class LineForm:
    """What all lines of a table have in common, columns being told by their place.

    *figures*: those of figures. *wrapped*: those whose texts make a line tall; *rooms*: theirs in characters; *texts*: of a
    line's cells, what stands there.
    """

    figures: Sequence[int]
    wrapped: Sequence[int]
    rooms: tuple[float, ...]
    texts: Callable[[Sequence[object]], tuple[object, ...]]

    def fitted(
        self, cells: Sequence[object], styles: Sequence[Style], smallest: float = _SMALLEST
    ) -> tuple[Sequence[Style], float]:
        """*styles* and the points that a line takes, as for ``height``.

        Styles are wrapped where the column of a figure holds words: « Non disponible (nd) » would be cut at its left.
        A text longer than the tallest row begins at the top, or both its ends would be cut.
        """
        worded = [place for place in self.figures if isinstance(cells[place], str) and not styles[place].wrap]
        fitted = _wrapped_at(Same(styles), tuple(worded)) if worded else styles
        lines, tall = _told_by(self.texts(cells), self.rooms)
        if tall:
            fitted = _from_the_top(Same(fitted), tuple([self.wrapped[rank] for rank in tall]))
        return fitted, _height(lines, smallest)

    def height(self, cells: Sequence[object], smallest: float = _SMALLEST) -> float:
        """Points that the wrapped texts of a line take, within bounds; what is not printed is read in the cell."""
        lines, _ = _told_by(self.texts(cells), self.rooms)
        return _height(lines, smallest)


@lru_cache(maxsize=2048)  # a line stands on two sheets at least, and says the same in many territories
def _told_by(texts: tuple[object, ...], rooms: tuple[float, ...]) -> tuple[int, Sequence[int]]:
    """How many lines *texts* take, and the ranks of those that are longer than the tallest row."""
    counts = [
        line_count(text, room, _SIZE) if isinstance(text, str) and len(text) > 1 else 1
        for text, room in zip(texts, rooms, strict=True)
    ]
    lines = max(counts, default=1)
    if text_height(lines, _SIZE) <= _TALLEST:
        return lines, ()
    return lines, [rank for rank, count in enumerate(counts) if text_height(count, _SIZE) > _TALLEST]


@lru_cache(maxsize=256)
def _height(lines: int, smallest: float) -> float:
    return max(smallest, min(_TALLEST, text_height(lines, _SIZE)))


@lru_cache(maxsize=256)
def _from_the_top(styles: Same[Sequence[Style]], places: Sequence[int]) -> tuple[Style, ...]:
    return tuple(replace(style, valign="top") if place in places else style for place, style in enumerate(styles.one))


@lru_cache(maxsize=256)  # the same row of styles, which the pen knows again; those of a sort of line are one tuple
def _wrapped_at(styles: Same[Sequence[Style]], places: Sequence[int]) -> tuple[Style, ...]:
    return tuple(_wrapped(style) if place in places else style for place, style in enumerate(styles.one))


@lru_cache(maxsize=256)  # figures look alike in every line
def _wrapped(style: Style) -> Style:
    return replace(style, wrap=True)


@remembered
def line_form(columns: Sequence[MasterColumn]) -> LineForm:
    """That of the lines of *columns*."""
    wrapped = [
        place
        for place, column in enumerate(columns)
        if column.look in _WRAPPED and column.is_printed and not column.is_folded
    ]
    return LineForm(
        figures=[place for place, column in enumerate(columns) if column.look is Look.FIGURE],
        wrapped=wrapped,
        rooms=tuple([columns[place].width - _INDENT for place in wrapped]),
        texts=itemgetter(*wrapped) if len(wrapped) > 1 else lambda cells: tuple([cells[place] for place in wrapped]),
    )


def line_height(columns: Sequence[MasterColumn], cells: Sequence[object]) -> float:
    """Of one line alone."""
    return line_form(columns).height(cells)


def plain_styles(columns: Sequence[MasterColumn]) -> tuple[Style, ...]:
    """The style of each column, where it does not depend on the row."""
    return tuple(STYLES[column.look] for column in columns)


def _printed(columns: Sequence[MasterColumn]) -> int:
    return sum(column.is_printed for column in columns)
