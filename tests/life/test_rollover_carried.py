"""Next year's folder is there when all of it is: what was published comes along, or nothing is made."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.register import open_register
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
