"""Returns that come after the closing date."""

from datetime import date

from qpv_xlsx.domain.findings import Code, Finding, finding
from qpv_xlsx.domain.merging.ledger import Received
from qpv_xlsx.domain.returned.answers import Outcome


def came_after(closing: date | None, received: Received) -> bool:
    """Whether the return is one that the closing date leaves out."""
    is_meant = received.submission.outcome is not Outcome.IGNORED
    return is_meant and closing is not None and received.received.date() > closing


def late_finding(received: Received, closing: date | None) -> Finding:
    """I08, on a return that the closing date leaves out."""
    name, day = received.submission.origin.name, received.received.date()
    return finding(Code.I08, name=name, received=day, closing=closing)
