"""A correction workbook holds the respondent's own answers, marks what is wrong and says how to mend it."""

import io
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.findings import Code, Finding, Place, Severity, finding
from qpv_xlsx.workbook.collection.correction import to_be_mended
from tests.collection.corrections import FINDINGS, corrected, doubted, thrice_doubted, typed_as_a_fraction
from tests.libreoffice import Office


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(corrected()))


def _sheet(book: openpyxl.Workbook, name: str) -> Worksheet:
    sheet = book[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_corrections_come_first_after_the_guide(book: openpyxl.Workbook) -> None:
    assert book.sheetnames[:3] == ["Mode d'emploi", "Corrections", "Indicateurs"]


def test_each_point_is_listed_gravest_first(book: openpyxl.Workbook) -> None:
    sheet = _sheet(book, "Corrections")
    severities = [sheet.cell(row, 2).value for row in range(6, 6 + len(FINDINGS))]
    assert severities == ["Erreur"] * 3 + ["Avertissement"] * 2 + ["Information"]


def test_a_point_leads_to_the_cell_to_mend(book: openpyxl.Workbook) -> None:
    sheet = _sheet(book, "Corrections")
    links = [cell.hyperlink.location for row in range(6, 12) if (cell := sheet.cell(row, 3)).hyperlink]
    assert links == [
        "'Indicateurs'!F7",
        "'Indicateurs'!G6",
        "'Par quartier'!M8",
        "'Indicateurs'!L8",
        "'Indicateurs'!F6",
    ]


def test_what_was_typed_is_shown_again_as_text(book: openpyxl.Workbook) -> None:
    assert _sheet(book, "Indicateurs")["F7"].value == "une dizaine"
    cell = _sheet(book, "Par quartier")["M8"]
    assert (cell.value, cell.data_type) == ("=SUM(A1)", "s")


def test_a_quartier_s_nd_is_given_back_where_it_was_typed() -> None:
    """Left blank, « s » of a quartier was no longer declared, and the workbook asked for it again."""
    sheet = _sheet(openpyxl.load_workbook(io.BytesIO(thrice_doubted())), "Par quartier")
    assert (sheet["H8"].value, sheet["J8"].value) == ("s", 12)


def test_answers_stand_in_their_cells(book: openpyxl.Workbook) -> None:
    sheet = _sheet(book, "Indicateurs")
    assert [sheet[cell].value for cell in ("F6", "G6", "H6", "J8")] == [0.173, 30, 20, "Non disponible (nd)"]


def test_a_faulty_cell_has_a_thick_border_and_a_note(book: openpyxl.Workbook) -> None:
    sheet = _sheet(book, "Indicateurs")
    note = sheet["G6"].comment
    assert sheet["G6"].border.left.style == "medium"
    assert note is not None
    assert "Le numérateur (30) est supérieur au dénominateur (20)." in note.text


def test_what_only_informs_marks_no_cell(book: openpyxl.Workbook) -> None:
    assert _sheet(book, "Indicateurs")["F6"].comment is None


@pytest.mark.parametrize(
    ("denominator", "said"), [(1000, "Information"), (900, "Avertissement"), (None, "Avertissement")]
)
def test_a_fraction_that_the_workbook_holds_in_its_cells_asks_nothing(denominator: float | None, said: str) -> None:
    """« 540 sur 1000 » left its row « À revoir », although all that the hint asks was filled in."""
    workbook = openpyxl.load_workbook(io.BytesIO(typed_as_a_fraction(denominator)), data_only=True)
    sheet, is_done = _sheet(workbook, "Indicateurs"), said == "Information"
    assert _sheet(workbook, "Corrections")["B6"].value == said
    assert (sheet["F6"].comment is None) is is_done
    assert (sheet["B6"].value == "Complet") is is_done


CASES = {
    "a value in the field that the reading told": (
        finding(Code.V01, place=Place(sheet="Indicateurs", cell="L6"), measure="EMP-01", field="territory_value"),
        Field.TERRITORY_VALUE,
    ),
    "a value, wherever it was seen": (
        finding(Code.V01, place=Place(sheet="Feuil1", cell="C3"), measure="EMP-01"),
        Field.VALUE,
    ),
    "an explanation in the comment": (finding(Code.M02, measure="EMP-01"), Field.COMMENT),
    "a situation that contradicts": (finding(Code.C05, measure="EMP-01"), Field.SITUATION),
}


@pytest.mark.parametrize(("found", "field"), CASES.values(), ids=CASES.keys())
def test_a_finding_is_mended_in_its_field(found: Finding, field: Field) -> None:
    assert to_be_mended(found) == Question(measure="EMP-01", field=field)


def test_a_finding_on_the_file_has_no_cell() -> None:
    assert to_be_mended(finding(Code.F01, severity=Severity.ERROR)) is None


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_row_with_an_open_point_is_complete(language: str) -> None:
    """A figure without fault in itself, and yet asked: the row said « Complet » beside « Avertissement »."""
    workbook = openpyxl.load_workbook(io.BytesIO(doubted(language)), data_only=True)
    sheet = _sheet(workbook, "Indicateurs")
    words = {"fr": ("À revoir", "À corriger", "Complet"), "en": ("To review", "To correct", "Complete")}[language]
    assert [sheet.cell(row, 2).value for row in (6, 7, 8)] == list(words)
    assert [_sheet(workbook, "Corrections").cell(row, 7).value for row in (6, 7)] == [words[1], words[0]]


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    ("typed", "state"),
    [
        pytest.param({("Corrections", "H7"): "je confirme, recompté"}, ("Complet", "À corriger"), id="confirmed"),
        pytest.param(
            {("Corrections", "H6"): "je confirme"}, ("À revoir", "À corriger"), id="an error is not confirmed"
        ),
        pytest.param({("Indicateurs", "F6"): "18 %"}, ("Complet", "À corriger"), id="corrected"),
        pytest.param({("Indicateurs", "F7"): "8 %"}, ("À revoir", "Complet"), id="the error too"),
        pytest.param({("Indicateurs", "F6"): "17,3 %"}, ("À revoir", "À corriger"), id="typed again as it was"),
        pytest.param({("Indicateurs", "L6"): "recompté"}, ("Complet", "À corriger"), id="explained in the comment"),
    ],
)
def test_a_row_is_complete_once_its_point_is_answered(
    office: Office, tmp_path: Path, typed: Mapping[tuple[str, str], str], state: tuple[str, str]
) -> None:
    path = tmp_path / "corrections.xlsx"
    path.write_bytes(doubted("fr"))
    office.open(path)
    assert {office.type(sheet, cell, words) for (sheet, cell), words in typed.items()} == {"ok"}
    assert (office.shown("Indicateurs", "B6"), office.shown("Indicateurs", "B7")) == state
    assert office.shown("Corrections", "G6") == state[1]
    assert office.shown("Corrections", "G7") == state[0]


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    ("typed", "points"),
    [
        pytest.param({}, "À corriger, À revoir, À revoir, À revoir", id="nothing yet"),
        pytest.param(
            {"Indicateurs!G6": "31", "Indicateurs!H6": "180"},
            "Complet, À revoir, À revoir, À revoir",
            id="the numerator",
        ),
        pytest.param({"Indicateurs!F6": "17,2 %"}, "À corriger, Complet, Complet, À revoir", id="the result"),
        pytest.param({"Indicateurs!K6": "QPV"}, "À corriger, À revoir, Complet, À revoir", id="the perimeter"),
        pytest.param({"Indicateurs!M6": "DDETS"}, "À corriger, À revoir, À revoir, À revoir", id="the source"),
        pytest.param({"Indicateurs!L6": "recompté"}, "À corriger, Complet, Complet, À revoir", id="the comment"),
        pytest.param(
            {"Corrections!H7": "je confirme, parce que la file active a changé"},
            "À corriger, Complet, À revoir, À revoir",
            id="one confirmed",
        ),
        pytest.param(
            {"Corrections!H7": "je confirme"},
            "À corriger, À revoir, À revoir, À revoir",
            id="confirmed without a reason",
        ),
        pytest.param({"Par quartier!M8": "3"}, "À corriger, À revoir, À revoir, À revoir", id="one of two quartiers"),
        pytest.param(
            {"Par quartier!J8": "9", "Par quartier!M8": "3", "Par quartier!S8": "0"},
            "À corriger, À revoir, À revoir, Complet",
            id="both quartiers",
        ),
        pytest.param(
            {"Indicateurs!J21": "Secret statistique (s)"},
            "À corriger, À revoir, À revoir, À corriger",
            id="a situation that contradicts the result",
        ),
    ],
)
def test_a_change_closes_only_the_points_that_it_may_answer(
    office: Office, tmp_path: Path, typed: Mapping[str, str], points: str
) -> None:
    path = tmp_path / "corrections.xlsx"
    path.write_bytes(thrice_doubted())
    office.open(path)
    for place, words in typed.items():
        sheet, _, cell = place.partition("!")
        assert office.type(sheet, cell, words) == "ok"

    seen = [office.shown("Corrections", f"G{row}") for row in (6, 7, 8, 9)]
    assert ", ".join(seen) == points
    of_row = "À corriger" if seen[0] == "À corriger" else "À revoir" if "À revoir" in seen[1:3] else "Complet"
    assert office.shown("Indicateurs", "B6") == of_row
