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
        "Objectif stratégique",
        "Objectif opérationnel",
        "Valeur cible nationale",
        "Indicateur",
        "Mesure",
        "Résultat 2014",
        "Objectif local 2015-2020",
        "Résultat 2015",
        "Numérateur",
        "Dénominateur",
        "Territoire entier 2015",
        "Clé",
        "Situation",
        "Périmètre",
        "Commentaire",
        "Source",
        "Contrôle",
    ]


def test_quartiers_have_their_code_and_name_above() -> None:
    assert _headers(_small(), "Par quartier") == ["Code", "Mesure", "Goutte d’Or", "QP1 Blémont", "Clé", "Total"]


def test_past_years_stand_between_the_baseline_and_the_objective() -> None:
    sheet = _sheet(_small(), "Indicateurs")
    assert _headers(_small(), "Indicateurs")[6:9] == ["Résultat 2014", "Résultat 2015", "Objectif local 2015-2020"]
    assert sheet["H6"].value == "18\u00a0% (QPV + QVA)"


def test_another_language_has_the_same_sheets_and_other_headers() -> None:
    assert _small("en").sheetnames == _small().sheetnames
    assert _headers(_small("en"), "Indicateurs")[0] == labels("en", "columns")["code"]
    assert "Complete" in str(_sheet(_small("en"), "Indicateurs")["S6"].value)


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
    by_kind = {str(row[5].value).partition("\n")[0]: row for row in sheet.iter_rows(min_row=6)}
    assert by_kind["Mesure count"][10].protection.locked
    assert not by_kind["Mesure share"][10].protection.locked
    assert by_kind["Mesure count"][10].fill.patternType == "lightUp"


def test_the_travelling_key_is_hidden_and_open() -> None:
    sheet = _sheet(_book(), "Indicateurs")
    assert (sheet["M6"].value, sheet["M6"].protection.locked) == ("EMP-01", False)
    assert sheet.column_dimensions["M"].hidden
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
    is_open = {
        cell.coordinate
        for row in sheet.iter_rows(min_row=6)
        for cell in row
        if not cell.protection.locked and not cell.coordinate.startswith("M")
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


def test_printing_repeats_the_header_on_wide_paper() -> None:
    sheet = _sheet(_book(), "Indicateurs")
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", sheet.PAPERSIZE_A3)
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.page_setup.fitToHeight == 0


def test_pages_are_numbered() -> None:
    content = written(small(), small().respondents[0])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for number in (1, 2, 3):
            assert "Page &amp;P sur &amp;N</oddFooter>" in archive.read(f"xl/worksheets/sheet{number}.xml").decode()


def test_the_cursor_waits_on_the_first_entry_cell() -> None:
    for name, cell in (("Indicateurs", "I6"), ("Par quartier", "C6")):
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
    assert [cell.value for cell in row[9:-1]] == [None] * 4 + ["EMP-08"] + [None] * 4
    assert row[-1].value == "Non demandé cette année\u00a0: Dispositif supprimé"
    assert all(cell.protection.locked for cell in row if cell.value != "EMP-08")


def test_repeated_objectives_keep_their_words_in_grey() -> None:
    sheet = _sheet(_small(), "Indicateurs")
    assert sheet["B6"].value == sheet["B7"].value
    assert sheet["B6"].font.color.rgb != sheet["B7"].font.color.rgb
    assert sheet["B7"].border.top.style is None


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
