"""Contacts that can be written to, in place of the template's: nothing goes to ``example.org``."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from qpv_xlsx.campaigns import load_file, save_campaign
from qpv_xlsx.domain.contract.campaign import Campaign, Contact


def reachable(campaign: Campaign) -> Campaign:
    """*campaign* with each address at ``paris.test`` (RFC 2606: a name for tests)."""
    respondents = tuple(replace(one, contacts=tuple(map(_moved, one.contacts))) for one in campaign.respondents)
    return replace(campaign, coordinator=_moved(campaign.coordinator), respondents=respondents)


def make_reachable(folder: Path) -> None:
    """The same for a campaign's folder, as the coordinator would write it in Excel."""
    path = folder / "campagne.xlsx"
    save_campaign(reachable(load_file(path)), path, created=datetime(2016, 1, 4, tzinfo=UTC))


def _moved(contact: Contact) -> Contact:
    return replace(contact, email=contact.email.replace("@example.org", "@paris.test"))
