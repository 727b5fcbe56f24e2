"""A figure decided to be none, then given again by a return: asked again, until somebody decides it knowing both."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.findings import Code
from qpv_xlsx.domain.following.actions import State
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.deciding.decisions_book import apply_decisions, write_open
from qpv_xlsx.tasks.deciding.ruling import Ruling
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.tasks.resolve import resolve
from qpv_xlsx.tasks.status import read_status
from tests.life.test_decisions_workbook import rows_of, write_yellow
from tests.life.to_decide import open_conflicts

DAY = datetime(2016, 3, 1, 9, tzinfo=UTC)
FIGURE = Question(measure="CUL-01")
Fill = Callable[..., bytes]
Cells = Mapping[str | tuple[str, str], Any]
Arrival = Callable[[str, Cells], None]


@pytest.fixture
def arrives(folder: Path, fill: Fill, tmp_path: Path) -> Arrival:
    """A return of culture, one day after the last one."""
    days = iter(range(1, 30))

    def come(name: str, cells: Cells) -> None:
        (tmp_path / name).write_bytes(fill("CUL", cells))
        collect(folder, [tmp_path / name], author="", now=DAY + timedelta(days=2 * next(days)))

    return come


def decide(folder: Path, value: str, *, day: int) -> None:
    ruling = Ruling(measure="CUL-01", value=value, reason="la DRAC retire son chiffre")
    resolve(folder, ruling, author="", now=DAY + timedelta(days=day))


def open_codes(folder: Path) -> list[Code]:
    return [conflict.found.code for conflict in open_conflicts(folder, now=DAY + timedelta(days=60))]


def counted(folder: Path) -> object:
    with open_register(folder) as register:
        entries = ledger_of(load_campaign(folder), register, DAY + timedelta(days=60)).accounts["CUL"].entries
    return entries[FIGURE].answer.value if FIGURE in entries else None


@pytest.mark.parametrize("word", ["nd", "so", "s"])
def test_figure_given_after_it_was_decided_away_is_asked_again(folder: Path, arrives: Arrival, word: str) -> None:
    arrives("a.xlsx", {"CUL-01": 0.41})
    decide(folder, word, day=3)
    assert open_codes(folder) == []

    arrives("b.xlsx", {"CUL-01": 0.45})

    assert open_codes(folder) == [Code.C07]
    assert counted(folder) is None
    status = read_status(folder, now=DAY + timedelta(days=60))
    assert next(one.state for one in status.follow_ups if one.respondent == "CUL") is State.TO_DECIDE


@pytest.mark.parametrize(("word", "left"), [("nd", []), ("so", []), ("0,42", [Code.V06])])
def test_what_stands_beside_a_figure_that_is_decided_away_is_settled_with_it(
    folder: Path, arrives: Arrival, word: str, left: list[Code]
) -> None:
    arrives("a.xlsx", {"CUL-01": 0.41, ("CUL-01", "Périmètre"): "quartiers du nord-est"})
    assert Code.V06 in open_codes(folder)

    decide(folder, word, day=3)

    assert [code for code in open_codes(folder) if code is not Code.C06] == left


def test_its_line_shows_both_returns_and_one_of_them_can_be_kept(folder: Path, arrives: Arrival) -> None:
    arrives("a.xlsx", {"CUL-01": 0.41})
    decide(folder, "nd", day=3)
    arrives("b.xlsx", {"CUL-01": 0.45})
    now = DAY + timedelta(days=20)
    write_open(folder, language="fr", now=now)
    row = rows_of(folder / "decisions.xlsx")["CUL/CUL-01"]

    assert "45" in row["Réponse B"]
    assert "nd" in row["Ce qui est à trancher"]

    write_yellow(folder / "decisions.xlsx", {"CUL/CUL-01": {"Décision": "retenir B", "Motif": "la DRAC se ravise"}})
    apply_decisions(folder, [folder / "decisions.xlsx"], language="fr", author="", now=now)

    assert (open_codes(folder), counted(folder)) == ([], 0.45)


def test_deciding_it_away_again_ends_the_matter(folder: Path, arrives: Arrival) -> None:
    arrives("a.xlsx", {"CUL-01": 0.41})
    decide(folder, "nd", day=3)
    arrives("b.xlsx", {"CUL-01": 0.45})
    decide(folder, "nd", day=20)

    assert (open_codes(folder), counted(folder)) == ([], None)


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param({("CUL-01", "Situation"): "Non disponible (nd)"}, id="the return says nd too"),
        pytest.param({("CUL-01", "Commentaire"): "chiffre retiré"}, id="the return only comments"),
    ],
)
def test_return_that_says_nothing_else_asks_nothing(folder: Path, arrives: Arrival, cells: Cells) -> None:
    arrives("a.xlsx", {"CUL-01": 0.41})
    decide(folder, "nd", day=3)
    arrives("b.xlsx", cells)

    assert Code.C07 not in open_codes(folder)


def test_figure_taken_back_by_a_later_return_asks_nothing(folder: Path, arrives: Arrival) -> None:
    arrives("a.xlsx", {"CUL-01": 0.41})
    decide(folder, "nd", day=3)
    arrives("b.xlsx", {"CUL-01": 0.45})
    arrives("c.xlsx", {("CUL-01", "Situation"): "Non disponible (nd)"})

    assert Code.C07 not in open_codes(folder)


def test_resolve_counts_its_lines_as_the_workbook_does(
    folder: Path, fill: Fill, letter: Callable[..., bytes], tmp_path: Path
) -> None:
    """A message without a workbook is one line of both."""
    for name, value in (("a.xlsx", 0.41), ("b.xlsx", 0.45)):
        (tmp_path / name).write_bytes(fill("CUL", {"CUL-01": value}))
        collect(folder, [tmp_path / name], author="", now=DAY)
    (tmp_path / "mot.eml").write_bytes(letter("drac@example.test", {}, text="Nous répondrons plus tard."))
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.4 \n")
    collect(folder, [tmp_path / "mot.eml", tmp_path / "scan.pdf"], author="", now=DAY)

    told = CliRunner().invoke(group, ["-C", str(folder), "resolve"], standalone_mode=False).output

    count = len(rows_of(folder / "decisions.xlsx"))
    assert count > 1
    assert told.count(f"{count} lignes à trancher") == 2
