"""What takes long is stopped at its first word, and leaves what its page says: here, nothing."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from qpv_xlsx.desk import works
from qpv_xlsx.desk.works import Act, Phase, Work
from tests.desk.desk_here import DeskHere

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "examples" / "tables" / "paris-2015-2020.docx"


@pytest.fixture(autouse=True)
def asked_to_stop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whoever starts something presses « Arrêter » at once."""
    really = works._do

    def stopped(work: Work, act: Act) -> None:
        work.stop()
        really(work, act)

    monkeypatch.setattr(works, "_do", stopped)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "maison"))
    (tmp_path / "maison" / "Documents").mkdir(parents=True)


def files_of(folder: Path) -> set[Path]:
    """All but the register, the copy that it keeps of each state of the campaign, and the sign of an open desk."""
    kept = (path for path in folder.rglob("*") if "versions" not in path.parts)
    return {path for path in kept if not path.name.startswith(("registre.", "bureau-ouvert", "journal."))}


@pytest.mark.parametrize(
    ("kind", "path", "form", "said"),
    [
        ("rollover", "synthese/suite", {"nom": "Paris 2016"}, "avant que le nouveau dossier soit écrit"),
        ("consolidate", "synthese/consolider", {}, "Arrêté à votre demande"),
        ("export", "synthese/exporter", {"format": "csv"}, "Arrêté à votre demande"),
        ("generate", "preparer", {"only": "CAF"}, "Arrêté à votre demande"),
        ("write_decisions", "decider/classeur", {}, "Arrêté à votre demande"),
    ],
)
def test_an_act_of_a_campaign_writes_nothing_more(
    campaign: Path, tmp_path: Path, kind: str, path: str, form: Mapping[str, object], said: str
) -> None:
    here = DeskHere(tmp_path)
    page = f"/c/{here.desk.enter_campaign(campaign)}/"
    here.get(page)
    before = files_of(campaign)

    told = here.post(page + path, form)
    work = here.desk.workshop.find(1)

    assert work is not None
    assert work.wait(60)
    assert (work.kind, work.phase, work.trouble) == (kind, Phase.STOPPED, None)
    assert files_of(campaign) == before
    assert not (campaign.parent / "Paris 2016").exists()
    assert said in here.get(told.location).text.replace("\xa0", " ")


@pytest.mark.parametrize(("path", "form"), [("/tableau", {"nom": "Importé", "annee": "2026"}), ("/essai", {})])
def test_what_makes_a_campaign_leaves_no_folder(tmp_path: Path, path: str, form: Mapping[str, object]) -> None:
    here = DeskHere(tmp_path)
    with TABLE.open("rb") as table:
        told = here.post(path, {**form, "tableau": (table, TABLE.name)} if path == "/tableau" else form)

    work = here.desk.workshop.find(1)
    assert work is not None
    assert work.wait(60)
    assert (work.phase, work.trouble) == (Phase.STOPPED, None)
    assert not list(tmp_path.glob("maison/Documents/*"))
    assert "Rien n’a été gardé" in here.get(told.location).text.replace("\xa0", " ")
