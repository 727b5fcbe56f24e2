"""A campaign carried to other processes: each takes apart what it needs of it, and comes to the same as with the whole."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from random import Random
from typing import Any

import openpyxl
import pytest

from qpv_xlsx.domain.contract.campaign import Campaign, Waiver, measures_of
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.domain.contract.revisions import Revision
from qpv_xlsx.domain.returned.answers import Outcome
from qpv_xlsx.tasks.demo_replies import flawless
from qpv_xlsx.tasks.running import carrying_campaigns
from qpv_xlsx.tasks.running.carrying_campaigns import carried, common_in, joined
from qpv_xlsx.workbook.collection import write_collection
from qpv_xlsx.workbook.reading.expectations import Expectations
from qpv_xlsx.workbook.reading.returns import read_return
from tests.master.invention import invented_campaign

NOW = datetime(2018, 3, 1, 9, 30, tzinfo=UTC)
PLACES = 4


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    """Four territories, the last without a past of its own; somebody was called otherwise, somebody is excused."""
    whole = invented_campaign(3, territories=PLACES)
    last, first = whole.territories[-1].code, whole.respondents[0]
    renamed = replace(first, former_codes=("ANCIEN-SIGLE",))
    excused = Waiver(reason="sans objet", decided_on=date(2017, 1, 1), respondent=whole.respondents[3].code)
    return replace(
        whole,
        respondents=(renamed, *reversed(whole.respondents[1:])),
        waivers=(excused, replace(excused, respondent=None, measure=next(whole.catalogue.measures).code)),
        history=tuple(past for past in whole.history if past.territory != last),
    )


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many territories each part has that was taken apart."""
    counts: list[int] = []
    taken_apart = joined.__wrapped__

    def counted(common: bytes, part: bytes) -> Campaign:
        found = taken_apart(common, part)
        counts.append(len(found.territories))
        return found

    monkeypatch.setattr(carrying_campaigns, "joined", counted)
    return counts


def form(campaign: Campaign, respondent: str, *, called: str = "", seed: int = 1) -> bytes:
    """A return of *respondent*, whose marks say *called*."""
    asked = next(one for one in campaign.respondents if one.code == respondent)
    return write_collection(
        campaign,
        asked,
        Reference(campaign=campaign.code, respondent=called or respondent, version=1),
        answers=flawless(campaign, asked, Random(seed)),
        created=NOW,
    )


def without_marks(content: bytes) -> bytes:
    """A form as another program may save it: its answers alone, on a sheet without a head."""
    former = openpyxl.load_workbook(BytesIO(content))["Indicateurs"]
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Indicateurs"
    for row in former.iter_rows():
        for cell in row:
            if isinstance(cell.value, str | int | float) and not str(cell.value).count("/") > 1:
                sheet.cell(cell.row, cell.column).value = cell.value
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def test_every_form_is_written_and_read_the_same(campaign: Campaign, opened: list[int]) -> None:
    packed = carried(campaign)
    versions = {campaign.respondents[0].code: 2}
    for respondent in campaign.respondents[::5]:
        part = packed.part_of([respondent.code.lower()])
        assert measures_of(part, respondent) == measures_of(campaign, respondent)
        content = form(campaign, respondent.code)
        assert form(part, respondent.code) == content
        expected = Expectations(latest_versions=versions)
        there = read_return(content, "r.xlsx", common_in(packed.common), expected, packed.part_of)
        assert there == read_return(content, "r.xlsx", campaign, expected)
        assert there.outcome is Outcome.ACCEPTED
    assert set(opened) == {1}


@pytest.mark.parametrize(
    ("called", "known", "territories"),
    [
        pytest.param("", "", [1], id="as it says"),
        pytest.param("ANCIEN-sigle", "", [1], id="as it was called"),
        pytest.param("NOBODY", "", [PLACES, PLACES], id="nobody of ours"),
        pytest.param("NOBODY", "decided", [PLACES], id="the coordinator said whose"),
        pytest.param(None, "", [PLACES, PLACES], id="nothing says whose"),
        pytest.param(None, "presumed", [1], id="only the mail says whose"),
        pytest.param("", "decided", [PLACES], id="said to be another territory's"),
        pytest.param("", "presumed", [1], id="sent by another, which a form that speaks for itself overrules"),
    ],
)
def test_whose_it_may_be_decides_what_is_taken_apart(
    campaign: Campaign, opened: list[int], called: str | None, known: str, territories: list[int]
) -> None:
    """Where that leads to several territories, or to none, the return is read with the whole."""
    packed = carried(campaign)
    first = campaign.respondents[0]
    other = next(one.code for one in campaign.respondents if one.territory != first.territory)
    expected = Expectations(
        presumed=other if known == "presumed" else None, decided=other if known == "decided" else None
    )
    content = form(campaign, first.code, called=called or "")
    if called is None:
        content = without_marks(content)
    there = read_return(content, "r.xlsx", common_in(packed.common), expected, packed.part_of)
    assert there == read_return(content, "r.xlsx", campaign, expected)
    assert opened == territories


def test_a_campaign_of_another_year_is_told_the_same(campaign: Campaign) -> None:
    """With what it says is secret, whoever's row that may be."""
    packed, former = carried(campaign), replace(campaign, code="paris-2014")
    content = form(former, former.respondents[2].code)
    there = read_return(content, "r.xlsx", common_in(packed.common), None, packed.part_of)
    assert there == read_return(content, "r.xlsx", campaign)
    assert there.outcome is Outcome.REJECTED


def test_what_a_job_carries_does_not_grow_with_the_country() -> None:
    """A hundred territories more make no part larger, and the whole is carried once, closed."""
    few, many = (carried(invented_campaign(1, territories=count)) for count in (3, 12))
    assert max(map(len, many.parts)) < 1.05 * max(map(len, few.parts))
    assert len(many.common) < 1.05 * len(few.common)


def test_one_territory_is_carried_once() -> None:
    campaign = invented_campaign(1)
    packed = carried(campaign)
    assert (len(packed.parts), packed.whole) == (1, b"")
    codes: Collection[str]
    for codes in ((), ("nobody",), (campaign.respondents[0].code,)):
        assert packed.part_of(codes) == campaign


def test_the_whole_comes_back_as_it_was(campaign: Campaign) -> None:
    assert carried(campaign).part_of(()) == campaign


def test_revisions_of_the_country_reach_every_territory(campaign: Campaign) -> None:
    measure = next(campaign.catalogue.measures).code
    revisions = tuple(
        Revision(measure=measure, territory=where, since=2017, act="avenant")
        for where in (None, campaign.territories[1].code)
    )
    packed = carried(replace(campaign, revisions=revisions))
    found = [packed.part_of([one.code]).revisions for one in campaign.respondents]
    assert {len(some) for some in found} == {1, 2}
