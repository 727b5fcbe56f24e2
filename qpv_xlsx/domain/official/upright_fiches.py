"""Fiches: small tables that stand upright, « Indicateur | … », « Valeur cible | … », one for each action. Laid down as the rows of one table."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from qpv_xlsx.domain.official.lexicon import TableRole, heading_of
from qpv_xlsx.domain.official.picture import Box, Joined, Page, TableLine
from qpv_xlsx.domain.wording import bare_words

_FEWEST = 3  # things that a fiche says of its indicator, that included
_LONGEST = 60  # characters of a label
_TITLE_IS = MappingProxyType({TableRole.OPERATIONAL: "Action", TableRole.STRATEGIC: "Objectif stratégique"})
"""What a fiche's title is, under which label: the first that the fiche does not name itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What stands beside a label. *rank*: of the label among those of the same words, in its fiche."""

    label: str
    box: Box
    place: str
    rank: int = 0

    @property
    def key(self) -> tuple[str, int]:
        """What makes it the same column in two fiches."""
        return bare_words(self.label), self.rank


def laid_down(pages: Sequence[Page]) -> tuple[Page, ...]:
    """*pages* with the fiches that follow each other made one table, one row for each; the others as they are."""
    found: list[Page] = []
    fiches: list[Page] = []
    for page in pages:
        if _is_fiche(page):
            fiches.append(page)
            continue
        found += [*_table_of(fiches), page]
        fiches = []
    return (*found, *_table_of(fiches))


def _is_fiche(page: Page) -> bool:
    """Whether what a header would say stands on the left, the indicator among it, and no line says as much."""
    lines = [line for line in page.lines if line.filled]
    pairs = [_pairs(line) for line in lines]
    if None in pairs:
        return False
    labels = [said.label for found in pairs for said in found or ()]
    upright = _roles(labels)
    across = max((len(_roles(_own_texts(line))) for line in lines), default=0)
    known = sum(heading_of(label) is not None for label in labels)
    return TableRole.INDICATOR in upright and len(upright) >= max(_FEWEST, across + 1) and known * 2 >= len(labels)


def _pairs(line: TableLine) -> tuple[_Said, ...] | None:
    """« Pilote | CAF », « Pilote | CAF | Échéance | 2027 »; none for a title; None for a line of another table."""
    boxes = [box for box in line.boxes if box.joined is not Joined.LEFT]
    match boxes:
        case [_]:
            return ()
        case [label, said] if len(label.text) <= _LONGEST:
            return (_Said(label=label.text.strip(), box=said, place=line.place),)
        case [first, one, second, other] if _roles([second.text]):
            return tuple(
                _Said(label=label.text.strip(), box=box, place=line.place)
                for label, box in ((first, one), (second, other))
            )
    return None


def _roles(texts: Sequence[str]) -> frozenset[TableRole]:
    found = (heading_of(text) for text in texts if len(text) <= _LONGEST)
    return frozenset(heading.role for heading in found if heading)


def _own_texts(line: TableLine) -> tuple[str, ...]:
    return tuple(box.text for box in line.boxes if box.joined is None)


def _table_of(fiches: Sequence[Page]) -> tuple[Page, ...]:
    """One row for each, under all labels that any of them has, in the order in which they come; none for no fiche."""
    if not fiches:
        return ()
    said = [tuple(_said(fiche)) for fiche in fiches]
    labels = {one.key: one.label for fiche in reversed(said) for one in fiche}
    order = tuple(dict.fromkeys(one.key for fiche in said for one in fiche))
    header = TableLine(
        place=fiches[0].lines[0].place, boxes=tuple(Box(text=labels[key], is_bold=True) for key in order)
    )
    rows = [_row(own, order, fiche) for own, fiche in zip(said, fiches, strict=True)]
    title = fiches[0].title if len(fiches) == 1 else ""
    return (replace(fiches[0], lines=(header, *rows), title=title, hidden_columns=frozenset(), fiches=len(fiches)),)


def _row(said: Sequence[_Said], order: Sequence[tuple[str, int]], fiche: Page) -> TableLine:
    boxes = {one.key: one.box for one in said}
    place = next((one.place for one in said if TableRole.INDICATOR in _roles([one.label])), fiche.lines[0].place)
    is_hidden = any(line.is_hidden for line in fiche.lines)
    return TableLine(place=place, boxes=tuple(boxes.get(key, Box()) for key in order), is_hidden=is_hidden)


def _said(fiche: Page) -> Iterator[_Said]:
    """What the fiche says, line by line. The title of one that names no action is its action, or else its strategic objective."""
    found = [said for line in fiche.lines for said in _pairs(line) or () if said.label]
    titles = [text for line in fiche.lines for text in _own_texts(line) if not _pairs(line) and text.strip()]
    title = " ".join(filter(None, (fiche.title, *titles)))
    roles = _roles([said.label for said in found])
    free = (label for role, label in _TITLE_IS.items() if role not in roles)
    if title and (label := next(free, None)):
        yield _Said(label=label, box=Box(text=title), place=fiche.lines[0].place)
    count: Counter[str] = Counter()
    for said in found:
        words = bare_words(said.label)
        yield replace(said, rank=count[words])
        count[words] += 1
