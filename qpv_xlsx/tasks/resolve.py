"""What the coordinator settles by hand: a disagreement, a finding set aside, a value told by telephone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.campaign import Campaign, Respondent, choose_respondents, measures_of, territory_of
from qpv_xlsx.domain.contract.geography import quartier_named
from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.findings import CampaignError, Code, Finding, Place, Severity
from qpv_xlsx.domain.merging.ledger import Account, Decision, Received, Resolution
from qpv_xlsx.domain.returned.answers import Answer
from qpv_xlsx.messages.sentences import sentence
from qpv_xlsx.register import open_register
from qpv_xlsx.spreadsheet.book import Cell
from qpv_xlsx.tasks.ledgers import ledger_of
from qpv_xlsx.tasks.reading_report import names_of
from qpv_xlsx.workbook.reading.interpreting import Asked, interpret


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What was asked for, in the coordinator's words. Exactly one of *file*, *accept* and *value*, or *accept* with *value*.

    *respondent* may be empty where only one is asked the measure. *file*: a name, or the beginning of a SHA-256.
    """

    measure: str
    reason: str
    respondent: str = ""
    quartier: str = ""
    field: Field = Field.VALUE
    file: str = ""
    accept: str = ""
    value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A finding that a decision can settle."""

    respondent: str
    found: Finding
    received: Received | None


def open_conflicts(folder: Path, *, now: datetime) -> tuple[Campaign, tuple[Conflict, ...]]:
    """Disagreements between returns first, then the other findings on a cell; remarks and blanks are left out."""
    campaign = load_campaign(folder)
    with open_register(folder) as register:
        ledger = ledger_of(campaign, register, now)
    conflicts = [conflict for account in ledger.accounts.values() for conflict in _conflicts_of(account)]
    return campaign, tuple(sorted(conflicts, key=lambda conflict: conflict.found.code is not Code.C07))


def resolve(folder: Path, ruling: Ruling, *, author: str, now: datetime) -> tuple[Decision, ...]:
    """Record the decision, or the two that « nd » instead of a value makes. Raises CampaignError for what cannot be done."""
    campaign = load_campaign(folder)
    if not ruling.reason.strip():
        raise CampaignError("resolve_reason")
    respondent = _respondent(campaign, ruling)
    measure = _measure(campaign, respondent, ruling.measure)
    question = Question(
        measure=measure.code, quartier=_quartier(campaign, respondent, ruling.quartier), field=ruling.field
    )
    with open_register(folder, author=author) as register:
        account = ledger_of(campaign, register, now).accounts[respondent.code]
        decisions = tuple(_decisions(campaign, account, measure, question, ruling, now))
        for decision in decisions:
            register.decide(decision)
    return decisions


def admit_late(
    folder: Path, wanted: str, *, respondent: str = "", reason: str, author: str, now: datetime
) -> tuple[Decision, ...]:
    """Record that a return counts although it came after the closing date. *wanted*: its name, or its SHA-256's start."""
    campaign = load_campaign(folder)
    if not reason.strip():
        raise CampaignError("resolve_reason")
    codes = {one.code for one in choose_respondents(campaign, [respondent] if respondent else [])}
    with open_register(folder, author=author) as register:
        accounts = ledger_of(campaign, register, now).accounts
        late = {one.submission.origin.sha256: one for code in codes for one in accounts[code].too_late}
        found = [sha256 for sha256, one in late.items() if _is_named(one, wanted)]
        if len(found) != 1:
            names = tuple(f"{sha256[:12]} ({one.submission.origin.name})" for sha256, one in late.items())
            raise CampaignError("resolve_late_file", found=wanted, files=names or ("—",))
        decision = Decision(
            respondent=late[found[0]].respondent,
            question=Question(measure=""),
            verdict=Resolution.ADMIT,
            reason=reason.strip(),
            decided=now.astimezone(),
            sha256=found[0],
        )
        register.decide(decision)
    return (decision,)


def _is_named(received: Received, wanted: str) -> bool:
    origin = received.submission.origin
    return origin.sha256.startswith(wanted.lower()) or origin.name == wanted


def _conflicts_of(account: Account) -> Iterator[Conflict]:
    for held in account.findings:
        found = held.found
        if found.code is Code.I08 or (
            found.measure and found.severity is not Severity.INFO and found.code not in {Code.M01, Code.M02}
        ):
            yield Conflict(respondent=account.respondent, found=found, received=held.source)


def _respondent(campaign: Campaign, ruling: Ruling) -> Respondent:
    """The respondent named, or the only one who is asked the measure."""
    if ruling.respondent:
        return choose_respondents(campaign, [ruling.respondent])[0]
    wanted = ruling.measure.casefold()
    asked = [
        respondent
        for respondent in campaign.respondents
        if any(measure.code.casefold() == wanted for measure in measures_of(campaign, respondent))
    ]
    if not asked:
        raise CampaignError("resolve_nobody", found=ruling.measure)
    if len(asked) > 1:
        codes = tuple(respondent.code for respondent in asked)
        raise CampaignError("resolve_several", found=ruling.measure, codes=codes)
    return asked[0]


def _measure(campaign: Campaign, respondent: Respondent, code: str) -> Measure:
    asked = measures_of(campaign, respondent)
    found = next((measure for measure in asked if measure.code.casefold() == code.casefold()), None)
    if found is None:
        raise CampaignError("resolve_measure", found=code, respondent=respondent.code)
    return found


def _quartier(campaign: Campaign, respondent: Respondent, wanted: str) -> str:
    """The stable id of a quartier given by any of its names; empty for the whole."""
    if not wanted:
        return ""
    quartier = quartier_named(territory_of(campaign, respondent), wanted)
    if quartier is None:
        raise CampaignError("resolve_quartier", found=wanted, respondent=respondent.code)
    return quartier.id


def _decisions(
    campaign: Campaign,
    account: Account,
    measure: Measure,
    question: Question,
    ruling: Ruling,
    now: datetime,
) -> Iterator[Decision]:
    decide = partial(Decision, respondent=account.respondent, reason=ruling.reason.strip(), decided=now.astimezone())
    match ruling:
        case Ruling(file=str(file), accept="", value=None) if file:
            sha256 = _file(account, question, file)
            yield decide(
                question=question,
                verdict=Resolution.KEEP_FILE,
                sha256=sha256,
            )
        case Ruling(file="", accept=str(code), value=None) if code:
            _check_acceptable(account, question, code.upper())
            yield decide(
                question=question,
                verdict=Resolution.ACCEPT,
                code=code.upper(),
            )
        case Ruling(file="", value=str(words)):
            for answer_question, value in _values(campaign, measure, question, words):
                yield decide(
                    question=answer_question,
                    verdict=Resolution.SET,
                    code=ruling.accept.upper(),
                    value=value,
                )
        case _:
            raise CampaignError("resolve_choice")


def _file(account: Account, question: Question, wanted: str) -> str:
    """The SHA-256 of the return meant; it must hold an answer to the question."""
    found = {
        received.submission.origin.sha256
        for received in account.returns
        if question in received.submission.answers and _is_named(received, wanted)
    }
    if len(found) != 1:
        names = tuple(
            f"{received.submission.origin.sha256[:12]} ({received.submission.origin.name})"
            for received in account.returns
            if question in received.submission.answers
        )
        raise CampaignError("resolve_file", found=wanted, files=names)
    return found.pop()


def _check_acceptable(account: Account, question: Question, code: str) -> None:
    """A finding that kept the value from being read cannot be accepted without saying the value."""
    same = [
        found
        for found in (held.found for held in account.findings)
        if found.code == code and found.measure == question.measure and (found.quartier or "") == question.quartier
    ]
    if not same:
        raise CampaignError("resolve_no_finding", found=code, measure=question.measure)
    blocks = same[0].severity is Severity.ERROR and same[0].code.value[0] == "V"
    if blocks and question not in account.entries:
        raise CampaignError("resolve_value_needed", found=code, read=same[0].read or "")


def _values(
    campaign: Campaign,
    measure: Measure,
    question: Question,
    words: str,
) -> Iterator[tuple[Question, float | int | str | None]]:
    """What the words give, read as if they stood in the cell. « nd » instead of a value empties the value."""
    asked = Asked(
        measure=measure,
        quartier=question.quartier,
        field=question.field,
        place=Place(),
        text_limit=campaign.options.rules.text_limit,
    )
    answers, findings = interpret(Cell(value=words), asked)
    refused = next((found for found in findings if found.severity is Severity.ERROR), None)
    if refused is not None or not answers:
        detail = sentence(refused, campaign.language, names_of(campaign)).message if refused else words
        raise CampaignError("resolve_value", read=words, detail=detail)
    yield from ((answer.question, answer.value) for answer in answers)
    if not _answers(answers, question):
        yield question, None


def _answers(answers: tuple[Answer, ...], question: Question) -> bool:
    return any(answer.question == question for answer in answers)
