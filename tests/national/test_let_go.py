"""A country's administrations are let go before its territories are judged: they are thousands, and their memory is needed then."""

import gc
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from qpv_xlsx.domain.contract.campaign import Campaign, Respondent, Waiver
from qpv_xlsx.domain.contract.parting import forms_in, parts_of
from qpv_xlsx.domain.contract.revisions import Revision
from qpv_xlsx.tasks import consolidate as tasks
from qpv_xlsx.tasks.consolidating import consolidate_country
from tests.master.invention import invented_campaign
from tests.national.test_country import NOW, with_returns

_WITNESS = "Administration témoin"


def test_no_administration_is_held_while_territories_are_judged_and_the_national_workbook_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[int] = []
    for name in ("gather", "draw"):
        _count_before(monkeypatch, name, held)
    _written(tmp_path / "petit")
    few = [*held]
    held.clear()
    monkeypatch.setattr(tasks, "_HANDED_OVER", 1)
    _written(tmp_path / "grand")
    assert len(few) == len(held) == 2
    assert min(few) > 0, "nobody was counted"
    assert held == [0, 0]


def _count_before(monkeypatch: pytest.MonkeyPatch, name: str, held: list[int]) -> None:
    """Before the function of that *name* is called, add to *held* how many witnesses there are."""
    function = getattr(consolidate_country, name)

    def counted(*told: object, **named: object) -> object:
        held.append(_witnesses())
        return function(*told, **named)

    monkeypatch.setattr(consolidate_country, name, counted)


def _written(folder: Path) -> None:
    campaign = invented_campaign(1, territories=2)
    named = tuple(replace(one, name=f"{_WITNESS} {rank}") for rank, one in enumerate(campaign.respondents))
    with_returns(folder, replace(campaign, respondents=named))
    del campaign, named
    tasks.consolidate(folder, target=None, now=NOW)


def _witnesses() -> int:
    gc.collect()
    return sum(isinstance(one, Respondent) and one.name.startswith(_WITNESS) for one in gc.get_objects())


@pytest.mark.parametrize("seed", range(3))
def test_a_part_has_what_concerns_it_in_the_order_of_the_campaign(seed: int) -> None:
    campaign = _with_exceptions(invented_campaign(seed, territories=4), Random(seed))
    for territory, part, form in zip(campaign.territories, parts_of(campaign), forms_in(campaign), strict=True):
        codes = {one.code for one in part.respondents}
        here = (None, territory.code)
        assert part.territories == form.territories == (territory,)
        assert part.respondents == tuple(one for one in campaign.respondents if one.territory == territory.code)
        assert part.revisions == tuple(one for one in campaign.revisions if one.territory in here)
        assert part.waivers == tuple(one for one in campaign.waivers if one.respondent in {None, *codes})
        assert part.history == tuple(one for one in campaign.history if one.territory == territory.code)
        assert form.history[: len(part.history)] == part.history
        assert {one.year for one in form.history} == {one.year for one in campaign.history}
        assert form == replace(part, title=campaign.title, history=form.history)


def _with_exceptions(campaign: Campaign, random: Random) -> Campaign:
    """Waivers and revisions for all, and for some, in any order."""
    everybody = [None, *(one.code for one in campaign.respondents)]
    places = [None, *(one.code for one in campaign.territories)]
    waivers = tuple(
        Waiver(reason=f"{rank}", decided_on=NOW.date(), respondent=random.choice(everybody)) for rank in range(40)
    )
    measure = next(iter(campaign.catalogue.measures)).code
    revisions = tuple(
        Revision(measure=measure, since=2000 + rank, territory=random.choice(places)) for rank in range(20)
    )
    return replace(campaign, waivers=waivers, revisions=revisions)
