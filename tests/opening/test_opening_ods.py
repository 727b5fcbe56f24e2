"""Cells of .ods as OpenDocument writes them, whichever program did."""

from datetime import datetime, time, timedelta

import pytest

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.book import Cell, FormatKind, Grid, Merge
from qpv_xlsx.spreadsheet.opening.door import open_book
from tests.hostile.make import ods, zipped


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


@pytest.mark.parametrize(
    "attributes",
    [
        pytest.param(b'office:value-type="float" office:value="x"', id="a figure that is none"),
        pytest.param(b'office:value-type="float" office:value="1_000"', id="a figure that only Python reads"),
        pytest.param(b'office:value-type="float" office:value="1e999"', id="a figure beyond all figures"),
        pytest.param(b'office:value-type="float"', id="a figure without its value"),
        pytest.param(b'office:value-type="date" office:date-value="20164-11-05"', id="the year 20164"),
        pytest.param(b'office:value-type="time" office:time-value="14:30"', id="a time in another form"),
    ],
)
def test_one_bad_cell_is_an_error_at_its_place_and_the_rest_is_read(attributes: bytes) -> None:
    found = grid(row(cell(attributes, b"x"), cell(b'office:value-type="float" office:value="2"', b"2"))).cells
    assert (found[1, 1].value, found[1, 1].error) == (None, "#VALUE!")
    assert found[1, 2].value == 2


CONTENT = (
    b'<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    b' xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    b' xmlns:x="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:autre="urn:autre">'
    b"<o:body><o:spreadsheet>%s</o:spreadsheet></o:body></o:document-content>"
)
ONE_CELL = (
    b'<t:table t:name="F"><t:table-row><t:table-cell o:value-type="float" o:value="7"><x:p>7</x:p></t:table-cell>'
    b"</t:table-row></t:table>"
)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(ONE_CELL, id="other prefixes than the usual ones"),
        pytest.param(
            ONE_CELL.replace(b"<t:table-cell ", b'<t:table-cell autre:couleur="vert" '), id="a foreign attribute"
        ),
        pytest.param(
            ONE_CELL + b'<t:named-expressions><t:named-range t:name="zone" t:cell-range-address="F.$A$1:F.$B$2"/>'
            b'<t:named-range t:name="l" t:cell-range-address="C2:_listesC4"/>'
            b'<t:named-range t:name="c" t:cell-range-address="F.A:.A F.B:.B"/></t:named-expressions>',
            id="names that refer to cells in every way",
        ),
        pytest.param(
            b'<t:dde-links><t:dde-link><t:table t:name="lien"><t:table-row/></t:table></t:dde-link></t:dde-links>'
            + ONE_CELL,
            id="a table that is no sheet",
        ),
        pytest.param(
            ONE_CELL.replace(b"<t:table-row>", b'<t:table-column t:number-columns-repeated="beaucoup"/><t:table-row>'),
            id="a count that is none",
        ),
    ],
)
def test_what_no_answer_depends_on_refuses_nothing(content: bytes) -> None:
    book, findings = open_book(zipped({"content.xml": CONTENT % content}), Limits())
    assert findings == ()
    assert book is not None
    assert [(one.name, one.cells[1, 1].value) for one in book.grids] == [("F", 7)]


@pytest.mark.parametrize("declared", [b"application/vnd.oasis.op", b"application/vnd.oasis.opendocument.text", b""])
def test_a_mimetype_that_lies_refuses_nothing(declared: bytes) -> None:
    book, findings = open_book(zipped({"mimetype": declared, "content.xml": CONTENT % ONE_CELL}), Limits())
    assert findings == ()
    assert book is not None
    assert [(one.name, one.cells[1, 1].value) for one in book.grids] == [("F", 7)]


def test_a_name_that_holds_a_constant_is_kept_as_excel_writes_it() -> None:
    names = b'<t:named-expressions><t:named-expression t:name="qpv" t:expression="of:=&quot;PARIS&quot;"/></t:named-expressions>'
    book, _ = open_book(zipped({"content.xml": CONTENT % (ONE_CELL + names)}), Limits())
    assert book is not None
    assert book.names == {"qpv": "PARIS"}


def test_notes_shapes_and_phonetic_helps_are_not_the_cell() -> None:
    inside = (
        b"<x:p>12</x:p>\n<o:annotation><dc:creator>Camille</dc:creator><x:p>une note</x:p></o:annotation>\n"
        b"<draw:frame><draw:text-box><x:p>par-dessus</x:p></draw:text-box></draw:frame>"
    )
    table = ONE_CELL.replace(b'o:value-type="float" o:value="7"', b'o:value-type="string"').replace(
        b"<x:p>7</x:p>", inside
    )
    book, _ = open_book(zipped({"content.xml": CONTENT % table}), Limits())
    assert book is not None
    (found,) = book.grids
    assert found.cells == {(1, 1): Cell(value="12", note="une note")}
    assert found.text_boxes == ("par-dessus",)


def dressed(part: bytes) -> str:
    """The code of the only number style of a sheet, which holds *part*."""
    styles = (
        b'<o:automatic-styles><n:number-style s:name="N1">%s</n:number-style>'
        b'<s:style s:name="c1" s:family="table-cell" s:data-style-name="N1"/></o:automatic-styles>' % part
    )
    spaces = (
        b' xmlns:s="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
        b' xmlns:n="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"'
        b' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"><o:body>'
    )
    content = CONTENT % ONE_CELL.replace(b"<t:table-cell ", b'<t:table-cell t:style-name="c1" ')
    content = content.replace(b"><o:body>", spaces.replace(b"<o:body>", styles + b"<o:body>"))
    book, findings = open_book(zipped({"content.xml": content}), Limits())
    assert findings == ()
    assert book is not None
    return book.grids[0].cells[1, 1].style.number_format


@pytest.mark.parametrize(
    ("digits", "words", "code"),
    [
        pytest.param(b"2", b'<n:embedded-text n:position="1">.</n:embedded-text>', '0"."0', id="a point that is none"),
        pytest.param(b"3", b'<n:embedded-text n:position="2">,</n:embedded-text>', '0","00', id="a comma"),
        pytest.param(
            b"1", b'<n:embedded-text n:position="3"> </n:embedded-text>', '#" "##0', id="a space for thousands"
        ),
        pytest.param(b"2", b'<n:embedded-text n:position="0">0</n:embedded-text>', '00"0"', id="a digit behind all"),
        pytest.param(b"1", b"", "General", id="no words"),
    ],
)
def test_words_among_digits_stand_where_they_are_shown(digits: bytes, words: bytes, code: str) -> None:
    assert dressed(b'<n:number n:min-integer-digits="%s">%s</n:number>' % (digits, words)) == code


def test_figures_that_their_format_paints_in_white_are_told() -> None:
    said = b'<s:text-properties fo:color="#FFFFFF"/><n:number n:decimal-places="0" n:min-integer-digits="1"/>'
    assert dressed(said) == "[White]0"
