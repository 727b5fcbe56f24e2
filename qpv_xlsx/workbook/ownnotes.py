"""The notes that a correction workbook hangs on faulty cells: written so that reading knows them from a respondent's."""

import re
from dataclasses import replace

from qpv_xlsx.messages.wordbook import LANGUAGES, label
from qpv_xlsx.spreadsheet.book import Book, Cell, Grid


def as_own_note(text: str, language: str) -> str:
    """*text* between our opening and closing words."""
    return "\n".join(
        (label(language, "collection", "note_opening"), text, label(language, "collection", "note_closing"))
    )


def without_own_notes(book: Book) -> Book:
    """*book* with only the words that respondents put in notes."""
    return replace(book, grids=tuple(_cleaned(grid) for grid in book.grids))


def respondents_words(note: str) -> str:
    """What is left of a note once ours is taken out of it, in whatever language."""
    for language in LANGUAGES:
        opening, closing = (re.escape(label(language, "collection", f"note_{end}")) for end in ("opening", "closing"))
        note = re.sub(rf"\s*{opening}.*?{closing}\s*", "\n", note, flags=re.DOTALL)
    return note.strip()


def _cleaned(grid: Grid) -> Grid:
    noted: dict[tuple[int, int], Cell] = {
        spot: cell._replace(note=respondents_words(cell.note)) for spot, cell in grid.cells.items() if cell.note
    }
    return replace(grid, cells={**grid.cells, **noted}) if noted else grid
