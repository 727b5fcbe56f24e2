"""The country that the benchmarks invent is a campaign that the program takes."""

from benchmarks.france import national_campaign
from qpv_xlsx.campaigns.documents import campaign_from_json, campaign_to_json


def test_the_invented_country_is_a_campaign_without_a_fault() -> None:
    country = national_campaign(2)
    assert campaign_from_json(campaign_to_json(country)) == country
    assert len(country.respondents) == 2 * 9
