"""What the coordinator knows of messages that may have left."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from qpv_xlsx.domain.merging.ledger import Post
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.posting import Posted, settle_doubts


def settle_as_sent(folder: Path, post: Post, *, only: Sequence[str], author: str, now: datetime) -> tuple[Posted, ...]:
    """They did leave: they count as sent on the day when they were given to the server."""
    with open_register(folder, author=author) as register:
        settled = settle_doubts(register, post, only)
        if settled:
            register.note("settled_sendings", " ".join(code for one in settled for code in one.respondents), now)
    return settled
