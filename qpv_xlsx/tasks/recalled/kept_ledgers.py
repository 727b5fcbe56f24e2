"""What was merged, as the register keeps it: a text is carried to another process with less ado than the values it stands for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.merging.ledger import Account, Decision, Ledger, Received, Sending
from qpv_xlsx.domain.merging.sending_days import days_of
from qpv_xlsx.register.account_encoding import decode_account


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCase:
    """One respondent's account, *merged* as text, and what it stands for by number: *returns* and *decisions*."""

    respondent: str
    merged: str
    returns: Sequence[Received]
    decisions: Sequence[Decision]
    sendings: Sequence[Sending]

    def account(self) -> Account:
        """The account, with the days of its messages."""
        account = decode_account(self.merged, self.respondent, self.returns, self.decisions)
        return replace(account, **days_of(self.sendings))


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLedger:
    """What is known of one part of a campaign. *decisions*: all that concern its respondents."""

    cases: Sequence[KeptCase]
    decisions: tuple[Decision, ...]

    def ledger(self, part: Campaign) -> Ledger:
        """The ledger of that *part*."""
        from qpv_xlsx.domain.merging.merging import ledger_with

        accounts = {case.respondent: case.account() for case in self.cases}
        return ledger_with(part, accounts, (), self.decisions)
