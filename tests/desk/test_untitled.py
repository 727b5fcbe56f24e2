"""A campaign made from the blank template has no title yet: its folder's name stands for it."""

from pathlib import Path

from qpv_xlsx.campaigns import save_campaign
from qpv_xlsx.campaigns.starters import load_template
from tests.desk.conftest import NOW
from tests.desk.desk_here import DeskHere


def test_a_campaign_without_a_title_is_called_as_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "Contrat de Nantes"
    folder.mkdir()
    save_campaign(load_template("vierge"), folder / "campagne.xlsx", created=NOW)
    here = DeskHere(tmp_path)
    key = here.desk.enter_campaign(folder)

    shown = here.get(f"/c/{key}/aide").get_data(as_text=True)
    listed = here.get("/").get_data(as_text=True)

    assert '<p class="where">Contrat de Nantes, ' in shown
    assert "<title>" in shown
    assert "– , " not in shown
    assert '<th scope="row">Contrat de Nantes ' in listed
