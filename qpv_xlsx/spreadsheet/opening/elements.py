"""Small parts as a flat list of their elements in order: names without prefix, attributes, words. No tree is built."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.opening.refusal import beyond
from qpv_xlsx.spreadsheet.opening.xmlstream import local_name, walk


@dataclass(slots=True)
class Element:
    """One element. *text*: its words where it holds no other element."""

    name: str
    attributes: dict[str, str]
    text: str = ""

    def get(self, name: str) -> str:
        """An attribute by its name without prefix; empty where it is absent."""
        if name in self.attributes:
            return self.attributes[name]
        return next((value for key, value in self.attributes.items() if local_name(key) == name), "")


@dataclass(slots=True)
class _Collector:
    limits: Limits
    found: list[Element] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    depth: int = 0
    is_leaf: bool = False

    def listen(self, parser: expat.XMLParserType) -> None:
        parser.StartElementHandler = self.enter
        parser.EndElementHandler = self.leave
        parser.CharacterDataHandler = self.pieces.append

    def enter(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > self.limits.xml_depth:
            raise beyond("xml_depth", self.depth, self.limits.xml_depth)
        if len(self.found) >= self.limits.cells:
            raise beyond("cells", len(self.found) + 1, self.limits.cells)
        self.found.append(Element(local_name(name), attributes))
        self.pieces.clear()
        self.is_leaf = True

    def leave(self, _name: str) -> None:
        self.depth -= 1
        if self.is_leaf:
            self.found[-1].text = "".join(self.pieces)
            self.is_leaf = False


def elements(pieces: Iterable[bytes], limits: Limits) -> list[Element]:
    """The elements of a part, its root first. Raises Refused."""
    collector = _Collector(limits)
    walk(pieces, collector, limits)
    return collector.found
