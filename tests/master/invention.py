"""Invents answers to a campaign, the same for the same seed: respondents who answer all, some, wrongly, or not at all."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from qpv_xlsx.campaigns.documents import campaign_from_json
from qpv_xlsx.campaigns.geographies import load_geography
from qpv_xlsx.campaigns.resources import resource
from qpv_xlsx.domain.contract.campaign import Campaign, PastResult, Respondent, measures_of, territory_of
from qpv_xlsx.domain.contract.catalogue import known, with_measures
from qpv_xlsx.domain.contract.geography import Quartier, Territory
from qpv_xlsx.domain.contract.measures import Kind, Measure, Perimeter, Progress
from qpv_xlsx.domain.contract.questions import Field, Question, Situation, Value
from qpv_xlsx.domain.contract.targets import AtLeast
from qpv_xlsx.domain.findings import Code, Finding, Place, finding
from qpv_xlsx.domain.merging.ledger import Account, Decision, Entry, Held, Ledger, Received, Refusal, Resolution
from qpv_xlsx.domain.returned.answers import Answer, Origin, Outcome, Submission
from qpv_xlsx.tasks.init import asked_where_it_is

CREATED = datetime(2018, 3, 1, 9, 0, tzinfo=UTC)
NASTY = ("=1+1", "@SUM(A1)", "http://exemple.fr", "+33 1 23", "-rien", "0123", "{=A1}", "a\r\nb", "Ça va « bien » ?")
_SENT = date(2018, 1, 8)
_REFUSAL = Refusal(measure="", reason="=données internes", said=CREATED, author="Mme A")


def template(name: str = "paris-2015-2020.json") -> Campaign:
    """A campaign as shipped."""
    import json

    return campaign_from_json(json.loads(resource(name).read_text("utf-8")))


def invented_campaign(seed: int = 1, *, year: int = 2017, territories: int = 1) -> Campaign:
    """The Paris template in *year*, with past results; copied to several territories where asked."""
    chance = random.Random(seed)
    campaign = replace(_with_quartiers(template()), year=year, deadline=date(year + 1, 2, 15))
    if territories > 1:
        campaign = _copied(campaign, territories)
    past = tuple(_history(campaign, chance))
    return replace(campaign, history=past)


def _with_quartiers(campaign: Campaign) -> Campaign:
    quartiers = load_geography("paris-2024").quartiers
    return replace(campaign, territories=(replace(campaign.territories[0], quartiers=quartiers),))


def of_large_amounts(campaign: Campaign) -> Campaign:
    """*campaign*, whose counts are amounts of twelve digits, and whose first quartiers have names of long words."""

    def made_amount(measure: Measure) -> Measure:
        if measure.kind is not Kind.COUNT:
            return measure
        start = replace(measure.baseline, value=412_345_678_901.25)
        return replace(measure, kind=Kind.AMOUNT, unit="€", baseline=start, target=AtLeast(value=987_654_321_098.75))

    catalogue = with_measures(campaign.catalogue, made_amount)
    amounts = {one.code for one in catalogue.measures if one.kind is Kind.AMOUNT}
    history = tuple(
        replace(one, value=321_098_765_432.1) if one.measure in amounts and one.value is not None else one
        for one in campaign.history
    )
    territories = tuple(replace(one, quartiers=_long_named(one.quartiers)) for one in campaign.territories)
    return replace(campaign, catalogue=catalogue, history=history, territories=territories)


def _long_named(quartiers: Sequence[Quartier]) -> tuple[Quartier, ...]:
    names = ("Électriciens/Radiotélégraphistes", "Les Grands-Ensembles-de-Sainte-Marguerite-Prolongée")
    return tuple(replace(one, name=names[rank]) if rank < len(names) else one for rank, one in enumerate(quartiers))


def _copied(campaign: Campaign, count: int) -> Campaign:
    territories = tuple(
        Territory(
            code=f"T{number:03}",
            name=f"Territoire n° {number}",
            geography="inventée",
            quartiers=tuple(
                Quartier(id=f"t{number}-q{rank}", name=f"Quartier {rank} du territoire {number}")
                for rank in range(1, 14)
            ),
        )
        for number in range(1, count + 1)
    )
    respondents = tuple(
        replace(respondent, code=f"{respondent.code}-{territory.code}", territory=territory.code)
        for territory in territories
        for respondent in campaign.respondents
    )
    catalogue = asked_where_it_is(campaign.catalogue, territories)
    return replace(campaign, catalogue=catalogue, territories=territories, respondents=respondents)


def _history(campaign: Campaign, chance: random.Random) -> Iterator[PastResult]:
    for territory in campaign.territories:
        for measure in campaign.catalogue.measures:
            for year in range(known(campaign.catalogue.start), campaign.year):
                if measure.kind.is_number and chance.random() < 0.7:
                    value = _figure(measure, chance)
                    yield PastResult(
                        year=year, territory=territory.code, measure=measure.code, value=value, perimeter=Perimeter.QPV
                    )


def invented_ledger(campaign: Campaign, seed: int = 1, *, quartiers: bool = True) -> Ledger:
    """One account per respondent."""
    chance = random.Random(seed)
    accounts = {
        respondent.code: _account(campaign, respondent, chance, rank, quartiers=quartiers)
        for rank, respondent in enumerate(campaign.respondents)
    }
    question = Question(measure=next(campaign.catalogue.measures).code)
    decision = Decision(
        respondent=campaign.respondents[0].code,
        question=question,
        verdict=Resolution.ACCEPT,
        reason="=confirmé par téléphone",
        decided=CREATED,
        code="C04",
    )
    return Ledger(accounts=accounts, decisions=(decision,))


def _account(
    campaign: Campaign, respondent: Respondent, chance: random.Random, rank: int, *, quartiers: bool
) -> Account:
    if rank % 18 == 15:
        return Account(respondent=respondent.code, sent=_SENT, too_late=(_too_late(respondent),))
    if rank % 18 == 13:
        refusals = _refusals(campaign, respondent, {})
        return Account(respondent=respondent.code, sent=_SENT, refusals=refusals, refusal=_REFUSAL)
    if rank % 9 == 6:
        return Account(respondent=respondent.code, sent=_SENT, reminded=_SENT + timedelta(30))
    answers = dict(_answers(campaign, respondent, chance, quartiers=quartiers))
    if rank % 9 == 8:
        answers = {}
    findings = tuple(_findings(answers, chance))
    name = f"collecte {respondent.code} (2) FINAL.xlsx"
    sha256 = f"{chance.getrandbits(256):064x}"
    origin = Origin(name=name, sha256=sha256, format="xlsx", application="LibreOffice 7.4", version="1")
    submission = Submission(origin=origin, outcome=Outcome.ACCEPTED, answers=answers, findings=findings)
    moment = datetime(2018, 2, 1, 8, tzinfo=UTC) + timedelta(hours=rank * 7 % 300)
    received = Received(sequence=rank + 1, submission=submission, received=moment, sender="agent@example.org")
    return Account(
        respondent=respondent.code,
        returns=(received,),
        entries={question: Entry(answer=answer, source=received) for question, answer in answers.items()},
        findings=tuple(Held(found=found, respondent=respondent.code, source=received) for found in findings),
        sent=_SENT,
        has_nothing_to_report=rank % 9 == 8,
        refusals=_refusals(campaign, respondent, answers) if rank % 9 == 4 else {},
    )


def _refusals(campaign: Campaign, respondent: Respondent, answers: Mapping[Question, Answer]) -> dict[str, Refusal]:
    """Measures that nothing answers, refused."""
    answered = {question.measure for question in answers}
    return {one.code: _REFUSAL for one in measures_of(campaign, respondent) if one.code not in answered}


def _too_late(respondent: Respondent) -> Received:
    origin = Origin(name=f"tardif {respondent.code}.xlsx", sha256=f"{respondent.code:0<64}", format="xlsx")
    submission = Submission(origin=origin, outcome=Outcome.ACCEPTED, answers={}, findings=())
    return Received(sequence=900, submission=submission, received=datetime(2018, 4, 1, 8, tzinfo=UTC))


def _answers(
    campaign: Campaign, respondent: Respondent, chance: random.Random, *, quartiers: bool
) -> Iterator[tuple[Question, Answer]]:
    for row, measure in enumerate(measures_of(campaign, respondent), start=6):
        for question, value in _of_measure(measure, chance):
            yield _answer(question, value, "Indicateurs", f"J{row}")
        if measure.by_quartier and quartiers:
            for quartier in territory_of(campaign, respondent).quartiers:
                if chance.random() < 0.9:
                    question = Question(measure=measure.code, quartier=quartier.id)
                    yield _answer(question, _part(_value(measure, chance)), "Par quartier", f"C{row}")


def _answer(question: Question, value: Value, sheet: str, cell: str) -> tuple[Question, Answer]:
    return question, Answer(question=question, value=value, raw=str(value), place=Place(sheet=sheet, cell=cell))


def _of_measure(measure: Measure, chance: random.Random) -> Iterator[tuple[Question, Value]]:
    luck = chance.random()
    if luck < 0.08:
        return
    if luck < 0.2:
        absent = chance.choice((Situation.UNAVAILABLE, Situation.NOT_APPLICABLE, Situation.SECRET))
        yield Question(measure=measure.code, field=Field.SITUATION), absent
        yield Question(measure=measure.code, field=Field.COMMENT), "Dispositif supprimé depuis 2016."
        return
    yield Question(measure=measure.code), _value(measure, chance)
    if chance.random() < 0.5:
        said = chance.choice((Situation.FINAL, Situation.PROVISIONAL, Situation.ESTIMATED))
        yield Question(measure=measure.code, field=Field.SITUATION), said
    if chance.random() < 0.6:
        baseline = measure.baseline.perimeter or measure.perimeter
        yield Question(measure=measure.code, field=Field.PERIMETER), chance.choice((baseline, measure.perimeter))
    if measure.asks_territory:
        yield Question(measure=measure.code, field=Field.TERRITORY_VALUE), _value(measure, chance)
    if chance.random() < 0.3:
        yield Question(measure=measure.code, field=Field.COMMENT), chance.choice(NASTY)
        yield Question(measure=measure.code, field=Field.SOURCE), "Extraction du 12 janvier, fichier interne"


def _value(measure: Measure, chance: random.Random) -> Value:
    match measure.kind:
        case Kind.MILESTONE:
            return chance.choice(tuple(Progress))
        case Kind.TEXT:
            return chance.choice(
                ("Convention signée", "Action engagée avec les partenaires locaux, à poursuivre.", *NASTY)
            )
        case _:
            return _figure(measure, chance)


def _part(value: Value) -> Value:
    """What one quartier may have of a count."""
    return round(value / 15) if isinstance(value, int) else value


def _figure(measure: Measure, chance: random.Random) -> float:
    start = measure.baseline.value
    drift = chance.gauss(1.06, 0.22)
    match measure.kind:
        case Kind.SHARE:
            base = 0.3 if start is None else start
            return round(min(1.0, max(0.0, base * drift)), 4)
        case Kind.COUNT:
            return round(max(0.0, (40 if start is None else start) * drift))
        case _:
            return round((0.1 if start is None else start) * drift, 4)


def _findings(answers: dict[Question, Answer], chance: random.Random) -> Iterator[Finding]:
    for question, answer in answers.items():
        if question.field is not Field.VALUE or question.quartier or chance.random() > 0.15:
            continue
        kind = chance.choice((Code.V01, Code.V04, Code.M01))
        match kind:
            case Code.V01:
                yield finding(kind, place=answer.place, measure=question.measure, read="beaucoup", example="12")
            case Code.V04:
                yield finding(kind, place=answer.place, measure=question.measure, read="1 234", reading="1 234")
            case _:
                yield finding(kind, place=answer.place, measure=question.measure)
