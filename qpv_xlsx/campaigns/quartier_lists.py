"""A list of quartiers from a file: .csv, .xlsx, .ods or .xls; of a national list, the communes or quartiers asked for."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.spreadsheet.book import CellValue, Grid
from qpv_xlsx.spreadsheet.opening.door import open_book

Rows = Sequence[Sequence[str]]
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """A row of the file. *number*: from 1, as the person sees it."""

    number: int
    cells: tuple[str, ...]


def rows_of(content: bytes, file: str) -> tuple[ListRow, ...]:
    """The rows that hold something. Raises CampaignError for a workbook that cannot be opened."""
    rows = _of_workbook(content, file) if content.startswith(_WORKBOOKS) else _of_text(content)
    return tuple(row for row in rows if any(cell.strip() for cell in row.cells))


def _of_text(content: bytes) -> tuple[ListRow, ...]:
    text = _decoded(content)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    return tuple(ListRow(number=number, cells=tuple(cells)) for number, cells in enumerate(table, start=1))


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16") if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig",):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    start = text.lstrip().split("\n", 1)[0]
    return max((";", "\t", ","), key=start.count)


def _of_workbook(content: bytes, file: str) -> tuple[ListRow, ...]:
    """The sheet with most in it: the others are notes."""
    book, findings = open_book(content, Limits())
    if book is None:
        reason = next((str(finding.code) for finding in findings), "")
        raise CampaignError("geography_unreadable", file=file, reason=reason)
    return _of_grid(max(book.grids, key=lambda grid: len(grid.cells)))


def _of_grid(grid: Grid) -> tuple[ListRow, ...]:
    width = max((column for _, column in grid.cells), default=0)
    return tuple(
        ListRow(
            number=row,
            cells=tuple(
                _words(cell.value) if (cell := grid.cells.get((row, column))) else "" for column in range(1, width + 1)
            ),
        )
        for row in sorted({row for row, _ in grid.cells})
    )


def _words(value: CellValue) -> str:
    """A code that the program made a number of is whole again: 75056, not 75056.0."""
    if value is None or isinstance(value, bool):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


_WHOLE_CITIES = {
    "75056": "751",
    "69123": "6938",
    "13055": "132",
}  # Paris, Lyon, Marseille: arrondissements have codes too
_CODE = re.compile(r"[0-9][0-9AB][0-9]{3}")


def is_of_commune(said: str, asked: str) -> bool:
    """Whether the INSEE codes of a cell (« 93001, 93066 ») are those of the commune *asked*; 1004 is 01004."""
    codes = _CODE.findall(re.sub(r"(?<!\d)\d{4}(?!\d)", lambda match: f"0{match[0]}", said.upper()))
    own = asked.upper().zfill(5)
    return any(code == own or code.startswith(_WHOLE_CITIES.get(own, own)) for code in codes)
