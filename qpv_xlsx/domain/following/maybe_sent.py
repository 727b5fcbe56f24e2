"""Messages that may have left, which only the coordinator can tell."""

from dataclasses import dataclass
from datetime import datetime

from qpv_xlsx.domain.merging.ledger import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """A message about to leave at *moment*, to *recipients*, about *respondents*. *version*: of the workbook in it."""

    post: Post
    message_id: str
    respondents: tuple[str, ...]
    recipients: tuple[str, ...]
    version: int | None
    moment: datetime
