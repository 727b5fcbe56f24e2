"""Messages without a workbook that somebody must read: « nous ne pouvons pas répondre »."""

from collections.abc import Iterable, Sequence

from qpv_xlsx.domain.findings import Code, Severity
from qpv_xlsx.domain.merging.ledger import OF_A_MESSAGE, Decision, Received

_WORDS = "message_only"


def messages_to_read(returns: Iterable[Received], decisions: Sequence[Decision]) -> tuple[Received, ...]:
    """Those of a respondent that no decision settles, in order of arrival."""
    seen = {decision.sha256 for decision in decisions if decision.verdict in OF_A_MESSAGE}
    return tuple(one for one in returns if _is_words(one) and one.submission.origin.sha256 not in seen)


def _is_words(received: Received) -> bool:
    return any(
        (found.code, found.case, found.severity) == (Code.F03, _WORDS, Severity.WARNING)
        for found in received.submission.findings
    )
