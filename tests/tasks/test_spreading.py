"""Work spread over processes comes out as it would here, in order; returns are fetched by whose they are."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qpv_xlsx.campaigns import save_campaign
from qpv_xlsx.campaigns.starters import load_template
from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.merging.ledger import Decision, Received, Resolution
from qpv_xlsx.domain.merging.renaming import present_owners, present_returns
from qpv_xlsx.domain.returned.answers import Origin, Outcome, Submission
from qpv_xlsx.register.listing import ReturnMark
from qpv_xlsx.tasks.consolidate import consolidate
from qpv_xlsx.tasks.generate import generate
from qpv_xlsx.tasks.running import spreading
from qpv_xlsx.tasks.running.spreading import spread
from tests.master.invention import invented_campaign
from tests.national.test_country import with_returns

NOW = datetime(2018, 3, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def in_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few the jobs, and on a machine of one core."""
    monkeypatch.setattr(spreading, "_WORTH_A_PROCESS", 1)
    monkeypatch.setattr(spreading, "usable_cores", lambda: 2)


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.*")) if path.is_file()}


def _refuse_odd(number: int) -> int:
    if number % 2:
        raise CampaignError("odd", number=number)
    return number * number


@pytest.mark.usefixtures("in_processes")
def test_results_stand_in_the_order_of_the_items() -> None:
    assert list(spread(_refuse_odd, range(0, 40, 2), 20)) == [number**2 for number in range(0, 40, 2)]


@pytest.mark.usefixtures("in_processes")
def test_trouble_is_told_as_it_would_be_here() -> None:
    with pytest.raises(CampaignError) as caught:
        list(spread(_refuse_odd, [2, 4, 5], 3))
    assert caught.value.facts["number"] == 5


def test_workbooks_are_the_same_from_other_processes(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    here, there = tmp_path / "ici", tmp_path / "ailleurs"
    here.mkdir()
    save_campaign(load_template("paris-2015-2020"), here / "campagne.xlsx", created=NOW)
    shutil.copytree(here, there)
    list(generate(here, only=(), now=NOW))
    request.getfixturevalue("in_processes")
    list(generate(there, only=(), now=NOW))
    made = files(there / "a_envoyer")
    assert len(made) == 9
    assert made == files(here / "a_envoyer")


def test_masters_are_the_same_from_other_processes(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    here, there = tmp_path / "ici" / "pays", tmp_path / "ailleurs" / "pays"
    here.parent.mkdir()
    with_returns(here, invented_campaign(1, territories=2))
    shutil.copytree(here, there)
    consolidate(here, target=None, now=NOW)
    request.getfixturevalue("in_processes")
    consolidate(there, target=None, now=NOW)
    made = files(there / "synthese")
    assert len(made) == 9  # two territories with their page and note, the country's own, its answers as CSV and Parquet
    assert made == files(here / "synthese")


def returned(number: int, read: str, attributed: str) -> Received:
    origin = Origin(name=f"{number}.xlsx", sha256=f"{number:064}", format="xlsx", respondent=read or None)
    submission = Submission(origin=origin, outcome=Outcome.ACCEPTED)
    return Received(sequence=number, submission=submission, received=NOW, attributed=attributed)


def test_whose_a_return_is_can_be_told_without_the_return() -> None:
    """Read from the workbook, told by the mail under a former code, named by the coordinator, or nobody's."""
    campaign = load_template("paris-2015-2020")
    first = replace(campaign.respondents[0], former_codes=("ANCIEN",))
    campaign = replace(campaign, respondents=(first, *campaign.respondents[1:]))
    returns = [
        returned(1, "EDU", ""),
        returned(2, "", "ANCIEN"),
        returned(3, "", ""),
        returned(4, "", ""),
        returned(5, "CAF", "EDU"),
    ]
    decisions = [
        Decision(
            respondent="SAN",
            question=Question(measure=""),
            verdict=Resolution.ATTRIBUTE,
            reason="au téléphone",
            decided=NOW,
            sha256=f"{number:064}",
        )
        for number in (3, 5)
    ]
    owned = [
        ReturnMark(
            sequence=one.sequence,
            sha256=one.submission.origin.sha256,
            name=one.submission.origin.name,
            stored=one.stored,
            received=one.received,
            attributed=one.attributed,
            outcome=Outcome.ACCEPTED,
            respondent=one.submission.origin.respondent or "",
            fingerprint="",
        )
        for one in returns
    ]
    told = dict(present_owners(campaign, owned, decisions))
    assert told == {one.sequence: one.respondent for one in present_returns(campaign, returns, decisions)}
    assert list(told.values()) == ["EDU", first.code, "SAN", "", "CAF"]
