"""Every formula's stored result is what LibreOffice calculates; Open XML rules find nothing."""

import io
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator

from qpv_xlsx.domain.contract.campaign import Campaign, Respondent
from qpv_xlsx.spreadsheet.drawing import Style
from qpv_xlsx.spreadsheet.pen import Pen
from tests.collection.corrections import corrected
from tests.collection.paris import CREATED, answers_of, codes, paris, small, with_past_by_quartier, written
from tests.libreoffice import Office

FILLINGS = ("blank", "prefilled")
CASES = [
    *((paris(), respondent, filling, "fr") for respondent in paris().respondents for filling in FILLINGS),
    *((small(), small().respondents[0], filling, language) for filling in FILLINGS for language in ("fr", "en")),
    *((with_past_by_quartier(), small().respondents[0], filling, "fr") for filling in FILLINGS),
]
NAMES = [
    f"{respondent.code} of {campaign.code} in {language}, {filling}, {len(campaign.history)} past figures"
    for campaign, respondent, filling, language in CASES
]


def stored_results(content: bytes) -> Mapping[tuple[str, str], object]:
    """Result stored with each formula, by (sheet, cell); an empty text where there is none."""
    formulas = openpyxl.load_workbook(io.BytesIO(content))
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return {
        (sheet.title, cell.coordinate): "" if (value := values[sheet.title][cell.coordinate].value) is None else value
        for sheet in formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def _differences(office: Office, path: Path) -> dict[tuple[str, str], tuple[object, object]]:
    stored = stored_results(path.read_bytes())
    office.open(path)
    calculated = office.recalculate()
    assert stored.keys() == calculated.keys()
    return {
        place: (stored[place], result)
        for place, result in calculated.items()
        if stored[place] != (pytest.approx(result, rel=1e-12) if isinstance(result, float) else result)
    }


@pytest.mark.libreoffice
@pytest.mark.parametrize(("campaign", "respondent", "filling", "language"), CASES, ids=NAMES)
def test_stored_results_are_those_of_a_recalculation(
    campaign: Campaign, respondent: Respondent, filling: str, language: str, office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "collecte.xlsx"
    answers = answers_of(campaign, respondent) if filling == "prefilled" else {}
    path.write_bytes(written(campaign, respondent, answers, language))
    assert _differences(office, path) == {}


@pytest.mark.libreoffice
def test_a_wrong_stored_result_is_seen(office: Office, tmp_path: Path) -> None:
    pen = Pen(title="faux", created=CREATED)
    pen.sheet("S").formula(1, 1, "=1+1", 3, Style())
    path = tmp_path / "faux.xlsx"
    path.write_bytes(pen.finish())
    assert _differences(office, path) == {("S", "A1"): (3, 2.0)}


@pytest.mark.libreoffice
def test_a_correction_workbook_is_as_sound(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "correction.xlsx"
    path.write_bytes(corrected())
    assert _differences(office, path) == {}
    assert [error.description for error in OpenXmlValidator().validate(path).errors] == []


@pytest.mark.parametrize("code", codes())
def test_open_xml_rules_find_nothing(code: str, tmp_path: Path) -> None:
    respondent = next(respondent for respondent in paris().respondents if respondent.code == code)
    path = tmp_path / "collecte.xlsx"
    path.write_bytes(written(paris(), respondent, answers_of(paris(), respondent)))
    found = OpenXmlValidator().validate(path)
    assert [error.description for error in found.errors] == []
