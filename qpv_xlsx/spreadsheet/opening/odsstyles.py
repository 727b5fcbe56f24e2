"""What the styles of an OpenDocument spreadsheet say: formats of cells, hidden sheets, struck and raised runs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.book import PLAIN_STYLE, CellStyle, FormatKind, Veil
from qpv_xlsx.spreadsheet.cell_marks import mark_in
from qpv_xlsx.spreadsheet.opening.odsformats import NumberStyle, code_of, is_number_style
from qpv_xlsx.spreadsheet.opening.refusal import beyond
from qpv_xlsx.spreadsheet.opening.richtext import Run
from qpv_xlsx.spreadsheet.opening.veilconditions import told_by_opendocument
from qpv_xlsx.spreadsheet.opening.visibility import (
    BLACK,
    WHITE,
    colour_in,
    is_invisible,
    is_tiny,
    is_veil,
    painted_away,
    points_in,
)

Styled = tuple[FormatKind, CellStyle]
STYLES = frozenset({"office:styles", "office:automatic-styles"})
"""The sections that hold styles."""

_LONGEST_LINE = 20  # ancestors of a style; more is a circle
_DEFAULT = "Default"  # parent of cells that name no style
_LINE = "style:text-line-through-style", "style:text-line-through-type"
_LOOKS = "fo:color", "fo:background-color", "fo:font-size", *_LINE
_SAID = frozenset({*_LOOKS, "style:text-position", "table:display"})
_MAPS = "style:map"  # what is said by conditions of a style: each one, and the style that then dresses the cell
_MOST_MAPS = 50
_NOTHING: Mapping[str, str] = MappingProxyType({})
_LONGEST_LOOK = 300  # characters of what is kept to be known again


@dataclass(slots=True)
class WrittenStyle:
    """One style as written: its parent, its number style, the name that is shown, and the properties that matter here."""

    parent: str
    data_style: str
    shown: str
    said: Mapping[str, str]


class _Told(NamedTuple):
    """What a style and its ancestors say: each one where nearer ones are silent."""

    data_style: str
    mark: str
    said: Mapping[str, str]


class StylesReader:
    """Gathers the styles of content.xml and styles.xml, element by element."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.styles: dict[str, WrittenStyle] = {}
        self.numbers: dict[str, NumberStyle] = {}
        self._cells: dict[str, Styled] = {}
        self._formats: dict[str, tuple[FormatKind, str]] = {}
        self._runs: dict[str, Run] = {}
        self._veils: dict[str, Veil] = {}
        self._by_shown: dict[str, str] = {}
        self.has_veils = False  # whether a cell has a style whose conditions may hide something

    def begin(self, attributes: Mapping[str, str], said: Mapping[str, str]) -> None:
        """A style of cells, words, columns… *said*: what its parts say, or what is to be filled with that."""
        self.check_count()
        name = attributes.get("style:name", "")
        shown = attributes.get("style:display-name") or name
        parent, data_style = attributes.get("style:parent-style-name", ""), attributes.get("style:data-style-name", "")
        self.styles[name] = WrittenStyle(parent, data_style, shown, said)

    def begin_number(self, name: str, attributes: dict[str, str]) -> NumberStyle:
        """A number style, to be filled with its parts."""
        number = NumberStyle(name)
        self.take_number(attributes.get("style:name", ""), number)
        return number

    def take_number(self, name: str, number: NumberStyle) -> None:
        """A number style, filled or to be filled."""
        self.check_count()
        self.numbers[name] = number

    def check_count(self) -> None:
        """Raises Refused where there is no room for one more."""
        if len(self.styles) + len(self.numbers) >= self._limits.cells:
            raise beyond("cells", self._limits.cells + 1, self._limits.cells)

    def cell(self, name: str) -> Styled:
        """Kind and dress of the cells of that style."""
        styled = self._cells.get(name)
        if styled is None:
            styled = self._cells[name] = self._styled(name)
        return styled

    def run(self, name: str) -> Run:
        """An empty run in the hand of that style of words."""
        if name not in self._runs:
            said = self._told(name).said
            self._runs[name] = Run("", _is_line(*map(said.get, _LINE)), _shift(said.get("style:text-position", "")))
        return self._runs[name]

    def is_hidden_table(self, name: str) -> bool:
        """Whether sheets of that style are not shown."""
        return self._told(name).said.get("table:display") == "false"

    def _styled(self, name: str) -> Styled:
        data_style, mark, said = self._told(name)
        kind, code = self._format(data_style)
        looks = tuple(map(said.get, _LOOKS))
        is_short = len("".join(filter(None, looks))) + len(code) + len(mark) <= _LONGEST_LOOK
        style = (_known_look if is_short else _look)(code, mark, *looks)
        if _MAPS in said and (veils := self._mapped(said[_MAPS])):
            style, self.has_veils = replace(style, veils=veils), True
        return kind, style

    def veil(self, name: str) -> Veil:
        """How a condition dresses cells, by the name of a style, as written or as shown."""
        if name not in self.styles:
            self._by_shown = self._by_shown or {style.shown: written for written, style in self.styles.items()}
            name = self._by_shown.get(name, "")
        if name not in self._veils:
            told = self._told(name) if name else _Told("", "", _NOTHING)
            code = self._format(told.data_style)[1]
            front, back = (_colour(told.said.get(key, "")) for key in ("fo:color", "fo:background-color"))
            self._veils[name] = Veil(front=front, back=back, code="" if code == PLAIN_STYLE.number_format else code)
        return self._veils[name]

    def _mapped(self, maps: str) -> tuple[Veil, ...]:
        """What the conditions of a style may hide."""
        said = maps.split("\n")
        return tuple(filter(None, map(self.veil_when, said[::2], said[1::2])))

    def veil_when(self, condition: str, name: str) -> Veil | None:
        """The veil of that style under a *condition*; None where it hides nothing."""
        veil = self.veil(name)
        if not is_veil(veil):
            return None
        comparison, bounds = told_by_opendocument(condition)
        return replace(veil, comparison=comparison, bounds=bounds)

    def _format(self, number: str) -> tuple[FormatKind, str]:
        """What a number style makes of figures, and its code; the general format for one that is not there."""
        if number not in self._formats:
            style = self.numbers.get(number)
            kind = FormatKind.GENERAL if style is None else style.kind
            is_general = kind is FormatKind.GENERAL
            self._formats[number] = kind, PLAIN_STYLE.number_format if is_general else code_of(number, self.numbers)
        return self._formats[number]

    def _told(self, name: str) -> _Told:
        """What the style says, and its nearest ancestor that says something where it is silent."""
        styles = self.styles
        style = styles.get(name or _DEFAULT)
        data_style = mark = ""
        said: Mapping[str, str] = _NOTHING
        for _ in range(_LONGEST_LINE):
            if style is None:
                break
            data_style = data_style or style.data_style
            mark = mark or mark_in(style.shown)
            said = {**style.said, **said} if said and style.said else said or style.said
            style = styles.get(style.parent)
        return _Told(data_style, mark, said)


class StylesWalker:
    """Listens inside a section of styles, and calls *done* at its end. *pieces*: the words between the last two tags."""

    def __init__(
        self, styles: StylesReader, pieces: list[str], depth: int, limits: Limits, done: Callable[[], None]
    ) -> None:
        self.styles = styles
        self._pieces, self._depth, self._done = pieces, depth, done
        self._deepest = limits.xml_depth
        self._said: dict[str, str] | None = None  # of the style that is open
        self._number: NumberStyle | None = None
        self._open: list[dict[str, str]] = []  # attributes of what is open inside the number style

    def may_be_cut(self, deep: int) -> bool:
        """Whether what comes next is styles, nested so *deep* at most, that stand in no other style."""
        return self._said is None and self._number is None and self._depth + deep <= self._deepest

    def enter(self, name: str, attributes: dict[str, str]) -> None:
        """The beginning of an element."""
        depth = self._depth = self._depth + 1
        if depth > self._deepest:
            raise beyond("xml_depth", depth, self._deepest)
        self._pieces.clear()
        if name == "style:style":
            self._said = {}
            self.styles.begin(attributes, self._said)
        elif is_number_style(name):
            self._number = self.styles.begin_number(name, attributes)
            self._open.clear()
        elif self._number is not None:
            self._open.append(attributes)
        elif self._said is not None:
            tell(self._said, name, attributes)

    def leave(self, name: str) -> None:
        """The end of an element."""
        self._depth -= 1
        if name == "style:style":
            self._said = None
        elif self._number is not None:
            self._leave_number(self._number, name)
        elif name in STYLES:
            self._done()

    def _leave_number(self, number: NumberStyle, name: str) -> None:
        if is_number_style(name):
            self._number = None
        elif self._open:
            number.add(name, self._open.pop(), "".join(self._pieces))
        self._pieces.clear()


def _look(
    code: str, mark: str, colour: str | None, background: str | None, size: str | None, *line: str | None
) -> CellStyle:
    """How cells are dressed, by their number format, their mark, and what their style says of colours, size and *line* through."""
    front, back = _colour(colour or ""), _colour(background or "")
    return CellStyle(
        number_format=code,
        is_struck=_is_line(*line),
        is_invisible=is_invisible(colour_in(code) or front, back),
        painted=painted_away(code, back),
        is_tiny=is_tiny(points_in(size or "")),
        mark=mark,
        front="" if front == BLACK else front,
        back="" if back == WHITE else back,
    )


_known_look = lru_cache(maxsize=1024)(_look)  # forms of one kind have the same ones


def tell(said: dict[str, str], name: str, attributes: Mapping[str, str]) -> None:
    """Add to what a style *said* what its part of that *name* says."""
    said.update(said_in(attributes))
    if name == _MAPS and (before := said.get(_MAPS, "")).count("\n") < 2 * _MOST_MAPS:
        condition, style = (
            attributes.get(f"style:{key}", "").replace("\n", " ") for key in ("condition", "apply-style-name")
        )
        said[_MAPS] = f"{before}{condition}\n{style}\n"


def said_in(attributes: Mapping[str, str]) -> dict[str, str]:
    """What matters here of the properties that a part of a style has."""
    return {key: attributes[key] for key in _SAID.intersection(attributes)}


def _is_line(style: str | None, kind: str | None) -> bool:
    return (style or kind or "none") != "none"


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
