"""A campaign as a JSON document: nothing is lost, and everything wrong is told at its place."""

import dataclasses
import json
import sys
from typing import Any, get_args

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from qpv_xlsx.campaigns import campaign_from_json, campaign_to_json
from qpv_xlsx.campaigns.documents import campaign_problems
from qpv_xlsx.campaigns.encoding import tag_of
from qpv_xlsx.campaigns.schema import _quick, schema
from qpv_xlsx.domain.contract import campaign as campaign_values
from qpv_xlsx.domain.contract import (
    catalogue,
    geography,
    local_aims,
    measures,
    options,
    relations,
    revisions,
    successions,
    targets,
)
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.messages.wordbook import error_sentence
from tests.campaigns.samples import REMOVED, document, spoilt
from tests.campaigns.strategies import campaigns


@given(campaigns())
def test_json_gives_the_same_campaign_back(campaign: Campaign) -> None:
    text = json.dumps(campaign_to_json(campaign), ensure_ascii=False)
    assert campaign_from_json(json.loads(text)) == campaign


def test_a_machine_that_cannot_load_the_quick_validator_takes_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    _quick.cache_clear()

    assert campaign_problems(document()) == ()
    assert campaign_problems({**document(), "year": "deux mille"})
    _quick.cache_clear()


def test_defaults_may_be_left_out() -> None:
    campaign = campaign_from_json(document())
    measure = next(iter(campaign.catalogue.measures))
    assert (campaign.language, campaign.deadline, campaign.options) == ("fr", None, options.Options())
    assert (measure.nature, measure.target, measure.notes) == (measures.Nature.FLOW, targets.Undefined(), ())


DEFINED: tuple[tuple[str, Any], ...] = (
    ("contact", campaign_values.Contact),
    ("quartier", geography.Quartier),
    ("territory", geography.Territory),
    ("baseline", measures.Baseline),
    ("measure", measures.Measure),
    ("indicator", catalogue.Indicator),
    ("convention", catalogue.Convention),
    ("term", catalogue.Term),
    ("catalogue", catalogue.Catalogue),
    ("respondent", campaign_values.Respondent),
    ("waiver", campaign_values.Waiver),
    ("choice", campaign_values.Choice),
    ("revision", revisions.Revision),
    ("local_aim", local_aims.LocalAim),
    ("measure_relation", relations.MeasureRelation),
    ("past_result", campaign_values.PastResult),
    ("succession", successions.Succession),
    ("thresholds", options.Thresholds),
    ("rule_settings", options.RuleSettings),
    ("limits", options.Limits),
    ("options", options.Options),
    *((f"target_{tag_of(each)}", each) for each in get_args(targets.Target)),
)


@pytest.mark.parametrize(("name", "kind"), DEFINED, ids=[name for name, _ in DEFINED])
def test_the_schema_knows_each_field_and_describes_it(name: str, kind: Any) -> None:
    definition = schema("campaign")["$defs"][name]
    known = {field.name: field for field in dataclasses.fields(kind)}
    assert set(definition["properties"]) - {"type"} == set(known)
    assert set(definition["required"]) - {"type"} == {
        field.name for field in known.values() if field.default is field.default_factory is dataclasses.MISSING
    }
    for part in definition["properties"].values():
        assert part["title"]
        assert part["description"].endswith(".")


@pytest.mark.parametrize("name", ["campaign", "geography"])
def test_the_schemas_are_schemas(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


MISTAKES: tuple[tuple[str, str, object, str, str], ...] = (
    ("a missing title", "title", REMOVED, "/title", "campaign_missing"),
    ("a missing name far down", "respondents/0/name", REMOVED, "/respondents/0/name", "campaign_missing"),
    ("a year in quotes", "year", "2015", "/year", "campaign_type_integer"),
    ("a boolean as year", "year", True, "/year", "campaign_type_integer"),
    ("a year of another millennium", "year", 15, "/year", "campaign_minimum"),
    ("an unknown key", "titre", "Paris", "/titre", "campaign_unknown_key"),
    ("a key with a slash", "respondents/0/a~b", 1, "/respondents/0/a~0b", "campaign_unknown_key"),
    ("a kind that is none", f"{(M := 'catalogue/conventions/0/indicators/0/measures/0')}/kind", "part", f"/{M}/kind", "campaign_choice"),
    ("a target without value", f"{M}/target", {"type": "at_least"}, f"/{M}/target/value", "campaign_missing"),
    ("a target of no type", f"{M}/target", {"type": "plus"}, f"/{M}/target/type", "campaign_choice"),
    ("a target with another's key", f"{M}/target", {"type": "done", "value": 1}, f"/{M}/target/value", "campaign_unknown_key"),
    ("a date in French", "deadline", "31/03/2016", "/deadline", "campaign_format"),
    ("a day that does not exist", "deadline", "2015-02-29", "/deadline", "campaign_format"),
    ("a code with a space", "code", "paris 2015", "/code", "campaign_pattern"),
    ("no territory", "territories", [], "/territories", "campaign_minitems"),
    ("a list instead of an object", "coordinator", [], "/coordinator", "campaign_type_object"),
    ("an object instead of a list", "respondents", {}, "/respondents", "campaign_type_array"),
    ("another format's version", "schema", "qpv-xlsx/campaign/2", "/schema", "campaign_choice"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("path", "value", "place", "code"), [case[1:] for case in MISTAKES], ids=[case[0] for case in MISTAKES]
)
def test_a_mistake_is_told_at_its_place_in_our_words(path: str, value: object, place: str, code: str) -> None:
    problems = campaign_problems(spoilt(path, value))
    assert [(problem.place, problem.code) for problem in problems] == [(place, code)]
    for language in ("fr", "en"):
        assert error_sentence(language, code, problems[0].facts)


def test_all_mistakes_are_told_at_once() -> None:
    spoilt_document = document() | {"year": "2015", "title": None, "deadline": "demain"}
    with pytest.raises(CampaignError) as caught:
        campaign_from_json(spoilt_document)
    assert [problem.place for problem in caught.value.problems] == ["/deadline", "/title", "/year"]


@pytest.mark.parametrize("whole", [None, [], "campagne", 3], ids=repr)
def test_something_that_is_no_object_is_refused(whole: Any) -> None:
    assert [problem.code for problem in campaign_problems(whole)] == ["campaign_type_object"]
