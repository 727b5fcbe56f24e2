"""The body of a table, line by line: what is an indicator, what heads a part of the table, what is set aside and why."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise

from qpv_xlsx.domain.official.carrying import as_above, carried
from qpv_xlsx.domain.official.headings import Header, repeats
from qpv_xlsx.domain.official.lexicon import TableRole
from qpv_xlsx.domain.official.picture import Joined, Page, TableLine
from qpv_xlsx.domain.official.title_levels import lower_titles
from qpv_xlsx.domain.wording import bare_words


class Fate(StrEnum):
    """What became of a line."""

    READ = "read"  # an indicator
    THEME = "theme"  # a full-width line: the theme of those below
    OBJECTIVE = "objective"  # an objective alone: of those below
    BLANK = "blank"
    REPEATED = "repeated"  # the header again, at the top of a page
    TOTAL = "total"
    NOTE = "note"  # a legend, a footnote
    HEADER = "header"
    ABOVE = "above"  # words above the header


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One line of the body. *carried*: texts of its theme, objective and merged pilot columns, by rank.

    *theme*, *objective*: of the full-width lines above, at two levels; empty where there is none.
    """

    line: TableLine
    fate: Fate
    carried: dict[int, str] = field(default_factory=dict)
    theme: str = ""
    objective: str = ""
    continues: bool = False  # perhaps the end of the row above, cut by a page


_TOTAL = re.compile(
    r"(?:sous )?tota(?:l|ux)(?: general| generaux)?|(?:sous )?tota(?:l|ux) (?:de l |du |de la |des |pour )?\D{1,60}|(?:sub)?total|grand total"
)
_NOTE = re.compile(
    r"\s*(?:source|sources|légende|legend|note|notes|nb|n\.b\.|lecture|champ|remarque|avertissement|\*+|\(\*+\)|\(\d\)|\[\d\]|[¹²³⁴]|\d\)?\s*:"
    r"|nd|n\.d\.|so|ns|n/?a)\s*(?::|=|–|-|\.|\b)",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\s*(?:axe|pilier|th[èe]me|thématique|volet|orientation|convention|chapitre|partie|priorité|domaine|enjeu|pillar|theme|priority|part"
    r"|objectif\s*(?:n ?°|\d|[IVX]+\b)|[IVX]+\s*[.)–-]|[A-H]\s*[.)–-])",
    re.IGNORECASE,
)


def rows_of(page: Page, header: Header) -> tuple[TableRow, ...]:
    """Every line of *page*, with what became of it."""
    first_theme = _theme_above(page.lines[: header.first], header)
    above = [TableRow(line=line, fate=_fate_above(line, first_theme)) for line in page.lines[: header.first]]
    theme = first_theme.text(first_theme.filled[0]).strip() if first_theme else ""
    heads = page.lines[header.first : header.end]
    body = page.lines[header.end :]
    fates = [_fate(body, rank, heads, header) for rank in range(len(body))]
    kept = [line for line, fate in zip(body, fates, strict=True) if fate in {Fate.READ, Fate.OBJECTIVE}]
    texts = iter(tuple(carried(kept, header)))
    lower = _lower(body, fates, theme)
    return (
        *above,
        *(TableRow(line=line, fate=Fate.HEADER) for line in heads),
        *(_under_its_titles(_rows(body, fates, texts, header, theme), lower, theme)),
    )


def _lower(body: Sequence[TableLine], fates: Sequence[Fate], theme: str) -> frozenset[int]:
    """The places in *body* of titles that stand under another title."""
    filled = [rank for rank, fate in enumerate(fates) if fate is not Fate.BLANK]
    adjacent = {below for above, below in pairwise(filled) if fates[above] is fates[below] is Fate.THEME}
    first = filled[0] if theme and filled and fates[filled[0]] is Fate.THEME else None
    titles = [(rank, body[rank].text(body[rank].filled[0])) for rank in filled if fates[rank] is Fate.THEME]
    above = [(-1, theme)] if theme else []
    return lower_titles([*above, *titles], adjacent=frozenset(adjacent | ({first} if first is not None else set())))


def _under_its_titles(rows: Iterator[TableRow], lower: frozenset[int], theme: str) -> Iterator[TableRow]:
    """Each row with the theme and the objective of the titles above it, where these stand at two levels."""
    objective = ""
    for rank, row in enumerate(rows):
        if rank in lower:
            objective = row.line.text(row.line.filled[0]).strip()
        elif row.fate is Fate.THEME:
            theme, objective = row.theme, ""
        fate = Fate.OBJECTIVE if rank in lower else row.fate
        yield replace(row, fate=fate, theme=theme, objective=objective)


_FIRST_PART = re.compile(
    r"\s*(?:axe|pilier|th[èe]me|thématique|volet|orientation|chapitre|partie|priorité|domaine|enjeu|objectif|pillar|theme|priority|part)\s*"
    r"(?:n ?°|\d|[IVX]+\b|[:–-])",
    re.IGNORECASE,
)  # « Thème : Cohésion sociale », « Axe 1 – Emploi »; not « Axes du contrat de ville »


def _theme_above(lines: Sequence[TableLine], header: Header) -> TableLine | None:
    """The line just above the header that names the first part, in a table without a column of themes."""
    last = next((line for line in reversed(lines) if line.filled), None)
    if last is None or header.rank(TableRole.THEME) is not None or len(last.filled) > 1:
        return None
    return last if _FIRST_PART.match(last.text(last.filled[0])) else None


def _fate_above(line: TableLine, first_theme: TableLine | None) -> Fate:
    if line is first_theme:
        return Fate.THEME
    return Fate.ABOVE if line.filled else Fate.BLANK


def _rows(
    body: Sequence[TableLine], fates: Sequence[Fate], texts: Iterator[dict[int, str]], header: Header, theme: str
) -> Iterator[TableRow]:
    is_after_break = False
    for line, fate in zip(body, fates, strict=True):
        if fate is Fate.THEME:
            theme = as_above(line.text(line.filled[0]).strip(), theme)
        has_texts = fate in {Fate.READ, Fate.OBJECTIVE}
        cut = fate is Fate.READ and (is_after_break or len(line.filled) == 1) and _is_cut(line, header)
        yield TableRow(line=line, fate=fate, carried=next(texts) if has_texts else {}, theme=theme, continues=cut)
        is_after_break = fate is Fate.REPEATED or (is_after_break and fate is Fate.BLANK)


def _is_cut(line: TableLine, header: Header) -> bool:
    """Whether the first row of a page begins in the middle of a sentence."""
    rank = header.rank(TableRole.INDICATOR)
    text = line.text(rank).lstrip() if rank is not None else ""
    return text[:1].islower() and not re.match(r"(?:nombre|nbre|nb|part|taux|montant|écart|number|share|rate)\b", text)


def _fate(body: Sequence[TableLine], rank: int, heads: Sequence[TableLine], header: Header) -> Fate:
    line = body[rank]
    filled = line.filled
    if not filled:
        return Fate.BLANK
    if repeats(line, heads):
        return Fate.REPEATED
    if _TOTAL.fullmatch(bare_words(line.text(filled[0]))) and _has_no_indicator(line, header):
        return Fate.TOTAL
    if len(filled) == 1 and not _is_only_an_objective(line, filled[0], header):
        return Fate.THEME if _is_title(body, line, filled[0], header) else _lone(line, filled[0], header)
    if _heads_a_part(body, rank, header):
        return Fate.OBJECTIVE
    return Fate.READ


def _has_no_indicator(line: TableLine, header: Header) -> bool:
    """Whether the word « total » stands where the indicator, or something before it, would; in the numbers' column it always does."""
    rank = header.rank(TableRole.INDICATOR)
    return (
        line.filled[0] in header.ranks(TableRole.NUMBER)
        or rank is None
        or not line.text(rank).strip()
        or bool(_TOTAL.fullmatch(bare_words(line.text(rank))))
    )


def _is_only_an_objective(line: TableLine, rank: int, header: Header) -> bool:
    """Whether the only text stands in an objective's or result's own cell, not over the whole width."""
    role = next((column.role for column in header.columns if column.rank == rank), None)
    is_wide = _width(line, rank) > 1
    return (
        not is_wide
        and role not in {TableRole.INDICATOR, TableRole.THEME, TableRole.NUMBER, None}
        and not _NOTE.match(line.text(rank))
    )


def _is_title(body: Sequence[TableLine], line: TableLine, rank: int, header: Header) -> bool:
    """« CADRE DE VIE » alone in the column of indicators, of a table without themes: in capitals, without a number, or with one, as no other is."""
    if rank != header.rank(TableRole.INDICATOR) or header.rank(TableRole.THEME) is not None:
        return False
    others = [other for other in body if len(other.filled) > 1 and other.text(rank).strip()]
    numbers = header.ranks(TableRole.NUMBER)
    is_numberless = bool(numbers) and all(other.text(number).strip() for other in others for number in numbers)
    is_in_capitals = line.text(rank).isupper() and not any(other.text(rank).isupper() for other in others)
    is_numbered = _NUMBERED.match(line.text(rank)) and not any(_NUMBERED.match(other.text(rank)) for other in others)
    return bool(others) and (is_numberless or is_in_capitals or bool(is_numbered))


_NUMBERED = re.compile(
    r"\s*(?:\d+(?:\.\d+)+[.)]?|\d+\s*[.)–-])\s+(?!(?:nombre|nbre|nb|taux|parts?|montant|écart)\b)[^\W\d]", re.IGNORECASE
)


def _width(line: TableLine, rank: int) -> int:
    """Columns over which the cell at *rank* is merged."""
    width = 1
    while rank + width < len(line.boxes) and line.boxes[rank + width].joined is Joined.LEFT:
        width += 1
    return width


def _lone(line: TableLine, rank: int, header: Header) -> Fate:
    """One text alone on its line: the title of a part, a note, or an indicator of which nothing else is said."""
    text = line.text(rank)
    is_merged_below = any(box.joined is Joined.ABOVE for box in line.boxes)
    is_indicator = rank == header.rank(TableRole.INDICATOR)
    if _NOTE.match(text) and not is_merged_below and not (is_indicator and _width(line, rank) == 1 and rank):
        return Fate.NOTE
    if is_merged_below and is_indicator:
        return Fate.READ
    if _width(line, rank) > 1 and _width(line, rank) * 2 > len(line.boxes):
        return Fate.THEME
    if is_indicator and not (rank == 0 and (line.boxes[rank].is_bold or _PART.match(text))):
        return Fate.READ
    return Fate.THEME if rank == 0 or _PART.match(text) else Fate.NOTE


def _heads_a_part(body: Sequence[TableLine], rank: int, header: Header) -> bool:
    """A line with objectives only, above lines that leave those columns blank."""
    objectives = {
        *header.ranks(TableRole.THEME),
        *header.ranks(TableRole.STRATEGIC),
        *header.ranks(TableRole.OPERATIONAL),
    }
    line = body[rank]
    if not set(line.filled) <= objectives or any(box.joined is Joined.ABOVE for box in line.boxes):
        return False
    following = next((each for each in body[rank + 1 :] if each.filled), None)
    indicator = header.rank(TableRole.INDICATOR)
    if following is None or indicator is None or not following.text(indicator).strip():
        return not set(line.filled) & set(header.ranks(TableRole.OPERATIONAL)) and following is not None
    last = max(line.filled)
    return not following.text(last).strip() and all(not following.text(each).strip() for each in line.filled)
