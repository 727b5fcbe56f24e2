"""An .xlsx file becomes a Book: every kind of content a cell can have."""

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.book import Book, Cell, CellStyle, FileFormat, FormatKind, Merge
from qpv_xlsx.spreadsheet.opening.door import open_book
from qpv_xlsx.spreadsheet.opening.visibility import colour_of
from tests.hostile.make import MAIN, parts, rels, zipped

Draw = Callable[[Any, Any], object]


def written(draw: Draw) -> bytes:
    """A workbook with one sheet, drawn by *draw* (workbook, sheet)."""
    held = io.BytesIO()
    workbook = xlsxwriter.Workbook(held, {"in_memory": True})
    draw(workbook, workbook.add_worksheet("Feuille"))
    workbook.close()
    return held.getvalue()


def opened(draw: Draw) -> Book:
    book, findings = open_book(written(draw), Limits())
    assert findings == ()
    assert book is not None
    return book


def first_cell(draw: Draw) -> Cell:
    return opened(draw).grids[0].cells[1, 1]


@pytest.mark.parametrize(
    ("value", "number_format", "expected", "kind"),
    [
        pytest.param("Paris", "General", "Paris", FormatKind.GENERAL, id="words"),
        pytest.param(12, "0", 12, FormatKind.NUMBER, id="a whole number"),
        pytest.param(0, "#,##0", 0, FormatKind.NUMBER, id="a zero is content"),
        pytest.param(0.173, "0.0%", 0.173, FormatKind.PERCENT, id="a share"),
        pytest.param(0.173, '0.0" %"', 0.173, FormatKind.NUMBER, id="a quoted percent sign is decoration"),
        pytest.param(12.5, '#,##0.00 "€"', 12.5, FormatKind.NUMBER, id="an amount"),
        pytest.param("17,3 %", "@", "17,3 %", FormatKind.TEXT, id="text"),
        pytest.param(True, "General", True, FormatKind.GENERAL, id="a boolean"),
        pytest.param(42313, "dd/mm/yyyy", datetime(2015, 11, 5), FormatKind.DATE, id="a date by format"),  # noqa: DTZ001
        pytest.param(1.5, "[h]:mm", timedelta(days=1.5), FormatKind.DATE, id="a duration"),
        pytest.param(-5, "dd/mm/yyyy", -5, FormatKind.DATE, id="before the calendar: the figure itself"),
        pytest.param("a\rb", "General", "a\rb", FormatKind.GENERAL, id="an escaped carriage return"),
        pytest.param("_x000D_", "General", "_x000D_", FormatKind.GENERAL, id="somebody wrote the escape itself"),
    ],
)
def test_constants(value: object, number_format: str, expected: object, kind: FormatKind) -> None:
    def draw(workbook: Any, sheet: Any) -> None:
        write = sheet.write_string if isinstance(value, str) else sheet.write
        write(0, 0, value, workbook.add_format({"num_format": number_format}))

    assert first_cell(draw) == Cell(value=expected, format_kind=kind, style=CellStyle(number_format=number_format))  # type: ignore[arg-type]  # a case per type


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        pytest.param(12.5, Cell(value=12.5, formula="=B1/C1"), id="its stored figure"),
        pytest.param("rien", Cell(value="rien", formula="=B1/C1"), id="its stored words"),
        pytest.param("#DIV/0!", Cell(value=None, formula="=B1/C1", error="#DIV/0!"), id="its error"),
    ],
)
def test_formulas_come_with_their_result(result: object, expected: Cell) -> None:
    assert first_cell(lambda _, sheet: sheet.write_formula("A1", "=B1/C1", None, result)) == expected


def test_a_formula_saved_by_a_program_that_computes_nothing() -> None:
    held = io.BytesIO()
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "=B1/C1"  # type: ignore[index]  # a sheet
    workbook.save(held)
    book, _ = open_book(held.getvalue(), Limits())
    assert book is not None
    assert book.grids[0].cells == {(1, 1): Cell(value=None, formula="=B1/C1", has_result=False)}


def test_an_empty_text_is_a_result() -> None:
    """As Excel stores it."""
    content = zipped(parts(b'<row r="1"><c r="A1" t="str"><f>""</f><v></v></c></row>'))
    book, _ = open_book(content, Limits())
    assert book is not None
    assert book.grids[0].cells == {(1, 1): Cell(value="", formula='=""')}


def test_shared_formulas_are_told_cell_by_cell() -> None:
    rows = b"".join(
        b'<row r="%d"><c r="A%d"><f t="shared" si="0"%s</f><v>1</v></c></row>' % (row, row, text)
        for row, text in ((1, b' ref="A1:A2">B1*2'), (2, b">"))
    )
    content = zipped(parts(rows))
    book, _ = open_book(content, Limits())
    assert book is not None
    assert [cell.formula for cell in book.grids[0].cells.values()] == ["=B1*2", "=B2*2"]


def test_cells_without_addresses_follow_each_other() -> None:
    rows = b'<row r="1"><c><v>1</v></c><c/><c s="0"><v>3</v></c></row><row><c><v>4</v></c></row>'
    book, _ = open_book(zipped(parts(rows)), Limits())
    assert book is not None
    assert {place: cell.value for place, cell in book.grids[0].cells.items()} == {(1, 1): 1, (1, 3): 3, (2, 1): 4}


def test_the_name_before_a_note_is_not_the_note() -> None:
    comments = (
        b'<comments xmlns="%s"><authors><author>Camille</author></authors><commentList><comment ref="B2" authorId="0">'
        b"<text><r><t>Camille:</t></r><r><t>\nchiffre provisoire</t></r></text></comment></commentList></comments>"
        % MAIN
    )
    package = {
        **parts(),
        "xl/worksheets/_rels/sheet1.xml.rels": rels(("rId1", "comments", "../comments1.xml")),
        "xl/comments1.xml": comments,
    }
    book, _ = open_book(zipped(package), Limits())
    assert book is not None
    assert book.grids[0].cells[2, 2] == Cell(value=None, note="chiffre provisoire")


def test_a_conversation_is_read_as_written_and_not_as_its_foreword() -> None:
    talk = b'<c:ThreadedComments xmlns:c="t">%s</c:ThreadedComments>' % b"".join(
        b'<c:threadedComment ref="A1"><c:text>%s</c:text></c:threadedComment>' % text for text in (b"combien ?", b"17")
    )
    package = {
        **parts(),
        "xl/worksheets/_rels/sheet1.xml.rels": rels(("rId1", "threadedComment", "../threadedComments/1.xml")),
        "xl/threadedComments/1.xml": talk,
    }
    book, _ = open_book(zipped(package), Limits())
    assert book is not None
    assert book.grids[0].cells[1, 1] == Cell(value=1, note="combien ?\n17")


def test_a_note_on_an_empty_cell_is_content() -> None:
    assert first_cell(lambda _, sheet: sheet.write_comment("A1", "à vérifier")) == Cell(value=None, note="à vérifier")


@pytest.mark.parametrize("background", ["", "#FFF2CC", "#FFFF00"])
@pytest.mark.parametrize(
    ("code", "is_unseen"),
    [
        ("[White]0", True),
        ("[Color 2]0;-0", True),
        ("[Color19]0", True),
        ("[Red]0", False),
        ("0;[White]-0", False),
        ("[Black]0", False),
    ],
)
def test_a_number_format_may_paint_its_figures_away(code: str, background: str, *, is_unseen: bool) -> None:
    look = {"num_format": code, **({"bg_color": background} if background else {})}
    cell = first_cell(lambda book, sheet: sheet.write(0, 0, 34, book.add_format(look)))
    assert (cell.value, cell.style.is_invisible) == (34, is_unseen)


@pytest.mark.parametrize(
    ("font", "background", "is_unseen"),
    [
        pytest.param("#FFFFFF", "#FFF2CC", True, id="white on pale yellow"),
        pytest.param("#FFF2CC", "#FFF2CC", True, id="as its background"),
        pytest.param("#FFFFCC", "", True, id="ivory on white"),
        pytest.param("#F2F2F2", "", True, id="the palest grey on white"),
        pytest.param("#000000", "#111111", True, id="black on what is nearly black"),
        pytest.param("#A6A6A6", "", False, id="grey on white"),
        pytest.param("#FF0000", "#FFF2CC", False, id="red on pale yellow"),
        pytest.param("#FFFFFF", "#0070C0", False, id="white on blue"),
        pytest.param("", "#FFF2CC", False, id="the automatic colour"),
    ],
)
def test_a_colour_that_nobody_tells_from_its_background(font: str, background: str, *, is_unseen: bool) -> None:
    look = {key: colour for key, colour in (("font_color", font), ("bg_color", background)) if colour}
    cell = first_cell(lambda book, sheet: sheet.write(0, 0, 34, book.add_format(look)))
    assert cell.style.is_invisible is is_unseen


@pytest.mark.parametrize(("points", "is_tiny"), [(1, True), (3.5, True), (4, False), (6, False), (11, False)])
def test_letters_that_are_too_small(points: float, *, is_tiny: bool) -> None:
    cell = first_cell(lambda book, sheet: sheet.write(0, 0, 34, book.add_format({"font_size": points})))
    assert cell.style.is_tiny is is_tiny


def test_the_white_of_a_theme_and_its_shades() -> None:
    assert colour_of({"theme": "0", "tint": "-4.9989318521683403E-2"}) == "F2F2F2"
    assert colour_of({"theme": "1", "tint": "0.5"}) == "808080"
    assert colour_of({"theme": "4", "tint": "0.8"}) == "theme 4 0.8"
    assert colour_of({"indexed": "26"}) == "FFFFCC"


@pytest.mark.parametrize("is_first", [False, True])
def test_words_that_are_not_struck_in_a_cell_whose_font_is(*, is_first: bool) -> None:
    """LibreOffice gives the cell the font of its first words; words without a font of their own have the cell's."""

    def draw(workbook: Any, sheet: Any) -> None:
        struck, plain = workbook.add_format({"font_strikeout": True}), workbook.add_format({"bold": True})
        fragments = ("15 ", struck, "12") if is_first else (struck, "12", plain, " 15")
        sheet.write_rich_string("A1", *fragments, struck)

    cell = first_cell(draw)
    assert (cell.value, cell.struck, cell.style.is_struck) == ("15", "12", is_first)


def test_struck_through_words_are_set_aside() -> None:
    def draw(workbook: Any, sheet: Any) -> None:
        sheet.write_rich_string("A1", workbook.add_format({"font_strikeout": True}), "12", " 15")

    assert first_cell(draw) == Cell(value="15", struck="12")


def test_what_surrounds_the_cells() -> None:
    def draw(workbook: Any, sheet: Any) -> None:
        sheet.write("A1", 1)
        sheet.write("A3", 1)
        sheet.merge_range("B2:C4", "fusion")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column("H:J", 3, None, {"hidden": True})
        sheet.insert_textbox("E5", "écrit par-dessus")
        workbook.add_worksheet("cachée").hide()
        workbook.define_name("QPV", '="PARIS-2015"')
        workbook.define_name("zone", "=Feuille!$A$1")
        workbook.set_custom_property("qpv", "PARIS")

    book = opened(draw)
    grid = book.grids[0]
    assert book.format is FileFormat.XLSX
    assert book.application == "Microsoft Excel 12.00"
    assert book.properties == {"qpv": "PARIS"}
    assert book.names == {"QPV": "PARIS-2015"}
    assert [sheet.is_hidden for sheet in book.grids] == [False, True]
    assert grid.merges == (Merge(top=2, left=2, bottom=4, right=3),)
    assert grid.hidden_rows == {3}
    assert grid.hidden_columns == {8, 9, 10}
    assert grid.text_boxes == ("écrit par-dessus",)


def test_formatted_empty_cells_cost_nothing() -> None:
    def draw(workbook: Any, sheet: Any) -> None:
        ghost = workbook.add_format({"bg_color": "yellow"})
        for row in range(3000):
            sheet.write_blank(row, 0, None, ghost)
        sheet.write(2999, 1, "fin")

    assert opened(draw).grids[0].cells == {(3000, 2): Cell(value="fin")}
