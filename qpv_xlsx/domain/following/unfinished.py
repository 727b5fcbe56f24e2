"""What a year leaves unfinished: told when the next one begins, and when this one is closed."""

from dataclasses import dataclass

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.questions import UNSURE, Field
from qpv_xlsx.domain.findings import Code, Severity
from qpv_xlsx.domain.merging.ledger import Account, Ledger, unclaimed_returns

COUNTED = ("errors", "disagreements")
"""What is told by its number."""

NAMED = ("provisional", "silent", "late", "unclaimed")
"""What is told name by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """*errors*: findings that still block a value. *disagreements*: values that two returns give differently.

    *provisional*: « EMP-01 (DIRECCTE) » for each figure given as provisional or estimated. *silent*: administrations
    that never answered. *late*: those whose return came after the closing date, and was not admitted. *unclaimed*: returns that count for nobody.
    """

    errors: int
    disagreements: int
    provisional: tuple[str, ...]
    silent: tuple[str, ...]
    late: tuple[str, ...]
    unclaimed: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether the year is complete."""
        return not any(getattr(self, kind) for kind in (*COUNTED, *NAMED))


def unfinished_in(campaign: Campaign, ledger: Ledger) -> Unfinished:
    """What *ledger* leaves open."""
    found = [held.found for account in ledger.accounts.values() for held in account.findings]
    open_ones = [(code, account) for code, account in ledger.accounts.items() if not _is_settled(account)]
    return Unfinished(
        errors=sum(one.severity is Severity.ERROR and one.code is not Code.C07 for one in found),
        disagreements=sum(one.code is Code.C07 and one.severity is not Severity.INFO for one in found),
        provisional=tuple(_provisional(campaign, ledger)),
        silent=tuple(code for code, account in open_ones if not account.came_too_late),
        late=tuple(code for code, account in open_ones if account.came_too_late),
        unclaimed=tuple(one.submission.origin.name for one in unclaimed_returns(ledger)),
    )


def _is_settled(account: Account) -> bool:
    """Whether it answered, or there is nothing to wait for."""
    return account.has_answered or account.has_nothing_to_report or account.refusal is not None


def _provisional(campaign: Campaign, ledger: Ledger) -> list[str]:
    return [
        f"{question.measure} ({respondent.code})"
        for respondent in campaign.respondents
        if (account := ledger.accounts.get(respondent.code)) is not None
        for question, entry in account.entries.items()
        if question.field is Field.SITUATION and not question.quartier and entry.answer.value in UNSURE
    ]
