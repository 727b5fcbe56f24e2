"""The rows of an OpenDocument table cut by one pattern, where they are written as spreadsheet programs write them.

A cell of plain words is made at once, without its table's walker being told of each tag. Cells of several hands, notes and the
like, and what stands between the rows, are walked through as ever, in their turn.
"""

import re
from collections.abc import Generator
from functools import lru_cache

from qpv_xlsx.spreadsheet.book import Cell, cell_of
from qpv_xlsx.spreadsheet.opening.odscells import cell_with, formula_told
from qpv_xlsx.spreadsheet.opening.odssheets import CellTag, cell_tag
from qpv_xlsx.spreadsheet.opening.odstables import TableWalker
from qpv_xlsx.spreadsheet.opening.plainparagraphs import ONE_HAND, PARAGRAPHS, in_one_hand, joined
from qpv_xlsx.spreadsheet.opening.plainxml import (
    PLAIN,
    WORDS,
    NotPlain,
    attributes_in,
    attributes_of,
    unescaped,
    walked,
    windows,
)

_VALUE = r'[^"<>\x00-\x1f\ufffe\uffff]'  # a sign of an attribute, or of a reference there
_LAST_NOTHING = r'(?:\ table:number-columns-repeated="[0-9]++")?+ /></table:table-row>'  # the empty rest of a row
_TOKENS = re.compile(
    rf"""
    [\ \n\t]*+ (?:
      ( <table:((?:covered-)?table-cell)
        (?: \ table:style-name="({PLAIN}++)" (?:\ table:content-validation-name="{PLAIN}++" )?+
            (?: \ table:formula="({_VALUE}++)" )?+ (?: \ office:value-type="([a-z]++)" )?+
            (?: \ office:value="({PLAIN}++)" )?+ (?: \ office:string-value="({_VALUE}++)" )?+
            (?: \ calcext:value-type="([a-z]++)" )?+ /?+ >
          | (?! {_LAST_NOTHING} ) ( / | \ {WORDS}*+ | )> ) )
      (?: (?<=/>) | {PARAGRAPHS} </table:\2> | ({ONE_HAND}) </table:\2> | ( (?: [^<]++ | <(?!/?table:) )*+ ) </table:\2> )
      | ( </table:table-row> | <table:table-cell {_LAST_NOTHING} )?+ (?: (<table:table-row) ( / | \ {WORDS}*+ | )> | (?(14) | (?!) ) )
      | ( </?table:(?:table-header-rows|table-rows|table-row-group) (?: / | \ {WORDS}*+ | )> )
      | ( . .* )
      | \Z
    )
    """,
    re.VERBOSE | re.DOTALL,
)
"""A cell of plain words, or of more; an end of a row, of the row with the beginning of the next, or of several rows; or a sign
that begins something else.

Of a cell: its tag, and its attributes where they are those of most, in their order; else as they stand there.
"""

_END_OF_ROW, _END, _CELL = b"</table:table-row>", b"</table:table>", b"table-cell"
_DEEPEST = 5
_LONGEST_KNOWN = 1500  # characters of a formula that is kept to be known again

Attributes = tuple[str, str, str, str]
"""The style of a cell, its type, its value and its other type, as written; empty where they are absent."""


def cut_rows(content: bytes, start: int, walker: TableWalker) -> Generator[bytes, None, int]:
    """Read the rows of a table of *content*, the first of which begins at *start*.

    Gives what has to be walked through, and where to go on. Raises NotPlain or Refused; what was read is then of no use.
    """
    rows, end = _Rows(walker), content.find(_END, start)
    for text, last in windows(content, start, end, _END_OF_ROW):
        rest = yield from rows.cut(text)
        start = last - len(rest.encode())
        if rest:
            break
    if end < 0 or rows.is_open or content.find(_CELL, start, end) >= 0:
        raise NotPlain
    return start


class _Rows:
    """Those of one table."""

    def __init__(self, walker: TableWalker) -> None:
        self.is_open = False  # whether one is
        self._walker, self._sheet = walker, walker.sheet
        self._words: dict[tuple[str, str], Cell] = {}
        self._tags: dict[str, CellTag] = {}

    def cut(self, text: str) -> Generator[bytes, None, str]:
        """Read some of them; gives what has to be walked through, and in the end what is neither a row nor around rows."""
        words, sheet, turn, add_usual = self._words, self._sheet, self._turn, self._sheet.add_usual
        self._check()
        for token in _TOKENS.findall(text):
            (
                tag,
                name,
                style,
                formula,
                kind,
                value,
                string,
                other,
                said,
                first,
                more,
                hand,
                rich,
                end,
                row,
                told,
                around,
                rest,
            ) = token
            if tag and not self.is_open:
                raise NotPlain
            if kind == "string" and not (formula or string or more or hand or rich or other == "error"):  # most cells
                cell = words.get((style, first))
                if cell is None:
                    cell = words[style, first] = cell_of(unescaped(first), *sheet.styles.cell(style))
                add_usual(cell, style)
            elif tag:
                written = None if rich else in_one_hand(hand, sheet.styles) if hand else joined(first, more)
                if written is None:
                    yield from walked(f"{tag}{hand}{rich}</table:{name}>".encode())
                    self._check()
                elif style:
                    computed = _formula(formula) if formula else None
                    add_usual(self._cell((style, kind, value, other), computed, string, written), style)
                else:
                    sheet.add_plain(self._tag(said), written)
            elif row or end:
                turn(told, is_end=bool(end), is_begin=bool(row))
            elif (around or rest) and (left := (yield from self._around(around, rest))):
                return left
        return ""

    def _around(self, around: str, rest: str) -> Generator[bytes, None, str]:
        """What is no cell and no row; gives the rest of the text where nothing of it is cut."""
        if self.is_open:
            raise NotPlain
        if around:
            yield from walked(around.encode())
            self._check()
        return rest

    def _cell(self, said: Attributes, formula: str | None, string: str, text: str) -> Cell | None:
        """A cell with the usual attributes."""
        style, kind, value, other = said
        told = {"office:value-type": kind, "calcext:value-type": other}
        if value:
            told["office:value"] = value
        if string:
            told["office:string-value"] = unescaped(string)
        return cell_with(formula, told, text, self._sheet.styles.cell(style))

    def _tag(self, said: str) -> CellTag:
        if said not in self._tags:
            self._tags[said] = cell_tag(attributes_of(said.removesuffix("/")))
        return self._tags[said]

    def _turn(self, said: str, *, is_end: bool, is_begin: bool) -> None:
        """From one row to the next. *said*: by the tag of one that begins."""
        if is_end is not self.is_open:
            raise NotPlain
        if is_end:
            self._walker.end_row()
        if is_begin:
            self._walker.begin_row(attributes_in(said.removesuffix("/")))
        self.is_open = is_begin and not said.endswith("/")
        if is_begin and not self.is_open:
            self._walker.end_row()

    def _check(self) -> None:
        if not self._walker.may_be_cut(_DEEPEST):
            raise NotPlain


def _formula(written: str) -> str | None:
    return _known_formula(written) if len(written) <= _LONGEST_KNOWN else formula_told(unescaped(written))


@lru_cache(maxsize=2048)
def _known_formula(written: str) -> str | None:
    """Our forms ask the same in the same way of everybody."""
    return formula_told(unescaped(written))
