"""A decided figure stands alone: without the numerator and the denominator of the one that it replaces."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from qpv_xlsx.domain.contract.questions import Field, Question, Value
from qpv_xlsx.domain.merging.decided_figures import without_former_parts
from qpv_xlsx.domain.merging.ledger import Decision, Entry, Resolution
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.consolidate import consolidate
from qpv_xlsx.tasks.deciding.ruling import Ruling
from qpv_xlsx.tasks.generate import generate
from qpv_xlsx.tasks.init import make_folder
from qpv_xlsx.tasks.resolve import resolve
from tests.departement import departement, fill_in, indicator, places, step
from tests.export.accounts import RECEIVED, ledger

SHARE = "EMP-01-a"
TOP, BOTTOM = (Question(measure=SHARE, field=field) for field in (Field.NUMERATOR, Field.DENOMINATOR))
TOLD: Mapping[Question, Value] = {
    Question(measure=SHARE): 0.15,
    TOP: 15,
    BOTTOM: 100,
    Question(measure=SHARE, field=Field.WOMEN): 7,
    Question(measure="EMP-01-b"): 40,
}


def decided(value: float, *also: Question, days: int = 1) -> dict[Question, Entry]:
    """The answers, once the share was decided, and *also* other questions, so many days after the return."""
    entries = dict(ledger(TOLD).accounts["EMP"].entries)
    for question in (Question(measure=SHARE), *also):
        held = entries[question]
        given = value if question.field is Field.VALUE else held.answer.value
        decision = Decision(
            respondent="EMP",
            question=question,
            verdict=Resolution.SET,
            reason="appel",
            decided=RECEIVED + timedelta(days=days),
            value=given,
        )
        entries[question] = replace(held, decision=decision, answer=held.answer._replace(value=given))
    return entries


@pytest.mark.parametrize(
    ("entries", "left_out"),
    [
        pytest.param(decided(0.17), {TOP, BOTTOM}, id="another figure than theirs"),
        pytest.param(decided(0.1502), set(), id="the figure that they give, rounded"),
        pytest.param(decided(0.17, TOP, BOTTOM), set(), id="decided as well"),
        pytest.param(decided(0.17, BOTTOM), {TOP}, id="one of them decided"),
        pytest.param(decided(0.17, days=-1), set(), id="sent after the decision"),
        pytest.param(dict(ledger(TOLD).accounts["EMP"].entries), set(), id="nothing decided"),
    ],
)
def test_former_parts_are_left_out(entries: dict[Question, Entry], left_out: set[Question]) -> None:
    assert set(entries) - set(without_former_parts(entries, 0.001)) == left_out


@pytest.mark.filterwarnings("ignore:.*extension is not supported")  # sparklines and bars: openpyxl drops them
def test_who_decided_when_and_why_is_told_on_the_page_and_on_the_fiche(tmp_path: Path) -> None:
    """A figure and a state: the page said « (décidé) » of the figure alone, and the fiche nothing."""
    whole = departement({"EMP": (indicator(places()),), "CUL": (indicator(step()),)}, territories=("REDON",))
    folder = tmp_path / "cdv-2025"
    make_folder(folder, whole, now=RECEIVED)
    list(generate(folder, only=(), now=RECEIVED))
    form = next((folder / "a_envoyer").glob("*.xlsx"))
    told = {("EMP-01", "Résultat 2025"): 210, ("CUL-01", "Résultat 2025"): "En cours"}
    collect(folder, [fill_in(form, tmp_path / "retour.xlsx", told)], author="", now=RECEIVED)
    for code, value in (("EMP-01", "215"), ("CUL-01", "Fait")):
        resolve(folder, Ruling(measure=code, value=value, reason="appel du 3 mars"), author="anne", now=RECEIVED)
    done = consolidate(folder, target=None, now=RECEIVED)
    page = done.report.read_text("utf-8").replace("\u00a0", " ")
    assert {"215 (décidé)", "Fait (décidé)"} <= set(re.findall(r">([^<>]+ \(décidé\))<", page))
    rows = page.split('<section id="decided"')[1].split("</section>")[0]
    assert re.findall(r">(EMP-01|CUL-01|215|Fait)<", rows) == ["EMP-01", "215", "CUL-01", "Fait"]
    signed = f"décision de anne du {RECEIVED:%d/%m/%Y} : appel du 3 mars (remplace la réponse de retour.xlsx)"
    assert rows.count(signed) == 2
    fiche = openpyxl.load_workbook(done.master)["Fiche DDETS-REDON"]
    said = {row[0]: row[1] for row in fiche.iter_rows(values_only=True) if "décision de anne" in str(row[1])}
    assert set(said) == {"EMP-01", "CUL-01"}
