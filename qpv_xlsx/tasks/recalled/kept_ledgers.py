"""What the register knows of respondents, as it keeps it: texts are carried to another process with less ado than values.

There, what was merged is taken as it is; what was not is merged, and comes back to be kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qpv_xlsx.domain.contract.campaign import Campaign, Respondent
from qpv_xlsx.domain.findings import Finding
from qpv_xlsx.domain.following.glances import glance_of
from qpv_xlsx.domain.merging.ledger import Account, Decision, Ledger, Received, Sending
from qpv_xlsx.domain.merging.sending_days import days_of
from qpv_xlsx.register.account_encoding import decode_account, encode_account, encode_glance
from qpv_xlsx.register.merged_accounts import KeptAccount
from qpv_xlsx.register.records import ReturnText, whole_return_in


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadReturn:
    """A return as the register holds it. *attributed*: whose it is by the mail, or as the coordinator said; *said*: what is found of it since."""

    text: ReturnText
    attributed: str
    said: Finding | None = None

    def received(self) -> Received:
        """The return, whole."""
        found = replace(whole_return_in(self.text), attributed=self.attributed)
        return found if self.said is None else saying(found, self.said)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCase:
    """All that concerns one respondent; *basis* tells it from any other state of it.

    *merged*: the account as text, of these *returns* and *decisions*; empty: it is to be merged, from *unread* returns.
    """

    respondent: Respondent
    basis: str
    merged: str
    returns: Sequence[Received]
    unread: Sequence[UnreadReturn]
    decisions: Sequence[Decision]
    sendings: Sequence[Sending]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedNow:
    """A ledger, and those of its accounts that were not kept yet."""

    ledger: Ledger
    fresh: tuple[KeptAccount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLedger:
    """What is known of one part of a campaign. *decisions*: all that concern its respondents."""

    cases: Sequence[KeptCase]
    decisions: tuple[Decision, ...]

    def merged(self, part: Campaign) -> MergedNow:
        """The ledger of that *part*."""
        from qpv_xlsx.domain.merging.merging import ledger_with

        fresh: list[KeptAccount] = []
        accounts = {case.respondent.code: _account(part, case, fresh) for case in self.cases}
        return MergedNow(ledger=ledger_with(part, accounts, (), self.decisions), fresh=tuple(fresh))


def _account(campaign: Campaign, case: KeptCase, fresh: list[KeptAccount]) -> Account:
    """The account, with the days of its messages; added to *fresh* where it is merged only now."""
    if case.merged:
        account = decode_account(case.merged, case.respondent.code, case.returns, case.decisions)
        return replace(account, **days_of(case.sendings))
    account = merged_account(campaign, case, [one.received() for one in case.unread])
    fresh.append(kept_account(account, case))
    return account


def merged_account(campaign: Campaign, case: KeptCase, returns: Sequence[Received]) -> Account:
    """What the *returns* of a case come to. *campaign*: the whole, or any part with its respondent's territory."""
    from qpv_xlsx.domain.merging.merging import account_of  # with the rules, which most commands do without

    return account_of(campaign, case.respondent, returns, case.decisions, case.sendings)


def kept_account(account: Account, case: KeptCase) -> KeptAccount:
    """The account of a case as it is kept."""
    return KeptAccount(
        respondent=case.respondent.code,
        basis=case.basis,
        glance=encode_glance(glance_of(account)),
        account=encode_account(account, case.decisions),
    )


def saying(received: Received, said: Finding) -> Received:
    """What is said of a return whose kept file is no longer there as it was received."""
    submission = received.submission
    return replace(received, submission=replace(submission, findings=(*submission.findings, said)))
