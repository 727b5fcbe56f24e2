"""What the styles of an OpenDocument spreadsheet say: formats of cells, hidden sheets, struck and raised runs."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.book import PLAIN_STYLE, CellStyle, FormatKind
from qpv_xlsx.spreadsheet.cell_marks import mark_in
from qpv_xlsx.spreadsheet.opening.odsformats import NumberStyle, code_of, is_number_style
from qpv_xlsx.spreadsheet.opening.refusal import beyond
from qpv_xlsx.spreadsheet.opening.richtext import Run
from qpv_xlsx.spreadsheet.opening.visibility import colour_in, is_invisible

Styled = tuple[FormatKind, CellStyle]
_LONGEST_LINE = 20  # ancestors of a style; more is a circle
_DEFAULT = "Default"  # parent of cells that name no style
_SAID = frozenset(
    {
        "style:text-line-through-style",
        "style:text-line-through-type",
        "style:text-position",
        "fo:color",
        "fo:background-color",
        "table:display",
    }
)


@dataclass(slots=True)
class _Style:
    """One style as written: its parent, its number style, and the properties that matter here."""

    parent: str
    data_style: str
    mark: str
    said: dict[str, str] = field(default_factory=dict)


class StylesReader:
    """Gathers the styles of content.xml and styles.xml, element by element."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._styles: dict[str, _Style] = {}
        self._numbers: dict[str, NumberStyle] = {}
        self._number: NumberStyle | None = None
        self._style: _Style | None = None
        self._cells: dict[str, Styled] = {}
        self._runs: dict[str, Run] = {}

    def enter(self, name: str, attributes: dict[str, str]) -> None:
        """The beginning of an element among the styles."""
        if name == "style:style":
            self._count()
            self._style = self._styles[attributes.get("style:name", "")] = _Style(
                attributes.get("style:parent-style-name", ""),
                attributes.get("style:data-style-name", ""),
                mark_in(attributes.get("style:display-name") or attributes.get("style:name", "")),
            )
        elif is_number_style(name):
            self._count()
            self._number = self._numbers[attributes.get("style:name", "")] = NumberStyle(name)
        elif self._style is not None and self._number is None and not _SAID.isdisjoint(attributes):
            self._style.said.update((key, attributes[key]) for key in _SAID if key in attributes)

    def leave(self, name: str, attributes: dict[str, str], text: str) -> None:
        """The end of an element, with its attributes and words."""
        if name == "style:style":
            self._style = None
        elif is_number_style(name):
            self._number = None
        elif self._number is not None:
            self._number.add(name, attributes, text)

    def _count(self) -> None:
        if len(self._styles) + len(self._numbers) >= self._limits.cells:
            raise beyond("cells", self._limits.cells + 1, self._limits.cells)

    def cell(self, name: str) -> Styled:
        """Kind and dress of the cells of that style."""
        if name not in self._cells:
            self._cells[name] = self._styled(name)
        return self._cells[name]

    def run(self, name: str) -> Run:
        """An empty run in the hand of that style of words."""
        if name not in self._runs:
            self._runs[name] = Run("", self._is_struck(name), _shift(self._said(name, "style:text-position")))
        return self._runs[name]

    def is_hidden_table(self, name: str) -> bool:
        """Whether sheets of that style are not shown."""
        return self._said(name, "table:display") == "false"

    def _styled(self, name: str) -> Styled:
        number = next((style.data_style for style in self._line(name) if style.data_style), "")
        kind, code = FormatKind.GENERAL, PLAIN_STYLE.number_format
        if number in self._numbers:
            kind = self._numbers[number].kind
            code = code_of(number, self._numbers) if kind is not FormatKind.GENERAL else code
        background = _colour(self._said(name, "fo:background-color"))
        return kind, CellStyle(
            number_format=code,
            is_struck=self._is_struck(name),
            is_invisible=is_invisible(colour_in(code) or _colour(self._said(name, "fo:color")), background),
            mark=next((style.mark for style in self._line(name) if style.mark), ""),
        )

    def _is_struck(self, name: str) -> bool:
        said = self._said(name, "style:text-line-through-style") or self._said(name, "style:text-line-through-type")
        return said not in {"", "none"}

    def _said(self, name: str, attribute: str) -> str:
        """What the style or the nearest of its ancestors says of a property; empty where they are silent."""
        return next((style.said[attribute] for style in self._line(name) if attribute in style.said), "")

    def _line(self, name: str) -> Iterator[_Style]:
        style = self._styles.get(name or _DEFAULT)
        for _ in range(_LONGEST_LINE):
            if style is None:
                return
            yield style
            style = self._styles.get(style.parent)


def _colour(written: str) -> str:
    """« FFFFFF » for « #ffffff »; empty for the automatic or transparent one."""
    return written.removeprefix("#").upper() if written.startswith("#") else ""


def _shift(position: str) -> int:
    """« super 58% », « sub 58% », « -33% 58% »."""
    first = position.split(maxsplit=1)[0] if position.strip() else ""
    if first in {"super", "sub"}:
        return 1 if first == "super" else -1
    figure = first.removesuffix("%").removeprefix("-")
    if not figure.replace(".", "", 1).isdecimal() or float(figure) == 0:
        return 0
    return -1 if first.startswith("-") else 1
