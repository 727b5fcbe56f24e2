"""Rows written one under the other are those that are written one by one."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from math import inf, nan
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qpv_xlsx.spreadsheet import shared_texts, whole_rows
from qpv_xlsx.spreadsheet.drawing import Constant, Style
from qpv_xlsx.spreadsheet.pen import Pen
from qpv_xlsx.spreadsheet.strictness import PenError

NOW = datetime(2026, 11, 28, tzinfo=UTC)
PLAIN, FIGURE, DAY = Style(), Style(number_format="0.0", bold=True), Style(number_format="dd/mm/yyyy")
STYLES = (PLAIN, FIGURE, DAY)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["<c é’𝄞 ✔>", "a\r\nb", " x ", "_x0041_", "\0", "y" * 40_000, "=1+1"]
)
constants: st.SearchStrategy[Constant] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.floats(-1e300, 1e300),
    texts,
    st.dates(date(1950, 1, 1), date(2100, 1, 1)),
)
rows = st.lists(st.tuples(constants, constants, constants), max_size=30)


def parts(those: Sequence[Sequence[Constant]], *, at_once: bool, first: int = 2) -> dict[str, bytes]:
    pen = Pen(title="x", created=NOW)
    sheet = pen.sheet("Données")
    sheet.write(1, 1, "En-tête", PLAIN)
    if at_once:
        assert sheet.write_rows(first, those, STYLES) == len(those)
    else:
        for number, row in enumerate(those, start=first):
            sheet.write_row(number, 1, row, STYLES)
    sheet.write(first + len(those), 2, "fin", PLAIN)
    with ZipFile(BytesIO(pen.finish())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("most", [0, 2**23], ids=["aside", "held"])
@given(those=rows, first=st.sampled_from([2, 1998, 30_000]))
@settings(max_examples=40)
def test_the_workbook_is_the_same(most: int, those: list[tuple[Constant, ...]], first: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whole_rows, "_MOST", most)
        patch.setattr(whole_rows, "_AT_ONCE", 7)
        patch.setattr(shared_texts, "_REMEMBERED", 4 + most)
        assert parts(those, at_once=True, first=first) == parts(those, at_once=False, first=first)


def parts_with_links(
    those: Sequence[Sequence[Constant]], heights: Sequence[float], *, at_once: bool
) -> dict[str, bytes]:
    """Rows one by one, whose texts in the first column lead to a file; each whole, or cell by cell."""
    pen = Pen(title="x", created=NOW)
    sheet = pen.sheet("Pays")
    sheet.write_row(1, 1, ["a", "b", "c"], STYLES)  # formats are numbered as they are first used
    for number, (row, height) in enumerate(zip(those, heights, strict=False), start=2):
        path = f"territoires/{number % 3}%20x.xlsx"
        is_linked = isinstance(row[0], str) and row[0] != ""
        if at_once:
            sheet.write_whole_row(number, row, STYLES, height, {0: path} if is_linked else {})
        else:
            if is_linked:
                sheet.file_link(number, 1, str(row[0]), path, PLAIN)
            sheet.write_row(number, 1 + is_linked, row[is_linked:], STYLES[is_linked:])
            sheet.height(number, height)
    with ZipFile(BytesIO(pen.finish())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


linked = st.lists(st.tuples(constants | st.sampled_from(["Paris", "<b>", "a & b"]), constants, constants), max_size=30)


@pytest.mark.parametrize("most", [0, 2**23], ids=["aside", "held"])
@given(those=linked, heights=st.lists(st.floats(1, 500), min_size=30, max_size=30))
@settings(max_examples=40)
def test_the_workbook_is_the_same_with_links_and_heights(
    most: int, those: list[tuple[Constant, ...]], heights: list[float]
) -> None:
    those = [row for row in those if not isinstance(row[0], str) or (len(row[0]) < 100 and "\r" not in row[0])]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whole_rows, "_MOST", most)
        patch.setattr(whole_rows, "_AT_ONCE", 7)
        patch.setattr(shared_texts, "_REMEMBERED", 4 + most)
        whole = parts_with_links(those, heights, at_once=True)
        assert whole == parts_with_links(those, heights, at_once=False)


def test_the_height_that_a_row_has_is_told() -> None:
    sheet = Pen(title="x", created=NOW).sheet("Pays")
    assert [sheet.write_whole_row(row, ["x"], STYLES[:1], row * 10.1, {}) for row in (2, 41)] == [20.25, 408.75]


@pytest.mark.parametrize(("row", "path"), [(5, "a.xlsx"), (7, "a.xlsx#b"), (7, "x" * 2_080)])
def test_links_that_a_sheet_cannot_hold_are_refused(row: int, path: str) -> None:
    """Before one that is there already; into a file; longer than Excel takes."""
    sheet = Pen(title="x", created=NOW).sheet("Pays")
    sheet.write_whole_row(6, ["x"], STYLES[:1], 18, {0: "b.xlsx"})
    with pytest.raises(PenError, match="link"):
        sheet.write_whole_row(row, ["x"], STYLES[:1], 18, {0: path})


def test_a_sheet_has_links_of_one_sort() -> None:
    pen = Pen(title="x", created=NOW)
    sheet = pen.sheet("Pays")
    sheet.write_whole_row(6, ["x"], STYLES[:1], 18, {0: "b.xlsx"})
    sheet.file_link(9, 1, "y", "c.xlsx", PLAIN)
    with pytest.raises(PenError, match="two sorts"):
        pen.finish()


def sheet_and_rows(count: int, *odd: Sequence[Constant]) -> list[Sequence[Constant]]:
    return [*[("x", 1, date(2026, 1, 1))] * count, *odd]


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param(("x", nan, None), id="no number"),
        pytest.param(("x", inf, None), id="endless"),
        pytest.param(("x", 1), id="a cell too few"),
        pytest.param(("x", 1, None, None), id="a cell too many"),
    ],
)
def test_what_no_row_holds_is_told_with_its_place(odd: Sequence[Constant]) -> None:
    sheet = Pen(title="x", created=NOW).sheet("Données")
    with pytest.raises(PenError, match="A303"):
        sheet.write_rows(3, sheet_and_rows(300, odd), STYLES)


def test_rows_beyond_the_sheet_are_refused() -> None:
    sheet = Pen(title="x", created=NOW).sheet("Données")
    assert sheet.write_rows(1_048_576 - 9, sheet_and_rows(10), STYLES) == 10
    with pytest.raises(PenError, match="beyond"):
        Pen(title="x", created=NOW).sheet("Données").write_rows(1_048_576 - 9, sheet_and_rows(11), STYLES)


@pytest.mark.parametrize("is_before", [True, False])
@pytest.mark.parametrize("what", ["cell", "row", "height"])
def test_nothing_else_stands_in_such_a_row(what: str, *, is_before: bool) -> None:
    pen = Pen(title="x", created=NOW)
    sheet = pen.sheet("Données")
    for written in ["else", "rows"] if is_before else ["rows", "else"]:
        if written == "rows":
            sheet.write_rows(3, sheet_and_rows(300), STYLES)
        elif what == "cell":
            sheet.write(250, 5, "x", PLAIN)
        elif what == "row":
            sheet.write_row(250, 5, ["x"], PLAIN)
        else:
            sheet.height(250, 40)
    with pytest.raises(PenError, match="twice"):
        pen.finish()
