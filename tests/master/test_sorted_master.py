"""A sheet of the master that somebody sorted says of every measure and indicator what it said before."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.spreadsheet.drawing import Area
from qpv_xlsx.workbook.master.columns import FIRST_ROW, measure_columns
from qpv_xlsx.workbook.master.tables import column_of
from tests.libreoffice import Office
from tests.master.invention import invented_campaign, invented_ledger
from tests.master.test_master_recalculation import written
from tests.numbered import with_codes_like_numbers

_KEYS = ("territory_code", "indicator_code", "row_key")
_SAID = ("value", "attainment", "reason", "reserve", "is_known")


CASES = {
    "Paris": invented_campaign(1),
    "three territories": invented_campaign(3, territories=3),
    "codes like numbers": with_codes_like_numbers(invented_campaign(4)),
}
Lines = Mapping[tuple[object, ...], tuple[object, ...]]


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@pytest.mark.libreoffice
@pytest.mark.parametrize("sheet", ["Indicateurs", "Emploi"])
@pytest.mark.parametrize("case", CASES)
def test_lines_of_a_sorted_sheet_say_what_they_said(case: str, sheet: str, office: Office, tmp_path: Path) -> None:
    """By code downwards, then by status: lines of indicators stand far from those of their measures."""
    campaign = CASES[case]
    path = tmp_path / "synthese.xlsx"
    path.write_bytes(written(campaign, invented_ledger(campaign, 1)))
    before = _lines(campaign, path, sheet)
    assert sum(row_key is None for *_, row_key in before) > 1  # indicators of several measures
    columns = measure_columns(campaign, is_overview=sheet == "Indicateurs")
    area = Area(FIRST_ROW, 1, FIRST_ROW + len(before) - 1, len(columns))
    office.open(path)
    for key, descending in (("indicator_code", True), ("attainment", False)):
        office.sort(sheet, area.relative, column_of(columns, key), descending=descending)
        office.recalculate()
        after = _lines(campaign, office.save(tmp_path / "trie.xlsx"), sheet)
        assert list(after) != list(before)  # it was sorted
        assert after == before


def _lines(campaign: Campaign, path: Path, sheet: str) -> Lines:
    """What each line says, by what it is of."""
    columns = measure_columns(campaign, is_overview=sheet == "Indicateurs")
    keys, said = ([column_of(columns, key) - 1 for key in names] for names in (_KEYS, _SAID))
    rows = openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows(min_row=FIRST_ROW, values_only=True)
    filled = [row for row in rows if any(row[place] is not None for place in keys)]
    found: dict[tuple[object, ...], tuple[object, ...]] = {
        tuple(row[place] for place in keys): tuple(row[place] or None for place in said) for row in filled
    }
    assert len(found) == len(filled)
    return found


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@pytest.mark.libreoffice
def test_the_settings_cannot_be_sorted(office: Office, tmp_path: Path) -> None:
    """Every name is the place of a word: in another order « Atteint » would read « Non atteint »."""
    campaign = CASES["Paris"]
    path = tmp_path / "synthese.xlsx"
    path.write_bytes(written(campaign, invented_ledger(campaign, 1)))
    sheet = openpyxl.load_workbook(path)["Paramètres"]
    assert sheet.auto_filter.ref is None
    before = _lines(campaign, path, "Indicateurs")
    office.open(path)
    with suppress(RuntimeError):  # LibreOffice says so, or does nothing
        office.sort("Paramètres", f"A{FIRST_ROW}:D{sheet.max_row}", 2)
    office.recalculate()
    assert _lines(campaign, office.save(tmp_path / "trie.xlsx"), "Indicateurs") == before
    assert office.type("Paramètres", "B5", "12%") == "ok"  # a threshold
    assert office.type("Paramètres", "B12", "autre mot") == "locked"
