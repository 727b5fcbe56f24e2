"""What is asked for while something else is going on in the folder is not lost in silence."""

import re
import threading
from io import BytesIO
from pathlib import Path

import pytest

from qpv_xlsx.desk.pages.place import ACTS
from qpv_xlsx.desk.speech import Speech
from qpv_xlsx.desk.works import Work
from tests.desk.conftest import NOW
from tests.desk.desk_here import DeskHere


@pytest.fixture
def busy(campaign: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[DeskHere, str, threading.Event]:
    """A desk whose campaign does something for as long as the event is not set."""
    here, gate = DeskHere(tmp_path / "chez-moi"), threading.Event()
    key = here.desk.enter_campaign(campaign)
    monkeypatch.setattr("qpv_xlsx.desk.pages.place._SHORT", 0.01)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()

    def act(_: Work) -> None:
        gate.wait(30)

    assert here.desk.workshop.start(key, "consolidate", act, NOW)
    return here, key, gate


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_act_has_a_name_to_be_told_by(language: str) -> None:
    assert all(Speech(language=language).t(f"work.title_{kind}") for kind in ACTS)


def test_what_was_not_done_is_said(busy: tuple[DeskHere, str, threading.Event], tmp_path: Path) -> None:
    here, key, gate = busy
    for path, form in (
        ("decider", {"choix:x": "demander", "motif:x": "m"}),
        ("synthese/exporter", {"format": "csv"}),
        ("depot", {"fichiers": (BytesIO(b"PK"), "retour.xlsx")}),
    ):
        sent = here.post(f"/c/{key}/{path}", form)
        assert sent.status_code == 303
        told = here.get(sent.headers["Location"]).get_data(as_text=True)
        assert "Ceci n’a pas été fait" in told, path
    assert not list((tmp_path / "scratch").iterdir()), "nothing of a drop stays"
    gate.set()


def test_the_same_form_sent_twice_is_one_wish(campaign: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here, gate = DeskHere(tmp_path / "chez-moi"), threading.Event()
    key = here.desk.enter_campaign(campaign)
    monkeypatch.setattr("qpv_xlsx.desk.pages.place._SHORT", 0.01)
    monkeypatch.setattr("qpv_xlsx.tasks.export.export", lambda *_, **__: gate.wait(30))
    first, second = (here.post(f"/c/{key}/synthese/exporter", {"format": "csv"}) for _ in range(2))
    other = here.post(f"/c/{key}/synthese/exporter", {"format": "json"})

    assert first.headers["Location"] == second.headers["Location"]
    assert re.search("refuse=export$", other.headers["Location"])
    gate.set()
