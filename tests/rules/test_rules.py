"""What each rule says, and what it leaves alone."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from qpv_xlsx.domain.contract.campaign import PastResult, Respondent, Waiver
from qpv_xlsx.domain.contract.measures import Baseline, Combination, Kind, Measure, Nature, Perimeter, Progress
from qpv_xlsx.domain.contract.options import Options, RuleSettings
from qpv_xlsx.domain.contract.questions import Field, Question, Situation
from qpv_xlsx.domain.findings import Code, Finding, Severity, finding
from qpv_xlsx.domain.returned.rules import RULES, check
from qpv_xlsx.domain.returned.settling import settle
from qpv_xlsx.messages.sentences import Names, sentence
from qpv_xlsx.messages.wordbook import LANGUAGES, words
from tests.rules.samples import answered, context, measure, place_of

SHARE = measure(kind=Kind.SHARE)
OVERALL = measure(kind=Kind.SHARE, combination=Combination.OVERALL)
TOGETHER = {"neighbours": (Respondent(code="PLIE", name="PLIE", territory="paris", conventions=("EMP",)),)}
SUMMED = measure(combination=Combination.SUM)
RATIO = measure(kind=Kind.RATIO)
COUNT = measure()
AMOUNT = measure(kind=Kind.AMOUNT)
PERSONS = measure(by_quartier=True, counts_persons=True)
BY_QUARTIER = measure(by_quartier=True)
IN_TWO = measure(by_quartier=True, quartiers=("q1", "q3"))
WOMEN = measure(counts_persons=True, asks_women=True)
WOMEN_OF_SHARE = measure(kind=Kind.SHARE, counts_persons=True, asks_women=True)
ROUNDED = measure(kind=Kind.AMOUNT, by_quartier=True, asks_territory=True)
BOTH_SCALES = measure(asks_territory=True)
CUMULATED = measure(nature=Nature.CUMULATED)
MILESTONE = measure(kind=Kind.MILESTONE)
ON_ZUS = measure(baseline=Baseline(value=10, perimeter=Perimeter.ZUS))
SURE = measure(change_threshold=2.0)
SAID_BY_TASKS = {
    ("M02", "asked"),
    ("M02", "asked_because"),
    ("M03", "own_blank"),
}  # by those who know what was sent, and what is asked again
SECOND, THIRD = measure("EMP-02", by_quartier=True), measure("EMP-03", by_quartier=True)
SECOND_SHARE = measure("EMP-02", kind=Kind.SHARE)
SWAPPED = {
    "EMP-01": 100,
    "EMP-01 q1": 20,
    "EMP-01 q2": 6,
    "EMP-01 q3": 50,
    "EMP-02": 10,
    "EMP-02 q1": 1,
    "EMP-02 q2": 30,
    "EMP-02 q3": 3,
}  # fmt: skip  (EMP-01 30 and EMP-02 6 stand on each other's row in q2)
STARTED = replace(COUNT, baseline=Baseline(value=480, year=2015, perimeter=Perimeter.QPV))
STARTED_LOW = replace(measure("EMP-02"), baseline=Baseline(value=30, year=2015, perimeter=Perimeter.QPV))
OLD, OLD_LOW, OLD_SMALL = (
    replace(measure(f"EMP-0{number}"), baseline=Baseline(value=start, year=2009, perimeter=Perimeter.ZUS))
    for number, start in ((1, 480), (2, 60), (3, 9))
)  # of another age and perimeter than what is asked: nothing is compared with them one by one
FULL = {"EMP-01 q1": 20, "EMP-01 q2": 30, "EMP-01 q3": 50}


def past(value: float | None = 100, year: int = 2015, **more: Any) -> PastResult:
    return PastResult(year=year, territory=more.pop("territory", "paris"), measure="EMP-01", value=value, **more)


def waiver(**more: Any) -> Waiver:
    return Waiver(reason="décision du comité", decided_on=date(2016, 1, 15), **more)


@dataclass(frozen=True, kw_only=True)
class Case:
    name: str
    measure: Measure
    answers: dict[str, Any]
    found: list[str] = field(default_factory=list)
    campaign: dict[str, Any] = field(default_factory=dict)
    others: tuple[Measure, ...] = ()

    @property
    def measures(self) -> tuple[Measure, ...]:
        return (self.measure, *self.others)


def history(*results: PastResult) -> dict[str, Any]:
    return {"history": results}


CASES = (
    Case(name="a value equal to its fraction", measure=SHARE, answers={"EMP-01": 0.533, "EMP-01 numerator": 8, "EMP-01 denominator": 15}),
    Case(name="a value far from its fraction", measure=SHARE, answers={"EMP-01": 0.6, "EMP-01 numerator": 8, "EMP-01 denominator": 15}, found=["C01 warning J1"]),
    Case(name="within the campaign's own tolerance", measure=SHARE, answers={"EMP-01": 0.6, "EMP-01 numerator": 8, "EMP-01 denominator": 15}, campaign={"options": Options(rules=RuleSettings(share_tolerance=0.1))}),
    Case(name="exactly at the tolerance", measure=SHARE, answers={"EMP-01": 0.75, "EMP-01 numerator": 1, "EMP-01 denominator": 2}, campaign={"options": Options(rules=RuleSettings(share_tolerance=0.25))}),
    Case(name="just beyond the tolerance", measure=SHARE, answers={"EMP-01": 0.7501, "EMP-01 numerator": 1, "EMP-01 denominator": 2}, campaign={"options": Options(rules=RuleSettings(share_tolerance=0.25))}, found=["C01 warning J1"]),
    Case(name="a denominator of zero", measure=SHARE, answers={"EMP-01": 0.5, "EMP-01 numerator": 0, "EMP-01 denominator": 0}, found=["C01 warning zero L1"]),
    Case(name="a ratio rounded", measure=RATIO, answers={"EMP-01": 0.000286, "EMP-01 numerator": 1, "EMP-01 denominator": 3500}),
    Case(name="a ratio rounded to a fiftieth", measure=RATIO, answers={"EMP-01": 2.55, "EMP-01 numerator": 5, "EMP-01 denominator": 2}),
    Case(name="a ratio further off than a fiftieth", measure=RATIO, answers={"EMP-01": 2.56, "EMP-01 numerator": 5, "EMP-01 denominator": 2}, found=["C01 warning J1"]),
    Case(name="a ratio upside down", measure=RATIO, answers={"EMP-01": 3500, "EMP-01 numerator": 1, "EMP-01 denominator": 3500}, found=["C01 warning J1"]),
    Case(name="numbers swapped are told once", measure=SHARE, answers={"EMP-01": 0.53, "EMP-01 numerator": 15, "EMP-01 denominator": 8}, found=["C02 error K1"]),
    Case(name="a ratio may be above one", measure=RATIO, answers={"EMP-01": 1.875, "EMP-01 numerator": 15, "EMP-01 denominator": 8}),
    Case(name="only one number of the fraction", measure=SHARE, answers={"EMP-01": 0.53, "EMP-01 numerator": 15}),
    Case(name="halves of two fractions", measure=SHARE, others=(SECOND_SHARE,), answers={"EMP-01": 0.53, "EMP-01 numerator": 15, "EMP-02": 0.4, "EMP-02 denominator": 40}, found=["C01 warning numerator_alone K1", "C01 warning denominator_alone L2"]),
    Case(name="halves of the same kind", measure=SHARE, others=(SECOND_SHARE,), answers={"EMP-01": 0.53, "EMP-01 numerator": 15, "EMP-02": 0.4, "EMP-02 numerator": 40}),
    Case(name="quartiers that add up to the whole", measure=BY_QUARTIER, answers={"EMP-01": 100, **FULL}),
    Case(name="asked in two quartiers only, both given", measure=IN_TWO, answers={"EMP-01": 100, "EMP-01 q1": 20, "EMP-01 q3": 50}),
    Case(name="asked in two quartiers only, one missing", measure=IN_TWO, answers={"EMP-01": 100, "EMP-01 q1": 20}, found=["M01 warning quartiers E1"]),
    Case(name="asked in two quartiers only, both missing", measure=IN_TWO, answers={"EMP-01": 100}, found=["M01 warning every_quartier C1"]),
    Case(name="quartiers that exceed the whole", measure=BY_QUARTIER, answers={"EMP-01": 99, **FULL}, found=["C03 warning J1"]),
    Case(name="double counting explained", measure=BY_QUARTIER, answers={"EMP-01": 99, "EMP-01 comment": "doubles comptes", **FULL}, found=["C03 info J1"]),
    Case(name="figures of a quartier on each other's row", measure=BY_QUARTIER, others=(SECOND,), answers=SWAPPED, found=["C03 warning exchanged D1", "C03 warning exchanged D2"]),
    Case(name="figures on each other's row, whatever is commented", measure=BY_QUARTIER, others=(SECOND,), answers={**SWAPPED, "EMP-01 comment": "RAS", "EMP-02 comment": "RAS"}, found=["C03 warning exchanged D1", "C03 warning exchanged D2"]),
    Case(name="a third row with a sum of its own", measure=BY_QUARTIER, others=(SECOND, THIRD), answers={**SWAPPED, "EMP-03": 70, "EMP-03 q1": 20, "EMP-03 q2": 20, "EMP-03 q3": 30}, found=["C03 warning exchanged D1", "C03 warning exchanged D2"]),
    Case(name="small counts that exceed the whole, explained", measure=BY_QUARTIER, answers={"EMP-01": 1, "EMP-01 comment": "doubles comptes", "EMP-01 q1": 2, "EMP-01 q2": 1, "EMP-01 q3": 1}, found=["C03 info J1"]),
    Case(name="quartiers without a result that would make another's", measure=BY_QUARTIER, others=(SECOND,), answers={"EMP-01": 100, "EMP-02 q1": 20, "EMP-02 q2": 30, "EMP-02 q3": 50}, found=["C03 warning exchanged C1", "C03 warning without_whole C2", "M01 warning every_quartier C1", "M01 warning J2"]),
    Case(name="quartiers without a result that make nobody's", measure=BY_QUARTIER, others=(SECOND,), answers={"EMP-01": 90, "EMP-02 q1": 20, "EMP-02 q2": 30, "EMP-02 q3": 50}, found=["M01 warning every_quartier C1", "M01 warning J2"]),
    Case(name="one quartier on the row of another that gave none", measure=BY_QUARTIER, others=(SECOND,), answers={"EMP-01": 100, "EMP-01 q1": 20, "EMP-01 q3": 50, "EMP-02": 400, "EMP-02 q2": 30}, found=["C03 warning exchanged D1", "C03 warning exchanged D2", "M01 warning quartiers D1", "M01 warning quartiers C2"]),
    Case(name="a few persons more here and fewer there", measure=BY_QUARTIER, others=(SECOND,), answers={"EMP-01": 100, "EMP-01 q1": 20, "EMP-01 q2": 28, "EMP-01 q3": 50, "EMP-02": 10, "EMP-02 q1": 4, "EMP-02 q2": 6, "EMP-02 q3": 2}, found=["C03 warning J2"]),
    Case(name="quartiers of what is said to be unavailable", measure=BY_QUARTIER, answers={"EMP-01 situation": Situation.UNAVAILABLE, "EMP-01 comment": "en avril", "EMP-01 q1": 12, "EMP-01 q2": 3, "EMP-01 q3": 4}, found=["C05 warning quartiers N1"]),
    Case(name="sums that miss their results by themselves", measure=BY_QUARTIER, others=(SECOND,), answers={"EMP-01": 104, "EMP-02": 12, "EMP-02 q1": 1, "EMP-02 q2": 3, "EMP-02 q3": 5, **FULL}),
    Case(name="figures that would suit each other's row", measure=STARTED, others=(STARTED_LOW,), answers={"EMP-01": 31, "EMP-02": 470}, found=["C04 warning exchanged J1", "C04 warning exchanged J2"]),
    Case(name="figures that would suit each other's row, whatever is commented", measure=STARTED, others=(STARTED_LOW,), answers={"EMP-01": 31, "EMP-01 comment": "RAS", "EMP-02": 470, "EMP-02 comment": "RAS"}, found=["C04 warning exchanged J1", "C04 warning exchanged J2"]),
    Case(name="two strong changes that suit nobody", measure=STARTED, others=(STARTED_LOW,), answers={"EMP-01": 1100, "EMP-01 comment": "oui", "EMP-02": 3000, "EMP-02 comment": "oui"}, found=["C04 info baseline J1", "C04 info unit J2"]),
    Case(name="exchanged, as starts of another perimeter tell", measure=OLD, others=(OLD_LOW, OLD_SMALL), answers={"EMP-01": 62, "EMP-02": 440, "EMP-03": 9}, found=["C04 warning misplaced J1", "C04 warning misplaced J2"]),
    Case(name="exchanged in turn", measure=OLD, others=(OLD_LOW, OLD_SMALL), answers={"EMP-01": 62, "EMP-02": 9, "EMP-03": 440}, found=["C04 warning misplaced J1", "C04 warning misplaced J2", "C04 warning misplaced J3"]),
    Case(name="shifted by a row", measure=OLD, others=(OLD_LOW, OLD_SMALL), answers={"EMP-02": 440, "EMP-03": 62}, found=["C04 warning misplaced J2", "C04 warning misplaced J3", "M01 warning J1"]),
    Case(name="one figure that suits the row above", measure=OLD, others=(OLD_LOW, OLD_SMALL), answers={"EMP-01": 470, "EMP-02": 440, "EMP-03": 9}),
    Case(name="copied over the row below", measure=OLD, others=(OLD_LOW, OLD_SMALL), answers={"EMP-01": 440, "EMP-02": 440, "EMP-03": 9}, found=["C04 warning misplaced J2"]),
    Case(name="copied over the row above", measure=OLD, others=(OLD_LOW, OLD_SMALL), answers={"EMP-01": 62, "EMP-02": 62, "EMP-03": 9}, found=["C04 warning misplaced J1"]),
    Case(name="one figure on every row", measure=OLD, others=(OLD_LOW, OLD_SMALL), answers={"EMP-01": 62, "EMP-02": 62, "EMP-03": 62}),
    Case(name="a figure of one digit on two rows", measure=OLD, others=(OLD_LOW, OLD_SMALL), answers={"EMP-01": 500, "EMP-02": 500, "EMP-03": 9}),
    Case(name="all counted on a smaller perimeter", measure=OLD, others=(OLD_LOW, OLD_SMALL), answers={"EMP-01": 120, "EMP-02": 16, "EMP-03": 2}),
    Case(name="shares and counts suit each other never", measure=replace(SHARE, baseline=Baseline(value=0.5, year=2009)), others=(replace(OLD_LOW, baseline=Baseline(value=2, year=2009)),), answers={"EMP-01": 1, "EMP-02": 1}),
    Case(name="shares of quartiers do not add up", measure=measure(kind=Kind.SHARE, by_quartier=True), answers={"EMP-01": 0.5, "EMP-01 q1": 0.5, "EMP-01 q2": 0.6, "EMP-01 q3": 0.4}),
    Case(name="amounts rounded to the euro", measure=measure(kind=Kind.AMOUNT, by_quartier=True), answers={"EMP-01": 98.9, **FULL}),
    Case(name="amounts further off than each one's rounding", measure=measure(kind=Kind.AMOUNT, by_quartier=True), answers={"EMP-01": 98.4, **FULL}, found=["C03 warning J1"]),
    Case(name="counts are not rounded", measure=BY_QUARTIER, answers={"EMP-01": 99.9, **FULL}, found=["C03 warning J1"]),
    Case(name="rounded amounts against the territory", measure=ROUNDED, answers={"EMP-01": 98.5, "EMP-01 territory_value": 98.5, **FULL}),
    Case(name="rounding excuses no more", measure=ROUNDED, answers={"EMP-01": 98.5, "EMP-01 territory_value": 98.4, **FULL}, found=["C03 warning territory M1"]),
    Case(name="the QPV exceed the territory", measure=BOTH_SCALES, answers={"EMP-01": 100, "EMP-01 territory_value": 99}, found=["C03 warning territory M1"]),
    Case(name="the QPV are a part of the territory", measure=BOTH_SCALES, answers={"EMP-01": 100, "EMP-01 territory_value": 900}),
    Case(name="more women than persons", measure=WOMEN, answers={"EMP-01": 10, "EMP-01 women": 11}, found=["C03 error women R1"]),
    Case(name="every person is a woman", measure=WOMEN, answers={"EMP-01": 10, "EMP-01 women": 10}),
    Case(name="women above the bar of a share", measure=WOMEN_OF_SHARE, answers={"EMP-01": 0.5, "EMP-01 numerator": 10, "EMP-01 denominator": 20, "EMP-01 women": 11}, found=["C03 error women R1"]),
    Case(name="women against a share without its parts", measure=WOMEN_OF_SHARE, answers={"EMP-01": 0.5, "EMP-01 women": 11}),
    Case(name="without object since last year", measure=measure(without_object_since=2015), answers={}),
    Case(name="a change at the threshold", measure=COUNT, answers={"EMP-01": 130}, campaign=history(past())),
    Case(name="a change above the threshold", measure=COUNT, answers={"EMP-01": 131}, campaign=history(past()), found=["C04 warning J1"]),
    Case(name="a fall", measure=COUNT, answers={"EMP-01": 60}, campaign=history(past()), found=["C04 warning J1"]),
    Case(name="the first year, ten times less than the baseline", measure=replace(COUNT, baseline=Baseline(value=1618, year=2014)), answers={"EMP-01": 16}, found=["C04 warning unit J1"]),
    Case(name="a start later than the past, near", measure=replace(COUNT, baseline=Baseline(value=100, year=2014)), answers={"EMP-01": 110}, campaign=history(past(40, 2013))),
    Case(name="a start later than the past, far", measure=replace(COUNT, baseline=Baseline(value=100, year=2014)), answers={"EMP-01": 150}, campaign=history(past(140, 2013)), found=["C04 warning J1"]),
    Case(name="a start later than the past, long ago", measure=replace(COUNT, baseline=Baseline(value=100, year=2012)), answers={"EMP-01": 110}, campaign=history(past(40, 2011))),
    Case(name="a start older than the past", measure=replace(COUNT, baseline=Baseline(value=100, year=2012)), answers={"EMP-01": 110}, campaign=history(past(40, 2013)), found=["C04 warning J1"]),
    Case(name="a start later than the past, the territory changes", measure=replace(BOTH_SCALES, baseline=Baseline(value=100, year=2014)), answers={"EMP-01": 100, "EMP-01 territory_value": 200}, campaign=history(past(100, 2013, territory_value=900)), found=["C04 warning M1"]),
    Case(name="a share of the territory ten times the start", measure=replace(SHARE, asks_territory=True, baseline=Baseline(value=0.065, year=2014)), answers={"EMP-01": 0.064, "EMP-01 territory_value": 0.65}, found=["C04 warning territory_unit M1"]),
    Case(name="a share of the territory twice the start", measure=replace(SHARE, asks_territory=True, baseline=Baseline(value=0.065, year=2014)), answers={"EMP-01": 0.064, "EMP-01 territory_value": 0.13}),
    Case(name="a count of the territory ten times the start", measure=replace(BOTH_SCALES, baseline=Baseline(value=100, year=2014)), answers={"EMP-01": 100, "EMP-01 territory_value": 1000}),
    Case(name="a share of the territory as it was", measure=replace(SHARE, asks_territory=True, baseline=Baseline(value=0.065, year=2014)), answers={"EMP-01": 0.064, "EMP-01 territory_value": 0.65}, campaign=history(past(0.064, 2014, territory_value=0.66))),
    Case(name="no other unit that the measure cannot have", measure=replace(COUNT, maximum=1000), answers={"EMP-01": 130}, campaign=history(past(1200)), found=["C04 warning J1"]),
    Case(name="no other unit that would cut a person in ten", measure=COUNT, answers={"EMP-01": 1605}, campaign=history(past(160)), found=["C04 warning J1"]),
    Case(name="the first year, far from a baseline of the same perimeter", measure=replace(COUNT, baseline=Baseline(value=100, year=2014, perimeter=COUNT.perimeter)), answers={"EMP-01": 260}, found=["C04 warning baseline J1"]),
    Case(name="the first year, one of several whose figures add up to the baseline", measure=replace(SUMMED, baseline=Baseline(value=100, year=2014, perimeter=COUNT.perimeter)), answers={"EMP-01": 26}, campaign=TOGETHER),
    Case(name="the first year, less than twice the baseline", measure=replace(COUNT, baseline=Baseline(value=100, year=2014, perimeter=COUNT.perimeter)), answers={"EMP-01": 160}, found=[]),
    Case(name="the first year, far from a baseline of an unknown perimeter", measure=replace(COUNT, baseline=Baseline(value=100, year=2014)), answers={"EMP-01": 160}),
    Case(name="the first year, far from an old baseline", measure=replace(COUNT, baseline=Baseline(value=1618, year=2010, perimeter=COUNT.perimeter)), answers={"EMP-01": 400}),
    Case(name="the first year, a hundred times less than an old baseline", measure=replace(COUNT, baseline=Baseline(value=1618, year=2010)), answers={"EMP-01": 16}, found=["C04 warning unit J1"]),
    Case(name="a baseline of the year itself", measure=replace(COUNT, baseline=Baseline(value=1618, year=2016)), answers={"EMP-01": 16}),
    Case(name="a change explained", measure=COUNT, answers={"EMP-01": 60, "EMP-01 comment": "fin du plan"}, campaign=history(past()), found=["C04 info J1"]),
    Case(name="a measure that changes much by nature", measure=SURE, answers={"EMP-01": 250}, campaign=history(past())),
    Case(name="the former year, not an older one", measure=COUNT, answers={"EMP-01": 210}, campaign=history(past(200), past(100, 2014))),
    Case(name="another territory's past", measure=COUNT, answers={"EMP-01": 10}, campaign=history(past(territory="lyon"))),
    Case(name="a past without figure", measure=COUNT, answers={"EMP-01": 10}, campaign=history(past(None, situation=Situation.UNAVAILABLE))),
    Case(name="a year without figure does not hide the one before", measure=COUNT, answers={"EMP-01": 10}, campaign=history(past(None, situation=Situation.UNAVAILABLE), past(100, 2014)), found=["C04 warning unit J1"]),
    Case(name="a past on another perimeter", measure=COUNT, answers={"EMP-01": 10}, campaign=history(past(perimeter=Perimeter.ZUS))),
    Case(name="a past of zero, now few", measure=COUNT, answers={"EMP-01": 3}, campaign=history(past(0))),
    Case(name="a past of zero, still a small count", measure=COUNT, answers={"EMP-01": 6}, campaign={**history(past(0)), "options": Options(rules=RuleSettings(small_count=7))}),
    Case(name="a past of zero, no small count any more", measure=COUNT, answers={"EMP-01": 7}, campaign={**history(past(0)), "options": Options(rules=RuleSettings(small_count=7))}, found=["C04 warning J1"]),
    Case(name="a past of zero, now many", measure=COUNT, answers={"EMP-01": 300}, campaign=history(past(0)), found=["C04 warning J1"]),
    Case(name="the territory changes too", measure=BOTH_SCALES, answers={"EMP-01": 100, "EMP-01 territory_value": 200}, campaign=history(past(territory_value=900)), found=["C04 warning M1"]),
    Case(name="a quartier changes", measure=BY_QUARTIER, answers={"EMP-01": 100, **FULL}, campaign=history(past(200, quartier="q3", geography="paris-2015")), found=["C04 warning E1"]),
    Case(name="a quartier of another geography", measure=BY_QUARTIER, answers={"EMP-01": 100, **FULL}, campaign=history(past(200, quartier="q3", geography="paris-2024"))),
    Case(name="nd beside a value", measure=COUNT, answers={"EMP-01": 12, "EMP-01 situation": Situation.UNAVAILABLE, "EMP-01 comment": "x"}, found=["C05 warning N1"]),
    Case(name="so beside a state", measure=MILESTONE, answers={"EMP-01": Progress.DONE, "EMP-01 situation": Situation.NOT_APPLICABLE, "EMP-01 comment": "x"}, found=["C05 warning N1"]),
    Case(name="definitive without value", measure=COUNT, answers={"EMP-01 situation": Situation.FINAL}, found=["C05 warning no_value J1"]),
    Case(name="provisional with value", measure=COUNT, answers={"EMP-01": 12, "EMP-01 situation": Situation.PROVISIONAL}),
    Case(name="the baseline's perimeter", measure=ON_ZUS, answers={"EMP-01": 12, "EMP-01 perimeter": Perimeter.ZUS}, found=["C06 warning as_baseline O1"]),
    Case(name="the perimeter asked for", measure=ON_ZUS, answers={"EMP-01": 12, "EMP-01 perimeter": Perimeter.QPV}, found=["C06 info as_asked O1"]),
    Case(name="a third perimeter", measure=ON_ZUS, answers={"EMP-01": 12, "EMP-01 perimeter": Perimeter.WHOLE}, found=["C06 warning O1"]),
    Case(name="a perimeter in words", measure=ON_ZUS, answers={"EMP-01": 12, "EMP-01 perimeter": "secteurs"}, found=["C06 warning O1"]),
    Case(name="another perimeter, a baseline without one", measure=COUNT, answers={"EMP-01": 12, "EMP-01 perimeter": Perimeter.WHOLE}, found=["C06 warning O1"]),
    Case(name="the map in force by its name", measure=COUNT, answers={"EMP-01": 12, "EMP-01 perimeter": Perimeter.QPV_2015}),
    Case(name="the other map", measure=COUNT, answers={"EMP-01": 12, "EMP-01 perimeter": Perimeter.QPV_2024}, found=["C06 warning O1"]),
    Case(name="as asked, a baseline on the other map", measure=replace(COUNT, baseline=Baseline(value=3, year=2014, perimeter=Perimeter.QPV_2024)), answers={"EMP-01": 12, "EMP-01 perimeter": Perimeter.QPV}, found=["C06 info as_asked O1"]),
    Case(name="two small counts are told together", measure=PERSONS, answers={"EMP-01": 100, **FULL, "EMP-01 q2": 10, "EMP-01 q3": 4}, found=["C08 warning several D1"]),
    Case(name="a waived quartier is not among them", measure=PERSONS, answers={"EMP-01": 100, **FULL, "EMP-01 q2": 10, "EMP-01 q3": 4}, campaign={"waivers": (waiver(code=Code.C08, quartier="q3"),)}, found=["C08 warning D1"]),
    Case(name="ten persons in a quartier", measure=PERSONS, answers={"EMP-01": 100, **FULL, "EMP-01 q2": 10}, found=["C08 warning D1"]),
    Case(name="eleven persons and nobody", measure=PERSONS, answers={"EMP-01": 100, **FULL, "EMP-01 q2": 11, "EMP-01 q1": 0}),
    Case(name="ten places are no persons", measure=BY_QUARTIER, answers={"EMP-01": 100, **FULL, "EMP-01 q2": 10}),
    Case(name="a milestone that goes back", measure=MILESTONE, answers={"EMP-01": Progress.NOT_STARTED}, campaign=history(past(None, text="fait")), found=["C09 warning milestone J1"]),
    Case(name="a milestone that goes back, explained", measure=MILESTONE, answers={"EMP-01": Progress.ONGOING, "EMP-01 comment": "refait"}, campaign=history(past(None, text="Fait")), found=["C09 info milestone J1"]),
    Case(name="a milestone of this very year is no former one", measure=MILESTONE, answers={"EMP-01": Progress.NOT_STARTED}, campaign=history(past(None, year=2016, text="fait"))),
    Case(name="a milestone that goes on", measure=MILESTONE, answers={"EMP-01": Progress.DONE}, campaign=history(past(None, text="en_cours"))),
    Case(name="a milestone of which nobody spoke last year", measure=MILESTONE, answers={"EMP-01": Progress.NOT_STARTED}, campaign=history(past(None, text="fait"), past(None, year=2016, situation=Situation.UNAVAILABLE)), found=["C09 warning milestone J1"]),
    Case(name="a cumulated value that falls", measure=CUMULATED, answers={"EMP-01": 40}, campaign=history(past()), found=["C09 warning J1"]),
    Case(name="a cumulated value that grows", measure=CUMULATED, answers={"EMP-01": 110}, campaign=history(past())),
    Case(name="no answer among others", measure=COUNT, answers={"EMP-02": 1}, found=["M01 warning J1"]),
    Case(name="a comment alone", measure=COUNT, answers={"EMP-01 comment": "voir pièce jointe"}, found=["M01 info comment_only J1"]),
    Case(name="a share of several without its numbers", measure=OVERALL, answers={"EMP-01": 0.3}, found=["M01 warning parts K1"], campaign=TOGETHER),
    Case(name="a share of several with its numbers", measure=OVERALL, answers={"EMP-01": 0.3, "EMP-01 numerator": 3, "EMP-01 denominator": 10}, campaign=TOGETHER),
    Case(name="a fraction without value", measure=SHARE, answers={"EMP-01 numerator": 8, "EMP-01 denominator": 15}, found=["M01 warning computable J1"]),
    Case(name="no figure for the territory", measure=BOTH_SCALES, answers={"EMP-01": 12}, found=["M01 warning territory M1"]),
    Case(name="no territory where nothing is available", measure=BOTH_SCALES, answers={"EMP-01 situation": Situation.UNAVAILABLE, "EMP-01 comment": "x"}),
    Case(name="two quartiers missing, told once", measure=BY_QUARTIER, answers={"EMP-01": 100, "EMP-01 q2": 12}, found=["M01 warning quartiers C1"]),
    Case(name="no quartier at all", measure=BY_QUARTIER, answers={"EMP-01": 100}, found=["M01 warning every_quartier C1"]),
    Case(name="a quartier's nd is an answer", measure=BY_QUARTIER, answers={"EMP-01": 100, **FULL, "EMP-01 q1": 1, "EMP-01 q2 situation": Situation.UNAVAILABLE}, found=["C05 warning D1"]),
    Case(name="a quartier waived", measure=BY_QUARTIER, answers={"EMP-01": 100, "EMP-01 q1": 1, "EMP-01 q2": 12}, campaign={"waivers": (waiver(measure="EMP-01", quartier="q3"),)}),
    Case(name="everything missing is told once", measure=BY_QUARTIER, answers={"EMP-02": 1}, found=["M01 warning J1"]),
    Case(name="the whole missing and a quartier", measure=BY_QUARTIER, answers={"EMP-01 q1": 1, "EMP-01 q2": 1}, found=["M01 warning J1", "M01 warning quartiers E1"]),
    Case(name="a measure waived", measure=COUNT, answers={"EMP-02": 1}, campaign={"waivers": (waiver(measure="EMP-01"),)}),
    Case(name="a waiver for somebody else", measure=COUNT, answers={"EMP-02": 1}, campaign={"waivers": (waiver(measure="EMP-01", respondent="SAN"),)}, found=["M01 warning J1"]),
    Case(name="a rule waived", measure=COUNT, answers={"EMP-01": 60}, campaign={**history(past()), "waivers": (waiver(measure="EMP-01", code=Code.C04),)}),
    Case(name="another rule waived", measure=COUNT, answers={"EMP-01": 60}, campaign={**history(past()), "waivers": (waiver(code=Code.C08),)}, found=["C04 warning J1"]),
    Case(name="nd unexplained", measure=COUNT, answers={"EMP-01 situation": Situation.UNAVAILABLE}, found=["M02 warning P1"]),
    Case(name="s unexplained", measure=COUNT, answers={"EMP-01 situation": Situation.SECRET}, found=["M02 warning P1"]),
    Case(name="so explained", measure=COUNT, answers={"EMP-01 situation": Situation.NOT_APPLICABLE, "EMP-01 comment": "supprimé"}),
    Case(name="nothing filled in", measure=COUNT, answers={}, found=["M03 warning None"]),
    Case(name="a refusal of the measure", measure=COUNT, answers={"EMP-01 comment": "Refus de répondre."}, found=["M01 info refused P1"]),
    Case(name="a refusal of all", measure=COUNT, answers={"EMP-01 comment": "Nous refusons de répondre à cette enquête."}, found=["M03 warning refused_all P1"]),
    Case(name="nothing to report", measure=BOTH_SCALES, answers={"EMP-01 comment": "État néant."}, found=["M03 warning nil P1"]),
    Case(name="zero is an answer", measure=COUNT, answers={"EMP-01": 0}),
)  # fmt: skip


def told(found: Finding) -> str:
    return " ".join(part for part in (found.code, found.severity, found.case, str(found.place.cell)) if part)


def said(findings: tuple[Finding, ...]) -> list[str]:
    for found in findings:
        for language in LANGUAGES:
            words_of = sentence(found, language, Names())
            assert "None" not in words_of.message + words_of.hint
            assert "{" not in words_of.message + words_of.hint
    return [told(found) for found in findings]


def test_ratios_of_one_sentence_are_written_alike() -> None:
    started = replace(RATIO, baseline=Baseline(value=0.02, year=2015, perimeter=Perimeter.QPV))
    here = context(started)
    (found,) = (one for one in check(answered({"EMP-01": 0.05}), here) if one.code is Code.C04)
    said = sentence(found, "fr", Names())
    assert "de 1 pour 50 au départ (2015) à 1 pour 20" in said.message


def run(case: Case) -> tuple[Finding, ...]:
    here = context(*case.measures, **case.campaign)
    answers = answered(case.answers)
    return settle(check(answers, here), here)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_rule_tells_what_it_protects_from_and_nothing_else(case: Case) -> None:
    assert said(run(case)) == case.found


def test_every_sentence_of_the_rules_is_said_by_a_case_above() -> None:
    spoken = {tuple(one.split()[:1] + one.split()[2:-1]) for case in CASES for one in case.found}
    written = {
        key
        for code, tree in words("fr")["findings"].items()
        if code[0] in "CM" and code != Code.C07
        for key in ((code,), *((code, case) for case in tree.get("cases", {})))
    }
    assert written - SAID_BY_TASKS == spoken
    assert {key[0] for key in spoken} == {rule.code for rule in RULES}


def test_each_rule_yields_its_own_code_and_each_code_has_its_rule() -> None:
    assert [rule.code for rule in RULES] == [code for code in Code if code.value[0] in "CM" and code is not Code.C07]
    for case in CASES:
        here, answers = context(*case.measures, **case.campaign), answered(case.answers)
        for rule in RULES:
            assert {found.code for found in rule.check(answers, here)} <= {rule.code}


def test_rules_over_merged_answers_need_no_cells() -> None:
    here = context(BY_QUARTIER)
    merged = type(here)(campaign=here.campaign, respondent=here.respondent)
    answers = answered({"EMP-01": 100, "EMP-01 q2": 12})
    found = check(answers, merged)
    assert [(one.code, one.facts["quartiers"]) for one in found] == [(Code.M01, ("Quartier 1", "Quartier 3"))]
    assert settle(found, merged) == found


@pytest.mark.parametrize("code", [Code.S04, Code.S07, Code.S09, Code.V01])
def test_a_result_that_was_not_taken_is_not_said_to_be_missing_across_returns(code: Code) -> None:
    """Over merged answers the rules know no cell: the measure tells what a finding of reading is about."""
    here = context(COUNT)
    merged = type(here)(campaign=here.campaign, respondent=here.respondent)
    read = reading(code, "EMP-01", severity=Severity.ERROR, field=Field.VALUE.value)
    found = check(answered({"EMP-01 situation": Situation.FINAL}), merged)
    assert [one.code for one in found] == [Code.C05]
    assert settle((read, *found), merged) == (read,)


def test_a_row_that_was_deleted_is_not_also_missing() -> None:
    here = context(COUNT, measure("EMP-02"))
    kept = {question: place for question, place in here.places.items() if question.measure != "EMP-01"}
    partial = type(here)(campaign=here.campaign, respondent=here.respondent, places=kept)
    assert said(check(answered({"EMP-02": 1}), partial)) == []


def reading(code: Code, key: str, *, case: str = "", severity: Severity | None = None, **facts: Any) -> Finding:
    """A finding that reading made on the cell of « EMP-01 numerator »."""
    question = next(iter(answered({key: 0})))
    return finding(
        code,
        place=place_of(question),
        case=case,
        severity=severity,
        measure=question.measure,
        quartier=question.quartier or None,
        **facts,
    )


@pytest.mark.parametrize(
    ("asked", "answers", "before", "after"),
    [
        pytest.param(
            COUNT, {"EMP-02": 1}, [reading(Code.V01, "EMP-01")], ["V01 error J1"], id="refused is not missing as well"
        ),
        pytest.param(
            COUNT,
            {"EMP-01 situation": Situation.FINAL},
            [reading(Code.V02, "EMP-01")],
            ["V02 error J1"],
            id="refused is not contradicted as well",
        ),
        pytest.param(
            COUNT,
            {"EMP-01 situation": Situation.FINAL},
            [reading(Code.S04, "EMP-01 numerator")],
            ["S04 error K1"],
            id="a row present twice is not without result as well",
        ),
        pytest.param(
            COUNT, {}, [reading(Code.V01, "EMP-01")], ["V01 error J1"], id="a workbook of refused cells is not blank"
        ),
        pytest.param(
            COUNT,
            {},
            [reading(Code.V12, "EMP-01")],
            ["V12 warning J1", "M01 warning J1"],
            id="a workbook with a note is not blank",
        ),
        pytest.param(
            COUNT,
            {"EMP-02": 1},
            [reading(Code.V06, "EMP-01 situation")],
            ["V06 error N1"],
            id="a situation out of the list is not missing",
        ),
        pytest.param(
            BOTH_SCALES,
            {"EMP-01": 12},
            [reading(Code.V04, "EMP-01 territory_value", case="absent")],
            ["V04 info absent M1"],
            id="nd for the territory is an answer",
        ),
        pytest.param(
            BY_QUARTIER,
            {"EMP-01": 100, "EMP-01 q3": 5},
            [reading(Code.V01, "EMP-01 q1")],
            ["V01 error C1", "M01 warning quartiers D1"],
            id="a refused quartier leaves the list of missing ones",
        ),
        pytest.param(
            BY_QUARTIER,
            {"EMP-01": 100, "EMP-01 q3": 5, "EMP-01 q2": 5},
            [reading(Code.V01, "EMP-01 q1")],
            ["V01 error C1"],
            id="a list of missing quartiers may become empty",
        ),
        pytest.param(
            COUNT,
            {"EMP-01": 12},
            [reading(Code.V04, "EMP-01"), reading(Code.V10, "EMP-01")],
            ["V10 warning J1"],
            id="an approximation says more than a conversion",
        ),
        pytest.param(
            COUNT,
            {"EMP-01": 12},
            [reading(Code.V13, "EMP-01"), reading(Code.V13, "EMP-01")],
            ["V13 info J1"],
            id="the same thing is said once",
        ),
    ],
)
def test_settling(asked: Measure, answers: dict[str, Any], before: list[Finding], after: list[str]) -> None:
    here, given = context(asked), answered(answers)
    settled = settle((*before, *check(given, here)), here)
    assert [told(found) for found in settled] == after
    assert settle(settled, here) == settled


def test_a_shortened_list_names_those_that_remain() -> None:
    here, given = context(BY_QUARTIER), answered({"EMP-01": 100})
    settled = settle((reading(Code.V01, "EMP-01 q1"), *check(given, here)), here)
    assert (settled[-1].case, settled[-1].facts["quartiers"]) == ("quartiers", ("Quartier 2", "Quartier 3"))


def test_findings_on_the_file_are_kept_apart() -> None:
    both = (finding(Code.S01, sheet="Indicateurs"), finding(Code.S01, sheet="Par quartier"))
    assert settle((*both, both[0])) == both


def test_question_is_where_the_sample_says() -> None:
    assert place_of(Question(measure="EMP-02", field=Field.COMMENT)).cell == "P2"
