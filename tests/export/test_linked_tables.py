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


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_table_and_column_is_explained(language: str) -> None:
    linked = tables_of(campaign(), ledger(MIXED))
    files = write_package([], campaign(), language=language, created=NOW, linked=linked)
    resources = json.loads(files["datapackage.json"])["resources"][1:]
    fields = [field for one in resources for field in one["schema"]["fields"]]
    assert all(one["description"] for one in (*resources, *fields))
    page = files["dictionnaire.md"].decode()
    assert all(
        f"## `{table.name}.csv`" in page and f"| `{name}` |" in page for table in linked.tables for name in table.types
    )


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
REPORTED = {
    "renseigne": "Renseigné",
    "provisoire": "Provisoire",
    "nd": "Non disponible (nd)",
    "s": "Secret statistique (s)",
    "so": "Sans objet (so)",
    "a_completer": "À compléter",
    "a_corriger": "À corriger",
    "recu_apres_cloture": "Reçu après clôture",
    "refus": "Refus",
    "non_recu": "Non reçu",
}
ANSWERED = frozenset({"renseigne", "provisoire", "nd", "s"})
NEEDS_ATTENTION = frozenset({"en_retard", "s_eloigne", "non_atteint"})
Lines = list[dict[str, str]]


def is_true(row: Mapping[str, str], name: str) -> bool:
    return row[name] == "true"


def headline(rows: Lines) -> dict[str, int]:
    """What the dashboard counts of indicators, or of measures."""
    counts = Counter(ATTAINED[row["attainment"]] for row in rows)
    return {
        **{word: counts[word] for word in ATTAINED.values()},
        "Avec cible": sum(is_true(row, "has_target") for row in rows),
        "Résultats connus": sum(is_true(row, "is_known") for row in rows),
        "dont sous réserve": sum(is_true(row, "is_reserved") for row in rows),
    }


def came_in(rows: Lines) -> dict[str, int]:
    """What the dashboard counts of returns; « sans objet » is not expected."""
    counts = Counter(REPORTED[row["reporting"]] for row in rows)
    return {
        **{word: counts[word] for word in REPORTED.values()},
        "Attendues": sum(row["reporting"] != "so" for row in rows),
        "Reçues": sum(row["reporting"] in ANSWERED for row in rows),
    }


def by_convention(rows: Lines, convention: Mapping[str, str], names: Lines) -> dict[str, Lines]:
    """Rows by the name of their convention; last, all of them."""
    named = {one["convention"]: one["name"] for one in names}
    apart: dict[str, Lines] = {name: [] for name in named.values()}
    for row in rows:
        apart[named[convention[row["indicator"]]]].append(row)
    return {**apart, "Ensemble": rows}


@pytest.fixture(scope="module")
def master(paris: tuple[Campaign, Ledger, Mapping[str, bytes]]) -> bytes:
    asked, told, _ = paris
    return write_master(asked, told, assess(asked, told), created=CREATED)


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_every_count_of_the_dashboard_can_be_redone(
    paris: tuple[Campaign, Ledger, Mapping[str, bytes]], master: bytes
) -> None:
    """By somebody who has the tables and reads their description, without our code."""
    files = paris[2]
    names, convention = (
        lines(files, "conventions"),
        {row["indicator"]: row["convention"] for row in lines(files, "indicateurs")},
    )
    measures = lines(files, "statuts")
    counted = [row for row in measures if not is_true(row, "is_waived") and row["barred"] != "compte_dans_l_ensemble"]
    awaited = [row for row in measures if not row["parts_expected"]]
    asked = [row for row in lines(files, "statuts-indicateurs") if is_true(row, "is_asked")]
    redone = 0
    for mark, rows, count in (
        ("Indicateurs", asked, lambda own: headline(own) | {"Indicateurs": len(own)}),
        ("Mesures", counted, lambda own: headline(own) | {"Mesures": len(own)}),
        ("Renseigné", awaited, came_in),
    ):
        shown = dashboard(master, mark)
        expected = {name: count(own) for name, own in by_convention(rows, convention, names).items()}
        assert {name: {head: expected[name][head] for head in row} for name, row in shown.items()} == shown
        assert shown.keys() == expected.keys()
        redone += sum(map(len, shown.values()))
    assert redone > 300


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_every_tile_of_the_dashboard_can_be_redone(
    paris: tuple[Campaign, Ledger, Mapping[str, bytes]], master: bytes
) -> None:
    files = paris[2]
    measures = lines(files, "statuts")
    counted = [row for row in measures if not is_true(row, "is_waived") and row["barred"] != "compte_dans_l_ensemble"]
    asked = [row for row in lines(files, "statuts-indicateurs") if is_true(row, "is_asked")]
    returned = came_in([row for row in measures if not row["parts_expected"]])
    severities = Counter(row["severity"] for row in lines(files, "anomalies") if row["respondent"])
    people = [row for row in lines(files, "administrations") if row["has_answered"]]
    reached = [row for row in counted if row["attainment"] == "atteint"]
    assert tiles(master) == {
        "Administrations": f"{sum(is_true(row, 'has_answered') for row in people)} / {len(people)}",
        "Taux de réponse": f"{int(100 * returned['Reçues'] / returned['Attendues'] + 0.5)} %",
        "Indicateurs atteints": f"{headline(asked)['Atteint']} / {headline(asked)['Résultats connus']}",
        "Mesures atteintes": f"{len(reached)} / {headline(counted)['Résultats connus']}",
        "Atteintes sous réserve": str(sum(is_true(row, "is_reserved") for row in reached)),
        "Points d’attention": str(sum(row["attainment"] in NEEDS_ATTENTION for row in counted)),
        "Erreurs + avertissements": f"{severities['error']} + {severities['warning']}",
    }


def tiles(content: bytes) -> dict[str, str]:
    """The tiles of « Tableau de bord », as a person reads them."""
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Tableau de bord"]
    rows = list(sheet.iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if "Taux de réponse" in row)
    pairs = zip(rows[start], rows[start + 1], strict=True)
    return {str(name): str(figure).replace("\u00a0", " ") for name, figure in pairs if name}


def test_the_version_to_publish_has_a_name_and_a_licence_and_no_words() -> None:
    files = package(campaign(), ledger(MIXED), is_diffusion=True)
    description = json.loads(files["datapackage.json"])
    assert description["name"].endswith("-diffusion")
    assert description["licenses"][0]["name"] == "etalab-2.0"
    assert "decisions.csv" not in files
    assert {row["file"] for row in lines(files, "reponses")} == {""}
    assert not {"findings", "decided_by", "decided_why"} & set(lines(files, "statuts")[0])


def test_the_coordinators_own_version_says_that_it_is_not_open() -> None:
    description = json.loads(package(campaign(), ledger(MIXED))["datapackage.json"])
    (licence,) = description["licenses"]
    assert licence["name"] == "other-closed"
    assert "à ne pas diffuser" in licence["title"]
    assert not description["name"].endswith("-diffusion")


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
