"""What the coordinator knows of messages that may have left."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from qpv_xlsx.domain.following.maybe_sent import Intent
from qpv_xlsx.domain.merging.ledger import Post
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.corresponding.intents import did_not_leave, doubtful
from qpv_xlsx.tasks.corresponding.posting import Posted, count_as_sent, settle_doubts


def settle_one(folder: Path, message_id: str, *, has_left: bool, author: str, now: datetime) -> Intent | None:
    """The coordinator knows what became of one message; None: it was settled already. One that did not leave is sent again."""
    with open_register(folder, author=author) as register:
        intent = next((one for one in doubtful(register) if one.message_id == message_id), None)
        if intent is not None and has_left:
            count_as_sent(register, intent)
            register.note("settled_sendings", " ".join(intent.respondents), now)
        elif intent is not None:
            did_not_leave(register, message_id, now)
    return intent


def settle_as_sent(folder: Path, post: Post, *, only: Sequence[str], author: str, now: datetime) -> tuple[Posted, ...]:
    """They did leave: they count as sent on the day when they were given to the server."""
    with open_register(folder, author=author) as register:
        settled = settle_doubts(register, post, only)
        if settled:
            register.note("settled_sendings", " ".join(code for one in settled for code in one.respondents), now)
    return settled
