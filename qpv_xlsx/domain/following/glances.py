"""What ``status`` needs of an account, whatever the day: a few figures instead of all answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from qpv_xlsx.domain.findings import Code, Finding, Severity
from qpv_xlsx.domain.following.asked_back import is_to_confirm
from qpv_xlsx.domain.merging.ledger import Account, Received, Refusal
from qpv_xlsx.domain.returned.answers import Outcome

_REFUSED = "refused"  # of M01: a sentence that refuses the measure
_TO_CONFIRM = frozenset(
    {(Code.C04, "unit"), (Code.C04, "territory_unit"), (Code.C04, "baseline"), (Code.C07, "emptied")}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """An account in short.

    *to_ask*: figures that are worth asking about. *to_confirm*: warnings that only the respondent can settle. *to_resolve*: disagreements between returns, on the measures
    *opposed*. *asked*: lines that the coordinator asks again. *received*: day of the last return that could be read; None:
    none could. The rest is as in ``Account``.
    """

    respondent: str
    answers: int
    errors: int
    to_confirm: int
    warnings: int
    missing: int
    to_resolve: int
    asked: int
    has_nothing_to_report: bool
    has_answered: bool
    came_too_late: bool
    opposed: tuple[str, ...]
    messages: tuple[Received, ...]
    too_late: tuple[Received, ...]
    refusals: Mapping[str, Refusal]
    refusal: Refusal | None
    received: date | None
    sent: date | None = None
    reminded: date | None = None
    corrected: date | None = None
    to_ask: int = 0


def glance_of(account: Account) -> Glance:
    """The glance of *account*."""
    found = [held.found for held in account.findings]
    readable = [one.received.date() for one in account.returns if one.submission.outcome is Outcome.ACCEPTED]
    return Glance(
        respondent=account.respondent,
        answers=len(account.entries),
        errors=sum(held.severity is Severity.ERROR for held in found),
        to_confirm=sum(map(_must_be_confirmed, found)),
        warnings=sum(held.severity is Severity.WARNING and held.code is not Code.M01 for held in found),
        missing=sum(one.code is Code.M01 and one.case != _REFUSED for one in found),
        to_resolve=sum(map(_is_disagreement, found)),
        asked=len(account.asked),
        has_nothing_to_report=account.has_nothing_to_report,
        has_answered=account.has_answered,
        came_too_late=account.came_too_late,
        opposed=tuple(sorted({one.measure or "" for one in found if _is_disagreement(one)})),
        messages=account.messages,
        too_late=account.too_late,
        refusals=account.refusals,
        refusal=account.refusal,
        received=max(readable, default=None),
        sent=account.sent,
        reminded=account.reminded,
        corrected=account.corrected,
        to_ask=0 if account.refusal else sum(map(is_to_confirm, found)),
    )


def _is_disagreement(found: Finding) -> bool:
    return found.code is Code.C07 and found.severity is not Severity.INFO


def _must_be_confirmed(found: Finding) -> bool:
    """Warnings that only the respondent can settle: a figure that may be in another unit, an answer that may be withdrawn."""
    return found.severity is Severity.WARNING and (found.code, found.case) in _TO_CONFIRM
