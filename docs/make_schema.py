"""Write ``schema.md``, the page of every field of the JSON documents, from their JSON Schemas.

Run ``python docs/make_schema.py`` after a change; a test tells when the page is stale.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from qpv_xlsx.campaigns.resources import resource

PAGE = Path(__file__).with_name("schema.md")
INTRODUCTION = """# Documents JSON

Les champs de `campagne.json`, de l’export JSON, de l’audit du secret, et de ce que chaque commande affiche avec `--json`. Chaque
document nomme son schéma dans son champ `schema`. Les schémas (JSON Schema 2020-12) sont dans `templates/schema/` et
accompagnent le programme. « facultatif » : le champ peut être absent.

Cette page est produite à partir des schémas (`python docs/make_schema.py`)."""
DOCUMENTS = (
    *(
        "campaign",
        "report",
        "data",
        "status",
        "templates",
        "proposal",
        "import",
        "workbooks",
        "messages",
        "conflicts",
        "decisions",
    ),
    *("consolidation", "national", "rollover", "closing", "repair", "secrecy-audit"),
)
TYPES = {
    "string": "texte",
    "number": "nombre",
    "integer": "nombre entier",
    "boolean": "vrai ou faux",
    "array": "liste",
    "object": "objet",
    "null": "null",
}
BOUNDS = {"minimum": "au moins", "maximum": "au plus"}
_ENDLESS = 1e15  # such a bound keeps a figure exact; it tells a reader nothing


def page() -> str:
    """The whole page, in Markdown."""
    return "\n\n".join((INTRODUCTION, *(part for name in DOCUMENTS for part in _document(name)))) + "\n"


def _document(name: str) -> Iterator[str]:
    schema = json.loads(resource("schema", f"{name}.schema.json").read_text("utf-8"))
    version = schema["properties"]["schema"]["const"]
    yield f"## {schema['title']} (`{version}`)\n\n{schema['description']}"
    yield _table(schema)
    for key, definition in schema.get("$defs", {}).items():
        if "properties" in definition:
            title = definition.get("title")
            yield f"### {f'{title} ' if title else ''}`{key}`" + (
                f"\n\n{definition['description']}" if "description" in definition else ""
            )
            yield _table(definition)


def _table(definition: Mapping[str, Any]) -> str:
    required = definition.get("required", ())
    lines = ["| Champ | Forme | Contenu |", "| --- | --- | --- |"]
    for name, one in _fields(definition):
        form = _form(one) + ("" if name.split("[].")[-1] in required or "[]" in name else ", facultatif")
        lines.append(f"| `{name}` | {form} | {one.get('description', '')} |".replace("  |", " |"))
    return "\n".join(lines)


def _fields(definition: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The fields, and those of the records that one of them lists on the spot."""
    for name, one in definition["properties"].items():
        yield name, one
        for inner, field in one.get("items", {}).get("properties", {}).items():
            yield f"{name}[].{inner}", field


def _form(one: Mapping[str, Any]) -> str:
    """What a value looks like, in words."""
    if "$ref" in one:
        return f"`{one['$ref'].rsplit('/', 1)[-1]}`"
    if "const" in one:
        return f"`{one['const']}`"
    if "enum" in one:
        return ", ".join(f"`{'null' if choice is None else choice}`" for choice in one["enum"])
    for word in ("anyOf", "oneOf"):
        if word in one:
            return " ou ".join(_form(choice) for choice in one[word])
    kinds = one.get("type", "object")
    said = " ou ".join(TYPES[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds))
    return said + _details(one)


def _details(one: Mapping[str, Any]) -> str:
    parts = []
    if "items" in one:
        parts.append(f"de {_form(one['items'])}")
    if "format" in one:
        parts.append({"date": "(AAAA-MM-JJ)", "date-time": "(date et heure)"}[one["format"]])
    bounds = [f"{word} {one[key]}" for key, word in BOUNDS.items() if abs(one.get(key, _ENDLESS)) < _ENDLESS]
    if bounds:
        parts.append(f"({', '.join(bounds)})")
    return "".join(f" {part}" for part in parts)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
