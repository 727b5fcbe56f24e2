"""The linked tables as Parquet files, answers and statuses in a folder per year and territory.

Folders are named as Apache Hive does (« year=2015/territory=PARIS »), which pandas, DuckDB, Spark and Arrow read as columns.
"""

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.export.linked_tables import Cell, LinkedTable, LinkedTables, Row
from qpv_xlsx.export.package import DESCRIPTION, description_of
from qpv_xlsx.export.package_tables import table_resource

if TYPE_CHECKING:
    import pyarrow as pa

PARTED = ("year", "territory")
"""Columns that are folders and not in the files."""

_PARTED_TABLES = frozenset({"reponses", "statuts", "statuts-indicateurs"})
_KEPT_OF_CSV = ("name", "schema")


def write_parquet(linked: LinkedTables, campaign: Campaign, *, created: datetime) -> Mapping[str, bytes]:
    """The files of the set by path, with ``datapackage.json`` that says their types, keys and links.

    Raises CampaignError where pyarrow is not installed.
    """
    require_pyarrow()
    files: dict[str, bytes] = {}
    resources = []
    for table in linked.tables:
        parts = dict(_parts(table, campaign))
        files |= {path: _parquet(table, rows) for path, rows in parts.items()}
        resources.append(_resource(table, list(parts)))
    description = description_of(campaign, created, is_public=linked.is_public)
    description |= {"profile": "data-package", "resources": resources}
    files[DESCRIPTION] = (json.dumps(description, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
    return files


def require_pyarrow() -> None:
    """Say what to install where it is missing."""
    try:
        import pyarrow.parquet  # noqa: F401  (asked whether it is there)
    except ImportError as absent:
        raise CampaignError("parquet_missing") from absent


def _parts(table: LinkedTable, campaign: Campaign) -> Iterator[tuple[str, Sequence[Row]]]:
    """Each file of *table* with its rows."""
    if table.name not in _PARTED_TABLES:
        yield f"{table.name}.parquet", table.rows
        return
    by_territory: dict[str, list[Row]] = {territory.code: [] for territory in campaign.territories}
    for row in table.rows:
        by_territory[str(row["territory"])].append(row)
    folders = folder_names(by_territory)
    for territory, rows in by_territory.items():
        yield f"{table.name}/year={campaign.year}/territory={folders[territory]}/{table.name}.parquet", rows


def folder_names(codes: Iterable[str]) -> Mapping[str, str]:
    """Codes as Hive writes them in names of folders, no two alike where capitals do not count (Windows, macOS)."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for code in codes:
        name = quote(code, safe="").replace(".", "%2E").replace("~", "%7E")
        if name.casefold() in taken:
            name = "".join(f"%{byte:02X}" for byte in code.encode())
        taken.add(name.casefold())
        names[code] = name
    return names


def _resource(table: LinkedTable, paths: Sequence[str]) -> dict[str, Any]:
    """Its description, as that of the CSV. *partitions*: those of its columns that are folders."""
    described = {key: value for key, value in table_resource(table).items() if key in _KEPT_OF_CSV}
    parted = {"partitions": list(PARTED), "path": list(paths)} if table.name in _PARTED_TABLES else {"path": paths[0]}
    return {**described, **parted, "format": "parquet", "mediatype": "application/vnd.apache.parquet"}


def _parquet(table: LinkedTable, rows: Sequence[Row]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {name: kind for name, kind in table.types.items() if table.name not in _PARTED_TABLES or name not in PARTED}
    columns = {
        name: pa.array([_stored(row[name], kind) for row in rows], arrow_type(kind)) for name, kind in types.items()
    }
    stream = io.BytesIO()
    pq.write_table(pa.table(columns), stream, compression="zstd")
    return stream.getvalue()


def _stored(cell: Cell, kind: str) -> object:
    match kind, cell:
        case "number", int() | float():
            return float(cell)
        case "datetime", str():
            return datetime.fromisoformat(cell)
    return cell


def arrow_type(kind: str) -> "pa.DataType":
    """The type of Arrow for one of a Table Schema."""
    import pyarrow as pa

    return {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "datetime": pa.timestamp("ms", tz="UTC"),
    }[kind]
