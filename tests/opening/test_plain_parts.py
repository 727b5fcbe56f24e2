"""Parts that are cut by patterns say what they say when they are walked through, and what is not plain is walked through."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.book import CellStyle, FormatKind
from qpv_xlsx.spreadsheet.opening import plainstrings, worksheets
from qpv_xlsx.spreadsheet.opening.cellcontents import Palette
from qpv_xlsx.spreadsheet.opening.plainstrings import short_strings
from qpv_xlsx.spreadsheet.opening.refusal import Refused
from qpv_xlsx.spreadsheet.opening.texts import shared_strings
from qpv_xlsx.spreadsheet.opening.worksheets import ReadSheet, read_sheet, read_short_sheet
from tests.libreoffice import Office
from tests.reading.filled import content

PALETTE = Palette(
    strings=("Paris", "Définitif", "a<b"),
    styles=((FormatKind.GENERAL, CellStyle()), (FormatKind.NUMBER, CellStyle(number_format="0", mark="k1"))),
    epoch=datetime(1899, 12, 30),  # noqa: DTZ001
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
HEAD = f'{XML}<worksheet xmlns="{MAIN}"><cols><col min="2" max="3" hidden="1"/></cols><sheetData>'
TAIL = '</sheetData><mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells></worksheet>'
ROWS = (
    '<row r="1" spans="1:3" ht="24" x14ac:dyDescent="0.25"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1"/><c r="C1"/></row>'
    '<row r="2" hidden="1"/>'
    '<row r="3"><c r="A3"><v>12.5</v></c><c r="B3" t="str"><f>IF(A3&gt;1,"d’&quot;ici","")</f><v></v></c>'
    '<c r="C3" s="0"><f t="shared" ref="C3:C4" si="0">A3*2</f><v>25</v></c></row>'
    '<row r="4"><c r="C4"><f t="shared" si="0"/></c><c r="D4" t="b"><v>1</v></c><c r="E4" t="e"><v>#DIV/0!</v></c>'
    '<c r="F4" t="d"><v>2015-01-31</v></c><c r="G4" t="n"><v>1E3</v></c><c r="H4"><f>NA()</f><v/></c></row>'
)
SST = f'{XML}<sst xmlns="{MAIN}" count="4" uniqueCount="4">'
ITEMS = (
    '<si><t>Paris</t></si><si><t xml:space="preserve"> « a &amp; b » </t></si><si><t>ligne&#10;_x000D_</t></si>'
    "<si><r><rPr><strike/></rPr><t>12</t></r><r><t> 15</t></r></si><si><t></t></si><si><t/></si>"
)
SIGNS = (
    *("<", ">", "&", '"', "'", "/", "]]>", "<!-- x -->", "<![CDATA[9]]>", "<?x y?>", "<!DOCTYPE a>", "&amp;", "&#10;"),
    *("&#0;", "&#xD800;", "&eacute;", "\x01", "\t", "\n", "\r\n", "\ufffe", "é", "\U0001f600", " ", "0", "A1"),
)
"""What spoils any XML, or looks as if it did."""
PIECES = (
    *SIGNS,
    "s",
    "",
    *("<v>1</v>", "</v>", "<c>", "</c>", '<c r="A1"/>', '<c r="A1"><v>7</v></c>', '<c r="ZZZ9999999"><v>7</v></c>'),
    *(
        '<row r="9">',
        "</row>",
        "<row>",
        '<row r="1"/>',
        "<sheetData>",
        "</sheetData>",
        "<sheetData/>",
        "<x:c/>",
        "<f>",
        "</f>",
    ),
    *(
        '<c r="A9" t="inlineStr"><is><t>ici</t></is></c>',
        ' t="s"',
        ' r="B2"',
        ' hidden="true"',
        ' s="99"',
        "<f/>",
        "<v/>",
    ),
    *("<si>", "</si>", "<t>", "</t>", "<r>", "</r>", "<rPh><t>x</t></rPh>", "<si/>", "<a><b>", "</b></a>", "<extLst/>"),
)
Outcome = tuple[str, object]


def outcome(read: Callable[[], object]) -> Outcome:
    """What came of it, findings to the letter and cells in their order."""
    try:
        found = read()
    except Refused as refusal:
        return "refused", refusal.finding
    if isinstance(found, ReadSheet):
        return "read", (found, list(found.cells.by_place), list(found.cells.blank_marks))
    return "read", found


def both_sheets(part: bytes, limits: Limits = Limits()) -> tuple[Outcome, Outcome]:  # noqa: B008  (frozen)
    return (
        outcome(lambda: read_short_sheet("Feuille", part, PALETTE, limits)),
        outcome(lambda: read_sheet("Feuille", [part], PALETTE, limits)),
    )


def both_strings(part: bytes, limits: Limits = Limits()) -> tuple[Outcome, Outcome]:  # noqa: B008  (frozen)
    return outcome(lambda: short_strings(part, limits)), outcome(lambda: shared_strings([part], limits))


@st.composite
def spoilt(draw: st.DrawFn, part: str) -> bytes:
    """The part with up to three pieces put in, each over some signs of it; sometimes cut short or in another encoding."""
    for _ in range(draw(st.integers(1, 3))):
        at, over = draw(st.integers(0, len(part))), draw(st.sampled_from((0, 0, 0, 1, 2, 5, 9, 40)))
        part = part[:at] + draw(st.sampled_from(PIECES)) + part[at + over :]
    if draw(st.integers(0, 9)) == 0:
        part = part.replace("UTF-8", draw(st.sampled_from(("ISO-8859-1", "us-ascii", "UTF-16", "utf-8", "klingon"))))
    said = part.encode("utf-8", "surrogatepass")
    return said[: draw(st.integers(0, len(said)))] if draw(st.integers(0, 19)) == 0 else said


@settings(max_examples=600)
@given(spoilt(HEAD + ROWS + TAIL))
def test_a_sheet_says_the_same_cut_and_walked_through(part: bytes) -> None:
    cut, walked = both_sheets(part)
    assert cut == walked


@settings(max_examples=400)
@given(spoilt(SST + ITEMS + "</sst>"))
def test_a_table_of_strings_says_the_same_cut_and_walked_through(part: bytes) -> None:
    cut, walked = both_strings(part)
    assert cut == walked


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(HEAD.replace("<sheetData>", "<sheetData><!-- <sheetData> -->") + ROWS + TAIL, id="a comment"),
        pytest.param(f"{XML}<worksheet><x><sheetData>{ROWS}</sheetData></x><sheetData/></worksheet>", id="rows deeper"),
        pytest.param(f'{XML}<a:worksheet xmlns:a="m"><sheetData>{ROWS}</sheetData></a:worksheet>', id="a foreign name"),
        pytest.param(HEAD + ROWS + TAIL.replace("<merge", "<sheetData/><merge", 1), id="rows twice"),
        pytest.param(HEAD + ROWS.replace('r="G4"', 'r="D4"') + TAIL, id="a cell twice"),
        pytest.param(HEAD + ROWS.replace('r="G4"', 'r="ZZ4"') + TAIL, id="a cell too far away"),
        pytest.param(HEAD + ROWS.replace('<row r="3">', '<row r="3" r="5">') + TAIL, id="an attribute twice"),
        pytest.param(HEAD + ROWS.replace("<v>12.5</v>", "<v>12]]>5</v>") + TAIL, id="an end of raw signs"),
        pytest.param(HEAD + ROWS + TAIL + "<more/>", id="more after the end"),
        pytest.param(HEAD + TAIL, id="no row"),
        pytest.param((HEAD + ROWS + TAIL).replace("UTF-8", "us-ascii"), id="another encoding"),
    ],
)
def test_what_patterns_would_miss_is_walked_through(part: str) -> None:
    cut, walked = both_sheets(part.encode())
    assert cut == walked


@pytest.mark.parametrize(
    "limit", [{"xml_depth": 3}, {"xml_token": 8}, {"rows": 2}, {"cells": 3}, {"furthest_column": 6}]
)
def test_limits_are_the_same(limit: dict[str, int]) -> None:
    limits = replace(Limits(), **limit)
    cut, walked = both_sheets((HEAD + ROWS + TAIL).encode(), limits)
    assert cut == walked
    assert (
        both_strings((SST + ITEMS + "</sst>").encode(), limits)[0]
        == both_strings((SST + ITEMS + "</sst>").encode(), limits)[1]
    )


def test_a_pattern_takes_no_longer_for_a_table_that_breaks_off() -> None:
    """Each sign but one was tried in every way of cutting it, which never ended."""
    part = f"{SST}<si><r><t>{'a < b' * 40}</t></si><si><t>{'>' * 5000}".encode()
    cut, walked = both_strings(part)
    assert cut == walked


@pytest.fixture
def walking(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of sheets, and « strings », that were walked through whole."""
    walked: list[str] = []
    former, former_strings = read_sheet, shared_strings

    def listened(name: str, *rest: Any) -> ReadSheet:
        walked.append(name)
        return former(name, *rest)

    def listened_strings(pieces: Any, limits: Limits) -> Any:
        if isinstance(pieces, list) and not pieces[0].startswith(b"<sst><si>"):
            walked.append("strings")
        return former_strings(pieces, limits)

    monkeypatch.setattr(worksheets, "read_sheet", listened)
    monkeypatch.setattr(plainstrings, "shared_strings", listened_strings)
    return walked


def check_is_cut(workbook: bytes, walked: list[str]) -> None:
    """Every sheet and the strings, whatever the program that wrote them."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                read_short_sheet(
                    name, archive.read(name), Palette(strings=["x"] * 9999, styles=(), epoch=PALETTE.epoch), Limits()
                )
            elif name == "xl/sharedStrings.xml":
                short_strings(archive.read(name), Limits())
    assert walked == []


def test_the_samples_are_cut(walking: list[str]) -> None:
    assert read_short_sheet("Feuille", (HEAD + ROWS + TAIL).encode(), PALETTE, Limits()).cells.by_place
    assert len(short_strings((SST + ITEMS.replace("<si><t/></si>", "") + "</sst>").encode(), Limits())) == 5
    assert walking == []
    short_strings(f"{SST}</sst>".encode(), Limits())
    assert walking == ["strings"]


def test_our_forms_are_cut(walking: list[str]) -> None:
    check_is_cut(content(), walking)


def test_what_openpyxl_saved_is_walked_through(walking: list[str]) -> None:
    """It writes words into the cells."""
    stream = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(content())).save(stream)
    with zipfile.ZipFile(stream) as archive:
        cut, walked = both_sheets(archive.read("xl/worksheets/sheet2.xml"))
    assert cut == walked
    assert walking == ["Feuille"]


def test_what_libreoffice_saved_is_cut(office: Office, tmp_path: Path, walking: list[str]) -> None:
    given = tmp_path / "retour.xlsx"
    given.write_bytes(content())
    office.open(given)
    check_is_cut(office.save(tmp_path / "sorti.xlsx").read_bytes(), walking)
