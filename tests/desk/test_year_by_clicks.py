"""The year of the demonstration, by clicks and drops, as a coordinator lives it."""

import re
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.desk.browser import needs_chromium, page
from tests.desk.conftest import Start

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.chromium, needs_chromium, pytest.mark.slow]


@pytest.fixture
def arrived(campaign: Path, tmp_path: Path) -> Path:
    """A message's worth of files: a reply corrected since, a lock of Excel, a scan."""
    folder = tmp_path / "reçus ce matin"
    folder.mkdir()
    first = next((campaign / "reponses_exemple").glob("*EMP*.xlsx"))
    workbook = openpyxl.load_workbook(first)
    sheet = workbook["Indicateurs"]
    headers = {str(cell.value): cell.column for row in sheet.iter_rows(max_row=8) for cell in row if cell.value}
    column = next(number for name, number in headers.items() if name == "Résultat 2015")
    row = next(cells[0].row for cells in sheet.iter_rows(max_col=1) if cells[0].value == "EMP-01")
    sheet.cell(row, column).value = 0.1923
    workbook.save(folder / "Collecte 2015 EMP v2.xlsx")
    (folder / "~$Collecte 2015 EMP v2.xlsx").write_bytes(b"\x05Durand" + b"\x00" * 159)
    (folder / "Numérisation.pdf").write_bytes(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    return folder


def click(opened: Any, name: str) -> None:
    opened.get_by_role("button", name=re.compile(name)).first.click()


def test_the_year_is_lived_by_clicks_and_drops(campaign: Path, arrived: Path, start: Start) -> None:
    desk = start(campaign)
    with page() as opened:
        go: Any = opened
        go.goto(desk.address)
        assert "8 administrations ont répondu sur 9" in go.locator(".lead").inner_text()
        assert "jeton" not in go.url

        go.set_input_files("input[name=fichiers]", sorted(arrived.iterdir()))
        assert "Collecte 2015 EMP v2.xlsx" in go.locator(".drop output").inner_text()
        click(go, "^Lire$")
        go.get_by_text("Lecture finie").wait_for(timeout=60_000)
        assert "Reçus 3 = lus 1 + refusés 1 + écartés 1" in go.locator("main").inner_text().replace("\xa0", " ")
        assert len(list((campaign / "recus").iterdir())) >= 10

        go.get_by_role("link", name=re.compile("^À décider")).click()
        choice = go.locator("input[value^='retenir_retour:']").last
        choice.check()
        go.locator(".line[open] input[type=text]").last.fill("Confirmé par téléphone")
        click(go, "^Enregistrer$")
        assert "Décisions enregistrées : 1" in go.locator(".notice.done").inner_text().replace("\xa0", " ")

        go.get_by_role("link", name=re.compile("^Courriels")).click()
        before = go.locator("main").inner_text()
        assert "Rien ne part sans vous" in before

        go.get_by_role("link", name="Synthèse").click()
        click(go, "^Consolider$")
        go.get_by_text("Synthèse écrite").wait_for(timeout=60_000)
        go.get_by_role("link", name="Synthèse").click()
        click(go, "^Exporter$")
        go.get_by_text("Export écrit").wait_for(timeout=60_000)
        go.get_by_role("link", name="Synthèse").click()
        go.get_by_label("Nom du dossier").fill("Paris 2016")
        click(go, "^Préparer la campagne 2016$")
        go.get_by_text("Dossier « Paris 2016 » créé").wait_for(timeout=60_000)
        go.get_by_role("link", name="Ouvrir", exact=True).click()
        assert go.locator("h1").inner_text() == "Campagne 2016"

        go.get_by_role("link", name="Journal").click()
        click(go, "Fermer le bureau")
        assert "Le bureau est fermé" in go.locator("main").inner_text()
    assert desk.process.wait(timeout=10) == 0
    assert (campaign.parent / "Paris 2016" / "campagne.xlsx").is_file()


def test_without_a_script_everything_works_but_dropping(campaign: Path, arrived: Path, start: Start) -> None:
    desk = start(campaign)
    with page(with_script=False) as opened:
        go: Any = opened
        go.goto(desk.address)
        go.set_input_files("input[name=fichiers]", [arrived / "Collecte 2015 EMP v2.xlsx"])
        click(go, "^Lire$")
        go.get_by_text("Lecture finie").wait_for(timeout=60_000)
        go.get_by_role("link", name="Synthèse").click()
        click(go, "^Consolider$")
        go.get_by_text("Synthèse écrite").wait_for(timeout=60_000)


def test_a_campaign_is_found_made_and_resumed(campaign: Path, start: Start, tmp_path: Path) -> None:
    (tmp_path / "Documents").mkdir()
    shutil.move(str(campaign), tmp_path / "Documents" / "Paris 2015")
    desk = start()
    with page() as opened:
        go: Any = opened
        go.goto(desk.address)
        assert "Aucune campagne" in go.locator("main").inner_text()
        go.get_by_role("link", name="Ouvrir un autre dossier").click()
        go.get_by_role("link", name="Paris 2015").click()
        click(go, "Ouvrir cette campagne")
        assert go.locator("h1").inner_text() == "Campagne 2015"
        go.get_by_role("link", name="Changer").click()
        assert "Paris 2015" in go.locator("table").inner_text()
        go.locator("#name").fill("Nantes 2026")
        go.get_by_label("Modèle").select_option("vierge")
        click(go, "Créer le dossier")
    assert (tmp_path / "Documents" / "Nantes 2026" / "campagne.xlsx").is_file()


def test_a_campaign_that_is_wrong_is_told_at_its_cell(campaign: Path, start: Start) -> None:
    workbook = openpyxl.load_workbook(campaign / "campagne.xlsx")
    sheet = workbook["Administrations"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if "caf@" in str(cell.value))
    cell.value = "caf@@example.org"
    workbook.save(campaign / "campagne.xlsx")
    desk = start(campaign)
    with page() as opened:
        go: Any = opened
        go.goto(desk.address)
        told = go.locator("[role=alert]").inner_text()
        assert "Administrations" in told
        assert cell.coordinate in told


def test_an_official_table_becomes_a_campaign(start: Start, tmp_path: Path) -> None:
    (tmp_path / "Documents").mkdir()
    table = ROOT / "examples" / "tables" / "paris-2015-2020.docx"
    desk = start()
    with page() as opened:
        go: Any = opened
        go.goto(desk.address)
        go.set_input_files("input[name=tableau]", table)
        go.locator("#table-name").fill("Contrat importé")
        click(go, "^Lire le tableau$")
        assert "à confirmer" in go.locator(".notice.done").inner_text()
        click(go, "Fermer le bureau")
    assert (tmp_path / "Documents" / "Contrat importé" / "campagne.xlsx").is_file()


def test_a_file_without_a_table_writes_nothing_and_says_so(start: Start, tmp_path: Path) -> None:
    (tmp_path / "Documents").mkdir()
    (tmp_path / "note.txt").write_text("Bonjour,\nrien ici.\n", "utf-8")
    desk = start()
    with page() as opened:
        go: Any = opened
        go.goto(desk.address)
        go.set_input_files("input[name=tableau]", tmp_path / "note.txt")
        go.locator("#table-name").fill("Vide")
        click(go, "^Lire le tableau$")
        assert "Rien n’a été écrit" in go.locator("main").inner_text()
    assert not (tmp_path / "Documents" / "Vide").exists()
