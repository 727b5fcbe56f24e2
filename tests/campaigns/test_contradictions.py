"""A measure that contradicts itself is refused at its cell, and one of version 1.0.0 keeps what it meant."""

from datetime import UTC, datetime
from typing import Any

import openpyxl
import pytest

from qpv_xlsx.campaigns.documents import campaign_from_json, campaign_problems
from qpv_xlsx.campaigns.in_excel.reading import read_campaign
from qpv_xlsx.campaigns.in_excel.writing import write_campaign
from qpv_xlsx.domain.contract.targets import AtLeast
from qpv_xlsx.messages.wordbook import error_sentence
from tests.campaigns.samples import document

Given = dict[str, Any]
PLAIN: Given = {"kind": "count", "direction": "up", "perimeter": "qpv"}
START: Given = {"value": 100, "year": 2014, "perimeter": "qpv"}


def told(measure: Given) -> list[tuple[str, str]]:
    """Place inside the measure, and code, of each problem."""
    whole = document()
    found = whole["catalogue"]["conventions"][0]["indicators"][0]["measures"][0]
    found.pop("baseline", None), found.pop("target", None), found.pop("national_target", None)
    found.update(measure)
    before = "/catalogue/conventions/0/indicators/0/measures/0/"
    return [
        (problem.place.removeprefix(before), problem.code)
        for problem in campaign_problems(whole)
        if problem.place.startswith(before)
    ]


CASES: dict[str, tuple[Given, list[tuple[str, str]]]] = {
    "10 % less, direction up": (
        {"target": {"type": "change_by", "amount": -0.1}},
        [("direction", "campaign_direction")],
    ),
    "10 % less, direction down": ({"direction": "down", "target": {"type": "change_by", "amount": -0.1}}, []),
    "10 % less, steady: the target tells": (
        {"direction": "steady", "target": {"type": "change_by", "amount": -0.1}},
        [],
    ),
    "half, direction up": ({"target": {"type": "multiply_by", "factor": 0.5}}, [("direction", "campaign_direction")]),
    "at least, direction down": (
        {"direction": "down", "target": {"type": "at_least", "value": 3}},
        [("direction", "campaign_direction")],
    ),
    "under a bar, direction up": ({"target": {"type": "below", "value": 3}}, [("direction", "campaign_direction")]),
    "half of a gap, whatever the sign of the gap": (
        {"kind": "gap", "target": {"type": "reduce_gap_by", "fraction": 0.5}},
        [],
    ),
    "at least 80 from 100": (
        {"baseline": START, "target": {"type": "at_least", "value": 80, "is_floor": False}},
        [("target/value", "campaign_floor")],
    ),
    "a floor of 80 from 100": ({"baseline": START, "target": {"type": "at_least", "value": 80, "is_floor": True}}, []),
    "at least 80 from 100 of something else": (
        {
            "baseline": {**START, "perimeter": "territoire"},
            "target": {"type": "at_least", "value": 80, "is_floor": False},
        },
        [],
    ),
    "not confirmed yet": (
        {"baseline": START, "target": {"type": "at_least", "value": 80, "is_floor": False}, "is_confirmed": False},
        [],
    ),
    "due before its start": (
        {"baseline": START, "target": {"type": "at_least", "value": 200, "year": 2013}},
        [("target/year", "campaign_due")],
    ),
    "15 points more written 15": (
        {
            "kind": "share",
            "baseline": {**START, "value": 0.3},
            "target": {"type": "change_by", "amount": 15, "is_absolute": True},
        },
        [("target/amount", "campaign_share")],
    ),
    "so much a year, direction down": (
        {"direction": "down", "target": {"type": "per_year", "value": 2}},
        [("direction", "campaign_direction")],
    ),
    "so much a year, steady": ({"direction": "steady", "target": {"type": "per_year", "value": 2}}, []),
    "half of a gap of 16 points, direction up": (
        {"kind": "gap", "baseline": {**START, "value": 0.16}, "target": {"type": "reduce_gap_by", "fraction": 0.5}},
        [("direction", "campaign_direction")],
    ),
    "half of a gap of -16 points, direction up": (
        {"kind": "gap", "baseline": {**START, "value": -0.16}, "target": {"type": "reduce_gap_by", "fraction": 0.5}},
        [],
    ),
    "half of a gap of -16 points, direction down": (
        {
            "kind": "gap",
            "direction": "down",
            "baseline": {**START, "value": -0.16},
            "target": {"type": "reduce_gap_by", "fraction": 0.5},
        },
        [("direction", "campaign_direction")],
    ),
    "a total since the start that falls": (
        {"direction": "down", "nature": "cumulated", "target": {"type": "change_by", "amount": -0.1}},
        [("target/amount", "campaign_cumulated")],
    ),
    "a total since the start that stays under a ceiling": (
        {"direction": "down", "nature": "cumulated", "target": {"type": "at_most", "value": 10}},
        [],
    ),
    "at least 500 of 100 at most": (
        {"maximum": 100, "target": {"type": "at_least", "value": 500}},
        [("target/value", "campaign_out_of_reach")],
    ),
    "500 a year of 100 at most": (
        {"maximum": 100, "target": {"type": "per_year", "value": 500}},
        [("target/value", "campaign_out_of_reach")],
    ),
    "at most 500 of 100 at most": (
        {"direction": "down", "maximum": 100, "target": {"type": "at_most", "value": 500}},
        [],
    ),
    "twice a share of 60 %": (
        {"kind": "share", "baseline": {**START, "value": 0.6}, "target": {"type": "multiply_by", "factor": 2}},
        [("target/factor", "campaign_beyond_whole")],
    ),
    "twice a share of 50 %": (
        {"kind": "share", "baseline": {**START, "value": 0.5}, "target": {"type": "multiply_by", "factor": 2}},
        [],
    ),
    "twice a share of 60 %, not confirmed yet": (
        {
            "kind": "share",
            "baseline": {**START, "value": 0.6},
            "target": {"type": "multiply_by", "factor": 2},
            "is_confirmed": False,
        },
        [],
    ),
    "ten points more each year from 60 %": (
        {
            "kind": "share",
            "baseline": {**START, "value": 0.6},
            "target": {"type": "yearly_increase", "rate": 0.1, "in_points": True},
        },
        [("target/rate", "campaign_beyond_whole")],
    ),
    "a share of 15": (
        {"kind": "share", "target": {"type": "at_least", "value": 15}},
        [("target/value", "campaign_share")],
    ),
}


@pytest.mark.parametrize(("given", "wanted"), CASES.values(), ids=CASES)
def test_a_contradiction_is_refused_at_its_place(given: Given, wanted: list[tuple[str, str]]) -> None:
    assert told({**PLAIN, **given}) == wanted


REVISED: dict[str, tuple[Given, list[tuple[str, str]]]] = {
    "15 for 15 %": ({"target": {"type": "at_least", "value": 15}}, [("target/value", "campaign_share")]),
    "below the start": (
        {"target": {"type": "at_least", "value": 0.2, "is_floor": False}},
        [("target/value", "campaign_floor")],
    ),
    "a floor below the start": ({"target": {"type": "at_least", "value": 0.2, "is_floor": True}}, []),
    "below the start of the territory": (
        {"territory": "PARIS", "target": {"type": "at_least", "value": 0.35}},
        [("target/value", "campaign_floor")],
    ),
    "against the direction": (
        {"target": {"type": "change_by", "amount": -0.1}},
        [("target/type", "campaign_direction")],
    ),
    "due before the start": (
        {"target": {"type": "at_least", "value": 0.5, "year": 2013}},
        [("target/year", "campaign_due")],
    ),
    "ten points more written 10": (
        {"target": {"type": "change_by", "amount": 10, "is_absolute": True}},
        [("target/amount", "campaign_share")],
    ),
    "possible": ({"target": {"type": "at_least", "value": 0.5}}, []),
}


@pytest.mark.parametrize(("given", "wanted"), REVISED.values(), ids=REVISED)
def test_a_revised_target_that_contradicts_its_measure_is_refused_at_its_place(
    given: Given, wanted: list[tuple[str, str]]
) -> None:
    """An amendment of « 15 » for 15 % was never attained, and one below the start was attained at once."""
    whole = document()
    measure = whole["catalogue"]["conventions"][0]["indicators"][0]["measures"][0]
    measure.update(kind="share", direction="up", perimeter="qpv", baseline={**START, "value": 0.3}, is_confirmed=True)
    measure.pop("target", None)
    place = whole["territories"][0]["code"]
    whole["local_aims"] = [{"territory": place, "measure": measure["code"], "start": 0.4}]
    there = {"territory": place} if "territory" in given else {}
    whole["revisions"] = [{"measure": measure["code"], "since": 2016, **given, **there}]
    told = [(one.place.removeprefix("/revisions/0/"), one.code) for one in campaign_problems(whole)]
    assert told == wanted


@pytest.mark.parametrize(("said", "wanted"), [({"baseline_text": "inconnu"}, []), ({}, ["campaign_floor"])])
def test_a_territory_without_a_start_of_its_own_is_not_held_against_the_common_one(
    said: Given, wanted: list[str]
) -> None:
    whole = document()
    measure = whole["catalogue"]["conventions"][0]["indicators"][0]["measures"][0]
    measure.update(PLAIN, perimeter="qpv", baseline={**START, "value": 80}, is_confirmed=True)
    measure["target"] = {"type": "at_least", "value": 100}
    aim = {"territory": whole["territories"][0]["code"], "measure": measure["code"], **said}
    whole["local_aims"] = [{**aim, "target": {"type": "at_least", "value": 70}}]
    assert [one.code for one in campaign_problems(whole)] == wanted


def former(is_floor: object = None) -> Given:
    whole = document()
    measure = whole["catalogue"]["conventions"][0]["indicators"][0]["measures"][0]
    measure.update(PLAIN, baseline=START, target={"type": "at_least", "value": 80})
    if is_floor is not None:
        measure["target"]["is_floor"] = is_floor
    return whole


def target_of(campaign: Any) -> AtLeast:
    target = next(campaign.catalogue.measures).target
    assert isinstance(target, AtLeast)
    return target


def test_a_document_of_1_0_0_keeps_its_floors() -> None:
    assert target_of(campaign_from_json(former())).is_floor


def test_a_workbook_of_1_0_0_keeps_its_floors_and_needs_no_new_column(tmp_path: Any) -> None:
    campaign = campaign_from_json(former(is_floor=True))
    path = tmp_path / "campagne.xlsx"
    path.write_bytes(write_campaign(campaign, created=datetime(2016, 1, 1, tzinfo=UTC)))
    assert target_of(read_campaign(path.read_bytes())).is_floor
    book = openpyxl.load_workbook(path)
    for sheet, header in (("Indicateurs", "Départ\u00a0: arrondi"), ("Décisions", "Périmètre du départ")):
        found = next(cell for row in book[sheet].iter_rows(max_row=5) for cell in row if cell.value == header)
        book[sheet].delete_cols(found.column)
    for row in book["Indicateurs"].iter_rows():
        for cell in row:
            if cell.value == "Ne pas descendre sous (plancher)":
                cell.value = "Atteindre au moins"
    book.save(path)
    assert target_of(read_campaign(path.read_bytes())).is_floor


def test_the_refusal_names_the_directions_as_the_workbook_does() -> None:
    said = error_sentence("fr", "campaign_direction", {"way": "up", "direction": "down"})
    assert "À la baisse" in said
    assert "À la hausse" in said
