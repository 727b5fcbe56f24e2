"""The Paris campaign as ``init`` makes it."""

import json
from dataclasses import replace
from functools import cache
from typing import Any

from qpv_xlsx.campaigns import campaign_from_json
from qpv_xlsx.campaigns.resources import resource
from qpv_xlsx.domain.contract.campaign import Campaign, Respondent, respondent_of
from qpv_xlsx.domain.contract.catalogue import with_measures


@cache
def paris() -> Campaign:
    """The Paris template of 2015 with its quartiers."""
    document = json.loads(resource("paris-2015-2020.json").read_text("utf-8"))
    geography = json.loads(resource("geographies", "paris-2015.json").read_text("utf-8"))
    document["territories"][0]["quartiers"] = geography["quartiers"]
    return campaign_from_json(document)


def respondent(code: str) -> Respondent:
    found = respondent_of(paris(), code)
    assert found is not None
    return found


def with_measure(campaign: Campaign, code: str, **changes: Any) -> Campaign:
    """*campaign*, one measure of which is otherwise."""
    catalogue = with_measures(campaign.catalogue, lambda one: replace(one, **changes) if one.code == code else one)
    return replace(campaign, catalogue=catalogue)


def recoded(campaign: Campaign, old: str, new: str, *former: str) -> Campaign:
    """*campaign*, where the indicator *old* and its only measure are called *new*; *former*: the codes it had, as written there."""
    conventions = tuple(
        replace(
            convention,
            indicators=tuple(
                replace(
                    one, code=new, measures=tuple(replace(each, code=new, former_codes=former) for each in one.measures)
                )
                if one.code == old
                else one
                for one in convention.indicators
            ),
        )
        for convention in campaign.catalogue.conventions
    )
    choices = tuple(one for one in campaign.choices if one.measure != old)
    return replace(campaign, catalogue=replace(campaign.catalogue, conventions=conventions), choices=choices)
