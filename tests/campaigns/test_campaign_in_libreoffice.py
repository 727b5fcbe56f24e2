"""A campagne.xlsx that LibreOffice saved again is the same campaign."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qpv_xlsx.campaigns import campaign_to_json, load_file, save_campaign
from qpv_xlsx.tasks.init import start_campaign
from tests.libreoffice import Office


def fifteen_digits(document: Any) -> Any:
    """LibreOffice keeps fifteen significant digits: 1 / 3500 loses its sixteenth."""
    return json.loads(json.dumps(document), parse_float=lambda digits: f"{float(digits):.15g}")


@pytest.mark.libreoffice
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_saving_in_libreoffice_loses_nothing(ending: str, office: Office, tmp_path: Path) -> None:
    campaign = start_campaign("paris-2015-2020")
    save_campaign(campaign, tmp_path / "campagne.xlsx", created=datetime(2016, 1, 4, tzinfo=UTC))
    office.open(tmp_path / "campagne.xlsx")
    saved = office.save(tmp_path / f"enregistre.{ending}")
    assert fifteen_digits(campaign_to_json(load_file(saved))) == fifteen_digits(campaign_to_json(campaign))


@pytest.mark.libreoffice
def test_what_is_typed_in_libreoffice_is_read(office: Office, tmp_path: Path) -> None:
    save_campaign(start_campaign("vierge"), tmp_path / "campagne.xlsx", created=datetime(2016, 1, 4, tzinfo=UTC))
    office.open(tmp_path / "campagne.xlsx")
    office.type("Campagne", "B8", "31/03/2016")
    office.type("Campagne", "B18", "90 %")
    campaign = load_file(office.save(tmp_path / "rempli.xlsx"))
    assert str(campaign.deadline) == "2016-03-31"
    assert campaign.options.thresholds.on_track == pytest.approx(0.9)


@pytest.mark.libreoffice
@pytest.mark.parametrize("typed", ["01", "1.10", "1-1"])
def test_a_code_stays_as_it_is_typed(typed: str, office: Office, tmp_path: Path) -> None:
    """In a row that was written and far below: the département of Ain is no number 1, and an axis 1-1 no day of January."""
    save_campaign(start_campaign("vierge"), tmp_path / "campagne.xlsx", created=datetime(2016, 1, 4, tzinfo=UTC))
    office.open(tmp_path / "campagne.xlsx")
    for sheet in ("Territoires", "Administrations", "Indicateurs"):
        for cell in ("A4", "A150"):
            office.type(sheet, cell, typed)
            assert office.shown(sheet, cell) == typed
    kept = openpyxl.load_workbook(office.save(tmp_path / "rempli.xlsx"))
    assert {kept[sheet]["A150"].value for sheet in ("Territoires", "Administrations", "Indicateurs")} == {typed}
