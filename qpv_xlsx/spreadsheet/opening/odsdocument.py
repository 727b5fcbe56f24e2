"""The document of an OpenDocument spreadsheet, element by element as they come: who listens where, and what stands around the sheets."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from xml.parsers import expat

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import Finding
from qpv_xlsx.spreadsheet.book import Grid
from qpv_xlsx.spreadsheet.opening.odfnames import other_prefixes, usual_name
from qpv_xlsx.spreadsheet.opening.odssheets import SheetReader
from qpv_xlsx.spreadsheet.opening.odsstyles import STYLES, StylesReader, StylesWalker
from qpv_xlsx.spreadsheet.opening.odstables import SHEET_DEPTH, TableWalker
from qpv_xlsx.spreadsheet.opening.plainxml import walked
from qpv_xlsx.spreadsheet.opening.properties import constant
from qpv_xlsx.spreadsheet.opening.refusal import beyond
from qpv_xlsx.spreadsheet.opening.xmlstream import walk

_GRAMMAR = re.compile(r"^[a-z]+:(?==)")  # « of:= »
VALIDATIONS, PAGES = "table:content-validations", "office:master-styles"
"""Drop-downs and their messages, and pages as they are printed: nothing depends on them."""

_UNREAD = frozenset({VALIDATIONS, PAGES})

Enter = Callable[[str, dict[str, str]], None]
Leave = Callable[[str], None]


class OpenDocument:
    """Listens to styles.xml or content.xml."""

    def __init__(self, styles: StylesReader, limits: Limits) -> None:
        self.grids: list[Grid] = []
        self.findings: list[Finding] = []
        self.names: dict[str, str] = {}
        self.has_links = self.is_spreadsheet = False
        self.table: TableWalker | None = None  # who listens, where it is not the document
        self.section: StylesWalker | None = None
        self.unread = ""  # the section that is passed over
        self._styles, self._limits = styles, limits
        self._pieces: list[str] = []
        self._depth = self._cells = self._names = 0
        self._prefixes: Mapping[str, str] = {}

    @property
    def has_other_names(self) -> bool:
        """Whether names are not written as everybody writes them."""
        return bool(self._prefixes)

    def has_room(self, deep: int) -> bool:
        """Whether elements may be nested *deep* more."""
        return self._depth + deep <= self._limits.xml_depth

    def unheard(self, chunk: bytes) -> Iterator[bytes]:
        """The next *chunk* of the part, for the parser alone. Raises NotPlain."""
        parser = self._parser
        heard = parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None
        yield from walked(chunk)
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = heard

    def listen(self, parser: expat.XMLParserType) -> None:
        """Listen from the root on."""
        self._parser = parser
        parser.StartElementHandler = self._enter_root
        parser.EndElementHandler = self._leave
        parser.CharacterDataHandler = self._pieces.append

    def read(self, pieces: Iterable[bytes]) -> None:
        """Walk through the *pieces* of the part. Raises Refused."""
        try:
            walk(pieces, self, self._limits)
        finally:  # who listens knows the document: all that was read would wait for the next search for circles
            self.table = self.section = None

    def _enter_root(self, name: str, attributes: dict[str, str]) -> None:
        self._prefixes = other_prefixes(attributes)
        if self._prefixes:
            self._parser.StartElementHandler = self._enter_renamed
            self._parser.EndElementHandler = self._leave_renamed
        self._hand_over(self._enter, self._leave)
        (self._enter_renamed if self._prefixes else self._enter)(name, attributes)

    def _hand_over(self, enter: Enter, leave: Leave) -> None:
        """From here on, elements are told to these."""
        if self._prefixes:
            self._told_enter, self._told_leave = enter, leave
        else:
            self._parser.StartElementHandler, self._parser.EndElementHandler = enter, leave

    def _enter_renamed(self, name: str, attributes: dict[str, str]) -> None:
        self._told_enter(
            usual_name(name, self._prefixes),
            {usual_name(key, self._prefixes) if ":" in key else key: value for key, value in attributes.items()},
        )

    def _leave_renamed(self, name: str) -> None:
        self._told_leave(usual_name(name, self._prefixes))

    def _enter(self, name: str, attributes: dict[str, str]) -> None:
        self._deepen()
        if name == "table:table" and self._depth == SHEET_DEPTH and self.is_spreadsheet:
            sheet = SheetReader(attributes, self._styles, self._limits)
            self.table = TableWalker(sheet, self._styles, self._pieces, self._limits, self._end_sheet)
            self._hand_over(self.table.enter, self.table.leave)
        elif name in STYLES:
            self.section = StylesWalker(self._styles, self._pieces, self._depth, self._limits, self._end_styles)
            self._hand_over(self.section.enter, self.section.leave)
        elif name == "office:spreadsheet":
            self.is_spreadsheet = True
        elif name in _UNREAD:
            self.unread = name
            self._hand_over(self._enter_unread, self._leave_unread)
        elif name in {"table:named-range", "table:named-expression"}:
            self._add_name(attributes)

    def _leave(self, _name: str) -> None:
        self._depth -= 1

    def _deepen(self) -> None:
        """One element further down; what was said before it is nobody's words."""
        self._pieces.clear()
        self._depth += 1
        if self._depth > self._limits.xml_depth:
            raise beyond("xml_depth", self._depth, self._limits.xml_depth)

    def _enter_unread(self, _name: str, _attributes: dict[str, str]) -> None:
        self._deepen()

    def _leave_unread(self, name: str) -> None:
        """After what nothing depends on, something else comes."""
        self._depth -= 1
        if name in _UNREAD:
            self.unread = ""
            self._hand_over(self._enter, self._leave)

    def _end_styles(self) -> None:
        self.section = None
        self._depth -= 1
        self._hand_over(self._enter, self._leave)

    def _end_sheet(self, sheet: SheetReader, text_boxes: tuple[str, ...]) -> None:
        self.table = None
        self._depth -= 1
        self._cells += sheet.count
        if self._cells > self._limits.cells:
            raise beyond("cells", self._cells, self._limits.cells)
        if sheet.is_link:
            self.has_links = True
        else:
            grid, told = sheet.finished(text_boxes)
            self.grids.append(grid)
            self.findings.extend(told)
        self._hand_over(self._enter, self._leave)

    def _add_name(self, attributes: dict[str, str]) -> None:
        self._names += 1
        if self._names > self._limits.names:
            raise beyond("names", self._names, self._limits.names)
        held = constant(_GRAMMAR.sub("", attributes.get("table:expression", "")))
        if held is not None:
            self.names[attributes.get("table:name", "")] = held
