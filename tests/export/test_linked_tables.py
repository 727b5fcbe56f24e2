"""The Data Package's tables hold together, name every absence, and give the master's counts without our code."""

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import frictionless
import openpyxl
import pytest

from qpv_xlsx.domain.contract.campaign import Campaign, measures_of
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.merging.ledger import Ledger
from qpv_xlsx.domain.publishing.diffusion import diffuse
from qpv_xlsx.domain.publishing.long_table import long_rows
from qpv_xlsx.export.answer_table import ABSENCES
from qpv_xlsx.export.package import write_package
from qpv_xlsx.export.relational import tables_of
from qpv_xlsx.workbook.master import write_master
from tests.export.accounts import MIXED, campaign, ledger, persons
from tests.master.invention import CREATED, invented_campaign, invented_ledger

NOW = datetime(2016, 3, 1, tzinfo=UTC)


def package(asked: Campaign, told: Ledger, *, is_diffusion: bool = False) -> Mapping[str, bytes]:
    linked = tables_of(asked, told, is_diffusion=is_diffusion)
    return write_package(list(long_rows(asked, told)), asked, created=NOW, linked=linked)


def lines(files: Mapping[str, bytes], name: str) -> list[dict[str, str]]:
    text = files[f"{name}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


@pytest.fixture(scope="module")
def paris() -> tuple[Campaign, Ledger, Mapping[str, bytes]]:
    asked = invented_campaign(1)
    told = invented_ledger(asked, 1)
    return asked, told, package(asked, told)


def valid(files: Mapping[str, bytes], folder: Path) -> Any:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    with frictionless.system.use_context(trusted=True):
        return frictionless.validate(str(folder / "datapackage.json"))


@pytest.mark.filterwarnings("ignore")  # frictionless' own dependencies
def test_keys_and_links_hold(tmp_path: Path) -> None:
    report = valid(package(campaign(), ledger(MIXED)), tmp_path)
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("table", "former", "new"),
    [
        ("reponses", b"EMP-01-a;EMP;_T", b"EMP-01-z;EMP;_T"),
        ("reponses", b";EMP;a;value", b";EMP;ailleurs;value"),
        ("quartiers", b";_T;", b";;"),
    ],
    ids=("a measure that is none", "a quartier that is none", "a key that is empty"),
)
def test_a_broken_link_is_seen(table: str, former: bytes, new: bytes, tmp_path: Path) -> None:
    files = dict(package(campaign(), ledger(MIXED)))
    assert former in files[f"{table}.csv"]
    files[f"{table}.csv"] = files[f"{table}.csv"].replace(former, new, 1)
    assert not valid(files, tmp_path).valid


def test_every_expected_answer_has_its_row_and_an_absence_its_reason(
    paris: tuple[Campaign, Ledger, Mapping[str, bytes]],
) -> None:
    asked, told, files = paris
    rows = {(row["respondent"], row["measure"], row["quartier"], row["field"]): row for row in lines(files, "reponses")}
    for respondent in asked.respondents:
        for measure in measures_of(asked, respondent):
            assert (respondent.code, measure.code, "_T", "value") in rows
    assert all(bool(row["absence"]) != bool(row["value"] or row["text"]) for row in rows.values())
    reasons = {row["absence"] for row in rows.values()} - {""}
    assert {"non_recu", "nd", "s", "etat_neant", "sans_reponse"} <= reasons <= set(ABSENCES)
    answered = {
        (code, question.measure, question.quartier or "_T", question.field.value)
        for code, account in told.accounts.items()
        for question in account.entries
    }
    assert answered == {key for key, row in rows.items() if not row["absence"]}


def test_numerators_are_not_per_cent() -> None:
    told = {
        row["field"]: row["unit"]
        for row in lines(package(campaign(), ledger(MIXED)), "reponses")
        if row["measure"] == "EMP-01-a"
    }
    assert (told["value"], told["numerator"], told["denominator"]) == ("%", "personnes", "personnes")


def dashboard(content: bytes, mark: str) -> Mapping[str, Mapping[str, int]]:
    """The counts by convention under the header *mark*, as a person reads them on « Tableau de bord »."""
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Tableau de bord"]
    found: dict[str, dict[str, int]] = {}
    heads: list[str] = []
    for row in sheet.iter_rows(values_only=True):
        words = [str(cell or "").split("\n")[-1] for cell in row]
        if mark in words and "Convention" in words:
            heads = words
        elif heads and words[0] and isinstance(row[1], int):
            cells = zip(heads, row, strict=True)
            found[words[0]] = {head: int(str(cell)) for head, cell in cells if head and isinstance(cell, int)}
        elif found:
            break
    return found


ATTAINED = {
    "atteint": "Atteint",
    "en_bonne_voie": "En bonne voie",
    "a_surveiller": "À surveiller",
    "en_retard": "En retard",
    "s_eloigne": "S’éloigne",
    "pas_encore_atteint": "Pas encore atteint",
    "non_atteint": "Non atteint",
    "non_evaluable": "Non évaluable",
}
REPORTED = {"renseigne": "Renseigné", "non_recu": "Non reçu", "a_corriger": "À corriger", "provisoire": "Provisoire"}


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_the_counts_of_the_dashboard_can_be_redone(paris: tuple[Campaign, Ledger, Mapping[str, bytes]]) -> None:
    asked, told, files = paris
    content = write_master(asked, told, assess(asked, told), created=CREATED)
    names = {row["convention"]: row["name"] for row in lines(files, "conventions")}
    convention = {row["indicator"]: names[row["convention"]] for row in lines(files, "indicateurs")}
    indicators: dict[str, Counter[str]] = {name: Counter() for name in names.values()}
    for row in lines(files, "statuts-indicateurs"):
        if row["is_asked"] == "true":
            indicators[convention[row["indicator"]]].update(
                {
                    "Indicateurs": 1,
                    ATTAINED[row["attainment"]]: 1,
                    "Avec cible": row["has_target"] == "true",
                    "Résultats connus": row["is_known"] == "true",
                    "dont sous réserve": row["is_reserved"] == "true",
                }
            )
    shown = dashboard(content, "Avec cible")
    assert {name: {head: counts[head] for head in shown[name]} for name, counts in indicators.items()} == {
        name: shown[name] for name in indicators
    }
    measures: dict[str, Counter[str]] = {name: Counter() for name in names.values()}
    for row in lines(files, "statuts"):
        measures[names[row["convention"]]][REPORTED.get(row["reporting"], "")] += 1
    reported = dashboard(content, "Renseigné")
    for name, counts in measures.items():
        assert {word: counts[word] for word in REPORTED.values()} == {
            word: reported[name][word] for word in REPORTED.values()
        }
    assert sum(map(len, shown.values())) > 100


def test_the_version_to_publish_has_a_name_and_a_licence_and_no_words() -> None:
    files = package(campaign(), ledger(MIXED), is_diffusion=True)
    description = json.loads(files["datapackage.json"])
    assert description["name"].endswith("-diffusion")
    assert description["licenses"][0]["name"] == "etalab-2.0"
    assert "decisions.csv" not in files
    assert {row["file"] for row in lines(files, "reponses")} == {""}
    assert not {"findings", "decided_by", "decided_why"} & set(lines(files, "statuts")[0])


def test_a_former_quartier_keeps_its_answers_and_its_link() -> None:
    told = ledger({Question(measure="EMP-01-b", quartier="ancien"): 12, Question(measure="EMP-01-b"): 12})
    files = package(campaign(), told)
    assert [row["name"] for row in lines(files, "quartiers") if row["quartier"] == "ancien"] == [""]
    assert [row["value"] for row in lines(files, "reponses") if row["quartier"] == "ancien"] == ["12"]
    assert Field.VALUE in {Field(row["field"]) for row in lines(files, "reponses")}


def test_what_is_masked_is_masked_in_every_table() -> None:
    made = diffuse(campaign(), persons(120, a=3, b=40, c=30, d=47))
    files = package(made.campaign, made.ledger, is_diffusion=True)
    rows = [row for row in lines(files, "reponses") if row["measure"] == "EMP-01-b" and row["field"] == "value"]
    assert {row["quartier"]: row["value"] or row["absence"] for row in rows}["a"] == "s"
    assert sum(row["absence"] == "s" for row in rows) > 1  # a second one, or the total would give it back
    assert "3" not in {row["value"] for table in ("reponses", "statuts") for row in lines(files, table)}
