"""A round of a real campaign, lived by its coordinator: six administrations answer, one refuses, twenty things to settle.

Four commands: collect, resolve, resolve decisions.xlsx, consolidate. Everything is decided in one workbook, in LibreOffice.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl.utils import get_column_letter

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.following.actions import State
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.tasks.status import read_status
from tests.libreoffice import Office
from tests.life.test_decisions_workbook import HEADER, LATER, rows_of, sheet_of

RETURNS: Mapping[str, tuple[str, Mapping[str | tuple[str, str], Any]]] = {
    "drac.xlsx": ("CUL", {"CUL-01": 0.41}),
    "drac-v2.xlsx": ("CUL", {"CUL-01": 0.37, ("CUL-01", "Situation"): "Définitif"}),
    "parquet.xlsx": (
        "JUS",
        {"JUS-04": "beaucoup", "JUS-02-a": 34, "JUS-03": 4, "JUS-05": "une dizaine", "JUS-07": 12.5},
    ),
    "parquet-2.xlsx": ("JUS", {"JUS-03": 6}),
    "caf.xlsx": (
        "CAF",
        {
            "CAF-01-a": "environ 90",
            "CAF-01-b": 37170,
            "CAF-02": 12.5,
            "CAF-03-b": "une vingtaine",
            "CAF-04-b": "1730 %",
            "CAF-05-b": "8 sur 15",
            "CAF-06": "12 (dont 3 femmes)",
            "CAF-08": "entre 10 et 15",
        },
    ),
    "rectorat.xlsx": ("EDU", {"EDU-01": 8, "EDU-02": "1730 %", "EDU-05": 0.0066, "EDU-06": "vingt"}),
    "direccte.xlsx": ("EMP", {"EMP-01": 17.3, "EMP-02": "7 à 8 %", "EMP-04": "peu", "EMP-06": 0.9}),
    "ars.xlsx": ("SAN", {"SAN-02": 24.5, "SAN-04-a": -3, "SAN-12": "~130"}),
}
MARCH = datetime(2016, 3, 10, 9, tzinfo=UTC)


@dataclass
class Coordinator:
    """Types commands, and counts them."""

    folder: Path
    typed: int = 0

    def types(self, *words: str, expected: tuple[int, ...] = (0,)) -> str:
        self.typed += 1
        done = CliRunner().invoke(group, ["-C", str(self.folder), *words], standalone_mode=False)
        assert done.exception is None, done.output
        assert int(done.return_value or 0) in expected, done.output
        return done.output


@pytest.fixture
def inbox(folder: Path, fill: Callable[..., bytes], letter: Callable[..., bytes]) -> Path:
    """What came during the month."""
    place = folder.parent / "arrivés"
    place.mkdir()
    for number, (name, (code, cells)) in enumerate(RETURNS.items()):
        (place / name).write_bytes(fill(code, cells))
        moment = MARCH.timestamp() + 3600 * number
        os.utime(place / name, (moment, moment))
    words = "Nous ne sommes pas en mesure de répondre cette année, et ne le ferons pas."
    sender = next(one for one in load_campaign(folder).respondents if one.code == "DDF").contacts[0].email
    (place / "ddf.eml").write_bytes(letter(sender, {}, "20 Mar 2016", words, Subject="Collecte 2015"))
    return place


def decided(row: Mapping[str, str], offered: str) -> dict[str, str]:
    """What a careful person chooses on a row, from its own list."""
    if "message" in row["Repère"]:
        return {"Décision": "refus de répondre", "Motif": "courriel du 20 mars"}
    for words in ("retenir A", "retenir la proposition"):
        if words in offered:
            return {"Décision": words, "Motif": "confirmé par téléphone"}
    if "retenir malgré l’anomalie" in offered:
        return {"Décision": "retenir malgré l’anomalie"}
    if "retenir" not in offered and row["Mesure"].startswith(("JUS-04", "EMP-04")):
        return {"Décision": "sans objet", "Motif": "dispositif arrêté"}
    value = "Fait" if row["Mesure"].startswith("JUS-03") else "5"
    return {"Décision": "autre valeur", "Valeur": value, "Motif": "courriel du 2 avril"}


def choices(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row's number, and what is typed in it."""
    _, sheet, columns = sheet_of(path)
    letters = get_column_letter(columns["Décision"])
    lists = {
        int(str(one.sqref)[len(letters) :]): str(one.formula1)
        for one in sheet.data_validations.dataValidation
        if str(one.sqref).rstrip("0123456789") == letters
    }
    for row in range(HEADER + 1, sheet.max_row + 1):
        said = {head: str(sheet.cell(row, at).value or "") for head, at in columns.items()}
        if said["Repère"]:
            yield row, decided(said, lists[row])


@pytest.mark.libreoffice
def test_a_round_is_settled_in_one_workbook_and_four_commands(folder: Path, inbox: Path, office: Office) -> None:
    who = Coordinator(folder)
    who.types("collect", str(inbox), expected=(0, 1))
    who.types("resolve")
    path = folder / "decisions.xlsx"
    rows = rows_of(path)
    assert len(rows) >= 20, sorted(rows)
    _, _, columns = sheet_of(path)
    filled = dict(choices(path))
    office.open(path)
    for row, cells in filled.items():
        for head, words in cells.items():
            office.type("À trancher", f"{get_column_letter(columns[head])}{row}", words)
    shutil.move(office.save(folder.parent / "rempli.xlsx"), path)
    said = who.types("resolve", str(path))
    assert {key: row["Ce qui est à trancher"] for key, row in rows_of(path).items() if "/" in key} == {}, said
    who.types("consolidate", expected=(0, 1))
    assert who.typed <= 4
    status = read_status(folder, now=LATER)
    states = {one.respondent: one.state for one in status.follow_ups}
    assert State.TO_DECIDE not in states.values()
    with open_register(folder) as register:
        ledger = ledger_of(status.campaign, register, LATER)
    acts = {(one.respondent, one.question.measure, one.question.quartier) for one in ledger.decisions}
    assert len(acts) >= 20
    assert all(one.reason for one in ledger.decisions)
    assert states["DDF"] is State.REFUSED
    assert assess(status.campaign, ledger).rows["CUL", "CUL-01"].value == pytest.approx(0.41)
    assert len(rows_of(path, "Décisions prises")) == len(filled)
