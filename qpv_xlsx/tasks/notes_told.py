"""The comments that hang on cells of imported tables: those kept with an indicator, and those that no indicator has."""

from collections.abc import Iterator, Sequence

from qpv_xlsx.domain.official.entries import UnderstoodPage
from qpv_xlsx.domain.official.picture import TableLine
from qpv_xlsx.domain.official.rows import Fate
from qpv_xlsx.domain.spelling import cut_to
from qpv_xlsx.spreadsheet.book import column_letters
from qpv_xlsx.tables import Remark

_SHOWN = 200  # characters of a note on screen


def notes_told(pages: Sequence[UnderstoodPage], kept: Sequence[UnderstoodPage]) -> Iterator[Remark]:
    """One remark with the places of the notes kept; one for each of the others, with its words: nobody else will tell them."""
    places = tuple(place for page in kept for line in _indicators(page) for place, _ in _notes(page, line))
    if places:
        yield Remark(code="import_notes_kept", facts={"places": places, "count": len(places)})
    for page in pages:
        read = {line.place for line in _indicators(page)} if page in kept else set()
        for line in page.page.lines:
            if line.place not in read:
                for place, words in _notes(page, line, with_ignored=True):
                    yield Remark(code="import_note_aside", facts={"place": place, "words": cut_to(words, _SHOWN)})


def _indicators(page: UnderstoodPage) -> Iterator[TableLine]:
    return (row.line for row in page.rows if row.fate is Fate.READ)


def _notes(page: UnderstoodPage, line: TableLine, *, with_ignored: bool = False) -> Iterator[tuple[str, str]]:
    """Each note with its place: « Actions!C4 »."""
    columns = page.header.columns if page.header else ()
    ignored = set() if with_ignored else {column.rank for column in columns if column.is_ignored}
    sheet, _, row = line.place.rpartition(", ligne ")
    for rank, box in enumerate(line.boxes):
        if box.note and rank not in ignored:
            yield f"{sheet}!{column_letters(rank + 1)}{row}", " ".join(box.note.split())
