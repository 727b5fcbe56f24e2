"""One worksheet part in one pass: its rows, hidden columns, merged ranges, conditional formats that may hide something."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from xml.parsers import expat

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.book import Merge
from qpv_xlsx.spreadsheet.opening.addresses import is_set, number_in, range_of
from qpv_xlsx.spreadsheet.opening.cellcontents import Palette
from qpv_xlsx.spreadsheet.opening.plainrows import cut_rows
from qpv_xlsx.spreadsheet.opening.plainxml import NotPlain, if_plain, text_between
from qpv_xlsx.spreadsheet.opening.refusal import beyond, damaged
from qpv_xlsx.spreadsheet.opening.rowswalker import RowsWalker
from qpv_xlsx.spreadsheet.opening.sheetcells import ReadCells, SheetFiller
from qpv_xlsx.spreadsheet.opening.xlsxveils import Veiled, VeilsWalker
from qpv_xlsx.spreadsheet.opening.xmlstream import local_name, prefix_of, walk

_SECTION = 2  # depth of what the sheet is made of; 1 is the sheet itself
_ROWS, _END_OF_ROWS = b"<sheetData>", b"</sheetData>"


@dataclass(slots=True, kw_only=True)
class ReadSheet:
    """What one part holds."""

    cells: ReadCells
    merges: list[Merge] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    veils: list[Veiled] = field(default_factory=list)


def read_sheet(name: str, pieces: Iterable[bytes], palette: Palette, limits: Limits) -> ReadSheet:
    """The sheet called *name*. Raises Refused; two cells at one address are damage, for neither is the answer."""
    walker = _SheetWalker(name, palette, limits)
    walk(pieces, walker, limits)
    return walker.sheet


def read_short_sheet(name: str, content: bytes, palette: Palette, limits: Limits) -> ReadSheet:
    """The same, quicker where its rows are written as most programs write them."""
    found = if_plain(partial(_cut_sheet, name, content, palette, limits))
    return read_sheet(name, [content], palette, limits) if found is None else found


def _cut_sheet(name: str, content: bytes, palette: Palette, limits: Limits) -> ReadSheet:
    """The rows cut, the rest walked through. Raises NotPlain, or Refused where something is wrong, not always the first thing."""
    first, last = content.find(_ROWS) + len(_ROWS), content.rfind(_END_OF_ROWS)
    rows = text_between(content, first, last, limits)
    walker = _SheetWalker(name, palette, limits)
    walk((content[:first], content[last:]), walker, limits)
    if not walker.has_rows or content.count(_ROWS[:-1]) != 1:
        raise NotPlain
    cut_rows(rows, walker.maker)
    return walker.sheet


class _SheetWalker:
    """Listens to everything but the rows."""

    def __init__(self, name: str, palette: Palette, limits: Limits) -> None:
        self.sheet = ReadSheet(cells=ReadCells(name=name))
        self.maker = SheetFiller(self.sheet.cells, palette, limits)
        self.has_rows = False
        self._veils = palette.veils
        self._limits = limits
        self._prefix = self._rows_tag = self._merge_tag = ""
        self._depth = 0

    def listen(self, parser: expat.XMLParserType) -> None:
        self._parser = parser
        parser.StartElementHandler = self._enter
        parser.EndElementHandler = self._leave
        parser.CharacterDataHandler = None

    def _enter(self, name: str, attributes: dict[str, str]) -> None:
        depth = self._depth = self._depth + 1
        if depth == 1:
            self._prefix = prefix_of(name)
            self._rows_tag, self._merge_tag = f"{self._prefix}sheetData", f"{self._prefix}mergeCell"
        elif depth == _SECTION and name == self._rows_tag:
            self._begin_rows()
        elif depth == _SECTION + 1:
            self._take(local_name(name), attributes)
        elif depth > self._limits.xml_depth:
            raise beyond("xml_depth", depth, self._limits.xml_depth)

    def _leave(self, _name: str) -> None:
        self._depth -= 1

    def _begin_rows(self) -> None:
        self.has_rows = True
        RowsWalker(self.maker, self._limits, self._prefix, self._end_rows).listen(self._parser)

    def _end_rows(self) -> None:
        """After the rows, only merged ranges and conditional formats are looked for, at whatever depth."""
        self._depth = 1
        self._listen_to_tail()

    def _listen_to_tail(self) -> None:
        self._parser.StartElementHandler = self._enter_tail
        self._parser.EndElementHandler = self._leave
        self._parser.CharacterDataHandler = None

    def _enter_tail(self, name: str, attributes: dict[str, str]) -> None:
        depth = self._depth = self._depth + 1
        if depth > self._limits.xml_depth:
            raise beyond("xml_depth", depth, self._limits.xml_depth)
        if name == self._merge_tag:
            self._take("mergeCell", attributes)
        elif name.endswith("onditionalFormatting"):
            VeilsWalker(self.sheet.veils, self._veils, self._limits, self._end_veils).listen(
                self._parser, name, attributes, depth
            )
        elif name == self._rows_tag:
            raise damaged("sheetData")

    def _end_veils(self) -> None:
        """After the conditional formats of some ranges."""
        self._depth -= 1
        self._listen_to_tail()

    def _take(self, local: str, attributes: dict[str, str]) -> None:
        if local == "mergeCell":
            if len(self.sheet.merges) >= self._limits.merges:
                raise beyond("merges", len(self.sheet.merges) + 1, self._limits.merges)
            merge = range_of(attributes.get("ref", ""))
            if merge is not None:  # no reason to lose the answers
                self.sheet.merges.append(merge)
        elif local == "col" and is_set(attributes, "hidden"):
            first, last = number_in(attributes, "min", 1), number_in(attributes, "max", 0)
            self.sheet.hidden_columns.update(range(max(first, 1), min(last, self._limits.furthest_column) + 1))
