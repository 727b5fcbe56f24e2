"""« statuts-quartiers »: of each measure that is asked by quartier, whether the figure of each quartier has come in."""

from collections.abc import Mapping
from types import MappingProxyType

from qpv_xlsx.domain.contract.asked import asked_quartiers
from qpv_xlsx.domain.contract.campaign import Respondent
from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.contract.questions import UNSURE, Question
from qpv_xlsx.domain.judging.assessing import account_of
from qpv_xlsx.domain.judging.assessment import Reporting
from qpv_xlsx.export.answer_table import absence_of, situation_of
from qpv_xlsx.export.linked_tables import (
    CAMPAIGN,
    CONVENTION,
    INDICATOR,
    MEASURE,
    QUARTIER,
    RESPONDENT,
    TERRITORY,
    LinkedTable,
    Row,
    strings,
)
from qpv_xlsx.export.table_sources import TableSources

_BY_ABSENCE: Mapping[str, Reporting] = MappingProxyType(
    {
        "dispense": Reporting.NOT_APPLICABLE,
        "refus": Reporting.REFUSED,
        "nd": Reporting.UNAVAILABLE,
        "so": Reporting.NOT_APPLICABLE,
        "s": Reporting.SECRET,
        "somme_partielle": Reporting.TO_COMPLETE,
        "non_recu": Reporting.NOT_RECEIVED,
        "etat_neant": Reporting.NOT_APPLICABLE,
        "a_corriger": Reporting.TO_CORRECT,
        "remplacee": Reporting.FILLED,
        "sans_reponse": Reporting.TO_COMPLETE,
    }
)


def quartier_status_table(sources: TableSources) -> LinkedTable:
    """One row per measure by quartier, administration and quartier. A target is the measure's, not the quartier's."""
    names = ("territory", "convention", "indicator", "measure", "respondent", "quartier", "reporting", "situation")
    types = {"campaign": "string", "year": "integer", **strings(*names), "value": "number"}
    rows = (
        _row(sources, respondent, measure, quartier.id)
        for respondent, measures in sources.asked
        for measure in measures
        for quartier in asked_quartiers(measure, sources.territory_by_code[respondent.territory])
    )
    return LinkedTable(
        name="statuts-quartiers",
        types=types,
        key=("campaign", "year", "territory", "measure", "respondent", "quartier"),
        rows=tuple(rows),
        links=(CAMPAIGN, MEASURE, INDICATOR, CONVENTION, TERRITORY, RESPONDENT, QUARTIER),
    )


def _row(sources: TableSources, respondent: Respondent, measure: Measure, quartier: str) -> Row:
    account = account_of(sources.ledger, respondent.code)
    question = Question(measure=measure.code, quartier=quartier)
    entry = account.entries.get(question) if sources.is_sound(respondent.code, measure.code) else None
    value = entry.answer.value if entry else None
    said = situation_of(account, question)
    if entry is not None:
        reporting = Reporting.PROVISIONAL if said in UNSURE else Reporting.FILLED
    else:
        reporting = _BY_ABSENCE[absence_of(sources, respondent, account, measure, question)]
    return {
        **sources.keys_of(respondent.territory, measure.code, respondent.code),
        "quartier": quartier,
        "reporting": reporting.value,
        "situation": said.value if said else None,
        "value": value if isinstance(value, int | float) else None,
    }
