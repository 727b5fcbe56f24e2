"""« reponses »: one row per expected question and field, so that an absence is never a missing row."""

from collections.abc import Iterator, Sequence

from qpv_xlsx.domain.contract.asked import asked_quartiers, unit_asked
from qpv_xlsx.domain.contract.campaign import Respondent, is_excused
from qpv_xlsx.domain.contract.geography import Territory
from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.contract.questions import FIGURES, PARTS, Field, Question, Situation
from qpv_xlsx.domain.judging.assessing import account_of
from qpv_xlsx.domain.judging.assessment import Reporting
from qpv_xlsx.domain.merging.ledger import Account, Entry
from qpv_xlsx.export.columns import moment
from qpv_xlsx.export.linked_tables import (
    CAMPAIGN,
    CONVENTION,
    INDICATOR,
    MEASURE,
    QUARTIER,
    RESPONDENT,
    TERRITORY,
    WHOLE,
    LinkedTable,
    Row,
)
from qpv_xlsx.export.table_sources import TableSources

ABSENCES = (
    "dispense",
    "refus",
    "nd",
    "so",
    "s",
    "somme_partielle",
    "non_recu",
    "etat_neant",
    "a_corriger",
    "remplacee",
    "sans_reponse",
)
"""Why an expected answer has no value, in the order in which reasons are looked for."""


def answer_table(sources: TableSources) -> LinkedTable:
    """One row per expected question and field, and per answer that came beyond them."""
    rows = (row for respondent, measures in sources.asked for row in _of_respondent(sources, respondent, measures))
    return LinkedTable(
        name="reponses",
        types={
            "campaign": "string",
            "year": "integer",
            "territory": "string",
            "geography": "string",
            "convention": "string",
            "indicator": "string",
            "measure": "string",
            "respondent": "string",
            "quartier": "string",
            "field": "string",
            "value": "number",
            "text": "string",
            "unit": "string",
            "absence": "string",
            "file": "string",
            "sheet": "string",
            "cell": "string",
            "received": "datetime",
        },
        key=("campaign", "year", "territory", "measure", "respondent", "quartier", "field"),
        rows=tuple(rows),
        links=(CAMPAIGN, MEASURE, INDICATOR, CONVENTION, TERRITORY, RESPONDENT, QUARTIER),
    )


def _of_respondent(sources: TableSources, respondent: Respondent, measures: Sequence[Measure]) -> Iterator[Row]:
    account = account_of(sources.ledger, respondent.code)
    territory = sources.territory_by_code[respondent.territory]
    answered: dict[str, list[Question]] = {}
    for question in account.entries:
        answered.setdefault(question.measure, []).append(question)
    for measure in measures:
        questions = dict.fromkeys((*expected_questions(measure, territory), *answered.get(measure.code, ())))
        for question in questions:
            yield _answer(sources, respondent, account, territory, measure, question)


def _answer(
    sources: TableSources,
    respondent: Respondent,
    account: Account,
    territory: Territory,
    measure: Measure,
    question: Question,
) -> Row:
    entry = account.entries.get(question) if sources.is_sound(respondent.code, measure.code) else None
    return {
        "campaign": sources.campaign.code,
        "year": sources.campaign.year,
        "territory": territory.code,
        "geography": territory.geography,
        "convention": sources.lineage_by_measure[measure.code].convention.code,
        "indicator": sources.lineage_by_measure[measure.code].indicator.code,
        "measure": measure.code,
        "respondent": respondent.code,
        "quartier": question.quartier or WHOLE,
        "field": question.field.value,
        **_value(entry),
        "unit": unit_asked(measure, question.field) or None if question.field in FIGURES else None,
        "absence": None if entry else absence_of(sources, respondent, account, measure, question),
        **_source(sources, entry),
    }


def absence_of(
    sources: TableSources, respondent: Respondent, account: Account, measure: Measure, question: Question
) -> str:
    """The first of ABSENCES that holds."""
    status = sources.assessment.rows[respondent.code, measure.code]
    said = situation_of(account, question) or status.situation
    holds = {
        "dispense": is_excused(sources.campaign, respondent.code, measure, question.quartier),
        "refus": status.reporting is Reporting.REFUSED,
        **({said.value: True} if said is not None and said.explains_absence else {}),
        "somme_partielle": not sources.is_sound(respondent.code, measure.code),
        "non_recu": status.reporting is Reporting.NOT_RECEIVED,
        "etat_neant": account.has_nothing_to_report,
        "a_corriger": status.reporting is Reporting.TO_CORRECT,
        "remplacee": question.field in PARTS and _is_replaced(account, question),
        "sans_reponse": True,
    }
    return next(reason for reason in ABSENCES if holds.get(reason))


def situation_of(account: Account, question: Question) -> Situation | None:
    """What is said of the quartier itself, where something is."""
    own = account.entries.get(Question(measure=question.measure, quartier=question.quartier, field=Field.SITUATION))
    return None if own is None or own.answer.value not in set(Situation) else Situation(str(own.answer.value))


def _is_replaced(account: Account, question: Question) -> bool:
    """Whether the figure that a numerator or a denominator gave was replaced by a decided one."""
    whole = account.entries.get(question._replace(field=Field.VALUE))
    return whole is not None and whole.replacing is not None


def _source(sources: TableSources, entry: Entry | None) -> Row:
    if entry is None or sources.is_diffusion:
        return {"file": None, "sheet": None, "cell": None, "received": None}
    decision, place = entry.replacing, entry.answer.place
    return {
        "file": sources.provenance(entry) or None,
        "sheet": None if decision else place.sheet,
        "cell": None if decision else place.cell,
        "received": moment(decision.decided if decision else entry.source.received),
    }


def expected_questions(measure: Measure, territory: Territory) -> Iterator[Question]:
    """The figures and states that an answer to *measure* is made of, its free words left out."""
    yield Question(measure=measure.code)
    if measure.asks_fraction:
        yield Question(measure=measure.code, field=Field.NUMERATOR)
        yield Question(measure=measure.code, field=Field.DENOMINATOR)
    if measure.asks_women:
        yield Question(measure=measure.code, field=Field.WOMEN)
    if measure.asks_territory:
        yield Question(measure=measure.code, field=Field.TERRITORY_VALUE)
    for quartier in asked_quartiers(measure, territory):
        yield Question(measure=measure.code, quartier=quartier.id)


def _value(entry: Entry | None) -> Row:
    value = entry.answer.value if entry else None
    is_figure = isinstance(value, int | float)
    return {"value": value if is_figure else None, "text": None if is_figure or value is None else str(value)}
