"""Send the collection workbooks, or write the drafts that the coordinator sends."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.campaign import Campaign, Contact, Respondent, choose_respondents
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.merging.ledger import Dispatch, Means, Post
from qpv_xlsx.mail.drafting import Enclosure
from qpv_xlsx.mail.letter_models import copy_templates
from qpv_xlsx.register import Register, open_register
from qpv_xlsx.tasks.addressees import called, refuse_placeholders
from qpv_xlsx.tasks.closing_day import closing_past
from qpv_xlsx.tasks.generate import FOLDER, fingerprint_of
from qpv_xlsx.tasks.posting import (
    AS_FILES,
    Letterbox,
    Outgoing,
    Posted,
    Route,
    letterbox,
    send_one,
    write_words,
)


def send(folder: Path, *, only: Sequence[str], author: str, now: datetime, route: Route = AS_FILES) -> Iterator[Posted]:
    """One message per respondent. Through a server, a workbook goes to those who have not had it, unless *only* names them.

    Everything is checked before the first message leaves: workbooks made for the campaign as it is, contacts known.
    """
    campaign = load_campaign(folder)
    respondents = choose_respondents(campaign, only)
    _check_contacts(respondents)
    refuse_placeholders(folder, campaign, respondents)
    past = closing_past(folder, campaign, now.date())
    if past:
        raise CampaignError("closing_over", problems=past)
    copy_templates(folder, campaign.language)
    with open_register(folder, author=author) as register:
        current = _current_workbooks(folder, campaign, respondents, register.dispatches())
        with letterbox(folder, campaign, register, now, route) as box:
            for respondent in respondents:
                dispatch = current[respondent.code]
                served = frozenset() if only else _served(register, dispatch, box.means)
                contacts = tuple(one for one in respondent.contacts if one.email.casefold() not in served)
                if contacts:
                    yield _send_to(box, respondent, contacts, dispatch)


def _send_to(box: Letterbox, respondent: Respondent, contacts: tuple[Contact, ...], dispatch: Dispatch) -> Posted:
    workbook = box.folder / FOLDER / dispatch.name
    outgoing = Outgoing(
        post=Post.COLLECTION,
        text=write_words(box, Post.COLLECTION, {"administration": called(box.campaign, respondent)}),
        respondents=(respondent.code,),
        recipients=contacts,
        enclosures=(Enclosure(name=dispatch.name, content=workbook.read_bytes()),),
        draft=workbook.with_suffix(".eml"),
        version=dispatch.version,
    )
    return send_one(box, outgoing)


def _served(register: Register, dispatch: Dispatch, means: Means) -> frozenset[str]:
    """Addresses that this version went to by a server. A draft may be written again: nobody knows whether it left."""
    if means is Means.DRAFT:
        return frozenset()
    return frozenset(
        address.casefold()
        for sending in register.sendings()
        if sending.respondent == dispatch.respondent
        and sending.post is Post.COLLECTION
        and sending.version == dispatch.version
        and sending.means in {Means.SMTP, means}
        for address in sending.recipients
    )


def _check_contacts(respondents: Sequence[Respondent]) -> None:
    silent = tuple(respondent.code for respondent in respondents if not respondent.contacts)
    if silent:
        raise CampaignError("contacts_missing", respondents=silent)


def _current_workbooks(
    folder: Path, campaign: Campaign, respondents: Sequence[Respondent], dispatches: Sequence[Dispatch]
) -> dict[str, Dispatch]:
    """The workbook of each respondent, made for what the campaign asks now. Raises CampaignError where one is not."""
    made = {one.respondent for one in dispatches if (folder / FOLDER / one.name).is_file()}
    absent = tuple(respondent.code for respondent in respondents if respondent.code not in made)
    if absent:
        raise CampaignError("workbooks_missing", respondents=absent)
    asked = {respondent.code: fingerprint_of(campaign, respondent) for respondent in respondents}
    current = {one.respondent: one for one in dispatches if one.fingerprint == asked.get(one.respondent)}
    stale = tuple(code for code in asked if code not in current)
    if stale:
        raise CampaignError("workbooks_stale", respondents=stale)
    return current
