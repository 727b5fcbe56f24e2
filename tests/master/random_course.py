"""A campaign of one respondent whose measures and answers are drawn at random, round figures and bounds among them."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime

from qpv_xlsx.domain.contract.campaign import Campaign, Choice, Contact, Respondent, Waiver
from qpv_xlsx.domain.contract.catalogue import Catalogue, Convention, Indicator
from qpv_xlsx.domain.contract.geography import Quartier, Territory
from qpv_xlsx.domain.contract.measures import Baseline, Direction, Kind, Measure, Nature, Perimeter, Progress
from qpv_xlsx.domain.contract.options import Options, Thresholds
from qpv_xlsx.domain.contract.questions import Field, Question, Situation, Value
from qpv_xlsx.domain.contract.targets import (
    Above,
    AtLeast,
    AtMost,
    Below,
    ChangeBy,
    Done,
    Maintain,
    MultiplyBy,
    PerYear,
    Qualitative,
    ReduceGapBy,
    Target,
    Undefined,
    YearlyIncrease,
)
from qpv_xlsx.domain.findings import Code, Finding, Place, finding
from qpv_xlsx.domain.merging.ledger import Account, Entry, Held, Ledger, Received
from qpv_xlsx.domain.returned.answers import Answer, Origin, Outcome, Submission

_ROUND = (-20.0, -1.0, 0.0, 0.3, 1.0, 10.0, 95.0, 100.0, 105.0, 110.0, 120.0, 200.0)
_QUARTIERS = (Quartier(id="q1", name="Un"), Quartier(id="q2", name="Deux"))


def random_campaign(seed: int, count: int = 400) -> tuple[Campaign, Ledger]:
    """A campaign of *count* measures and its ledger."""
    chance = random.Random(seed)
    measures = tuple(_measure(chance, number) for number in range(count))
    indicators = tuple(_indicators(measures, chance))
    choices = tuple(
        Choice(measure=measure.code, question=f"Question {number} ?", decision=chance.choice(("", "", "Oui.")))
        for number, measure in enumerate(measures)
        if chance.random() < 0.2
    )
    waivers = tuple(
        Waiver(reason="motif", decided_on=date(2017, 1, 1), measure=measure.code)
        for measure in measures
        if chance.random() < 0.05
    )
    campaign = Campaign(
        code="hasard",
        title="Hasard",
        year=chance.randint(2013, 2025),
        catalogue=Catalogue(
            title="",
            baseline_year=2014,
            start=2015,
            end=2020,
            conventions=(Convention(code="A", name="Hasard", indicators=indicators),),
        ),
        territories=(
            Territory(code="T", name="Territoire", geography=chance.choice(("", "2015", "2024")), quartiers=_QUARTIERS),
        ),
        respondents=(Respondent(code="R", name="R", territory="T", conventions=("A",)),),
        coordinator=Contact(name="C", email="c@example.org"),
        choices=choices,
        waivers=waivers,
        options=Options(thresholds=chance.choice((Thresholds(), Thresholds(on_track=0.8, watch=0.5, late=0.1)))),
    )
    return campaign, Ledger(accounts={"R": _account(measures, chance)})


def _indicators(measures: tuple[Measure, ...], chance: random.Random) -> Iterator[Indicator]:
    """Indicators of one to six measures each."""
    texts = ("strategic_objective", "operational_objective", "national_target", "wording", "baseline_text")
    left = list(measures)
    while left:
        size = chance.choice((1, 1, 2, 3, 6))
        own, left = left[:size], left[size:]
        code = own[0].code if len(own) == 1 else f"I-{own[0].code}"
        yield Indicator(code=code, local_target="", measures=tuple(own), **dict.fromkeys(texts, "Texte"))


def _figure(chance: random.Random) -> float:
    return chance.choice((*_ROUND, round(chance.uniform(-50, 300), 2), chance.uniform(0, 2)))


def _measure(chance: random.Random, number: int) -> Measure:
    target = _target(chance)
    is_milestone = isinstance(target, Done) and chance.random() < 0.9
    kinds = (Kind.RATIO, Kind.RATIO, Kind.RATIO, Kind.COUNT, Kind.TEXT)
    return Measure(
        code=f"A-{number:03}",
        label=f"Mesure {number}",
        kind=Kind.MILESTONE if is_milestone else chance.choice(kinds),
        unit="unités",
        direction=chance.choice(tuple(Direction)),
        baseline=Baseline(
            value=None if chance.random() < 0.2 else _figure(chance),
            year=chance.choice((None, 2013, 2014, 2016)),
            perimeter=chance.choice((None, Perimeter.QPV, Perimeter.QPV, Perimeter.QPV_2024, Perimeter.ZUS)),
            precision=chance.choice((None, 0.01, 1.0, 10.0)),
        ),
        nature=chance.choice((Nature.FLOW, Nature.STOCK, Nature.CUMULATED)),
        target=target,
        by_quartier=chance.random() < 0.3,
        asks_territory=chance.random() < 0.3,
        is_confirmed=chance.random() < 0.95,
    )


def _target(chance: random.Random) -> Target:
    year = chance.choice((None, None, 2014, 2015, 2018))
    rate = chance.choice((-0.2, 0.0, 0.05, 0.1, 0.5))
    return chance.choice(
        (
            AtLeast(value=_figure(chance), year=year),
            AtMost(value=_figure(chance), year=year),
            Above(value=_figure(chance), year=year),
            Below(value=_figure(chance), year=year),
            ChangeBy(amount=rate, year=year),
            ChangeBy(amount=rate * 10, is_absolute=True, year=year),
            MultiplyBy(factor=chance.choice((0.5, 1.0, 2.0)), year=year),
            ReduceGapBy(fraction=0.5, year=year),
            Maintain(year=year),
            Maintain(year=year),
            PerYear(value=chance.choice((0.0, 2.0, 20.0)), year=year),
            YearlyIncrease(rate=rate, in_points=chance.random() < 0.5, year=year),
            Done(year=year),
            Qualitative(),
            Undefined(),
        )
    )


def _account(measures: tuple[Measure, ...], chance: random.Random) -> Account:
    answers: dict[Question, Value] = {}
    findings: list[Finding] = []
    for measure in measures:
        answers.update(_answers(measure, chance))
        if chance.random() < 0.1:
            findings.append(
                finding(chance.choice((Code.M01, Code.V02)), measure=measure.code, bounds="0 à 1", read="9")
            )
    origin = Origin(name="r.xlsx", sha256="0" * 64, format="xlsx")
    received = Received(
        sequence=1,
        submission=Submission(origin=origin, outcome=Outcome.ACCEPTED),
        received=datetime(2018, 1, 1, tzinfo=UTC),
    )
    return Account(
        respondent="R",
        returns=(received,),
        entries={question: _entry(question, value, received) for question, value in answers.items()},
        findings=tuple(Held(found=found, respondent="R", source=received) for found in findings),
        has_nothing_to_report=chance.random() < 0.3,
    )


def _entry(question: Question, value: Value, received: Received) -> Entry:
    answer = Answer(question=question, value=value, raw=str(value), place=Place(sheet="Indicateurs", cell="J6"))
    return Entry(answer=answer, source=received)


def _answers(measure: Measure, chance: random.Random) -> dict[Question, Value]:
    def asked(field: Field) -> Question:
        return Question(measure=measure.code, field=field)

    found: dict[Question, Value] = {}
    if chance.random() < 0.85:
        found[asked(Field.VALUE)] = _value(measure, chance)
    if chance.random() < 0.4:
        found[asked(Field.SITUATION)] = chance.choice(tuple(Situation))
    if chance.random() < 0.4:
        found[asked(Field.PERIMETER)] = chance.choice((Perimeter.QPV, Perimeter.QPV_2015, Perimeter.ZUS))
    if measure.asks_territory:
        found[asked(Field.TERRITORY_VALUE)] = _figure(chance)
    if measure.by_quartier:
        for quartier in _QUARTIERS:
            found[Question(measure=measure.code, quartier=quartier.id)] = _value(measure, chance)
    return found


def _value(measure: Measure, chance: random.Random) -> Value:
    match measure.kind:
        case Kind.MILESTONE:
            return chance.choice(tuple(Progress))
        case Kind.TEXT:
            return chance.choice(("=1+1", "oui"))
        case _:
            start = measure.baseline.value or 100.0
            return chance.choice((_figure(chance), start, start * 1.05, start * 0.95, start * 1.1, start * 1.2))
