"""What the codes of the relational tables stand for, and the coordinator's decisions."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields

from qpv_xlsx.domain.contract.geography import Territory
from qpv_xlsx.domain.contract.options import Thresholds
from qpv_xlsx.domain.findings import Severity
from qpv_xlsx.domain.judging.assessing import account_of, is_answering
from qpv_xlsx.export.columns import moment
from qpv_xlsx.export.linked_tables import CONVENTION, INDICATOR, TERRITORY, WHOLE, LinkedTable, Row, strings
from qpv_xlsx.export.table_sources import TableSources

THRESHOLDS = tuple(one.name for one in fields(Thresholds))
"""Bounds of the statuses, by name."""


def campaign_table(sources: TableSources) -> LinkedTable:
    """Which collection this is, and the bounds that its statuses were made with."""
    campaign, catalogue = sources.campaign, sources.campaign.catalogue
    thresholds = {name: getattr(campaign.options.thresholds, name) for name in THRESHOLDS}
    row: Row = {
        "campaign": campaign.code,
        "title": campaign.title,
        "year": campaign.year,
        "language": campaign.language,
        "contract": catalogue.title,
        "baseline_year": catalogue.baseline_year,
        "start": catalogue.start,
        "end": catalogue.end,
        **thresholds,
    }
    words = strings("campaign", "title", "language", "contract")
    years = dict.fromkeys(("year", "baseline_year", "start", "end"), "integer")
    kinds = {**words, **years, **dict.fromkeys(THRESHOLDS, "number")}
    types = {name: kinds[name] for name in row}
    return LinkedTable(name="campagnes", types=types, key=("campaign",), rows=(row,))


def measure_table(sources: TableSources) -> LinkedTable:
    """What is asked."""
    rows: tuple[Row, ...] = tuple(
        {
            "measure": measure.code,
            "indicator": sources.lineage_by_measure[measure.code].indicator.code,
            "label": measure.label,
            "kind": measure.kind.value,
            "unit": measure.unit or None,
            "direction": measure.direction.value,
            "nature": measure.nature.value,
            "perimeter": measure.perimeter.value,
            "by_quartier": measure.by_quartier,
            "counts_persons": measure.counts_persons,
        }
        for measure in sources.campaign.catalogue.measures
    )
    words = ("measure", "indicator", "label", "kind", "unit", "direction", "nature", "perimeter")
    flags = dict.fromkeys(("by_quartier", "counts_persons"), "boolean")
    types = {**dict.fromkeys(words, "string"), **flags}
    return LinkedTable(name="mesures", types=types, key=("measure",), rows=rows, links=(INDICATOR,))


def indicator_table(sources: TableSources) -> LinkedTable:
    """The official table, verbatim."""
    texts = ("strategic_objective", "operational_objective", "national_target", "wording", "baseline_text")
    columns = (*texts, "local_target")
    rows: tuple[Row, ...] = tuple(
        {
            "indicator": indicator.code,
            "convention": convention.code,
            **{name: getattr(indicator, name) or None for name in columns},
        }
        for convention in sources.campaign.catalogue.conventions
        for indicator in convention.indicators
    )
    types = dict.fromkeys(("indicator", "convention", *columns), "string")
    return LinkedTable(name="indicateurs", types=types, key=("indicator",), rows=rows, links=(CONVENTION,))


def convention_table(sources: TableSources) -> LinkedTable:
    """Who committed to what."""
    rows = tuple({"convention": one.code, "name": one.name} for one in sources.campaign.catalogue.conventions)
    return LinkedTable(name="conventions", types=strings("convention", "name"), key=("convention",), rows=rows)


def respondent_table(sources: TableSources) -> LinkedTable:
    """Administrations, without their contacts; and what stands for those of a territory together, which do not answer."""
    asked = {one.code for one in sources.campaign.respondents}
    rows: tuple[Row, ...] = tuple(
        {
            "respondent": one.code,
            "name": one.name,
            "territory": one.territory,
            "has_answered": is_answering(account_of(sources.ledger, one.code)) if one.code in asked else None,
        }
        for one, _ in sources.asked
    )
    types = {**strings("respondent", "name", "territory"), "has_answered": "boolean"}
    return LinkedTable(name="administrations", types=types, key=("respondent",), rows=rows, links=(TERRITORY,))


def territory_table(sources: TableSources) -> LinkedTable:
    """Where, and how far the collection is there. In a version to publish nothing is said of errors and warnings."""
    counts = ("respondents", "answering", *(() if sources.is_diffusion else ("errors", "warnings")))
    return LinkedTable(
        name="territoires",
        types={**strings("territory", "name", "geography"), **dict.fromkeys(counts, "integer")},
        key=("territory",),
        rows=tuple(_territory(sources, one) for one in sources.campaign.territories),
    )


def _territory(sources: TableSources, territory: Territory) -> Row:
    codes = [one.code for one in sources.campaign.respondents if one.territory == territory.code]
    accounts = [account_of(sources.ledger, code) for code in codes]
    found = Counter(held.found.severity for account in accounts for held in account.findings)
    return {
        "territory": territory.code,
        "name": territory.name,
        "geography": territory.geography or None,
        "respondents": len(accounts),
        "answering": sum(map(is_answering, accounts)),
        "errors": found[Severity.ERROR],
        "warnings": found[Severity.WARNING],
    }


def quartier_table(sources: TableSources) -> LinkedTable:
    """Quartiers, the whole of each territory, and those that answers still name and the geography has no more."""
    rows = tuple(row for territory in sources.campaign.territories for row in _quartiers_of(sources, territory))
    types = strings("territory", "quartier", "name", "official_code", "geography")
    return LinkedTable(name="quartiers", types=types, key=("territory", "quartier"), rows=rows, links=(TERRITORY,))


def _quartiers_of(sources: TableSources, territory: Territory) -> Iterator[Row]:
    known = {quartier.id for quartier in territory.quartiers} | {""}
    answering = (one.code for one, _ in sources.asked if one.territory == territory.code)
    named = (question.quartier for code in answering for question in account_of(sources.ledger, code).entries)
    where = {"territory": territory.code, "geography": territory.geography or None}
    yield {**where, "quartier": WHOLE, "name": territory.name, "official_code": None}
    for quartier in territory.quartiers:
        yield {
            **where,
            "quartier": quartier.id,
            "name": quartier.name,
            "official_code": quartier.official_code,
        }
    for former in sorted(set(named) - known):
        yield {
            "territory": territory.code,
            "quartier": former,
            "name": None,
            "official_code": None,
            "geography": None,
        }


def succession_table(sources: TableSources) -> LinkedTable:
    """What the quartiers of former maps became: where « identique », a series goes on."""
    rows: tuple[Row, ...] = tuple(
        {
            "number": number,
            "territory": one.territory,
            "geography": one.geography,
            "former": one.former,
            "former_name": one.former_name or None,
            "continuity": one.continuity.value,
            "quartier": one.quartier,
            "note": one.note or None,
        }
        for number, one in enumerate(sources.campaign.successions, start=1)
    )
    words = strings("territory", "geography", "former", "former_name", "continuity", "quartier", "note")
    types = {"number": "integer", **words}
    return LinkedTable(name="correspondances", types=types, key=("number",), rows=rows, links=(TERRITORY,))


def decision_table(sources: TableSources) -> LinkedTable:
    """What the coordinator decided, in order."""
    columns = ("respondent", "measure", "quartier", "field", "decision", "text", "reason", "author", "code")
    rows: tuple[Row, ...] = tuple(
        {
            "number": number,
            "respondent": one.respondent or None,
            "measure": one.question.measure or None,
            "quartier": one.question.quartier or WHOLE,
            "field": one.question.field.value,
            "decision": one.verdict.value,
            "value": one.value if isinstance(one.value, int | float) else None,
            "text": one.value if isinstance(one.value, str) else None,
            "reason": one.reason,
            "author": one.author or None,
            "code": one.code or None,
            "decided": moment(one.decided),
        }
        for number, one in enumerate(sources.ledger.decisions, start=1)
    )
    types = {"number": "integer", **dict.fromkeys(columns, "string"), "value": "number", "decided": "datetime"}
    return LinkedTable(name="decisions", types=types, key=("number",), rows=rows)
