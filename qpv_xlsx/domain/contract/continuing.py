"""Former figures on this year's map: a quartier that is identical keeps its series, every other one breaks it.

Figures of the history keep what they were written with; only what is read of them is carried over.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from qpv_xlsx.domain.contract.campaign import Campaign, PastResult
from qpv_xlsx.domain.contract.coverage import Coverage, coverage, map_of, named_map
from qpv_xlsx.domain.contract.geography import Territory
from qpv_xlsx.domain.contract.measures import Perimeter
from qpv_xlsx.domain.contract.remembering import Same, forgettable
from qpv_xlsx.domain.contract.successions import Continuity, Succession


@dataclass(frozen=True, slots=True, kw_only=True)
class Antecedent:
    """What a quartier had in a former year. *results*: of the quartiers that it was; empty for one that is new.

    *continuity*: SAME where the series goes on; None: another map, and nobody said what became of the quartier.
    """

    results: tuple[PastResult, ...]
    continuity: Continuity | None

    @property
    def goes_on(self) -> bool:
        """Whether the figure is one of the same series."""
        return self.continuity is Continuity.SAME


def on_present_map(campaign: Campaign, results: Iterable[PastResult]) -> tuple[PastResult, ...]:
    """*results* as this year's map calls them: those of identical quartiers, and of a map on which nothing changed.

    The others keep the name of their own map, which tells that they are not on this one.
    """
    if not campaign.successions:
        return tuple(results)
    kept = {_former_key(one): one for one in campaign.successions if one.continuity is Continuity.SAME}
    maps = {one.code: one.geography for one in campaign.territories}
    unchanged = {
        (code, geography) for code, geography in _maps_told(campaign) if _is_unchanged(campaign, code, geography)
    }
    return tuple(_carried(past, kept, maps, unchanged) for past in results)


def _former_key(line: Succession) -> tuple[str, str, str | None]:
    return line.territory, line.geography, line.former


def _carried(
    past: PastResult,
    kept: Mapping[tuple[str, str, str | None], Succession],
    maps: Mapping[str, str],
    unchanged: Iterable[tuple[str, str]],
) -> PastResult:
    if past.quartier is None:
        is_same = (past.territory, past.geography) in unchanged and past.perimeter is not Perimeter.QPV_QVA
        return replace(past, geography=maps[past.territory]) if is_same else past
    line = kept.get((past.territory, past.geography, past.quartier))
    return past if line is None else replace(past, quartier=line.quartier, geography=maps[past.territory])


def _maps_told(campaign: Campaign) -> dict[tuple[str, str], None]:
    return dict.fromkeys((one.territory, one.geography) for one in campaign.successions)


def _is_unchanged(campaign: Campaign, territory: str, geography: str) -> bool:
    """Whether every quartier of the territory is said to be identical to one of the former map, and none left it."""
    lines = successions_of(campaign, territory, geography)
    present = {quartier.id for one in campaign.territories if one.code == territory for quartier in one.quartiers}
    return all(one.continuity is Continuity.SAME for one in lines) and {one.quartier for one in lines} == present


def covering(campaign: Campaign, territory: str, perimeter: Perimeter, year: int, geography: str = "") -> Coverage:
    """What a figure of *territory* covers: where no quartier changed from one map to the other, both are one."""
    return coverage(perimeter, year, geography, joined=joined_map(campaign, territory))


def joined_map(campaign: Campaign, territory: str) -> int | None:
    """This year's map of *territory*, where all its quartiers are identical to those of the other one; else None."""
    return _joined_map(Same(campaign), territory) if campaign.successions else None


@forgettable
@lru_cache(maxsize=64)
def _joined_map(here: Same[Campaign], territory: str) -> int | None:
    campaign = here.one
    told = dict.fromkeys(one.geography for one in campaign.successions if one.territory == territory)
    if not told:
        return None
    present = map_of(geography_of(campaign, territory), campaign.year)
    others = (geography for geography in told if named_map(geography) not in {None, present})
    return present if any(_is_unchanged(campaign, territory, geography) for geography in others) else None


def geography_of(campaign: Campaign, territory: str) -> str:
    """The name of a territory's list of quartiers; empty where it has none."""
    return next((one.geography for one in campaign.territories if one.code == territory), "")


def successions_of(campaign: Campaign, territory: str, geography: str) -> tuple[Succession, ...]:
    """What is said of a territory's former map."""
    return tuple(one for one in campaign.successions if (one.territory, one.geography) == (territory, geography))


def is_on_present_map(past: PastResult, territory: Territory) -> bool:
    """Whether a figure by quartier is of the quartier that this year's map calls so. An unwritten map is taken for it."""
    return past.geography in {"", territory.geography}


def antecedent(
    campaign: Campaign, territory: Territory, quartier: str, results: Sequence[PastResult]
) -> Antecedent | None:
    """What *quartier* had, among *results* by quartier of one measure and year, carried to this map; None: nothing.

    Where former quartiers are said to have become this one, theirs; else that of the same id on another map.
    """
    same = tuple(one for one in results if one.quartier == quartier and is_on_present_map(one, territory))
    if same:
        return Antecedent(results=same, continuity=Continuity.SAME)
    maps = {one.geography for one in results}
    lines = [
        one
        for one in campaign.successions
        if (one.territory, one.quartier) == (territory.code, quartier) and one.geography in maps
    ]
    if lines:
        was = {_former_key(one) for one in lines}
        found = tuple(one for one in results if (one.territory, one.geography, one.quartier) in was)
        is_told = found or lines[0].continuity is Continuity.ENTERED
        return Antecedent(results=found, continuity=lines[0].continuity) if is_told else None
    homonyms = tuple(one for one in results if one.quartier == quartier)
    return Antecedent(results=homonyms, continuity=None) if homonyms else None


def unmapped(campaign: Campaign) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Former quartiers of which nobody said what became of them, by territory and former map."""
    maps = {one.code: one.geography for one in campaign.territories}
    told = {_former_key(one) for one in campaign.successions}
    found: dict[tuple[str, str], dict[str, None]] = {}
    for past in campaign.history:
        is_elsewhere = past.geography not in {"", maps.get(past.territory, "")}
        if past.quartier and is_elsewhere and (past.territory, past.geography, past.quartier) not in told:
            found.setdefault((past.territory, past.geography), {})[past.quartier] = None
    return {key: tuple(quartiers) for key, quartiers in found.items()}
