"""Lines of tables of measures as one sheet has them, for the other one: each stands in « Indicateurs » and on its convention's sheet."""

from collections.abc import Sequence
from typing import NamedTuple

from qpv_xlsx.spreadsheet.drawing import Style
from qpv_xlsx.spreadsheet.pen import Content
from qpv_xlsx.spreadsheet.stencils import Stencil
from qpv_xlsx.workbook.master.rows import TableRow

Templates = Sequence[tuple[int, str]]
"""Of the formulas of a line, each with its place among the columns, counted from 0."""


class KnownLine(NamedTuple):
    """*line* is told from others by identity, which it keeps as long as it is known. *styles*: before they are fitted to a sheet."""

    line: TableRow
    contents: Sequence[Content]
    styles: tuple[Style, ...]
    templates: Templates
    stencil: Stencil


class LinesKnown:
    """The lines of a workbook that were written once."""

    def __init__(self) -> None:
        self._keys: Sequence[str] = ()
        self._lines: dict[int, KnownLine] = {}

    def under(self, keys: Sequence[str]) -> None:
        """A table with columns of those *keys* is begun: under others a line holds other cells, and other formulas."""
        if keys != self._keys:
            self._keys = keys
            self._lines.clear()

    def take(self, line: TableRow) -> KnownLine | None:
        """*line* as it was written, which is no longer kept; None: it was not."""
        return self._lines.pop(id(line), None)

    def keep(self, known: KnownLine) -> None:
        """Keep a line that was written."""
        self._lines[id(known.line)] = known
