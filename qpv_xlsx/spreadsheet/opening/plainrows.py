"""The rows of a worksheet part cut by one pattern, where they are written as spreadsheet programs write them.

Being told of each tag was half of what opening a return took. What is made of it is the same, to the order of the cells.
"""

import re

from qpv_xlsx.spreadsheet.book import Cell
from qpv_xlsx.spreadsheet.opening.plainxml import WORDS, NotPlain, attributes_in, unescaped
from qpv_xlsx.spreadsheet.opening.sheetcells import SheetFiller, known_place

_TOKENS = re.compile(
    rf"""
    <c\ r="([A-Z]{{1,3}}[1-9][0-9]{{0,6}})" (?:\ s="([0-9]{{1,6}})")? (?:\ t="(n|s|str|b|e|d)")?
    (?: \ ?/> | > (?: <(f(?:\ {WORDS}*)?) (?: \ ?/> | >({WORDS}++)</f> ) )? (?: (<v) (?: \ ?/> | >({WORDS}*+)</v> ) )? </c> )
    | <row\ r="([1-9][0-9]{{0,6}})" ((?:\ {WORDS}*)?) (?: (?<!/)> | (?<=/)> (?=<row\ |\Z) )
    | (</row>) (?=<row\ |\Z)
    | (.) .*
    """,
    re.VERBOSE | re.DOTALL,
)
"""A cell; one of the two ends of a row; or a sign that begins something else, with all that follows."""


def cut_rows(text: str, maker: SheetFiller) -> None:
    """Have *maker* make the cells of the rows in *text*. Raises NotPlain or Refused; what was made is then of no use."""
    rows, by_place = _Rows(maker), maker.cells.by_place
    constants: dict[tuple[str, str, str], Cell | None] = {}
    for reference, style, kind, tag, formula, has_value, value, row, of_row, end, _ in _TOKENS.findall(text):
        if has_value and not tag:  # most cells
            said = value, kind, style
            if said not in constants:
                constants[said] = maker.constant(unescaped(value), kind or None, style or None)
            cell = constants[said]
        elif tag:
            content = unescaped(value) if has_value else None, kind or None, style or None
            cell = maker.other(known_place(reference), content, unescaped(formula), attributes_in(tag[1:]))
        elif reference:
            rows.put_blank(reference, style)
            continue
        else:
            rows.turn(row, of_row, end)
            continue
        if cell is not None:
            place = known_place(reference)
            if place in by_place:
                raise NotPlain
            by_place[place] = cell
    if rows.is_open or not text.startswith("<row ") or maker.has_far():
        raise NotPlain


class _Rows:
    """What stands around the cells that hold something."""

    def __init__(self, maker: SheetFiller) -> None:
        self.is_open = False
        self._maker = maker
        self._marks: dict[str, str] = {}

    def put_blank(self, reference: str, style: str) -> None:
        """A cell that only has a style."""
        if style not in self._marks:
            self._marks[style] = self._maker.mark_of(style or None)
        if self._marks[style]:
            self._maker.put_blank(known_place(reference), style or None)

    def turn(self, row: str, said: str, end: str) -> None:
        """From one row to the next. *row*: the number of one that begins, whose tag says *said*; *end*: one ends."""
        if bool(end) is not self.is_open:
            raise NotPlain
        if end:
            self._maker.end_row()
            self.is_open = False
        elif row:
            self._begin(int(row), said)
        else:
            raise NotPlain

    def _begin(self, row: int, said: str) -> None:
        attributes = attributes_in(said.removesuffix("/"))
        if "r" in attributes:
            raise NotPlain
        self._maker.begin_row(row, attributes)
        self.is_open = not said.endswith("/")
