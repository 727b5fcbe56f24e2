"""Which row answers which measure: by its code at the left and by the key that travels with the answers."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.findings import Code, Finding, Place, Severity, finding
from qpv_xlsx.domain.wording import first_line, plain
from qpv_xlsx.spreadsheet.book import Grid, address
from qpv_xlsx.workbook.layout import FIRST_ROW
from qpv_xlsx.workbook.reading.headers import Columns

_CODE = re.compile(r"\s*[A-Za-z]{2,5}-\d")  # as measures of any campaign have


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row that answers *measure*. *labelled*: the measure whose texts stand at the left, when the answers were moved."""

    number: int
    measure: str
    labelled: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows recognised on one sheet, and the codes of rows that are not ours, by row number."""

    rows: tuple[Row, ...]
    unknown: Mapping[int, str]
    findings: tuple[Finding, ...]


def find_rows(grid: Grid, columns: Columns, measures: Sequence[Measure]) -> Rows:
    """Recognise the rows of *grid*, in sheet order."""
    seen, unknown = _seen_rows(grid, columns, measures)
    pasted = _pasted(seen)
    rows = tuple(
        Row(
            number=row.number,
            measure=(row.labelled if row in pasted else None) or row.travelled or row.labelled or "",
            labelled=row.labelled or row.travelled or "",
        )
        for row in seen
    )
    return Rows(
        rows=rows, unknown=unknown, findings=(*_said(grid, rows, unknown, measures), *_said_of_pasted(grid, pasted))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What a row says of itself: the measure of the key that travels with the answers, and that of the texts at the left."""

    number: int
    travelled: str | None
    labelled: str | None


def _seen_rows(
    grid: Grid,
    columns: Columns,
    measures: Sequence[Measure],
) -> tuple[tuple[_Seen, ...], Mapping[int, str]]:
    """Rows that name a measure, and the codes of those that name none of ours."""
    seen: list[_Seen] = []
    unknown: dict[int, str] = {}
    known = {plain(measure.code): measure.code for measure in measures}
    by_label = _codes_by_label(measures)
    for number in _table_rows(grid, columns):
        code = _text(grid, number, columns.number_of("code"))
        travelled = known.get(plain(_text(grid, number, columns.number_of("key"))))
        labelled = known.get(plain(code))
        if labelled is None and not _CODE.match(code):  # a row with another's code answers another's measure
            labelled = by_label.get(first_line(_text(grid, number, columns.number_of("measure"))))
        if travelled or labelled:
            seen.append(_Seen(number=number, travelled=travelled, labelled=labelled))
        elif code:
            unknown[number] = code
    return tuple(seen), unknown


def _pasted(seen: Sequence[_Seen]) -> tuple[_Seen, ...]:
    """Rows whose key came along with answers that somebody copied, or cut, from another row and pasted there on purpose.

    After sorting, each key stands in another row; after pasting, the row it came from still has its own, or has none.
    """
    key_by_label = {row.labelled: row.travelled for row in seen}
    moved = tuple(row for row in seen if row.travelled and row.labelled and row.travelled != row.labelled)
    is_pasted = all(key_by_label.get(row.travelled, "") in {row.travelled, None} for row in moved)
    return moved if is_pasted else ()


def _said_of_pasted(grid: Grid, pasted: Sequence[_Seen]) -> Iterator[Finding]:
    for row in pasted:
        yield finding(
            Code.S07,
            case="pasted",
            place=Place(sheet=grid.name),
            severity=Severity.WARNING,
            measure=row.labelled,
            row=row.number,
            source=row.travelled,
        )


def _codes_by_label(measures: Sequence[Measure]) -> dict[str, str]:
    """Codes by label, where the label tells one measure from all others."""
    labels = Counter(plain(measure.label) for measure in measures)
    return {
        plain(measure.label): measure.code
        for measure in measures
        if measure.label and labels[plain(measure.label)] == 1
    }


def _table_rows(grid: Grid, columns: Columns) -> list[int]:
    below = max(columns.header_row, columns.key_row or 0)
    return sorted({row for row, _ in grid.cells if row > below})


def _text(grid: Grid, row: int, column: int | None) -> str:
    cell = grid.cells.get((row, column)) if column else None
    return cell.value if cell is not None and isinstance(cell.value, str) else ""


def _said(
    grid: Grid,
    rows: Sequence[Row],
    unknown: Mapping[int, str],
    measures: Sequence[Measure],
) -> Iterator[Finding]:
    sheet = Place(sheet=grid.name)
    found = dict.fromkeys(row.labelled for row in rows)  # a row present twice is told apart (S04)
    present = {row.measure for row in rows}
    for measure in measures:
        if measure.code not in present:
            yield finding(Code.S03, place=sheet, measure=measure.code)
    order = [measure.code for measure in measures]
    ranks = [order.index(code) for code in found]
    if ranks != sorted(ranks):
        yield finding(Code.S07, place=sheet)
    moved = [row for row in rows if row.labelled != row.measure]
    if moved:
        where = tuple(str(row.number) for row in moved)
        yield finding(Code.S07, place=sheet, severity=Severity.WARNING, case="entries", rows=where)
    elif ranks == sorted(ranks) and _is_spread(rows, unknown, len(measures)):
        yield finding(Code.S08, place=sheet, case="rows" if rows[0].number >= FIRST_ROW else "")


def _is_spread(rows: Sequence[Row], unknown: Mapping[int, str], expected: int) -> bool:
    """Whether rows were inserted: the table does not start where it did, or has holes."""
    if not rows:
        return False
    first, last = rows[0].number, rows[-1].number
    return first != FIRST_ROW or last - first + 1 > max(expected, len(rows) + len(unknown))


def place_of(grid: Grid, row: int, column: int) -> Place:
    """The place of a cell counted from 1."""
    return Place(sheet=grid.name, cell=address(row, column))
