"""What stands where no answer is expected: nothing a person wrote may be lost in silence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isclose

from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.findings import Code, Finding, Place, Severity, finding
from qpv_xlsx.domain.spelling import cut_to
from qpv_xlsx.domain.wording import bare_words, first_line, is_beginning
from qpv_xlsx.spreadsheet.book import Cell, Grid, Merge, address
from qpv_xlsx.workbook.layout import Column, Role, headers, known_headers
from qpv_xlsx.workbook.reading.drawings import find_drawn
from qpv_xlsx.workbook.reading.interpreting.typed import typed
from qpv_xlsx.workbook.reading.locating import FoundTable, Located
from qpv_xlsx.workbook.reading.ownwords import is_about, is_above_a_table, is_control
from qpv_xlsx.workbook.reading.rows import place_of

Locked = Mapping[tuple[str, str], frozenset[str]]
"""What a locked cell may say in one language or another, compared as people mean it, by (measure code, column key)."""

_NOTHING = Cell(value=None)
_WORDS = frozenset({Role.CODE, Role.OFFICIAL})


def find_strays(located: Located, locked: Locked) -> Iterator[Finding]:
    """S05, S06, S09, S12 and notes outside the entry cells, for every table."""
    for table in located.tables:
        yield from _unknown_rows(table)
        yield from _changed_texts(table, locked)
        yield from _above(table)
        yield from _outside(table, locked)
        yield from _displaced(table)
        yield from _merged(table)
        yield from find_drawn(table)
        yield from _notes(table)


def merged_away(table: FoundTable) -> frozenset[tuple[int, int]]:
    """Entry cells under a merge: their values cannot be trusted."""
    if not table.grid.merges:
        return frozenset()
    entries = _entry_cells(table)
    return frozenset(cell for merge in table.grid.merges for cell in _covered(merge, entries))


def read_as_typed(cell: Cell) -> str:
    """The content of a stray cell, short enough for a sentence."""
    text = cell.formula if cell.formula and cell.value is None else typed(cell) or cell.error
    text = " ".join((text or "").split())
    return cut_to(text, 80)


def is_blank(cell: Cell) -> bool:
    """Whether nobody sees anything in *cell*."""
    if cell.value is None:
        return cell.formula is None and not cell.error
    return isinstance(cell.value, str) and not cell.value.strip()


def _unknown_rows(table: FoundTable) -> Iterator[Finding]:
    if not table.rows.unknown:
        return
    entries = _entry_columns(table)
    code_column = table.columns.number_of("code") or 1
    repeated = {bare_words(words) for column in table.columns.column_at.values() for words in known_headers(column)}
    for row, code in table.rows.unknown.items():
        if bare_words(code) in repeated:  # the header row, as printing repeats it
            continue
        has_entries = any(
            not is_blank(cell) for column in entries if (cell := table.grid.cells.get((row, column))) is not None
        )
        yield finding(
            Code.S05,
            place=place_of(table.grid, row, code_column),
            severity=Severity.WARNING if has_entries else Severity.INFO,
            read=code,
            found=code,
        )


def _changed_texts(table: FoundTable, locked: Locked) -> Iterator[Finding]:
    """S06, once for each column in which texts were changed: all of them are often reworded at once."""
    for number, column in table.columns.column_at.items():
        if column.role not in _WORDS:
            continue
        changed = {
            row: cell
            for row in table.rows.rows
            if (cell := table.grid.cells.get((row.number, number))) is not None
            if (expected := locked.get((row.labelled, column.key))) is not None and not _is_same(cell, expected)
        }
        if changed:
            first = next(iter(changed))
            yield finding(
                Code.S06,
                case="texts" if len(changed) > 1 else "",
                place=place_of(table.grid, first.number, number),
                measure=first.labelled if len(changed) == 1 else None,
                read=read_as_typed(changed[first]),
                column=headers(column),
                count=len(changed),
                cells=tuple(address(row.number, number) for row in changed),
            )


def _is_same(cell: Cell, expected: frozenset[str]) -> bool:
    """Whether a locked cell says what it should, or, as our forms do where room lacks, the beginning of it."""
    text = str(cell.value)
    return first_line(text) in expected or any(is_beginning(text, whole) for whole in expected)


def _above(table: FoundTable) -> Iterator[Finding]:
    """S12: words above the table that are not ours, and beside its headers."""
    columns = table.columns
    bands = {bare_words(column.band) for column in columns.column_at.values()}
    for (number, column_number), cell in table.grid.cells.items():
        if number > columns.header_row or number == columns.key_row or is_blank(cell):
            continue
        if number == columns.header_row and column_number in columns.column_at:
            continue
        if not (_is_ours_above(cell) or bare_words(typed(cell)) in bands):
            place = place_of(table.grid, number, column_number)
            yield finding(Code.S12, place=place, read=read_as_typed(cell))


def _is_ours_above(cell: Cell) -> bool:
    """A text of ours; or a formula whose result a program did not keep, or kept as 0, as the progress above a table is."""
    if isinstance(cell.value, str):
        return is_above_a_table(cell.value)
    return cell.formula is not None and not cell.error and (cell.value is None or cell.is_doubtful)


def _outside(table: FoundTable, locked: Locked) -> Iterator[Finding]:
    """S12: content in cells that are not open, in rows of the table or under it."""
    strays: dict[tuple[int, int], tuple[str, str | None]] = {}
    row_by_number = {row.number: row for row in table.rows.rows}
    start = max(table.columns.header_row, table.columns.key_row or 0)
    for (number, column_number), cell in table.grid.cells.items():
        if number <= start or number in table.rows.unknown or number in table.rows.undecided:
            continue
        if column_number in table.columns.undecided:
            continue
        row = row_by_number.get(number)
        if row is not None and table.is_open(row, column_number):
            continue
        column = table.columns.column_at.get(column_number)
        if row is None:
            case = None if column and column.role is Role.CHECK and cell.formula else ""
        elif column is not None and column.role is Role.CHECK:
            case = "" if _is_typed_over(table, number, cell) else None
        else:
            case = _stray_case(table, column, cell, locked.get((row.labelled, column.key)) if column else None)
        if case is not None and not is_blank(cell):
            strays[number, column_number] = (case, row.measure if row else None)
    for block in _blocks(strays):
        yield _told_of_strays(table.grid, block, strays)


def _blocks(cells: Iterable[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Cells that touch each other, together, in the order of the sheet."""
    left = dict.fromkeys(sorted(cells))
    while left:
        block = [next(iter(left))]
        del left[block[0]]
        for row, column in block:
            beside = ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1))
            for one in beside:
                if one in left:
                    del left[one]
                    block.append(one)
        yield sorted(block)


def _told_of_strays(
    grid: Grid, block: Sequence[tuple[int, int]], strays: Mapping[tuple[int, int], tuple[str, str | None]]
) -> Finding:
    """A table pasted at the wrong place is one thing to mend, not ninety-six."""
    (case, measure), read = strays[block[0]], read_as_typed(grid.cells[block[0]])
    place = place_of(grid, *block[0])
    if len(block) == 1:
        return finding(Code.S12, case=case, place=place, measure=measure, read=read)
    rows, columns = zip(*block, strict=True)
    covered = f"{address(min(rows), min(columns))}:{address(max(rows), max(columns))}"
    measures = {strays[one][1] for one in block}
    about = measure if len(measures) == 1 else None
    return finding(Code.S12, case="block", place=place, measure=about, read=read, count=len(block), range=covered)


def _stray_case(
    table: FoundTable,
    column: Column | None,
    cell: Cell,
    expected: frozenset[str] | None,
) -> str | None:
    """Which sentence tells of a *cell* not open; None where it belongs there. The empty case is the main sentence."""
    if column is None:
        return ""
    match column.role:
        case Role.ENTRY:
            return "not_asked"
        case Role.PAST:
            return "past" if expected is not None and not _is_same(cell, expected) else None
        case Role.KEY:
            key = bare_words(str(cell.value))
            is_key = any(bare_words(code) == key for one in table.measures for code in (one.code, *one.former_codes))
            return None if is_key else ""  # another row's key is told with the row (S07)
        case Role.ABOUT:
            return None if isinstance(cell.value, str) and is_about(cell.value) else ""
        case _:
            return None


def _displaced(table: FoundTable) -> Iterator[Finding]:
    """S07: figures in closed cells of several rows look like some entry columns sorted without their key."""
    entries = _entry_columns(table)
    cells = [
        (row.number, number)
        for row in table.rows.rows
        for number in entries
        if not table.is_open(row, number)
        if isinstance(value := table.grid.cells.get((row.number, number), _NOTHING).value, int | float)
        and not isinstance(value, bool)
    ]
    if len({row for row, _ in cells}) > 1:
        where = tuple(address(row, column) for row, column in cells)
        yield finding(
            Code.S07, case="displaced", place=Place(sheet=table.grid.name), severity=Severity.WARNING, cells=where
        )


def _is_typed_over(table: FoundTable, row: int, cell: Cell) -> bool:
    """Whether a control or a total was replaced by something else than its own words or its sum, as pasted values are."""
    if cell.formula is not None:
        return False
    if isinstance(cell.value, str):
        return not is_control(cell.value)
    cells = (table.grid.cells.get((row, column)) for column in _entry_columns(table))
    figures = [one.value for one in cells if one is not None and isinstance(one.value, int | float)]
    return not isinstance(cell.value, int | float) or not isclose(cell.value, sum(figures))


def _merged(table: FoundTable) -> Iterator[Finding]:
    """S09, once for each row that a merge covers: each lost an answer or may have."""
    entries = _entry_cells(table) if table.grid.merges else {}
    for merge in table.grid.merges:
        first_by_row: dict[int, int] = {}
        for row, number in sorted(_covered(merge, entries)):
            first_by_row.setdefault(row, number)
        for row, number in first_by_row.items():
            column = table.columns.column_at[number]
            yield finding(
                Code.S09,
                place=place_of(table.grid, row, number),
                measure=entries[row, number],
                quartier=column.quartier or None,
                field=(column.field or Field.VALUE).value,
                range=f"{address(merge.top, merge.left)}:{address(merge.bottom, merge.right)}",
            )


def _covered(merge: Merge, entries: Mapping[tuple[int, int], str]) -> list[tuple[int, int]]:
    return [
        (row, column)
        for row, column in entries
        if merge.top <= row <= merge.bottom and merge.left <= column <= merge.right
    ]


def _entry_columns(table: FoundTable) -> list[int]:
    return [*table.columns.entries]


def _entry_cells(table: FoundTable) -> dict[tuple[int, int], str]:
    """Entry cells of the rows of the table, with their measure's code."""
    columns = _entry_columns(table)
    return {(row.number, column): row.measure for row in table.rows.rows for column in columns}


def _notes(table: FoundTable) -> Iterator[Finding]:
    """Notes outside the entry cells; those on entry cells are told where the cells are interpreted."""
    noted = [(spot, cell) for spot, cell in table.grid.cells.items() if cell.note and cell.note.strip()]
    entries = _entry_cells(table) if noted else {}
    for (row, column), cell in noted:
        if (row, column) not in entries:
            yield finding(Code.V12, place=place_of(table.grid, row, column), read=cell.note.strip())
