"""The complete replies that most files of the corpus started from, fixed for good: « EDU-01 numerator » → what was answered."""

from collections.abc import Mapping

from qpv_xlsx.domain.contract.questions import Field, Question, Situation, Value

Written = Mapping[str, float | int | str]

_EDUCATION: Written = {
    "EDU-01 value": 0.5311,
    "EDU-01 numerator": 188,
    "EDU-01 denominator": 354,
    "EDU-01 situation": "definitif",
    "EDU-01 perimeter": "qpv",
    "EDU-01 source": "Extraction du système d’information, 31/12",
    "EDU-02 value": 0.4091,
    "EDU-02 numerator": 306,
    "EDU-02 denominator": 748,
    "EDU-02 situation": "definitif",
    "EDU-02 perimeter": "qpv",
    "EDU-02 source": "Bilan d’activité",
    "EDU-03 value": 0.152,
    "EDU-03 situation": "provisoire",
    "EDU-03 perimeter": "territoire",
    "EDU-03 source": "Enquête annuelle",
    "EDU-04-a value": 0.5823,
    "EDU-04-a numerator": 375,
    "EDU-04-a denominator": 644,
    "EDU-04-a territory_value": 0.466,
    "EDU-04-a situation": "definitif",
    "EDU-04-a perimeter": "qpv",
    "EDU-04-a source": "Extraction du système d’information, 31/12",
    "EDU-04-b value": 0.12,
    "EDU-04-b situation": "provisoire",
    "EDU-04-b perimeter": "qpv",
    "EDU-04-b source": "Tableau de suivi interne",
    "EDU-05 value": 0.068,
    "EDU-05 numerator": 53,
    "EDU-05 denominator": 779,
    "EDU-05 territory_value": 0.054,
    "EDU-05 situation": "definitif",
    "EDU-05 perimeter": "qpv",
    "EDU-05 source": "Enquête annuelle",
    "EDU-06 situation": "nd",
    "EDU-06 comment": "Donnée disponible au niveau national en juin seulement.",
}
_QUARTIERS: Written = {
    "DDF-01 @grand-belleville value": 4,
    "DDF-01 @compans-pelleport value": 0,
    "DDF-01 @portes-du-vingtieme value": 3,
    "DDF-01 @goutte-d-or value": 2,
    "DDF-01 @porte-montmartre value": 1,
    "DDF-01 @porte-de-la-chapelle value": 2,
    "DDF-01 @la-chapelle-evangile value": 0,
    "DDF-01 @blemont value": 0,
    "DDF-01 @stalingrad-riquet value": 1,
    "DDF-01 @michelet value": 1,
    "DDF-01 @danube value": 0,
    "DDF-01 @algerie value": 0,
    "DDF-01 @chaufourniers value": 0,
    "DDF-01 @bedier-boutroux value": 1,
    "DDF-01 @oudine-chevaleret value": 1,
    "DDF-01 @kellermann-paul-bourget value": 0,
    "DDF-01 @villa-d-este value": 0,
    "DDF-01 @didot-porte-de-vanves value": 1,
    "DDF-01 @porte-de-saint-ouen value": 0,
}
_WOMENS_RIGHTS: Written = {
    **_QUARTIERS,
    "DDF-01 value": 17,
    "DDF-01 situation": "definitif",
    "DDF-01 perimeter": "qpv",
    "DDF-01 source": "Tableau de suivi interne",
    "DDF-02 value": 0.2701,
    "DDF-02 numerator": 74,
    "DDF-02 denominator": 274,
    "DDF-02 situation": "provisoire",
    "DDF-02 perimeter": "qpv",
    "DDF-02 source": "Extraction du système d’information, 31/12",
    "DDF-03-a value": 0.2548,
    "DDF-03-a numerator": 66,
    "DDF-03-a denominator": 259,
    "DDF-03-a situation": "provisoire",
    "DDF-03-a perimeter": "qpv",
    "DDF-03-a source": "Enquête annuelle",
    "DDF-03-b value": 0.2422,
    "DDF-03-b numerator": 156,
    "DDF-03-b denominator": 644,
    "DDF-03-b situation": "definitif",
    "DDF-03-b perimeter": "qpv",
    "DDF-03-b source": "Extraction du système d’information, 31/12",
}
REPLIES: Mapping[str, Written] = {"EDU": _EDUCATION, "DDF": _WOMENS_RIGHTS}


def as_written(question: Question) -> str:
    """« DDF-01 @goutte-d-or value »."""
    quartier = f" @{question.quartier}" if question.quartier else ""
    return f"{question.measure}{quartier} {question.field.value}"


def replies(code: str) -> dict[Question, Value]:
    """The complete reply of a respondent, as the writer of workbooks takes it."""
    return {_question(written): _value(written, value) for written, value in REPLIES[code].items()}


def _question(written: str) -> Question:
    measure, *quartier, field = written.split()
    return Question(measure=measure, quartier="".join(quartier).removeprefix("@"), field=Field(field))


def _value(written: str, value: float | str) -> Value:
    return Situation(str(value)) if written.endswith("situation") else value
