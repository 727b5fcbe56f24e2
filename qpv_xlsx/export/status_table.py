"""« statuts » and « statuts-indicateurs »: where each measure and each indicator stands, and what that rests on."""

from collections.abc import Mapping
from types import MappingProxyType

from qpv_xlsx.domain.contract.in_force import measure_in_force
from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.judging.assessing import account_of
from qpv_xlsx.domain.judging.assessment import MeasureAssessment, Reason
from qpv_xlsx.domain.judging.courses import start_of
from qpv_xlsx.domain.judging.indicators import assess_indicators
from qpv_xlsx.export.linked_tables import (
    CAMPAIGN,
    CONVENTION,
    INDICATOR,
    MEASURE,
    RESPONDENT,
    TERRITORY,
    LinkedTable,
    Row,
    strings,
)
from qpv_xlsx.export.table_sources import TableSources

_COLLECTION: Mapping[str, str] = MappingProxyType({"campaign": "string", "year": "integer"})


def status_table(sources: TableSources) -> LinkedTable:
    """One row per measure of an administration: both statuses, and all they rest on.

    *barred*: why the line is not judged, whatever its course. *partial_value*: what a sum holds so far that is not the
    whole one (not published: no audit knows it); *parts_expected*, *parts_counted*: of how many administrations. Empty
    where one answers alone.
    """
    types = {
        **_COLLECTION,
        **dict.fromkeys(("territory", "convention", "indicator", "measure", "respondent"), "string"),
        **dict.fromkeys(("reporting", "attainment", "reason", "situation", "perimeter", "text"), "string"),
        **dict.fromkeys(("value", "territory_value", "start", "target", "expected", "attained", "pace"), "number"),
        **dict.fromkeys(("start_year", "target_year", "parts_expected", "parts_counted"), "integer"),
        **dict.fromkeys(("barred",), "string"),
        **dict.fromkeys(("is_waived", "has_target", "is_known", "is_reserved"), "boolean"),
        **(
            {}
            if sources.is_diffusion
            else {"partial_value": "number", **strings("findings", "decided_by", "decided_why")}
        ),
    }
    return LinkedTable(
        name="statuts",
        types=types,
        key=("campaign", "year", "territory", "measure", "respondent"),
        rows=tuple(_status(sources, row) for row in sources.assessment.rows.values()),
        links=(CAMPAIGN, MEASURE, INDICATOR, CONVENTION, TERRITORY, RESPONDENT),
    )


def _status(sources: TableSources, row: MeasureAssessment) -> Row:
    measure = sources.campaign.catalogue.measure_by_code[row.measure]
    campaign = sources.campaign
    start = start_of(measure_in_force(campaign, measure, row.territory, campaign.year), campaign.catalogue)
    is_sound = sources.is_sound(row.respondent, row.measure)
    value = row.value if is_sound else None
    is_figure = isinstance(value, int | float)
    partial = None if is_sound or not isinstance(row.value, int | float) else row.value
    return {
        **sources.keys_of(row.territory, row.measure, row.respondent),
        "reporting": row.reporting.value,
        "attainment": row.attainment.value,
        "reason": row.reason.value if row.reason else None,
        "situation": row.situation.value if row.situation else None,
        "perimeter": (row.perimeter or measure.perimeter).value,
        "value": value if is_figure else None,
        "text": None if is_figure or value is None else str(value),
        "territory_value": row.territory_value,
        "start": None if row.barred is Reason.PART_OF_WHOLE else start.value,
        "start_year": start.year,
        "target": row.target,
        "target_year": row.target_year,
        "expected": row.expected,
        "attained": row.attained,
        "pace": row.pace,
        "parts_expected": row.parts.expected if row.parts else None,
        "parts_counted": row.parts.counted if row.parts else None,
        "barred": row.barred.value if row.barred else None,
        "is_waived": row.is_waived,
        "has_target": row.has_target,
        "is_known": row.is_known,
        "is_reserved": row.is_reserved,
        **({} if sources.is_diffusion else {"partial_value": partial, **_decided(sources, row)}),
    }


def _decided(sources: TableSources, row: MeasureAssessment) -> Row:
    account = account_of(sources.ledger, row.respondent)
    codes = {held.found.code.value for held in account.findings if held.found.measure == row.measure}
    entry = account.entries.get(Question(measure=row.measure))
    decision = entry.decision if entry else None
    return {
        "findings": " ".join(sorted(codes)) or None,
        "decided_by": decision.author or None if decision else None,
        "decided_why": decision.reason if decision else None,
    }


def indicator_status_table(sources: TableSources) -> LinkedTable:
    """One row per indicator of a territory."""
    found = assess_indicators(sources.campaign.catalogue, sources.assessment).values()
    rows: tuple[Row, ...] = tuple(
        {
            "campaign": sources.campaign.code,
            "year": sources.campaign.year,
            "territory": one.territory,
            "indicator": one.indicator,
            "attainment": one.attainment.value,
            "reason": one.reason.value if one.reason else None,
            "is_asked": one.is_asked,
            "has_target": one.has_target,
            "is_known": one.is_known,
            "is_reserved": one.is_reserved,
        }
        for one in found
    )
    flags = dict.fromkeys(("is_asked", "has_target", "is_known", "is_reserved"), "boolean")
    return LinkedTable(
        name="statuts-indicateurs",
        types={**_COLLECTION, **dict.fromkeys(("territory", "indicator", "attainment", "reason"), "string"), **flags},
        key=("campaign", "year", "territory", "indicator"),
        rows=rows,
        links=(CAMPAIGN, INDICATOR, TERRITORY),
    )
