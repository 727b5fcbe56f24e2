"""What the coordinator settles by hand: a disagreement, a finding set aside, a value told by telephone; or takes back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.campaign import choose_respondents
from qpv_xlsx.domain.deciding.acts import acts_standing
from qpv_xlsx.domain.deciding.beyond_cells import of_file, spoken_for, undoing
from qpv_xlsx.domain.deciding.lines import DecisionLine
from qpv_xlsx.domain.deciding.said_again import is_said_again
from qpv_xlsx.domain.findings import CampaignError, Finding
from qpv_xlsx.domain.merging.ledger import Account, Decision, Ledger, Received, Resolution
from qpv_xlsx.domain.merging.renaming import present_decisions
from qpv_xlsx.domain.merging.standing import act_of, line_of, standing
from qpv_xlsx.register import Register, open_register
from qpv_xlsx.tasks.deciding.ruling import Ruling, acceptance_of, decisions_of, is_return_named, line_ruled
from qpv_xlsx.tasks.recalled.ledgers import ledger_of

_KEPT = frozenset({Resolution.NOTE, Resolution.ATTRIBUTE})  # not taken back here


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """What is said on a line that is to be decided. *respondent*: empty where nobody knows whose message it is."""

    respondent: str
    found: Finding
    received: Received | None


def conflicts_on(lines: Iterable[DecisionLine]) -> tuple[Conflict, ...]:
    """The findings of the lines, one by one; several may stand on one line."""
    return tuple(
        Conflict(respondent=line.respondent, found=held.found, received=held.source)
        for line in lines
        for held in line.findings
    )


def resolve(folder: Path, ruling: Ruling, *, author: str, now: datetime) -> tuple[Decision, ...]:
    """Record the decision, with one line per cell that it settles; nothing where the same one stands already.

    Raises CampaignError for what cannot be done.
    """
    campaign = load_campaign(folder)
    with open_register(folder, author=author) as register:
        ledger = ledger_of(campaign, register, now)
        accepting = acceptance_of(campaign, ruling, now)
        if accepting and is_said_again(ledger, accepting, ()):
            return ()  # its finding is no longer there to be accepted
        return _recorded(register, ledger, decisions_of(campaign, ledger, ruling, now))


def _recorded(register: Register, ledger: Ledger, made: Sequence[Decision]) -> tuple[Decision, ...]:
    """*made*, once recorded; none where they stand already."""
    if is_said_again(ledger, made, register.sendings()):
        return ()
    register.decide(*made)
    return tuple(made)


def undo(folder: Path, ruling: Ruling, *, author: str, now: datetime) -> tuple[Decision, ...]:
    """Take back the latest decision on a line, or on a respondent as a whole, with a reason; what was taken back.

    Raises CampaignError where there is none.
    """
    campaign = load_campaign(folder)
    if not ruling.reason.strip():
        raise CampaignError("resolve_reason")
    if ruling.measure:
        respondent, measure, quartier = line_ruled(campaign, ruling)
        line = (respondent.code, measure.code, quartier)
    else:
        line = (choose_respondents(campaign, [ruling.respondent])[0].code, "", "")
    with open_register(folder, author=author) as register:
        decisions = standing(present_decisions(campaign, register.decisions()))
        known = [one for one in decisions if line_of(one)[:3] == line and one.verdict not in _KEPT]
        if not known:
            raise CampaignError("resolve_nothing_to_undo", measure=line[1] or "–", respondent=line[0])
        undone = undoing(known[-1], ruling.reason, now)
        register.decide(undone)
    return tuple(one for one in known if act_of(one) == act_of(undone))


def take_back(folder: Path, key: str, *, reason: str, author: str, now: datetime) -> tuple[Decision, ...]:
    """Take back the act that bears *key*, whatever has been decided since, with a reason; what was taken back.

    Raises CampaignError where it does not stand any more.
    """
    campaign = load_campaign(folder)
    if not reason.strip():
        raise CampaignError("resolve_reason")
    with open_register(folder, author=author) as register:
        act = acts_standing(present_decisions(campaign, register.decisions())).get(key)
        if act is None:
            raise CampaignError("decisions_over")
        register.decide(undoing(act[0], reason, now))
    return act


def speak_for(
    folder: Path, respondent: str, verdict: Resolution, *, file: str = "", reason: str, author: str, now: datetime
) -> tuple[Decision, ...]:
    """Record that a respondent refuses to answer, or has nothing to report; nothing where it stands already.

    *file*: the message that says so.
    """
    campaign = load_campaign(folder)
    if not reason.strip():
        raise CampaignError("resolve_reason")
    code = choose_respondents(campaign, [respondent])[0].code
    with open_register(folder, author=author) as register:
        ledger = ledger_of(campaign, register, now)
        account = ledger.accounts[code]
        said = _message_named(account, file) if file else ""
        return _recorded(register, ledger, [spoken_for(account, verdict, reason, now, sha256=said)])


def _message_named(account: Account, wanted: str) -> str:
    """The SHA-256 of what came from the respondent under that name."""
    came = {one.submission.origin.sha256: one for one in account.returns}
    found = [sha256 for sha256, one in came.items() if is_return_named(one, wanted)]
    if len(found) != 1:
        names = tuple(f"{sha256[:12]} ({one.submission.origin.name})" for sha256, one in came.items())
        raise CampaignError("resolve_file", found=wanted, files=names or ("—",))
    return found[0]


def admit_late(
    folder: Path, wanted: str, *, respondent: str = "", reason: str, author: str, now: datetime
) -> tuple[Decision, ...]:
    """Record that a return counts although it came after the closing date; nothing where it is recorded already.

    *wanted*: its name, or its SHA-256's start.
    """
    campaign = load_campaign(folder)
    if not reason.strip():
        raise CampaignError("resolve_reason")
    codes = {one.code for one in choose_respondents(campaign, [respondent] if respondent else [])}
    with open_register(folder, author=author) as register:
        ledger = ledger_of(campaign, register, now)
        accounts = ledger.accounts
        came = {one.submission.origin.sha256: one for code in codes for one in accounts[code].returns}
        named = [one for one in came.values() if is_return_named(one, wanted)]
        if len(named) == 1 and is_said_again(ledger, [of_file(named[0], Resolution.ADMIT, reason, now)], ()):
            return ()
        late = {one.submission.origin.sha256: one for code in codes for one in accounts[code].too_late}
        found = [sha256 for sha256, one in late.items() if is_return_named(one, wanted)]
        if len(found) != 1:
            names = tuple(f"{sha256[:12]} ({one.submission.origin.name})" for sha256, one in late.items())
            raise CampaignError("resolve_late_file", found=wanted, files=names or ("—",))
        decision = of_file(late[found[0]], Resolution.ADMIT, reason, now)
        register.decide(decision)
    return (decision,)
