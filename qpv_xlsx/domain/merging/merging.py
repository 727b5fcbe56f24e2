"""Every return of the campaign becomes one ledger: an account per respondent, merged cell by cell."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from qpv_xlsx.domain.contract.campaign import Campaign, Respondent, is_excused, is_silenced, measures_of
from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.contract.several import groups_of
from qpv_xlsx.domain.findings import Code, Finding, Place, Severity
from qpv_xlsx.domain.merging.combining import combine
from qpv_xlsx.domain.merging.confirming import with_confirmation
from qpv_xlsx.domain.merging.decided_figures import is_explained, without_former_parts
from qpv_xlsx.domain.merging.denied_figures import figures_denied
from qpv_xlsx.domain.merging.holding import doubted_answers, held_findings, is_accepted, question_of
from qpv_xlsx.domain.merging.lateness import came_after, late_finding
from qpv_xlsx.domain.merging.ledger import (
    OF_A_MESSAGE,
    Account,
    Decision,
    Entry,
    Held,
    Ledger,
    Post,
    Received,
    Resolution,
    Sending,
)
from qpv_xlsx.domain.merging.reconciling import disagreements, reconcile
from qpv_xlsx.domain.merging.refusals_taken import (
    in_force,
    is_declared_nil,
    is_owed_no_longer,
    refusal_of_all,
    refusals_of,
)
from qpv_xlsx.domain.merging.renaming import present_decisions, present_returns, present_sendings
from qpv_xlsx.domain.merging.rival_decisions import rival_decisions
from qpv_xlsx.domain.merging.secrecy_kept import secrecy_kept
from qpv_xlsx.domain.merging.sending_days import days_of
from qpv_xlsx.domain.merging.standing import ON_ANSWERS, standing
from qpv_xlsx.domain.merging.unread import messages_to_read
from qpv_xlsx.domain.merging.withdrawing import emptied_cells, figures_taken_back
from qpv_xlsx.domain.returned.answers import Outcome
from qpv_xlsx.domain.returned.rules import Context, check
from qpv_xlsx.domain.returned.rules.missing import has_nothing_to_report
from qpv_xlsx.domain.returned.settling import settle, what_is_said


def merge(
    campaign: Campaign,
    returns: Iterable[Received],
    decisions: Iterable[Decision] = (),
    sendings: Iterable[Sending] = (),
) -> Ledger:
    """The campaign's ledger. Merging the same return twice, or in another order of the iterable, changes nothing."""
    known = frozenset(respondent.code for respondent in campaign.respondents)
    decided = present_decisions(campaign, decisions)
    stand = standing(decided)
    ordered = sorted(present_returns(campaign, returns, stand), key=lambda received: received.sequence)
    sent = present_sendings(campaign, sendings)
    accounts = {
        respondent.code: account_of(
            campaign,
            respondent,
            [received for received in ordered if received.respondent == respondent.code],
            [decision for decision in stand if decision.respondent == respondent.code],
            [sending for sending in sent if sending.respondent == respondent.code],
        )
        for respondent in campaign.respondents
    }
    orphans = tuple(received for received in ordered if received.respondent not in known)
    return ledger_with(campaign, accounts, orphans, decided)


def ledger_with(
    campaign: Campaign, accounts: Mapping[str, Account], orphans: tuple[Received, ...], decided: tuple[Decision, ...]
) -> Ledger:
    """The ledger of *accounts* that were merged already."""
    wholes = combine(campaign, groups_of(campaign), accounts)
    return Ledger(accounts=accounts, orphans=orphans, decisions=decided, wholes=wholes)


def account_of(
    campaign: Campaign,
    respondent: Respondent,
    returns: Sequence[Received],
    decisions: Sequence[Decision],
    sendings: Sequence[Sending],
) -> Account:
    """One respondent's account. *returns* are theirs, in order of arrival; *decisions*, those that stand, too.

    Its entries hold what counts; where others disagree with it, findings say so.
    """
    messages = messages_to_read(returns, decisions)
    admitted = {decision.sha256 for decision in decisions if decision.verdict is Resolution.ADMIT}
    seen = {decision.sha256 for decision in decisions if decision.verdict in OF_A_MESSAGE}
    asked = _asked_again(decisions, returns)
    too_late = tuple(
        received
        for received in returns
        if came_after(campaign.closing, received) and received.submission.origin.sha256 not in admitted
    )
    left_out = {received.sequence for received in too_late}
    taken = _once_each(received for received in returns if received.sequence not in left_out)
    holding, settled = in_force(decisions, taken), decisions
    decisions = [one for one in holding if one.verdict in ON_ANSWERS and one.question.measure]
    reconciled = reconcile(taken, decisions, [one.sent for one in sendings if one.post is Post.CORRECTION])
    entries = without_former_parts(reconciled, campaign.options.rules.share_tolerance)
    is_nil = has_nothing_to_report({question: entry.answer for question, entry in entries.items()})
    is_nil = is_nil or (is_declared_nil(holding) and not entries)
    measures = tuple(_expected(campaign, respondent))
    refusals = {} if is_nil else refusals_of(holding, entries, measures)
    found = (
        with_confirmation(held, taken, entries)
        for held in (
            *_all_findings(campaign, respondent, taken, entries, decisions),
            *_said_of_late(too_late, campaign.closing, respondent.code),
        )
        if not is_silenced(campaign, respondent.code, held.found)
        and not _is_seen(held, seen)
        and not is_owed_no_longer(held, refusals, is_nil=is_nil)
        and not any(is_accepted(held, entries, decision) for decision in decisions)
    )
    account = Account(
        respondent=respondent.code,
        returns=tuple(returns),
        entries={
            question: replace(entry, set_aside=()) if entry.set_aside else entry for question, entry in entries.items()
        },
        findings=tuple(found),
        has_nothing_to_report=is_nil,
        too_late=too_late,
        asked=asked,
        messages=messages,
        refusals=refusals,
        refusal=refusal_of_all(refusals, measures),
        secrecy=secrecy_kept(returns, taken, entries, settled),
    )
    return replace(account, **days_of(sendings))


def _expected(campaign: Campaign, respondent: Respondent) -> Iterator[str]:
    """Codes of the measures that call for an answer."""
    for measure in measures_of(campaign, respondent):
        if not is_excused(campaign, respondent.code, measure):
            yield measure.code


def _asked_again(decisions: Sequence[Decision], returns: Sequence[Received]) -> Mapping[tuple[str, str], str]:
    """Why, by line whose latest decision is to ask, as long as no return has come since."""
    latest = {(one.question.measure, one.question.quartier): one for one in decisions if one.question.measure}
    last = max((received.received for received in returns), default=None)
    return {
        line: decision.reason
        for line, decision in latest.items()
        if decision.verdict is Resolution.ASK and (last is None or last <= decision.decided)
    }


def _is_seen(held: Held, seen: Collection[str]) -> bool:
    """Whether it is about a file as a whole, which the coordinator has dealt with."""
    return held.found.measure is None and held.source is not None and held.source.submission.origin.sha256 in seen


def _said_of_late(too_late: Iterable[Received], closing: date | None, respondent: str) -> Iterator[Held]:
    """I08: a return that is kept and not counted is told, whatever it holds."""
    for received in too_late:
        yield Held(found=late_finding(received, closing), respondent=respondent, source=received)


def _once_each(returns: Iterable[Received]) -> list[Received]:
    """Without files set aside, and each file once, whatever the number of times it came."""
    first: dict[str, Received] = {}
    for received in returns:
        if received.submission.outcome is not Outcome.IGNORED:
            first.setdefault(received.submission.origin.sha256, received)
    return list(first.values())


def _all_findings(
    campaign: Campaign,
    respondent: Respondent,
    returns: Sequence[Received],
    entries: Mapping[Question, Entry],
    decisions: Sequence[Decision],
) -> Iterator[Held]:
    """Those of reading that still hold, those across returns, and those of the rules over the merged whole, settled."""
    if not returns and not entries and not decisions:
        return
    held = [*held_findings(returns, entries, decisions, respondent.code)]
    doubted = doubted_answers(returns, decisions)
    held += disagreements(entries, doubted, respondent.code)
    kinds = campaign.catalogue.kind_by_measure
    held += rival_decisions(decisions, returns, entries, kinds, respondent.code)
    held += figures_denied(returns, decisions, respondent.code)
    settled = {decision.question for decision in decisions}
    held += emptied_cells(returns, entries, settled, respondent.code)
    held += figures_taken_back(returns, entries, settled, doubted, respondent)
    if any(received.submission.outcome is Outcome.ACCEPTED for received in returns) or entries:
        answers = {question: entry.answer for question, entry in entries.items()}
        cells = _cells(returns)
        places = {question: place for question, (place, _) in cells.items()}
        spots = {(question.measure, place): received for question, (place, received) in cells.items() if place.cell}
        context = Context(campaign=campaign, respondent=respondent, seen=places)
        unread = {(one.found.measure, one.found.quartier) for one in held if one.found.severity is Severity.ERROR}
        held += [
            _pointed_at(found, entries, spots, respondent.code)
            for found in check(answers, context)
            if (found.code is not Code.M01 or (found.measure, found.quartier) not in unread)
            and not is_explained(found, entries)
        ]
        yield from _settled(held, context)
    else:
        yield from held


def _cells(returns: Sequence[Received]) -> Mapping[Question, tuple[Place, Received]]:
    """Where each question stood, answered or empty, in the latest return that has it."""
    found: dict[Question, tuple[Place, Received]] = {}
    for received in returns:
        submission = received.submission
        found |= {question: (place, received) for question, place in submission.emptied.items()}
        found |= {question: (answer.place, received) for question, answer in submission.answers.items()}
    return found


def _settled(held: Sequence[Held], context: Context) -> Iterator[Held]:
    """Without what is explained by another. A finding that settling shortened belongs to the whole."""
    first: dict[object, Held] = {}
    for one in held:
        first.setdefault(what_is_said(one.found), one)
    for found in settle((one.found for one in held), context):
        known = first.get(what_is_said(found))
        yield known if known and known.found == found else Held(found=found, respondent=context.respondent.code)


def _pointed_at(
    found: Finding,
    entries: Mapping[Question, Entry],
    spots: Mapping[tuple[str, Place], Received],
    respondent: str,
) -> Held:
    """A rule's finding, with the return whose cell it points at; what stands in no return points at none."""
    answered = (
        entry.source
        for question, entry in entries.items()
        if question.measure == found.measure and entry.answer.place == found.place
    )
    source = next(answered, None) or spots.get((found.measure or "", found.place))
    question = question_of(found, source.submission) if source else None
    return Held(found=found, respondent=respondent, source=source, question=question)
