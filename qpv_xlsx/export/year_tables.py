"""« resultats »: every figure that the campaign knows, of this year and of those before, in one shape.

*vintage* is the year of the campaign that says it: what 2026 says of 2025 may differ from what 2025 said. The tables of five years,
one under the other, are one table in which each revision is a row of its own.
"""

from collections.abc import Iterator

from qpv_xlsx.domain.contract.campaign import PastResult
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.following.history import results_of
from qpv_xlsx.export.linked_tables import TERRITORY, WHOLE, LinkedTable, Row, strings
from qpv_xlsx.export.table_sources import TableSources

_REVISION = ("value_before", "revised_on", "revised_by", "revision_reason")

TOGETHER = "_T"
"""The administrations of a territory together, where one would stand."""


def result_table(sources: TableSources) -> LinkedTable:
    """One row per year, measure, administration, quartier and scale; of a year without a figure, why."""
    types = {
        **dict.fromkeys(("vintage", "year"), "integer"),
        **strings("territory", "measure", "respondent", "quartier", "field"),
        "value": "number",
        **strings("text", "situation", "perimeter", "geography"),
        "value_before": "number",
        **strings("revised_on", "revised_by", "revision_reason"),
    }
    return LinkedTable(
        name="resultats",
        types=types,
        key=("vintage", "year", "territory", "measure", "respondent", "quartier", "field"),
        rows=tuple(_results(sources)),
        links=(TERRITORY,),
    )


def _results(sources: TableSources) -> Iterator[Row]:
    campaign = sources.campaign
    former = [past for past in campaign.history if past.year != campaign.year]
    asked = campaign.catalogue.measure_by_code
    for past in (*former, *results_of(campaign, sources.ledger)):
        if sources.is_diffusion and past.measure not in asked:
            continue  # the audit knows nothing of what is asked no more
        yield _row(campaign.year, past, Field.VALUE, past.value)
        if past.territory_value is not None:
            yield _row(campaign.year, past, Field.TERRITORY_VALUE, past.territory_value)


def _row(vintage: int, past: PastResult, field: Field, value: float | None) -> Row:
    return {
        "vintage": vintage,
        "year": past.year,
        "territory": past.territory,
        "measure": past.measure,
        "respondent": past.respondent or TOGETHER,
        "quartier": past.quartier or WHOLE,
        "field": field.value,
        "value": value,
        "text": past.text or None if field is Field.VALUE else None,
        "situation": past.situation.value if past.situation else None,
        "perimeter": past.perimeter.value if past.perimeter else None,
        "geography": past.geography or None,
        **(_revision(past) if field is Field.VALUE else dict.fromkeys(_REVISION)),
    }


def _revision(past: PastResult) -> Row:
    """Who corrected the figure after its year, when and why, and what it was; empty where nobody did."""
    return {
        "value_before": past.value_before,
        "revised_on": past.revised_on.isoformat() if past.revised_on else None,
        "revised_by": past.revised_by or None,
        "revision_reason": past.revision_reason or None,
    }
