"""Conditional formats of OOXML that may hide what cells show: in the sheet as Excel 2007 writes them, or in its extensions."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from xml.parsers import expat

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.book import Merge, Veil
from qpv_xlsx.spreadsheet.opening.addresses import range_of
from qpv_xlsx.spreadsheet.opening.refusal import beyond
from qpv_xlsx.spreadsheet.opening.veilconditions import told_by_excel
from qpv_xlsx.spreadsheet.opening.visibility import colour_of, is_veil
from qpv_xlsx.spreadsheet.opening.xmlstream import local_name

Veiled = tuple[tuple[Merge, ...], Veil]

_GROUPS = frozenset({"font", "fill", "border"})
_NO_COLOUR = frozenset({"64", "65"})  # of the system, where no other one is meant
_OFF = frozenset({"0", "false"})
_NONE = Veil()
_MOST = 1000  # ranges of a sheet under formats that may hide something; nobody has that many


class DressReader:
    """How a differential format dresses cells, element by element."""

    def __init__(self) -> None:
        self.veil = Veil()
        self._group = ""

    def enter(self, name: str, attributes: Mapping[str, str]) -> None:
        """The beginning of an element, by its name without prefix."""
        if name in _GROUPS:
            self._group = name
        elif name == "color" and self._group == "font":
            self.veil = replace(self.veil, front=colour_of(attributes))
        elif name == "bgColor" and self._group == "fill" and attributes.get("indexed") not in _NO_COLOUR:
            self.veil = replace(self.veil, back=colour_of(attributes))
        elif name == "numFmt":
            self.veil = replace(self.veil, code=attributes.get("formatCode", ""))


class VeilsWalker:
    """Listens inside the conditional formats of some ranges, then calls *done*. *known*: veils by number of their format."""

    def __init__(
        self, found: list[Veiled], known: Mapping[str, Veil], limits: Limits, done: Callable[[], None]
    ) -> None:
        self._found, self._known, self._done = found, known, done
        self._deepest = limits.xml_depth
        self._pieces: list[str] = []
        self._veils: list[Veil] = []
        self._rule: Mapping[str, str] = {}
        self._formulas: list[str] = []
        self._dress: DressReader | None = None  # of the rule, where it brings its own
        self._is_figureless = False

    def listen(self, parser: expat.XMLParserType, name: str, attributes: Mapping[str, str], depth: int) -> None:
        """Take over, inside the element *name*, which is nested so deep."""
        self._end, self._ranges, self._depth = name, attributes.get("sqref", ""), depth
        parser.StartElementHandler, parser.EndElementHandler = self._enter, self._leave
        parser.CharacterDataHandler = self._pieces.append

    def _enter(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > self._deepest:
            raise beyond("xml_depth", self._depth, self._deepest)
        self._pieces.clear()
        local = local_name(name)
        if local == "cfRule":
            self._rule, self._formulas, self._dress, self._is_figureless = attributes, [], None, False
        elif local in {"iconSet", "dataBar"}:
            self._is_figureless = attributes.get("showValue") in _OFF
        elif local == "dxf":
            self._dress = DressReader()
        elif self._dress is not None:
            self._dress.enter(local, attributes)

    def _leave(self, name: str) -> None:
        self._depth -= 1
        if name == self._end:
            self._keep()
            self._done()
            return
        local = local_name(name)
        if local in {"formula", "f"}:
            self._formulas.append("".join(self._pieces))
        elif local == "sqref":
            self._ranges = "".join(self._pieces)
        elif local == "cfRule":
            self._end_rule()
        self._pieces.clear()

    def _end_rule(self) -> None:
        get = self._rule.get
        veil = self._dress.veil if self._dress else self._known.get(get("dxfId", ""), _NONE)
        if is_veil(veil) or self._is_figureless:
            comparison, bounds = told_by_excel(get("type", ""), get("operator", ""), self._formulas)
            self._veils.append(replace(veil, is_figureless=self._is_figureless, comparison=comparison, bounds=bounds))

    def _keep(self) -> None:
        if not self._veils:
            return
        ranges = tuple(filter(None, map(range_of, self._ranges.split(maxsplit=_MOST)[:_MOST])))
        for veil in self._veils:
            if sum(len(others) for others, _ in self._found) + len(ranges) <= _MOST:
                self._found.append((ranges, veil))
