"""The linked tables as pandas DataFrames."""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from types import MappingProxyType

import pandas as pd

from qpv_xlsx.export.linked_tables import LinkedTable

_DTYPES: Mapping[str, str] = MappingProxyType(
    {"string": "str", "integer": "Int64", "number": "float64", "boolean": "boolean", "datetime": "datetime64[ms, UTC]"}
)
"""pandas' own types, by those of a Table Schema. Whole numbers and truths may be absent (``pd.NA``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frames:
    """One DataFrame per table of the Data Package, with its columns and types. Shares are fractions; « _T » is the whole territory.

    *answers*: « reponses », one row per expected answer, an absence with its reason. *statuses*: « statuts ».
    *indicator_statuses*: « statuts-indicateurs ». *decisions*, *publications*, *published_figures*: None in a version to
    publish. *quartier_statuses*, *results* (every year) and *findings*: None in what a former version exported.
    """

    answers: pd.DataFrame
    statuses: pd.DataFrame
    indicator_statuses: pd.DataFrame
    campaigns: pd.DataFrame
    measures: pd.DataFrame
    indicators: pd.DataFrame
    conventions: pd.DataFrame
    respondents: pd.DataFrame
    territories: pd.DataFrame
    quartiers: pd.DataFrame
    successions: pd.DataFrame
    decisions: pd.DataFrame | None = None
    quartier_statuses: pd.DataFrame | None = None
    results: pd.DataFrame | None = None
    findings: pd.DataFrame | None = None
    publications: pd.DataFrame | None = None
    published_figures: pd.DataFrame | None = None
    local_aims: pd.DataFrame | None = None


TABLES: Mapping[str, str] = MappingProxyType(
    {
        "answers": "reponses",
        "statuses": "statuts",
        "indicator_statuses": "statuts-indicateurs",
        "campaigns": "campagnes",
        "measures": "mesures",
        "indicators": "indicateurs",
        "conventions": "conventions",
        "respondents": "administrations",
        "territories": "territoires",
        "quartiers": "quartiers",
        "successions": "correspondances",
        "decisions": "decisions",
        "quartier_statuses": "statuts-quartiers",
        "results": "resultats",
        "findings": "anomalies",
        "publications": "publications",
        "published_figures": "chiffres-publies",
        "local_aims": "objectifs-par-territoire",
    }
)
"""The table that each frame holds."""


def frames_of(tables: Mapping[str, LinkedTable]) -> Frames:
    """Every table as a DataFrame. Raises KeyError where one that every export has is not there."""
    made = {
        one.name: frame_of(tables[TABLES[one.name]])
        for one in fields(Frames)
        if one.default is MISSING or TABLES[one.name] in tables
    }
    return Frames(**made)


def frame_of(table: LinkedTable) -> pd.DataFrame:
    """One table. Its columns are in the order of its types."""
    columns = {
        name: pd.Series([row[name] for row in table.rows], dtype=_DTYPES[kind]) for name, kind in table.types.items()
    }
    return pd.DataFrame(columns)
