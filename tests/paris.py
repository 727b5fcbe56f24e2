"""The Paris campaign as ``init`` makes it."""

import json
from functools import cache

from qpv_xlsx.campaigns import campaign_from_json
from qpv_xlsx.campaigns.resources import resource
from qpv_xlsx.domain.contract.campaign import Campaign, Respondent, respondent_of


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
