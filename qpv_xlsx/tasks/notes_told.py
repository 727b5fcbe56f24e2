"""The comments that hang on cells of imported tables: those kept with an indicator, and those that no indicator has."""

from collections.abc import Iterator, Sequence

from qpv_xlsx.domain.official.entries import UnderstoodPage
from qpv_xlsx.domain.official.rows import Fate
from qpv_xlsx.domain.spelling import cut_to
from qpv_xlsx.spreadsheet.book import column_letters
from qpv_xlsx.tables import Remark

_SHOWN = 200  # characters of a note on screen


def notes_told(pages: Sequence[UnderstoodPage], kept: Sequence[UnderstoodPage]) -> Iterator[Remark]:
    """One remark with the places of the notes kept; one for each of the others, with its words: nobody else will tell them."""
    notes = [(place, words, is_kept) for page in pages for place, words, is_kept in _notes(page, is_read=page in kept)]
    places = tuple(place for place, _, is_kept in notes if is_kept)
    if places:
        yield Remark(code="import_notes_kept", facts={"places": places, "count": len(places)})
    for place, words, is_kept in notes:
        if not is_kept:
            yield Remark(code="import_note_aside", facts={"place": place, "words": cut_to(words, _SHOWN)})


def _notes(page: UnderstoodPage, *, is_read: bool) -> Iterator[tuple[str, str, bool]]:
    """Each note: its place (« Actions!C4 »), its words, and whether an indicator of a page that *is_read* keeps it."""
    indicators = {row.line.place for row in page.rows if row.fate is Fate.READ} if is_read else set()
    columns = page.header.columns if page.header else ()
    ignored = {column.rank for column in columns if column.is_ignored}
    for line in page.page.lines:
        sheet, _, number = line.place.rpartition(", ligne ")
        for rank, box in enumerate(line.boxes):
            if box.note:
                is_kept = line.place in indicators and rank not in ignored
                yield f"{sheet}!{column_letters(rank + 1)}{number}", " ".join(box.note.split()), is_kept
