"""What the workbook looks like from outside: sheets, headers, locks, validations, printing, marks."""

import io
import re
import zipfile
from functools import cache

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from qpv_xlsx.domain.contract.reference import find_reference
from qpv_xlsx.messages.wordbook import labels
from qpv_xlsx.workbook.marks import NAME, PROPERTY
from tests.collection.paris import codes, paris, small, written

VOLATILE = re.compile(r"\b(NOW|TODAY|RAND|RANDBETWEEN|OFFSET|INDIRECT|CELL|INFO)\(")
RECENT = re.compile(r"\b(XLOOKUP|LET|FILTER|TEXTJOIN|IFS|SWITCH|SORT|UNIQUE|CONCAT|MAXIFS|TEXT)\(|_xlfn")


@cache
def _book(code: str = "EMP", language: str = "fr") -> openpyxl.Workbook:
    respondent = next(respondent for respondent in paris().respondents if respondent.code == code)
    return openpyxl.load_workbook(io.BytesIO(written(paris(), respondent, language=language)))


@cache
def _small(language: str = "fr") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written(small(), small().respondents[0], language=language)))


def _sheet(book: openpyxl.Workbook, name: str) -> Worksheet:
    sheet = book[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def _cells(book: openpyxl.Workbook) -> list[Cell]:
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell, Cell)]


def _headers(book: openpyxl.Workbook, name: str) -> list[object]:
    return [cell.value for cell in _sheet(book, name)[5]]


@pytest.mark.parametrize("code", codes())
def test_the_sheets_are_those_of_the_contract(code: str) -> None:
    states = [(sheet.title, sheet.sheet_state) for sheet in _book(code)]
    assert states == [
        ("Mode d'emploi", "visible"),
        ("Indicateurs", "visible"),
        ("Par quartier", "visible"),
        ("_listes", "hidden"),
        ("_qpv", "veryHidden"),
    ]


def test_the_headers_are_those_of_the_contract() -> None:
    assert _headers(_book(), "Indicateurs") == [
        "Code",
        "État",
        "Mesure",
        "Résultats 2014 pour Paris",
        "Objectif local 2015-2020",
        "Résultat 2015",
        "Numérateur",
        "Dénominateur",
        "Clé",
        "Situation",
        "Périmètre",
        "Commentaire",
        "Source",
        "Contrôle",
        "À savoir",
        "Objectif stratégique",
        "Objectif opérationnel",
        "Valeur cible nationale",
        "Indicateur",
    ]


@pytest.mark.parametrize(
    ("code", "absent"), [("EMP", {"Territoire entier 2015"}), ("JUS", {"Numérateur", "Dénominateur"})]
)
def test_columns_that_nobody_is_asked_for_are_not_there(code: str, absent: set[str]) -> None:
    assert not absent & set(_headers(_book(code), "Indicateurs"))
    assert absent <= set(_headers(_book("EDU"), "Indicateurs"))


def test_quartiers_have_their_code_and_name_above() -> None:
    assert _headers(_small(), "Par quartier") == ["Code", "Mesure", "Goutte d’Or", "QP1 Blémont", "Clé", "Total"]


def test_past_years_stand_between_the_baseline_and_the_objective() -> None:
    sheet = _sheet(_small(), "Indicateurs")
    assert _headers(_small(), "Indicateurs")[3:6] == [
        "Résultats 2014 pour Paris",
        "Résultat 2015",
        "Objectif local 2015-2020",
    ]
    assert sheet["E6"].value == "18\u00a0% (QPV + QVA)"


def test_another_language_has_the_same_sheets_and_other_headers() -> None:
    assert _small("en").sheetnames == _small().sheetnames
    assert _headers(_small("en"), "Indicateurs")[0] == labels("en", "columns")["code"]
    assert "Complete" in str(_sheet(_small("en"), "Indicateurs")["B6"].value)


@pytest.mark.parametrize("code", codes())
def test_only_entry_cells_and_the_travelling_key_are_open(code: str) -> None:
    for name in ("Indicateurs", "Par quartier"):
        sheet = _sheet(_book(code), name)
        keys = {cell.column: cell.value for cell in sheet[4]}
        entries = {
            "value",
            "numerator",
            "denominator",
            "territory_value",
            "situation",
            "perimeter",
            "comment",
            "source",
        }
        for row in sheet.iter_rows(min_row=1):
            for cell in row:
                key = str(keys.get(cell.column, ""))
                is_open = not cell.protection.locked
                may_be_open = (cell.row or 0) > 5 and (key in entries or key == "key" or key.startswith("quartier:"))
                assert not is_open or may_be_open, cell.coordinate


def test_fields_that_do_not_apply_are_closed() -> None:
    sheet = _sheet(_small(), "Indicateurs")
    by_kind = {str(row[2].value).partition("\n")[0]: row for row in sheet.iter_rows(min_row=6)}
    numerator = _headers(_small(), "Indicateurs").index("Numérateur")
    assert by_kind["Mesure count"][numerator].protection.locked
    assert not by_kind["Mesure share"][numerator].protection.locked
    assert by_kind["Mesure count"][numerator].fill.patternType == "lightUp"


def test_the_travelling_key_is_hidden_and_open() -> None:
    sheet = _sheet(_book(), "Indicateurs")
    assert (sheet["I6"].value, sheet["I6"].protection.locked) == ("EMP-01", False)
    assert sheet.column_dimensions["I"].hidden
    assert sheet.row_dimensions[4].hidden


@pytest.mark.parametrize("code", codes())
def test_protection_lets_filter_and_format_but_not_sort_insert_or_delete(code: str) -> None:
    for name in ("Indicateurs", "Par quartier"):
        sheet = _sheet(_book(code), name)
        protection = sheet.protection
        assert protection.sheet
        assert protection.password is None
        if sheet.max_row > 5:  # an attribute that is true forbids
            assert not protection.autoFilter
            assert not protection.formatColumns
            assert protection.sort
            assert protection.insertRows
            assert protection.deleteRows


@pytest.mark.parametrize("code", codes())
def test_every_entry_cell_has_a_validation_that_speaks(code: str) -> None:
    sheet = _sheet(_book(code), "Indicateurs")
    checked = {cell for rule in sheet.data_validations.dataValidation for cell in str(rule.sqref).split()}
    key = _headers(_book(code), "Indicateurs").index("Clé")
    is_open = {
        cell.coordinate
        for row in sheet.iter_rows(min_row=6)
        for number, cell in enumerate(row)
        if not cell.protection.locked and number != key
    }
    assert checked == is_open
    for rule in sheet.data_validations.dataValidation:
        assert rule.prompt
        assert rule.error
        assert rule.errorStyle in {None, "stop"}


@pytest.mark.parametrize("code", codes())
def test_formulas_are_known_to_every_program_and_calm(code: str) -> None:
    formulas = [str(cell.value) for cell in _cells(_book(code)) if cell.data_type == "f"]
    assert formulas
    assert [formula for formula in formulas if VOLATILE.search(formula) or RECENT.search(formula)] == []


@pytest.mark.parametrize("code", codes())
def test_nothing_is_merged_linked_or_automated(code: str) -> None:
    book = _book(code)
    assert not any(_sheet(book, name).merged_cells.ranges for name in book.sheetnames)
    assert not book.vba_archive
    assert not any("[" in str(cell.value) for cell in _cells(book) if cell.data_type == "f")


@pytest.mark.parametrize("name", ["Indicateurs", "Par quartier"])
@pytest.mark.parametrize("code", codes())
def test_printing_repeats_header_and_question_on_usual_paper(code: str, name: str) -> None:
    sheet = _sheet(_book(code), name)
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", sheet.PAPERSIZE_A4)
    assert sheet.page_setup.fitToHeight == 0
    if sheet.max_row > 5:
        assert sheet.print_title_rows == "$5:$5"
        assert (sheet.print_title_cols or "") == (
            "" if sheet.page_setup.fitToWidth == 1 else f"$A:${'C' if name == 'Indicateurs' else 'B'}"
        )


def test_pages_are_numbered() -> None:
    content = written(small(), small().respondents[0])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for number in (1, 2, 3):
            assert "Page &amp;P sur &amp;N</oddFooter>" in archive.read(f"xl/worksheets/sheet{number}.xml").decode()


def test_the_cursor_waits_on_the_first_entry_cell() -> None:
    for name, cell in (("Indicateurs", "F6"), ("Par quartier", "C6")):
        view = _sheet(_book(), name).sheet_view
        assert view.selection[-1].activeCell == cell
        assert view.pane is not None


def test_the_marks_agree() -> None:
    book = _book()
    hidden = {row[0]: row[1] for row in _sheet(book, "_qpv").iter_rows(values_only=True)}
    properties = book.custom_doc_props.props  # type: ignore[attr-defined]  # missing in the stubs
    said = [
        *(str(_sheet(book, name)["A2"].value) for name in ("Mode d'emploi", "Indicateurs", "Par quartier")),
        str(hidden["reference"]),
        *(found.value for found in properties if found.name == PROPERTY),
        book.defined_names[NAME].value,
    ]
    assert {str(find_reference(text)) for text in said} == {str(find_reference(str(hidden["reference"])))}
    assert len(said) == 6


def test_a_waived_measure_is_closed_and_says_why() -> None:
    sheet = _sheet(_small(), "Indicateurs")
    row = next(row for row in sheet.iter_rows(min_row=6) if row[0].value == "EMP-08")
    assert [cell.value for cell in row[6:-6]] == [None] * 4 + ["EMP-08"] + [None] * 4
    assert row[1].value == "Non demandé"
    assert row[-6].value == "Non demandé cette année\u00a0: Dispositif supprimé"
    assert all(cell.protection.locked for cell in row if cell.value != "EMP-08")


def test_the_glossary_explains_the_abbreviations_of_this_workbook_only() -> None:
    texts = [cell.value for cell in _sheet(_small(), "Mode d'emploi")["A"]]
    assert "ZUS" in texts
    assert "QPV" in texts
    assert "TIG" not in texts


def test_every_row_is_low_enough_for_excel() -> None:
    for code in codes():
        heights = [dimension.height for dimension in _sheet(_book(code), "Indicateurs").row_dimensions.values()]
        assert max(height for height in heights if height) < 409


def test_the_same_campaign_gives_the_same_bytes() -> None:
    assert written(small(), small().respondents[0]) == written(small(), small().respondents[0])
