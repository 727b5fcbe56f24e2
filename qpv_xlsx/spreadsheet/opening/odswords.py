"""Words of an OpenDocument sheet as they come: of cells, of their notes, of shapes drawn over them."""

from qpv_xlsx.spreadsheet.opening.odscells import CellParts
from qpv_xlsx.spreadsheet.opening.odsstyles import StylesReader
from qpv_xlsx.spreadsheet.opening.richtext import Run

_MOST_SPACES = 100  # one element may declare billions
_ASIDE = frozenset({"dc:creator", "dc:date", "text:ruby-text", "text:note"})  # whose words are not the cell's
_PLAIN = Run("")


class WordsReader:
    """Gathers words. *pieces*: those between the last two tags, which whoever walks the document fills."""

    def __init__(self, styles: StylesReader, pieces: list[str]) -> None:
        self.parts = CellParts()
        self.text_boxes: list[str] = []
        self._styles, self._pieces = styles, pieces
        self._hands: list[Run] = []  # of the spans that are open
        self.elsewhere = 0  # notes and shapes that are open: what comes belongs to them and not to the cell
        self._shapes = self._notes = self._paragraphs = self._unread = 0  # how many are open
        self._box: list[str] = []
        self._has_paragraph = False

    @property
    def is_inside(self) -> bool:
        """Whether a paragraph, or words that are not the cell's, are open."""
        return bool(self._paragraphs or self._unread or self._hands)

    def begin(self) -> None:
        """A new cell."""
        if self.parts.runs or self.parts.note:
            self.parts = CellParts()
        self._has_paragraph = False

    def go_on(self, before: str | None) -> None:
        """A cell that begins like any other turns out to hold more. *before*: its first paragraph; None while that is open."""
        self.begin()
        self._has_paragraph = True
        if before is None:
            self._paragraphs += 1
        elif before:
            self.parts.runs.append(Run(before))

    def enter(self, name: str, attributes: dict[str, str]) -> None:
        """The beginning of an element inside a cell or a shape."""
        if name == "text:span":
            self._flush()
            self._hands.append(self._styles.run(attributes.get("text:style-name", "")))
        elif name in {"text:s", "text:tab", "text:line-break"}:
            self._pieces.append(_blank(name, attributes))
        elif name == "office:annotation":
            self._flush()
            self._notes += 1
            self.elsewhere += 1
            self.parts.note.append("\n" if self.parts.note else "")
        elif name.startswith("draw:"):
            self._flush()
            self._shapes += 1
            self.elsewhere += 1
        elif name in _ASIDE:
            self._flush()
            self._unread += 1

    def leave(self, name: str) -> None:
        """The end of such an element."""
        if name == "text:span":
            self._flush()
            if self._hands:
                self._hands.pop()
        elif name == "office:annotation":
            self._flush()
            self._notes -= 1
            self.elsewhere -= 1
        elif name.startswith("draw:"):
            self._end_shape()
        elif name in _ASIDE:
            self._pieces.clear()
            self._unread -= 1

    def _end_shape(self) -> None:
        self._flush()
        self._shapes -= 1
        self.elsewhere -= 1
        if not self._shapes:
            text = "\n".join(self._box).strip()
            if text:
                self.text_boxes.append(text)
            self._box = []

    def end_paragraph(self) -> None:
        """The end of a paragraph, of a cell, a note or a shape."""
        self._flush()
        self._paragraphs -= 1

    def begin_paragraph(self) -> None:
        """Paragraphs stand on lines of their own."""
        self._pieces.clear()
        self._paragraphs += 1
        if self._shapes:
            self._box.append("")
        elif self._notes:
            if self.parts.note and self.parts.note[-1]:
                self.parts.note.append("\n")
        elif self._has_paragraph:
            self.parts.runs.append(Run("\n"))
        else:
            self._has_paragraph = True

    def _flush(self) -> None:
        """Put the words that came into the cell, its note or the shape."""
        if not self._pieces:
            return
        text = "".join(self._pieces)
        self._pieces.clear()
        if self._unread or not self._paragraphs:  # what stands between paragraphs is lay-out
            return
        if self._shapes:
            if self._box:
                self._box[-1] += text
        elif self._notes:
            self.parts.note.append(text)
        elif self._has_paragraph:
            self.parts.runs.append(self._hand()._replace(text=text) if self._hands else Run(text))

    def _hand(self) -> Run:
        """The hand that all open spans make together."""
        if not self._hands:
            return _PLAIN
        is_struck = any(hand.is_struck for hand in self._hands)
        return Run("", is_struck, next((hand.shift for hand in reversed(self._hands) if hand.shift), 0))


def _blank(name: str, attributes: dict[str, str]) -> str:
    if name != "text:s":
        return "\t" if name == "text:tab" else "\n"
    count = attributes.get("text:c", "1")
    return " " * min(int(count[:9]) if count.isdecimal() else 1, _MOST_SPACES)
