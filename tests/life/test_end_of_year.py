"""A year ends: what is left open is told, what was said is kept in words, the archive stands alone, nothing changes after."""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.contract.campaign import PastResult
from qpv_xlsx.domain.contract.measures import Kind, Perimeter
from qpv_xlsx.domain.contract.questions import Situation
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.messages.past_words import past_answer
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.close import close_year
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.deciding.ruling import Ruling
from qpv_xlsx.tasks.recalled.closed_years import refuse_if_closed
from qpv_xlsx.tasks.resolve import resolve
from qpv_xlsx.tasks.rollover import rollover
from qpv_xlsx.tasks.status import read_status

NOW = datetime(2016, 5, 2, 9, tzinfo=UTC)


@pytest.fixture
def answered(folder: Path, fill: Callable[..., bytes]) -> Path:
    path = folder.parent / "drac.xlsx"
    path.write_bytes(fill("CUL", {"CUL-01": 0.41, ("CUL-01", "Situation"): "Provisoire"}))
    collect(folder, [path], author="", now=NOW)
    return folder


def run(folder: Path, *words: str) -> Any:
    return CliRunner().invoke(group, ["-C", str(folder), *words], catch_exceptions=False, standalone_mode=False)


def test_the_archive_stands_alone_and_its_sums_agree(answered: Path) -> None:
    done = close_year(answered, reason="comité du 2 mai", author="anne", now=NOW)
    content = done.archive.read_bytes()
    assert hashlib.sha256(content).hexdigest() == done.sha256
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    sums = files.pop("SHA256SUMS.txt").decode().splitlines()
    assert sums == [f"{hashlib.sha256(held).hexdigest()}  {name}" for name, held in files.items()]
    assert {
        "paris-2015_synthese.xlsx", "report.html", "paris-2015-donnees.csv", "campagne.xlsx", "journal.csv",
        "paris-2015-statuts.csv", "paris-2015-statuts-indicateurs.csv", "LISEZ-MOI.txt",
    } == set(files)  # fmt: skip
    assert "comité du 2 mai" in files["LISEZ-MOI.txt"].decode("utf-8-sig")
    assert "drac.xlsx" in files["journal.csv"].decode("utf-8-sig")
    assert files["journal.csv"].decode("utf-8-sig").startswith("Date;Auteur;Événement;Détail\r\n")
    assert done.archive.stat().st_mode & 0o222 == 0
    assert done.unfinished.provisional == ("CUL-01 (CUL)",)
    assert "EMP" in done.unfinished.silent


def test_the_archive_holds_nothing_half_written(answered: Path) -> None:
    """Killed while it wrote a territory's master; another one is open in a spreadsheet."""
    place = answered / "synthese" / "territoires"
    place.mkdir(parents=True)
    for name in (".uzqybrjb.tmp", "~$paris_75_synthese.xlsx", "paris_75_synthese.xlsx"):
        (place / name).write_bytes(b"x")
    with zipfile.ZipFile(close_year(answered, reason="fin", author="", now=NOW).archive) as archive:
        held = [name for name in archive.namelist() if name.startswith("territoires/")]
    assert held == ["territoires/paris_75_synthese.xlsx"]


def test_the_archive_of_an_english_campaign_is_english(answered: Path) -> None:
    campaign = load_campaign(answered)
    save_campaign(replace(campaign, language="en"), answered / "campagne.xlsx", created=NOW)
    done = close_year(answered, reason="committee", author="anne", now=NOW)
    with zipfile.ZipFile(done.archive) as archive:
        heads = [
            archive.read(name).decode("utf-8-sig").partition("\r\n")[0]
            for name in archive.namelist()
            if name.endswith(".csv")
        ]
        assert "READ-ME.txt" in archive.namelist()
    assert len(heads) == 4
    assert not [head for head in heads if any(word in head for word in ("Année", "Auteur", "Avancement", "Mesure"))]


def test_a_share_that_takes_no_rights_is_closed_all_the_same(answered: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", refuse)
    assert close_year(answered, reason="fin", author="anne", now=NOW).archive.is_file()


def test_nothing_changes_after(answered: Path) -> None:
    close_year(answered, reason="fin", author="anne", now=NOW)
    for typed in (["collect", "x.xlsx"], ["generate"], ["consolidate"], ["remind"]):
        with pytest.raises(CampaignError) as refused:
            run(answered, *typed)
        assert refused.value.code == "campaign_closed", typed
    with pytest.raises(CampaignError) as refused:
        resolve(answered, Ruling(measure="CUL-01", value="43 %", reason="appel"), author="a", now=NOW)
    assert refused.value.code == "campaign_closed"
    with pytest.raises(CampaignError) as again:
        close_year(answered, reason="fin", author="anne", now=NOW)
    assert again.value.code == "campaign_closed"
    with open_register(answered) as register:
        assert register.decisions() == ()
    told = run(answered, "status")
    assert told.exit_code == 0
    said = " ".join(told.stdout.split())
    assert {*re.findall(r"qpv-xlsx (?:-C \S+ )?(\w+)", said)} == {"rollover"}
    assert read_status(answered, now=NOW).actions == ()
    assert rollover(answered, answered.parent / "suite", 2016, author="", now=NOW).results == 1


def test_the_status_of_a_closed_year_asks_for_nothing(answered: Path) -> None:
    asking = re.compile("Il manque|questions? ouvertes?")
    assert asking.search(run(answered, "status").stdout)
    close_year(answered, reason="fin", author="anne", now=NOW)
    told = run(answered, "status").stdout
    assert "Année close" in told
    assert not asking.search(told)


def test_a_year_that_is_open_is_not_refused_and_closing_needs_a_reason(answered: Path, tmp_path: Path) -> None:
    refuse_if_closed(answered)
    refuse_if_closed(tmp_path / "nulle-part")
    with pytest.raises(CampaignError) as silent:
        close_year(answered, reason=" ", author="", now=NOW)
    assert silent.value.code == "close_reason"
    refuse_if_closed(answered)


def test_rollover_tells_what_is_unfinished(answered: Path) -> None:
    told = run(answered, "rollover", str(answered.parent / "p16"), "--year", "2016").stdout
    assert "CUL-01 (CUL)" in told
    assert told.index("reprise sans être achevée") < told.index("paris-2016")
    again = json.loads(run(answered, "rollover", str(answered.parent / "bis"), "--year", "2016", "--json").stdout)
    assert again["doubts"] == ["rollover_again", "rollover_same_code"]
    far = json.loads(run(answered, "rollover", str(answered.parent / "loin"), "--year", "2031", "--json").stdout)
    assert far["doubts"] == ["rollover_beyond"]


def test_the_perimeter_that_was_asked_is_kept(answered: Path) -> None:
    before = load_campaign(answered)
    asked = before.catalogue.measure_by_code["CUL-01"].perimeter
    (past,) = rollover(answered, answered.parent / "suite", 2016, author="", now=NOW).campaign.history
    assert (past.perimeter, past.situation) == (asked, Situation.PROVISIONAL)
    assert past.value == pytest.approx(0.41)


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [("fait", "fr", "Fait"), ("en_cours", "en", "Ongoing"), ("Fait", "en", "Done"), ("à revoir", "en", "à revoir")],
)
def test_a_milestone_is_shown_in_words(answered: Path, text: str, language: str, shown: str) -> None:
    measure = replace(next(load_campaign(answered).catalogue.measures), kind=Kind.MILESTONE)
    past = PastResult(year=2014, territory="paris", measure=measure.code, text=text, perimeter=Perimeter.QPV)
    assert past_answer(past, measure.kind, language) == shown
