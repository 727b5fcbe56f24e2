"""Cells of .ods as OpenDocument writes them, whichever program did."""

from datetime import datetime, time, timedelta

import pytest

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.book import Cell, FormatKind, Grid, Merge
from qpv_xlsx.spreadsheet.opening import open_book
from tests.hostile.make import ods


def grid(table: bytes) -> Grid:
    book, findings = open_book(ods(table), Limits())
    assert findings == ()
    assert book is not None
    return book.grids[0]


def row(*cells: bytes, attributes: bytes = b"") -> bytes:
    return b"<table:table-row%s>%s</table:table-row>" % (attributes, b"".join(cells))


def cell(attributes: bytes, text: bytes = b"") -> bytes:
    return b"<table:table-cell %s><text:p>%s</text:p></table:table-cell>" % (attributes, text)


@pytest.mark.parametrize(
    ("attributes", "text", "expected"),
    [
        pytest.param(b'office:value-type="float" office:value="12"', b"12", Cell(value=12), id="a whole number"),
        pytest.param(b'office:value-type="float" office:value="0"', b"0", Cell(value=0), id="a zero is content"),
        pytest.param(
            b'office:value-type="percentage" office:value="0.173"',
            b"17,3 %",
            Cell(value=0.173, format_kind=FormatKind.PERCENT),
            id="a share",
        ),
        pytest.param(
            b'office:value-type="currency" office:value="12.5"',
            "12,50 €".encode(),
            Cell(value=12.5, format_kind=FormatKind.NUMBER),
            id="an amount",
        ),
        pytest.param(
            b'office:value-type="date" office:date-value="2015-11-05"',
            b"05/11/15",
            Cell(value=datetime(2015, 11, 5), format_kind=FormatKind.DATE),  # noqa: DTZ001
            id="a date",
        ),
        pytest.param(
            b'office:value-type="time" office:time-value="PT14H30M00S"',
            b"14:30",
            Cell(value=time(14, 30), format_kind=FormatKind.DATE),
            id="a time of the day",
        ),
        pytest.param(
            b'office:value-type="time" office:time-value="PT36H00M00S"',
            b"36:00",
            Cell(value=timedelta(hours=36), format_kind=FormatKind.DATE),
            id="a duration",
        ),
        pytest.param(
            b'office:value-type="boolean" office:boolean-value="true"', b"VRAI", Cell(value=True), id="a boolean"
        ),
        pytest.param(
            b'office:value-type="string"',
            b"a<text:s text:c='2'/>b<text:line-break/>c",
            Cell(value="a  b\nc"),
            id="words",
        ),
        pytest.param(
            b'table:formula="of:=[.C6]/[.D6]" office:value-type="float" office:value="0.5"',
            b"0,5",
            Cell(value=0.5, formula="=C6/D6"),
            id="a formula",
        ),
        pytest.param(
            b'table:formula="of:=[.C6]"', b"", Cell(value=None, formula="=C6", has_result=False), id="without a result"
        ),
        pytest.param(
            b'table:formula="of:=1/0" office:value-type="float" office:value="0"',
            b"#DIV/0!",
            Cell(value=None, formula="=1/0", error="#DIV/0!"),
            id="an error that an old program stores as zero",
        ),
    ],
)
def test_cells(attributes: bytes, text: bytes, expected: Cell) -> None:
    assert grid(row(cell(attributes, text))).cells == {(1, 1): expected}


def test_equal_neighbours_are_all_read() -> None:
    """LibreOffice writes « nd, nd, nd » once, with a count."""
    repeated = cell(b'office:value-type="string" table:number-columns-repeated="3"', b"nd")
    found = grid(row(repeated, attributes=b' table:number-rows-repeated="2"')).cells
    assert sorted(found) == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)]


def test_rows_inside_groups_keep_their_numbers() -> None:
    one = row(cell(b'office:value-type="string"', b"un"))
    nested = b"<table:table-header-rows>%s</table:table-header-rows><table:table-row-group>%s</table:table-row-group>"
    assert sorted(grid(nested % (one, one) + one).cells) == [(1, 1), (2, 1), (3, 1)]


def test_hidden_and_merged() -> None:
    columns = (
        b'<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
    )
    merged = cell(b'office:value-type="string" table:number-columns-spanned="2" table:number-rows-spanned="1"', b"m")
    under = b'<table:covered-table-cell office:value-type="string"><text:p>dessous</text:p></table:covered-table-cell>'
    found = grid(columns + row(merged, under, attributes=b' table:visibility="filter"'))
    assert found.hidden_columns == {2, 3}
    assert found.hidden_rows == {1}
    assert found.merges == (Merge(top=1, left=1, bottom=1, right=2),)
    assert found.cells[1, 2].value == "dessous"


def test_a_figure_that_is_none_is_damage_at_its_place() -> None:
    book, (found,) = open_book(ods(row(cell(b'office:value-type="float" office:value="x"', b"x"))), Limits())
    assert book is None
    assert (found.code, found.place.cell) == ("F01", "A1")
