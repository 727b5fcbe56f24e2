"""Which row answers which measure: by its code at the left and by the key that travels with the answers, as the block tells."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.findings import Code, Finding, Place, Severity, finding
from qpv_xlsx.domain.wording import bare_words, first_line, is_beginning
from qpv_xlsx.spreadsheet.book import Grid, address
from qpv_xlsx.workbook.layout import FIRST_ROW, headers
from qpv_xlsx.workbook.reading.across import said_of_across
from qpv_xlsx.workbook.reading.block import Block, Seen
from qpv_xlsx.workbook.reading.evidence import RowStory, Told, story_of
from qpv_xlsx.workbook.reading.headers import Columns
from qpv_xlsx.workbook.reading.homes import Homes, homes_of
from qpv_xlsx.workbook.reading.telling_homes import said_of_homes

_CODE = re.compile(r"\s*[A-Za-z]{2,5}-\d")  # as measures of any campaign have


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row that answers *measure*. *labelled*: the measure whose texts stand at the left, when the answers were moved."""

    number: int
    measure: str
    labelled: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows recognised on one sheet, and the codes of rows that are not ours, by row number.

    *undecided*: rows whose answers may be those of two measures, by row number; nothing is taken from them.
    *doubted*: the measures whose answers may stand there.
    """

    rows: tuple[Row, ...]
    unknown: Mapping[int, str]
    findings: tuple[Finding, ...]
    undecided: Mapping[int, str] = field(default_factory=dict)
    doubted: frozenset[str] = frozenset()
    homes: Homes = field(default_factory=Homes)


def find_rows(grid: Grid, columns: Columns, measures: Sequence[Measure], campaign: Campaign) -> Rows:
    """Recognise the rows of *grid*, in sheet order."""
    seen, unknown = _seen_rows(grid, columns, measures)
    block = Block(
        grid=grid,
        columns=columns.entries,
        key=columns.number_of("key"),
        code=columns.number_of("code"),
        measures=measures,
        campaign=campaign,
    )
    homes = homes_of(seen, block)
    is_apart = bool(homes) and any(row.differs for row in seen)  # the key is one of the columns that were moved
    told = Told(story=RowStory.NOTHING) if is_apart else story_of(seen, block.without(homes.columns))
    undecided = tuple(row for row in seen if row.labelled and _is_undecided(row, told))
    rows = tuple(_row(row, told) for row in seen if row not in undecided)
    return Rows(
        rows=rows,
        unknown=unknown,
        undecided={row.number: row.labelled or "" for row in undecided},
        doubted=frozenset(code for row in undecided for code in (row.labelled, row.travelled) if code),
        homes=homes,
        findings=(
            *_said(grid, rows, undecided, unknown, measures),
            *_said_of_story(told, seen, block),
            *(said_of_across(seen, block) if told.story is RowStory.NOTHING else ()),
            *said_of_homes(grid, {row.number: row.labelled for row in rows}, homes),
        ),
    )


def _is_undecided(row: Seen, told: Told) -> bool:
    return told.story is RowStory.SHUFFLED or (told.story is RowStory.UNDECIDED and row.differs)


def _row(row: Seen, told: Told) -> Row:
    first, second = row.labelled, row.travelled
    if told.story is RowStory.SORTED:
        first, second = second, first
    return Row(number=row.number, measure=first or second or "", labelled=row.labelled or row.travelled or "")


_SAID_OF_ROWS: Mapping[RowStory, str] = MappingProxyType(
    {
        RowStory.SORTED: "sorted_back",
        RowStory.CODES: "codes_sorted",
        RowStory.MOVED: "pasted",
        RowStory.UNDECIDED: "undecided",
        RowStory.SHUFFLED: "shuffled",
        RowStory.ORDERED: "ordered",
    }
)


def _said_of_story(told: Told, seen: Sequence[Seen], block: Block) -> Iterator[Finding]:
    """S07 at every row that is concerned, with both readings."""
    if told.story not in _SAID_OF_ROWS:
        return
    column = block.columns.get(told.column or 0)
    for row in seen:
        if not row.labelled or not (row.differs or told.story in {RowStory.SHUFFLED, RowStory.ORDERED}):
            continue
        cells = [number for number in block.columns if (row.number, number) in block.grid.cells]
        yield finding(
            Code.S07,
            case=_SAID_OF_ROWS[told.story],
            place=place_of(block.grid, row.number, min(cells or block.columns)),
            severity=_severity(told),
            measure=row.travelled if told.story is RowStory.SORTED else row.labelled,
            row=row.number,
            facing=row.labelled,
            source=row.travelled or "",
            column=headers(column) if column else "",
        )


def _severity(told: Told) -> Severity:
    if told.story in {RowStory.UNDECIDED, RowStory.SHUFFLED}:
        return Severity.ERROR
    is_sure = told.story in {RowStory.SORTED, RowStory.CODES} and told.is_confirmed
    return Severity.INFO if is_sure else Severity.WARNING


def _seen_rows(
    grid: Grid,
    columns: Columns,
    measures: Sequence[Measure],
) -> tuple[tuple[Seen, ...], Mapping[int, str]]:
    """Rows that name a measure, and the codes of those that name none of ours."""
    seen: list[Seen] = []
    unknown: dict[int, str] = {}
    known = {bare_words(code): one.code for one in measures for code in (*one.former_codes, one.code)}
    codes_by_label = _codes_by_label(measures)
    codes, keys, labels = columns.naming
    for number in _table_rows(grid, columns):
        code = _text(grid, number, codes)
        travelled = known.get(bare_words(_text(grid, number, keys)))
        labelled = known.get(bare_words(code))
        if labelled is None and not _CODE.match(code):  # a row with another's code answers another's measure
            labelled = _labelled(_text(grid, number, labels), codes_by_label)
        if travelled or labelled:
            seen.append(Seen(number=number, travelled=travelled, labelled=labelled))
        elif code:
            unknown[number] = code
    visible = {row.labelled for row in seen}
    orphans = {row.number for row in seen if not row.labelled and row.travelled in visible}  # answers left outside
    return tuple(row for row in seen if row.number not in orphans), unknown


def _labelled(text: str, codes_by_label: Mapping[str, Sequence[str]]) -> str | None:
    """The measure whose label stands in *text*, whole or, where room lacked, its beginning; None where several say so."""
    begun = (code for label, codes in codes_by_label.items() if is_beginning(text, label) for code in codes)
    found = codes_by_label.get(first_line(text)) or tuple(begun)
    return found[0] if len(found) == 1 else None


def _codes_by_label(measures: Sequence[Measure]) -> Mapping[str, Sequence[str]]:
    """Codes by label: one where the label tells a measure from all others."""
    codes: dict[str, list[str]] = {}
    for measure in measures:
        if label := bare_words(measure.label):
            codes.setdefault(label, []).append(measure.code)
    return codes


def _table_rows(grid: Grid, columns: Columns) -> list[int]:
    below = max(columns.header_row, columns.key_row or 0)
    return sorted({row for row, _ in grid.cells if row > below})


def _text(grid: Grid, row: int, column: int | None) -> str:
    cell = grid.cells.get((row, column)) if column else None
    return cell.value if cell is not None and isinstance(cell.value, str) else ""


def _said(
    grid: Grid,
    rows: Sequence[Row],
    undecided: Sequence[Seen],
    unknown: Mapping[int, str],
    measures: Sequence[Measure],
) -> Iterator[Finding]:
    sheet = Place(sheet=grid.name)
    found = dict.fromkeys(row.labelled for row in rows)  # a row present twice is told apart (S04)
    present = {row.measure for row in rows} | {row.labelled for row in undecided}
    for measure in measures:
        if measure.code not in present:
            yield finding(Code.S03, place=sheet, measure=measure.code)
    order = [measure.code for measure in measures]
    ranks = [order.index(code) for code in found]
    if ranks != sorted(ranks):
        yield finding(Code.S07, place=sheet)
    elif not undecided and _is_spread(rows, unknown, len(measures)):
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
