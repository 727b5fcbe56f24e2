"""A table as a person sees it, whatever the file it stands in: pages of lines of boxes."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Joined(StrEnum):
    """What a box without a text of its own is a part of."""

    ABOVE = "above"  # of a cell merged downwards
    LEFT = "left"  # of a cell merged to the right


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One cell. *text* is verbatim; of a merged cell only the first box has it, the others say how they are *joined*.

    *is_bold*: the whole text is set in bold. *note*: the comment that hangs on it.
    """

    text: str = ""
    joined: Joined | None = None
    is_bold: bool = False
    note: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLine:
    """One row. *place*: where a person finds it, « Feuille 1, ligne 4 » or « tableau 2, ligne 4 »."""

    place: str
    boxes: tuple[Box, ...]
    is_hidden: bool = False

    @property
    def filled(self) -> tuple[int, ...]:
        """Ranks of the boxes with a text."""
        return tuple(rank for rank, box in enumerate(self.boxes) if not box.is_blank)

    def text(self, rank: int) -> str:
        """The text at *rank*; empty beyond the end."""
        return self.boxes[rank].text if rank < len(self.boxes) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One table, or one sheet. *name*: the sheet's, empty in other documents. *title*: the words that stand above.

    *hidden_columns*: ranks of columns that nobody sees. *fiches*: how many upright ones its rows are made of; 0 for a table.
    """

    lines: tuple[TableLine, ...]
    name: str = ""
    title: str = ""
    is_hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    fiches: int = 0

    @property
    def width(self) -> int:
        """Boxes of the longest line."""
        return max((len(line.boxes) for line in self.lines), default=0)


def spread(line: TableLine) -> tuple[str, ...]:
    """The texts of a line, a cell merged to the right standing in each of its columns."""
    return tuple(_spread(line))


def _spread(line: TableLine) -> Iterator[str]:
    text = ""
    for box in line.boxes:
        text = text if box.joined is Joined.LEFT else box.text
        yield text
