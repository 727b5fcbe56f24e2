"""Cells of .xls, and what can be known of their formulas."""

import shutil
import struct
import subprocess
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import xlwt

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.book import Cell, CellStyle, FileFormat, FormatKind
from qpv_xlsx.spreadsheet.opening.biff import Tokens, read_records
from qpv_xlsx.spreadsheet.opening.door import open_book
from qpv_xlsx.workbook.reading.interpreting.typed import as_truth
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


def test_a_struck_first_piece_does_not_strike_the_cell() -> None:
    """The first piece of a text in several hands has the cell's own font."""
    struck, plain = xlwt.easyxf("font: struck_out on"), xlwt.easyfont("struck_out off")
    content = xls(lambda sheet: sheet.write_rich_text(0, 0, ["12", (" 15", plain)], struck))
    book, _ = open_book(content, Limits())
    assert book is not None
    held = book.grids[0].cells[1, 1]
    assert (held.value, held.struck, held.style.is_struck) == ("15", "12", False)


def test_a_formula_is_known_to_be_one_and_its_zero_is_doubtful() -> None:
    """xlwt, like LibreOffice when it converts, stores 0 for what it did not compute."""
    found = cell(xlwt.Formula('"Par"&"is"'))
    assert found.formula is not None
    assert found.formula.startswith("=")
    assert (found.value, found.is_doubtful) == (0, True) or found.value == ""


def _record(number: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", number, len(body)) + body


def _computed(row: int, tokens: bytes) -> bytes:
    head = struct.pack("<HHHdHI", row, 6, 0, 1.0, 0, 0)
    return _record(0x0006, head + struct.pack("<H", len(tokens)) + tokens)


def test_a_formula_that_several_cells_share_is_given_to_each() -> None:
    """A column of « =TRUE() » filled down: only its first cell says it, the others where it stands."""
    beginning, end = _record(0x0809, struct.pack("<HH12x", 0x0600, 0x0005)), _record(0x000A)
    at = len(beginning) + len(_record(0x0085, bytes(6) + b"\0\0S")) + len(end)
    listed = _record(0x0085, struct.pack("<IH", at, 0) + b"\0\0S")
    elsewhere = b"\x01" + struct.pack("<HH", 4, 6)
    true = b"\x42\x00\x22\x00"
    shared = _record(0x04BC, struct.pack("<HHBBBBH", 4, 6, 6, 6, 0, 3, len(true)) + true)
    cells = _computed(4, elsewhere) + shared + _computed(5, elsewhere) + _computed(6, b"\x01\x09\x00\x06\x00")

    (formulas,) = read_records(beginning + listed + end + beginning + cells + end).formulas

    told = Tokens(struct.pack("<H", len(true)) + true, is_shared=True)
    assert (formulas[5, 7], formulas[6, 7]) == (told, told)
    assert not formulas[7, 7].is_shared  # an array's, or nobody's


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="install LibreOffice (Debian: libreoffice-calc)")
def test_truth_filled_down_by_libreoffice_is_truth_in_every_cell(tmp_path: Path) -> None:
    """In a number's format it keeps 1 beside a shared formula: 100 % in silence, before."""
    written = openpyxl.Workbook()
    sheet = written.worksheets[0]
    for row in range(1, 5):
        sheet.cell(row, 1, "=TRUE()").number_format = "0.0%"
        sheet.cell(row, 2, f"=C{row}*2")
    written.save(tmp_path / "vrai.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xls", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "vrai.xlsx")], check=True, capture_output=True, timeout=120)

    book, _ = open_book((tmp_path / "vrai.xls").read_bytes(), Limits())

    assert book is not None
    cells = book.grids[0].cells
    assert [as_truth(cells[row, 1]).value for row in range(1, 5)] == [True] * 4
    assert [cells[row, 2].formula for row in range(1, 5)] == [f"=C{row}*2.0" for row in range(1, 5)]
