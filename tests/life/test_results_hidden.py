"""A bad result that is hidden by an act stays seen: what was attained is no more, and the first sheet says what is left out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.domain.contract.campaign import Waiver
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.judging.assessment import Reporting
from qpv_xlsx.domain.judging.tallies import Headline, tally
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.consolidate import consolidate
from qpv_xlsx.tasks.deciding.ruling import Ruling
from qpv_xlsx.tasks.generate import generate
from qpv_xlsx.tasks.init import make_folder
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.tasks.resolve import resolve
from tests.departement import departement, fill_in, indicator, places

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")  # sparklines: openpyxl drops them

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
GOOD, BAD = "EMP-01", "EMP-02"
"""The target of one is attained; the other is far behind."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    asked = (indicator(places(GOOD)), indicator(places(BAD)))
    folder = tmp_path / "cdv-2025"
    make_folder(folder, departement({"EMP": asked}, territories=("REDON",)), now=NOW)
    list(generate(folder, only=(), now=NOW))
    answer(folder, "premier", {(GOOD, "Résultat 2025"): 270, (BAD, "Résultat 2025"): 150})
    return folder


def answer(folder: Path, name: str, said: dict[tuple[str, str], Any]) -> None:
    form = next((folder / "a_envoyer").glob("*.xlsx"))
    collect(folder, [fill_in(form, folder.parent / f"{name}.xlsx", said)], author="", now=NOW)


def judged(folder: Path) -> tuple[Headline, Reporting]:
    campaign = load_campaign(folder)
    with open_register(folder) as register:
        found = assess(campaign, ledger_of(campaign, register, NOW))
    return tally(found.rows.values()).headline, found.rows["DDETS-REDON", BAD].reporting


def first_sheet(folder: Path) -> list[str]:
    done = consolidate(folder, target=None, now=NOW)
    rows = openpyxl.load_workbook(done.master, data_only=True)["Tableau de bord"].iter_rows(values_only=True)
    return [str(cell) for row in rows for cell in row if cell is not None]


def decided(value: str) -> Callable[[Path], object]:
    ruling = Ruling(measure=BAD, value=value, reason="mieux vaut se taire")
    return lambda folder: resolve(folder, ruling, author="anne", now=NOW)


def said(situation: str) -> Callable[[Path], object]:
    told = {(GOOD, "Résultat 2025"): 270, (BAD, "Situation"): situation, (BAD, "Commentaire"): "suivi arrêté"}
    return lambda folder: answer(folder, "second", told)


HIDDEN: dict[str, tuple[Callable[[Path], object], Reporting]] = {
    "decided not available": (decided("nd"), Reporting.UNAVAILABLE),
    "decided without object": (decided("so"), Reporting.NOT_APPLICABLE),
    "decided secret": (decided("s"), Reporting.SECRET),
    "said not available": (said("Non disponible (nd)"), Reporting.UNAVAILABLE),
    "said without object": (said("Sans objet (so)"), Reporting.NOT_APPLICABLE),
    "said secret": (said("Secret statistique (s)"), Reporting.SECRET),
}


@pytest.mark.parametrize(("hide", "reported"), HIDDEN.values(), ids=list(HIDDEN))
def test_a_result_that_is_hidden_leaves_the_known_ones_and_not_the_targets(
    folder: Path, hide: Callable[[Path], object], reported: Reporting
) -> None:
    before, _ = judged(folder)
    assert before == Headline(reached=1, known=2, targets=2, reserved=0)
    hide(folder)
    assert judged(folder) == (Headline(reached=1, known=1, targets=2, reserved=0), reported)
    assert first_sheet(folder).count("connu, sur 2 cibles") == 2


def test_a_result_that_is_dispensed_is_told_to_the_committee(folder: Path) -> None:
    campaign = load_campaign(folder)
    waiver = Waiver(reason="trop mauvais", decided_on=date(2026, 2, 1), measure=BAD)
    save_campaign(replace(campaign, waivers=(waiver,)), folder / "campagne.xlsx", created=NOW)
    assert judged(folder)[0] == Headline(reached=1, known=1, targets=1, reserved=0)
    assert first_sheet(folder).count("connu, sur 1 cible") == 2
    (told,) = (words for words in first_sheet(folder) if "dispense est-elle maintenue" in words)
    assert BAD in told
