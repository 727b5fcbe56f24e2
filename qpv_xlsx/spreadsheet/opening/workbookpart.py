"""The workbook part of an OOXML package in one pass: its sheets, its calendar, the names that hold a constant."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from xml.parsers import expat

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.opening.addresses import is_set
from qpv_xlsx.spreadsheet.opening.numberformats import EPOCH_1900, EPOCH_1904
from qpv_xlsx.spreadsheet.opening.properties import constant
from qpv_xlsx.spreadsheet.opening.refusal import beyond
from qpv_xlsx.spreadsheet.opening.xmlstream import local_name, walk


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetEntry:
    """One sheet as the workbook lists it. *relation*: identifier of the link to its part."""

    name: str
    relation: str
    is_hidden: bool


@dataclass(slots=True, kw_only=True)
class WorkbookPart:
    """What the part says."""

    sheets: list[SheetEntry] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    epoch: datetime = EPOCH_1900


def read_workbook(pieces: Iterable[bytes], limits: Limits) -> WorkbookPart:
    """Raises Refused; as soon as there are too many names, which others have used as a bomb."""
    walker = _WorkbookWalker(limits)
    walk(pieces, walker, limits)
    return walker.found


class _WorkbookWalker:
    def __init__(self, limits: Limits) -> None:
        self.found = WorkbookPart()
        self._limits = limits
        self._depth = self._names = 0
        self._name: str | None = None
        self._pieces: list[str] = []

    def listen(self, parser: expat.XMLParserType) -> None:
        parser.StartElementHandler = self._enter
        parser.EndElementHandler = self._leave
        parser.CharacterDataHandler = self._pieces.append

    def _enter(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > self._limits.xml_depth:
            raise beyond("xml_depth", self._depth, self._limits.xml_depth)
        match local_name(name):
            case "sheet":
                self.found.sheets.append(_entry(attributes))
            case "definedName":
                self._begin_name(attributes)
            case "workbookPr" if is_set(attributes, "date1904"):
                self.found.epoch = EPOCH_1904
        self._pieces.clear()

    def _begin_name(self, attributes: dict[str, str]) -> None:
        self._names += 1
        if self._names > self._limits.names:
            raise beyond("names", self._names, self._limits.names)
        self._name = attributes.get("name", "")

    def _leave(self, _name: str) -> None:
        self._depth -= 1
        if self._name is not None:
            held = constant("".join(self._pieces))
            if held is not None:
                self.found.names[self._name] = held
            self._name = None
        self._pieces.clear()


def _entry(attributes: dict[str, str]) -> SheetEntry:
    return SheetEntry(
        name=attributes.get("name", ""),
        relation=next((value for key, value in attributes.items() if local_name(key) == "id"), ""),
        is_hidden=attributes.get("state", "visible") != "visible",
    )
