"""What lies over an OOXML sheet and not in its cells: notes, threaded comments, text boxes, pictures."""

from collections.abc import Iterator, Sequence

from qpv_xlsx.spreadsheet.book import Merge
from qpv_xlsx.spreadsheet.opening.addresses import place_at
from qpv_xlsx.spreadsheet.opening.elements import Element
from qpv_xlsx.spreadsheet.opening.escapes import decode_escapes
from qpv_xlsx.spreadsheet.opening.forewords import without_foreword

Place = tuple[int, int]
_ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"})


def notes(found: Sequence[Element]) -> Iterator[tuple[Place, str]]:
    """Notes of a comments part, by (row, column), without the author's name that Excel writes first.

    One that does not say where it stands is left out: Excel shows it nowhere.
    """
    authors = tuple(one.text for one in found if one.name == "author")
    for reference, text in _texts(found, "comment"):
        place = place_at(reference)
        if place is not None:
            yield place, without_foreword(without_author(text, authors))


def without_author(text: str, authors: tuple[str, ...]) -> str:
    """*text* without the « Name: » that Excel puts before a note."""
    for author in authors:
        for colon in (":", " :", "\u00a0:"):
            if author and text.startswith(author + colon):
                return text.removeprefix(author + colon).strip()
    return text


def threaded(found: Sequence[Element]) -> Iterator[tuple[Place, str]]:
    """Comments of a threaded-comments part, in their order; Excel repeats them as a note with a foreword."""
    for reference, text in _texts(found, "threadedComment"):
        place = place_at(reference)
        if place is not None:
            yield place, text


def _texts(found: Sequence[Element], name: str) -> Iterator[tuple[str, str]]:
    """Address and words of each comment."""
    reference: str | None = None
    words: list[str] = []
    for one in found:
        if one.name == name:
            if reference is not None:
                yield reference, "".join(words).strip()
            reference, words = one.get("ref"), []
        elif one.name in {"t", "text"}:
            words.append(decode_escapes(one.text))
    if reference is not None:
        yield reference, "".join(words).strip()


def text_boxes(found: Sequence[Element]) -> Iterator[str]:
    """Words of each shape of a drawing part, paragraphs on lines of their own."""
    words: list[str] = []
    for one in found:
        match one.name:
            case "txBody":
                yield from _told(words)
                words = []
            case "p" | "br" if words:
                words.append("\n")
            case "t":
                words.append(one.text)
    yield from _told(words)


def _told(words: Sequence[str]) -> Iterator[str]:
    text = "".join(words).strip()
    if text:
        yield text


def pictures(found: Sequence[Element]) -> Iterator[Merge]:
    """The cells that each picture of a drawing part covers."""
    figures: list[int] = []
    has_picture = False
    for one in found:
        if one.name in _ANCHORS:
            if has_picture:
                yield from _covered(figures)
            figures, has_picture = [], False
        elif one.name in {"col", "row"} and one.text.strip().isdecimal():
            figures.append(int(one.text) + 1)
        elif one.name == "blip":
            has_picture = True
    if has_picture:
        yield from _covered(figures)


def _covered(figures: Sequence[int]) -> Iterator[Merge]:
    """From its first cell to its last; one that tells its first only covers that one as far as anybody knows."""
    if len(figures) >= 2:  # noqa: PLR2004  (column and row)
        left, top, right, bottom = (*figures[:2], *(figures[2:4] if len(figures) >= 4 else figures[:2]))  # noqa: PLR2004
        yield Merge(top=top, left=left, bottom=bottom, right=right)
