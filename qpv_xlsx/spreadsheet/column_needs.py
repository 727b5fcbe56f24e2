"""How wide the columns of a sheet must be: a number that its column cannot hold shows as « ### », a header breaks its words."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import ceil

from qpv_xlsx.spreadsheet.displaying import shown_number
from qpv_xlsx.spreadsheet.drawing import MAX_WIDTH, Area, ColumnWidth, PrintSetup, Style
from qpv_xlsx.spreadsheet.letter_widths import CHARACTER, text_width

LARGE = 10_000
"""Every column holds smaller numbers, and nobody looks at them again: a sheet may hold millions."""

_USUAL = 8.43  # characters of a column whose width nobody set
_MARGIN = 4.5  # points that programs leave at the sides
_INDENT = 6.75  # points of one step of indent
_STEP = 0.5  # of a character
_TENTH = 10  # a number that many times smaller than another has a digit less
_WORDS = re.compile(r"[^ \t\n-]+-?")  # programs begin a new line after a hyphen; no-break spaces hold together
_BUTTON = 18.0  # points: LibreOffice wraps beside the button of a filter, which no zoom makes smaller
_EDGES = 3.75  # points that a column has besides its characters


class ColumnNeeds:
    """The width given to each column, and what was written there, as far as it needs another. Columns are counted from 1."""

    def __init__(self) -> None:
        self._given: dict[int, ColumnWidth] = {}
        self._points: defaultdict[int, float] = defaultdict(float)
        self._words: defaultdict[int, float] = defaultdict(float)
        self.filtered: Area | None = None
        self._largest: defaultdict[tuple[int, int], tuple[float, Style | None]] = defaultdict(lambda: (0.0, None))

    def given(self, columns: tuple[ColumnWidth, ...]) -> None:
        """*columns* are that wide."""
        self._given.update(_by_number(columns))

    def written(self, column: int, content: object, style: Style) -> None:
        """*content* stands in *column*: what is neither a large number nor a header needs nothing."""
        if content is None:
            return
        if isinstance(content, str):
            if style.keeps_words:
                self._header(column, content, style)
        elif isinstance(content, (int, float)) and not -LARGE < content < LARGE:
            self._number(column, content, style)

    def headers(self, first: int, contents: Sequence[object], style: Style | Sequence[Style]) -> None:
        """Headers side by side, all in one *style*; rows of the table have several."""
        if isinstance(style, Style) and style.keeps_words:
            for column, wide in enumerate(_longest_words(tuple(contents), style), start=first):
                self._words[column] = max(self._words[column], wide)

    def too_narrow(self) -> Iterator[ColumnWidth]:
        """Columns whose width is not enough, with the one that is."""
        for column in {**self._points, **self._words}:
            points = max(self._points[column], self._header_points(column))
            needed = min(MAX_WIDTH, ceil(points / CHARACTER / _STEP) * _STEP)
            given = self._given.get(column) or ColumnWidth(column, _USUAL)
            if needed > given.width:
                yield given._replace(width=needed)

    def page(self, setup: PrintSetup | None) -> float:
        """Characters across a page that is printed at a scale and stays one; 0: there is none."""
        if setup is None or setup.area is None or not (setup.scale and setup.pages_wide):
            return 0.0
        columns = range(setup.area.left, setup.area.right + 1)
        return sum(self._given[column].width if column in self._given else _USUAL for column in columns)

    def _number(self, column: int, content: float, style: Style) -> None:
        known, _ = self._largest[column, id(style)]
        size = abs(content)
        if size < known / _TENTH:
            return
        if size > known:
            self._largest[column, id(style)] = (size, style)  # kept alive: its id stays its own
        shown = shown_number(content, style.number_format)
        if shown is not None:
            self._take(column, text_width(shown.text, style.size, bold=style.bold), style)

    def _header(self, column: int, words: str, style: Style) -> None:
        self._words[column] = max(self._words[column], _longest_word(words, style.size, bold=style.bold))

    def _header_points(self, column: int) -> float:
        """Points that the longest word over *column* asks for."""
        wide, area = self._words[column], self.filtered
        beside = wide + _BUTTON - _EDGES if area and area.left <= column <= area.right else 0.0
        return max(wide + _MARGIN, beside) if wide else 0.0

    def _take(self, column: int, wide: float, style: Style) -> None:
        self._points[column] = max(self._points[column], wide + _MARGIN + _INDENT * style.indent)


@lru_cache(maxsize=256)  # those of a table, the same in the workbooks of all territories
def _by_number(columns: tuple[ColumnWidth, ...]) -> Mapping[int, ColumnWidth]:
    return {one.column: one for one in columns}


@lru_cache(maxsize=256)  # likewise
def _longest_words(contents: tuple[object, ...], style: Style) -> Sequence[float]:
    """Points that the longest word of each header in *style* takes."""
    return [_longest_word(str(content or ""), style.size, bold=style.bold) for content in contents]


@lru_cache(maxsize=1024)  # headers come back from sheet to sheet
def _longest_word(words: str, size: float, *, bold: bool) -> float:
    """Points that the longest of *words* takes; 0: there is none."""
    return max((text_width(word, size, bold=bold) for word in _WORDS.findall(words)), default=0.0)
