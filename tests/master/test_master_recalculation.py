"""Stored results are those of a recalculation, and both say what the pure rules say; Open XML rules find nothing."""

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.options import Options, Thresholds
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.merging.ledger import Ledger
from qpv_xlsx.messages.wordbook import label
from qpv_xlsx.spreadsheet.book import column_letters
from qpv_xlsx.workbook.master import write_master
from qpv_xlsx.workbook.master.columns import measure_columns
from tests.collection.test_recalculation import stored_results
from tests.libreoffice import Office
from tests.master.invention import CREATED, invented_campaign, invented_ledger
from tests.master.random_course import random_campaign

Place = tuple[str, str]


def written(campaign: Campaign, ledger: Ledger, language: str = "fr") -> bytes:
    return write_master(campaign, ledger, assess(campaign, ledger), created=CREATED, language=language)


def _differences(office: Office, path: Path, stored: Mapping[Place, object]) -> dict[Place, tuple[object, object]]:
    office.open(path)
    return _compared(stored, office.recalculate())


def _compared(
    stored: Mapping[Place, object], calculated: Mapping[Place, float | str]
) -> dict[Place, tuple[object, object]]:
    assert stored.keys() == calculated.keys()
    return {
        place: (stored[place], result)
        for place, result in calculated.items()
        if stored[place] != (pytest.approx(result, rel=1e-9, abs=1e-12) if isinstance(result, float) else result)
    }


CASES = {
    "Paris": (invented_campaign(1), "fr"),
    "Paris in English, after the deadline": (invented_campaign(2, year=2021), "en"),
    "three territories": (invented_campaign(3, territories=3), "fr"),
}


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # it drops sparklines and says so
@pytest.mark.libreoffice
@pytest.mark.parametrize("case", CASES)
def test_stored_results_are_those_of_a_recalculation(case: str, office: Office, tmp_path: Path) -> None:
    campaign, language = CASES[case]
    content = written(campaign, invented_ledger(campaign, 1), language)
    path = tmp_path / "synthese.xlsx"
    path.write_bytes(content)
    stored = stored_results(content)
    assert len(stored) > 500
    assert not _differences(office, path, stored)


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@pytest.mark.libreoffice
@pytest.mark.parametrize("seed", range(6))
def test_formulas_agree_with_the_rules_on_random_measures(seed: int, office: Office, tmp_path: Path) -> None:
    content = written(*random_campaign(seed))
    path = tmp_path / "synthese.xlsx"
    path.write_bytes(content)
    assert not _differences(office, path, stored_results(content))


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@pytest.mark.libreoffice
def test_changing_year_and_thresholds_changes_the_statuses_as_the_rules_say(office: Office, tmp_path: Path) -> None:
    campaign, ledger = random_campaign(11)
    path = tmp_path / "synthese.xlsx"
    before = written(campaign, ledger)
    path.write_bytes(before)
    office.open(path)
    thresholds = Thresholds(on_track=0.7, watch=0.2, late=-0.5, tolerance=0.2)
    changed = replace(campaign, year=2019, options=Options(thresholds=thresholds))
    for row, figure in enumerate(("2019", "70%", "20%", "-50%", "20%"), start=4):
        assert office.type("Paramètres", f"B{row}", figure) == "ok"
    calculated = office.recalculate()
    wanted = stored_results(written(changed, ledger))
    columns = ("reporting", "attainment", "reason", "reserve", "expected", "attained", "pace")
    layout = enumerate(measure_columns(campaign, is_overview=True), start=1)
    letters = {column_letters(number) for number, column in layout if column.key in columns}
    watched = {place: result for place, result in wanted.items() if _is_watched(place, letters)}
    assert len(watched) > len(columns) * 400  # the lines of indicators besides those of measures
    assert not _compared(watched, {place: calculated[place] for place in watched})
    assert before != written(changed, ledger)


def _is_watched(place: Place, letters: set[str]) -> bool:
    return place[0] == "Indicateurs" and place[1].rstrip("0123456789") in letters


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@pytest.mark.libreoffice
def test_a_wrong_stored_result_is_found(office: Office, tmp_path: Path) -> None:
    """The comparison can fail: one stored result of a good workbook is falsified."""
    campaign, ledger = random_campaign(5, count=20)
    content = written(campaign, ledger)
    stored = dict(stored_results(content))
    place = next(place for place, result in stored.items() if result == label("fr", "attainment", "atteint"))
    path = tmp_path / "faux.xlsx"
    path.write_bytes(falsified(content, place))
    assert _differences(office, path, stored_results(path.read_bytes())).keys() == {place}


def falsified(content: bytes, place: Place) -> bytes:
    """The same workbook, in which the formula of *place* is stored with the result « faux »."""
    import re
    import zipfile

    names = openpyxl.load_workbook(io.BytesIO(content)).sheetnames
    part = f"xl/worksheets/sheet{names.index(place[0]) + 1}.xml"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name == part:
                pattern = rf'(<c r="{place[1]}"[^>]*><f(?:[^>]*/>|.*?</f>)<v>)[^<]*(</v>)'
                text, count = re.subn(pattern.encode(), rb"\1faux\2", text, count=1)
                assert count == 1
            new.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize("case", CASES)
def test_open_xml_rules_find_nothing(case: str, tmp_path: Path) -> None:
    campaign, language = CASES[case]
    path = tmp_path / "synthese.xlsx"
    path.write_bytes(written(campaign, invented_ledger(campaign, 1), language))
    result = OpenXmlValidator().validate(path)
    assert result.is_valid, [error.description for error in result.errors]
