"""Messages that may have left, in words, with what settles them."""

from types import MappingProxyType

from qpv_xlsx.domain.following.maybe_sent import Intent
from qpv_xlsx.domain.merging.ledger import Post
from qpv_xlsx.messages.wordbook import label, phrase

MAYBE_SENT_BY = MappingProxyType({Post.COLLECTION: "send", Post.CORRECTION: "return", Post.REMINDER: "remind"})
"""The command that sends such messages."""


def maybe_sent_words(intent: Intent, command: str, language: str) -> str:
    """« Peut-être envoyé : collecte à EMP … », and what to type, as the coordinator knows.

    *command*: that sends such messages, as it is typed from here.
    """
    codes = " ".join(intent.respondents)
    return phrase(
        language,
        "maybe_sent",
        post=label(language, "posts", intent.post),
        respondents=", ".join(intent.respondents),
        recipients=", ".join(intent.recipients),
        moment=intent.moment,
        command=command,
        codes=codes,
    )
