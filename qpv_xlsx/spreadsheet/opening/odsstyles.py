"""What the styles of an OpenDocument spreadsheet say: kinds of formats, hidden sheets, struck-through runs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from odfdo import Element

from qpv_xlsx.spreadsheet.book import FormatKind

_DATA_STYLES: Mapping[str, FormatKind] = MappingProxyType(
    {
        "number:percentage-style": FormatKind.PERCENT,
        "number:date-style": FormatKind.DATE,
        "number:time-style": FormatKind.DATE,
        "number:text-style": FormatKind.TEXT,
        "number:number-style": FormatKind.NUMBER,
        "number:currency-style": FormatKind.NUMBER,
        "number:boolean-style": FormatKind.NUMBER,
    },
)
_LONGEST_LINE = 20  # ancestors of a style; more is a circle


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """*kinds*: by name of a cell style. *hidden_tables*, *struck*: names of table and text styles."""

    kinds: Mapping[str, FormatKind]
    hidden_tables: frozenset[str]
    struck: frozenset[str]


def read_styles(roots: tuple[Element, ...]) -> Styles:
    """Styles of content.xml and styles.xml together."""
    elements = tuple(_style_elements(roots))
    formats = {
        element.get_attribute_string("style:name") or "": _format_kind(element)
        for element in elements
        if element.tag in _DATA_STYLES
    }
    named = {
        element.get_attribute_string("style:name") or "": element
        for element in elements
        if element.tag == "style:style"
    }
    return Styles(
        kinds={name: _kind(element, named, formats) for name, element in named.items()},
        hidden_tables=frozenset(name for name, element in named.items() if _says(element, "table:display", {"false"})),
        struck=frozenset(
            name
            for name, element in named.items()
            if _says(element, "style:text-line-through-style", None)
            or _says(element, "style:text-line-through-type", None)
        ),
    )


def _style_elements(roots: tuple[Element, ...]) -> Iterator[Element]:
    for root in roots:
        for section in root.children:
            if section.tag in {"office:automatic-styles", "office:styles"}:
                yield from section.children


def _format_kind(element: Element) -> FormatKind:
    """A number style without a single constraint is the general format (LibreOffice's N0)."""
    kind = _DATA_STYLES[element.tag]
    if kind is not FormatKind.NUMBER or element.tag != "number:number-style":
        return kind
    parts = element.children
    if len(parts) == 1 and set(parts[0].attributes) <= {"number:min-integer-digits"}:
        return FormatKind.GENERAL
    return kind


def _kind(element: Element, named: Mapping[str, Element], formats: Mapping[str, FormatKind]) -> FormatKind:
    """Kind of the nearest data style among the style and its ancestors."""
    current: Element | None = element
    for _ in range(_LONGEST_LINE):
        if current is None:
            break
        data_style = current.get_attribute_string("style:data-style-name")
        if data_style:
            return formats.get(data_style, FormatKind.GENERAL)
        current = named.get(current.get_attribute_string("style:parent-style-name") or "")
    return FormatKind.GENERAL


def _says(style: Element, attribute: str, values: set[str] | None) -> bool:
    """Whether a property of *style* has one of *values*; None: any but « none »."""
    for properties in style.children:
        value = properties.get_attribute_string(attribute)
        if value and (value in values if values else value != "none"):
            return True
    return False
