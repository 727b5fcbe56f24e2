"""What is published gives no small count of persons away, neither directly nor to somebody who solves it."""

import os
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from qpv_xlsx.campaigns import campaign_from_json
from qpv_xlsx.campaigns.documents import campaign_to_json
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.questions import Field, Question, Situation, Value
from qpv_xlsx.domain.findings import Code, Place, finding
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.judging.assessment import Reporting
from qpv_xlsx.domain.merging.ledger import Held, Ledger
from qpv_xlsx.domain.publishing.diffusion import Diffusion, diffuse
from qpv_xlsx.domain.publishing.earlier_publications import Publication
from qpv_xlsx.domain.publishing.long_table import long_rows
from tests.export.accounts import MIXED, campaign, ledger, persons
from tests.export.attacker import Cell
from tests.export.random_figures import (
    AMONG,
    PARTS,
    PERSONS,
    QUARTIERS,
    SHARE,
    as_told,
    linked_campaign,
    random_answers,
    reader_of,
)

LIMIT = 11
SECRET = "s"  # noqa: S105  (INSEE's sign)
COUNT = "EMP-01-b"


def shown(made: Diffusion) -> dict[tuple[str, str, Field], object]:
    rows = long_rows(made.campaign, made.ledger)
    return {(row.measure, row.quartier, row.field): row.value if row.value is not None else row.text for row in rows}


def values(told: Ledger) -> dict[str, object]:
    every = shown(diffuse(campaign(), told)).items()
    return {quartier: value for (measure, quartier, field), value in every if (measure, field) == (COUNT, Field.VALUE)}


CASES: tuple[tuple[str, Ledger, dict[str, object]], ...] = (
    ("large counts are published", persons(60, a=12, b=14, c=14, d=20), {"": 60, "a": 12, "b": 14, "c": 14, "d": 20}),
    ("zero reveals nobody", persons(40, a=0, b=40, c=0, d=0), {"": 40, "a": 0, "b": 40, "c": 0, "d": 0}),
    ("the limit itself is published", persons(73, a=11, b=40, c=11, d=11), {"": 73, "a": 11, "b": 40, "c": 11, "d": 11}),
    ("without a total one is enough", persons(None, a=3, b=40), {"a": SECRET, "b": 40}),
    ("with a total a second one goes too", persons(98, a=3, b=20, c=50, d=25), {"": 98, "a": SECRET, "b": SECRET, "c": 50, "d": 25}),
    ("two small ones that hide little take a third", persons(125, a=3, b=2, c=50, d=70), {"": 125, "a": SECRET, "b": SECRET, "c": SECRET, "d": 70}),
    ("alone, the total goes", persons(3, a=3), {"": SECRET, "a": SECRET}),
)  # fmt: skip


@pytest.mark.parametrize(("told", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_counts_are_masked_as_needed(told: Ledger, expected: dict[str, object]) -> None:
    assert values(told) == expected


@pytest.mark.parametrize("top", [4, 97], ids=["a small numerator", "a small complement"])
def test_a_small_part_is_hidden_with_what_gives_it_back(top: int) -> None:
    code = "EMP-01-a"
    answers: dict[Question, Value] = {
        Question(measure=code): top / 100,
        Question(measure=code, field=Field.NUMERATOR): top,
        Question(measure=code, field=Field.DENOMINATOR): 100,
    }
    table = shown(diffuse(campaign(), ledger(answers)))
    figures = [table.get((code, "", field)) for field in (Field.VALUE, Field.NUMERATOR, Field.DENOMINATOR)]
    assert figures.count(SECRET) >= 2


def test_a_figure_beside_an_s_is_never_published() -> None:
    answers: dict[Question, Value] = {
        Question(measure="EMP-01-b"): 4321,
        Question(measure="EMP-01-b", quartier="a"): 4321,
        Question(measure="EMP-01-b", field=Field.SITUATION): Situation.SECRET,
    }
    made = diffuse(campaign(), ledger(answers))
    assert {value for value in shown(made).values() if isinstance(value, int | float)} == set()
    assert {row.file for row in long_rows(made.campaign, made.ledger)} == {"secret_declared"}


@pytest.mark.parametrize(("largest", "hidden"), [(80, False), (90, True)])
def test_an_amount_of_which_one_enterprise_brings_most_is_secret(largest: int, hidden: bool) -> None:  # noqa: FBT001
    """And what that enterprise brings always is."""
    setting = _with_largest()
    made = diffuse(setting, ledger({Question(measure=AMOUNT): 1000, Question(measure=LARGEST): 10 * largest}))
    assert {key.measure for key in made.masked} == ({AMOUNT, LARGEST} if hidden else {LARGEST})
    assert not made.protection.exposed


def test_the_share_of_one_enterprise_is_not_given_back_by_another_figure() -> None:
    setting = _with_largest(relations=[{"kind": "somme", "parts": [LARGEST, "EMP-01-c"], "whole": AMOUNT}])
    told: dict[Question, Value] = {
        Question(measure=AMOUNT): 1000,
        Question(measure=LARGEST): 400,
        Question(measure="EMP-01-c"): 600,
    }
    made = diffuse(setting, ledger(told))
    assert LARGEST in {key.measure for key in made.masked}
    assert len({key.measure for key in made.masked}) > 1


@pytest.mark.parametrize(("number", "hidden"), [(1, True), (2, True), (3, False)])
def test_an_amount_that_rests_on_fewer_than_three_enterprises_is_secret(number: int, hidden: bool) -> None:  # noqa: FBT001
    """How many they are may be known."""
    setting = _with_enterprises()
    made = diffuse(setting, ledger({Question(measure=AMOUNT): 1000, Question(measure=NUMBER): number}))
    assert {key.measure for key in made.masked} == ({AMOUNT} if hidden else set())
    assert not made.protection.exposed


def test_the_amount_of_two_enterprises_of_a_quartier_is_not_given_back_by_the_others() -> None:
    setting = _with_enterprises()
    told: dict[Question, Value] = {
        **_in_quartiers(AMOUNT, 6500, (1000, 2000, 3000, 500)),
        **_in_quartiers(NUMBER, 16, (2, 5, 5, 4)),
    }
    made = diffuse(setting, ledger(told))
    hidden = {key.quartier for key in made.masked if key.measure == AMOUNT}
    assert "a" in hidden
    assert len(hidden) > 1
    assert {key for key in made.masked if key.measure == NUMBER} == set()


def test_what_two_enterprises_outside_the_quartiers_bring_is_not_given_by_subtraction() -> None:
    setting = _with_enterprises()
    told: dict[Question, Value] = {
        **_in_quartiers(AMOUNT, 7500, (1000, 2000, 3000, 500)),
        **_in_quartiers(NUMBER, 18, (4, 4, 4, 4)),
    }
    made = diffuse(setting, ledger(told))
    assert {key.measure for key in made.masked} == {AMOUNT}
    (rest,) = [key for key in made.protection.intervals if key.role == "elsewhere" and key.measure == AMOUNT]
    assert made.protection.intervals[rest].width >= 100 - 1e-6
    told |= _in_quartiers(NUMBER, 19, (4, 4, 4, 4))
    assert not diffuse(setting, ledger(told)).masked


def _in_quartiers(measure: str, total: int, each: tuple[int, int, int, int]) -> dict[Question, Value]:
    told: dict[Question, Value] = {Question(measure=measure): total}
    for quartier, value in zip("abcd", each, strict=True):
        told[Question(measure=measure, quartier=quartier)] = value
    return told


NUMBER = "EMP-01-b"


def _with_enterprises() -> Campaign:
    """An amount, and how many enterprises bring it."""
    whole: Any = campaign_to_json(_with_largest())
    (indicator,) = whole["catalogue"]["conventions"][0]["indicators"]
    for measure in indicator["measures"]:
        measure["by_quartier"] = True
        if measure["code"] == NUMBER:
            measure |= {"kind": "count", "unit": ""}
    whole["catalogue"]["relations"] = [{"kind": "entreprises", "parts": [NUMBER], "whole": AMOUNT}]
    return campaign_from_json(whole)


AMOUNT, LARGEST = "EMP-01-a", "EMP-01-b"


def _with_largest(relations: Sequence[Mapping[str, object]] = ()) -> Campaign:
    """Amounts that enterprises bring."""
    whole: Any = campaign_to_json(campaign())
    (indicator,) = whole["catalogue"]["conventions"][0]["indicators"]
    for measure in indicator["measures"]:
        measure |= {"kind": "amount", "unit": "EUR", "counts_persons": False, "by_quartier": False}
        measure |= {"baseline": {}, "target": {"type": "undefined"}}
    whole["catalogue"]["relations"] = [{"kind": "premier", "parts": [LARGEST], "whole": AMOUNT}, *relations]
    return campaign_from_json(whole)


@pytest.mark.parametrize(
    ("code", "measure", "stays"),
    [
        (Code.C04, COUNT, False),
        (Code.C03, COUNT, False),
        (Code.C02, COUNT, False),
        (Code.C08, "EMP-01-a", False),
        (Code.V10, COUNT, False),
        (Code.M01, COUNT, True),
        (Code.C04, "EMP-01-a", True),
    ],
)
def test_no_finding_compares_a_masked_figure_with_another(code: Code, measure: str, stays: bool) -> None:  # noqa: FBT001
    told = persons(93, a=3, b=20, c=50, d=20)
    account = told.accounts["EMP"]
    found = finding(code, place=Place(sheet="Par quartier", cell="D6"), measure=measure, value=3)
    held = Held(found=found, respondent="EMP")
    made = diffuse(campaign(), Ledger(accounts={"EMP": replace(account, findings=(held,))}))
    shown = [one.found for one in made.ledger.accounts["EMP"].findings]
    assert [one.code for one in shown] == ([code] if stays else [])
    assert all(one.place == Place() and not one.facts for one in shown)


def test_free_words_and_provenance_are_left_out() -> None:
    made = diffuse(campaign(), ledger(MIXED))
    rows = list(long_rows(made.campaign, made.ledger))
    assert {row.field for row in rows} == {Field.VALUE, Field.NUMERATOR, Field.DENOMINATOR, Field.SITUATION}
    assert {(row.sheet, row.cell) for row in rows} == {("", "")}
    assert "retour.xlsx" not in {row.file for row in rows}
    assert "EMP-01-c" not in {row.measure for row in rows}


def test_an_answer_in_words_is_not_printed_and_stays_an_answer() -> None:
    """The public workbook said « À compléter » of what had been answered, and a rate of answers that was not the true one."""
    words = "Trois ateliers menés par Mme Diop"
    given = {**MIXED, Question(measure="EMP-01-c"): words}
    before = assess(campaign(), ledger(given)).rows["EMP", "EMP-01-c"]
    made = diffuse(campaign(), ledger(given))
    after = assess(made.campaign, made.ledger).rows["EMP", "EMP-01-c"]
    assert (after.reporting, after.attainment) == (before.reporting, before.attainment)
    assert before.reporting is Reporting.FILLED
    assert after.value == "…"
    assert words not in repr(list(long_rows(made.campaign, made.ledger)))


def figures(made: Diffusion) -> dict[Cell, float]:
    return {
        (measure, quartier, field.value): float(value)
        for (measure, quartier, field), value in shown(made).items()
        if isinstance(value, int | float)
    }


def secrets(truth: Mapping[Question, Value], told: Mapping[Question, Value]) -> dict[str, dict[Cell, float]]:
    """What must not be known, by a word for it: combinations of figures."""
    found: dict[str, dict[Cell, float]] = {}
    for question, value in truth.items():
        cell = (question.measure, question.quartier, question.field.value)
        is_count = question.measure in {PERSONS, AMONG} or question.field in {Field.NUMERATOR, Field.DENOMINATOR}
        if isinstance(value, int) and is_count and (0 < value < LIMIT or (question not in told and value)):
            found[str(cell)] = {cell: 1.0}
    total, women = truth[Question(measure=PERSONS)], truth[Question(measure=PERSONS, field=Field.WOMEN)]
    whole: Cell = (PERSONS, "", "value")
    if isinstance(total, int) and isinstance(women, int) and 0 < total - women < LIMIT:
        found["men"] = {whole: 1.0, (PERSONS, "", "women"): -1.0}
    beyond = truth[Question(measure=PERSONS, field=Field.TERRITORY_VALUE)]
    if isinstance(total, int) and isinstance(beyond, int) and 0 < beyond - total < LIMIT:
        found["outside"] = {(PERSONS, "", "territory_value"): 1.0, whole: -1.0}
    top, bottom = (truth[Question(measure=PARTS, field=each)] for each in (Field.NUMERATOR, Field.DENOMINATOR))
    if isinstance(top, int) and isinstance(bottom, int) and 0 < bottom - top < LIMIT:
        found["others"] = {(PARTS, "", "denominator"): 1.0, (PARTS, "", "numerator"): -1.0}
    return found


def attack(seed: int, setting: Campaign) -> None:
    """One campaign, one publication, everything solved."""
    dice = random.Random(seed)
    truth = random_answers(dice)
    told = as_told(truth, dice)
    made = diffuse(setting, ledger(told))
    assert not made.protection.exposed
    has_rest = {code: _rest(truth, code) > 0 for code in (PERSONS, AMONG)}
    reader = reader_of(figures(made), has_rest)
    for name, wanted in secrets(truth, told).items():
        low, high = reader.bounds(wanted)
        assert high - low >= LIMIT - 1e-6, (seed, name, low, high, figures(made))
    for question, value in truth.items():
        cell = (question.measure, question.quartier, question.field.value)
        if cell not in figures(made) and isinstance(value, int) and value:
            low, high = reader.bounds({cell: 1.0})
            assert high - low >= LIMIT - 1e-6, (seed, cell, low, high)


def _rest(truth: Mapping[Question, Value], code: str) -> float:
    total = truth[Question(measure=code)]
    parts = [truth[Question(measure=code, quartier=each)] for each in QUARTIERS]
    return float(total) - sum(map(float, parts))


@pytest.mark.parametrize("seed", range(int(os.environ.get("QPV_CAMPAIGNS", "40"))))
def test_nothing_secret_can_be_worked_out(seed: int) -> None:
    attack(seed, linked_campaign())


def test_blanks_of_two_measures_one_within_the_other_are_read_together() -> None:
    """« b » and « d » of the persons are blank, « d » of those among them too: d is at least as many, and b what is left."""
    told: dict[Question, Value] = {Question(measure=PERSONS): 627, Question(measure=AMONG): 391}
    told |= {Question(measure=PERSONS, quartier=each): value for each, value in (("a", 3), ("c", 301), ("e", 301))}
    told |= {
        Question(measure=AMONG, quartier=each): value for each, value in zip("abce", (2, 0, 207, 168), strict=True)
    }
    setting = linked_campaign()
    made = diffuse(setting, ledger(told))
    reader = reader_of(figures(made), {PERSONS: False, AMONG: False})
    for measure, quartier in ((PERSONS, "b"), (PERSONS, "d"), (AMONG, "d")):
        low, high = reader.bounds({(measure, quartier, "value"): 1.0})
        assert high - low >= LIMIT - 1e-6, (measure, quartier, low, high)


def test_a_part_that_was_not_given_is_not_what_its_sum_leaves() -> None:
    """Persons are those of the one measure and those of the other, which says nothing of « d »: the sum would tell it."""
    whole: Any = campaign_to_json(linked_campaign())
    (indicator,) = whole["catalogue"]["conventions"][0]["indicators"]
    other = dict(next(one for one in indicator["measures"] if one["code"] == AMONG), code="EMP-01-e")
    indicator["measures"].append(other)
    whole["catalogue"]["relations"] = [{"kind": "somme", "parts": [AMONG, "EMP-01-e"], "whole": PERSONS}]
    told = {Question(measure=PERSONS, quartier=each): 200 for each in "acde"}
    told |= {Question(measure=code, quartier=each): 100 for code in (AMONG, "EMP-01-e") for each in "ace"}
    told[Question(measure=AMONG, quartier="d")] = 110
    made = diffuse(campaign_from_json(whole), ledger(told))
    printed = figures(made)
    assert len({(PERSONS, "d", "value"), (AMONG, "d", "value")} & printed.keys()) == 1
    assert {(PERSONS, each, "value") for each in "ace"} <= printed.keys()


def test_a_blank_that_its_total_makes_nought_tells_on_those_counted_in_it() -> None:
    """No person is left for « b »: those among them are all of « d », and their blank is one."""
    told: dict[Question, Value] = {Question(measure=PERSONS): 700, Question(measure=AMONG): 140}
    told |= {
        Question(measure=PERSONS, quartier=each): value
        for each, value in zip("acde", (100, 300, 200, 100), strict=True)
    }
    told |= {Question(measure=AMONG, quartier=each): value for each, value in zip("ace", (40, 50, 24), strict=True)}
    made = diffuse(linked_campaign(), ledger(told))
    reader = reader_of(figures(made), {PERSONS: False, AMONG: False})
    low, high = reader.bounds({(AMONG, "d", "value"): 1.0})
    assert high - low >= LIMIT - 1e-6, (low, high)


def remembered(made: Diffusion) -> Publication:
    return Publication(
        number=1,
        moment=datetime(2016, 4, 1, tzinfo=UTC),
        name="donnees.csv",
        limit=LIMIT,
        published=made.published,
        withheld=made.withheld,
    )


def test_a_later_publication_holds_the_earlier_masks() -> None:
    first = diffuse(campaign(), persons(93, a=3, b=20, c=50, d=20))
    later = diffuse(campaign(), persons(93, a=3, b=20, c=50, d=20), (remembered(first),))
    assert later.masked == first.masked
    assert not later.protection.exposed


@pytest.mark.parametrize("seed", range(25))
def test_two_publications_do_not_subtract(seed: int) -> None:
    """An administration corrects two figures between two publications; the reader keeps both."""
    dice = random.Random(seed)
    setting = linked_campaign()
    truth = random_answers(dice)
    first = diffuse(setting, ledger(truth))
    later_truth = dict(truth)
    for _ in range(2):
        question = Question(measure=PERSONS, quartier=dice.choice(QUARTIERS))
        total = Question(measure=PERSONS)
        change = dice.choice([1, 2, 30])
        for each in (question, total, total._replace(field=Field.TERRITORY_VALUE)):
            later_truth[each] = int(later_truth[each]) + change
    later_truth[Question(measure=SHARE)] = int(truth[Question(measure=AMONG)]) / int(
        later_truth[Question(measure=PERSONS)]
    )
    later = diffuse(setting, ledger(later_truth), (remembered(first),))
    assert not later.protection.exposed
    has_rest = {code: _rest(truth, code) > 0 for code in (PERSONS, AMONG)}
    both = reader_of(figures(later), has_rest)
    before = reader_of(figures(first), has_rest)

    def then(cell: Cell) -> Cell:
        """The reader takes a figure that did not change for the same."""
        question = Question(measure=str(cell[0]), quartier=str(cell[1]), field=Field(str(cell[2])))
        return cell if truth.get(question) == later_truth.get(question) else (*cell, "first")

    both.read({then(cell): value for cell, value in before.known.items()})
    both.rows += [({then(cell): factor for cell, factor in row.items()}, low, high) for row, low, high in before.rows]
    lost = {(key.measure, key.quartier, key.field.value) for key in later.protection.lost}
    for name, wanted in secrets(later_truth, later_truth).items():
        if not lost & set(wanted):
            low, high = both.bounds(wanted)
            assert high - low >= LIMIT - 1e-6, (seed, name, low, high)


def test_a_blank_that_can_be_the_same_in_two_publications_is_taken_to_be() -> None:
    """Nothing was said of b, either time: the totals' difference would give c's former figure back."""
    first_told = {"a": 302, "c": 3, "d": 302, "e": 1}
    first = diffuse(campaign_of_five(), persons(629, **first_told))
    later = diffuse(campaign_of_five(), persons(660, **first_told | {"c": 33, "d": 303}), (remembered(first),))
    assert not later.protection.exposed
    wide = [one for key, one in later.protection.intervals.items() if key.quartier == "c"]
    assert wide
    assert all(one.width >= LIMIT for one in wide)
    assert {key.quartier for key in later.masked} >= {"c", "e"}


def campaign_of_five() -> Campaign:
    """Quartiers a to e."""
    whole: Any = campaign_to_json(campaign())
    whole["territories"][0]["quartiers"].append({"id": "e", "name": "Quartier e"})
    return campaign_from_json(whole)
