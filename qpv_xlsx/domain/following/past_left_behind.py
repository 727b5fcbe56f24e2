"""Results of a measure, or of a quartier, that nothing in the campaign is called: dropped, or called otherwise and nobody said so?

The row stays valid either way. A measure is told until somebody says which of the two: its former code, or a waiver that
gives the reason why it is asked no more. A quartier likewise, where another has no past: its form would show none.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qpv_xlsx.domain.contract.campaign import Campaign, PastResult
from qpv_xlsx.domain.contract.former import former_codes, present_code
from qpv_xlsx.domain.contract.geography import Territory
from qpv_xlsx.domain.contract.measures import Measure

_MOST = 4  # newcomers that one sentence can name


@dataclass(frozen=True, slots=True, kw_only=True)
class PastLeftBehind:
    """*results*: how many the history holds. *newcomers*: codes that have none, those most alike first."""

    results: int = 0
    newcomers: tuple[str, ...] = ()


def lost_measures(campaign: Campaign) -> Mapping[str, PastLeftBehind]:
    """By code. Of the latest year only: of what was dropped longer ago somebody has decided."""
    former = former_codes(campaign).measures
    known = {one.code for one in campaign.catalogue.measures} | {one.measure for one in campaign.waivers}
    having = {present_code(past.measure, former) for past in campaign.history}
    new = [one for one in campaign.catalogue.measures if one.code not in having]
    lost = [past for past in campaign.history if present_code(past.measure, former) not in known]
    recent = dict.fromkeys(past.measure for past in lost if past.year == _latest(campaign))
    counted = Counter(past.measure for past in lost)
    return {
        code: PastLeftBehind(
            results=counted[code], newcomers=_most_alike(new, [past for past in lost if past.measure == code])
        )
        for code in recent
    }


def lost_quartiers(campaign: Campaign) -> Mapping[str, PastLeftBehind]:
    """By code, where the map of the territory is still the one of the result."""
    found: dict[str, PastLeftBehind] = {}
    for territory in campaign.territories:
        found |= _lost_in(campaign, territory)
    return found


def _lost_in(campaign: Campaign, territory: Territory) -> Mapping[str, PastLeftBehind]:
    former = former_codes(campaign).quartiers
    known = {one.id for one in territory.quartiers} | {one.quartier or "" for one in campaign.waivers}
    told = {one.former for one in campaign.successions if one.territory == territory.code}
    pasts = list(_on_its_map(campaign, territory))
    having = {present_code(past.quartier or "", former) for past in pasts}
    new = tuple(one.id for one in territory.quartiers if one.id not in having)
    lost = [past.quartier or "" for past in pasts if present_code(past.quartier or "", former) not in known | told]
    counted = Counter(lost)
    return {code: PastLeftBehind(results=counted[code], newcomers=new[:_MOST]) for code in counted if new}


def _on_its_map(campaign: Campaign, territory: Territory) -> Iterator[PastResult]:
    """Results of the latest year, by quartier, of the territory as it is drawn now."""
    latest = _latest(campaign)
    for past in campaign.history:
        is_there = past.territory == territory.code and past.quartier and past.year == latest
        if is_there and past.geography in {"", territory.geography}:
            yield past


def _latest(campaign: Campaign) -> int | None:
    return max((past.year for past in campaign.history if past.year < campaign.year), default=None)


def _most_alike(new: Iterable[Measure], pasts: Iterable[PastResult]) -> tuple[str, ...]:
    """Of the same kind and convention first."""
    kinds = {past.kind for past in pasts}
    prefixes = {past.measure.partition("-")[0] for past in pasts}
    ordered = sorted(new, key=lambda one: (one.code.partition("-")[0] not in prefixes, one.kind not in kinds))
    return tuple(one.code for one in ordered[:_MOST])
