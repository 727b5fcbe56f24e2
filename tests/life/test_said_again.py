"""A decision said again is recorded once; what asks for it anew, and another reason, are recorded."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.merging.ledger import Decision, Resolution
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.consolidate import consolidate
from qpv_xlsx.tasks.deciding.ruling import Ruling
from qpv_xlsx.tasks.resolve import resolve, speak_for, undo
from qpv_xlsx.tasks.return_ import return_for_correction
from tests.departement import cells_of
from tests.life.test_decisions_workbook import LATER

Fill = Callable[..., bytes]


@pytest.fixture
def answered(folder: Path, fill: Fill) -> Path:
    """Two returns of one administration that disagree, and one of another."""
    _came(folder, "premier.xlsx", fill("CUL", {"CUL-01": 0.41}))
    _came(folder, "second.xlsx", fill("CUL", {"CUL-01": 0.37}))
    _came(folder, "emploi.xlsx", fill("EMP", {"EMP-01": "environ 0,18", "EMP-02": 0.2}))
    return folder


def _came(folder: Path, name: str, content: bytes) -> None:
    place = folder.parent / name
    place.write_bytes(content)
    collect(folder, [place], author="", now=later())


_DAYS = count(1)


def later() -> datetime:
    """A day after the moment before."""
    return LATER + timedelta(days=next(_DAYS))


def ruled(folder: Path, **wanted: Any) -> tuple[Decision, ...]:
    return resolve(folder, Ruling(**{"reason": "appel", **wanted}), author="Mme A", now=later())


def recorded(folder: Path) -> int:
    with open_register(folder) as register:
        return len(register.decisions())


RULINGS: Mapping[str, Mapping[str, Any]] = {
    "a figure": {"measure": "EMP-02", "value": "21 %"},
    "a figure withdrawn": {"measure": "EMP-02", "value": "nd"},
    "a return kept": {"measure": "CUL-01", "file": "premier.xlsx"},
    "a finding set aside": {"measure": "EMP-01", "accept": "V10"},
    "a question asked again": {"measure": "EMP-02", "asks": True},
    "a refusal": {"measure": "EMP-02", "refuses": True},
}


@pytest.mark.parametrize("wanted", RULINGS.values(), ids=RULINGS)
def test_said_again_it_is_recorded_once_unless_the_reason_is_another(answered: Path, wanted: Mapping[str, Any]) -> None:
    assert ruled(answered, **wanted)
    before = recorded(answered)
    assert ruled(answered, **wanted) == ()
    assert recorded(answered) == before
    if "accept" not in wanted:  # there is nothing left to set aside
        assert ruled(answered, **wanted, reason="confirmé par courrier")
    undo(answered, Ruling(measure=wanted["measure"], reason="erreur"), author="", now=later())


def test_said_again_after_it_was_undone_it_is_recorded(answered: Path) -> None:
    ruled(answered, **RULINGS["a figure"])
    now = later()
    undo(answered, Ruling(measure="EMP-02", reason="erreur"), author="", now=now)
    assert ruled(answered, **RULINGS["a figure"])


def test_between_two_others_it_is_recorded(answered: Path) -> None:
    for value in ("21 %", "22 %", "21 %"):
        assert ruled(answered, measure="EMP-02", value=value)


def test_a_newer_return_is_decided_anew(answered: Path, fill: Fill) -> None:
    assert ruled(answered, **RULINGS["a return kept"])
    _came(answered, "troisième.xlsx", fill("CUL", {"CUL-01": 0.33}))
    assert ruled(answered, **RULINGS["a return kept"])


def test_a_question_is_asked_again_after_the_letter(answered: Path) -> None:
    assert ruled(answered, **RULINGS["a question asked again"])
    list(return_for_correction(answered, only=("EMP",), author="", now=later()))
    assert ruled(answered, **RULINGS["a question asked again"])


@pytest.mark.parametrize("verdict", [Resolution.REFUSE, Resolution.NIL])
def test_what_an_administration_says_of_everything_is_recorded_once(folder: Path, verdict: Resolution) -> None:
    def said() -> tuple[Decision, ...]:
        now = later()
        return speak_for(folder, "JUS", verdict, reason="courrier du 3 mars", author="", now=now)

    assert len(said()) == 1
    assert said() == ()


def test_the_command_says_that_nothing_was_added(answered: Path) -> None:
    words = ["-C", str(answered), "resolve", "--measure", "EMP-02", "--value", "21 %", "--reason", "appel"]
    for told in ("Décision enregistrée", "rien n’a été ajouté"):
        done = CliRunner().invoke(group, words, standalone_mode=False)
        assert told in " ".join(done.output.split())
    done = CliRunner().invoke(group, [*words, "--json"], standalone_mode=False)
    assert json.loads(done.output)["decisions"] == []


@pytest.mark.parametrize("words", ["une dizaine", "21 jours", "10 (dont 3)", "12/05/2016", "10 à 12", "#REF!", "1h30"])
def test_a_value_that_is_refused_names_no_cell_that_a_decision_lacks(answered: Path, words: str) -> None:
    with pytest.raises(CampaignError) as refused:
        ruled(answered, measure="EMP-02", value=words)
    hint = str(refused.value.facts["hint"])  # in both languages
    assert "Commentaire" not in hint
    assert "Situation" not in hint


def test_the_journal_says_in_words_what_was_decided(answered: Path) -> None:
    for name in ("a return kept", "a finding set aside", "a question asked again", "a figure withdrawn"):
        ruled(answered, **RULINGS[name])
    undo(answered, Ruling(measure="EMP-01", reason="erreur"), author="", now=later())
    master = consolidate(answered, target=None, now=later()).master
    lines = cells_of(master, "Journal", "Date")
    told = {tuple(line[head] or "" for head in ("Décidé", "Fichier", "Détail")) for line in lines if line["Décidé"]}
    assert told == {
        ("retient le retour «\u00a0premier.xlsx\u00a0»", "premier.xlsx", "CUL-01\u00a0: appel"),
        ("retenu malgré l’anomalie «\u00a0Valeur approchée\u00a0» (V10)", "", "EMP-01\u00a0: appel"),
        ("à demander à l’administration", "", "EMP-02\u00a0: appel"),
        ("Non disponible (nd)", "", "EMP-02, situation\u00a0: appel"),
        ("valeur\u00a0: aucune réponse", "", "EMP-02\u00a0: appel"),
        ("retenu malgré l’anomalie «\u00a0Valeur approchée\u00a0» (V10)", "", "EMP-01\u00a0: erreur"),
    }
