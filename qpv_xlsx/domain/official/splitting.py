"""A cell that holds several things: bullets, numbered lines, one line per actor, indicators joined by a semicolon."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qpv_xlsx.domain.numbered_lists import on_lines
from qpv_xlsx.domain.wording import bare_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing of a cell. *mark*: its number or its actor, by which it is paired; empty for a bullet. *name*: as written."""

    text: str
    name: str = ""

    @property
    def mark(self) -> str:
        """The number or the actor, whatever its case."""
        return self.name.casefold()


_BULLET = re.compile(r"^\s*(?:[•◦▪■□●○►➢➤✓✔·∙–—*]|[-‐‑](?=\s)|-(?=[^\W\d])|o(?=\s))\s*")
_NUMBERED = re.compile(r"^\s*(?P<mark>\d{1,2}|[a-h])\s*[.)°]\s*[-–]?\s*(?=\S)")
_ACTOR = re.compile(
    r"^\s*(?P<mark>[^\W\d_][^:\n]{0,38}?)\s*:\s+(?=\S)|^\s*(?P<acronym>[A-ZÉÈ][A-ZÉÈ0-9]{1,9})\s*:\s*(?=\S)"
)
_HEAD = r"(?:nombre|nbre|nb|part|parts|taux|pourcentage|proportion|montant|évolution|volume|effectifs?|number|share|rate|percentage)"
_NEW_INDICATOR = re.compile(
    rf"\s*;\s*|\s*\n\s*(?=(?:le |la )?{_HEAD}\b)|\s*,\s*(?=(?:le |la )?{_HEAD} (?:d['’e]|of ))", re.IGNORECASE
)
_STARTS_INDICATOR = re.compile(rf"(?:le |la |les )?{_HEAD}\b", re.IGNORECASE)
_LEAST = 2  # items below which a cell is one thing


def items_of(text: str) -> tuple[Item, ...]:
    """The things that *text* lists by bullets, numbers or actors; one item, the whole text, where it lists nothing."""
    lines = [line for whole in text.splitlines() for line in on_lines(whole).splitlines() if line.strip()]
    for pattern in (_BULLET, _NUMBERED, _ACTOR):
        items = _listed(lines, pattern)
        if len(items) >= _LEAST:
            return items
    return (Item(text=text.strip()),) if text.strip() else ()


def _listed(lines: Sequence[str], pattern: re.Pattern[str]) -> tuple[Item, ...]:
    """Items that begin with *pattern*; lines without it continue the one above. Words before the first one: no list."""
    if not lines or not pattern.match(lines[0]):
        lines = lines[1:] if lines and lines[0].rstrip().endswith(":") else []
    if pattern is not _BULLET and not all(pattern.match(line) for line in lines):
        return ()
    items: list[list[str]] = []
    marks: list[str] = []
    for line in lines:
        found = pattern.match(line)
        if found:
            items.append([line[found.end() :].strip()])
            marks.append(_mark(found))
        elif items:
            items[-1].append(line.strip())
    return tuple(Item(text="\n".join(parts), name=mark) for parts, mark in zip(items, marks, strict=True))


def _mark(found: re.Match[str]) -> str:
    named = found.groupdict()
    return (named.get("mark") or named.get("acronym") or "").strip()


def indicators_of(wording: str) -> tuple[Item, ...]:
    """The indicators of an indicator's cell: listed, or several in one sentence, each with its own « nombre de »."""
    listed = items_of(wording)
    if len(listed) >= _LEAST:
        return listed
    parts = [part.strip(" \t\n;") for part in _NEW_INDICATOR.split(wording) if part.strip(" \t\n;.")]
    if len(parts) >= _LEAST and all(_STARTS_INDICATOR.match(part) for part in parts):
        return tuple(Item(text=part) for part in parts)
    return listed


def paired(items: Sequence[Item], others: Sequence[Item]) -> tuple[Item, ...] | None:
    """For each of *items* the one of *others* that goes with it: by mark, else by rank; None where they do not match."""
    if len(items) != len(others):
        return None
    marks = [item.mark for item in items]
    other_marks = [item.mark for item in others]
    if all(marks) and all(other_marks) and len(set(marks)) == len(marks):
        by_mark = {item.mark: item for item in others}
        return tuple(by_mark[mark] for mark in marks) if set(by_mark) == set(marks) else None
    return tuple(others)


_AND = re.compile(r"\s+(?:et|and|&)\s+")
_ACTORS = re.compile(r"\s*(?:\n|;|/|\+|,)\s*")
_COMMON = re.compile(  # administrations that every contract has
    r"(?:la |le |l )?(?:ville|commune|mairie|departement|region|metropole|agglomeration|communaute d agglomeration|communaute urbaine|etat|prefecture|rectorat|parquet"
    r"|conseil (?:departemental|regional)|police (?:nationale|municipale)|gendarmerie|mission locale|france travail|pole emploi|education nationale|bailleurs(?: sociaux)?|centres? sociaux?|associations)"
)
_ACRONYM = re.compile(r"[A-ZÉÈ][A-ZÉÈ0-9.\-]{1,9}s?")


def actors_of(text: str, known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The administrations of a « pilote » cell. « Jeunesse et sports » stays one; « DDETS et CAF » are two."""
    found: list[str] = []
    for item in items_of(text) or ():
        name = f"{item.name} {item.text}" if item.mark and not item.mark.isdigit() else item.text
        listed = _ACTORS.split(_without_lead(name))
        for rank, part in enumerate(listed):
            halves = _AND.split(part)
            ends_a_list = 0 < rank == len(listed) - 1 and all(half[:1].isupper() for half in halves)  # « A, B et C »
            is_list = len(halves) > 1 and (ends_a_list or all(_is_actor(half, known) for half in halves))
            found += halves if is_list else [part]
    names = [" ".join(name.strip(" .•-–").split()) for name in found]
    return tuple(dict.fromkeys(name for name in names if name))


def _without_lead(name: str) -> str:
    return re.sub(r"^(?:pilotes?|responsables?|chef de file|lead)\s*:\s*", "", name, flags=re.IGNORECASE)


def _is_actor(words: str, known: frozenset[str]) -> bool:
    return (
        bool(_ACRONYM.fullmatch(words.strip()) or _COMMON.fullmatch(bare_words(words)))
        or words.strip().casefold() in known
    )
