"""Random answers of an administration on linked measures, with small counts, « s » and blanks; and their relations."""

import random
from collections.abc import Mapping

from qpv_xlsx.campaigns import campaign_from_json
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.questions import Field, Question, Situation, Value
from tests.campaigns.samples import document
from tests.export.attacker import Cell, Reader

QUARTIERS = ("a", "b", "c", "d", "e")
PERSONS, AMONG, SHARE, PARTS = (f"EMP-01-{letter}" for letter in "abcd")
"""Persons by quartier with women; those of them who…, by quartier; the share of these; a share with its own parts."""


def linked_campaign() -> Campaign:
    whole = document()
    whole["territories"][0]["quartiers"] = [{"id": each, "name": f"Quartier {each}"} for each in QUARTIERS]
    (indicator,) = whole["catalogue"]["conventions"][0]["indicators"]
    persons, among, share, parts = (
        dict(indicator["measures"][0], code=code) for code in (PERSONS, AMONG, SHARE, PARTS)
    )
    count = {"kind": "count", "unit": "personnes", "by_quartier": True, "counts_persons": True}
    persons |= count | {"asks_women": True, "asks_territory": True}
    among |= count
    share |= {"counts_persons": True}
    parts |= {"counts_persons": True}
    for measure in (persons, among):
        measure["baseline"], measure["target"] = {}, {"type": "undefined"}
    indicator["measures"] = [persons, among, share, parts]
    whole["catalogue"]["relations"] = [
        {"kind": "dont", "parts": [AMONG], "whole": PERSONS},
        {"kind": "part", "parts": [AMONG], "whole": PERSONS, "share": SHARE},
    ]
    return campaign_from_json(whole)


def random_answers(dice: random.Random) -> dict[Question, Value]:
    """What is truly so, and what is said of it: some quartiers are blank, some declared secret."""
    sizes = dice.choice([(0, 3, 7, 40), (2, 5, 9, 12, 30), (15, 60, 90, 4), (1, 300, 20)])
    persons = {each: dice.choice(sizes) + dice.randrange(3) for each in QUARTIERS}
    among = {each: dice.randint(0, number) for each, number in persons.items()}
    elsewhere = dice.choice([0, 0, 0, 4, 50])
    answers: dict[Question, Value] = {}
    for code, table in ((PERSONS, persons), (AMONG, among)):
        answers |= {Question(measure=code, quartier=each): number for each, number in table.items()}
        answers[Question(measure=code)] = sum(table.values()) + (elsewhere if code == PERSONS else 0)
    total = sum(persons.values()) + elsewhere
    answers[Question(measure=PERSONS, field=Field.WOMEN)] = dice.choice([dice.randint(0, total), max(total - 4, 0)])
    answers[Question(measure=PERSONS, field=Field.TERRITORY_VALUE)] = total + dice.choice([0, 5, 1000])
    if total:
        answers[Question(measure=SHARE)] = sum(among.values()) / total
    bottom = dice.choice([15, 78, 183, 900])
    top = dice.choice([3, 7, bottom - 4, bottom // 2])
    answers[Question(measure=PARTS)] = top / bottom
    answers[Question(measure=PARTS, field=Field.NUMERATOR)] = top
    answers[Question(measure=PARTS, field=Field.DENOMINATOR)] = bottom
    return answers


def as_told(truth: Mapping[Question, Value], dice: random.Random) -> dict[Question, Value]:
    """*truth* as an administration says it: two cells of tables may be blank or « s »."""
    told = dict(truth)
    for code in (PERSONS, AMONG):
        for fate in (dice.choice(["blank", "secret", ""]), dice.choice(["secret", "", ""])):
            asked = Question(measure=code, quartier=dice.choice(QUARTIERS))
            if fate and asked in told:
                del told[asked]
            if fate == "secret":
                told[Question(measure=code, quartier=asked.quartier, field=Field.SITUATION)] = Situation.SECRET
    return told


def reader_of(figures: Mapping[Cell, float], elsewhere: Mapping[str, bool]) -> Reader:
    """A reader who knows the measures' definitions. *elsewhere*: whether a measure counts persons of no quartier."""
    reader = Reader()
    reader.read(figures)
    for code in (PERSONS, AMONG):
        link = reader.holds if elsewhere[code] else reader.adds_up
        link((code, "", "value"), [(code, each, "value") for each in QUARTIERS])
    for each in ("", *QUARTIERS):
        reader.holds((PERSONS, each, "value"), [(AMONG, each, "value")])
    reader.holds((PERSONS, "", "value"), [(PERSONS, "", "women")])
    reader.holds((PERSONS, "", "territory_value"), [(PERSONS, "", "value")])
    reader.divides((SHARE, "", "value"), (AMONG, "", "value"), (PERSONS, "", "value"))
    reader.holds((PARTS, "", "denominator"), [(PARTS, "", "numerator")])
    reader.divides((PARTS, "", "value"), (PARTS, "", "numerator"), (PARTS, "", "denominator"))
    return reader
