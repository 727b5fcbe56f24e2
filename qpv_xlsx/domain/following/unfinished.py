"""What a year leaves unfinished: told when the next one begins, and when this one is closed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.questions import DENYING, UNSURE, Field, Question
from qpv_xlsx.domain.findings import Code, Finding, Severity
from qpv_xlsx.domain.merging.ledger import Account, Ledger, unclaimed_returns

COUNTED = {"errors": "wrong", "disagreements": "differing"}
"""What is told by its number, and what names it: several may be about one measure."""

NAMED = ("denied", "provisional", "silent", "late", "unclaimed")
"""What is told name by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """What is open, by its kind.

    *errors*: findings that still block a value. *disagreements*: values that two returns give differently. *wrong*,
    *differing*: « EMP-01 (DIRECCTE) » for each measure that they are about, the respondent alone for a whole return.
    *denied*: « EMP-01 (DIRECCTE) » for each figure beside which « nd » or « so » stands: it is no result.
    *provisional*: « EMP-01 (DIRECCTE) » for each figure given as provisional or estimated. *silent*: administrations
    that never answered. *late*: those whose return came after the closing date, and was not admitted. *unclaimed*: returns that count for nobody.
    """

    errors: int
    wrong: tuple[str, ...]
    disagreements: int
    differing: tuple[str, ...]
    denied: tuple[str, ...]
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
    found = {code: [held.found for held in account.findings] for code, account in ledger.accounts.items()}
    wrong = [(code, one) for code, all_ in found.items() for one in all_ if _is_error(one)]
    differing = [(code, one) for code, all_ in found.items() for one in all_ if _is_disagreement(one)]
    open_ones = [(code, account) for code, account in ledger.accounts.items() if not _is_settled(account)]
    return Unfinished(
        errors=len(wrong),
        wrong=_about(wrong),
        disagreements=len(differing),
        differing=_about(differing),
        denied=tuple(_named(campaign, ledger, _is_denied)),
        provisional=tuple(_named(campaign, ledger, _is_unsure)),
        silent=tuple(code for code, account in open_ones if not account.came_too_late),
        late=tuple(code for code, account in open_ones if account.came_too_late),
        unclaimed=tuple(one.submission.origin.name for one in unclaimed_returns(ledger)),
    )


def _is_error(found: Finding) -> bool:
    return found.severity is Severity.ERROR and found.code is not Code.C07


def _is_disagreement(found: Finding) -> bool:
    return found.code is Code.C07 and found.severity is not Severity.INFO


def _about(found: Sequence[tuple[str, Finding]]) -> tuple[str, ...]:
    """What findings are about, once each."""
    return tuple(dict.fromkeys(f"{one.measure} ({code})" if one.measure else code for code, one in found))


def _is_settled(account: Account) -> bool:
    """Whether it answered, or there is nothing to wait for."""
    return account.has_answered or account.has_nothing_to_report or account.refusal is not None


def _is_unsure(account: Account, situation: Question) -> bool:
    return account.entries[situation].answer.value in UNSURE


def _is_denied(account: Account, situation: Question) -> bool:
    said = account.entries[situation].answer.value
    has_figure = situation._replace(field=Field.VALUE) in account.entries
    return has_figure and said in DENYING


def _named(campaign: Campaign, ledger: Ledger, is_meant: Callable[[Account, Question], bool]) -> list[str]:
    """The measures whose situation, as a whole, is so."""
    return [
        f"{question.measure} ({respondent.code})"
        for respondent in campaign.respondents
        if (account := ledger.accounts.get(respondent.code)) is not None
        for question in account.entries
        if question.field is Field.SITUATION and not question.quartier and is_meant(account, question)
    ]
