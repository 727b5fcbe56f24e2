"""Before a message is written: whoever would get it, or its answer, is a real address."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from qpv_xlsx.campaigns.places import places_of
from qpv_xlsx.campaigns.pointers import Steps
from qpv_xlsx.domain.contract.campaign import Campaign, Contact, Respondent, territory_of
from qpv_xlsx.domain.contract.placeholders import is_placeholder
from qpv_xlsx.domain.findings import CampaignError, Problem


def refuse_placeholders(folder: Path, campaign: Campaign, respondents: Sequence[Respondent]) -> None:
    """Raise CampaignError where a contact of *respondents*, or the coordinator, is still the template's, each at its cell."""
    if not respondents:
        return
    found = dict(_placeholders(campaign, respondents))
    if found:
        places = places_of(folder, tuple(found))
        problems = tuple(
            Problem(place=places[steps], code="contact_placeholder", facts={"read": _said(contact)})
            for steps, contact in found.items()
        )
        raise CampaignError("contacts_placeholder", problems=problems, count=len(problems))


def _placeholders(campaign: Campaign, respondents: Sequence[Respondent]) -> Iterator[tuple[Steps, Contact]]:
    codes = {respondent.code for respondent in respondents}
    if is_placeholder(campaign.coordinator):
        yield ("coordinator", "email"), campaign.coordinator
    for rank, respondent in enumerate(campaign.respondents):
        for number, contact in enumerate(respondent.contacts):
            if respondent.code in codes and is_placeholder(contact):
                yield ("respondents", rank, "contacts", number, "email"), contact


def _said(contact: Contact) -> str:
    return f"{contact.name} <{contact.email}>" if contact.name else contact.email


def all_called(campaign: Campaign) -> dict[str, str]:
    """What each administration is called, by code."""
    return {one.code: called(campaign, one) for one in campaign.respondents}


def called(campaign: Campaign, respondent: Respondent) -> str:
    """The administration's name; with its territory where the campaign has several, so that letters say which."""
    if len(campaign.territories) == 1:
        return respondent.name
    place = territory_of(campaign, respondent).name
    return respondent.name if place in respondent.name else f"{respondent.name} – {place}"
