"""A document of which anything at all has been replaced is read or refused: each place with its sentence, never an error of ours."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qpv_xlsx.campaigns.documents import campaign_from_json, campaign_to_json
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.findings import CampaignError
from tests.campaigns.samples import document
from tests.campaigns.strategies import campaigns

Place = tuple[str | int, ...]

STRANGE: tuple[Any, ...] = (
    None,
    "",
    "x" * 300,
    "2015-02-30",
    True,
    -1,
    3.5,
    1e308,
    float("inf"),
    10**400,
    [],
    [None],
    [{}],
    {},
    {"a": 1},
)
"""What stands where something else should."""


def places(held: Any, here: Place = ()) -> Iterator[Place]:
    """Every place inside a document."""
    within = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
    for step, item in within:
        yield (*here, step)
        yield from places(item, (*here, step))


def put(whole: Any, place: Place, strange: Any) -> None:
    """Put *strange* at *place*; nothing where that place is gone."""
    *before, last = place
    held = whole
    try:
        for step in before:
            held = held[step]
        held[last] = strange
    except (KeyError, IndexError, TypeError):  # gone with what was put before
        return


def read_or_refused(spoilt: dict[str, Any]) -> None:
    """Read *spoilt*; a refusal says where."""
    try:
        campaign_from_json(spoilt)
    except CampaignError as refused:
        problems = refused.problems
    else:
        return
    assert problems
    assert all(problem.place.startswith("/") for problem in problems)


@pytest.mark.parametrize("place", list(places(document())), ids=lambda place: "/".join(map(str, place)))
def test_anything_at_any_place_of_the_sample_is_read_or_refused(place: Place) -> None:
    for strange in STRANGE:
        spoilt = document()
        put(spoilt, place, strange)
        read_or_refused(spoilt)


@settings(suppress_health_check=list(HealthCheck))
@given(campaign=campaigns(), data=st.data())
def test_anything_anywhere_is_read_or_refused(campaign: Campaign, data: st.DataObject) -> None:
    whole = json.dumps(campaign_to_json(campaign))
    spoilable = list(places(json.loads(whole)))
    for _ in range(6):
        spoilt = json.loads(whole)
        for place in data.draw(st.lists(st.sampled_from(spoilable), min_size=1, max_size=2)):
            put(spoilt, place, data.draw(st.sampled_from(STRANGE)))
        read_or_refused(spoilt)
