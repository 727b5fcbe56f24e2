"""An OpenDocument spreadsheet (.ods): its parts walked through once, whatever program wrote them.

Only what answers depend on is looked at: names that refer to cells, foreign attributes, charts and the like are passed over.
"""

import re
from collections.abc import Callable, Mapping
from xml.parsers import expat

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import Code, Finding, finding
from qpv_xlsx.spreadsheet.book import Book, FileFormat, Grid
from qpv_xlsx.spreadsheet.opening.archives import Archive
from qpv_xlsx.spreadsheet.opening.elements import part_elements
from qpv_xlsx.spreadsheet.opening.odfnames import other_prefixes, usual_name
from qpv_xlsx.spreadsheet.opening.odssheets import SheetReader
from qpv_xlsx.spreadsheet.opening.odsstyles import STYLES, StylesReader, StylesWalker
from qpv_xlsx.spreadsheet.opening.odstables import SHEET_DEPTH, TableWalker
from qpv_xlsx.spreadsheet.opening.properties import constant, product
from qpv_xlsx.spreadsheet.opening.refusal import Refused, beyond, damaged, not_a_spreadsheet, unless_damaged
from qpv_xlsx.spreadsheet.opening.xmlstream import walk

_MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = "META-INF/manifest.xml"
_GRAMMAR = re.compile(r"^[a-z]+:(?==)")  # « of:= »
_VALIDATIONS = "table:content-validations"


def open_ods(archive: Archive) -> tuple[Book, tuple[Finding, ...]]:
    """Read the whole document. Raises Refused."""
    _check_kind(archive)
    styles = StylesReader(archive.limits)
    if archive.has("styles.xml"):
        unless_damaged(lambda: walk(archive.pieces("styles.xml"), _Document(styles, archive.limits), archive.limits))
    document = _Document(styles, archive.limits)
    walk(archive.pieces("content.xml"), document, archive.limits)
    if not document.is_spreadsheet and _declares_other(archive):
        raise not_a_spreadsheet("document")
    if not document.is_spreadsheet:
        raise damaged("office:spreadsheet", case="missing_part", part="office:spreadsheet")
    program, properties = _described(archive)
    book = Book(
        format=FileFormat.ODS,
        grids=tuple(document.grids),
        application=program,
        properties=properties,
        names=document.names,
        has_macros=any(_is_macro(name) for name in archive.entries),
        has_external_links=document.has_links,
    )
    return book, tuple(document.findings)


def _check_kind(archive: Archive) -> None:
    if archive.has("encrypted-package") or (archive.has(_MANIFEST) and b"encryption-data" in archive.read(_MANIFEST)):
        raise Refused(finding(Code.F02))


def _declares_other(archive: Archive) -> bool:
    """Whether the mimetype names something else. Asked last: the content says what a document is."""
    declared = archive.read("mimetype").decode("ascii", "replace").strip() if archive.has("mimetype") else ""
    return declared.startswith("application/vnd.") and not declared.startswith(_MIMETYPE)


Enter = Callable[[str, dict[str, str]], None]
Leave = Callable[[str], None]


class _Document:
    """Listens to styles.xml or content.xml."""

    def __init__(self, styles: StylesReader, limits: Limits) -> None:
        self.grids: list[Grid] = []
        self.findings: list[Finding] = []
        self.names: dict[str, str] = {}
        self.has_links = self.is_spreadsheet = False
        self._styles, self._limits = styles, limits
        self._pieces: list[str] = []
        self._depth = self._cells = self._names = 0
        self._prefixes: Mapping[str, str] = {}

    def listen(self, parser: expat.XMLParserType) -> None:
        self._parser = parser
        parser.StartElementHandler = self._enter_root
        parser.EndElementHandler = self._leave
        parser.CharacterDataHandler = self._pieces.append

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
            table = TableWalker(sheet, self._styles, self._pieces, self._limits, self._end_sheet)
            self._hand_over(table.enter, table.leave)
        elif name in STYLES:
            section = StylesWalker(self._styles, self._pieces, self._depth, self._limits, self._end_styles)
            self._hand_over(section.enter, section.leave)
        elif name == "office:spreadsheet":
            self.is_spreadsheet = True
        elif name == _VALIDATIONS:
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
        """After the drop-downs and their messages, on which nothing depends, the sheets come."""
        self._depth -= 1
        if name == _VALIDATIONS:
            self._hand_over(self._enter, self._leave)

    def _end_styles(self) -> None:
        self._depth -= 1
        self._hand_over(self._enter, self._leave)

    def _end_sheet(self, sheet: SheetReader, text_boxes: tuple[str, ...]) -> None:
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


def _is_macro(part: str) -> bool:
    """LibreOffice lists an empty Standard library in files without any macro."""
    return part.startswith(("basic/", "scripts/")) and not part.endswith(("/", "script-lc.xml", "script-lb.xml"))


def _described(archive: Archive) -> tuple[str, dict[str, str]]:
    """Program and custom properties. Damage there is no reason to lose the answers."""
    if not archive.has("meta.xml"):
        return "", {}
    found = unless_damaged(lambda: part_elements(archive, "meta.xml")) or []
    generator = next((one.text for one in found if one.name == "generator"), "")
    return product(generator, ""), {one.get("name"): one.text for one in found if one.name == "user-defined"}
