"""A small campaign to try rules on."""

from collections.abc import Mapping
from typing import Any

from qpv_xlsx.domain.contract.campaign import Campaign, Contact, Respondent
from qpv_xlsx.domain.contract.catalogue import Catalogue, Convention, Indicator
from qpv_xlsx.domain.contract.geography import Quartier, Territory
from qpv_xlsx.domain.contract.measures import Direction, Kind, Measure
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.findings import Place
from qpv_xlsx.domain.returned.answers import Answer
from qpv_xlsx.domain.returned.rules import Context

_LATER = (Field.WOMEN, Field.OBSERVED_ON, Field.METHOD)
_COLUMNS = dict(zip((*(field for field in Field if field not in _LATER), *_LATER), "JKLMNOPQRST", strict=True))
QUARTIERS = tuple(Quartier(id=f"q{number}", name=f"Quartier {number}") for number in (1, 2, 3))


def measure(code: str = "EMP-01", kind: Kind = Kind.COUNT, **more: Any) -> Measure:
    told: dict[str, Any] = {"label": "mesure", "unit": "places", "direction": Direction.UP, **more}
    return Measure(code=code, kind=kind, **told)


def context(*measures: Measure, neighbours: tuple[Respondent, ...] = (), **campaign: Any) -> Context:
    """One respondent that is asked *measures*, each with its cells. *neighbours*: who else is asked them."""
    indicators = tuple(_indicator(asked) for asked in measures)
    respondent = Respondent(code="EMP", name="DIRECCTE", territory="paris", conventions=("EMP",))
    whole = Campaign(
        code="paris-2016",
        title="Paris",
        year=2016,
        catalogue=Catalogue(
            title="Paris",
            baseline_year=2014,
            start=2015,
            end=2020,
            conventions=(Convention(code="EMP", name="Emploi", indicators=indicators),),
        ),
        territories=(Territory(code="paris", name="Paris", geography="paris-2015", quartiers=QUARTIERS),),
        respondents=(respondent, *neighbours),
        coordinator=Contact(name="Ville", email="ville@example.org"),
        **campaign,
    )
    places = {question: place_of(question) for asked in measures for question in _questions(asked)}
    return Context(campaign=whole, respondent=respondent, places=places)


def place_of(question: Question) -> Place:
    """« EMP-01 » stands on row 1, « EMP-02 » on row 2; quartiers on their own sheet."""
    row = int(question.measure[-2:])
    if question.quartier:
        return Place(sheet="Par quartier", cell=f"{'CDE'[int(question.quartier[1:]) - 1]}{row}")
    return Place(sheet="Indicateurs", cell=f"{_COLUMNS[question.field]}{row}")


def answered(values: Mapping[str, Any]) -> dict[Question, Answer]:
    """Answers by « EMP-01 », « EMP-01 numerator » or « EMP-01 q1 »."""
    return {question: _answer(question, value) for question, value in ((_question(key), values[key]) for key in values)}


def _question(key: str) -> Question:
    code, *rest = key.split()
    quartier = next((word for word in rest if word.startswith("q")), "")
    field = next((Field(word) for word in rest if not word.startswith("q")), Field.VALUE)
    return Question(measure=code, quartier=quartier, field=field)


def _answer(question: Question, value: Any) -> Answer:
    return Answer(question=question, value=value, raw=str(value), place=place_of(question))


def _questions(asked: Measure) -> list[Question]:
    whole = [Question(measure=asked.code, field=one) for one in Field]
    return whole + [Question(measure=asked.code, quartier=one.id) for one in QUARTIERS if asked.by_quartier]


def _indicator(asked: Measure) -> Indicator:
    return Indicator(
        code=asked.code,
        strategic_objective="",
        operational_objective="",
        national_target="",
        wording=asked.label,
        baseline_text="",
        local_target="",
        measures=(asked,),
    )
