"""A paragraph of Word as a person reads it: bullets and numbers of lists, note calls, line breaks; deleted words left out."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

Element = Any  # lxml's, untyped
_SKIPPED = frozenset(qn(f"w:{name}") for name in ("del", "moveFrom", "txbxContent", "instrText", "tbl"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_OFF = frozenset({"0", "false", "off"})


@dataclass(slots=True, kw_only=True)
class Numbering:
    """What lists write before their paragraphs: *formats* by (list, level), by style; *counts* of what was numbered."""

    formats: Mapping[tuple[str, str], str] = field(default_factory=dict)
    styles: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    marks: dict[int, str] = field(default_factory=dict)  # by paragraph: a second reading gives the same number

    @classmethod
    def of(cls, document: Any) -> "Numbering":  # noqa: ANN401  (python-docx is untyped here)
        """The numbering of *document*; none where it has no lists."""
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return cls()
        levels = {
            (abstract.get(qn("w:abstractNumId")), level.get(qn("w:ilvl"))): _format(level)
            for abstract in root.iter(qn("w:abstractNum"))
            for level in abstract.iter(qn("w:lvl"))
        }
        formats = {
            (num.get(qn("w:numId")), level): shape
            for num in root.iter(qn("w:num"))
            for (abstract, level), shape in levels.items()
            if num.find(qn("w:abstractNumId")).get(qn("w:val")) == abstract
        }
        return cls(formats=formats, styles=dict(_styles(document.styles.element)))

    def mark(self, paragraph: Element) -> str:
        """« • » or « 2. » before a paragraph of a list; empty elsewhere."""
        place = self._place(paragraph)
        if place is None or place[0] == "0":
            return ""
        if id(paragraph) not in self.marks:
            self.marks[id(paragraph)] = self._next(place)
        return self.marks[id(paragraph)]

    def _next(self, place: tuple[str, str]) -> str:
        shape = self.formats.get(place, "bullet")
        if shape in {"bullet", "none"}:
            return "• " if shape == "bullet" else ""
        self.counts[place] += 1
        return f"{self.counts[place]}. "

    def _place(self, paragraph: Element) -> tuple[str, str] | None:
        found = _number(paragraph.find(qn("w:pPr")))
        if found is not None:
            return found
        style = paragraph.find(f"./{qn('w:pPr')}/{qn('w:pStyle')}")
        return self.styles.get(style.get(qn("w:val"), "")) if style is not None else None


def _format(level: Element) -> str:
    found = level.find(qn("w:numFmt"))
    return str(found.get(qn("w:val"), "bullet")) if found is not None else "bullet"


def _number(properties: Element | None) -> tuple[str, str] | None:
    numbered = properties.find(qn("w:numPr")) if properties is not None else None
    if numbered is None:
        return None
    list_id, level = numbered.find(qn("w:numId")), numbered.find(qn("w:ilvl"))
    own = list_id.get(qn("w:val"), "0") if list_id is not None else "0"
    return own, level.get(qn("w:val"), "0") if level is not None else "0"


def _styles(root: Element) -> Iterator[tuple[str, tuple[str, str]]]:
    for style in root.iter(qn("w:style")):
        found = _number(style.find(qn("w:pPr")))
        name = str(style.get(qn("w:styleId"), ""))
        if found is not None and not name.casefold().startswith(("heading", "titre")):
            yield name, found


def paragraph_text(paragraph: Element, numbering: Numbering) -> str:
    """The words of *paragraph*."""
    text = "".join(_pieces(paragraph))
    return numbering.mark(paragraph) + text if text.strip() else text


def _pieces(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag in _SKIPPED or child.tag == _FALLBACK:
            continue
        if child.tag == qn("w:r"):
            yield from () if _is_on(child, "w:vanish") else _run(child)
        else:
            yield from _pieces(child)


def _run(run: Element) -> Iterator[str]:
    raised = run.find(f"./{qn('w:rPr')}/{qn('w:vertAlign')}")
    is_raised = raised is not None and raised.get(qn("w:val")) == "superscript"
    for child in run:
        if child.tag == qn("w:t"):
            yield (child.text or "").translate(_RAISED) if is_raised else child.text or ""
        elif child.tag in {qn("w:br"), qn("w:cr")}:
            yield "\n"
        elif child.tag == qn("w:tab"):
            yield "\t"
        elif child.tag == qn("w:noBreakHyphen"):
            yield "\u2011"
        elif child.tag in {qn("w:footnoteReference"), qn("w:endnoteReference")}:
            yield str(child.get(qn("w:id"), "")).translate(_RAISED)


def _is_on(run: Element, name: str) -> bool:
    found = run.find(f"./{qn('w:rPr')}/{qn(name)}")
    return found is not None and found.get(qn("w:val"), "1") not in _OFF


def is_bold(paragraph: Element) -> bool:
    """Whether all its words are bold."""
    runs = [run for run in paragraph.iter(qn("w:r")) if "".join(_run(run)).strip()]
    return bool(runs) and all(_is_on(run, "w:b") for run in runs)
