"""Messages that may have left: the intent was written down, and what came of it was not."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from qpv_xlsx.domain.following.maybe_sent import Intent
from qpv_xlsx.domain.merging.ledger import Post
from qpv_xlsx.register import Register

_ABOUT_TO = "about_to_send"
_DID_NOT_LEAVE = "not_sent"


def write_down(register: Register, intent: Intent) -> None:
    """Before the message is given to the server."""
    version = "" if intent.version is None else str(intent.version)
    told = (intent.message_id, intent.post, version, " ".join(intent.respondents), " ".join(intent.recipients))
    register.note(_ABOUT_TO, "\n".join(told), intent.moment)


def did_not_leave(register: Register, message_id: str, moment: datetime) -> None:
    """The server refused it, or the line broke before it was given; or the coordinator knows that it did not arrive."""
    register.note(_DID_NOT_LEAVE, message_id, moment)


def doubtful(register: Register) -> tuple[Intent, ...]:
    """Intents of which nothing else is known, oldest first."""
    lines = register.journal(_ABOUT_TO, _DID_NOT_LEAVE)
    ended = {sending.message_id for sending in register.sendings()} if lines else set()
    ended |= {line.about for line in lines if line.act == _DID_NOT_LEAVE}
    intents = (_intent_of(line.about, line.moment) for line in lines if line.act == _ABOUT_TO)
    return tuple(intent for intent in intents if intent.message_id not in ended)


def doubts_about(
    intents: Sequence[Intent], post: Post, respondents: Sequence[str], recipients: Sequence[str]
) -> Iterator[Intent]:
    """Those of *intents* that stood for the same message."""
    addresses = set(recipients)
    for intent in intents:
        if intent.post is post and intent.respondents == tuple(respondents) and addresses & set(intent.recipients):
            yield intent


def _intent_of(about: str, moment: datetime) -> Intent:
    message_id, post, version, respondents, recipients = about.split("\n")
    return Intent(
        post=Post(post),
        message_id=message_id,
        version=int(version) if version else None,
        respondents=tuple(respondents.split()),
        recipients=tuple(recipients.split()),
        moment=moment,
    )
