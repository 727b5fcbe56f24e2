"""Send the collection workbooks, or write the drafts that the coordinator sends."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.campaign import Campaign, Contact, Respondent, choose_respondents
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.merging.ledger import Dispatch, Means, Post
from qpv_xlsx.mail.letter_models import copy_templates
from qpv_xlsx.register import Register, open_register
from qpv_xlsx.tasks.corresponding.addressees import called, refuse_placeholders
from qpv_xlsx.tasks.corresponding.closing_day import refuse_once_closed
from qpv_xlsx.tasks.corresponding.letter_words import Occasion, write_words
from qpv_xlsx.tasks.corresponding.posting import AS_FILES, Outgoing, Posted, Route, letterbox, send_one
from qpv_xlsx.tasks.generate import FOLDER, fingerprint_of


def send(folder: Path, *, only: Sequence[str], author: str, now: datetime, route: Route = AS_FILES) -> Iterator[Posted]:
    """One message per respondent. Through a server, a workbook goes to those who have not had it, unless *only* names them.

    Everything is checked before the first message leaves: workbooks made for the campaign as it is, contacts known.
    """
    campaign = load_campaign(folder)
    with open_register(folder, author=author) as register:
        when = Occasion(folder=folder, campaign=campaign, now=now)
        letters = letters_to_send(when, register, only=only, route=route)
        with letterbox(folder, campaign, register, now, route) as box:
            for outgoing in letters:
                yield send_one(box, outgoing)


def letters_to_send(when: Occasion, register: Register, *, only: Sequence[str], route: Route) -> tuple[Outgoing, ...]:
    """The messages that are to leave, whole. Raises CampaignError where one of them cannot."""
    folder, campaign = when.folder, when.campaign
    respondents = choose_respondents(campaign, only)
    _check_contacts(respondents)
    refuse_placeholders(folder, campaign, respondents)
    refuse_once_closed(folder, campaign, when.now.date())
    copy_templates(folder, campaign.language)
    current = _current_workbooks(folder, campaign, respondents, register.dispatches())
    return tuple(_letters(when, register, current, only=only, route=route))


def _letters(
    when: Occasion, register: Register, current: Mapping[str, Dispatch], *, only: Sequence[str], route: Route
) -> Iterator[Outgoing]:
    for respondent in choose_respondents(when.campaign, only):
        dispatch = current[respondent.code]
        served = frozenset() if only else _served(register, dispatch, route.means)
        contacts = tuple(one for one in respondent.contacts if one.email.casefold() not in served)
        if contacts:
            yield _letter(when, respondent, contacts, dispatch)


def _letter(when: Occasion, respondent: Respondent, contacts: tuple[Contact, ...], dispatch: Dispatch) -> Outgoing:
    workbook = when.folder / FOLDER / dispatch.name
    return Outgoing(
        post=Post.COLLECTION,
        text=write_words(when, Post.COLLECTION, {"administration": called(when.campaign, respondent)}),
        respondents=(respondent.code,),
        recipients=contacts,
        workbooks=(workbook,),
        draft=workbook.with_suffix(".eml"),
        version=dispatch.version,
    )


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
