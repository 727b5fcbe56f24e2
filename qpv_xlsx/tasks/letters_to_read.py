"""The messages that an act would write now, to be read before it: the very ones, and none is written."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.merging.ledger import Post
from qpv_xlsx.register import Register, open_register
from qpv_xlsx.tasks.corresponding.letter_words import Occasion
from qpv_xlsx.tasks.corresponding.posting import Outgoing, Route
from qpv_xlsx.tasks.remind import reminders_to_send
from qpv_xlsx.tasks.return_ import requests_to_make
from qpv_xlsx.tasks.send import letters_to_send


def letters_to_read(
    folder: Path, post: Post, *, only: Sequence[str], route: Route, author: str, now: datetime
) -> tuple[Outgoing, ...]:
    """What ``send``, ``return`` or ``remind`` would write by *route*. Raises CampaignError where the act itself would."""
    when = Occasion(folder=folder, campaign=load_campaign(folder), now=now)
    with open_register(folder, author=author) as register:
        return _letters(when, register, post, only=only, route=route)


def _letters(
    when: Occasion, register: Register, post: Post, *, only: Sequence[str], route: Route
) -> tuple[Outgoing, ...]:
    match post:
        case Post.COLLECTION:
            return letters_to_send(when, register, only=only, route=route)
        case Post.CORRECTION:
            return tuple(one.letter for one in requests_to_make(when, register, only=only))
        case Post.REMINDER:
            return reminders_to_send(when, register, only=only, again=route.again)


def mark_of(letters: Sequence[Outgoing]) -> str:
    """The same for the same messages: words, people and names of workbooks."""
    digest = hashlib.sha256()
    for letter in letters:
        addresses = (contact.email for contact in letter.recipients)
        names = (path.name for path in letter.workbooks)
        parts = (letter.post.value, letter.text.subject, letter.text.body, letter.text.html, *addresses, *names)
        digest.update("\0".join((*parts, "")).encode())
    return digest.hexdigest()[:32]


def refuse_if_changed(letters: Sequence[Outgoing], mark: str) -> None:
    """Raise CampaignError where *letters* are no longer those that were read, whose mark was *mark*."""
    if mark_of(letters) != mark:
        raise CampaignError("letters_changed")
