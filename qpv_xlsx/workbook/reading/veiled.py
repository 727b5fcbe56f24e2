"""Answers that a conditional format may hide: it was added by somebody, for ours hide nothing."""

from collections.abc import Iterator, Sequence

from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.findings import Code, Finding, finding
from qpv_xlsx.spreadsheet.book import Grid, Merge
from qpv_xlsx.workbook.reading.concealing import may_hide
from qpv_xlsx.workbook.reading.locating import Located, Spot
from qpv_xlsx.workbook.reading.strays import read_as_typed

_Answer = tuple[Question, Spot]


def find_veiled(located: Located) -> Iterator[Finding]:
    """S10, once for each conditional format over answers that it may hide."""
    grid_by_name = {table.grid.name: table.grid for table in located.tables if table.grid.veils}
    for grid in grid_by_name.values():
        yield from _veiled_on(grid, located)


def _veiled_on(grid: Grid, located: Located) -> Iterator[Finding]:
    answers = [
        (question, spot) for question, spots in located.spots.items() for spot in spots if spot.sheet == grid.name
    ]
    told: set[tuple[int, int]] = set()
    for ranges, veil in grid.veils:
        hidden = [
            (question, spot)
            for question, spot in answers
            if (spot.row, spot.column) not in told and _is_in(spot, ranges) and may_hide(veil, spot.cell)
        ]
        told.update((spot.row, spot.column) for _, spot in hidden)
        if hidden:
            yield _told(sorted(hidden, key=lambda one: (one[1].row, one[1].column)))


def _is_in(spot: Spot, ranges: Sequence[Merge]) -> bool:
    return any(one.top <= spot.row <= one.bottom and one.left <= spot.column <= one.right for one in ranges)


def _told(hidden: Sequence[_Answer]) -> Finding:
    question, spot = hidden[0]
    read = read_as_typed(spot.cell)
    if len(hidden) > 1:
        covered = f"{spot.place.cell}:{hidden[-1][1].place.cell}"
        return finding(Code.S10, case="veiled_several", place=spot.place, read=read, count=len(hidden), range=covered)
    return finding(
        Code.S10,
        case="veiled",
        place=spot.place,
        measure=question.measure,
        quartier=question.quartier or None,
        field=question.field.value,
        read=read,
    )
