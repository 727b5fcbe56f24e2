"""Stylesheets that were read are known again: what one file says of its formats is never taken for another's."""

import io
import zipfile

import openpyxl
import pytest

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.book import Book, FormatKind
from qpv_xlsx.spreadsheet.opening import xlsx
from qpv_xlsx.spreadsheet.opening.door import open_book

STYLES = "xl/styles.xml"


def workbook(number_format: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = 0.5
    sheet["A1"].number_format = number_format
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def longer(content: bytes, blanks: int) -> bytes:
    """The same with *blanks* spaces at the end of its stylesheet."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in given.namelist():
            target.writestr(name, given.read(name) + (b" " * blanks if name == STYLES else b""))
    return stream.getvalue()


def kind_in(content: bytes) -> FormatKind:
    book, _ = open_book(content, Limits())
    assert isinstance(book, Book)
    return book.grids[0].cells[1, 1].format_kind


def test_each_file_has_its_own_formats() -> None:
    percents, plain = workbook("0.0%"), workbook("0.00")
    for _ in range(2):  # read first, then known again
        assert (kind_in(percents), kind_in(plain)) == (FormatKind.PERCENT, FormatKind.NUMBER)


@pytest.mark.parametrize(
    ("blanks", "is_kept"),
    [(0, True), (84_000, True), (2**17, False)],
    ids=["short", "as long as that of our largest form", "longer than is kept"],
)
def test_a_short_stylesheet_is_read_once_and_a_long_one_is_not_kept(blanks: int, *, is_kept: bool) -> None:
    xlsx._known_styles.cache_clear()
    content = longer(workbook("0.0%"), blanks)
    assert [kind_in(content), kind_in(content)] == [FormatKind.PERCENT] * 2
    assert xlsx._known_styles.cache_info()[:2] == ((1, 1) if is_kept else (0, 0))
