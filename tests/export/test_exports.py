"""The long table in files: read back by other programs, with the same figures and words."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import frictionless
import pytest
from jsonschema import Draft202012Validator

from qpv_xlsx.campaigns import campaign_from_json, save_campaign
from qpv_xlsx.campaigns.schema import schema
from qpv_xlsx.cli.export import command
from qpv_xlsx.cli.guard import guarded
from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.contract.questions import Field, Question, Value
from qpv_xlsx.domain.findings import Place
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.judging.indicators import assess_indicators
from qpv_xlsx.domain.merging.ledger import Decision, Ledger, Resolution
from qpv_xlsx.domain.publishing.diffusion import diffuse
from qpv_xlsx.domain.publishing.long_table import long_rows
from qpv_xlsx.export.beside import NamesBeside
from qpv_xlsx.export.columns import NAMES, header
from qpv_xlsx.export.comma import CsvForm, plain_figure, write_csv
from qpv_xlsx.export.documents import write_document
from qpv_xlsx.export.package import write_package
from qpv_xlsx.export.status_files import status_csv, status_tables
from qpv_xlsx.export.table_sources import TableSources
from qpv_xlsx.messages.provenance import provenance_in
from qpv_xlsx.messages.wordbook import label
from qpv_xlsx.tasks.export import ExportFormat, Wish, export_ledger
from tests.campaigns.samples import document
from tests.export.accounts import MIXED, campaign, ledger

NOW = datetime(2016, 4, 1, 8, 0, tzinfo=UTC)
ROWS = list(long_rows(campaign(), ledger(MIXED)))


def read(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_headers_are_those_of_the_master_workbook() -> None:
    first = write_csv(ROWS, campaign().catalogue, CsvForm()).decode("utf-8-sig").split("\r\n", 1)[0]
    assert first == (
        "Campagne;Année;Territoire;Convention;Administration;Indicateur;Mesure;Quartier;Champ;Valeur;Texte;Unité;"
        "Situation;Périmètre;Fichier;Feuille;Cellule;Reçu le"
    )


@pytest.mark.parametrize(("decimal_comma", "written"), [(False, "0.173"), (True, "0,173")])
def test_figures_have_the_decimal_sign_asked_for(decimal_comma: bool, written: str) -> None:  # noqa: FBT001
    values = [
        row["Valeur"] for row in read(write_csv(ROWS, campaign().catalogue, CsvForm(decimal_comma=decimal_comma)))
    ]
    assert values == [written, "173", "1000", "", "", "120", "20", "100", ""]


def test_words_are_those_of_the_workbooks() -> None:
    row = read(write_csv(ROWS, campaign().catalogue, CsvForm()))[3]
    assert (row["Texte"], row["Situation"], row["Périmètre"]) == ("Provisoire", "Provisoire", "QPV")
    assert row["Reçu le"] == "2016-03-01T10:00:00Z"


@pytest.mark.parametrize(
    ("is_raw", "comment", "dash"),
    [(False, '\'=HYPERLINK("http://x");\n« fin »', "'-"), (True, '=HYPERLINK("http://x");\n« fin »', "-")],
)
def test_texts_cannot_act_as_formulas_unless_asked(is_raw: bool, comment: str, dash: str) -> None:  # noqa: FBT001
    rows = read(write_csv(ROWS, campaign().catalogue, CsvForm(is_raw=is_raw)))
    assert (rows[4]["Texte"], rows[8]["Texte"]) == (comment, dash)


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.00001, "0.00001"), (1e21, "1000000000000000000000"), (12.0, "12"), (-3, "-3"), (1200, "1200"), (0.1, "0.1")],
)
def test_figures_are_written_in_full(value: float, written: str) -> None:
    assert plain_figure(value) == written


def test_equal_figures_are_each_written_as_they_are() -> None:
    """What was written of one cell is known again for the next ones, but not of figures: a float says fewer digits than it holds."""
    rows = [ROWS[0]._replace(value=value) for value in (2.0**70, 2**70, 2.0**70)]
    told = [row["Valeur"] for row in read(write_csv(rows, campaign().catalogue, CsvForm()))]
    assert told == ["1180591620717411300000", "1180591620717411303424", "1180591620717411300000"]


def test_names_stand_beside_the_codes_when_asked() -> None:
    names = NamesBeside(campaign(), "fr")
    rows = read(write_csv(ROWS, campaign().catalogue, CsvForm(names=names)))
    assert list(rows[0])[len(NAMES) :] == names.headers()
    assert (rows[1]["Nom de la convention"], rows[1]["Nom de l’administration"]) == ("Emploi", "DIRECCTE")
    assert [row["Partie de la réponse"] for row in rows[:4]] == ["valeur", "numérateur", "dénominateur", "situation"]
    assert [row["Nom du quartier"] for row in rows[5:8]] == ["", "Quartier a", "Quartier b"]


@pytest.mark.parametrize(
    ("arguments", "figure", "text"),
    [
        ([], "0,173", "\t1/2"),
        (["--decimal-comma"], "0,173", "\t1/2"),
        (["--decimal-point"], "0.173", "1/2"),
        (["--raw"], "0,173", "1/2"),
    ],
    ids=["by default", "comma", "point", "raw"],
)
def test_the_csv_is_for_people_unless_it_is_for_programs(
    arguments: list[str], figure: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_campaign(campaign(), tmp_path / "campagne.xlsx", created=NOW)
    said = ledger({Question(measure="EMP-01-a"): 0.173, Question(measure="EMP-01-c"): "1/2"})
    monkeypatch.setattr("qpv_xlsx.tasks.export.ledger_of", lambda *_: said)
    assert guarded(group, ["-C", str(tmp_path), "export", *arguments, "-o", str(tmp_path / "ici")]) == 0
    first, second = read((tmp_path / "ici" / "paris-2015-donnees.csv").read_bytes())
    assert (first["Valeur"], second["Texte"]) == (figure, text)


STANDING: Mapping[Question, Value] = {
    Question(measure="EMP-01-a"): 0.173,
    Question(measure="EMP-01-b"): 0.3,
    Question(measure="EMP-01-a", field=Field.SITUATION): "provisoire",
}


def statuses_of(folder: Path, form: ExportFormat, *, is_diffusion: bool = False) -> list[Path]:
    wish = Wish(form=form, language="fr", has_labels=True, is_diffusion=is_diffusion)
    return list(export_ledger(campaign(), ledger(STANDING), wish, folder, now=NOW).files)


@pytest.mark.parametrize("is_diffusion", [False, True])
def test_what_the_master_says_of_measures_and_indicators_stands_beside_the_csv(
    is_diffusion: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    table, measures, indicators = statuses_of(tmp_path, ExportFormat.CSV, is_diffusion=is_diffusion)
    tail = "-diffusion" if is_diffusion else ""
    assert [path.stem for path in (table, measures, indicators)] == [
        f"{campaign().code}-{name}{tail}" for name in ("donnees", "statuts", "statuts-indicateurs")
    ]
    assessment = assess(campaign(), ledger(STANDING))
    for row, one in zip(read(measures.read_bytes()), assessment.rows.values(), strict=True):
        assert (row["Mesure"], row["Avancement"]) == (one.measure, label("fr", "attainment", one.attainment))
        assert row["Motif"] == (label("fr", "reasons", one.reason) if one.reason else "")
        assert row["Remontée"] == label("fr", "reporting", one.reporting)
        assert row["Libellé de la mesure"]
    found = assess_indicators(campaign().catalogue, assessment).values()
    for row, whole in zip(read(indicators.read_bytes()), found, strict=True):
        assert (row["Indicateur"], row["Avancement"]) == (whole.indicator, label("fr", "attainment", whole.attainment))
        assert row["Sous réserve"] in {"Oui", "Non"}
    assert read(measures.read_bytes())[0]["Valeur"] == "0,173"
    assert ("Décidé par" in read(measures.read_bytes())[0]) is not is_diffusion


def test_a_milestone_in_the_statuses_is_worded_as_its_cell() -> None:
    whole = document()
    [measure] = whole["catalogue"]["conventions"][0]["indicators"][0]["measures"]
    measure |= {"kind": "milestone", "unit": "", "target": {"type": "done", "year": 2020}}
    steps = campaign_from_json(whole)
    said = ledger({Question(measure="EMP-01"): "fait"})
    table, _ = status_tables(TableSources(steps, said, lambda _: "", is_diffusion=False))
    assert read(status_csv(table, steps.catalogue, CsvForm()))[0]["Texte"] == "Fait"


def test_the_start_of_a_cumulated_count_is_the_one_it_is_judged_from() -> None:
    """« Indicateurs » shows 0, by definition; the table left it empty beside a way that starts there."""
    whole = document()
    [measure] = whole["catalogue"]["conventions"][0]["indicators"][0]["measures"]
    measure |= {
        "kind": "count",
        "nature": "cumulated",
        "baseline": {},
        "target": {"type": "at_least", "value": 60, "year": 2020},
    }
    counted = campaign_from_json(whole)
    table, _ = status_tables(
        TableSources(counted, ledger({Question(measure="EMP-01"): 30}), lambda _: "", is_diffusion=False)
    )
    [row] = read(status_csv(table, counted.catalogue, CsvForm()))
    assert (row["Départ"], row["Année de départ"]) == ("0", str((counted.catalogue.start or 0) - 1))


def test_the_document_says_where_measures_and_indicators_stand(tmp_path: Path) -> None:
    [path] = statuses_of(tmp_path, ExportFormat.JSON)
    document = json.loads(path.read_text("utf-8"))
    Draft202012Validator(schema("data")).validate(document)
    assessment = assess(campaign(), ledger(STANDING))
    assert [(row["measure"], row["attainment"]) for row in document["statuses"]] == [
        (one.measure, one.attainment.value) for one in assessment.rows.values()
    ]
    found = assess_indicators(campaign().catalogue, assessment).values()
    assert [(row["indicator"], row["attainment"], row["reason"]) for row in document["indicators"]] == [
        (one.indicator, one.attainment.value, one.reason and one.reason.value) for one in found
    ]


def test_the_document_follows_its_schema_and_keeps_figures() -> None:
    document = json.loads(write_document(ROWS, campaign()))
    Draft202012Validator(schema("data")).validate(document)
    assert list(document["rows"][0]) == list(NAMES)
    assert [row["value"] for row in document["rows"]] == [0.173, 173, 1000, None, None, 120, 20, 100, None]
    assert document["rows"][8]["text"] == "-"


def validated(files: Mapping[str, bytes], folder: Path) -> Any:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    with frictionless.system.use_context(trusted=True):
        return frictionless.validate(str(folder / "datapackage.json"))


@pytest.mark.parametrize("decimal_comma", [False, True])
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.filterwarnings("ignore")  # frictionless' own dependencies
def test_the_package_is_valid(language: str, decimal_comma: bool, tmp_path: Path) -> None:  # noqa: FBT001
    files = write_package(ROWS, campaign(), language=language, decimal_comma=decimal_comma, created=NOW)
    report = validated(files, tmp_path)
    assert report.valid, report.flatten(["rowNumber", "fieldNumber", "code", "message"])
    assert report.tasks[0].stats["rows"] == len(ROWS)


SPOILT = {
    "an unknown measure": ("EMP-01-a", "EMP-99"),
    "a value that is a word": ("0.173", "beaucoup"),
    "an unknown field": (";numerator;", ";valeur;"),
    "a situation that is none": ("Provisoire", "Peut-être"),
}


@pytest.mark.parametrize(("former", "new"), SPOILT.values(), ids=SPOILT.keys())
@pytest.mark.filterwarnings("ignore")
def test_the_constraints_catch_what_was_spoilt(former: str, new: str, tmp_path: Path) -> None:
    files = dict(write_package(ROWS, campaign(), created=NOW))
    files["data.csv"] = files["data.csv"].replace(former.encode(), new.encode(), 1)
    assert not validated(files, tmp_path).valid


def test_the_dictionary_explains_every_column() -> None:
    files = write_package(ROWS, campaign(), created=NOW)
    rows = read(files["dictionnaire.csv"])
    assert [row["Colonne"] for row in rows] == [header(name, "fr") for name in NAMES]
    assert all(row["Signification"] for row in rows)
    assert all(f"| {header(name, 'fr')} |" in files["dictionnaire.md"].decode() for name in NAMES)


def test_diffusion_goes_to_a_file_of_its_own(tmp_path: Path) -> None:
    wish = Wish(form=ExportFormat.CSV, is_diffusion=True)
    made = diffuse(campaign(), ledger(MIXED, name="Mme Martin.xlsx"))
    done = export_ledger(made.campaign, made.ledger, wish, tmp_path / "ouverture", now=NOW)
    assert [path.name for path in done.files] == [
        f"paris-2015-{name}-diffusion.csv" for name in ("donnees", "statuts", "statuts-indicateurs")
    ]
    assert not [path.name for path in done.files if b"Martin" in path.read_bytes()]


@pytest.mark.parametrize("form", ["csv", "json", "datapackage"])
def test_the_command_writes_where_it_is_told(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save_campaign(campaign(), tmp_path / "campagne.xlsx", created=NOW)
    target = tmp_path / "ouverture"
    assert guarded(group, ["-C", str(tmp_path), "export", "--format", form, "-o", str(target)]) == 0
    assert [Path(line).is_file() for line in capsys.readouterr().out.splitlines()].count(True) == (
        {"csv": 3, "json": 1, "datapackage": 22}[form]
    )


def test_the_command_offers_each_format_and_tells_of_it() -> None:
    (offered,) = (option for option in command.params if option.name == "form")
    assert isinstance(offered, click.Option)
    assert isinstance(offered.type, click.Choice)
    assert list(offered.type.choices) == sorted(form.value for form in ExportFormat)
    assert [form.value for form in ExportFormat if form.value not in (offered.help or "")] == []


def test_a_decided_figure_says_who_when_why_and_what_it_replaces() -> None:
    told = ledger({Question(measure="EMP-01-b"): 120})
    entry = told.accounts["EMP"].entries[Question(measure="EMP-01-b")]
    decision = Decision(
        respondent="EMP",
        question=Question(measure="EMP-01-b"),
        verdict=Resolution.SET,
        reason="appel du 3 mars",
        decided=datetime(2016, 3, 3, 9, tzinfo=UTC),
        value=120,
        author="coordinatrice",
    )
    decided = replace(entry, decision=decision, answer=entry.answer._replace(place=Place()))
    account = replace(told.accounts["EMP"], entries={Question(measure="EMP-01-b"): decided})
    (row,) = long_rows(campaign(), Ledger(accounts={"EMP": account}), provenance_in("fr"))
    assert (
        row.file
        == "décision de coordinatrice du 03/03/2016\u00a0: appel du 3 mars (remplace la réponse de retour.xlsx)"
    )
    assert (row.sheet, row.cell, row.received) == ("", "", decision.decided)


def test_numerators_of_the_long_table_are_not_per_cent() -> None:
    rows = long_rows(campaign(), ledger(MIXED))
    told = {row.field: row.unit for row in rows if row.measure == "EMP-01-a"}
    assert (told[Field.VALUE], told[Field.NUMERATOR], told[Field.DENOMINATOR]) == ("%", "personnes", "personnes")
