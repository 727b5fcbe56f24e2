"""What a figure covers: a perimeter and, for the QPV, the version of their map. Figures compare only where both agree.

Maps: décret n° 2014-1750 (in force from 2015) and décret n° 2023-1314 (from 2024). A text of 2014 that says « QPV »
means the first: there was no QPV before it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from qpv_xlsx.domain.contract.measures import Perimeter

FIRST_MAP, SECOND_MAP = 2015, 2024

_ON_A_MAP = frozenset({Perimeter.QPV, Perimeter.QPV_QVA, Perimeter.ZUS_QPV})
_NAMED_MAPS: Mapping[Perimeter, int] = MappingProxyType({Perimeter.QPV_2015: FIRST_MAP, Perimeter.QPV_2024: SECOND_MAP})
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """*perimeter*: QPV whichever the map. *map_year*: FIRST_MAP or SECOND_MAP; None: no QPV in it."""

    perimeter: Perimeter
    map_year: int | None = None


@lru_cache(maxsize=1024)  # of every figure of a territory it is asked several times
def coverage(perimeter: Perimeter, year: int, geography: str = "", *, joined: int | None = None) -> Coverage:
    """What a figure of *year* on *perimeter* covers. *geography*: the name of its list of quartiers, where one is kept.

    *joined*: the map that stands for both, where every quartier is the same on them (the QPV alone: nobody said so of
    the QVA); None: each stands for itself.
    """
    if joined is not None and (perimeter is Perimeter.QPV or perimeter in _NAMED_MAPS):
        return Coverage(perimeter=Perimeter.QPV, map_year=joined)
    if perimeter in _NAMED_MAPS:
        return Coverage(perimeter=Perimeter.QPV, map_year=_NAMED_MAPS[perimeter])
    if perimeter in _ON_A_MAP:
        return Coverage(perimeter=perimeter, map_year=map_of(geography, year))
    return Coverage(perimeter=perimeter)


def map_of(geography: str, year: int) -> int:
    """The map that a geography's name tells (« paris-2024 »), or the one in force in *year*."""
    named = _YEAR.findall(geography)
    return SECOND_MAP if int(named[-1] if named else year) >= SECOND_MAP else FIRST_MAP


def named_map(geography: str) -> int | None:
    """The map that a geography's name tells; None: it tells none, or a year in which there was no QPV (« zus-2006 »)."""
    named = _YEAR.findall(geography)
    return map_of(geography, FIRST_MAP) if named and int(named[-1]) >= FIRST_MAP else None


def shown_perimeter(covered: Coverage) -> Perimeter:
    """The perimeter as a list of words has it, with its map where it is plainly the QPV."""
    if covered.perimeter is Perimeter.QPV:
        return Perimeter.QPV_2024 if covered.map_year == SECOND_MAP else Perimeter.QPV_2015
    return covered.perimeter


def is_other_map(one: Coverage, other: Coverage) -> bool:
    """Whether both are the same perimeter, on two maps."""
    return one.perimeter is other.perimeter and one.map_year != other.map_year
