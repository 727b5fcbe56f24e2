"""Finding codes that need a campaign's memory: identity, versions, mail, doublons, history, disagreement."""

import json
import shutil
import warnings
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.contract.person import RESULT, Form, qpv, report_of

Report = dict[str, Any]


def only_finding(report: Report) -> dict[str, Any]:
    [file] = report["files"]
    [found] = file["findings"]
    assert isinstance(found, dict)
    return found


def other_campaign(paris_folder: Path, folder: Path, changes: Mapping[str, object]) -> Path:
    """The same campaign with something changed, with the workbook of culture."""
    folder.mkdir()
    shutil.copy(paris_folder / "campagne.xlsx", folder)
    assert qpv("convert", folder=folder).status == 0
    document = json.loads((folder / "campagne.json").read_text("utf-8"))
    (folder / "campagne.json").write_text(json.dumps({**document, **changes}), "utf-8")
    (folder / "campagne.xlsx").unlink()
    assert qpv("generate", "--only", "CUL", folder=folder).status == 0
    [made] = (folder / "a_envoyer").iterdir()
    path = folder / "rempli.xlsx"
    path.write_bytes(Form(made.read_bytes()).fill().save())
    return path


IDENTITIES: dict[str, tuple[dict[str, object], tuple[str, str, str]]] = {
    "I01": ({"code": "lyon-2015"}, ("lyon-2015", "paris-2015", "« paris-2015 »")),
    "I02": ({"code": "paris-2014", "year": 2014}, ("2014", "2015", "2015")),
}


@pytest.mark.parametrize("code", IDENTITIES)
def test_workbook_of_another_campaign(code: str, paris_folder: Path, tmp_path: Path) -> None:
    changes, (found, expected, hint) = IDENTITIES[code]
    path = other_campaign(paris_folder, tmp_path / "ailleurs", changes)

    report = report_of(qpv("-C", paris_folder, "check", path, "--json", folder=tmp_path))

    told = only_finding(report)
    assert (told["code"], told["severity"], told["sheet"]) == (code, "error", None)
    assert found in told["message"]
    assert expected in told["message"]
    assert hint in told["hint"].replace("\u00a0", " ")
    assert report["files"][0]["outcome"] == "rejected"


def test_unknown_respondent(paris_folder: Path, blank: dict[str, bytes], tmp_path: Path) -> None:
    folder = tmp_path / "sans"
    folder.mkdir()
    shutil.copy(paris_folder / "campagne.xlsx", folder)
    assert qpv("convert", folder=folder).status == 0
    document = json.loads((folder / "campagne.json").read_text("utf-8"))
    for one in document["respondents"]:
        if one["code"] == "CUL":
            one["code"] = "DRAC"
    (folder / "campagne.json").write_text(json.dumps(document), "utf-8")
    (folder / "campagne.xlsx").unlink()
    path = tmp_path / "culture.xlsx"
    path.write_bytes(Form(blank["CUL"]).fill().save())

    report = report_of(qpv("-C", folder, "check", path, "--json", folder=tmp_path))

    told = only_finding(report)
    assert (told["code"], told["severity"]) == ("I03", "error")
    assert "CUL" in told["message"]
    assert "Administrations" in told["hint"]
    assert report["files"][0]["outcome"] == "rejected"


@pytest.fixture
def campaign(paris_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(paris_folder, tmp_path / "paris"))


def test_older_version_of_the_workbook(campaign: Path, blank: dict[str, bytes], tmp_path: Path) -> None:
    assert qpv("convert", "campagne.xlsx", "campagne.json", folder=campaign).status == 0
    document = json.loads((campaign / "campagne.json").read_text("utf-8"))
    culture = next(one for one in document["catalogue"]["conventions"] if one["code"] == "CUL")
    culture["indicators"][0]["measures"][0]["label"] += ", hors festivals"
    (campaign / "campagne.json").write_text(json.dumps(document), "utf-8")
    (campaign / "campagne.xlsx").unlink()
    made = qpv("generate", "--only", "CUL", "--json", folder=campaign).document["workbooks"]
    assert [one["version"] for one in made] == [2]
    old = tmp_path / "ancien.xlsx"
    old.write_bytes(Form(blank["CUL"]).fill().save())

    report = report_of(qpv("-C", campaign, "check", old, "--json", folder=tmp_path))

    told = {found["code"]: found for found in report["files"][0]["findings"]}
    assert told["I05"]["severity"] == "info"
    assert "version 1" in told["I05"]["message"]
    assert "version 2" in told["I05"]["message"]
    assert report["files"][0]["outcome"] == "accepted"


def test_message_of_a_stranger(campaign: Path, blank: dict[str, bytes], tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"] = "Une assistante <assistante@example.org>"
    message["To"] = "contrat-de-ville@paris.test"
    message["Subject"] = "Re: collecte"
    message.set_content("Ci-joint notre réponse.")
    message.add_attachment(
        Form(blank["CUL"]).fill().save(),
        maintype="application",
        subtype="vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        filename="réponse.xlsx",
    )
    message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="logo.png")
    (tmp_path / "reponse.eml").write_bytes(message.as_bytes())

    report = report_of(qpv("-C", campaign, "collect", tmp_path / "reponse.eml", "--json", folder=tmp_path))

    assert [file["outcome"] for file in report["files"]] == ["accepted", "ignored"]
    workbook, logo = report["files"]
    [told] = workbook["findings"]
    assert (told["code"], told["severity"]) == ("I06", "warning")
    assert "assistante@example.org" in told["message"]
    assert "Administrations" in told["hint"]
    assert [found["code"] for found in logo["findings"]] == ["F03"]
    assert logo["findings"][0]["severity"] == "info"


def test_the_same_file_twice_then_another_that_disagrees(
    campaign: Path, blank: dict[str, bytes], tmp_path: Path
) -> None:
    form = Form(blank["CUL"])
    cell = form.type("CUL-01", 0.4)
    for name in ("lundi.xlsx", "lundi (copie).xlsx"):
        (tmp_path / name).write_bytes(form.save() if name == "lundi.xlsx" else (tmp_path / "lundi.xlsx").read_bytes())
    report_of(qpv("-C", campaign, "collect", tmp_path / "lundi.xlsx", "--json", folder=tmp_path))
    report = report_of(qpv("-C", campaign, "collect", tmp_path / "lundi (copie).xlsx", "--json", folder=tmp_path))
    told = only_finding(report)
    assert (told["code"], told["severity"], report["files"][0]["outcome"]) == ("I07", "info", "ignored")
    assert "lundi.xlsx" in told["message"]

    form.type("CUL-01", 0.45)
    (tmp_path / "mardi.xlsx").write_bytes(form.save())
    report_of(qpv("-C", campaign, "collect", tmp_path / "mardi.xlsx", "--json", folder=tmp_path))

    [conflict] = qpv("-C", campaign, "resolve", "--json", folder=tmp_path).document["conflicts"]
    assert (conflict["code"], conflict["severity"], conflict["cell"]) == ("C07", "warning", cell)
    assert (conflict["measure"], conflict["field"]) == ("CUL-01", "value")
    for word in ("lundi.xlsx", "mardi.xlsx", "40 %", "45 %"):
        assert word in conflict["message"].replace("\u00a0", " ")

    decided = ["--measure", "CUL-01", "--file", "lundi.xlsx", "--reason", "appel du 3 mars", "--json"]
    assert qpv("-C", campaign, "resolve", *decided, folder=tmp_path).status == 0
    assert qpv("-C", campaign, "resolve", "--json", folder=tmp_path).document["conflicts"] == []
    assert qpv("-C", campaign, "export", "--format", "json", "-o", tmp_path / "sortie", folder=tmp_path).status == 0
    text = next((tmp_path / "sortie").glob("*.json")).read_text("utf-8")
    assert "0.4," in text
    assert "0.45" not in text


@pytest.fixture(scope="module")
def next_year(paris_folder: Path, blank: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """2016, with the results of 2015 behind it."""
    folder = tmp_path_factory.mktemp("suite")
    campaign = Path(shutil.copytree(paris_folder, folder / "paris"))
    form = Form(blank["EMP"])
    for code, value in {"EMP-04": 0.28, "EMP-10-b": 30, "EMP-08-c": 50}.items():
        form.type(code, value)
    (folder / "emploi.xlsx").write_bytes(form.save())
    report_of(qpv("-C", campaign, "collect", folder / "emploi.xlsx", "--json", folder=folder))
    assert qpv("-C", campaign, "rollover", "suite", "--year", "2016", folder=folder).status == 0
    assert qpv("-C", "suite", "generate", "--only", "EMP", folder=folder).status == 0
    return folder / "suite"


def test_past_results_stand_in_columns_of_their_own(next_year: Path) -> None:
    form = Form((next_year / "a_envoyer" / "paris-2016_EMP.xlsx").read_bytes())

    headers = [header for header in form.headers() if header.startswith("Résultat")]
    assert headers == ["Résultats 2014 pour Paris", RESULT, "Résultat 2016"]
    assert form.cell("EMP-04", RESULT).value == "28\u00a0%"
    assert form.cell("EMP-04", RESULT).protection.locked


def test_what_changed_since_last_year(next_year: Path, tmp_path: Path) -> None:
    form = Form((next_year / "a_envoyer" / "paris-2016_EMP.xlsx").read_bytes()).fill()
    cells = {
        code: form.answer(code, value, "Résultat 2016") for code, value in {"EMP-10-b": 90, "EMP-08-c": 40}.items()
    }
    form.answer("EMP-04", 0.29, "Résultat 2016")
    (tmp_path / "emploi.xlsx").write_bytes(form.save())

    report = report_of(qpv("-C", next_year, "check", tmp_path / "emploi.xlsx", "--json", folder=tmp_path))

    told = {found["code"]: found for found in report["files"][0]["findings"]}
    assert told.keys() == {"C04", "C09"}
    for code, measure, before, value in (("C04", "EMP-10-b", "30", "90"), ("C09", "EMP-08-c", "50", "40")):
        found = told[code]
        assert (found["severity"], found["sheet"], found["measure"]) == ("warning", "Indicateurs", measure)
        assert (found["cell"], found["value"]) == (cells[measure], value)
        assert f"passe de {before} en 2015 à {value}" in found["message"].replace("\u00a0", " ")
        assert "Commentaire" in found["hint"]


def test_return_after_the_closing_date(campaign: Path, blank: dict[str, bytes], tmp_path: Path) -> None:
    book = openpyxl.load_workbook(campaign / "campagne.xlsx")
    for name, day in (("Date limite annoncée", "31/03/2016"), ("Date de clôture", "30/06/2016")):
        [cell] = [row[1] for row in book["Campagne"].iter_rows() if row[0].value == name]
        cell.value = day
    book.save(campaign / "campagne.xlsx")
    (tmp_path / "tard.xlsx").write_bytes(Form(blank["CUL"]).fill().save())
    report_of(qpv("-C", campaign, "collect", tmp_path / "tard.xlsx", "--json", folder=tmp_path))

    status = qpv("-C", campaign, "status", "--json", folder=tmp_path).document
    [culture] = [one for one in status["respondents"] if one["respondent"] == "CUL"]
    assert culture["answers"] == 0
    assert culture["warnings"] == 1, culture
    assert qpv("-C", campaign, "consolidate", folder=tmp_path).status == 0
    [told] = [row for row in findings_of(campaign) if "I08" in row]
    assert any("« tard.xlsx »" in str(text).replace("\u00a0", " ") for text in told)


def findings_of(campaign: Path) -> list[tuple[object, ...]]:
    """Rows of « Anomalies » in the master workbook."""
    [path] = (campaign / "synthese").glob("*.xlsx")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl knows no sparklines
        return [tuple(row) for row in openpyxl.load_workbook(path)["Anomalies"].iter_rows(values_only=True)]
