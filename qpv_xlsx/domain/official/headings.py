"""Where the table begins and what its columns hold: header rows found by their words, however many there are."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qpv_xlsx.domain.official.lexicon import ENGLISH, FRENCH, Heading, TableRole, heading_of
from qpv_xlsx.domain.official.picture import Joined, Page, TableLine, spread
from qpv_xlsx.domain.wording import bare_words

_SEARCHED = 40  # lines in which the header is looked for
_FEWEST = 2  # columns understood, below which a line is no header
_TALLEST = 4  # lines of one header


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """One column understood. *words*: its header, one line per header row. *heading* None: not understood."""

    rank: int
    words: str
    heading: Heading | None
    is_ignored: bool = False  # the coordinator says so

    @property
    def role(self) -> TableRole | None:
        """What it holds, or None."""
        return self.heading.role if self.heading else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The header of one page: its first line, the line after its last one, its columns from left to right."""

    first: int
    end: int
    columns: tuple[TableColumn, ...]

    @property
    def is_english(self) -> bool:
        """Whether the headers are English words: their figures are then written the English way."""
        words = frozenset(bare_words(" ".join(column.words for column in self.columns)).split())
        return len(words & ENGLISH) > len(words & FRENCH)

    def ranks(self, role: TableRole) -> tuple[int, ...]:
        """The columns that hold *role*."""
        return tuple(column.rank for column in self.columns if column.role is role)

    def rank(self, role: TableRole) -> int | None:
        """The first column that holds *role*."""
        return next(iter(self.ranks(role)), None)


def find_header(page: Page, corrections: Mapping[int, Heading] = {}) -> Header | None:
    """The header of *page*; None where no line looks like one. *corrections*: what columns hold, by rank."""
    best = _best_line(page.lines[:_SEARCHED])
    if best is None:
        return _without_words(page, corrections)
    first, end = _block(page.lines, best)
    columns = tuple(_columns(page.lines[first:end], page.width, corrections))
    return Header(first=first, end=end, columns=_settled(columns, frozenset(corrections)))


def _without_words(page: Page, corrections: Mapping[int, Heading]) -> Header | None:
    """A table whose columns only the coordinator names: its first line of several cells is the header."""
    if not any(heading.role is TableRole.INDICATOR for heading in corrections.values()):
        return None
    first = next((rank for rank, line in enumerate(page.lines) if len(line.filled) >= _FEWEST), 0)
    columns = tuple(_columns(page.lines[first : first + 1], page.width, corrections))
    return Header(first=first, end=first + 1, columns=columns)


def _best_line(lines: Sequence[TableLine]) -> int | None:
    """The line that announces most columns; an indicator column weighs more than the others."""
    scores = [_score(line) for line in lines]
    best = max(range(len(scores)), key=lambda rank: scores[rank], default=None)
    return best if best is not None and scores[best] >= _FEWEST else None


def _score(line: TableLine) -> float:
    headings = [heading_of(line.text(rank)) for rank in line.filled]
    roles = {heading.role for heading in headings if heading}
    if len(roles) < _FEWEST or len(roles) * 2 < len(line.filled) - len(_years(headings)):
        return 0
    return len(roles) + (_FEWEST if TableRole.INDICATOR in roles else 0)


def _years(headings: Sequence[Heading | None]) -> tuple[Heading, ...]:
    return tuple(heading for heading in headings if heading and heading.is_year_alone)


def _block(lines: Sequence[TableLine], best: int) -> tuple[int, int]:
    first = best
    while first and best - first < _TALLEST and _is_group_above(lines[first - 1], lines[best]):
        first -= 1
    end = best + 1
    while end < len(lines) and end - first < _TALLEST and _is_detail_below(lines[end], lines[best]):
        end += 1
    return first, end


def _is_group_above(line: TableLine, header: TableLine) -> bool:
    """A line of headers over several columns each: « Résultats » above « 2021 », « 2022 »."""
    spans = [rank for rank, box in enumerate(line.boxes) if box.joined is Joined.LEFT]
    is_wide = len(line.filled) == 1 and len(spans) >= len(line.boxes) - 1
    known = [heading_of(line.text(rank)) for rank in line.filled]
    continues = any(box.joined is Joined.ABOVE for box in header.boxes)
    return bool(known) and not is_wide and all(known) and (bool(spans) or continues)


def _is_detail_below(line: TableLine, header: TableLine) -> bool:
    """A line of headers under the columns of a group, nothing of its own under the others."""
    if not line.filled:
        return any(box.joined is Joined.ABOVE for box in line.boxes)
    if _is_line_of_years(line, header):
        return True
    grouped = _grouped(header)
    under = [rank for rank in line.filled if rank in grouped]
    if len(under) != len(line.filled):
        return False
    if _names_parts_of_a_group(line, header, grouped):
        return True
    others = [box for rank, box in enumerate(line.boxes) if rank not in grouped]
    if others and all(
        box.joined is Joined.ABOVE for box in others
    ):  # every other header goes on: « Valeur », « Année »
        return True
    return all(len(line.text(rank)) <= 40 and heading_of(line.text(rank)) for rank in line.filled)  # noqa: PLR2004


def _is_line_of_years(line: TableLine, header: TableLine) -> bool:
    """« 2022 », « 2023 », « 2028 » alone, where the indicator's column has nothing: the second line of a header."""
    indicators = {rank for rank in header.filled if _is_indicator(header.text(rank))}
    years = _years([heading_of(line.text(rank)) for rank in line.filled])
    return len(years) == len(line.filled) > 1 and bool(indicators) and not indicators & set(line.filled)


_LABEL = re.compile(r"\D{0,40}(?:(?:19|20)\d\d\D{0,20})*")


def _names_parts_of_a_group(line: TableLine, header: TableLine, grouped: frozenset[int]) -> bool:
    """« Valeur », « Année », « 2026 » under headers of several columns, where the indicator's column has nothing."""
    is_group = bool(grouped)
    indicators = {rank for rank in header.filled if _is_indicator(header.text(rank))}
    labels = [line.text(rank).strip() for rank in line.filled]
    return is_group and bool(indicators - grouped) and len(labels) > 1 and all(map(_LABEL.fullmatch, labels))


def _is_indicator(words: str) -> bool:
    heading = heading_of(words)
    return heading is not None and heading.role is TableRole.INDICATOR


def _grouped(header: TableLine) -> frozenset[int]:
    """Columns under a cell merged to the right, or under nothing."""
    spans = {rank for rank, box in enumerate(header.boxes) if box.joined is Joined.LEFT}
    blank = {rank for rank, box in enumerate(header.boxes) if box.is_blank and box.joined is not Joined.ABOVE}
    wide = spans | blank
    return frozenset(wide | {rank - 1 for rank in wide if rank})


def _columns(lines: Sequence[TableLine], width: int, corrections: Mapping[int, Heading]) -> Iterator[TableColumn]:
    texts = [spread(line) for line in lines]
    texts = [_over_unmerged(row, texts[number + 1 :]) for number, row in enumerate(texts)]
    for rank in range(width):
        words = "\n".join(dict.fromkeys(row[rank].strip() for row in texts if rank < len(row) and row[rank].strip()))
        told = corrections.get(rank)
        is_ignored = told is not None and told.role is TableRole.ASIDE
        yield TableColumn(rank=rank, words=words, heading=told or _heading(words), is_ignored=is_ignored)


def _over_unmerged(row: tuple[str, ...], below: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """A group's header above several columns that nobody merged: it stands for the blanks at its right that have a header below."""
    told = list(row)
    for rank in range(1, len(told)):
        has_words_below = any(len(line) > rank and line[rank].strip() for line in below)
        is_first_of_group = any(len(line) > rank - 1 and line[rank - 1].strip() for line in below)
        if not told[rank].strip() and has_words_below and is_first_of_group:
            told[rank] = told[rank - 1]
    return tuple(told)


def _heading(words: str) -> Heading | None:
    """What the header says in its lines together: a group says the role, the line below may only say the year."""
    lines = words.split("\n")
    parts = [heading for heading in map(heading_of, lines) if heading]
    if bare_words(lines[-1]) in _YEAR_OF and any(part.role is TableRole.BASELINE for part in parts):
        return Heading(role=TableRole.BASELINE_YEAR)  # « Situation de départ » above « Valeur » and « Année »
    if len(lines) > 1 and bare_words(lines[0]) in _AIMS:
        below = heading_of(lines[-1])
        if bare_words(lines[-1]) in _FIGURE_OF:
            return Heading(role=TableRole.TARGET)  # « Objectif » above « Valeur » and « Échéance »
        if bare_words(lines[-1]) in _YEAR_OF or (below and below.role is TableRole.DEADLINE):
            return Heading(role=TableRole.DEADLINE)
    whole = heading_of(words.replace("\n", " "))
    if whole is not None and not whole.is_year_alone:
        return whole
    return next((part for part in parts if not part.is_year_alone), whole or next(iter(parts), None))


_AIMS = frozenset({"objectif", "objectifs", "cible", "cibles", "objectif vise", "target", "targets", "objective"})
_FIGURE_OF = frozenset({"valeur", "value", "niveau", "chiffre", "montant", "valeur cible"})
_YEAR_OF = frozenset({"annee", "an", "date", "millesime", "year"})


def _settled(columns: tuple[TableColumn, ...], corrected: frozenset[int]) -> tuple[TableColumn, ...]:
    """Words that say little take their meaning from their neighbours: an « Objectif » after the indicator is a target."""
    indicator = next((column.rank for column in columns if column.role is TableRole.INDICATOR), None)
    goals = [column for column in columns if column.role is TableRole.OPERATIONAL and column.rank not in corrected]
    found = {column.role for column in columns}
    changes: dict[int, TableRole] = {}
    for column in goals:
        is_bare = _BARE_AIM.match(bare_words(column.words)) is not None
        if is_bare and indicator is not None and column.rank > indicator and TableRole.TARGET not in found:
            changes[column.rank] = TableRole.TARGET
    changes |= {column.rank: TableRole.OPERATIONAL for column in _expected(columns, indicator, corrected)}
    left = [column for column in goals if column.rank not in changes]
    if len(left) > 1 and TableRole.STRATEGIC not in found:
        changes[left[0].rank] = TableRole.STRATEGIC
    if not found & {TableRole.BASELINE, TableRole.RESULT} and TableRole.TARGET in found | set(changes.values()):
        changes |= {column.rank: TableRole.BASELINE for column in _advance(columns, corrected)}
    if TableRole.THEME not in found:
        changes |= {axis.rank: TableRole.THEME for axis in _axes(columns, corrected)[:1]}
    return tuple(_changed(column, changes.get(column.rank)) for column in columns)


_BARE_AIM = re.compile(r"(?:objectifs?|objectives?)\b(?!.*\b(?:operation|strategi|specifi|genera))")


def _expected(
    columns: tuple[TableColumn, ...], indicator: int | None, corrected: frozenset[int]
) -> Iterator[TableColumn]:
    """« Résultat attendu » before the indicator, where another column holds the target: what the action is for."""
    targets = [column for column in columns if column.role is TableRole.TARGET]
    for column in targets:
        is_words = (
            re.fullmatch(r"(?:les )?(?:resultats?|effets?|impacts?) attendus?", bare_words(column.words)) is not None
        )
        is_before = indicator is not None and column.rank < indicator and column.rank not in corrected
        if is_words and is_before and len(targets) > 1:
            yield column


def _advance(columns: tuple[TableColumn, ...], corrected: frozenset[int]) -> tuple[TableColumn, ...]:
    """« État d’avancement » beside a target, where nothing else says where one stands."""
    asides = [column for column in columns if column.role is TableRole.ASIDE and column.rank not in corrected]
    return tuple(column for column in asides if re.search(r"\bavancement\b", bare_words(column.words)))[:1]


def _axes(columns: tuple[TableColumn, ...], corrected: frozenset[int]) -> list[TableColumn]:
    """Strategic columns that are called an axis, a pillar, an orientation: the themes of a table that names none."""
    strategic = [column for column in columns if column.role is TableRole.STRATEGIC and column.rank not in corrected]
    words = ("axe", "axes", "pilier", "piliers", "orientation", "orientations", "enjeu", "enjeux", "ambition")
    return [column for column in strategic if bare_words(column.words).split()[0] in words]


def _changed(column: TableColumn, role: TableRole | None) -> TableColumn:
    if role is None or column.heading is None:
        return column
    return replace(column, heading=replace(column.heading, role=role))


def repeats(line: TableLine, header: Sequence[TableLine]) -> bool:
    """Whether *line* says again what one of the *header* lines says, as at the top of a new page."""
    said = [bare_words(box.text) for box in line.boxes if not box.is_blank]
    return len(said) >= _FEWEST and any(
        said == [bare_words(box.text) for box in each.boxes if not box.is_blank] for each in header
    )
