"""What no answer depends on refuses nothing: damaged decoration, foreign names, wrong counts, a protection that Excel opens itself."""

import io
import struct
from collections.abc import Callable

import msoffcrypto
import olefile
import pytest
import xlsxwriter
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import Severity
from qpv_xlsx.spreadsheet.book import FormatKind, Merge
from qpv_xlsx.spreadsheet.opening.door import open_book
from qpv_xlsx.spreadsheet.opening.properties import Described
from qpv_xlsx.spreadsheet.opening.xls import open_xls
from tests.hostile.make import MAIN, SHEET, parts, rels, with_rows, workbook, xls, zipped

SHEET_RELS = "xl/worksheets/_rels/sheet1.xml.rels"
ONE = b'<row r="1"><c r="A1"><v>1</v></c></row>'
DESCRIBED = Described(application="", properties={}, has_macros=False)


def _with_drawing(drawing: bytes) -> bytes:
    return zipped({**parts(), SHEET_RELS: rels(("rId1", "drawing", "../drawings/1.xml")), "xl/drawings/1.xml": drawing})


def _with_comments(comments: bytes) -> bytes:
    part = b'<comments xmlns="%s"><commentList>%s</commentList></comments>' % (MAIN, comments)
    return zipped({**parts(), SHEET_RELS: rels(("rId1", "comments", "../comments1.xml")), "xl/comments1.xml": part})


def _columns(column: bytes) -> bytes:
    sheet = parts()[SHEET].replace(b"<sheetData>", b"<cols>%s</cols><sheetData>" % column)
    return zipped({**parts(), SHEET: sheet})


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(with_rows(b'<row r="1"><c r="A1" s="9999"><v>1</v></c></row>'), id="a style out of range"),
        pytest.param(with_rows(b'<row r="1"><c r="A1" s="x"><v>1</v></c></row>'), id="a style that is no number"),
        pytest.param(with_rows(ONE, b'<mergeCells><mergeCell ref="tout"/></mergeCells>'), id="a merge that is no range"),
        pytest.param(_with_comments(b"<comment><text><t>note</t></text></comment>"), id="a comment without a place"),
        pytest.param(_columns(b'<col min="1.0" max="2.0" hidden="1"/>'), id="counts with decimals"),
        pytest.param(_columns(b'<col min="x" max="y" hidden="1"/>'), id="counts that are none"),
        pytest.param(
            zipped({**parts(), "xl/workbook.xml": workbook(
                b'<sheet name="Feuille" sheetId="1" r:id="rId1"/>',
                b'<definedNames><definedName name="_xlnm.Print_Titles">#REF!</definedName></definedNames>',
            )}),
            id="a name that leads nowhere",
        ),
    ],
)  # fmt: skip
def test_an_xlsx_is_read_without_a_word(content: bytes) -> None:
    book, findings = open_book(content, Limits())
    assert findings == ()
    assert book is not None
    assert book.grids[0].cells[1, 1].value == 1


@pytest.mark.parametrize("content", [b"<x", b"", b"<a></b>"])
def test_a_broken_drawing_is_told_and_no_more(content: bytes) -> None:
    book, (told,) = open_book(_with_drawing(content), Limits())
    assert book is not None
    assert book.grids[0].cells[1, 1].value == 1
    assert (told.code, told.case, told.severity) == ("F01", "left_out", Severity.INFO)


def test_a_style_out_of_range_leaves_the_format_unseen() -> None:
    """0.5 may be 50 % or 0,5 %: nobody knows, and the reading says so."""
    book, _ = open_book(with_rows(b'<row r="1"><c r="A1" s="9999"><v>0.5</v></c></row>'), Limits())
    assert book is not None
    assert book.grids[0].cells[1, 1].format_kind is FormatKind.UNSEEN


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        pytest.param(b"A:A", Merge(top=1, left=1, bottom=1_048_576, right=1), id="a whole column"),
        pytest.param(b"3:3", Merge(top=3, left=1, bottom=3, right=16_384), id="a whole row"),
        pytest.param(b"$B$2:C9", Merge(top=2, left=2, bottom=9, right=3), id="with dollars"),
        pytest.param(b"C9:B2", Merge(top=2, left=2, bottom=9, right=3), id="from its other end"),
    ],
)
def test_merges_are_read_in_every_form(reference: bytes, expected: Merge) -> None:
    book, _ = open_book(with_rows(ONE, b'<mergeCells><mergeCell ref="%s"/></mergeCells>' % reference), Limits())
    assert book is not None
    assert book.grids[0].merges == (expected,)


def test_a_picture_tells_the_cells_that_it_covers() -> None:
    anchor = (
        b'<d:wsDr xmlns:d="d" xmlns:a="a"><d:twoCellAnchor><d:from><d:col>1</d:col><d:row>2</d:row></d:from>'
        b"<d:to><d:col>3</d:col><d:row>9</d:row></d:to><d:pic><d:blipFill><a:blip/></d:blipFill></d:pic></d:twoCellAnchor></d:wsDr>"
    )
    book, _ = open_book(_with_drawing(anchor), Limits())
    assert book is not None
    assert book.grids[0].pictures == (Merge(top=3, left=2, bottom=10, right=4),)


def _stream(write: Callable[[xlwt.Worksheet], object]) -> bytes:
    with olefile.OleFileIO(io.BytesIO(xls(write))) as container:
        found: bytes = container.openstream("Workbook").read()
    return found


def _before_the_end(stream: bytes, number: int, body: bytes) -> bytes:
    """The stream with a record more at the end of its last sheet."""
    end = stream.rindex(struct.pack("<HH", 0x000A, 0))
    return stream[:end] + struct.pack("<HH", number, len(body)) + body + stream[end:]


def _with_name(stream: bytes, tokens: bytes) -> bytes:
    """The stream with a name of these tokens in place of the first record that nobody needs, which is long enough."""
    body = struct.pack("<HBBHHH4x", 0, 0, 3, len(tokens), 0, 0) + b"\x00" + b"nom" + tokens
    first = struct.unpack_from("<H", stream, 2)[0] + 4
    place = first
    while struct.unpack_from("<HH", stream, place)[1] < len(body):
        place += 4 + struct.unpack_from("<HH", stream, place)[1]
    length = struct.unpack_from("<H", stream, place + 2)[0]
    return (
        stream[:place] + struct.pack("<HH", 0x18, length) + body.ljust(length, b"\x00") + stream[place + 4 + length :]
    )


def _with_count(stream: bytes, count: int) -> bytes:
    """The stream whose table of strings says that it holds so many."""
    changed = bytearray(stream)
    place = 0
    while struct.unpack_from("<H", stream, place)[0] != 0x00FC:
        place += 4 + struct.unpack_from("<H", stream, place + 2)[0]
    struct.pack_into("<L", changed, place + 8, count)
    return bytes(changed)


def _words(sheet: xlwt.Worksheet) -> None:
    for row in range(2_000):
        sheet.write(row, 0, f"texte {row} é" + "x" * (row % 90))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda stream: _before_the_end(stream, 0x01B8, bytes(32)), id="a link of another make"),
        pytest.param(lambda stream: _with_count(stream, 3_000), id="more strings announced than there are"),
        pytest.param(lambda stream: _with_count(stream, 10), id="fewer strings announced than there are"),
        pytest.param(lambda stream: _with_name(stream, b"\x20" + bytes(7)), id="a name with an array constant"),
        pytest.param(lambda stream: _with_name(stream, b"\x0f"), id="a name with an intersection of nothing"),
        pytest.param(lambda stream: _before_the_end(stream, 0x005D, b"\x15"), id="a drawing cut short"),
    ],
)
def test_an_xls_is_read_all_the_same(change: Callable[[bytes], bytes]) -> None:
    book, findings = open_xls(change(_stream(_words)), DESCRIBED, Limits())
    assert all(found.severity is Severity.INFO for found in findings)
    cells = book.grids[0].cells
    assert [cells[row + 1, 1].value for row in range(2_000)] == [
        f"texte {row} é" + "x" * (row % 90) for row in range(2_000)
    ]


@pytest.mark.parametrize(
    ("tokens", "held"),
    [
        pytest.param(b"\x17\x05\x00PARIS", "PARIS", id="a text"),
        pytest.param(b"\x17\x05\x01" + "Évian".encode("utf-16-le"), "Évian", id="a wide text"),
        pytest.param(b"\x1e\x0c\x00", "12", id="a whole number"),
        pytest.param(b"\x1f" + struct.pack("<d", 12.5), "12.5", id="a figure"),
    ],
)
def test_names_of_an_xls_that_hold_a_constant(tokens: bytes, held: str) -> None:
    book, _ = open_xls(_with_name(_stream(_words), tokens), DESCRIBED, Limits())
    assert book.names == {"nom": held}


def _locked(password: str) -> bytes:
    plain = io.BytesIO()
    book = xlsxwriter.Workbook(plain, {"in_memory": True})
    book.add_worksheet("Feuille").write("A1", 1)
    book.close()
    held = io.BytesIO()
    OOXMLFile(plain).encrypt(password, held)
    assert msoffcrypto.OfficeFile(io.BytesIO(held.getvalue())).is_encrypted()
    return held.getvalue()


def test_a_protected_structure_is_opened_as_excel_opens_it() -> None:
    book, findings = open_book(_locked("VelvetSweatshop"), Limits())
    assert findings == ()
    assert book is not None
    assert book.grids[0].cells[1, 1].value == 1


def test_any_other_password_is_the_senders_to_take_away() -> None:
    book, (found,) = open_book(_locked("azerty"), Limits())
    assert book is None
    assert found.code == "F02"


def test_the_limits_hold_behind_the_password_too() -> None:
    book, (found,) = open_book(_locked("VelvetSweatshop"), Limits(archive_entries=2))
    assert book is None
    assert (found.code, found.case) == ("F05", "archive_entries")
