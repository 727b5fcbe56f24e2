"""The whole way: workbooks that are filled in, collected, published in every form; then somebody solves what was published.

QPV_CAMPAIGNS asks for more of them than the usual few.
"""

import csv
import io
import os
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qpv_xlsx.campaigns import save_campaign
from qpv_xlsx.domain.contract.campaign import respondent_of
from qpv_xlsx.domain.contract.questions import Question, Value
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.export import ExportFormat, Wish, export
from qpv_xlsx.workbook.collection import write_collection
from tests.export.attacker import Cell
from tests.export.random_figures import AMONG, PERSONS, QUARTIERS, as_told, linked_campaign, random_answers, reader_of
from tests.export.test_diffusion import LIMIT, secrets

NOW = datetime(2016, 4, 1, 8, 0, tzinfo=UTC)
CAMPAIGNS = max(4, int(os.environ.get("QPV_CAMPAIGNS", "4")) // 4)


def filled(told: dict[Question, Value]) -> bytes:
    setting = linked_campaign()
    respondent = respondent_of(setting, "EMP")
    assert respondent is not None
    reference = Reference(campaign=setting.code, respondent="EMP", version=1)
    return write_collection(setting, respondent, reference, answers=told, created=NOW)


def printed(path: Path) -> dict[Cell, float]:
    rows = csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline=""), delimiter=";")
    return {(row["Mesure"], row["Quartier"], row["Champ"]): float(row["Valeur"]) for row in rows if row["Valeur"]}


@pytest.mark.parametrize("seed", range(CAMPAIGNS))
def test_what_is_published_of_real_returns_cannot_be_solved(seed: int, tmp_path: Path) -> None:
    dice = random.Random(10_000 + seed)
    truth = random_answers(dice)
    told = as_told(truth, dice)
    save_campaign(linked_campaign(), tmp_path / "campagne.xlsx", created=NOW)
    returned = tmp_path / "retour.xlsx"
    returned.write_bytes(filled(told))
    collect(tmp_path, [returned], author="essai", now=NOW)
    wish = Wish(form=ExportFormat.CSV, decimal_comma=False, is_diffusion=True)
    first = printed(export(tmp_path, wish, now=NOW).files[0])
    again = printed(export(tmp_path, wish, now=NOW + timedelta(days=1)).files[0])
    assert again == first
    assert first
    rests = {
        code: sum(int(truth[Question(measure=code, quartier=each)]) for each in QUARTIERS)
        < int(truth[Question(measure=code)])
        for code in (PERSONS, AMONG)
    }
    reader = reader_of(first, rests)
    for name, wanted in secrets(truth, told).items():
        low, high = reader.bounds(wanted)
        assert high - low >= LIMIT - 1e-6, (seed, name, low, high)
