"""Which column is which: by header in any language, by the hidden key row, and last by place between neighbours."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from qpv_xlsx.domain.contract.remembering import Same, remembered
from qpv_xlsx.domain.findings import Code, Finding, Place, Severity, finding
from qpv_xlsx.domain.wording import bare_words
from qpv_xlsx.spreadsheet.book import Grid, address
from qpv_xlsx.workbook.layout import Column, Layout, Role, headers, known_headers
from qpv_xlsx.workbook.reading.interpreting.typed import typed
from qpv_xlsx.workbook.reading.witnesses import heard, said_of_undecided

_TOP_ROWS = 80  # headers stand in row 4; rows may have been inserted above
_ENOUGH = 3  # headers that make a header row


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where the columns of a sheet stand. *column_at*: by column number; columns that are not ours are not in it.

    *undecided*: numbers of those that may be another, from which nothing is taken.
    """

    header_row: int
    key_row: int | None
    column_at: Mapping[int, Column]
    undecided: frozenset[int] = frozenset()
    findings: tuple[Finding, ...] = ()

    @property
    def entries(self) -> Mapping[int, Column]:
        """The columns where answers are read."""
        return {
            number: column
            for number, column in self.column_at.items()
            if column.is_entry and number not in self.undecided
        }

    def number_of(self, key: str) -> int | None:
        """Column number of a layout key, or None where the column is missing."""
        return next((number for number, column in self.column_at.items() if column.key == key), None)

    @property
    def naming(self) -> tuple[int | None, int | None, int | None]:
        """Column numbers of what names a row: its code, its hidden key, its measure in words."""
        return self.number_of("code"), self.number_of("key"), self.number_of("measure")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderWords:
    """What tells the columns of a *layout*: its headers as people mean them, those of two columns included, and its keys."""

    layout: Layout
    headers: frozenset[str]
    column_by_header: Mapping[str, Column]
    column_by_key: Mapping[str, Column]
    headers_by_key: Mapping[str, frozenset[str]]

    def tells(self, text: str) -> bool:
        """Whether *text* is a header or a key of one of its columns."""
        return text.strip() in self.column_by_key or bare_words(text) in self.headers


@remembered
def header_words(layout: Layout) -> HeaderWords:
    """The words to look for."""
    words_by_column = [(column, _plain_headers(Same(column))) for column in layout.known]
    return HeaderWords(
        layout=layout,
        headers=frozenset(words for _, several in words_by_column for words in several),
        column_by_header=_columns_by_header(words_by_column),
        column_by_key={column.key: column for column in layout.known},
        headers_by_key={column.key: several for column, several in words_by_column},
    )


def find_columns(grid: Grid, known: Iterable[HeaderWords], top: int = 1) -> tuple[Columns | None, ...]:
    """The columns of *grid* by each layout of *known*, whatever its version; None where it has no such header row.

    Headers are looked for from row *top* on.
    """
    rows = _top_rows(grid, top)
    return tuple(_columns_of(grid, rows, words) for words in known)


def _columns_of(grid: Grid, rows: Mapping[int, Mapping[int, str]], known: HeaderWords) -> Columns | None:
    layout, column_by_header, column_by_key = known.layout, known.column_by_header, known.column_by_key
    key_row = _best_row(rows, column_by_key.keys(), str.strip)
    header_row = _best_row({row: texts for row, texts in rows.items() if row != key_row}, known.headers, bare_words)
    if header_row is None and key_row is not None and len(rows.get(key_row + 1, {})) >= _ENOUGH:
        header_row = key_row + 1  # every header was reworded
    top_row = header_row or key_row
    if top_row is None:
        return None
    by_header = {
        number: column_by_header[bare_words(text)]
        for number, text in rows[top_row].items()
        if bare_words(text) in column_by_header
    }
    by_key = {
        number: column_by_key[text.strip()]
        for number, text in (rows[key_row] if key_row else {}).items()
        if text.strip() in column_by_key
    }
    told = heard(grid, top_row, by_header, by_key)
    column_at = _agree(told.by_header, told.by_key)
    order = _order(column_at, layout)
    guessed = _between_neighbours(column_at, order)
    everywhere = {**column_at, **guessed}
    findings = (
        *said_of_undecided(grid, top_row, told),
        *_said_of_guesses(grid, guessed, header_row),
        *_said_of_reworded(grid, header_row, column_at, known),
        *_said_of_missing(grid, everywhere, layout.columns),
        *_said_of_order(grid, everywhere, order, layout.known),
    )
    return Columns(
        header_row=top_row,
        key_row=key_row,
        column_at=everywhere,
        undecided=told.undecided,
        findings=findings,
    )


def _order(column_at: Mapping[int, Column], layout: Layout) -> tuple[Column, ...]:
    """The order of the version that wrote the sheet: the one whose neighbours still stand side by side; of equals the latest."""
    found = [column_at[number].key for number in sorted(column_at)]
    side_by_side = set(pairwise(found))

    def kept(order: tuple[Column, ...]) -> int:
        return sum(pair in side_by_side for pair in pairwise(column.key for column in order))

    return max((layout.columns, *layout.former), key=kept)


def _columns_by_header(words_by_column: Iterable[tuple[Column, frozenset[str]]]) -> dict[str, Column]:
    """Columns by header. A header that two of them have (quartiers « Évangile » and « Evangile ») tells neither."""
    columns_by_header: dict[str, list[Column]] = {}
    for column, several in words_by_column:
        for words in several:
            columns_by_header.setdefault(words, []).append(column)
    return {words: columns[0] for words, columns in columns_by_header.items() if len(columns) == 1}


@lru_cache(maxsize=256)  # those of a few territories: their respondents have the same columns
def _plain_headers(column: Same[Column]) -> frozenset[str]:
    return frozenset(bare_words(words) for words in known_headers(column.one))


def _top_rows(grid: Grid, top: int) -> dict[int, dict[int, str]]:
    rows: defaultdict[int, dict[int, str]] = defaultdict(dict)
    end = top + _TOP_ROWS
    for (row, column), cell in grid.cells.items():
        if top <= row < end and isinstance(value := cell.value, str):
            rows[row][column] = value
    return dict(rows)


def _best_row(rows: Mapping[int, Mapping[int, str]], known: Collection[str], read: Callable[[str], str]) -> int | None:
    """The row that holds most of the *known* words, the highest on the sheet of equals."""
    best, most = None, _ENOUGH - 1
    for row in sorted(rows):
        if len(rows[row]) <= most:
            continue
        found = len({said for text in rows[row].values() if (said := read(text)) in known})
        if found > most:
            best, most = row, found
    return best


def _agree(by_header: Mapping[int, Column], by_key: Mapping[int, Column]) -> dict[int, Column]:
    """What people saw counts first; a hidden key helps where a header was retyped. A column is found once."""
    column_at: dict[int, Column] = {}
    taken: set[str] = set()
    for source in (by_header, by_key):
        for number in sorted(source):
            if number not in column_at and source[number].key not in taken:
                column_at[number] = source[number]
                taken.add(source[number].key)
    return column_at


def _between_neighbours(column_at: Mapping[int, Column], layout: tuple[Column, ...]) -> dict[int, Column]:
    """Columns whose header says nothing, recognised because both neighbours stand where the layout has them."""
    number_by_key = {column.key: number for number, column in column_at.items()}
    guessed: dict[int, Column] = {}
    for before, column, after in zip(layout, layout[1:], layout[2:], strict=False):
        if column.key in number_by_key or before.key not in number_by_key or after.key not in number_by_key:
            continue
        left, right = number_by_key[before.key], number_by_key[after.key]
        if right - left == len((before, column)) and left + 1 not in column_at:
            guessed[left + 1] = column
    return guessed


def _said_of_guesses(grid: Grid, guessed: Mapping[int, Column], header_row: int | None) -> Iterator[Finding]:
    for number, column in guessed.items():
        yield finding(
            Code.S02,
            case="by_position",
            place=Place(sheet=grid.name, cell=address(header_row or 1, number)),
            column=headers(column),
        )


def _said_of_reworded(
    grid: Grid,
    header_row: int | None,
    column_at: Mapping[int, Column],
    known: HeaderWords,
) -> Iterator[Finding]:
    """Another header above a column that its hidden key tells: « Résultat 2016 » may be what stands under it."""
    reworded = {
        number: column
        for number, column in column_at.items()
        if (cell := grid.cells.get((header_row or 0, number))) is not None
        and _is_reworded(typed(cell), known.headers_by_key[column.key])
    }
    if len(reworded) > max(_ENOUGH, len(column_at) // 2):
        first = min(reworded)
        place = Place(sheet=grid.name, cell=address(header_row or 1, first))
        severity = Severity.WARNING if any(column.is_entry for column in reworded.values()) else None
        read = typed(grid.cells[header_row or 0, first])
        yield finding(Code.S06, case="headers", place=place, severity=severity, read=read, count=len(reworded))
        return
    for number, column in reworded.items():
        yield finding(
            Code.S06,
            case="header",
            place=Place(sheet=grid.name, cell=address(header_row or 1, number)),
            severity=Severity.WARNING if column.is_entry else None,
            read=typed(grid.cells[header_row or 0, number]),
            column=headers(column),
        )


def _is_reworded(words: str, known: frozenset[str]) -> bool:
    """Whether a header says something else, spaces apart."""
    said = bare_words(words)
    if said in known:
        return False
    return said.replace(" ", "") not in {"", *(one.replace(" ", "") for one in known)}


def _said_of_missing(grid: Grid, column_at: Mapping[int, Column], layout: tuple[Column, ...]) -> Iterator[Finding]:
    present = {column.key for column in column_at.values()}
    for column in layout:
        if column.key not in present and column.role in {Role.ENTRY, Role.CODE}:
            yield finding(
                Code.S02,
                place=Place(sheet=grid.name),
                severity=Severity.WARNING,
                column=headers(column),
            )


def _said_of_order(
    grid: Grid, column_at: Mapping[int, Column], order: tuple[Column, ...], known: tuple[Column, ...]
) -> Iterator[Finding]:
    """S08 for columns that were moved, or spread by others. A column that is no longer asked for has its place among *known*."""
    found = [column_at[number].key for number in sorted(column_at)]
    places = [column.key for column in (order if set(found) <= {column.key for column in order} else known)]
    is_moved = found != [key for key in places if key in set(found)]
    is_spread = max(column_at) - min(column_at) >= max(len(order), len(found))
    if is_moved or is_spread:
        yield finding(Code.S08, place=Place(sheet=grid.name), case="columns")
