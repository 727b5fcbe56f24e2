"""Cells of .xls, and what can be known of their formulas."""

from datetime import datetime

import pytest
import xlwt

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.book import Cell, CellStyle, FileFormat, FormatKind
from qpv_xlsx.spreadsheet.opening import open_book
from tests.hostile.make import xls


def cell(value: object, number_format: str = "General") -> Cell:
    content = xls(lambda sheet: sheet.write(0, 0, value, xlwt.easyxf(num_format_str=number_format)))
    book, findings = open_book(content, Limits())
    assert findings == ()
    assert book is not None
    assert book.format is FileFormat.XLS
    return book.grids[0].cells[1, 1]


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        pytest.param("Paris", "General", Cell(value="Paris"), id="words"),
        pytest.param(12, "General", Cell(value=12), id="a whole number"),
        pytest.param(0, "General", Cell(value=0), id="a typed zero is not doubtful"),
        pytest.param(
            0.173,
            "0.0%",
            Cell(value=0.173, format_kind=FormatKind.PERCENT, style=CellStyle(number_format="0.0%")),
            id="a share",
        ),
        pytest.param(True, "General", Cell(value=True), id="a boolean"),
        pytest.param(
            datetime(2015, 11, 5),  # noqa: DTZ001
            "DD/MM/YYYY",
            Cell(
                value=datetime(2015, 11, 5),  # noqa: DTZ001
                format_kind=FormatKind.DATE,
                style=CellStyle(number_format="DD/MM/YYYY"),
            ),
            id="a date",
        ),
    ],
)
def test_constants(value: object, number_format: str, expected: Cell) -> None:
    assert cell(value, number_format) == expected


def test_a_formula_is_known_to_be_one_and_its_zero_is_doubtful() -> None:
    """xlwt, like LibreOffice when it converts, stores 0 for what it did not compute."""
    found = cell(xlwt.Formula('"Par"&"is"'))
    assert found.formula is not None
    assert found.formula.startswith("=")
    assert (found.value, found.is_doubtful) == (0, True) or found.value == ""
