"""What is written over a sheet and not in its cells: notes, threaded comments, text boxes."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from openpyxl.utils.cell import coordinate_to_tuple

from qpv_xlsx.spreadsheet.opening.texts import rich_text
from qpv_xlsx.spreadsheet.opening.xmlcheck import local


def notes(root: Element) -> Iterator[tuple[tuple[int, int], str]]:
    """Notes of a comments part, by (row, column), without the author's name that Excel writes first."""
    authors = tuple(node.text or "" for node in root.iter() if local(node.tag) == "author")
    for node in root.iter():
        if local(node.tag) == "comment":
            text = "".join(rich_text(child) for child in node if local(child.tag) == "text").strip()
            yield coordinate_to_tuple(node.get("ref", "")), without_author(text, authors)


def without_author(text: str, authors: tuple[str, ...]) -> str:
    """*text* without the « Name: » that Excel puts before a note."""
    for author in authors:
        for colon in (":", " :", "\u00a0:"):
            if author and text.startswith(author + colon):
                return text.removeprefix(author + colon).strip()
    return text


def threaded(root: Element) -> Iterator[tuple[tuple[int, int], str]]:
    """Comments of a threaded-comments part, in their order; Excel repeats them as a note with a foreword."""
    for node in root:
        if local(node.tag) == "threadedComment":
            yield (
                coordinate_to_tuple(node.get("ref", "")),
                "".join(child.text or "" for child in node if local(child.tag) == "text").strip(),
            )


def text_boxes(root: Element) -> Iterator[str]:
    """Words of each shape of a drawing part, paragraphs on lines of their own."""
    for body in root.iter():
        if local(body.tag) == "txBody":
            lines = ("".join(_words(paragraph)) for paragraph in body if local(paragraph.tag) == "p")
            text = "\n".join(lines).strip()
            if text:
                yield text


def _words(paragraph: Element) -> Iterator[str]:
    return (node.text or "" for node in paragraph.iter() if local(node.tag) == "t")
