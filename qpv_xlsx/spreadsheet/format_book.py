"""The formats of a workbook: each style is one of them, found again without being compared."""

from collections.abc import Sequence

from xlsxwriter.format import Format

from qpv_xlsx.spreadsheet.cell_marks import style_name
from qpv_xlsx.spreadsheet.drawing import Style
from qpv_xlsx.spreadsheet.known_formats import differential_look_of, look_of
from qpv_xlsx.spreadsheet.packaging import LanguageBook


class FormatBook:
    """XlsxWriter's formats of one workbook, by style. Styles are known by identity: hashing one costs as much as a cell."""

    def __init__(self, book: LanguageBook) -> None:
        self._book = book
        self._formats: dict[int, tuple[Style, Format]] = {}
        self._numbers: dict[int, int] = {}
        self._rows: dict[int, tuple[Sequence[Style], tuple[int, ...]]] = {}
        self._formats_by_value: dict[Style, Format] = {}
        self._marked: dict[tuple[int, str], Format] = {}
        self._differentials: dict[int, tuple[Style, Format]] = {}
        self._differentials_by_value: dict[Style, Format] = {}

    def format(self, style: Style) -> Format:
        """The one format that all equal styles share."""
        found = self._formats.get(id(style))
        if found is None:
            shared = self._formats_by_value.get(style)
            if shared is None:
                shared = self._formats_by_value[style] = self._book.known_format(look_of(style))
            found = self._formats[id(style)] = (style, shared)  # keeps the style alive, so that its id stays its own
        return found[1]

    def marked(self, style: Style, mark: str) -> Format:
        """The format of cells that look like *style* and carry *mark*, without showing it, wherever they are moved."""
        found = self._marked.get((id(style), mark))
        if found is None:
            plain = self.format(style)  # keeps the style alive
            shared = self._marked.get((id(plain), mark))
            if shared is None:
                shared = self._marked[id(plain), mark] = self._book.named_format(plain, style_name(mark))
            found = self._marked[id(style), mark] = shared
        return found

    def number_of(self, style: Style) -> int:
        """The number that cells give for the format of *style*."""
        found = self._numbers.get(id(style))
        if found is None:
            found = self._numbers[id(style)] = self.format(style)._get_xf_index()  # noqa: SLF001  (XlsxWriter offers no other way)
        return found

    def numbers_of(self, style: Style | Sequence[Style], count: int) -> tuple[int, ...]:
        """Those of a row of *count* cells; one style, or one each."""
        if isinstance(style, Style):
            return (self.number_of(style),) * count
        found = self._rows.get(id(style))
        if found is None:
            found = (style, tuple(map(self.number_of, style)))
            if isinstance(style, tuple):  # it stays what it is, and alive
                self._rows[id(style)] = found
        return found[1]

    def differential(self, style: Style) -> Format:
        """The shared format of a conditional style."""
        found = self._differentials.get(id(style))
        if found is None:
            shared = self._differentials_by_value.get(style)
            if shared is None:
                shared = self._differentials_by_value[style] = self._book.known_format(differential_look_of(style))
            found = self._differentials[id(style)] = (style, shared)  # keeps the style alive
        return found[1]
