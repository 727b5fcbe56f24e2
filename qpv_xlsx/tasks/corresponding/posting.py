"""One message to a respondent: its draft or its sending, its trace in the register."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from smtplib import SMTP, SMTPException

from qpv_xlsx.domain.contract.campaign import Campaign, Contact
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.following.maybe_sent import Intent
from qpv_xlsx.domain.merging.ledger import Means, Post, Sending
from qpv_xlsx.mail.drafting import Enclosure, compose, new_message_id, write_draft
from qpv_xlsx.mail.drafts_folder import DraftsFolder, open_drafts
from qpv_xlsx.mail.letter_models import Text
from qpv_xlsx.mail.servers import MAILBOXES, SENDERS, LineLostError, open_smtp, parse_server, post
from qpv_xlsx.register import Register
from qpv_xlsx.tasks.corresponding.intents import did_not_leave, doubtful, doubts_about, write_down


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """How messages are to leave. *smtp*, *drafts*: a server's URL; neither: drafts are written as files.

    *again*: also what may have left already, or was written today.
    """

    smtp: str | None = None
    drafts: str | None = None
    again: bool = False

    @property
    def means(self) -> Means:
        """Draft or real sending."""
        if self.drafts:
            return Means.MAILBOX
        return Means.SMTP if self.smtp else Means.DRAFT


AS_FILES = Route()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterbox:
    """How messages leave in this run. Without *connection* and *drafts*, drafts are written as files."""

    folder: Path
    campaign: Campaign
    register: Register
    now: datetime
    connection: SMTP | None = None
    drafts: DraftsFolder | None = None
    again: bool = False

    @property
    def means(self) -> Means:
        """Draft or real sending."""
        if self.drafts:
            return Means.MAILBOX
        return Means.SMTP if self.connection else Means.DRAFT

    @property
    def drafts_name(self) -> str:
        """Of the mailbox's folder; empty: drafts are not put there."""
        return self.drafts.name if self.drafts else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A message written or sent. *path*: of the draft; *folder*: of the mailbox where it is a draft; neither: it was sent.

    *refused*: addresses that the server would not take, and its *reason*; *recipients* are then the others. *doubt*: when
    it may have left already; it was not sent again.
    """

    respondents: tuple[str, ...]
    recipients: tuple[str, ...]
    path: Path | None
    folder: str = ""
    refused: tuple[str, ...] = ()
    reason: str = ""
    doubt: datetime | None = None


@contextmanager
def letterbox(folder: Path, campaign: Campaign, register: Register, now: datetime, route: Route) -> Iterator[Letterbox]:
    """Open the way that messages leave by."""
    if route.smtp and route.drafts:
        raise CampaignError("posting_two_ways")
    with ExitStack() as stack:
        connection = drafts = None
        if route.smtp:
            connection = stack.enter_context(open_smtp(parse_server(route.smtp, SENDERS)))
        if route.drafts:
            drafts = stack.enter_context(open_drafts(parse_server(route.drafts, MAILBOXES)))
        yield Letterbox(
            folder=folder,
            campaign=campaign,
            register=register,
            now=now,
            connection=connection,
            drafts=drafts,
            again=route.again,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A message about some respondents. *draft*: where it is written; *version*: of the workbook enclosed, if one is.

    *workbooks* go with it: files of the campaign, read when it leaves.
    """

    post: Post
    text: Text
    respondents: tuple[str, ...]
    recipients: tuple[Contact, ...]
    workbooks: tuple[Path, ...]
    draft: Path
    version: int | None = None


def send_one(box: Letterbox, outgoing: Outgoing) -> Posted:
    """Send the message, put it among the mailbox's drafts, or write its draft; and remember it.

    A message that may have left already is not sent again: the coordinator says what became of it. Raises StorageError
    where the line broke; what it was about is then either still to be sent, or may have left.
    """
    enclosures = tuple(Enclosure(name=path.name, content=path.read_bytes()) for path in outgoing.workbooks)
    message_id, message = _composed(box, outgoing, enclosures)
    if box.connection is not None:
        return _through_smtp(box, box.connection, outgoing, message)
    addresses = _addresses(outgoing)
    if box.drafts is not None:
        box.drafts.put(message, _key(box, outgoing, enclosures))
    else:
        write_draft(message, outgoing.draft)
    _remember(box, outgoing, message_id, addresses)
    path = None if box.drafts else outgoing.draft
    return Posted(respondents=outgoing.respondents, recipients=addresses, path=path, folder=box.drafts_name)


def _through_smtp(box: Letterbox, connection: SMTP, outgoing: Outgoing, message: EmailMessage) -> Posted:
    addresses, message_id = _addresses(outgoing), str(message["Message-ID"])
    doubts = tuple(doubts_about(doubtful(box.register), outgoing.post, outgoing.respondents, addresses))
    if doubts and not box.again:
        return Posted(respondents=outgoing.respondents, recipients=addresses, path=None, doubt=doubts[0].moment)
    for doubt in doubts:  # sent again on purpose
        did_not_leave(box.register, doubt.message_id, box.now)
    write_down(box.register, _intent(box, outgoing, message_id, addresses))
    try:
        delivery = post(connection, message)
    except LineLostError:
        raise
    except (SMTPException, OSError):
        did_not_leave(box.register, message_id, box.now)
        raise
    taken = tuple(address for address in addresses if address not in delivery.refused)
    if taken:
        _remember(box, outgoing, message_id, taken)
    else:
        did_not_leave(box.register, message_id, box.now)
    return Posted(
        respondents=outgoing.respondents,
        recipients=taken,
        path=None,
        refused=delivery.refused,
        reason=delivery.reason,
    )


def settle_doubts(register: Register, post: Post, only: Sequence[str]) -> tuple[Posted, ...]:
    """The coordinator knows that messages which may have left did: they count as sent."""
    settled = []
    for intent in doubtful(register):
        if intent.post is not post or (only and not set(only) & set(intent.respondents)):
            continue
        count_as_sent(register, intent)
        settled.append(Posted(respondents=intent.respondents, recipients=intent.recipients, path=None))
    return tuple(settled)


def count_as_sent(register: Register, intent: Intent) -> None:
    """Remember a message that did leave, on the day when it was given to the server."""
    for respondent in intent.respondents:
        register.record_sending(
            Sending(
                respondent=respondent,
                post=intent.post,
                means=Means.SMTP,
                sent=intent.moment,
                message_id=intent.message_id,
                recipients=intent.recipients,
                version=intent.version,
            )
        )


def _composed(box: Letterbox, outgoing: Outgoing, enclosures: Sequence[Enclosure]) -> tuple[str, EmailMessage]:
    domain = box.campaign.coordinator.email.rpartition("@")[2]
    key = "+".join((*outgoing.respondents, *_addresses(outgoing)))
    message_id = new_message_id(box.campaign.code, key, outgoing.post, box.now, domain)
    message = compose(
        outgoing.text,
        box.campaign.coordinator,
        outgoing.recipients,
        enclosures,
        message_id=message_id,
        moment=box.now,
    )
    return message_id, message


def _remember(box: Letterbox, outgoing: Outgoing, message_id: str, recipients: tuple[str, ...]) -> None:
    for respondent in outgoing.respondents:
        box.register.record_sending(
            Sending(
                respondent=respondent,
                post=outgoing.post,
                means=box.means,
                sent=box.now.astimezone(),
                message_id=message_id,
                recipients=recipients,
                version=outgoing.version,
            ),
        )


def _intent(box: Letterbox, outgoing: Outgoing, message_id: str, recipients: tuple[str, ...]) -> Intent:
    return Intent(
        post=outgoing.post,
        message_id=message_id,
        respondents=outgoing.respondents,
        recipients=recipients,
        version=outgoing.version,
        moment=box.now.astimezone(),
    )


def _key(box: Letterbox, outgoing: Outgoing, enclosures: Sequence[Enclosure]) -> str:
    """The same for the same message, whenever it is made: words, people and workbooks."""
    parts = (box.campaign.code, outgoing.post, outgoing.text.subject, outgoing.text.body, *_addresses(outgoing))
    digest = hashlib.sha256("\n".join((*parts, *outgoing.respondents)).encode())
    for enclosure in enclosures:
        digest.update(hashlib.sha256(enclosure.content).digest())
    return digest.hexdigest()[:32]


def _addresses(outgoing: Outgoing) -> tuple[str, ...]:
    return tuple(contact.email for contact in outgoing.recipients)
