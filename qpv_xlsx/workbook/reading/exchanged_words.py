"""Comments and sources on each other's column: both are words, and only the whole of the two columns tells."""

import re
from collections.abc import Iterator, Mapping, Sequence

from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.findings import Code, Finding, Place, Severity, finding
from qpv_xlsx.domain.spelling import folded
from qpv_xlsx.spreadsheet.book import Cell, Grid, address
from qpv_xlsx.workbook.layout import Column, headers
from qpv_xlsx.workbook.reading.block import is_filled

_ENOUGH = 4  # filled cells in each column
_HALF = 0.5  # of the comments, at least, name a source
_MORE = 0.3  # and by so much more of them than of the sources: of 2 500 invented columns 8 told wrongly, of those exchanged 77 %
_LONGEST = 6  # words of the name of a source
_NAMES = re.compile(  # what sources are called; an abbreviation in capitals is one too
    r"(si|s\.i\.|base|bdd|fichiers?|registres?|enquetes?|recensement|bilans?|rapports?|tableaux?|tdb|statistiques?|stats?"
    r"|observatoire|logiciel|extractions?|requete|export|applicatif|systeme|releves?|comptage|rectorat|prefecture"
    r"|mission locale|missions locales|france travail|pole emploi|source|services?|direction|dossiers?)\b"
)
_ACRONYM = re.compile(r"[A-ZÉ][A-ZÉ0-9-]{1,9}( (19|20)\d\d)?")


def said_of_words(grid: Grid, header_row: int, entries: Mapping[int, Column], rows: Sequence[int]) -> Iterator[Finding]:
    """S02 at the header of the comments, where they name sources and the sources do not."""
    numbers = {column.field: number for number, column in entries.items() if not column.quartier}
    comments, sources = numbers.get(Field.COMMENT), numbers.get(Field.SOURCE)
    if comments is None or sources is None:
        return
    said, told = (_share_of_sources(grid, rows, number) for number in (comments, sources))
    if said is not None and told is not None and said >= _HALF and said - told >= _MORE:
        yield finding(
            Code.S02,
            case="exchanged_words",
            severity=Severity.WARNING,
            place=Place(sheet=grid.name, cell=address(header_row, comments)),
            column=headers(entries[comments]),
            source=headers(entries[sources]),
        )


def _share_of_sources(grid: Grid, rows: Sequence[int], number: int) -> float | None:
    """How many of the filled cells of a column name a source; None where too few are filled."""
    cells = [cell for row in rows if (cell := grid.cells.get((row, number))) is not None and is_filled(cell)]
    return sum(map(_names_source, cells)) / len(cells) if len(cells) >= _ENOUGH else None


def _names_source(cell: Cell) -> bool:
    words = str(cell.value).strip()
    if len(words.split()) > _LONGEST:
        return False
    return _ACRONYM.fullmatch(words) is not None or _NAMES.match(folded(words)) is not None
