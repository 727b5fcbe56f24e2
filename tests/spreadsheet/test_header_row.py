"""A table's header row, wherever it stands."""

import pytest

from qpv_xlsx.spreadsheet.book import Cell, Grid
from qpv_xlsx.spreadsheet.header_row import SEARCHED, find_header_row

NAMES = {"Code": "code", "Libellé": "label", "Name": "label", "2015": "year"}


def grid(*rows: tuple[int, int, object]) -> Grid:
    return Grid(name="Feuille", cells={(row, column): Cell(value=value) for row, column, value in rows})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(
            [(1, 1, "Code"), (3, 1, "Code"), (3, 4, "Libellé")], (3, {"code": 1, "label": 4}), id="the row with most"
        ),
        pytest.param([(5, 2, "Code"), (2, 1, "Code")], (2, {"code": 1}), id="the highest of equals"),
        pytest.param(
            [(1, 7, "Name"), (1, 2, "Libellé")], (1, {"label": 2}), id="the first of two headers that mean the same"
        ),
        pytest.param([(1, 1, 2015), (1, 2, "Code")], (1, {"year": 1, "code": 2}), id="a header that is a number"),
        pytest.param([(SEARCHED, 1, "Code")], (SEARCHED, {"code": 1}), id="in the last row that is searched"),
        pytest.param([(SEARCHED + 1, 1, "Code")], None, id="too far down"),
        pytest.param([(1, 1, "Autre")], None, id="no header at all"),
    ],
)
def test_header_row(cells: list[tuple[int, int, object]], expected: tuple[int, dict[str, int]] | None) -> None:
    found = find_header_row(grid(*cells), NAMES.get)
    assert (None if found is None else (found.row, dict(found.number_by_name))) == expected
