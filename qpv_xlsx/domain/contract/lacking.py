"""What a campaign still lacks before its workbooks can go out: told by ``status``, never filled in by guessing."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.continuing import unmapped


class Lack(StrEnum):
    """What may be missing; each has its words."""

    TITLE = "title"
    YEARS = "years"
    COORDINATOR = "coordinator"
    DEADLINE = "deadline"
    TERRITORY = "territory"
    QUARTIERS = "quartiers"
    INDICATORS = "indicators"
    RESPONDENTS = "respondents"
    CONTACTS = "contacts"
    CONFIRMATIONS = "confirmations"
    SUCCESSIONS = "successions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One thing that is missing. *names*: of whom or where; *count*: how many."""

    lack: Lack
    count: int = 1
    names: tuple[str, ...] = ()


def lacking(campaign: Campaign) -> tuple[Missing, ...]:
    """Everything that *campaign* lacks, in the order in which it is best filled in."""
    return tuple(_lacking(campaign))


def _lacking(campaign: Campaign) -> Iterator[Missing]:
    catalogue = campaign.catalogue
    if not campaign.title or not catalogue.title:
        yield Missing(lack=Lack.TITLE)
    if None in {catalogue.baseline_year, catalogue.start, catalogue.end}:
        yield Missing(lack=Lack.YEARS)
    yield from _asking(campaign)
    if any(not territory.name for territory in campaign.territories):
        yield Missing(lack=Lack.TERRITORY)
    bare = tuple(territory.name or territory.code for territory in campaign.territories if not territory.quartiers)
    if bare:
        yield Missing(lack=Lack.QUARTIERS, count=len(bare), names=bare)
    if not catalogue.conventions:
        yield Missing(lack=Lack.INDICATORS)
    if not campaign.respondents:
        yield Missing(lack=Lack.RESPONDENTS)
    yield from _people(campaign)
    unconfirmed = sum(not measure.is_confirmed for measure in catalogue.measures)
    if unconfirmed:
        yield Missing(lack=Lack.CONFIRMATIONS, count=unconfirmed)
    untold = unmapped(campaign)
    if untold:
        names = tuple(f"{quartier} ({geography})" for (_, geography), there in untold.items() for quartier in there)
        yield Missing(lack=Lack.SUCCESSIONS, count=len(names), names=names)


def _asking(campaign: Campaign) -> Iterator[Missing]:
    """Who asks, and until when."""
    if not campaign.coordinator.name or not campaign.coordinator.email:
        yield Missing(lack=Lack.COORDINATOR)
    if campaign.deadline is None:
        yield Missing(lack=Lack.DEADLINE)


def _people(campaign: Campaign) -> Iterator[Missing]:
    silent = tuple(
        respondent.code
        for respondent in campaign.respondents
        if not any(contact.email for contact in respondent.contacts)
    )
    if silent:
        yield Missing(lack=Lack.CONTACTS, count=len(silent), names=silent)
