"""The rows of one worksheet part, told to the maker of cells tag by tag as they come."""

from collections.abc import Callable
from xml.parsers import expat

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.opening.addresses import number_in
from qpv_xlsx.spreadsheet.opening.refusal import beyond
from qpv_xlsx.spreadsheet.opening.sheetcells import SheetFiller, place_of
from qpv_xlsx.spreadsheet.opening.texts import RunsWalker
from qpv_xlsx.spreadsheet.opening.xmlstream import local_name


class RowsWalker:
    """Listens between the two ends of « sheetData », then calls *done*. *prefix*: of the names of the main vocabulary."""

    def __init__(self, maker: SheetFiller, limits: Limits, prefix: str, done: Callable[[], None]) -> None:
        self._maker, self._done = maker, done
        self._row_tag, self._cell_tag, self._end_tag = prefix + "row", prefix + "c", prefix + "sheetData"
        self._value_tag, self._formula_tag, self._words_tag = prefix + "v", prefix + "f", prefix + "is"
        self._depth, self._deepest = 0, limits.xml_depth
        self._row = self._column = 0
        self._attributes: dict[str, str] = {}
        self._stored: str | None = None
        self._formula: str | None = None
        self._pieces: list[str] = []
        self._runs = RunsWalker(self._pieces)
        self._has_words = False
        self._sharing: dict[str, str] = {}

    def listen(self, parser: expat.XMLParserType) -> None:
        """Take over."""
        parser.StartElementHandler = self._enter
        parser.EndElementHandler = self._leave
        parser.CharacterDataHandler = self._pieces.append

    def _enter(self, name: str, attributes: dict[str, str]) -> None:
        depth = self._depth = self._depth + 1
        if depth > self._deepest:
            raise beyond("xml_depth", depth, self._deepest)
        if name == self._cell_tag:
            self._attributes = attributes
            self._stored = self._formula = None
            self._has_words = False
        elif name == self._value_tag:
            self._pieces.clear()
        elif name == self._formula_tag:
            self._pieces.clear()
            self._sharing = attributes
        elif name == self._row_tag:
            self._begin_row(attributes)
        else:
            self._enter_other(name, attributes)

    def _leave(self, name: str) -> None:
        self._depth -= 1
        if name == self._value_tag:
            self._stored = "".join(self._pieces)
        elif name == self._cell_tag:
            self._end_cell()
        elif name == self._formula_tag:
            self._formula = "".join(self._pieces)
        elif name == self._row_tag:
            self._maker.end_row()
        elif name == self._end_tag:
            self._done()
        elif self._has_words:
            self._runs.leave(local_name(name))

    def _enter_other(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._words_tag:
            self._has_words = True
            self._runs.begin()
        elif self._has_words:
            self._runs.enter(local_name(name), attributes)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row = number_in(attributes, "r", self._row + 1)
        self._column = 0
        self._maker.begin_row(self._row, attributes)

    def _end_cell(self) -> None:
        attributes = self._attributes
        reference = attributes.get("r")
        place = (self._row, self._column + 1) if reference is None else place_of(reference)
        self._column = place[1]
        if self._formula is not None or self._has_words:
            said = self._stored, attributes.get("t"), attributes.get("s")
            words = self._runs.text() if self._has_words else None
            cell = self._maker.other(place, said, self._formula, self._sharing, words)
            if cell is not None:
                self._maker.put(place, cell)
        elif self._stored is None:
            self._maker.put_blank(place, attributes.get("s"))
        else:
            self._maker.put_constant(place, (self._stored, attributes.get("t"), attributes.get("s")))
