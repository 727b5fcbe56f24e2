"""Whether a row was applied already: what it would have decided, had nothing been decided on its line yet."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from qpv_xlsx.domain.contract.campaign import Campaign, respondent_of
from qpv_xlsx.domain.contract.former import respondent_called
from qpv_xlsx.domain.deciding.lines import Offer, lines_to_decide
from qpv_xlsx.domain.deciding.said_again import content_of
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.merging.ledger import Decision, Ledger, Resolution, Sending
from qpv_xlsx.domain.merging.merging import account_of
from qpv_xlsx.domain.merging.renaming import present_sendings
from qpv_xlsx.domain.merging.standing import standing
from qpv_xlsx.tasks.deciding.line_rulings import FILE_VERDICTS, decisions_on
from qpv_xlsx.workbook.decisions.filled import FilledLine

Act = Sequence[Decision]


def act_that_said(
    campaign: Campaign,
    ledger: Ledger,
    sendings: Iterable[Sending],
    filled: FilledLine,
    acts: Sequence[Act],
    now: datetime,
) -> Act | None:
    """The one of *acts*, those that stand on the row's line, oldest first, that the row made; None: it made none."""
    sent = tuple(sendings)
    for number, act in enumerate(acts):
        if _is_of_a_file(act):
            if _decides_file(campaign, filled, act[0]) and _says_why(filled, act):
                return act
            continue
        later = {id(decision) for one in acts[number:] for decision in one}
        before = _without(campaign, ledger, later, act[0].respondent, sent)
        if _said(campaign, before, filled, now) == set(map(content_of, act)) and _says_why(filled, act):
            return act
    return None


def _is_of_a_file(act: Act) -> bool:
    return bool(act[0].sha256) and not act[0].question.measure


def _decides_file(campaign: Campaign, filled: FilledLine, decision: Decision) -> bool:
    if filled.offer is Offer.ATTRIBUTE:
        owner = respondent_called(campaign, filled.value)
        return decision.verdict is Resolution.ATTRIBUTE and owner is not None and owner.code == decision.respondent
    return filled.offer is not None and FILE_VERDICTS.get(filled.offer) is decision.verdict


def _says_why(filled: FilledLine, act: Act) -> bool:
    return filled.reason.strip() in act[0].reason


def _said(campaign: Campaign, ledger: Ledger, filled: FilledLine, now: datetime) -> Collection[object]:
    """What the row would decide; nothing where it could not be applied."""
    line = next((line for line in lines_to_decide(ledger) if line.key == filled.key), None)
    if line is None:
        return ()
    try:
        return set(
            map(content_of, decisions_on(campaign, ledger, line, replace(filled, reason=filled.reason or "–"), now))
        )
    except CampaignError:
        return ()


def _without(
    campaign: Campaign, ledger: Ledger, left_out: Collection[int], code: str, sendings: Sequence[Sending]
) -> Ledger:
    """The ledger as if some decisions on *code*'s answers had not been taken. *left_out*: which, by identity."""
    respondent = respondent_of(campaign, code)
    decisions = tuple(one for one in ledger.decisions if id(one) not in left_out)
    if respondent is None:
        return ledger
    stand = [one for one in standing(decisions) if one.respondent == code]
    sent = [one for one in present_sendings(campaign, sendings) if one.respondent == code]
    account = account_of(campaign, respondent, ledger.accounts[code].returns, stand, sent)
    return replace(ledger, accounts={**ledger.accounts, code: account}, decisions=decisions)
