"""A campaign seen from one of its territories: what is asked there, and what is known of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.geography import Territory

T = TypeVar("T")

OF_TERRITORIES = ("territories", "respondents", "revisions", "local_aims", "waivers", "history", "successions")
"""What the parts of a campaign differ in."""


def campaign_in(campaign: Campaign, territory: Territory) -> Campaign:
    """The part of *campaign* that concerns *territory*, whose name is added to the title."""
    respondents = tuple(one for one in campaign.respondents if one.territory == territory.code)
    codes = {one.code for one in respondents}
    return replace(
        campaign,
        title=f"{campaign.title} – {territory.name}",
        territories=(territory,),
        respondents=respondents,
        revisions=tuple(one for one in campaign.revisions if one.territory in {None, territory.code}),
        local_aims=tuple(one for one in campaign.local_aims if one.territory == territory.code),
        waivers=tuple(one for one in campaign.waivers if one.respondent is None or one.respondent in codes),
        history=tuple(one for one in campaign.history if one.territory == territory.code),
        successions=tuple(one for one in campaign.successions if one.territory == territory.code),
    )


def forms_in(campaign: Campaign) -> Iterator[Campaign]:
    """For each territory, the part with which its forms are written and read as with the whole *campaign*.

    Of the history of others, a figure stays of each year: forms have a column for it.
    """
    respondents = _by(campaign.respondents, lambda one: one.territory)
    local_aims = _by(campaign.local_aims, lambda one: one.territory)
    history = _by(campaign.history, lambda one: one.territory)
    successions = _by(campaign.successions, lambda one: one.territory)
    years = {past.year: past for past in reversed(campaign.history)}
    for territory in campaign.territories:
        asked = respondents[territory.code]
        codes = {one.code for one in asked}
        past = history[territory.code]
        told = {one.year for one in past}
        yield replace(
            campaign,
            territories=(territory,),
            respondents=tuple(asked),
            revisions=tuple(one for one in campaign.revisions if one.territory in {None, territory.code}),
            local_aims=tuple(local_aims[territory.code]),
            waivers=tuple(one for one in campaign.waivers if one.respondent is None or one.respondent in codes),
            history=(*past, *(one for year, one in years.items() if year not in told)),
            successions=tuple(successions[territory.code]),
        )


def _by(items: Iterable[T], territory: Callable[[T], str]) -> Mapping[str, Sequence[T]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for item in items:
        found[territory(item)].append(item)
    return found
