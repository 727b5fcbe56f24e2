"""Words of the cells of an OOXML workbook: its table of strings, in one pass, phonetic helps left out."""

from collections.abc import Iterable
from xml.parsers import expat

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.opening.escapes import decode_escapes
from qpv_xlsx.spreadsheet.opening.refusal import beyond
from qpv_xlsx.spreadsheet.opening.richtext import MarkedText, Run, joined
from qpv_xlsx.spreadsheet.opening.xmlstream import local_name, prefix_of, walk

Text = str | MarkedText
_SHIFTS = {"superscript": 1, "subscript": -1}
_NO = frozenset({"0", "false", "off"})


def is_on(attributes: dict[str, str]) -> bool:
    """What a mark such as « <strike/> » says: yes, unless « val » denies it."""
    return attributes.get("val", "1") not in _NO


class RunsWalker:
    """Gathers the runs of one string item (« si », « is »), element by element. *pieces*: the words being read."""

    __slots__ = ("_is_phonetic", "_run", "pieces", "runs")

    def __init__(self, pieces: list[str]) -> None:
        self.pieces = pieces
        self.runs: list[Run] = []
        self._run = Run("")
        self._is_phonetic = False

    def begin(self, before: str = "") -> None:
        """A new item, with the words that were read of it *before*."""
        self.runs = [Run(before)] if before else []
        self._run = Run("")
        self._is_phonetic = False

    def enter(self, local: str, attributes: dict[str, str]) -> None:
        """An element inside the item."""
        match local:
            case "t":
                self.pieces.clear()
            case "r":
                self._run = Run("")
            case "rPr":
                self._run = self._run._replace(has_own_hand=True)
            case "strike":
                self._run = self._run._replace(is_struck=is_on(attributes))
            case "vertAlign":
                self._run = self._run._replace(shift=_SHIFTS.get(attributes.get("val", ""), 0))
            case "rPh":
                self._is_phonetic = True

    def leave(self, local: str) -> None:
        """The end of an element inside the item."""
        if local == "t" and not self._is_phonetic:
            self.runs.append(self._run._replace(text=decode_escapes("".join(self.pieces))))
        elif local == "r":
            self._run = Run("")
        elif local == "rPh":
            self._is_phonetic = False

    def text(self) -> Text:
        """The item's text."""
        return joined(self.runs)


class _Strings:
    """Listens to the table of strings. Most items are one « t » alone: those take the short way."""

    def __init__(self, limits: Limits) -> None:
        self.found: list[Text] = []
        self._limits = limits
        self._depth = 0
        self._item = self._words = ""
        self._pieces: list[str] = []
        self._plain: str | None = None  # None: the item has runs
        self._runs = RunsWalker(self._pieces)

    def listen(self, parser: expat.XMLParserType) -> None:
        parser.StartElementHandler = self._enter
        parser.EndElementHandler = self._leave
        parser.CharacterDataHandler = self._pieces.append

    def _enter(self, name: str, attributes: dict[str, str]) -> None:
        depth = self._depth = self._depth + 1
        if depth > self._limits.xml_depth:
            raise beyond("xml_depth", depth, self._limits.xml_depth)
        if name == self._words:
            self._pieces.clear()
        elif name == self._item:
            self._plain = ""
        elif depth == 1:
            self._item, self._words = prefix_of(name) + "si", prefix_of(name) + "t"
        else:
            self._enter_other(name, attributes)

    def _enter_other(self, name: str, attributes: dict[str, str]) -> None:
        if self._plain is not None:
            self._runs.begin(self._plain)
            self._plain = None
        self._runs.enter(local_name(name), attributes)

    def _leave(self, name: str) -> None:
        self._depth -= 1
        if name == self._item:
            self._end_item()
        elif self._plain is None:
            self._runs.leave(local_name(name))
        elif name == self._words:
            self._plain += decode_escapes("".join(self._pieces))

    def _end_item(self) -> None:
        if len(self.found) >= self._limits.cells:
            raise beyond("cells", len(self.found) + 1, self._limits.cells)
        self.found.append(self._runs.text() if self._plain is None else self._plain)


def shared_strings(pieces: Iterable[bytes], limits: Limits) -> list[Text]:
    """The workbook's table of strings, in its order. Raises Refused."""
    strings = _Strings(limits)
    walk(pieces, strings, limits)
    return strings.found
