"""What the stylesheet of an OOXML workbook says of each cell style: number format, strike, visibility, our marks. Nothing else is read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar
from xml.parsers import expat

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.book import PLAIN_STYLE, CellStyle, FormatKind, Veil
from qpv_xlsx.spreadsheet.cell_marks import mark_in
from qpv_xlsx.spreadsheet.opening.numberformats import builtin_code, format_kind
from qpv_xlsx.spreadsheet.opening.refusal import beyond
from qpv_xlsx.spreadsheet.opening.texts import is_on
from qpv_xlsx.spreadsheet.opening.visibility import (
    BLACK,
    WHITE,
    colour_in,
    colour_of,
    is_invisible,
    is_tiny,
    is_veil,
    painted_away,
    points_in,
)
from qpv_xlsx.spreadsheet.opening.xlsxveils import DressReader
from qpv_xlsx.spreadsheet.opening.xmlstream import local_name, walk

T = TypeVar("T")

Styled = tuple[FormatKind, CellStyle]
"""What each cell of one style shares."""

UNSEEN: Styled = FormatKind.UNSEEN, PLAIN_STYLE
DEFAULT: Styled = FormatKind.GENERAL, PLAIN_STYLE
_SOLID = "solid"  # its colour comes next
_PATTERNS = {"none": "", "solid": _SOLID}  # of others, one colour does not tell the background
_SECTION = 2  # depth of the lists that the stylesheet is made of


class Dresses(NamedTuple):
    """What a stylesheet says. *cells*: kind and dress of each cell style, in its order; *veils*: of conditional formats, by number."""

    cells: Sequence[Styled]
    veils: Mapping[str, Veil]


def dresses(pieces: Iterable[bytes], limits: Limits) -> Dresses:
    """Read a stylesheet. Raises Refused, or ValueError where it makes no sense."""
    sheet = _Stylesheet(limits)
    walk(pieces, sheet, limits)
    veils = {str(number): one.veil for number, one in enumerate(sheet.conditional) if is_veil(one.veil)}
    return Dresses(tuple(sheet.styles()), veils)


class _Stylesheet:
    """Listens to the stylesheet: its cell styles, and the formats of conditions that come after them."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.conditional: list[DressReader] = []
        self._depth = 0
        self._codes: dict[str, str] = {}
        self._fonts: list[tuple[bool, str, float]] = []  # struck, colour, points
        self._fills: list[str | None] = []
        self._formats: list[tuple[str, str, str, str]] = []  # number format, font, fill, named style
        self._marks: dict[str, str] = {}  # by named style
        self._is_conditional = False
        self._acts: Mapping[str, Callable[[dict[str, str]], None]] = {}  # of the section, by element
        self._sections: Mapping[str, Mapping[str, Callable[[dict[str, str]], None]]] = {
            "numFmts": {"numFmt": self._add_code},
            "fonts": {"font": self._add_font, "strike": self._strike, "color": self._colour, "sz": self._size},
            "fills": {"fill": self._add_fill, "patternFill": self._pattern, "fgColor": self._fill_colour},
            "cellXfs": {"xf": self._add_format},
            "cellStyles": {"cellStyle": self._add_mark},
        }

    def listen(self, parser: expat.XMLParserType) -> None:
        self._parser = parser
        parser.StartElementHandler = self._enter
        parser.EndElementHandler = self._leave

    def _enter(self, name: str, attributes: dict[str, str]) -> None:
        depth = self._depth = self._depth + 1
        if depth > self._limits.xml_depth:
            raise beyond("xml_depth", depth, self._limits.xml_depth)
        if depth == _SECTION:
            self._acts = self._sections.get(local_name(name), {})
        elif (act := self._acts.get(name) or self._acts.get(local_name(name))) is not None:
            act(attributes)

    def _leave(self, name: str) -> None:
        self._depth -= 1
        if self._depth < _SECTION and local_name(name) == "cellStyles":
            self._parser.StartElementHandler, self._parser.EndElementHandler = self._enter_unread, self._leave_unread

    def _enter_unread(self, name: str, attributes: dict[str, str]) -> None:
        """After the cell styles, formats of conditions come; what else does is only kept from growing without end."""
        depth = self._depth = self._depth + 1
        if depth > self._limits.xml_depth:
            raise beyond("xml_depth", depth, self._limits.xml_depth)
        local = local_name(name)
        if depth == _SECTION:
            self._is_conditional = local == "dxfs"
        elif not self._is_conditional:
            return
        elif local == "dxf":
            self._add_conditional()
        elif self.conditional:
            self.conditional[-1].enter(local, attributes)

    def _leave_unread(self, _name: str) -> None:
        self._depth -= 1

    def _add_conditional(self) -> None:
        if len(self.conditional) >= self._limits.cells:
            raise beyond("cells", len(self.conditional) + 1, self._limits.cells)
        self.conditional.append(DressReader())

    def _add_code(self, attributes: dict[str, str]) -> None:
        self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")

    def _add_font(self, _attributes: dict[str, str]) -> None:
        self._fonts.append((False, "", 0))

    def _strike(self, attributes: dict[str, str]) -> None:
        self._fonts[-1] = (is_on(attributes), *self._fonts[-1][1:])

    def _colour(self, attributes: dict[str, str]) -> None:
        struck, _, points = self._fonts[-1]
        self._fonts[-1] = struck, colour_of(attributes), points

    def _size(self, attributes: dict[str, str]) -> None:
        self._fonts[-1] = (*self._fonts[-1][:2], points_in(attributes.get("val", "")))

    def _add_fill(self, _attributes: dict[str, str]) -> None:
        self._fills.append(None)

    def _pattern(self, attributes: dict[str, str]) -> None:
        self._fills[-1] = _PATTERNS.get(attributes.get("patternType", "none"))

    def _fill_colour(self, attributes: dict[str, str]) -> None:
        if self._fills[-1] == _SOLID:
            self._fills[-1] = colour_of(attributes) or None

    def _add_format(self, attributes: dict[str, str]) -> None:
        if len(self._formats) >= self._limits.cells:
            raise beyond("cells", len(self._formats) + 1, self._limits.cells)
        get = attributes.get
        self._formats.append((get("numFmtId", "0"), get("fontId", "0"), get("fillId", "0"), get("xfId", "0")))

    def _add_mark(self, attributes: dict[str, str]) -> None:
        if mark := mark_in(attributes.get("name", "")):
            self._marks[attributes.get("xfId", "")] = mark

    def styles(self) -> Sequence[Styled]:
        """Raises ValueError for a number format that is no number."""
        known: dict[tuple[str, str, str, str], Styled] = {}
        for said in self._formats:
            if said not in known:
                known[said] = self._style(*said)
        return [known[said] for said in self._formats]

    def _style(self, number_format: str, font: str, fill: str, named: str) -> Styled:
        code = self._codes.get(number_format) or builtin_code(int(number_format))
        is_struck, colour, points = _at(self._fonts, font, (False, "", 0))
        background = _at(self._fills, fill, None)
        return format_kind(code), CellStyle(
            number_format=code,
            is_struck=is_struck,
            is_invisible=is_invisible(colour_in(code) or colour, background),
            painted=painted_away(code, background),
            is_tiny=is_tiny(points),
            mark=self._marks.get(named, ""),
            front="" if colour == BLACK else colour,
            back="" if background == WHITE else background,
        )


def _at(items: Sequence[T], index: str, default: T) -> T:
    """The item that an index in the file names; *default* for one out of range."""
    return items[int(index)] if index.isdecimal() and int(index) < len(items) else default
