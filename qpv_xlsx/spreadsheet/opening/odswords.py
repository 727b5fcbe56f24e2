"""Words in OpenDocument elements: paragraphs, spaces, line breaks, and what was struck through."""

from collections.abc import Iterator

from odfdo import Element

_MOST_SPACES = 100  # one element may declare billions
_ELSEWHERE = frozenset({"office:annotation", "draw:frame", "draw:custom-shape", "dc:creator", "dc:date", "text:note"})


def words(element: Element, struck_styles: frozenset[str]) -> tuple[str, str]:
    """Text of the paragraphs of *element*, on lines of their own; beside it, the text struck through."""
    kept: list[str] = []
    struck: list[str] = []
    paragraphs = [child for child in element.children if child.tag == "text:p"]
    for number, paragraph in enumerate(paragraphs):
        if number:
            kept.append("\n")
        for text, is_struck in _pieces(paragraph, struck_styles, is_struck=False):
            (struck if is_struck else kept).append(text)
    text, gone = "".join(kept), "".join(struck).strip()
    return (text.strip(), gone) if gone else (text, "")


def _pieces(element: Element, struck_styles: frozenset[str], *, is_struck: bool) -> Iterator[tuple[str, bool]]:
    yield element.text, is_struck
    for child in element.children:
        match child.tag:
            case "text:s":
                yield " " * min(int(child.get_attribute_string("text:c") or 1), _MOST_SPACES), is_struck
            case "text:tab":
                yield "\t", is_struck
            case "text:line-break":
                yield "\n", is_struck
            case tag if tag not in _ELSEWHERE:
                style = child.get_attribute_string("text:style-name")
                yield from _pieces(child, struck_styles, is_struck=is_struck or style in struck_styles)
        yield child.tail or "", is_struck
