"""The linked tables as resources of a Data Package: CSV for machines, and a Table Schema with foreign keys."""

import csv
import io
from typing import Any

from qpv_xlsx.export.columns import harmless
from qpv_xlsx.export.comma import plain_figure
from qpv_xlsx.export.linked_tables import Cell, LinkedTable
from qpv_xlsx.messages.wordbook import label

DIALECT = {"delimiter": ";", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}


def table_csv(table: LinkedTable, *, is_raw: bool = False) -> bytes:
    """The rows, with a decimal point. *is_raw*: texts that look like formulas stay as they are."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.types)
    for row in table.rows:
        writer.writerow(_written(row[name], is_raw=is_raw) for name in table.types)
    return stream.getvalue().encode("utf-8-sig")


def _written(cell: Cell, *, is_raw: bool) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case int() | float():
            return plain_figure(cell)
    return cell if is_raw else harmless(cell)


def table_path(table: LinkedTable) -> str:
    """Its file in the package."""
    return f"{table.name}.csv"


def table_resource(table: LinkedTable, language: str = "fr") -> dict[str, Any]:
    """Its description: what it and its columns hold, types, primary key, foreign keys."""
    return {
        "name": table.name,
        "description": label(language, "linked_tables", table.name),
        "path": table_path(table),
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": DIALECT,
        "schema": {
            "fields": [_field(name, kind, language, is_key=name in table.key) for name, kind in table.types.items()],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {"fields": list(link.columns), "reference": {"resource": link.table, "fields": list(link.theirs)}}
                for link in table.links
            ],
            "missingValues": [""],
        },
    }


def _field(name: str, kind: str, language: str, *, is_key: bool) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "type": kind, "description": label(language, "linked_columns", name)}
    if kind == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    return {**field, "constraints": {"required": True}} if is_key else field
