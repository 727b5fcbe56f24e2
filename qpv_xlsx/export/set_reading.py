"""Reads linked tables back: from a Data Package, or from a Parquet set. Both may come from somebody else, by mail.

Nothing outside their folder is opened, and a cell that is not of its column's type is told with its place.
"""

import csv
import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.export.columns import moment, unguarded
from qpv_xlsx.export.linked_tables import Cell, Link, LinkedTable, Row
from qpv_xlsx.export.package import DATA, DESCRIPTION, GUARDED
from qpv_xlsx.export.parquet_set import require_pyarrow

NEEDED = frozenset(
    {
        *("reponses", "statuts", "statuts-indicateurs", "campagnes", "mesures", "indicateurs", "conventions"),
        *("administrations", "territoires", "quartiers", "correspondances"),
    }
)
"""Tables without which a set is of no use; exports of former versions have fewer."""

_BOOLEANS: Mapping[str, bool] = {"true": True, "false": False}
_LONGEST_CELL = 2**20


def is_set(folder: Path) -> bool:
    """Whether *folder* is an export with a description of its tables."""
    return (folder / DESCRIPTION).is_file()


def read_set(folder: Path, names: Container[str] | None = None) -> Mapping[str, LinkedTable]:
    """Linked tables by name: those in *names*, or all but the long one. Raises CampaignError for what cannot be read."""
    try:
        described = json.loads((folder / DESCRIPTION).read_text("utf-8-sig"))
        resources = [one for one in described["resources"] if one["path"] != DATA]
        missing = sorted(NEEDED - {one["name"] for one in resources})
        if missing:
            raise CampaignError("export_without", path=str(folder), tables=", ".join(missing))
        is_guarded = GUARDED in described
        wanted = [one for one in resources if names is None or one["name"] in names]
        return {one["name"]: _table(folder, one, is_guarded=is_guarded) for one in wanted}
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as trouble:
        raise CampaignError("export_unreadable", path=str(folder), detail=_words(trouble)) from trouble


def written_on(folder: Path) -> datetime:
    """When the export was made."""
    try:
        return datetime.fromisoformat(json.loads((folder / DESCRIPTION).read_text("utf-8-sig"))["created"])
    except (OSError, ValueError, LookupError, TypeError) as trouble:
        raise CampaignError("export_unreadable", path=str(folder), detail=_words(trouble)) from trouble


def _words(trouble: Exception) -> str:
    """What is wrong, in one line."""
    detail = f"{type(trouble).__name__}: {trouble}" if isinstance(trouble, LookupError | TypeError) else str(trouble)
    return detail.partition("\n")[0]


def _table(folder: Path, described: Mapping[str, Any], *, is_guarded: bool) -> LinkedTable:
    schema, paths = described["schema"], described["path"]
    types = {one["name"]: one["type"] for one in schema["fields"]}
    parted = {name: types[name] for name in described.get("partitions", ())}
    own = {name: kind for name, kind in types.items() if name not in parted}
    files = [_inside(folder, path) for path in ([paths] if isinstance(paths, str) else paths)]
    read = _read_parquet if described["format"] == "parquet" else partial(_read_csv, is_guarded=is_guarded)
    links = (Link(columns=(*one["fields"],), **_reference(one["reference"])) for one in schema.get("foreignKeys", ()))
    return LinkedTable(
        name=described["name"],
        types=types,
        key=tuple(schema["primaryKey"]),
        rows=tuple(chain.from_iterable(read(path, own, _parts(path, parted)) for path in files)),
        links=tuple(links),
    )


def _reference(described: Mapping[str, Any]) -> dict[str, Any]:
    return {"table": described["resource"], "theirs": tuple(described["fields"])}


def _inside(folder: Path, path: str) -> Path:
    """The file that a description names, which may not lead out of the folder."""
    found = folder / path
    if not found.resolve().is_relative_to(folder.resolve()):
        raise CampaignError("export_outside", path=str(folder), file=path)
    return found


def _parts(path: Path, types: Mapping[str, str]) -> Row:
    """What the folders above a file say: « year=2015 »."""
    said = dict(part.split("=", 1) for part in path.parts if "=" in part)
    return {name: _cell(unquote(said[name]), kind, path, 0, name) for name, kind in types.items()}


def _read_csv(path: Path, types: Mapping[str, str], parts: Row, *, is_guarded: bool) -> Iterator[Row]:
    """*is_guarded*: texts that look like formulas have an apostrophe before them."""
    csv.field_size_limit(_LONGEST_CELL)
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=";", strict=True)
        head = next(reader, [])
        _check_columns(path, head, types)
        for line in reader:
            if len(line) != len(head):
                raise CampaignError("export_line", path=str(path), line=reader.line_num)
            cells = zip(head, map(unguarded, line) if is_guarded else line, strict=True)
            yield {
                **parts,
                **{name: _cell(cell, types[name], path, reader.line_num, name) for name, cell in cells},
            }


def _check_columns(path: Path, found: Sequence[str], types: Mapping[str, str]) -> None:
    if sorted(found) != sorted(types):
        odd = sorted(set(found) ^ set(types)) or sorted(found)
        raise CampaignError("export_columns", path=str(path), columns=", ".join(odd))


def _cell(text: str, kind: str, path: Path, line: int, column: str) -> Cell:
    """What a cell of a CSV holds; None where it is empty."""
    try:
        return _parsed(text, kind) if text else None
    except (ValueError, KeyError) as trouble:
        raise CampaignError("export_cell", path=str(path), line=line, column=column, read=text) from trouble


def _parsed(text: str, kind: str) -> Cell:
    match kind:
        case "integer":
            return int(text)
        case "number":
            return float(text)
        case "boolean":
            return _BOOLEANS[text]
        case "datetime":
            return moment(datetime.fromisoformat(text))
    return text


def _read_parquet(path: Path, types: Mapping[str, str], parts: Row) -> Iterator[Row]:
    require_pyarrow()
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(path).read()
    except pa.ArrowException as trouble:
        raise CampaignError("export_unreadable", path=str(path), detail=_words(trouble)) from trouble
    _check_columns(path, table.column_names, types)
    rows = chain.from_iterable(_dictionaries(batch.to_pydict()) for batch in table.to_batches())
    for line, row in enumerate(rows, start=1):
        yield {**parts, **{name: _told(row[name], types[name], path, line, name) for name in types}}


def _dictionaries(columns: Mapping[str, Iterable[Any]]) -> Iterator[Mapping[str, Any]]:
    for cells in zip(*columns.values(), strict=True):
        yield dict(zip(columns, cells, strict=True))


_PYTHON: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "datetime": (datetime,),
}


def _told(content: object, kind: str, path: Path, line: int, column: str) -> Cell:
    """What a cell of a Parquet file holds, as the tables have it."""
    is_right = isinstance(content, _PYTHON[kind]) and isinstance(content, bool) == (kind == "boolean")
    if content is not None and not is_right:
        raise CampaignError("export_cell", path=str(path), line=line, column=column, read=str(content))
    match content:
        case datetime():
            return moment(content)
        case None | str() | int() | float():
            return content
    return None
