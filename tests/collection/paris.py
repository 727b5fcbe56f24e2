"""The Paris campaign with its quartiers, and a small one with a measure of every kind."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from qpv_xlsx.campaigns.documents import campaign_from_json
from qpv_xlsx.domain.contract.asked import asked_fields, asked_quartiers
from qpv_xlsx.domain.contract.campaign import (
    Campaign,
    Contact,
    PastResult,
    Respondent,
    Waiver,
    measures_of,
    territory_of,
)
from qpv_xlsx.domain.contract.catalogue import Catalogue, Convention, Indicator, Term
from qpv_xlsx.domain.contract.geography import Quartier, Territory
from qpv_xlsx.domain.contract.measures import Direction, Kind, Measure, Perimeter, Progress
from qpv_xlsx.domain.contract.questions import Field, Question, Situation, Value
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.workbook.collection import write_collection

CREATED = datetime(2016, 1, 15, 9, 0, tzinfo=UTC)
TEMPLATES = Path(__file__).parents[2] / "templates"


@cache
def paris() -> Campaign:
    """The built-in template on the geography of 2015."""
    document = json.loads((TEMPLATES / "paris-2015-2020.json").read_text("utf-8"))
    geography = json.loads((TEMPLATES / "geographies" / "paris-2015.json").read_text("utf-8"))
    document["territories"][0]["quartiers"] = geography["quartiers"]
    document["deadline"] = "2016-03-31"
    return campaign_from_json(document)


def codes() -> tuple[str, ...]:
    """The nine respondents."""
    return tuple(respondent.code for respondent in paris().respondents)


def written(
    campaign: Campaign, respondent: Respondent, answers: Mapping[Question, Value] | None = None, language: str = "fr"
) -> bytes:
    """The workbook of one respondent."""
    reference = Reference(campaign=campaign.code, respondent=respondent.code, version=1)
    return write_collection(campaign, respondent, reference, language=language, answers=answers or {}, created=CREATED)


@cache
def small() -> Campaign:
    """One measure of every kind, broken down by two quartiers; a past result, a waiver, a repeated objective."""
    measures = tuple(
        Measure(
            code=f"EMP-{number:02}",
            label=f"Mesure {kind}",
            kind=kind,
            unit="%" if kind is Kind.SHARE else "",
            direction=Direction.UP,
            asks_territory=kind is Kind.SHARE,
            by_quartier=True,
            notes=("Le tableau officiel dit autre chose.",) if kind is Kind.SHARE else (),
        )
        for number, kind in enumerate((*Kind, Kind.COUNT), 1)
    )
    indicators = tuple(
        Indicator(
            code=measure.code,
            strategic_objective="Mobiliser le droit commun",
            operational_objective="Augmenter la part des habitants des QPV et des ZUS",
            national_target="30 %",
            wording=f"Indicateur {measure.code}",
            baseline_text="17,3 %",
            local_target="18 %",
            measures=(measure,),
        )
        for measure in measures
    )
    quartiers = (Quartier(id="goutte", name="Goutte d’Or"), Quartier(id="blemont", name="Blémont", official_code="QP1"))
    return Campaign(
        code="essai-2016",
        title="Contrat de ville & essai",
        year=2016,
        catalogue=Catalogue(
            title="Essai",
            baseline_year=2014,
            start=2015,
            end=2020,
            conventions=(Convention(code="EMP", name="Emploi", indicators=indicators),),
            glossary=(
                Term(term="QPV", expansion="quartier prioritaire"),
                Term(term="ZUS", expansion="zone urbaine sensible"),
                Term(term="TIG", expansion="travail d’intérêt général"),
            ),
        ),
        territories=(Territory(code="75", name="Paris", geography="paris-2015", quartiers=quartiers),),
        respondents=(Respondent(code="EMP", name="DIRECCTE", territory="75", conventions=("EMP",)),),
        coordinator=Contact(name="Mission ville", email="ville@example.org"),
        waivers=(Waiver(reason="Dispositif supprimé", decided_on=date(2016, 1, 1), measure="EMP-08"),),
        history=(PastResult(year=2015, territory="75", measure="EMP-01", value=0.18, perimeter=Perimeter.QPV_QVA),),
    )


@cache
def with_past_by_quartier() -> Campaign:
    """The small campaign, with a figure of last year for one quartier."""
    past = PastResult(year=2015, territory="75", measure="EMP-03", quartier="goutte", value=12)
    return replace(small(), history=(*small().history, past))


def answers_of(campaign: Campaign, respondent: Respondent) -> dict[Question, Value]:
    """Answers of every sort, right and wrong, turning with the measure's number."""
    return dict(_answers(campaign, respondent))


def _answers(campaign: Campaign, respondent: Respondent) -> Iterator[tuple[Question, Value]]:
    territory = territory_of(campaign, respondent)
    for number, measure in enumerate(measures_of(campaign, respondent)):
        for field, value in _variant(measure, number).items():
            if field in asked_fields(campaign, measure):
                yield Question(measure=measure.code, field=field), value
        if number % 3:
            for rank, quartier in enumerate(asked_quartiers(measure, territory)[: 2 + number % 5]):
                yield Question(measure=measure.code, quartier=quartier.id), _value(measure, rank)


def _value(measure: Measure, number: int) -> Value:
    match measure.kind:
        case Kind.SHARE | Kind.GAP:
            return 0.1 + number / 100
        case Kind.COUNT:
            return 7 * number
        case Kind.AMOUNT | Kind.RATIO | Kind.QUANTITY:
            return 1250.5 + number / 3
        case Kind.MILESTONE:
            return tuple(Progress)[number % 3]
        case Kind.TEXT:
            return f"Réunion n° {number}\ntenue à Paris"


def _variant(measure: Measure, number: int) -> dict[Field, Value]:
    good = _value(measure, number)
    variants: tuple[dict[Field, Value], ...] = (
        {},
        {Field.VALUE: good, Field.SITUATION: Situation.FINAL, Field.TERRITORY_VALUE: good},
        {Field.SITUATION: Situation.UNAVAILABLE},
        {Field.SITUATION: Situation.NOT_APPLICABLE, Field.COMMENT: "Dispositif supprimé en 2015"},
        {Field.VALUE: good, Field.SITUATION: Situation.SECRET},
        {Field.VALUE: "env. 20", Field.COMMENT: "à préciser"},
        {Field.VALUE: -1, Field.SOURCE: "fichier FOA"},
        {Field.VALUE: good, Field.NUMERATOR: 12, Field.DENOMINATOR: 10},
        {Field.VALUE: good, Field.NUMERATOR: 1, Field.DENOMINATOR: 4},
        {Field.VALUE: good, Field.NUMERATOR: 3},
        {Field.VALUE: good, Field.PERIMETER: Perimeter.OTHER},
        {Field.VALUE: 10**9},
        {Field.VALUE: 2.5},
        {Field.VALUE: good, Field.NUMERATOR: 0, Field.DENOMINATOR: 0, Field.TERRITORY_VALUE: good},
    )
    return variants[number % len(variants)]
