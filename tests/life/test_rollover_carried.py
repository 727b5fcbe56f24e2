"""Next year's folder is there when all of it is: what was published comes along, or nothing is made."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.targets import AtLeast
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.judging.assessment import Attainment
from qpv_xlsx.domain.judging.past_statuses import past_statuses
from qpv_xlsx.domain.merging.merging import merge
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.consolidate import consolidate_for_diffusion
from qpv_xlsx.tasks.rollover import rollover

NOW = datetime(2016, 3, 2, 9, 0, tzinfo=UTC)


def test_what_was_published_is_carried_before_the_folder_is_there(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    consolidate_for_diffusion(folder, target=None, author="essai", now=NOW)
    target = tmp_path / "suite"

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("qpv_xlsx.register.Register.record_publication", stopped)
        with pytest.raises(KeyboardInterrupt):
            rollover(folder, target, 2016, author="essai", now=NOW)
    assert not target.exists()

    rollover(folder, target, 2016, author="essai", now=NOW)
    with open_register(folder) as before, open_register(target) as after:
        assert len(after.publications()) == len(before.publications()) > 0


def test_a_folder_that_holds_a_campaign_is_said_to(folder: Path, tmp_path: Path) -> None:
    rollover(folder, tmp_path / "suite", 2016, author="essai", now=NOW)
    with pytest.raises(CampaignError) as refused:
        rollover(folder, tmp_path / "suite", 2016, author="essai", now=NOW)
    assert refused.value.code == "init_campaign_there"
    assert load_campaign(tmp_path / "suite").year == 2016


def test_a_target_that_is_edited_next_year_does_not_rewrite_where_a_measure_stood(
    folder: Path, tmp_path: Path, fill: Callable[..., bytes]
) -> None:
    """Without an act on « Objectifs révisés »: the year that was published stays as it was said."""
    path = tmp_path / "direccte.xlsx"
    path.write_bytes(fill("EMP", {"EMP-01": 0.175}))
    collect(folder, [path], author="", now=NOW)
    target = tmp_path / "suite"
    rollover(folder, target, 2016, author="essai", now=NOW)
    following = load_campaign(target)
    past = next(one for one in following.history if one.measure == "EMP-01")
    before = load_campaign(folder)
    with open_register(folder) as register:
        row = assess(before, merge(before, register.returns())).rows["EMP", "EMP-01"]
    assert past.stood == row.attainment.value != Attainment.REACHED.value
    measure = replace(following.catalogue.measure_by_code["EMP-01"], target=AtLeast(value=0.1))
    assert past_statuses(following, measure, [past]) == ((2015, row.attainment),)
    assert past_statuses(following, measure, [replace(past, stood=None)]) == ((2015, Attainment.REACHED),)
