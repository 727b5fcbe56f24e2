"""A Frictionless Data Package: the table, its Table Schema with constraints, and a data dictionary for people."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.contract.several import groups_of, whole_code
from qpv_xlsx.domain.publishing.long_table import LongRow
from qpv_xlsx.export.columns import NAMES, explanation, header, moment
from qpv_xlsx.export.comma import CsvForm, write_csv
from qpv_xlsx.export.linked_tables import LinkedTable, LinkedTables
from qpv_xlsx.export.package_tables import DIALECT, table_csv, table_path, table_resource
from qpv_xlsx.messages.wordbook import label, labels, phrase

DATA = "data.csv"
DESCRIPTION = "datapackage.json"
OPEN_LICENCE: Mapping[str, str] = MappingProxyType(
    {
        "name": "etalab-2.0",
        "title": "Licence Ouverte / Open Licence 2.0",
        "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence",
    }
)
"""Of what French administrations publish (code des relations entre le public et l'administration, D323-2-1)."""

GUARDED = "formula_guard"
"""Of a description: the sign that stands before texts that a spreadsheet would take for formulas."""

_ALONE = LinkedTables()
_KEY = ("campaign", "year", "respondent", "measure", "quartier", "field")
_REQUIRED = frozenset({"campaign", "year", "territory", "convention", "respondent", "indicator", "measure", "field"})


def write_package(
    rows: Sequence[LongRow],
    campaign: Campaign,
    *,
    language: str = "fr",
    decimal_comma: bool = False,
    is_raw: bool = False,
    created: datetime,
    linked: LinkedTables = _ALONE,
) -> Mapping[str, bytes]:
    """The package's files, by name. *linked*: the tables beside the long one."""
    description = description_of(campaign, created, is_public=linked.is_public, language=language)
    long_one = _long_resource(rows, campaign, language, decimal_comma=decimal_comma)
    description |= {} if is_raw else {GUARDED: "'"}
    description["resources"] = [long_one, *(table_resource(table, language) for table in linked.tables)]
    form = CsvForm(language=language, decimal_comma=decimal_comma, is_raw=is_raw)
    return {
        **{table_path(table): table_csv(table, is_raw=is_raw) for table in linked.tables},
        DATA: write_csv(rows, campaign.catalogue, form),
        DESCRIPTION: (json.dumps(description, ensure_ascii=False, indent=2) + "\n").encode("utf-8"),
        "dictionnaire.csv": dictionary_csv(language),
        "dictionnaire.md": dictionary_text(campaign, language, linked),
    }


def _long_resource(
    rows: Sequence[LongRow], campaign: Campaign, language: str, *, decimal_comma: bool
) -> dict[str, Any]:
    return {
        "name": "data",
        "path": DATA,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": DIALECT,
        "schema": {
            "fields": [_field(name, rows, campaign, language, decimal_comma=decimal_comma) for name in NAMES],
            "primaryKey": [header(name, language) for name in _KEY],
            "missingValues": [""],
        },
    }


def description_of(
    campaign: Campaign, created: datetime, *, is_public: bool = False, language: str = ""
) -> dict[str, Any]:
    """What a package says of itself, its resources left out. *language*: of its words; empty: the campaign's."""
    language = language or campaign.language
    name = campaign.code.lower()
    closed = {"name": "other-closed", "title": phrase(language, "data_package_internal")}
    return {
        "name": f"{name}-diffusion" if is_public else name,
        "title": campaign.title,
        "description": phrase(language, "data_package_description", title=campaign.catalogue.title, year=campaign.year),
        "profile": "tabular-data-package",
        "created": moment(created),
        "sources": [{"title": campaign.catalogue.title}],
        "licenses": [dict(OPEN_LICENCE) if is_public else closed],
    }


def _field(
    name: str, rows: Sequence[LongRow], campaign: Campaign, language: str, *, decimal_comma: bool
) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": header(name, language),
        "title": header(name, language),
        "description": explanation(name, language),
        "type": {"year": "integer", "value": "number", "received": "datetime"}.get(name, "string"),
    }
    if name == "value" and decimal_comma:
        described["decimalChar"] = ","
    constraints = _constraints(name, rows, campaign, language)
    return {**described, "constraints": constraints} if constraints else described


def _constraints(name: str, rows: Iterable[LongRow], campaign: Campaign, language: str) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if name in _REQUIRED else {}
    if name == "year":
        constraints |= {"minimum": 1900, "maximum": 2200}
    allowed = _allowed(name, campaign, language)
    if allowed:
        present = {str(getattr(row, name)) for row in rows} if name == "quartier" else set()
        constraints["enum"] = [*allowed, *sorted(present - {*allowed, ""})]  # a former geography's, kept with its id
    return constraints


def _allowed(name: str, campaign: Campaign, language: str) -> list[str]:
    """All that a column may hold; empty: anything."""
    catalogue = campaign.catalogue
    lists: dict[str, Iterable[str]] = {
        "campaign": (campaign.code,),
        "territory": (territory.code for territory in campaign.territories),
        "convention": (convention.code for convention in catalogue.conventions),
        "respondent": (
            *(respondent.code for respondent in campaign.respondents),
            *(whole_code(campaign, territory.code) for territory in campaign.territories if groups_of(campaign)),
        ),
        "indicator": (indicator.code for indicator in catalogue.indicators),
        "measure": (measure.code for measure in catalogue.measures),
        "quartier": (quartier.id for territory in campaign.territories for quartier in territory.quartiers),
        "field": (field.value for field in Field),
        "situation": labels(language, "situations").values(),
        "perimeter": labels(language, "perimeters").values(),
    }
    return list(dict.fromkeys(lists.get(name, ())))


def dictionary_csv(language: str) -> bytes:
    """The data dictionary as a table: column, name in JSON, meaning."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(labels(language, "dictionary_headers").values())
    for name in NAMES:
        writer.writerow((header(name, language), name, explanation(name, language)))
    return stream.getvalue().encode("utf-8-sig")


def dictionary_text(campaign: Campaign, language: str, linked: LinkedTables = _ALONE) -> bytes:
    """The data dictionary to be read: what the tables are, and each column."""
    heads = tuple(labels(language, "dictionary_headers").values())
    lines = [
        f"# {campaign.title}",
        "",
        phrase(language, "data_package_description", title=campaign.catalogue.title, year=campaign.year),
        "",
        phrase(language, "data_package_conventions"),
        "",
        f"| {' | '.join(heads)} |",
        f"|{' --- |' * len(heads)}",
        *(f"| {header(name, language)} | `{name}` | {explanation(name, language)} |" for name in NAMES),
        *(line for table in linked.tables for line in _table_lines(table, language)),
    ]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _table_lines(table: LinkedTable, language: str) -> Iterator[str]:
    """What a linked table is, and each of its columns."""
    heads = labels(language, "dictionary_headers")
    yield from ("", f"## `{table_path(table)}`", "", label(language, "linked_tables", table.name), "")
    yield from (f"| {heads['column']} | {heads['meaning']} |", "| --- | --- |")
    for name in table.types:
        yield f"| `{name}` | {label(language, 'linked_columns', name)} |"
