"""A desk that is left alone, and a campaign's folder that others use too: tried with plain sockets."""

import json
import os
import re
import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from qpv_xlsx.campaigns.folder_lock import NAME as LOCK
from qpv_xlsx.campaigns.open_desks import NAME as OPEN_DESK
from tests.desk.conftest import ROOT, RunningDesk, Start
from tests.desk.wire import Visitor, ask, ended


def test_it_stays_while_a_page_is_open_and_closes_a_while_after_the_last(campaign: Path, tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from qpv_xlsx.desk import serving; serving.LONELY, serving._LOOK = 3.0, 0.1;"
        f"serving.run_desk(serving.Opening(language='fr', author='', folder=Path({str(campaign)!r}), has_browser=False),"
        "lambda words: print(words, flush=True))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QPV_XLSX_HOME": str(tmp_path / "chez-moi")}
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        desk = RunningDesk(
            address=process.stdout.readline().split()[-1],
            home=tmp_path / "chez-moi",
            campaign=campaign,
            process=process,
        )
        visitor = Visitor(desk)
        assert visitor.get("").status == 200
        assert (campaign / OPEN_DESK).exists()
        assert (desk.home / "bureau.json").exists()
        for _ in range(10):
            time.sleep(0.5)
            assert ask(desk, "/la", headers=visitor.cookie).status == 204

        assert process.poll() is None, "a page says that it is open"
        assert process.wait(timeout=20) == 0
    assert not (desk.home / "bureau.json").exists()
    assert not (campaign / OPEN_DESK).exists()


def held(folder: Path, *, beaten: timedelta = timedelta(), pid: int = 1) -> None:
    """The lock of a colleague's computer, whose last sign of life is *beaten* old."""
    since = datetime.now().astimezone().replace(hour=9, minute=12)
    told = {"who": "M. Durand", "where": "PC-204", "since": since.isoformat(), "pid": pid, "mark": "m"}
    (folder / LOCK).write_text(json.dumps(told), "utf-8")
    moment = time.time() - beaten.total_seconds()
    os.utime(folder / LOCK, (moment, moment))


def test_who_writes_is_said_and_nobody_is_kept_from_reading(campaign: Path, start: Start) -> None:
    visitor = Visitor(start(campaign))
    held(campaign)

    for page in ("", "decider", "courriels", "synthese"):
        told = re.sub("<[^>]+>", "", visitor.shown(page))
        assert "M. Durand écrit dans ce dossier" in told, page
        assert "poste PC-204, depuis 9 h 12" in told, page
        assert "Prendre la main" not in told, page
    refused = ended(visitor, visitor.post("synthese/consolider", []))
    assert "M. Durand" in refused
    assert "PC-204" in refused
    assert (campaign / LOCK).exists()


def test_a_lock_that_nobody_holds_any_more_is_explained_and_taken_over(campaign: Path, start: Start) -> None:
    visitor = Visitor(start(campaign))
    held(campaign, beaten=timedelta(minutes=10))
    told = visitor.shown("")
    assert "Le poste PC-204 a cessé d’écrire sans rendre la main" in told
    mark = re.search(r'name="verrou" value="(\w+)"', told)
    assert mark is not None

    assert visitor.post("main", [("verrou", "un autre")]).status == 303
    assert (campaign / LOCK).exists(), "the lock that the page showed, and no other"
    assert visitor.post("main", [("verrou", mark[1])]).status == 303

    assert not (campaign / LOCK).exists()
    assert "PC-204" not in visitor.shown("")


@pytest.mark.parametrize("name", ["registre (copie en conflit).sqlite", "campagne (1).xlsx"])
def test_what_a_cloud_folder_leaves_is_noticed_and_explained(campaign: Path, start: Start, name: str) -> None:
    visitor = Visitor(start(campaign))
    (campaign / name).write_bytes((campaign / "campagne.xlsx").read_bytes())

    told = visitor.shown("")

    assert f"« {name} » ressemble à une copie en conflit" in told
    assert "gardez-le" in told


def test_several_tabs_of_one_campaign_read_while_one_writes_and_the_second_act_shows_the_first(
    campaign: Path, start: Start
) -> None:
    first = Visitor(start(campaign))
    answers = []
    tabs = [threading.Thread(target=lambda: answers.append(first.get("synthese").status)) for _ in range(6)]
    going = first.post("synthese/consolider", [])

    for tab in tabs:
        tab.start()
    other = first.post("synthese/exporter", [("format", "csv")])
    for tab in tabs:
        tab.join(30)

    assert answers == [200] * 6
    assert "Synthèse écrite" in ended(first, going)
    told = ended(first, other)
    assert "Synthèse écrite" in told or "Export écrit" in told


def test_the_desk_of_somebody_else_on_the_same_folder_says_where_the_first_is(
    campaign: Path, start: Start, tmp_path: Path
) -> None:
    first = Visitor(start(campaign))
    assert "est ouvert sur ce même dossier" not in first.shown("")
    told = json.loads((campaign / OPEN_DESK).read_text("utf-8"))
    (campaign / OPEN_DESK).write_text(json.dumps({**told, "who": "Mme Martin"}), "utf-8")

    second = Visitor(start(campaign, home=tmp_path / "chez-un-collègue"))
    shown = second.shown("")

    assert second.desk.host != first.desk.host
    assert f"Le bureau de Mme Martin est ouvert sur ce même dossier (poste {told['where']}" in re.sub(
        "<[^>]+>", "", shown
    )
    first.desk.process.kill()
    first.desk.process.wait()
    assert "est ouvert sur ce même dossier" not in second.shown(""), "a desk that is gone is not told"


def test_a_folder_that_cannot_be_written_to_is_shown_all_the_same(campaign: Path, start: Start) -> None:
    (campaign / OPEN_DESK).mkdir()  # no file can be made there

    assert Visitor(start(campaign)).get("").status == 200
