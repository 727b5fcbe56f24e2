"""One table of an OpenDocument spreadsheet, tag by tag: most cells hold one paragraph of plain words, and take the short way.

Whatever else stands in a cell (a second paragraph, words in another hand, a note, a shape) is gathered by a WordsReader.
"""

from collections.abc import Callable, Mapping

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.opening.odssheets import CELLS, SheetReader, cell_tag
from qpv_xlsx.spreadsheet.opening.odsstyles import StylesReader
from qpv_xlsx.spreadsheet.opening.odswords import WordsReader
from qpv_xlsx.spreadsheet.opening.refusal import beyond

SHEET_DEPTH = 4  # office:document-content, office:body, office:spreadsheet, table:table


# How far a cell has come on the short way:
_LEFT = 0  # not on it: its words are gathered the long way
_EMPTY = 1
_OPEN = 2  # inside its first paragraph
_CLOSED = 3  # after it


class TableWalker:
    """Listens inside one table, and calls *done* at its end. *pieces*: the words between the last two tags."""

    def __init__(
        self,
        sheet: SheetReader,
        styles: StylesReader,
        pieces: list[str],
        limits: Limits,
        done: Callable[[SheetReader, tuple[str, ...]], None],
    ) -> None:
        self.sheet = sheet
        self._pieces, self._done = pieces, done
        self._deepest = limits.xml_depth
        self._depth = SHEET_DEPTH
        self._words = WordsReader(styles, pieces)
        self._frames: list[dict[str, str]] = []
        self._attributes: dict[str, str] = {}
        self._text = ""
        self._stage = _LEFT

    def may_be_cut(self, deep: int) -> bool:
        """Whether what comes next is rows or cells, nested so *deep* at most, that nobody's words are around."""
        is_open = self._stage == _OPEN or self._words.is_inside or self._words.elsewhere
        return not is_open and self._depth + deep <= self._deepest

    def begin_row(self, attributes: Mapping[str, str]) -> None:
        """The beginning of a row that was cut, where it may be."""
        self._depth += 1
        self.sheet.begin_row(attributes)

    def end_row(self) -> None:
        """The end of such a row."""
        self._depth -= 1
        self.sheet.end_row()

    def enter(self, name: str, attributes: dict[str, str]) -> None:
        """The beginning of an element."""
        depth = self._depth = self._depth + 1
        if depth > self._deepest:
            raise beyond("xml_depth", depth, self._deepest)
        if name == "text:p":
            if self._stage == _EMPTY:
                self._stage = _OPEN
                self._pieces.clear()
            else:
                self._take_long_way()
                self._words.begin_paragraph()
        elif name in CELLS:
            if not self._words.elsewhere:  # a shape may hold a table of its own
                self._begin_cell(attributes)
        elif name.startswith("table:"):
            if not self._words.elsewhere or name == "table:table-source":
                self.sheet.enter(name, attributes)
            if self._stage != _OPEN and not self._words.is_inside:
                self._pieces.clear()  # lay-out
        else:
            self._take_long_way()
            self._note(name, attributes)
            self._words.enter(name, attributes)

    def leave(self, name: str) -> None:
        """The end of an element."""
        if name == "text:p":
            if self._stage == _OPEN:
                self._stage = _CLOSED
                self._text = "".join(self._pieces)
                self._pieces.clear()
            else:
                self._words.end_paragraph()
        elif name in CELLS:
            if self._stage:
                self.sheet.add_plain(cell_tag(self._attributes), self._text)
            elif not self._words.elsewhere:
                self.sheet.add(cell_tag(self._attributes), self._words.parts)
        elif not name.startswith("table:"):
            self._words.leave(name)
        elif name == "table:table" and self._depth == SHEET_DEPTH:
            self._done(self.sheet, tuple(self._words.text_boxes))
        elif not self._words.elsewhere:
            self.sheet.leave(name)
        self._depth -= 1

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        if self._stage == _OPEN:
            self._take_long_way()
        self._attributes = attributes
        self._text = ""
        if self._words.is_inside:  # a paragraph: no program writes cells there
            self._stage = _LEFT
            self._words.begin()
        else:
            self._stage = _EMPTY
            self._pieces.clear()

    def _take_long_way(self) -> None:
        """The cell holds more than one plain paragraph: hand over what was read of it."""
        stage, self._stage = self._stage, _LEFT
        if stage == _EMPTY:
            self._words.begin()
        elif stage:
            self._words.go_on(None if stage == _OPEN else self._text)

    def _note(self, name: str, attributes: dict[str, str]) -> None:
        """A picture, or a conditional format."""
        if name == "draw:frame":
            self._frames.append(attributes)
        elif name == "draw:image" and self._frames:
            self.sheet.add_picture(self._frames.pop())
        elif name.startswith("calcext:"):
            self.sheet.conditions.enter(name, attributes)
