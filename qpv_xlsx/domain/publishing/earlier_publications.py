"""What was already given to the public, and what was withheld: a later publication is read beside the earlier ones."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from qpv_xlsx.domain.publishing.linked_system import CellKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One publication. *published* and *withheld*: figures by key, as they were then. *limit*: threshold of small counts.

    *number*: from 1, in order of time. *name*: the file that was written first. *quartiers*: those of each territory then,
    told or not; empty where that was not written down.
    """

    number: int
    moment: datetime
    name: str
    limit: int
    published: Mapping[CellKey, float]
    withheld: Mapping[CellKey, float]
    quartiers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
