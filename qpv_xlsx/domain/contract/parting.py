"""A campaign seen from one of its territories: what is asked there, and what is known of it."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Generic, TypeVar

from qpv_xlsx.domain.contract.campaign import Campaign

T = TypeVar("T")

OF_TERRITORIES = ("territories", "respondents", "revisions", "local_aims", "waivers", "history", "successions")
"""What the parts of a campaign differ in."""


def parts_of(campaign: Campaign) -> Iterator[Campaign]:
    """The part of *campaign* that concerns each territory, whose name is added to the title."""
    for part in _parts(campaign):
        yield replace(part, title=f"{campaign.title} – {part.territories[0].name}")


def forms_in(campaign: Campaign) -> Iterator[Campaign]:
    """For each territory, the part with which its forms are written and read as with the whole *campaign*.

    Of the history of others, a figure stays of each year: forms have a column for it.
    """
    years = {past.year: past for past in reversed(campaign.history)}
    for part in _parts(campaign):
        told = {one.year for one in part.history}
        yield replace(part, history=(*part.history, *(one for year, one in years.items() if year not in told)))


def without_territories(campaign: Campaign) -> Campaign:
    """What all territories have in common."""
    nothing: Mapping[str, Any] = dict.fromkeys(OF_TERRITORIES, ())
    return replace(campaign, **nothing)


def _parts(campaign: Campaign) -> Iterator[Campaign]:
    """Each list is gone through once, however many territories there are."""
    respondents = _There(campaign.respondents, lambda one: one.territory)
    homes = {one.code: one.territory for one in campaign.respondents}
    revisions = _There(campaign.revisions, lambda one: one.territory)
    local_aims = _There(campaign.local_aims, lambda one: one.territory)
    waivers = _There(campaign.waivers, lambda one: None if one.respondent is None else homes.get(one.respondent, ""))
    history = _There(campaign.history, lambda one: one.territory)
    successions = _There(campaign.successions, lambda one: one.territory)
    for territory in campaign.territories:
        yield replace(
            campaign,
            territories=(territory,),
            respondents=respondents.of(territory.code),
            revisions=revisions.of(territory.code),
            local_aims=local_aims.of(territory.code),
            waivers=waivers.of(territory.code),
            history=history.of(territory.code),
            successions=successions.of(territory.code),
        )


class _There(Generic[T]):
    """*items* by the territory that they concern; None: all. Held by rank alone."""

    def __init__(self, items: Sequence[T], territory: Callable[[T], str | None]) -> None:
        self._items = items
        self._ranks: defaultdict[str | None, array[int]] = defaultdict(partial(array, "l"))
        for rank, item in enumerate(items):
            self._ranks[territory(item)].append(rank)

    def of(self, territory: str) -> tuple[T, ...]:
        """Those of *territory* and those of all, in the campaign's order."""
        none: Sequence[int] = ()
        own, common = (self._ranks.get(key, none) for key in (territory, None))
        return tuple([self._items[rank] for rank in (sorted((*own, *common)) if common else own)])
