"""Send back what must be corrected: the respondent's own answers, faulty cells marked, and a message that says the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.campaign import Campaign, Respondent, choose_respondents
from qpv_xlsx.domain.contract.questions import Question, Value
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.domain.findings import Finding, Severity
from qpv_xlsx.domain.following.actions import awaits_correction, follow_up_of
from qpv_xlsx.domain.following.asked_back import asked_again, asked_back
from qpv_xlsx.domain.merging.ledger import Account, Post
from qpv_xlsx.domain.merging.renaming import present_dispatches
from qpv_xlsx.mail.letter_models import copy_templates
from qpv_xlsx.mail.letter_page import table
from qpv_xlsx.messages.sentences import Names, bare_sentence, others_in_words, sentence
from qpv_xlsx.messages.wordbook import LANGUAGES, label, phrase
from qpv_xlsx.register import Register, open_register
from qpv_xlsx.spreadsheet.files import write_whole
from qpv_xlsx.tasks.corresponding.addressees import called, refuse_placeholders
from qpv_xlsx.tasks.corresponding.letter_words import Occasion, write_words
from qpv_xlsx.tasks.corresponding.posting import AS_FILES, Letterbox, Outgoing, Posted, Route, letterbox, send_one
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.workbook.collection.correction import as_filled_in, write_correction

FOLDER = "a_retourner"
_UNSAID = tuple(phrase(language, "decisions_to_confirm") for language in LANGUAGES)  # « demander », without a reason
_FEW = 3  # points that need no table
_LISTED = 4  # points of one sort told in full in the message; the workbook tells them all


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A correction workbook, and its message."""

    workbook: Path
    posted: Posted
    points: int


def return_for_correction(
    folder: Path,
    *,
    only: Sequence[str],
    author: str,
    now: datetime,
    route: Route = AS_FILES,
) -> Iterator[Returned]:
    """For each respondent who answered and has something to mend. *only* names them, also those already written to."""
    campaign = load_campaign(folder)
    with open_register(folder, author=author) as register:
        when = Occasion(folder=folder, campaign=campaign, now=now)
        requests = requests_to_make(when, register, only=only)
        with letterbox(folder, campaign, register, now, route) as box:
            for request in requests:
                yield _send_back(box, request)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRequest:
    """What a respondent is asked to mend, and the message that asks. Its workbook is written when it leaves."""

    respondent: Respondent
    account: Account
    points: tuple[Finding, ...]
    letter: Outgoing


def requests_to_make(when: Occasion, register: Register, *, only: Sequence[str]) -> tuple[CorrectionRequest, ...]:
    """The messages that are to leave, whole. Raises CampaignError where one of them cannot."""
    folder, campaign = when.folder, when.campaign
    respondents = choose_respondents(campaign, only)
    copy_templates(folder, campaign.language)
    ledger = ledger_of(campaign, register, when.now)
    versions = {one.respondent: one.version for one in present_dispatches(campaign, register.dispatches())}
    accounts = {one: ledger.accounts[one.code] for one in respondents}
    due = {
        one: account for one, account in accounts.items() if points_of(account) and (only or _is_due(account, when.now))
    }
    refuse_placeholders(folder, campaign, tuple(due))
    return tuple(_request(when, one, account, versions.get(one.code, 1)) for one, account in due.items())


def points_of(account: Account) -> tuple[Finding, ...]:
    """What the respondent is asked to mend or to confirm, in the order of the account; then what the coordinator asks again."""
    points = asked_back(held.found for held in account.findings)
    return (*points, *asked_again(account, points, _UNSAID))


def _is_due(account: Account, now: datetime) -> bool:
    """Whether something must be corrected or confirmed that has not been sent back yet."""
    return awaits_correction(follow_up_of(account, None, now.date()))


def _request(when: Occasion, respondent: Respondent, account: Account, version: int) -> CorrectionRequest:
    campaign, points = when.speaking(Post.CORRECTION).campaign, points_of(account)
    told = points_told(account)
    workbook = when.folder / FOLDER / correction_name(campaign, respondent.code)
    facts = {
        "administration": called(campaign, respondent),
        "nombre": phrase(campaign.language, "points_count", count=count_to_do(told)),
        "points": points_words(told, Names.of(campaign), campaign.language),
    }
    letter = Outgoing(
        post=Post.CORRECTION,
        text=write_words(when, Post.CORRECTION, facts, points_table(told, Names.of(campaign), campaign.language)),
        respondents=(respondent.code,),
        recipients=respondent.contacts,
        workbooks=(workbook,),
        draft=workbook.with_suffix(".eml"),
        version=version,
    )
    return CorrectionRequest(respondent=respondent, account=account, points=points, letter=letter)


def _answers(account: Account) -> Mapping[Question, Value]:
    return {question: entry.answer.value for question, entry in account.entries.items()}


def points_told(account: Account) -> tuple[Finding, ...]:
    """The same as the correction workbook and its letters tell them."""
    return as_filled_in(points_of(account), _answers(account))


def count_to_do(told: Sequence[Finding]) -> int:
    """How many points are left to whom the workbook goes; all of them where it did each of them itself."""
    return sum(found.severity is not Severity.INFO for found in told) or len(told)


def _send_back(box: Letterbox, request: CorrectionRequest) -> Returned:
    campaign, letter = box.campaign, request.letter
    content = write_correction(
        campaign,
        request.respondent,
        Reference(campaign=campaign.code, respondent=request.respondent.code, version=letter.version or 1),
        answers=_answers(request.account),
        findings=request.points,
        language=campaign.language,
        created=box.now,
    )
    workbook = letter.workbooks[0]
    write_whole(workbook, content)
    return Returned(workbook=workbook, posted=send_one(box, letter), points=len(request.points))


def correction_name(campaign: Campaign, respondent: str) -> str:
    """The name of a respondent's correction workbook."""
    return f"{campaign.code}_{respondent}_corrections.xlsx"


def points_words(points: Sequence[Finding], names: Names, language: str) -> str:
    """Points grouped by what is wrong, gravest first; each with how to mend it, said once where it is the same for all."""
    ordered = sorted(points, key=lambda found: (found.severity.rank, found.code, found.case))
    groups = groupby(ordered, key=lambda found: (found.severity, found.code, found.case))
    return "\n\n".join("\n".join(_group_lines(list(group), names, language)) for _, group in groups)


def points_table(points: Sequence[Finding], names: Names, language: str) -> Mapping[str, str]:
    """A table of the points where there are more than a few: one row per point, the gravest first."""
    if len(points) <= _FEW:
        return {}
    ordered = sorted(points, key=lambda found: found.severity.rank)
    headers = [label(language, "master_columns", key) for key in ("measure", "message", "hint")]
    return {"points": table(headers, [_row(found, names, language) for found in ordered])}


def _row(found: Finding, names: Names, language: str) -> tuple[str, ...]:
    """Measure and cell, what is wrong, how to mend it, in three columns that a telephone holds; nothing is said twice."""
    said = bare_sentence(found, language, names)
    place = "!".join(part for part in (found.place.sheet, found.place.cell) if part)
    quartier = names.quartiers.get(found.quartier or "", found.quartier or "")
    about = " – ".join(
        part for part in (found.measure or "", names.measures.get(found.measure or "", ""), quartier) if part
    )
    where = "\n".join(part for part in (place, about) if part)
    return where, said.message[:1].upper() + said.message[1:], said.hint


def _group_lines(group: Sequence[Finding], names: Names, language: str) -> Iterator[str]:
    said = [sentence(found, language, names) for found in group]
    if len({words.hint for words in said}) > 1:  # « vouliez-vous écrire 41,2 % ? » is about one cell
        for words in said[:_LISTED]:
            yield f"– {words.message}"
            yield f"  → {words.hint}"
        yield from _others(group, language)
        return
    for words in said[:_LISTED]:
        yield f"– {words.message}"
    yield from _others(group, language)
    yield f"  → {said[0].hint}"


def _others(group: Sequence[Finding], language: str) -> Iterator[str]:
    if len(group) > _LISTED:
        yield f"– {others_in_words(group[_LISTED:], language)}"
