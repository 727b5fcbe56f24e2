"""A closing date that has passed: what goes out now could bring nothing back. What came in time counts as ever."""

from datetime import date
from pathlib import Path

from qpv_xlsx.campaigns.places import places_of
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.findings import CampaignError, Problem


def closing_past(folder: Path, campaign: Campaign, today: date) -> tuple[Problem, ...]:
    """The closing date at its cell, where *today* is after it; nothing elsewhere."""
    if campaign.closing is None or campaign.closing >= today:
        return ()
    steps = ("closing",)
    place = places_of(folder, (steps,))[steps]
    return (Problem(place=place, code="closing_past", facts={"closing": campaign.closing}),)


def refuse_once_closed(folder: Path, campaign: Campaign, today: date) -> None:
    """Raise CampaignError where *today* is after the closing date: a letter would ask for what is not counted."""
    past = closing_past(folder, campaign, today)
    if past:
        raise CampaignError("closing_over", problems=past)
