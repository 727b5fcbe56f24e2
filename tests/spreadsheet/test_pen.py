"""What the pen writes is what was asked, and what the format cannot hold is an error."""

import gc
import io
import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import openpyxl
import pytest
from xlsxwriter.worksheet import Worksheet

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.spreadsheet.charting import small_bars
from qpv_xlsx.spreadsheet.drawing import (
    MAX_FORMULA,
    MAX_TEXT,
    Area,
    Chart,
    ColumnWidth,
    Cut,
    Formula,
    Result,
    Series,
    Style,
    Validation,
)
from qpv_xlsx.spreadsheet.pen import Content, Pen, Sheet
from qpv_xlsx.spreadsheet.stencils import said_by_the_first, said_whole
from qpv_xlsx.spreadsheet.strictness import PenError

CREATED = datetime(2015, 11, 5, 12, 0, tzinfo=UTC)
PLAIN = Style()


def _pen() -> Pen:
    return Pen(title="Collecte", created=CREATED, properties=[("qpv-xlsx", "PARIS-2015/EMP/1-AB")])


def _reread(pen: Pen) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(pen.finish()))


@pytest.mark.parametrize(
    "text", ["=1+1", "http://exemple.fr", "0123", "+3", "{=A1}", "_x000D_", "TRUE", "#N/A", " deux "]
)
def test_texts_stay_texts(text: str) -> None:
    pen = _pen()
    pen.sheet("S").write(1, 1, text, PLAIN)
    cell = _reread(pen)["S"]["A1"]
    assert (cell.value, cell.hyperlink) == (text, None)


def test_line_ends_become_one_kind() -> None:
    pen = _pen()
    pen.sheet("S").write(1, 1, "un\r\ndeux\rtrois", PLAIN)
    assert _reread(pen)["S"]["A1"].value == "un\ndeux\ntrois"


ROWS: tuple[tuple[Content, ...], ...] = (
    ("un", 2, 3.5, None, "", True, CREATED.replace(tzinfo=None), "=1+1", "a\r\nb", 0, -1.25, "un"),
    (1, True, 0, False, 1.0, 0.0, 1, 9_999, 10_000, -9_999.5, 0.1),
    (Kind.SHARE, 1e21, 10**15, "é" * (MAX_TEXT // 2), "é" * (MAX_TEXT // 2 + 1), "𝄞" * MAX_TEXT, " deux ", "_x000D_"),
    (),
)


def test_a_row_at_once_is_what_its_cells_are_one_by_one() -> None:
    """To the byte, and with what was cut."""
    slow, quick = _pen(), _pen()
    one_by_one, at_once = slow.sheet("S"), quick.sheet("S")
    for row, contents in enumerate(ROWS, start=2):
        for column, content in enumerate(contents, start=3):
            one_by_one.write(row, column, content, PLAIN)
        at_once.write_row(row, 3, contents, PLAIN)
    assert quick.cuts == slow.cuts != ()
    assert quick.finish() == slow.finish()


FORMULAS = (
    Formula("=1+1", 2),
    Formula('=IF(A1<>"",A1&"x",1)', "a & b"),
    Formula("=A1", 0.1 + 0.2),
    Formula("=A1", ""),
    Formula("=1/0", "#DIV/0!"),
    Formula("=TRUE", True),
)


def test_a_rule_is_spelt_as_xlsxwriter_spells_it() -> None:
    """To the byte: formulas with signs of XML, one area twice, a rule that stops, a single cell."""
    slow, quick = _pen(), _pen()
    rules = (
        (Area(2, 1, 9, 3), '=AND($A2<>"",B2<C2,"a"&"b"="ab")', Style(fill="#FFEEDD"), False),
        (Area(2, 1, 9, 3), "=$A2>1", Style(bold=True), True),
        (Area(4, 4, 4, 4), "=D4=statut", Style(fill="#FFEEDD"), False),
    )
    one, other = slow.sheet("S"), quick.sheet("S")
    for area, formula, style, stop in rules:
        shared = slow.formats.differential(style)
        options = {"type": "formula", "criteria": formula, "format": shared, "stop_if_true": stop}
        corners = (area.top - 1, area.left - 1, area.bottom - 1, area.right - 1)
        assert one._sheet.conditional_format(*corners, options) == 0
        other.highlight(area, formula, style, stop=stop)
    one._sheet.conditional_format(0, 0, 9, 3, {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#63BE7B"})
    other.scale(Area(1, 1, 10, 4), "#FFFFFF", "#63BE7B")
    _spell_slowly(one, "_write_conditional_formatting")
    assert quick.finish() == slow.finish()


def _spell_slowly(sheet: Sheet, *ways: str) -> None:
    """As XlsxWriter itself does."""
    for way in ways:
        setattr(sheet._sheet, way, partial(getattr(Worksheet, way), sheet._sheet))


def test_widths_of_several_columns_are_those_of_each_of_them() -> None:
    """To the byte: folded, hidden, of the usual width, next to one like it, as narrow as can be."""
    slow, quick = _pen(), _pen()
    one, other = slow.sheet("S"), quick.sheet("S")
    told = [
        (8.43, False, 0, False),
        (30, True, 1, False),
        (30, True, 1, False),
        (3, False, 0, True),
        (0.5, False, 2, False),
    ]
    for number, (width, hidden, level, collapsed) in enumerate(told):
        options = {"hidden": hidden, "level": level, "collapsed": collapsed}
        assert one._sheet.set_column(number, number, width, None, options) == 0
    _spell_slowly(one, "_write_col_info")
    other.widths(tuple(ColumnWidth(number, *about) for number, about in enumerate(told, start=1)))
    assert quick.finish() == slow.finish()


def test_small_bars_are_spelt_as_xlsxwriter_spells_them() -> None:
    slow, quick = _pen(), _pen()
    one, other = slow.sheet("L'été"), quick.sheet("L'été")
    sources = {"F2": Area(2, 1, 2, 5), "F3": Area(3, 1, 3, 5)}
    for from_zero in (True, False):
        options = small_bars(sources, ("#A9C4F5", "#4A6FD0"), from_zero=from_zero)
        assert one._sheet.add_sparkline(0, 0, options) == 0
        other.sparklines(sources, ("#A9C4F5", "#4A6FD0"), from_zero=from_zero)
    _spell_slowly(one, "_write_sparklines")
    assert quick.finish() == slow.finish()


def test_a_row_of_formulas_and_moments_in_several_styles_is_what_its_cells_are_one_by_one() -> None:
    moments = (CREATED.replace(tzinfo=None), CREATED.date())
    contents: tuple[Content | Formula, ...] = (*FORMULAS, *moments, "texte", 1)
    styles = [Style(size=8 + number % 3) for number in range(len(contents))]
    slow, quick = _pen(), _pen()
    one_by_one, at_once = slow.sheet("S"), quick.sheet("S")
    for column, (content, style) in enumerate(zip(contents, styles, strict=True), start=2):
        if isinstance(content, Formula):
            one_by_one.formula(7, column, content.text, content.result, style)
        else:
            one_by_one.write(7, column, content, style)
    at_once.write_row(7, 2, contents, styles)
    assert quick.finish() == slow.finish()


def test_formulas_of_a_family_are_those_that_each_row_would_have() -> None:
    """Read by another program; rows in between that are not of the family keep what they hold."""
    results: tuple[Result, ...] = ("a & b", 2, 0.1 + 0.2, "a & b", "", "#N/A", True, 12_345)
    pen = _pen()
    for name in "ST":  # two sheets: each counts its own
        sheet = pen.sheet(name)
        families = [sheet.family(Area(2, column, 40, column)) for column in (1, 2)]
        for row, result in enumerate(results, start=2):
            if row % 4 == 0:
                sheet.write_row(row, 1, ("autre", Formula(f"=C{row}", result)), PLAIN)
                continue
            texts = (f"=$C{row}&C$1&C{row + 1}", f'=IF(AND(D{row}<>"",seuil>1),"<&>",SUM(C{row}:D{row}))')
            said = [
                said_whole(text, family) if row == 2 else said_by_the_first(family)
                for text, family in zip(texts, families, strict=True)
            ]
            sheet.write_line(row, (None, None), [(0, result), (1, result)], said, (PLAIN, PLAIN))
    content = pen.finish()
    formulas, shown = (openpyxl.load_workbook(io.BytesIO(content), data_only=only) for only in (False, True))
    for name in "ST":
        for row, result in enumerate(results, start=2):
            found = [formulas[name].cell(row, column).value for column in (1, 2)]
            alone = ["autre", f"=C{row}"]
            moved = [f"=$C{row}&C$1&C{row + 1}", f'=IF(AND(D{row}<>"",seuil>1),"<&>",SUM(C{row}:D{row}))']
            assert found == (alone if row % 4 == 0 else moved)
            value = shown[name].cell(row, 2).value
            assert (value, type(value)) == (pytest.approx(result, abs=1e-15) if result else None, type(result or None))


LONG = "é" * (MAX_TEXT + 1)
LINE: tuple[Content, ...] = (
    "un",
    None,
    12_345_678,
    LONG,
    "a\r\nb",
    CREATED.date(),
    True,
    -0.25,
    3,
    None,
    None,
    "t",
    None,
)
RESULTS: tuple[tuple[int, Result], ...] = ((1, "a & b"), (9, 98_765_432.1), (10, ""), (12, False))
LINE_STYLES = tuple([Style(size=8 + number % 3, number_format="#,##0.00") for number in range(len(LINE))])


def _with_two_sheets(*, again: bool) -> tuple[bytes, object]:
    """A row on two sheets, as number 1 048 of one and 7 of the other. *again*: the second time as it was spelt."""
    pen = _pen()
    first, second = pen.sheet("S"), pen.sheet("T")
    for sheet in (first, second):
        sheet.widths((ColumnWidth(3, 3), ColumnWidth(10, 3)))
    whole = [
        said_whole(f'=IF(A1048<{place},"&",1)', first.family(Area(1048, place + 1, 9999, place + 1)))
        for place, _ in RESULTS
    ]
    line = first.write_line(1048, LINE, RESULTS, whole, LINE_STYLES)
    second.write(7, 2, "dessous", PLAIN)
    families = [second.family(Area(3, place + 1, 99, place + 1)) for place, _ in RESULTS]
    said = [said_whole("=1048", families[0]), *map(said_by_the_first, families[1:])]
    if again:
        assert second.write_again(7, line, said, LINE_STYLES)
    else:
        second.write_line(7, LINE, RESULTS, said, LINE_STYLES)
    return pen.finish(), pen.cuts


def test_a_row_written_again_is_what_it_would_be_written_anew() -> None:
    """To the byte: columns are as wide, texts are counted and cut there too, formulas are told by their own sheet's."""
    assert _with_two_sheets(again=True) == _with_two_sheets(again=False)
    _, cuts = _with_two_sheets(again=True)
    assert cuts == (Cut(sheet="S", cell="D1048", length=len(LONG)), Cut(sheet="T", cell="D7", length=len(LONG)))


def test_a_row_that_looks_otherwise_elsewhere_is_not_written_again() -> None:
    pen = _pen()
    first, second = pen.sheet("S"), pen.sheet("T")
    line = first.write_line(1, ("un", None), [(1, 2)], [said_whole("=1+1")], (PLAIN, PLAIN))
    assert not second.write_again(1, line, [said_whole("=1+1")], (PLAIN, Style(bold=True)))
    assert second.write_again(2, line, [said_whole("=1+1")], (Style(), Style()))  # equal ones are the same
    assert [[cell.value for cell in row] for row in _reread(pen)["T"]["A1:B2"]] == [[None, None], ["un", "=1+1"]]


def test_what_no_cell_holds_is_an_error_in_a_line_too() -> None:
    for contents, results in (((float("nan"), None), [(1, 2)]), (("un", None, "trois"), [(1, 2)])):
        with pytest.raises(PenError):
            _pen().sheet("S").write_line(1, contents, results, [said_whole("=1")], (PLAIN, PLAIN))
    with pytest.raises(PenError):
        _pen().sheet("S").write_line(2_000_000, ("un", None), [(1, 2)], [said_whole("=1")], (PLAIN, PLAIN))
    for said in ([], [said_whole("=1")] * 2):
        with pytest.raises(PenError):
            _pen().sheet("S").write_line(1, ("un", None), [(1, 2)], said, (PLAIN, PLAIN))
    for text in ("1+1", f"={'1+' * MAX_FORMULA}1"):
        with pytest.raises(ValueError, match=re.escape(text[:80])):
            said_whole(text)


LOOKS = (
    PLAIN,
    Style(size=8, bold=True, color="#FF0000", fill="#FFEEDD"),
    Style(size=8, bold=True, color="#FF0000", fill="#FFEEDD", number_format="0.0%", locked=False),
    Style(italic=True, underline=True, borders="LRTB", border=1, border_color="#00AA00", wrap=True, align="right"),
    Style(fill="#FFEEDD", pattern=3, pattern_color="#112233", indent=2, valign="top", rotation=90),
)


def test_formats_known_already_are_those_that_xlsxwriter_makes() -> None:
    """To the byte, in the first workbook and in the next one, whatever was written in between."""

    def written(*, slowly: bool) -> bytes:
        pen = _pen()
        if slowly:
            book = pen._book
            book.known_format = lambda look: book.add_format(dict(look.options))  # type: ignore[method-assign]  # XlsxWriter's own way
        sheet = pen.sheet("S")
        for row, style in enumerate(LOOKS, start=1):
            sheet.write(row, 1, "texte", style, mark=f"marque {row}" if row % 2 else "")
            sheet.highlight(Area(row, 1, row, 1), f"=A{row}=1", style)
        return pen.finish()

    slow = written(slowly=True)
    assert [written(slowly=False) for _ in range(2)] == [slow, slow]


def test_the_last_writing_stands_whether_of_a_row_or_of_a_cell() -> None:
    pen = _pen()
    sheet = pen.sheet("S")
    sheet.write(1, 2, "d’abord", PLAIN)
    sheet.write(1, 9, "plus loin", PLAIN)
    sheet.write_row(1, 1, ("a", "b", "c"), PLAIN)
    sheet.link(1, 3, "lien", ("S", "A1"), PLAIN)
    sheet.write_row(1, 5, ("e", "f"), PLAIN)
    cells = _reread(pen)["S"][1]
    assert [cell.value for cell in cells] == ["a", "b", "lien", None, "e", "f", None, None, "plus loin"]


def test_what_no_cell_holds_is_an_error_in_a_row_too() -> None:
    for content in (float("nan"), float("inf"), Formula("1+1", 2), Formula(f"={'1+' * MAX_FORMULA}1", 2)):
        with pytest.raises(PenError):
            _pen().sheet("S").write_row(1, 1, (content,), PLAIN)
    with pytest.raises(PenError, match="longer"):
        _pen().sheet("S").write_row(1, 1, ("un", "deux"), (PLAIN,))


def test_a_chart_over_a_row_at_once_would_keep_none_of_its_figures() -> None:
    pen = _pen()
    sheet = pen.sheet("S")
    sheet.write_row(1, 1, (1, 2, 3), PLAIN)
    series = Series(name="un", sheet="S", categories=Area(1, 1, 1, 3), values=Area(1, 1, 1, 3))
    sheet.place_chart(3, 1, Chart(kind="bar", series=(series,), title="t", description="d"))
    with pytest.raises(PenError):
        pen.finish()


def test_a_table_reaches_to_its_last_row() -> None:
    pen = _pen()
    sheet = pen.sheet("S")
    for row in range(2, 40):
        sheet.write_row(row, 1, ("un", row), PLAIN)
    sheet.table(Area(1, 1, 39, 2), "tableau", ("mot", "nombre"))
    (table,) = _reread(pen)["S"].tables.values()
    assert (table.ref, table.autoFilter.ref) == ("A1:B39", "A1:B39")
    with pytest.raises(PenError):
        sheet.table(Area(50, 1, 60, 2), "autre", ("mot", "nombre"))


def test_a_row_too_far_is_an_error() -> None:
    with pytest.raises(PenError):
        _pen().sheet("S").write_row(2_000_000, 1, ("un",), PLAIN)


def test_heights_are_those_that_were_set_and_folded_rows_take_none() -> None:
    sheet = _pen().sheet("S")
    for row, height in ((2, 30.0), (3, 30.0), (4, 999.0)):
        sheet.height(row, height, hidden=row == 3, level=int(row == 3))
    assert sheet.heights(1, 5) == [15.0, 30.0, 0.0, 408.75, 15.0]
    assert sheet.heights(2, 3) == [30.0, 0.0]


def test_a_text_too_long_is_cut_and_told() -> None:
    pen = _pen()
    pen.sheet("S").write(3, 2, "𝄞" * MAX_TEXT, PLAIN)
    (cut,) = pen.cuts
    assert (cut.sheet, cut.cell, cut.length) == ("S", "B3", MAX_TEXT)
    assert str(_reread(pen)["S"]["B3"].value).endswith("𝄞…")


def test_equal_styles_share_one_format() -> None:
    pen = _pen()
    sheet = pen.sheet("S")
    for row in range(1, 50):
        sheet.write(row, 1, row, Style(bold=True))
    assert len(_reread(pen)._cell_styles) <= 2  # type: ignore[attr-defined]  # openpyxl keeps them private


def test_the_same_calls_give_the_same_bytes() -> None:
    def made() -> bytes:
        pen = _pen()
        sheet = pen.sheet("S")
        sheet.write(1, 1, 0.1 + 0.2, PLAIN)
        sheet.formula(2, 1, "=A1*2", 2 * (0.1 + 0.2), PLAIN)
        sheet.note(1, 1, "note")
        return pen.finish()

    assert made() == made()


def test_the_document_says_its_title_language_date_and_property() -> None:
    pen = _pen()
    pen.sheet("S")
    book = _reread(pen)
    assert (book.properties.title, book.properties.language) == ("Collecte", "fr-FR")
    assert book.properties.created == CREATED.replace(tzinfo=None)
    properties = book.custom_doc_props.props  # type: ignore[attr-defined]  # missing in the stubs
    assert [(found.name, found.value) for found in properties] == [("qpv-xlsx", "PARIS-2015/EMP/1-AB")]


MISUSES: dict[str, Callable[[Sheet], object]] = {
    "input message of 256 characters": lambda sheet: sheet.validate(
        Area(1, 1, 1, 1), Validation(kind="any", input_message="x" * 256)
    ),
    "title of 33 characters": lambda sheet: sheet.validate(
        Area(1, 1, 1, 1), Validation(kind="any", input_title="x" * 33, input_message="x")
    ),
    "list longer than 255 characters": lambda sheet: sheet.validate(
        Area(1, 1, 1, 1), Validation(kind="list", source=("x" * 200, "y" * 200))
    ),
    "comma in a word of a list, which would be two": lambda sheet: sheet.validate(
        Area(1, 1, 1, 1), Validation(kind="list", source=("lu, sans suite", "refus"))
    ),
    "row beyond the sheet": lambda sheet: sheet.write(1_048_577, 1, "x", PLAIN),
    "number that is none": lambda sheet: sheet.write(1, 1, float("nan"), PLAIN),
    "formula without its sign": lambda sheet: sheet.formula(1, 1, "A1", 0, PLAIN),
    "formula too long": lambda sheet: sheet.formula(1, 1, "=" + "1+" * 5000 + "1", 0, PLAIN),
    "table named like a cell": lambda sheet: sheet.table(Area(1, 1, 2, 1), "T1", ["a"]),
    "zoom out of range": lambda sheet: sheet.show(zoom=5),
    "bounds of nothing": lambda sheet: sheet.validate(Area(1, 1, 1, 1), Validation(kind="whole")),
    "tip too long for a link": lambda sheet: sheet.link(1, 1, "x", ("S", "A" * 3000), PLAIN),
}


@pytest.mark.parametrize("misuse", MISUSES.values(), ids=MISUSES.keys())
def test_what_the_format_cannot_hold_is_an_error(misuse: Callable[[Sheet], object]) -> None:
    with pytest.raises((PenError, ValueError, TypeError)):
        misuse(_pen().sheet("S"))


def test_two_sheets_alike_are_an_error() -> None:
    pen = _pen()
    pen.sheet("S")
    with pytest.raises(PenError):
        pen.sheet("s")


def test_formulas_carry_their_result() -> None:
    pen = _pen()
    sheet = pen.sheet("S")
    sheet.formula(1, 1, "=1/3", 1 / 3, PLAIN)
    sheet.formula(2, 1, '="a"&"b"', "ab", PLAIN)
    sheet.formula(3, 1, "=1=1", result=True, style=PLAIN)
    book = openpyxl.load_workbook(io.BytesIO(pen.finish()), data_only=True)
    assert [book["S"].cell(row, 1).value for row in (1, 2, 3)] == [pytest.approx(1 / 3, abs=1e-15), "ab", True]


def test_a_note_is_cut_to_what_programs_hold_in_a_box_that_a_screen_shows() -> None:
    pen = _pen()
    pen.sheet("S").note(2, 3, "ligne\r\n" * 10_000)
    note = _reread(pen)["S"]["C2"].comment
    assert note is not None
    assert (len(note.text), note.text[-1]) == (MAX_TEXT, "…")
    assert note.height <= 600


def test_a_finished_workbook_leaves_nothing_to_search_for() -> None:
    """Searching for objects in a circle is rare while a country is written: each workbook would wait beside the next ones."""

    def written() -> int:
        pen = _pen()
        for name in "ST":
            sheet = pen.sheet(name)
            sheet.write(1, 1, "texte", PLAIN)
            sheet.write_row(2, 1, (1, 2), PLAIN)
            sheet.validate(Area(1, 1, 1, 1), Validation(kind="list", source=("a", "b")))
            sheet.note(1, 1, "note")
        return len(pen.finish())

    written()
    gc.collect()
    gc.disable()
    try:
        assert written()
        assert gc.collect() == 0
    finally:
        gc.enable()
