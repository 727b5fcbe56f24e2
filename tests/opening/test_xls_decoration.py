"""An .xls whose decoration is damaged is read all the same: no answer depends on colours, styles or windows."""

import io
import struct

import olefile
import pytest
import xlwt

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.book import Cell
from qpv_xlsx.spreadsheet.opening.biff import read_records
from qpv_xlsx.spreadsheet.opening.properties import Described
from qpv_xlsx.spreadsheet.opening.xls import open_xls
from tests.hostile.make import xls

HELD = {(1, 1): "Paris", (1, 2): 12, (2, 1): 0.173, (2, 2): 0.5, (2, 3): 0.25}
CONDITIONS, CONDITION, PALETTE, STYLE_NAME, AUTHOR, CODE_PAGE, NAME = 0x1B0, 0x1B1, 0x92, 0x293, 0x5C, 0x42, 0x18
FORMULA = 0x06
STYLE, FORMAT, STRING_CELL, FIGURE_CELLS = 0xE0, 0x41E, 0xFD, 0xBD
GLOBAL_ROOM, SHEET_ROOM = 0x5C, 0x3D  # records of some length, whose place another can take


def written(sheet: xlwt.Worksheet) -> None:
    percent = xlwt.easyxf(num_format_str='0.0" % du total"')
    sheet.write(0, 0, "Paris")
    sheet.write(0, 1, 12)
    for column, share in enumerate((0.173, 0.5, 0.25)):
        sheet.write(1, column, share, percent)


def stream() -> bytearray:
    with olefile.OleFileIO(io.BytesIO(xls(written))) as container:
        return bytearray(container.openstream("Workbook").read())


def places(of: bytes | bytearray, number: int) -> list[tuple[int, int]]:
    """Where the bodies of the records of a number are, and how long."""
    found, place = [], 0
    while place + 4 <= len(of):
        this, length = struct.unpack_from("<HH", of, place)
        if this == number:
            found.append((place + 4, length))
        place += 4 + length
    return found


def values(content: bytes | bytearray) -> dict[tuple[int, int], object]:
    described = Described(application="", properties={}, has_macros=False)
    book, _ = open_xls(bytes(content), described, Limits())
    return {place: cell.value for place, cell in book.grids[0].cells.items() if cell != Cell(value=None)}


def test_the_stream_is_read_as_it_was_written() -> None:
    assert values(stream()) == HELD
    assert read_records(bytes(stream())).name_count == 0


def test_conditions_and_page_breaks_before_excel_97() -> None:
    """Gnumeric writes the newer records into workbooks of Excel 95 as well; xlrd stops there."""
    beginning = struct.pack("<HHHH4x", 0x0809, 8, 0x0500, 0x0005)
    code_page = struct.pack("<HHH", CODE_PAGE, 2, 1252)
    place = len(beginning) + len(code_page) + 15 + 4
    named = struct.pack("<HHIBBB4s", 0x0085, 11, place, 0, 0, 4, b"Page")
    end = struct.pack("<HH", 0x000A, 0)
    sheet = (
        struct.pack("<HHHH4x", 0x0809, 8, 0x0500, 0x0010)
        + struct.pack("<HHHHHd", 0x0203, 14, 0, 0, 0, 12.0)
        + struct.pack("<HH12x", CONDITIONS, 12)
        + struct.pack("<HHH6x", 0x001B, 8, 1)
        + end
    )
    assert values(beginning + code_page + named + end + sheet) == {(1, 1): 12}


@pytest.mark.parametrize("filling", [0x00, 0xFF])
@pytest.mark.parametrize("number", [STYLE_NAME, AUTHOR, CODE_PAGE, 0x3D, 0x31, 0x23E, 0x55, 0xE1])
def test_the_body_of_a_decoration_says_nonsense(number: int, filling: int) -> None:
    content = stream()
    assert places(content, number) or number in {0x55, 0xE1}
    for place, length in places(content, number):
        content[place : place + length] = bytes([filling]) * length
    assert values(content) == HELD


@pytest.mark.parametrize("number", [CONDITIONS, CONDITION, PALETTE, STYLE_NAME, NAME, 0x1B6, 0x5D, 0x1C, 0x1B8])
@pytest.mark.parametrize("room", [GLOBAL_ROOM, SHEET_ROOM])
def test_a_decoration_that_is_too_short_to_be_one(number: int, room: int) -> None:
    content = stream()
    for place, length in places(content, room):
        struct.pack_into("<H", content, place - 4, number)
        content[place : place + length] = b"\xff" * length
    assert values(content) == HELD


@pytest.mark.parametrize("number", [STRING_CELL, FIGURE_CELLS, 0x203, 0x27E])
def test_a_style_out_of_range(number: int) -> None:
    content = stream()
    for place, _ in places(content, number):
        struct.pack_into("<H", content, place + 4, 4000)
    assert values(content) == HELD


@pytest.mark.parametrize("operator", range(0x01, 0x80))
def test_a_formula_of_any_operator_is_a_formula(operator: int) -> None:
    """« =B1:C2 C1:D3 » (0x0F) among them: that it is a formula is all that matters."""

    def formula(sheet: xlwt.Worksheet) -> None:
        written(sheet)
        sheet.write(2, 0, xlwt.Formula("A1+B1"))

    with olefile.OleFileIO(io.BytesIO(xls(formula))) as container:
        content = bytearray(container.openstream("Workbook").read())
    ((place, length),) = places(content, FORMULA)
    added = content.rindex(b"\x03", place, place + length)
    content[added] = operator
    held = values(content)
    assert {at: value for at, value in held.items() if at in HELD} == HELD
    assert (3, 1) in held


def test_styles_that_are_not_there() -> None:
    content = stream()
    for place, _ in places(content, STYLE)[16:]:
        struct.pack_into("<H", content, place - 4, 0xFFF)
    assert values(content) == HELD


def test_a_number_format_cut_off() -> None:
    content = stream()
    place, length = next((one, long) for one, long in places(content, FORMAT) if b"total" in content[one : one + long])
    struct.pack_into("<HB", content, place + 2, length * 9, 1)
    assert values(content) == HELD
