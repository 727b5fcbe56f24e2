"""Templates and geographies: valid, complete where they can be, and nothing invented."""

import json
import re

import pytest
from jsonschema import Draft202012Validator

from qpv_xlsx.campaigns import campaign_from_json
from qpv_xlsx.domain.contract.campaign import is_excused, measures_of
from qpv_xlsx.messages.endings import ended_words
from qpv_xlsx.tasks.init import start_campaign
from tests.catalogue.documents import GEOGRAPHIES, document, paris

CODES_2024 = re.compile(r"QN(\d{3}|02[AB])\d{2}[A-Z]")


@pytest.mark.parametrize("name", ["paris-2015-2020.json", "vierge.json"])
def test_template_is_a_campaign_without_its_quartiers(name: str) -> None:
    campaign = campaign_from_json(document(name))

    assert all(territory.quartiers == () for territory in campaign.territories)
    assert campaign.history == ()


@pytest.mark.parametrize("name", GEOGRAPHIES)
def test_geography_follows_its_schema(name: str) -> None:
    found = document("geographies", f"{name}.json")

    assert list(Draft202012Validator(document("schema", "geography.schema.json")).iter_errors(found)) == []
    assert found["id"] == name
    identifiers = [quartier["id"] for quartier in found["quartiers"]]
    assert len(set(identifiers)) == len(identifiers)


def test_geography_of_2015_invents_no_code_and_says_what_is_missing() -> None:
    found = document("geographies", "paris-2015.json")
    coded = {quartier["name"]: quartier["official_code"] for quartier in found["quartiers"]}

    assert len(coded) == 19
    assert {name: code for name, code in coded.items() if code} == {"Les Portes du Vingtième": "QP075019"}
    assert "vingtième" in found["note"]


def test_geography_of_2024_is_complete() -> None:
    codes = [quartier["official_code"] for quartier in document("geographies", "paris-2024.json")["quartiers"]]

    assert len(codes) == 21
    assert all(CODES_2024.fullmatch(code) for code in codes)
    assert [int(code[5:7]) for code in codes] == list(range(1, 22))


def test_nine_administrations_with_example_contacts() -> None:
    campaign = paris()
    addresses = [contact.email for respondent in campaign.respondents for contact in respondent.contacts]

    assert [respondent.conventions for respondent in campaign.respondents] == [
        (convention.code,) for convention in campaign.catalogue.conventions
    ]
    assert [respondent.code for respondent in campaign.respondents] == [
        convention.code for convention in campaign.catalogue.conventions
    ]
    assert len(set(addresses)) == 9
    assert all(address.endswith("@example.org") for address in addresses)


def test_blank_template_knows_no_city() -> None:
    blank = document("vierge.json")
    assert "paris" not in json.dumps(blank, ensure_ascii=False).casefold()
    assert blank["catalogue"]["conventions"] == []
    assert blank["respondents"] == []


def test_blank_template_has_no_placeholder() -> None:
    blank = document("vierge.json")

    assert (blank["title"], blank["catalogue"]["title"], blank["territories"][0]["name"]) == ("", "", "")
    assert not any(blank["coordinator"].values())
    assert {blank["catalogue"][key] for key in ("baseline_year", "start", "end")} == {None}


ENDED = {
    "EMP-01": 2018, "EMP-02": 2018, "EMP-03": 2018, "EMP-05-b": 2022, "EMP-06": 2017, "EDU-06": 2016,
    "SAN-04-a": 2020, "SAN-04-b": 2020, "CAF-03-a": 2021, "CAF-03-b": 2021, "CAF-03-c": 2021,
    "JSP-03": 2019, "JSP-04-a": 2019, "JSP-04-b": 2019,
}  # fmt: skip


def test_schemes_that_ended_are_said_with_their_year_and_what_replaced_them() -> None:
    campaign = start_campaign("paris-2015-2020", year=2015)
    ended = {one.code: one for one in campaign.catalogue.measures if one.without_object_since is not None}
    assert {code: one.without_object_since for code, one in ended.items()} == ENDED
    said = ended_words(ended["EMP-01"], "fr")
    assert said == "sans objet depuis 2018, remplacé par le parcours emploi compétences (PEC), à confirmer"
    assert ended_words(ended["EDU-06"], "fr") == "sans objet depuis 2016"


@pytest.mark.parametrize("year", [2015, 2016, 2017, 2018, 2022])
def test_what_ended_is_not_expected_any_more(year: int) -> None:
    campaign = start_campaign("paris-2015-2020", year=year)
    expected = [
        measure
        for respondent in campaign.respondents
        for measure in measures_of(campaign, respondent)
        if not is_excused(campaign, respondent.code, measure)
    ]
    whole = len(tuple(campaign.catalogue.measures))
    assert whole - len(expected) == sum(since <= year for since in ENDED.values())
