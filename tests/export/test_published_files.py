"""No masked figure stands in any part of any file that is published; the audit stays with the coordinator."""

import io
import json
import re
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pytest

from qpv_xlsx.campaigns import save_campaign
from qpv_xlsx.cli.guard import guarded
from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.contract.questions import Field, Question, Situation, Value
from qpv_xlsx.domain.merging.ledger import Ledger
from qpv_xlsx.messages.wordbook import labels
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks import consolidate, export
from qpv_xlsx.tasks.recalled.merged_register import MergedRegister
from qpv_xlsx.workbook.master.secrecy_audit_sheet import write_audit
from tests.export.accounts import ledger
from tests.export.random_figures import AMONG, PARTS, PERSONS, linked_campaign

NOW = datetime(2016, 4, 1, 8, 0, tzinfo=UTC)
DECLARED, COMMENT = 8982322, "dont 3 mineurs de la rue X"
TOLD: dict[Question, Value] = {
    Question(measure=PERSONS): 100_000 + 7,
    **{Question(measure=PERSONS, quartier=each): 25_000 for each in "abcd"},
    Question(measure=PERSONS, quartier="e"): 7,
    Question(measure=PERSONS, field=Field.COMMENT): COMMENT,
    Question(measure=AMONG): DECLARED,
    Question(measure=AMONG, field=Field.SITUATION): Situation.SECRET,
    Question(measure=PARTS): 0.0437158469945355,
    Question(measure=PARTS, field=Field.NUMERATOR): 8,
    Question(measure=PARTS, field=Field.DENOMINATOR): 183,
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A campaign in which TOLD was answered."""
    save_campaign(linked_campaign(), tmp_path / "campagne.xlsx", created=NOW)

    def known(*_: object) -> Ledger:
        return ledger(TOLD, name="retour de Mme Martin.xlsx")

    monkeypatch.setattr(export, "ledger_of", known)
    monkeypatch.setattr(MergedRegister, "ledger", known)
    return tmp_path


def parts(path: Path) -> dict[str, str]:
    """Every part of a file, as text."""
    if path.suffix == ".parquet":
        return {path.name: str(pyarrow.parquet.ParquetFile(path).read().to_pylist())}
    if path.suffix != ".xlsx":
        return {path.name: path.read_text("utf-8-sig")}
    with zipfile.ZipFile(path) as archive:
        return {f"{path.name}/{name}": archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


FORBIDDEN = (
    str(DECLARED),
    "8 982 322",
    "100007",
    "100 007",
    "Martin",
    "mineurs",
    "0.0437158",
    "0,0437158",
    "retour de",
)


def test_no_part_of_a_published_file_holds_a_masked_figure(folder: Path) -> None:
    made = consolidate.consolidate_for_diffusion(folder, target=None, now=NOW)
    files = [made.master, made.report]
    for form in export.ExportFormat:
        files += export.export(folder, export.Wish(form=form, is_diffusion=True), now=NOW).files
    assert all(path.is_relative_to(folder / "synthese" / "diffusion") for path in files)
    found = {name: text for path in files for name, text in parts(path).items()}
    audit = json.loads(next(path for path in made.audit if path.suffix == ".json").read_text("utf-8"))
    assert audit["summary"]["narrowest"] >= audit["limit"]
    masked = {(cell["measure"], cell["quartier"], cell["field"]) for cell in audit["cells"]}
    assert {(AMONG, None, "value"), (PARTS, None, "numerator"), (PERSONS, "e", "value")} <= masked
    is_total_masked = (PERSONS, None, "value") in masked
    forbidden = [word for word in FORBIDDEN if is_total_masked or not word.startswith("100")]
    assert not [(word, name) for word in forbidden for name, text in found.items() if word in _plain(text)]


def _plain(text: str) -> str:
    return re.sub("[\u00a0\u202f]", " ", text)


def test_the_audit_stays_out_of_what_is_published(folder: Path) -> None:
    made = consolidate.consolidate_for_diffusion(folder, target=None, now=NOW)
    assert all(path.parent == folder / "synthese" for path in made.audit)
    note = f"{made.master.stem}_note.docx"
    assert {path.name for path in (folder / "synthese" / "diffusion").iterdir()} == {
        made.master.name,
        "report.html",
        note,
    }


def test_the_document_stands_alone_on_the_standard_output(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert guarded(group, ["-C", str(folder), "consolidate", "--diffusion", "--json"]) in {0, 1}
    assert json.loads(capfd.readouterr().out)["given_away"] == 0


def test_a_publication_is_remembered_once(folder: Path) -> None:
    for _ in range(2):
        consolidate.consolidate_for_diffusion(folder, target=None, now=NOW)
    with open_register(folder) as register:
        (publication,) = register.publications()
    assert AMONG in {key.measure for key in publication.withheld}
    assert publication.published
    assert not set(publication.published) & set(publication.withheld)


def test_the_audit_speaks_as_its_coordinator_does(folder: Path) -> None:
    """Names and French words, where the JSON has codes."""
    assert guarded(group, ["-C", str(folder), "-q", "consolidate", "--diffusion"]) == 0
    (path,) = (folder / "synthese").glob("*_audit-secret.xlsx")
    with closing(openpyxl.load_workbook(path)) as book:
        _, _, heads, *rows = book.worksheets[0].iter_rows(values_only=True)
    told = [dict(zip(heads, row, strict=True)) for row in rows]
    names = {place.id: place.name for one in linked_campaign().territories for place in one.quartiers}
    assert {row["Champ"] for row in told} <= set(labels("fr", "fields").values())
    assert {row["Quartier"] for row in told} - {None} <= set(names.values())
    assert names["e"] in {row["Quartier"] for row in told}
    assert all(row["Libellé"] for row in told)
    widths = [float(str(row["Largeur"])) for row in told if row["Largeur"] is not None]
    assert widths == sorted(widths)


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (f"men {PERSONS}", f"Hommes ({PERSONS})"),
        (f"outside {PERSONS}", f"Hors QPV ({PERSONS})"),
        (f"others {PARTS}", f"Hors du numérateur ({PARTS})"),
        (f"without {AMONG}", f"Ensemble moins la partie ({AMONG})"),
        (f"rest {AMONG}", f"Total moins les parties ({AMONG})"),
        ("elsewhere", "Hors des quartiers listés"),
        ("blank", "Case vide"),
        ("again 12", "Part, par un autre lien"),
    ],
)
def test_what_can_be_worked_out_has_a_name(role: str, words: str) -> None:
    cell = dict.fromkeys(("quartier", "low", "high", "given_away"))
    cell |= {"measure": PERSONS, "field": "value", "kind": "derived", "role": role, "year": 2015, "respondent": "EMP"}
    summary = dict.fromkeys(("published", "masked", "primary", "secondary", "narrowest", "given_away"), 0)
    document = {"summary": summary, "limit": 11, "cells": [cell], "kept": []}
    content = write_audit(document, linked_campaign(), created=NOW)
    with closing(openpyxl.load_workbook(io.BytesIO(content))) as book:
        _, _, heads, row = book.worksheets[0].iter_rows(values_only=True)
    assert dict(zip(heads, row, strict=True))["Ce qui se déduit"] == words
