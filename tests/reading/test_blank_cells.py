"""What counts as a cell in which nobody sees anything."""

import pytest

from qpv_xlsx.spreadsheet.book import Cell
from qpv_xlsx.workbook.reading.strays import is_blank


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param(Cell(value=None), True, id="nothing"),
        pytest.param(Cell(value=" \u00a0"), True, id="spaces"),
        pytest.param(Cell(value=None, formula="=A1", has_result=False), False, id="a formula without its result"),
        pytest.param(Cell(value=None, error="#DIV/0!"), False, id="an error"),
        pytest.param(Cell(value=0), False, id="a zero"),
        pytest.param(Cell(value=False), False, id="« FAUX »"),
    ],
)
def test_blank(cell: Cell, expected: bool) -> None:  # noqa: FBT001  (a case's expectation)
    assert is_blank(cell) is expected
