"""campagne.xlsx and back: nothing is lost, headers decide, errors name their cell."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from qpv_xlsx.campaigns import campaign_from_json
from qpv_xlsx.campaigns.in_excel.reading import read_campaign
from qpv_xlsx.campaigns.in_excel.writing import write_campaign
from qpv_xlsx.campaigns.resources import resource
from qpv_xlsx.domain.contract.campaign import Campaign
from tests.campaigns.samples import document
from tests.campaigns.strategies import campaigns

CREATED = datetime(2016, 1, 4, 9, 0, tzinfo=UTC)


@given(campaigns())
@settings(max_examples=40)
def test_the_workbook_gives_the_same_campaign_back(campaign: Campaign) -> None:
    assert read_campaign(write_campaign(campaign, created=CREATED)) == campaign


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", ["paris-2015-2020", "vierge"])
def test_templates_come_back_whole(name: str, language: str) -> None:
    campaign = campaign_from_json(json.loads(resource(f"{name}.json").read_text("utf-8")))
    assert read_campaign(write_campaign(campaign, language=language, created=CREATED)) == campaign


def test_smallest_campaign_comes_back() -> None:
    campaign = campaign_from_json(document())
    assert read_campaign(write_campaign(campaign, created=CREATED)) == campaign
