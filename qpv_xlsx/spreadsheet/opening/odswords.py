"""Words in OpenDocument elements: paragraphs, spaces, line breaks, and what was struck through."""

from collections.abc import Iterator, Sequence

from odfdo import Element

Tagged = Sequence[tuple[str, Element]]

_MOST_SPACES = 100  # one element may declare billions
_ELSEWHERE = frozenset({"office:annotation", "draw:frame", "draw:custom-shape", "dc:creator", "dc:date", "text:note"})


def tagged(element: Element) -> Tagged:
    """The children of *element*, each with its name: odfdo looks it up anew at each asking, and builds them anew."""
    return tuple((child.tag, child) for child in element.children)


def words(parts: Tagged, struck_styles: frozenset[str]) -> tuple[str, str]:
    """Text of the paragraphs among *parts*, on lines of their own; beside it, the text struck through."""
    kept: list[str] = []
    struck: list[str] = []
    paragraphs = [part for name, part in parts if name == "text:p"]
    for number, paragraph in enumerate(paragraphs):
        if number:
            kept.append("\n")
        for text, is_struck in _pieces(paragraph, struck_styles, is_struck=False):
            (struck if is_struck else kept).append(text)
    text, gone = "".join(kept), "".join(struck).strip()
    return (text.strip(), gone) if gone else (text, "")


def _pieces(element: Element, struck_styles: frozenset[str], *, is_struck: bool) -> Iterator[tuple[str, bool]]:
    yield element.text, is_struck
    for name, child in tagged(element):
        match name:
            case "text:s":
                yield " " * min(int(child.get_attribute_string("text:c") or 1), _MOST_SPACES), is_struck
            case "text:tab":
                yield "\t", is_struck
            case "text:line-break":
                yield "\n", is_struck
            case _ if name not in _ELSEWHERE:
                style = child.get_attribute_string("text:style-name")
                yield from _pieces(child, struck_styles, is_struck=is_struck or style in struck_styles)
        yield child.tail or "", is_struck
