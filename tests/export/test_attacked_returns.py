"""The whole way: workbooks that are filled in, collected, published in every form, corrected, published again; then somebody
who keeps both publications solves all of it.

QPV_CAMPAIGNS asks for more campaigns than the usual few (300 take some twenty minutes).
"""

import csv
import io
import json
import os
import random
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from qpv_xlsx.campaigns import save_campaign
from qpv_xlsx.domain.contract.campaign import respondent_of
from qpv_xlsx.domain.contract.questions import Field, Question, Value
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.consolidate import consolidate_for_diffusion
from qpv_xlsx.tasks.export import ExportFormat, Wish, export
from qpv_xlsx.workbook.collection import write_collection
from tests.export.attacker import Cell, Reader
from tests.export.random_figures import (
    AMONG,
    PERSONS,
    QUARTIERS,
    SHARE,
    as_told,
    linked_campaign,
    random_answers,
    reader_of,
)
from tests.export.test_diffusion import LIMIT, secrets

NOW = datetime(2016, 4, 1, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=30)
CAMPAIGNS = int(os.environ.get("QPV_CAMPAIGNS", "4"))
Answers = Mapping[Question, Value]


def filled(told: dict[Question, Value]) -> bytes:
    setting = linked_campaign()
    respondent = respondent_of(setting, "EMP")
    assert respondent is not None
    reference = Reference(campaign=setting.code, respondent="EMP", version=1)
    return write_collection(setting, respondent, reference, answers=told, created=NOW)


def figures_in(rows: Iterator[Mapping[str, object]], names: tuple[str, str, str, str]) -> dict[Cell, float]:
    """Figures by measure, quartier and field, from rows whose columns are called so."""
    measure, quartier, field, value = names
    return {
        (row[measure], str(row[quartier] or "").replace("_T", ""), row[field]): float(str(row[value]))
        for row in rows
        if row[value] not in {None, ""}
    }


def rows_of(path: Path) -> Iterator[Mapping[str, object]]:
    yield from csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline=""), delimiter=";")


def facts_of(path: Path) -> Iterator[Mapping[str, object]]:
    """« Données » of a master."""
    with closing(openpyxl.load_workbook(path, read_only=True)) as book:
        rows = list(book["Données"].iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if "Campagne" in row)
    yield from (dict(zip(map(str, rows[start]), row, strict=True)) for row in rows[start + 1 :])


FRENCH = ("Mesure", "Quartier", "Champ", "Valeur")
NEUTRAL = ("measure", "quartier", "field", "value")


def long_table(folder: Path, now: datetime) -> dict[Cell, float]:
    wish = Wish(form=ExportFormat.CSV, decimal_comma=False, is_diffusion=True)
    return figures_in(rows_of(export(folder, wish, now=now).files[0]), FRENCH)


def published(folder: Path, now: datetime) -> dict[Cell, float]:
    """Everything that is printed in any form; forms that say the same figure otherwise are a fault of theirs."""
    package = export(folder, Wish(form=ExportFormat.PACKAGE, is_diffusion=True), now=now).files
    master = consolidate_for_diffusion(folder, target=None, now=now).master
    told = long_table(folder, now)
    for other in (
        *(figures_in(rows_of(path), NEUTRAL) for path in package if path.name in {"reponses.csv", "resultats.csv"}),
        figures_in(facts_of(master), FRENCH),
    ):
        for cell, value in other.items():
            assert told.setdefault(cell, value) == pytest.approx(value, abs=1e-12), cell
    return told


def corrected(truth: Answers, dice: random.Random) -> dict[Question, Value]:
    """Two figures by quartier were wrong; so were the totals."""
    later = dict(truth)
    for _ in range(2):
        change = dice.choice([1, 2, 30])
        total = Question(measure=PERSONS)
        for each in (
            total._replace(quartier=dice.choice(QUARTIERS)),
            total,
            total._replace(field=Field.TERRITORY_VALUE),
        ):
            later[each] = int(later[each]) + change
    later[Question(measure=SHARE)] = int(truth[Question(measure=AMONG)]) / int(later[Question(measure=PERSONS)])
    return later


def rests(truth: Answers) -> dict[str, bool]:
    """Whether measures count persons of no quartier."""
    return {
        code: sum(int(truth[Question(measure=code, quartier=each)]) for each in QUARTIERS)
        < int(truth[Question(measure=code)])
        for code in (PERSONS, AMONG)
    }


def given_away(folder: Path) -> set[Cell]:
    """What the second audit says that the first publication had told."""
    (audit,) = (folder / "synthese").glob("*audit-secret.json")
    cells = json.loads(audit.read_text("utf-8"))["cells"]
    return {(cell["measure"], cell["quartier"] or "", cell["field"]) for cell in cells if cell["given_away"]}


@pytest.mark.parametrize("seed", range(CAMPAIGNS))
def test_what_is_published_of_real_returns_cannot_be_solved(seed: int, tmp_path: Path) -> None:
    dice = random.Random(10_000 + seed)
    truth = random_answers(dice)
    told = as_told(truth, dice)
    later_truth = corrected(truth, dice)
    save_campaign(linked_campaign(), tmp_path / "campagne.xlsx", created=NOW)
    first = _published_of(tmp_path, "retour.xlsx", told, NOW)
    before = reader_of(first, rests(truth))
    _check(before, secrets(truth, told), set(), seed)
    later_told = {question: later_truth.get(question, value) for question, value in told.items()}
    second = _published_of(tmp_path, "retour corrigé.xlsx", later_told, LATER)
    both = reader_of(second, rests(later_truth))

    def then(cell: Cell) -> Cell:
        """The reader takes a figure that did not change for the same."""
        question = Question(measure=str(cell[0]), quartier=str(cell[1]), field=Field(str(cell[2])))
        return cell if truth.get(question) == later_truth.get(question) else (*cell, "first")

    both.read({then(cell): value for cell, value in before.known.items()})
    both.rows += [({then(cell): factor for cell, factor in row.items()}, low, high) for row, low, high in before.rows]
    lost = given_away(tmp_path)
    _check(both, secrets(later_truth, later_told), lost, seed)
    old = {
        name: {then(cell): factor for cell, factor in wanted.items()}
        for name, wanted in secrets(truth, told).items()
        if not lost & set(wanted)
    }
    _check(both, old, lost, seed)


def _published_of(folder: Path, name: str, told: dict[Question, Value], now: datetime) -> dict[Cell, float]:
    (folder / name).write_bytes(filled(told))
    collect(folder, [folder / name], author="essai", now=now)
    found = published(folder, now)
    assert found
    assert long_table(folder, now + timedelta(hours=1)).items() <= found.items()
    return found


def _check(reader: Reader, wanted: Mapping[str, Mapping[Cell, float]], lost: set[Cell], seed: int) -> None:
    for name, combination in wanted.items():
        if not lost & set(combination):
            low, high = reader.bounds(combination)
            assert high - low >= LIMIT - 1e-6, (seed, name, low, high)
