"""Reads ``decisions.xlsx`` back: sheets and columns by their words in any language, rows by key, never by position."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.deciding.lines import Offer
from qpv_xlsx.domain.deciding.notes import NoteKind
from qpv_xlsx.domain.findings import CampaignError, Code
from qpv_xlsx.domain.spelling import folded
from qpv_xlsx.messages.decided_words import offer_words
from qpv_xlsx.messages.wordbook import LANGUAGES, label
from qpv_xlsx.spreadsheet.book import Book, Cell, FormatKind, Grid, address
from qpv_xlsx.spreadsheet.header_row import find_header_row
from qpv_xlsx.spreadsheet.opening.door import open_book
from qpv_xlsx.workbook.decisions.filled import FilledDecisions, FilledLine, FilledNote, FilledQuestion, mark_of
from qpv_xlsx.workbook.decisions.layout_of_decisions import (
    COMMITTEE,
    COMMITTEE_COLUMNS,
    DECIDED,
    DECIDED_COLUMNS,
    MARKS,
    MEMORY_COLUMN,
    QUESTIONS,
    QUESTIONS_COLUMNS,
    TO_DECIDE,
    DecisionColumn,
    letters,
    lines_columns,
)
from qpv_xlsx.workbook.decisions.questions_sheet import perimeter_named

_MOST = 10  # rivals that a copy may show
_EMPTY = Cell(value=None)
_CAMPAIGN_ROW, _FIRST_ACT_ROW = 1, 3
_NOTES = ("appraisal", "committee_comment")  # in the order of NoteKind
_ENTRIES = ("choice", "value", "situation", "scope", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """One sheet, its columns found by their headers."""

    grid: Grid
    header_row: int
    columns: Mapping[str, int]

    def rows(self) -> Iterator[int]:
        below = {row for row, _ in self.grid.cells if row > self.header_row}
        return iter(sorted(below))

    def text(self, row: int, name: str) -> str:
        column = self.columns.get(name)
        return cell_text(self.grid.cells.get((row, column), _EMPTY)) if column else ""

    def place(self, row: int, name: str) -> str:
        return f"{self.grid.name}!{address(row, self.columns.get(name, 1))}"


def read_decisions(content: bytes, name: str) -> FilledDecisions:
    """What a copy says. Raises CampaignError for a file that cannot be read, or that is no copy of it."""
    book, findings = open_book(content, Limits())
    if book is None:
        is_locked = findings[0].code is Code.F02
        raise CampaignError("decisions_locked" if is_locked else "decisions_unreadable", path=name)
    lines = _table(book, TO_DECIDE, lines_columns(_MOST))
    acts = _table(book, DECIDED, DECIDED_COLUMNS)
    notes = _table(book, COMMITTEE, COMMITTEE_COLUMNS)
    questions = _table(book, QUESTIONS, QUESTIONS_COLUMNS)
    if lines is None and acts is None:
        raise CampaignError("decisions_not_ours", path=name)
    campaign, shown, remembered = _marks(book)
    tables = {TO_DECIDE: lines, DECIDED: acts, COMMITTEE: notes}
    return FilledDecisions(
        name=name,
        campaign=campaign,
        lines=tuple(_lines(lines)) if lines else (),
        cleared=tuple(_cleared(acts, shown)) if acts else (),
        notes=tuple(_notes(notes)) if notes else (),
        questions=tuple(_questions(questions)) if questions else (),
        missing=tuple(key for key, table in tables.items() if table is None),
        remembered=remembered,
    )


def cell_text(cell: Cell) -> str:
    """What a person sees in a cell: figures in the cell's own format, with a decimal comma."""
    match cell.value:
        case None:
            return ""
        case str(text):
            return text.strip()  # words for the committee keep their own apostrophes and dashes
        case bool():
            return "VRAI" if cell.value else "FAUX"
        case int() | float():
            return _number_text(float(cell.value), cell)
    return str(cell.value)


def _number_text(number: float, cell: Cell) -> str:
    """All the digits that were typed; the format only says whether it is a percentage."""
    if cell.format_kind is FormatKind.PERCENT:
        return f"{number * 100:.12g}".replace(".", ",") + "\u00a0%"
    return f"{number:.15g}".replace(".", ",")


def _table(book: Book, name: str, columns: Sequence[DecisionColumn]) -> _Table | None:
    """The sheet whose headers are those of *columns*, by its name first; a sheet that was renamed is found all the same."""
    names = {folded(label(language, "decisions", name)) for language in LANGUAGES}
    visible = sorted(book.grids, key=lambda grid: folded(grid.name) not in names)
    for grid in visible:
        found = _headers(grid, columns)
        if found is not None:
            return found
    return None


def _headers(grid: Grid, columns: Sequence[DecisionColumn]) -> _Table | None:
    by_header = {folded(column.header(language)): column.name for column in columns for language in LANGUAGES}
    needed = {column.name for column in columns if column.is_entry} | {"key"}
    found = find_header_row(grid, lambda words: by_header.get(folded(words)))
    if found is None or not needed <= found.number_by_name.keys():
        return None
    return _Table(grid=grid, header_row=found.row, columns=found.number_by_name)


def _lines(table: _Table) -> Iterator[FilledLine]:
    for row in table.rows():
        said = {name: table.text(row, name) for name in _ENTRIES}
        if not any(said.values()):
            continue
        mark, *files = table.text(row, "shown").split() or [""]
        offer, letter = _offer(said["choice"])
        number = letters(_MOST).find(letter) if letter else -1
        yield FilledLine(
            key=table.text(row, "key"),
            place=table.place(row, "choice"),
            words=said["choice"],
            offer=offer,
            sha256=files[number] if 0 <= number < len(files) else "",
            value=said["value"],
            situation=said["situation"],
            scope=said["scope"],
            reason=said["reason"],
            mark=mark,
        )


def _offer(words: str) -> tuple[Offer | None, str]:
    """The offer that the words stand for, in any language, and its letter; « lu, sans suite » is « lu sans suite »."""
    wanted = _bare(words)
    for language in LANGUAGES:
        for offer in Offer:
            for letter in letters(_MOST) if offer is Offer.KEEP else ("",):
                if wanted == _bare(offer_words(offer, language, letter)):
                    return offer, letter
    return None, ""


def _bare(words: str) -> str:
    """*words* for comparing, whatever their commas and dashes."""
    return " ".join(folded(words).replace(",", " ").replace("–", " ").replace("-", " ").split())


def _marks(book: Book) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The campaign, the acts that the copy showed, and the decisions it remembers; nothing where the hidden sheet was lost."""
    names = {folded(label(language, "decisions", MARKS)) for language in LANGUAGES}
    grid = next((grid for grid in book.grids if folded(grid.name) in names), None)
    if grid is None:
        return "", (), ()
    texts = {row: cell_text(cell) for (row, column), cell in grid.cells.items() if column == 1}
    acts = tuple(text for row, text in sorted(texts.items()) if row >= _FIRST_ACT_ROW)
    return texts.get(_CAMPAIGN_ROW, ""), acts, tuple(_remembered(grid))


def _remembered(grid: Grid) -> Iterator[str]:
    """Each row's text, in as many cells as it needed."""
    parts: dict[int, list[str]] = {}
    for (row, column), cell in sorted(grid.cells.items()):
        if column >= MEMORY_COLUMN and isinstance(cell.value, str):
            parts.setdefault(row, []).append(cell.value)
    yield from map("".join, parts.values())


def _cleared(table: _Table, shown: tuple[str, ...]) -> Iterator[str]:
    """Acts whose « Décision prise » was emptied, and those that the copy showed and that are no longer there."""
    there: set[str] = set()
    for row in table.rows():
        key = table.text(row, "key")
        if key:
            there.add(key)
            if not table.text(row, "decided"):
                yield key
    yield from (key for key in shown if key not in there)


def _notes(table: _Table) -> Iterator[FilledNote]:
    for row in table.rows():
        marks = table.text(row, "shown").split()
        for number, (kind, name) in enumerate(zip(NoteKind, _NOTES, strict=True)):
            yield FilledNote(
                measure=table.text(row, "key"),
                kind=kind,
                words=table.text(row, name),
                place=table.place(row, name),
                shown=marks[number] if len(marks) == len(_NOTES) else "",
            )


def _questions(table: _Table) -> Iterator[FilledQuestion]:
    """Rows of which the mark is still there: without it, nobody can tell what was written since."""
    for row in table.rows():
        words, perimeter = table.text(row, "answer"), table.text(row, "start_perimeter")
        known = perimeter_named(perimeter) if perimeter else None
        key, shown = table.text(row, "key"), table.text(row, "shown")
        if key:
            yield FilledQuestion(
                key=key,
                words=" ".join(words.split()),
                perimeter=perimeter,
                place=table.place(row, "answer"),
                mark=mark_of(f"{' '.join(words.split())}\n{known or perimeter}"),
                shown=shown,
            )
