"""What is said of cells that were moved without the rest of their rows, row by row."""

from collections.abc import Iterator, Mapping

from qpv_xlsx.domain.findings import Code, Finding, Place, Severity, finding
from qpv_xlsx.spreadsheet.book import Grid, address
from qpv_xlsx.workbook.reading.homes import Homes, Spot


def said_of_homes(grid: Grid, labelled: Mapping[int, str], homes: Homes) -> Iterator[Finding]:
    """S07 at each row that such cells stand in, with both readings. *labelled*: the measure that each row names."""
    yield from _told(grid, labelled, homes.given_back, case="cells_back", severity=Severity.INFO)
    yield from _told(grid, labelled, homes.unplaced, case="cells_undecided", severity=Severity.ERROR)
    yield from _told(grid, labelled, homes.doubted, case="cells_moved", severity=Severity.WARNING)


def _told(
    grid: Grid, labelled: Mapping[int, str], cells: Mapping[Spot, str], *, case: str, severity: Severity
) -> Iterator[Finding]:
    filled = sorted(spot for spot in cells if spot in grid.cells and spot[0] in labelled)
    for row in dict.fromkeys(row for row, _ in filled):
        columns_by_source: dict[str, list[int]] = {}
        for _, column in (spot for spot in filled if spot[0] == row):
            columns_by_source.setdefault(cells[row, column], []).append(column)
        for source, columns in columns_by_source.items():
            yield finding(
                Code.S07,
                case=case if source else f"{case}_lost",
                place=Place(sheet=grid.name, cell=address(row, columns[0])),
                severity=severity,
                measure=source if severity is Severity.INFO else labelled[row],
                row=row,
                facing=labelled[row],
                source=source,
                cells=tuple(address(row, column) for column in columns),
            )
