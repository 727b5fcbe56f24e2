"""A campaign that version 1.0.0 made and began (folder ``of_1_0_0``), taken on by today's commands to the end of its year.

Its own program wrote campagne.xlsx, the register, one return in ``recus`` and a decision; its workbook for the culture
was filled in and had not come back yet.
"""

import io
import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qpv_xlsx.campaigns import load_campaign
from tests.contract.person import Done, qpv

WRITTEN_THEN = Path(__file__).parent / "of_1_0_0"
LATE = WRITTEN_THEN / "CUL retour.xlsx"
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    there = Path(shutil.copytree(WRITTEN_THEN, tmp_path / "année", ignore=shutil.ignore_patterns(LATE.name)))
    for room in ("a_envoyer", "a_retourner", "synthese"):
        (there / room).mkdir()
    return there


def done(folder: Path, *words: str | Path) -> Done:
    found = qpv("-C", folder, *words, folder=folder)
    assert found.status == 0, found.err
    return found


def results(content: bytes) -> dict[str, dict[str, Any]]:
    """The cells of « Indicateurs » by measure and header."""
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Indicateurs"]
    rows = list(sheet.iter_rows(values_only=True))
    headers = next(row for row in rows if "Code" in row or "Mesure" in row)
    place = headers.index("Code")
    return {
        str(row[place]): {str(header): cell for header, cell in zip(headers, row, strict=True) if header}
        for row in rows
        if row[place]
    }


def test_the_year_goes_on_and_the_next_one_begins(folder: Path, tmp_path: Path) -> None:
    before = states(folder)
    report = done(folder, "collect", "--json", LATE).document
    (taken,) = report["files"]
    assert (taken["outcome"], taken["respondent"], taken["year"]) == ("accepted", "CUL", 2015)
    given = {one["field"]: one["value"] for one in taken["answers"]}
    assert (given["value"], given["situation"], given["source"]) == (0.41, "Définitif", "DRAC")
    assert (before["CUL"], states(folder)["CUL"]) == ("a_envoyer", "complet")
    assert before["EMP"] == states(folder)["EMP"] == "a_completer"

    done(folder, "consolidate")
    assert figures(folder) == {"EMP-01": 0.175, "EMP-02": 0.09, "EMP-04": 0.2764, "EMP-08-a": 173, "CUL-01": 0.41}

    done(folder, "generate", "--only", "EMP")
    form = (folder / "a_envoyer" / "paris-2015_EMP.xlsx").read_bytes()
    assert "Résultat 2015" in results(form)["EMP-01"]

    following = tmp_path / "suivante"
    done(folder, "rollover", following, "--year", "2016")
    campaign = load_campaign(following)
    history = {one.measure: one.value for one in campaign.history if one.quartier is None and one.value is not None}
    assert history == {
        "EMP-01": 0.175,
        "EMP-02": 0.09,
        "EMP-04": 0.2764,
        "EMP-05-a": 0.31,
        "EMP-05-c": 0.12,
        "EMP-05-d": 0.2,
        "EMP-08-a": 173,
        "EMP-08-c": 4,
        "EMP-10-a": 6,
        "CUL-01": 0.41,
    }
    done(following, "generate", "--only", "EMP")
    asked = results((following / "a_envoyer" / "paris-2016_EMP.xlsx").read_bytes())["EMP-01"]
    assert asked["Résultat 2015"] == "17,5\N{NO-BREAK SPACE}%"


def states(folder: Path) -> dict[str, str]:
    """Where each administration is."""
    return {one["respondent"]: one["state"] for one in done(folder, "status", "--json").document["respondents"]}


def figures(folder: Path) -> dict[str, Any]:
    """What the exported long table says of some measures as a whole."""
    done(folder, "export", "--format", "json", "-o", folder / "synthese" / "données")
    (path,) = (folder / "synthese" / "données").glob("*.json")
    rows = json.loads(path.read_text("utf-8"))["rows"]
    wanted = {"EMP-01", "EMP-02", "EMP-04", "EMP-08-a", "CUL-01"}
    return {
        one["measure"]: one["value"]
        for one in rows
        if one["measure"] in wanted and one["field"] == "value" and not one["quartier"]
    }


def test_what_it_said_of_its_returns_is_said_still(folder: Path, tmp_path: Path) -> None:
    """The same file is known again, the register is brought up to date, and nothing of it is lost."""
    (kept,) = (folder / "recus").iterdir()
    resent = Path(shutil.copy(kept, tmp_path / "EMP retour.xlsx"))
    (again,) = done(folder, "collect", "--json", resent).document["files"]
    assert (again["outcome"], again["respondent"], len(again["answers"])) == ("accepted", "EMP", 34)
    assert [one.name for one in (folder / "recus").iterdir()] == [kept.name]
    assert (folder / "journal.jsonl").exists()
    assert figures(folder)["EMP-01"] == 0.175
