"""Tables that hold together by keys, none of which is empty."""

from collections.abc import Mapping
from dataclasses import dataclass

WHOLE = "_T"
"""The territory as a whole, where a quartier would stand (the code of totals in SDMX)."""

Cell = str | int | float | bool | None
Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A foreign key: *columns* here are *theirs* in *table*."""

    columns: tuple[str, ...]
    table: str
    theirs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedTable:
    """One table. *types*: Table Schema type by column, in order. *key*: columns that name a row, never empty."""

    name: str
    types: Mapping[str, str]
    key: tuple[str, ...]
    rows: tuple[Row, ...]
    links: tuple[Link, ...] = ()


CAMPAIGN = Link(columns=("campaign",), table="campagnes", theirs=("campaign",))
MEASURE = Link(columns=("measure",), table="mesures", theirs=("measure",))
INDICATOR = Link(columns=("indicator",), table="indicateurs", theirs=("indicator",))
CONVENTION = Link(columns=("convention",), table="conventions", theirs=("convention",))
TERRITORY = Link(columns=("territory",), table="territoires", theirs=("territory",))
RESPONDENT = Link(columns=("respondent",), table="administrations", theirs=("respondent",))
QUARTIER = Link(columns=("territory", "quartier"), table="quartiers", theirs=("territory", "quartier"))


def strings(*names: str) -> Mapping[str, str]:
    """Columns of text."""
    return dict.fromkeys(names, "string")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedTables:
    """All of them. *is_public*: made to be published."""

    tables: tuple[LinkedTable, ...] = ()
    is_public: bool = False
