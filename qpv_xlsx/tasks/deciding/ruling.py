"""One decision in the coordinator's words, and what it is in the register: fields, files and values looked up and checked."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from qpv_xlsx.domain.contract.campaign import (
    Campaign,
    Respondent,
    choose_respondents,
    is_excused,
    measures_of,
    territory_of,
)
from qpv_xlsx.domain.contract.geography import quartier_named
from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.contract.questions import COUNTED, Field, Question
from qpv_xlsx.domain.findings import CampaignError, Code, Severity
from qpv_xlsx.domain.merging.ledger import Account, Decision, Ledger, Received, Resolution
from qpv_xlsx.domain.merging.rival_decisions import has_rivals
from qpv_xlsx.domain.merging.standing import standing
from qpv_xlsx.domain.spelling import folded
from qpv_xlsx.messages.wordbook import LANGUAGES, labels
from qpv_xlsx.tasks.deciding.values_typed import values_typed

_GOES_WITH_VALUE = COUNTED | {Field.SITUATION}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What was asked for, in the coordinator's words. Exactly one of *file*, *accept*, *value*, *asks* and *refuses*, or *accept* with *value*.

    *respondent* may be empty where only one is asked the measure. *file*: a name, or the beginning of a SHA-256.
    *field*: None for the whole line, its figure with what goes with it. *asks*: the administration is asked again.
    *refuses*: it will not answer; of the whole measure.
    """

    measure: str
    reason: str
    respondent: str = ""
    quartier: str = ""
    field: Field | None = None
    file: str = ""
    accept: str = ""
    value: str | None = None
    asks: bool = False
    refuses: bool = False


def field_named(words: str) -> Field | None:
    """The field called so in any language, or by its code; None for the whole line. Raises CampaignError for another word."""
    wanted = folded(words)
    if not wanted or any(wanted == folded(labels(language, "decisions")["whole_line"]) for language in LANGUAGES):
        return None
    for language in LANGUAGES:
        for code, name in labels(language, "fields").items():
            if wanted in {folded(name), folded(code), folded(code.replace("_", " "))}:
                return Field(code)
    raise CampaignError("resolve_field", found=words, fields=tuple(labels("fr", "fields").values()))


def line_ruled(campaign: Campaign, ruling: Ruling) -> tuple[Respondent, Measure, str]:
    """Respondent, measure and quartier (stable id, or empty) that a ruling is about."""
    respondent = _respondent(campaign, ruling)
    measure = _measure(campaign, respondent, ruling.measure)
    return respondent, measure, _quartier(campaign, respondent, ruling.quartier)


def decisions_of(campaign: Campaign, ledger: Ledger, ruling: Ruling, now: datetime) -> tuple[Decision, ...]:
    """The decisions that a ruling makes, one per cell. Raises CampaignError for what cannot be done."""
    if not ruling.reason.strip():
        raise CampaignError("resolve_reason")
    respondent, measure, quartier = line_ruled(campaign, ruling)
    question = Question(measure=measure.code, quartier=quartier, field=ruling.field or Field.VALUE)
    account = ledger.accounts[respondent.code]
    decided = _decisions(campaign, account, measure, question, ruling, now)
    in_force = (one for one in standing(ledger.decisions) if one.respondent == respondent.code)
    if has_rivals(in_force, measure.code, quartier):
        return tuple(_between(one) for one in decided)
    return tuple(decided)


def acceptance_of(campaign: Campaign, ruling: Ruling, now: datetime) -> tuple[Decision, ...]:
    """What a ruling that accepts a finding decides, whether or not that finding is there; empty for another ruling."""
    if not ruling.accept or ruling.value is not None:
        return ()
    respondent, measure, quartier = line_ruled(campaign, ruling)
    question = Question(measure=measure.code, quartier=quartier, field=ruling.field or Field.VALUE)
    return (
        Decision(
            respondent=respondent.code,
            question=question,
            verdict=Resolution.ACCEPT,
            code=ruling.accept.upper(),
            reason=ruling.reason.strip(),
            decided=now.astimezone(),
        ),
    )


def _between(decision: Decision) -> Decision:
    """*decision* marked as taken with the former decisions known: it settles them."""
    is_choice = decision.verdict in {Resolution.SET, Resolution.KEEP_FILE} and not decision.code
    return replace(decision, code=Code.C07.value) if is_choice else decision


def is_return_named(received: Received, wanted: str) -> bool:
    """Whether *wanted* is the return's name or the beginning of its SHA-256."""
    origin = received.submission.origin
    return origin.sha256.startswith(wanted.lower()) or origin.name == wanted


def _respondent(campaign: Campaign, ruling: Ruling) -> Respondent:
    """The respondent named, or the only one who is asked the measure and was not excused from it."""
    if ruling.respondent:
        return choose_respondents(campaign, [ruling.respondent])[0]
    wanted = ruling.measure.casefold()
    asked = [
        (respondent, measure)
        for respondent in campaign.respondents
        for measure in measures_of(campaign, respondent)
        if measure.code.casefold() == wanted
    ]
    if not asked:
        raise CampaignError("resolve_nobody", found=ruling.measure)
    expected = [one for one, measure in asked if not is_excused(campaign, one.code, measure)]
    found = expected or [one for one, _ in asked]
    if len(found) > 1:
        codes = tuple(respondent.code for respondent in found)
        raise CampaignError("resolve_several", found=ruling.measure, codes=codes)
    return found[0]


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
    if ruling.refuses:
        yield from (decide(question=one, verdict=Resolution.REFUSE) for one in _refused(account, question, ruling))
        return
    match ruling:
        case Ruling(file=str(file), accept="", value=None, asks=False) if file:
            for answered, sha256 in _kept(account, question, file, is_line=ruling.field is None):
                verdict = Resolution.KEEP_FILE if sha256 else Resolution.SET
                yield decide(question=answered, verdict=verdict, sha256=sha256)
        case Ruling(file="", accept=str(code), value=None, asks=False) if code:
            _check_acceptable(account, question, code.upper())
            yield decide(question=question, verdict=Resolution.ACCEPT, code=code.upper())
        case Ruling(file="", value=str(words), asks=False):
            for answer_question, value in values_typed(campaign, measure, question, words):
                yield decide(
                    question=answer_question,
                    verdict=Resolution.SET,
                    code=ruling.accept.upper(),
                    value=value,
                )
        case Ruling(file="", accept="", value=None, asks=True):
            yield decide(question=question, verdict=Resolution.ASK)
        case _:
            raise CampaignError("resolve_choice")


def _refused(account: Account, question: Question, ruling: Ruling) -> Iterator[Question]:
    """The cells of a measure that will have no answer: its figure, and what returns gave with it."""
    if ruling.file or ruling.accept or ruling.value is not None or ruling.asks or ruling.field:
        raise CampaignError("resolve_choice")
    if question.quartier:
        raise CampaignError("resolve_refusal_quartier", measure=question.measure)
    yield question
    yield from (
        asked
        for asked in sorted(account.entries)
        if (asked.measure, asked.quartier) == (question.measure, "")
        and asked.field in _GOES_WITH_VALUE | {Field.TERRITORY_VALUE}
    )


def _kept(account: Account, question: Question, wanted: str, *, is_line: bool) -> Iterator[tuple[Question, str]]:
    """The cells that the chosen return answers, with its SHA-256.

    Of a whole line: also what goes with the figure (numerator, situation…) where only other returns give it: no SHA-256,
    for it would stand beside a figure that is not its own.
    """
    if not is_line:
        yield question, _file(account, frozenset({question}), wanted)
        return
    line = (question.measure, question.quartier)
    answered = [
        (received.submission.origin.sha256, asked)
        for received in account.returns
        for asked in received.submission.answers
        if (asked.measure, asked.quartier) == line
    ]
    sha256 = _file(account, frozenset(asked for _, asked in answered), wanted)
    own = {asked for source, asked in answered if source == sha256}
    yield from ((asked, sha256) for asked in sorted(own))
    yield from (
        (asked, "") for asked in sorted({asked for _, asked in answered} - own) if asked.field in _GOES_WITH_VALUE
    )


def _file(account: Account, questions: frozenset[Question], wanted: str) -> str:
    """The SHA-256 of the return meant; it must hold an answer to one of the *questions*."""
    answering = [one for one in account.returns if questions.intersection(one.submission.answers)]
    found = {one.submission.origin.sha256 for one in answering if is_return_named(one, wanted)}
    if len(found) != 1:
        origins = (one.submission.origin for one in answering)
        names = tuple(dict.fromkeys(f"{origin.sha256[:12]} ({origin.name})" for origin in origins))
        raise CampaignError("resolve_file", found=wanted, files=names or ("—",))
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
