"""What a schema cannot see is told at its place, whatever else is wrong."""

from typing import Any

import pytest

from qpv_xlsx.campaigns.checking.possible_figures import impossible_figure
from qpv_xlsx.campaigns.documents import campaign_problems
from qpv_xlsx.messages.wordbook import error_sentence
from tests.campaigns.samples import document, spoilt

M = "catalogue/conventions/0/indicators/0/measures/0"
OTHER = {"code": "EDU", "name": "Rectorat", "territory": "PARIS", "conventions": ["EMP"]}
WAIVER = {"reason": "Décision du comité", "decided_on": "2016-01-04"}
PAST = {"year": 2014, "territory": "PARIS", "measure": "EMP-01", "value": 0.17}

LEFT = {"territory": "PARIS", "geography": "zus-1996", "continuity": "sorti", "former": "cite-basse"}
SAME = LEFT | {"continuity": "identique", "quartier": "goutte-d-or"}
MERGED = SAME | {"continuity": "fusionne"}

CONCERNED = {
    "code": "EMP-01",
    "label": "x",
    "kind": "count",
    "unit": "",
    "direction": "up",
    "by_quartier": True,
    "quartiers": ["goutte-d-or"],
}

COUNTED = {"code": "EMP-01", "label": "x", "kind": "count", "unit": "", "direction": "up"}

MISTAKES: tuple[tuple[str, str, object, str, str], ...] = (
    ("a respondent twice, in small letters", "respondents/1", OTHER | {"code": "emp"}, "/respondents/1/code", "campaign_twice"),
    ("a quartier concerned that is none", M[:-2], [CONCERNED | {"quartiers": ["goutte-d-or", "ailleurs"]}], f"/{M}/quartiers/1", "campaign_unknown_reference"),
    ("the only quartier concerned, misspelt", M[:-2], [CONCERNED | {"quartiers": ["goute-d-or"]}], f"/{M}/quartiers/0", "campaign_unknown_reference"),
    ("quartiers concerned of a measure that is not asked there", M[:-2], [CONCERNED | {"by_quartier": False}], f"/{M}/by_quartier", "campaign_places_unasked"),
    ("a link without its whole", "catalogue/relations", [{"kind": "dont", "parts": ["EMP-01"]}], "/catalogue/relations/0/whole", "campaign_relation_whole"),
    ("a share of which none is named", "catalogue/relations", [{"kind": "part", "parts": ["EMP-01"]}], "/catalogue/relations/0/share", "campaign_relation_share"),
    ("a number of enterprises that is no number", "catalogue/relations", [{"kind": "entreprises", "parts": ["EMP-01"], "whole": "EMP-01"}], "/catalogue/relations/0/parts", "campaign_relation_enterprises"),
    ("a link to a measure that is none", "catalogue/relations", [{"kind": "somme", "parts": ["EMP-01"], "whole": "EMP-99"}], "/catalogue/relations/0/whole", "campaign_unknown_reference"),
    ("a measure twice", f"{M[:-1]}1", {"code": "EMP-01", "label": "x", "kind": "count", "unit": "", "direction": "up"}, f"/{M[:-1]}1/code", "campaign_twice"),
    ("a measure of another indicator", f"{M}/code", "EMP-011", f"/{M}/code", "campaign_foreign_measure"),
    ("a quartier twice by its name", "territories/0/quartiers/1", {"id": "2", "name": "goutte d’or "}, "/territories/0/quartiers/1/name", "campaign_twice"),
    ("a quartier twice by its identifier", "territories/0/quartiers/1", {"id": "goutte-d-or", "name": "Autre"}, "/territories/0/quartiers/1/id", "campaign_twice"),
    ("an unknown territory", "respondents/0/territory", "LYON", "/respondents/0/territory", "campaign_unknown_reference"),
    ("an unknown convention", "respondents/0/conventions/1", "EDU", "/respondents/0/conventions/1", "campaign_unknown_reference"),
    ("a convention twice", "respondents/0/conventions/1", "EMP", "/respondents/0/conventions/1", "campaign_twice"),
    ("a convention nobody answers", "respondents", [], "/catalogue/conventions/0/code", "campaign_unasked_convention"),
    ("an address without a dot", "coordinator/email", "coordination@example", "/coordinator/email", "campaign_email"),
    ("an address that would forge a header", "coordinator/email", "a@b.fr\nBcc: x@y.fr", "/coordinator/email", "campaign_email"),
    ("an address with an accent, which no letter can bear", "coordinator/email", "rené@b.fr", "/coordinator/email", "campaign_email"),
    ("an address with two dots in a row", "coordinator/email", "a..b@c.fr", "/coordinator/email", "campaign_email"),
    ("a domain with an accent", "coordinator/email", "a@préfecture.fr", "/coordinator/email", "campaign_email"),
    ("two addresses in one", "respondents/0/contacts/0/email", "a@b.fr, c@d.fr", "/respondents/0/contacts/0/email", "campaign_email"),
    ("a contract that ends before it starts", "catalogue/end", 2014, "/catalogue/end", "campaign_end"),
    ("a waiver for nobody known", "waivers", [WAIVER | {"respondent": "CAF"}], "/waivers/0/respondent", "campaign_unknown_reference"),
    ("a waiver for no known measure", "waivers", [WAIVER | {"measure": "EMP-99"}], "/waivers/0/measure", "campaign_unknown_reference"),
    ("a waiver for no known quartier", "waivers", [WAIVER | {"quartier": "x"}], "/waivers/0/quartier", "campaign_unknown_reference"),
    ("a waiver for everything", "waivers", [WAIVER], "/waivers/0/respondent", "campaign_waiver_of_all"),
    ("a choice about nothing", "choices", [{"measure": "EMP-99", "question": "?"}], "/choices/0/measure", "campaign_unknown_reference"),
    ("a past result of this year", "history", [PAST | {"year": 2015}], "/history/0/year", "campaign_history_year"),
    ("a past result twice", "history", [PAST, PAST | {"value": 0.2}], "/history/1/measure", "campaign_twice"),
    ("a share of 1 730 %", f"{M}/baseline", {"value": 17.3}, f"/{M}/baseline/value", "campaign_share"),
    ("a count that starts below nothing", M[:-2], [COUNTED | {"baseline": {"value": -5}}], f"/{M}/baseline/value", "campaign_negative"),
    ("a count below nothing as a target", M[:-2], [COUNTED | {"direction": "down", "target": {"type": "at_most", "value": -3}}], f"/{M}/target/value", "campaign_negative"),
    ("a target of 2 500 %", f"{M}/target", {"type": "at_least", "value": 25}, f"/{M}/target/value", "campaign_share"),
    ("a quartier that left for another", "successions", [LEFT | {"quartier": "goutte-d-or"}], "/successions/0/quartier", "campaign_succession_no_present"),
    ("a quartier that left without a name", "successions", [LEFT | {"former": None}], "/successions/0/former", "campaign_succession_former"),
    ("a quartier that entered from another", "successions", [SAME | {"continuity": "entre"}], "/successions/0/former", "campaign_succession_no_former"),
    ("a changed quartier of no name today", "successions", [LEFT | {"continuity": "modifie"}], "/successions/0/quartier", "campaign_succession_present"),
    ("an identical quartier that is none of the campaign", "successions", [SAME | {"quartier": "x"}], "/successions/0/quartier", "campaign_unknown_reference"),
    ("a correspondence of no territory", "successions", [LEFT | {"territory": "LYON"}], "/successions/0/territory", "campaign_unknown_reference"),
    ("a correspondence with its own map", "successions", [LEFT | {"geography": "paris-2015"}], "/successions/0/geography", "campaign_succession_same_map"),
    ("a quartier identical and gone", "successions", [SAME, LEFT], "/successions/1/former", "campaign_succession_twice"),
    ("a quartier identical to two", "successions", [SAME, SAME | {"former": "autre"}], "/successions/1/quartier", "campaign_succession_twice"),
    ("a quartier merged of one", "successions", [MERGED], "/successions/0/quartier", "campaign_succession_alone"),
    ("thresholds out of order", "options", {"thresholds": {"watch": 0.99}}, "/options/thresholds/on_track", "campaign_thresholds"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("path", "value", "place", "code"), [case[1:] for case in MISTAKES], ids=[case[0] for case in MISTAKES]
)
def test_a_contradiction_is_told_at_its_place(path: str, value: object, place: str, code: str) -> None:
    problems = campaign_problems(spoilt(path, value))
    assert [(problem.place, problem.code) for problem in problems] == [(place, code)]
    for language in ("fr", "en"):
        assert error_sentence(language, code, problems[0].facts)


def test_a_quartier_merged_of_two_and_one_cut_in_two_are_sound() -> None:
    cut = [LEFT | {"continuity": "modifie", "former": "cite-haute", "quartier": each} for each in ("goutte-d-or", "x")]
    whole = spoilt("territories/0/quartiers/1", {"id": "x", "name": "Autre"})
    assert campaign_problems(whole | {"successions": [MERGED, MERGED | {"former": "autre"}]}) == ()
    assert campaign_problems(whole | {"successions": cut}) == ()


def test_closing_before_the_deadline() -> None:
    problems = campaign_problems(document() | {"deadline": "2016-04-01", "closing": "2016-03-31"})
    assert [(problem.place, problem.code) for problem in problems] == [("/closing", "campaign_closing")]


def test_contradictions_are_told_beside_what_the_schema_refuses() -> None:
    whole = spoilt("respondents/0/territory", "LYON") | {"year": "2015"}
    assert {problem.code for problem in campaign_problems(whole)} == {
        "campaign_type_integer",
        "campaign_unknown_reference",
    }


MALFORMED: tuple[Any, ...] = ({}, {"respondents": 3}, {"respondents": [None, {"conventions": 2}]}, {"catalogue": []})


@pytest.mark.parametrize("whole", MALFORMED, ids=repr)
def test_a_malformed_document_is_no_reason_to_fall(whole: Any) -> None:
    assert campaign_problems(whole)


def test_a_past_result_of_a_measure_that_was_removed_is_kept() -> None:
    assert campaign_problems(document() | {"history": [PAST | {"measure": "EMP-99"}]}) == ()


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("count", -5, "campaign_negative"),
        ("quantity", -0.5, "campaign_negative"),
        ("amount", -100_000, "campaign_negative"),
        ("ratio", -2, "campaign_negative"),
        ("share", -0.1, "campaign_share"),
        ("gap", -1.5, "campaign_share"),
        ("count", 0, None),
        ("amount", 3e12, None),
        ("gap", -0.16, None),
        ("milestone", -1, None),
        ("count", None, None),
    ],
)
def test_no_start_and_no_target_is_less_than_nothing(kind: str, value: object, code: str | None) -> None:
    assert [one.code for one in impossible_figure(("value",), value, kind)] == ([code] if code else [])
