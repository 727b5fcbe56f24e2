"""Decisions on more than a cell: on a whole return, on a whole respondent, and an act that is taken back."""

from datetime import datetime

from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.merging.ledger import Account, Decision, Received, Resolution


def undoing(decision: Decision, reason: str, now: datetime) -> Decision:
    """The decision that takes *decision* back, with all that was decided of its line at the same moment."""
    return Decision(
        respondent=decision.respondent,
        question=Question(measure=decision.question.measure, quartier=decision.question.quartier),
        verdict=Resolution.UNDO,
        reason=reason.strip(),
        decided=now.astimezone(),
        sha256=decision.sha256 if not decision.question.measure else "",
        value=decision.decided.isoformat(),
    )


def spoken_for(account: Account, verdict: Resolution, reason: str, now: datetime, *, sha256: str = "") -> Decision:
    """The decision. Raises CampaignError where the respondent gave answers and is said to have nothing to report."""
    if verdict is Resolution.NIL and account.entries:
        raise CampaignError("resolve_nil_answers", respondent=account.respondent, count=len(account.entries))
    return _on_the_whole(account.respondent, verdict, reason, now, sha256)


def of_file(received: Received, verdict: Resolution, reason: str, now: datetime) -> Decision:
    """A decision on a return as a whole."""
    return _on_the_whole(received.respondent, verdict, reason, now, received.submission.origin.sha256)


def _on_the_whole(respondent: str, verdict: Resolution, reason: str, now: datetime, sha256: str) -> Decision:
    return Decision(
        respondent=respondent,
        question=Question(measure=""),
        verdict=verdict,
        reason=reason.strip(),
        decided=now.astimezone(),
        sha256=sha256,
    )
