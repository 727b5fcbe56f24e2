"""The days on which something was sent to a respondent."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from qpv_xlsx.domain.merging.ledger import Post, Sending


def days_of(sendings: Sequence[Sending]) -> dict[str, Any]:
    """The days of an account, or of its glance, that *sendings* tell."""
    return {
        "sent": _first_day(sendings, Post.COLLECTION),
        "reminded": _last_day(sendings, Post.REMINDER),
        "corrected": _last_day(sendings, Post.CORRECTION),
    }


def _first_day(sendings: Sequence[Sending], post: Post) -> date | None:
    return next((sending.sent.date() for sending in sendings if sending.post is post), None)


def _last_day(sendings: Sequence[Sending], post: Post) -> date | None:
    return _first_day(tuple(reversed(sendings)), post)
