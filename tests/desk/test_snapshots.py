"""Of a campaign's folder, only what has changed is read again, and what takes long is shown while it is done."""

from dataclasses import replace
from pathlib import Path

import pytest

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.campaigns.folder_lock import writing_in
from qpv_xlsx.desk import snapshots as module
from qpv_xlsx.desk.pages import place
from qpv_xlsx.desk.snapshots import Snapshots
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.register import open_register
from tests.desk.conftest import NOW
from tests.desk.desk_here import DeskHere


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders whose campaign was read, each time it was."""
    told: list[Path] = []

    def load(folder: Path) -> Campaign:
        told.append(folder)
        return load_campaign(folder)

    monkeypatch.setattr(module, "load_campaign", load)
    return told


def save_with(folder: Path, title: str) -> None:
    save_campaign(replace(load_campaign(folder), title=title), folder / "campagne.xlsx", created=NOW)


def test_nothing_is_read_twice_while_nothing_changes(campaign: Path, loaded: list[Path]) -> None:
    known = Snapshots(lambda: NOW)
    known.of(campaign)

    first = known.of(campaign)

    assert known.of(campaign) is first
    assert len(loaded) == 1


def test_a_decision_leaves_the_campaign_as_it_was_read(campaign: Path, loaded: list[Path]) -> None:
    known = Snapshots(lambda: NOW)
    before = known.of(campaign)
    with open_register(campaign, author="essai") as register:
        register.note("export", "un essai", NOW)

    after = known.of(campaign)

    assert len(after.journal) == len(before.journal) + 1
    assert len(loaded) == 1


def test_a_campaign_saved_in_excel_is_read_before_its_page_is_asked_for(campaign: Path, loaded: list[Path]) -> None:
    known = Snapshots(lambda: NOW)
    known.of(campaign)
    save_with(campaign, "Autre titre")

    known.look_after()
    known.look_after()

    assert len(loaded) == 2
    assert known.of(campaign).campaign.title == "Autre titre"
    assert len(loaded) == 2


def test_a_campaign_that_is_wrong_is_tried_once_and_told_by_its_page(campaign: Path, loaded: list[Path]) -> None:
    known = Snapshots(lambda: NOW)
    known.of(campaign)
    (campaign / "campagne.xlsx").write_bytes(b"PK, et rien d'autre")

    known.look_after()
    known.look_after()

    assert len(loaded) == 2
    with pytest.raises(CampaignError):
        known.of(campaign)


def changed(folder: Path) -> None:
    """A campaign for which every return must be read again."""
    known = load_campaign(folder)
    first, *others = known.respondents
    save_campaign(
        replace(known, respondents=(replace(first, name=f"{first.name} bis"), *others)),
        folder / "campagne.xlsx",
        created=NOW,
    )


def test_a_few_returns_are_read_again_before_the_page_is_asked_for(campaign: Path) -> None:
    known = Snapshots(lambda: NOW)
    known.of(campaign)
    assert known.returns_to_read(campaign) == 0
    changed(campaign)

    assert known.returns_to_read(campaign) >= 8
    known.look_after()

    assert known.returns_to_read(campaign) == 0
    assert known.of(campaign).campaign.respondents[0].name.endswith(" bis")


def test_many_returns_to_read_again_are_left_to_the_page(campaign: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "READ_AT_ONCE", 3)
    known = Snapshots(lambda: NOW)
    known.of(campaign)
    changed(campaign)

    known.look_after()

    assert known.returns_to_read(campaign) >= 8


def test_nothing_is_read_again_beforehand_while_somebody_writes_in_the_folder(campaign: Path) -> None:
    known = Snapshots(lambda: NOW)
    known.of(campaign)
    changed(campaign)

    with writing_in(campaign, who="Une collègue", now=NOW):
        known.look_after()

    assert known.returns_to_read(campaign) >= 8
    known.of(campaign)
    assert known.returns_to_read(campaign) == 0


def test_many_returns_are_read_again_on_a_page_of_their_own(
    campaign: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "READ_AT_ONCE", 3)
    monkeypatch.setattr(place, "_SHORT", 0.0)
    changed(campaign)
    here = DeskHere(tmp_path)
    known, get = here.desk, here.get
    page = f"/c/{known.enter_campaign(campaign)}/"

    first, second = get(page), get(page)

    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location == "/travaux/1"
    assert "sont relus" in get(first.location).text or known.workshop.current(known.key_of(campaign)) is None
    work = known.workshop.find(1)
    assert work is not None
    assert work.wait(60)
    assert work.trouble is None
    assert work.total >= 8
    assert get(first.location).location == page
    assert get(page).status_code == 200
