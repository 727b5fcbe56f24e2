"""Links of a sheet to files beside the workbook, held in a few bytes each: a country's lead to thousands of masters, each from many lines."""

from array import array
from collections.abc import Iterator
from functools import lru_cache

from xlsxwriter.url import Url

from qpv_xlsx.spreadsheet.book import address
from qpv_xlsx.spreadsheet.strictness import PenError

_MOST = 65_530  # on one sheet, for Excel
_LONGEST = 2_079  # characters of a path, for Excel

Relation = tuple[str, str, str]
"""What XlsxWriter keeps of a link of a sheet: its sort, where it leads, and that this is elsewhere."""


class FileLinks:
    """Links in the order of rows and columns, both counted from 0."""

    def __init__(self) -> None:
        self._rows, self._columns = array("l"), array("l")
        self._relations: list[Relation] = []

    def __len__(self) -> int:
        return len(self._relations)

    def add(self, row: int, column: int, path: str) -> None:
        """A link after all others. *path*: percent-encoded where it needs to be."""
        is_after = not self._relations or (self._rows[-1], self._columns[-1]) < (row, column)
        if len(self) == _MOST or not is_after:
            raise PenError("link", address(row + 1, column + 1), path)
        self._relations.append(_relation(path))
        self._rows.append(row)
        self._columns.append(column)

    def told(self, before: int) -> Iterator[tuple[str, Relation]]:
        """Each link as the sheet holds it, and its relation, which is numbered from *before* on."""
        places = zip(self._rows, self._columns, self._relations, strict=True)
        for number, (row, column, relation) in enumerate(places, start=before + 1):
            yield f'<hyperlink ref="{address(row + 1, column + 1)}" r:id="rId{number}"/>', relation


@lru_cache(maxsize=65_536)  # the same object for all lines that lead to the same file
def _relation(path: str) -> Relation:
    url = Url(f"external:{path}")
    if url._anchor or len(path) > _LONGEST:  # noqa: SLF001  (XlsxWriter offers no other way)
        raise PenError("link", path)
    return "/hyperlink", url._target(), "External"  # noqa: SLF001  (XlsxWriter offers no other way)
