"""Remind those who owe something: one message per contact, with all that is expected there."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.campaign import Campaign, Contact, Respondent, choose_respondents
from qpv_xlsx.domain.findings import CampaignError, Code
from qpv_xlsx.domain.following.actions import FollowUp, State, follow_up_of
from qpv_xlsx.domain.merging.ledger import Account, Dispatch, Ledger, Post, Sending
from qpv_xlsx.domain.merging.renaming import present_dispatches
from qpv_xlsx.mail.letter_models import copy_templates
from qpv_xlsx.messages.numbers import day
from qpv_xlsx.messages.sentences import Names
from qpv_xlsx.messages.wordbook import phrase
from qpv_xlsx.register import Register, open_register
from qpv_xlsx.tasks.corresponding.addressees import called, refuse_placeholders
from qpv_xlsx.tasks.corresponding.letter_words import Occasion, write_words
from qpv_xlsx.tasks.corresponding.posting import AS_FILES, Outgoing, Posted, Route, letterbox, send_one
from qpv_xlsx.tasks.generate import FOLDER
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.tasks.return_ import FOLDER as CORRECTIONS
from qpv_xlsx.tasks.return_ import correction_name, count_to_do, points_told

_LISTED = 10  # missing answers named in a message
_NAMED = 3  # codes in a draft's name


def remind(
    folder: Path, *, only: Sequence[str], author: str, now: datetime, route: Route = AS_FILES
) -> Iterator[Posted]:
    """Messages to those who were asked and have not answered, or must correct or complete. Others are left in peace.

    Who was reminded today is not reminded again, unless *route* says so; where that leaves nobody, CampaignError.
    """
    campaign = load_campaign(folder)
    with open_register(folder, author=author) as register:
        when = Occasion(folder=folder, campaign=campaign, now=now)
        letters = reminders_to_send(when, register, only=only, again=route.again)
        with letterbox(folder, campaign, register, now, route) as box:
            for outgoing in letters:
                yield send_one(box, outgoing)


def reminders_to_send(when: Occasion, register: Register, *, only: Sequence[str], again: bool) -> tuple[Outgoing, ...]:
    """The messages that are to leave, whole. Raises CampaignError where one of them cannot."""
    campaign = when.campaign
    chosen = choose_respondents(campaign, only)
    copy_templates(when.folder, campaign.language)
    ledger = ledger_of(campaign, register, when.now)
    owing = [one for one in chosen if _owes(ledger.accounts[one.code], campaign, when.now)]
    refuse_placeholders(when.folder, campaign, owing)
    dispatches = {dispatch.respondent: dispatch for dispatch in present_dispatches(campaign, register.dispatches())}
    due = tuple(by_contact(owing))
    reminded = () if again else tuple(_reminded_today(register.sendings(), when.now))
    rest = tuple(one for one in due if not _is_reminded(reminded, *one))
    if due and not rest:
        raise CampaignError("reminded_today", respondents=tuple(one.code for one in owing))
    return tuple(_reminder(when, contact, respondents, ledger, dispatches) for contact, respondents in rest)


def by_contact(respondents: Sequence[Respondent]) -> Iterator[tuple[Contact, tuple[Respondent, ...]]]:
    """Each address once, with the respondents that it serves."""
    contacts: dict[str, Contact] = {}
    served: dict[str, list[Respondent]] = {}
    for respondent in respondents:
        for contact in respondent.contacts:
            address = contact.email.casefold()
            contacts.setdefault(address, contact)
            if respondent not in served.setdefault(address, []):
                served[address].append(respondent)
    for address, contact in contacts.items():
        yield contact, tuple(served[address])


def _reminded_today(sendings: Sequence[Sending], now: datetime) -> Iterator[Sending]:
    for sending in sendings:
        if sending.post is Post.REMINDER and sending.sent.astimezone(now.tzinfo).date() == now.date():
            yield sending


def _is_reminded(reminded: Sequence[Sending], contact: Contact, respondents: Sequence[Respondent]) -> bool:
    codes = {respondent.code for respondent in respondents}
    return any(sending.respondent in codes and contact.email in sending.recipients for sending in reminded)


def _owes(account: Account, campaign: Campaign, now: datetime) -> bool:
    follow_up = follow_up_of(account, campaign.deadline, now.date())
    return follow_up.state.owes_something and (follow_up.sent is not None or follow_up.received is not None)


def _reminder(
    when: Occasion,
    contact: Contact,
    respondents: Sequence[Respondent],
    ledger: Ledger,
    dispatches: Mapping[str, Dispatch],
) -> Outgoing:
    accounts = [ledger.accounts[respondent.code] for respondent in respondents]
    told = when.speaking(Post.REMINDER)
    expected = [_expected(told, respondent, account) for respondent, account in zip(respondents, accounts, strict=True)]
    facts = {
        "administration": ", ".join(called(when.campaign, respondent) for respondent in respondents),
        "points": "\n".join(expected),
        "retard": _lateness(told),
    }
    codes = tuple(respondent.code for respondent in respondents)
    return Outgoing(
        post=Post.REMINDER,
        text=write_words(when, Post.REMINDER, facts),
        respondents=codes,
        recipients=(contact,),
        workbooks=tuple(_workbooks(when, codes, dispatches)),
        draft=when.folder / FOLDER / _draft_name(when.now, codes, _rank(contact, respondents[0])),
    )


def _draft_name(now: datetime, codes: Sequence[str], rank: int) -> str:
    """« relance_2016-03-24_EMP_EDU.eml »; « -2 » for a second contact of the same respondent."""
    named = "_".join(codes[:_NAMED]) + (f"_et_{len(codes) - _NAMED}" if len(codes) > _NAMED else "")
    return f"relance_{now:%Y-%m-%d}_{named}{f'-{rank + 1}' if rank else ''}.eml"


def _rank(contact: Contact, respondent: Respondent) -> int:
    return [one.email.casefold() for one in respondent.contacts].index(contact.email.casefold())


def _workbooks(when: Occasion, respondents: Sequence[str], dispatches: Mapping[str, Dispatch]) -> Iterator[Path]:
    """What each is to fill in, once more: the correction workbook with their own answers where one was made, else the first."""
    for code in respondents:
        places = [_correction_of(when, code)]
        places += [when.folder / FOLDER / dispatches[code].name] if code in dispatches else []
        path = next((place for place in places if place.is_file()), None)
        if path is not None:
            yield path


def _correction_of(when: Occasion, respondent: str) -> Path:
    return when.folder / CORRECTIONS / correction_name(when.campaign, respondent)


def _lateness(when: Occasion) -> str:
    deadline, today = when.campaign.deadline, when.now.date()
    if deadline is None or today <= deadline:
        return ""
    return " " + phrase(when.campaign.language, "deadline_passed", days=(today - deadline).days)


def _expected(when: Occasion, respondent: Respondent, account: Account) -> str:
    """« – DIRECCTE : rien reçu ; classeur envoyé le 05/11/2015 »."""
    language, name = when.campaign.language, called(when.campaign, respondent)
    follow_up = follow_up_of(account, when.campaign.deadline, when.now.date())
    match follow_up.state:
        case State.SILENT:
            sent = day(account.sent, language) if account.sent else ""
            return phrase(language, "reminder_silent", respondent=name, sent=sent)
        case State.TO_CORRECT:
            is_enclosed = _correction_of(when, respondent.code).is_file()
            key = "reminder_to_correct_enclosed" if is_enclosed else "reminder_to_correct"
            return phrase(language, key, respondent=name, count=count_to_do(points_told(account)))
        case _:
            return _missing_words(when.campaign, name, account, follow_up)


def _missing_words(campaign: Campaign, name: str, account: Account, follow_up: FollowUp) -> str:
    labels = Names.of(campaign).measures
    codes = list(
        dict.fromkeys(
            found.measure
            for found in (held.found for held in account.findings)
            if found.code is Code.M01 and found.measure
        )
    )
    lines = [phrase(campaign.language, "reminder_to_complete", respondent=name, count=follow_up.missing)]
    lines += [f"    {code} {labels.get(code, '')}".rstrip() for code in codes[:_LISTED]]
    if len(codes) > _LISTED:
        lines.append("    " + phrase(campaign.language, "more_points", count=len(codes) - _LISTED))
    return "\n".join(lines)
