"""Small parts as a flat list of their elements in order: names without prefix, attributes, words. No tree is built."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.opening.archives import Archive
from qpv_xlsx.spreadsheet.opening.refusal import beyond
from qpv_xlsx.spreadsheet.opening.xmlstream import local_name, walk

SHORT = 4096
"""Bytes of a part that is kept; a longer one, perhaps hostile, is not kept beside the next file."""


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


def part_elements(archive: Archive, name: str) -> Sequence[Element]:
    """The elements of one part of an archive. Short parts are often the same, byte for byte, in every form of a kind."""
    if archive.is_short(name, SHORT):
        return _known(archive.read(name), archive.limits)
    return elements(archive.pieces(name), archive.limits)


@lru_cache(maxsize=128)
def _known(content: bytes, limits: Limits) -> Sequence[Element]:
    return tuple(elements([content], limits))
