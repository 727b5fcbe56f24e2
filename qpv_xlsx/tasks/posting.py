"""One message to a respondent: its words, its draft or its sending, its trace in the register."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from smtplib import SMTP

from qpv_xlsx.domain.contract.campaign import Campaign, Contact
from qpv_xlsx.domain.findings import StorageError
from qpv_xlsx.domain.merging.ledger import Means, Post, Sending
from qpv_xlsx.mail.drafting import Enclosure, compose, new_message_id, write_draft
from qpv_xlsx.mail.letter_models import Text, write_text
from qpv_xlsx.mail.servers import open_smtp, parse_server, post
from qpv_xlsx.messages.numbers import day
from qpv_xlsx.messages.wordbook import phrase
from qpv_xlsx.register import Register

_TEMPLATES = {Post.COLLECTION: "collecte", Post.CORRECTION: "correction", Post.REMINDER: "relance"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterbox:
    """How messages leave in this run. *connection* is None where drafts are written."""

    folder: Path
    campaign: Campaign
    register: Register
    now: datetime
    connection: SMTP | None = None

    @property
    def means(self) -> Means:
        """Draft or real sending."""
        return Means.SMTP if self.connection else Means.DRAFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A message written or sent. *path*: of the draft; None: it was sent."""

    respondents: tuple[str, ...]
    recipients: tuple[str, ...]
    path: Path | None


@contextmanager
def letterbox(
    folder: Path, campaign: Campaign, register: Register, now: datetime, smtp: str | None
) -> Iterator[Letterbox]:
    """*smtp*: the server's URL; None: drafts."""
    with open_smtp(parse_server(smtp, ("smtp", "smtps"))) if smtp else nullcontext() as connection:
        yield Letterbox(folder=folder, campaign=campaign, register=register, now=now, connection=connection)


def write_words(box: Letterbox, purpose: Post, facts: dict[str, str]) -> Text:
    """The text for *purpose*, with the campaign's own facts and *facts* filled in."""
    campaign, language = box.campaign, box.campaign.language
    common = {
        "campagne": campaign.title,
        "annee": str(campaign.year),
        "echeance": deadline_words(campaign.deadline, language),
        "coordinateur": campaign.coordinator.name,
        "telephone": campaign.coordinator.phone,
        "courriel": campaign.coordinator.email,
    }
    return write_text(box.folder, _TEMPLATES[purpose], language, {**common, **facts})


def deadline_words(deadline: date | None, language: str) -> str:
    """« 31/03/2016 », or that there is none."""
    return day(deadline, language) if deadline else phrase(language, "mail_no_deadline")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A message about some respondents. *draft*: where it is written; *version*: of the workbook enclosed, if one is."""

    post: Post
    text: Text
    respondents: tuple[str, ...]
    recipients: tuple[Contact, ...]
    enclosures: tuple[Enclosure, ...]
    draft: Path
    version: int | None = None


def send_one(box: Letterbox, outgoing: Outgoing) -> Posted:
    """Send the message, or write its draft, and remember it for each respondent that it is about.

    Raises StorageError, once it is remembered, where the server refused some of the recipients.
    """
    addresses = tuple(contact.email for contact in outgoing.recipients)
    domain = box.campaign.coordinator.email.rpartition("@")[2]
    key = "+".join((*outgoing.respondents, *addresses))
    message_id = new_message_id(box.campaign.code, key, outgoing.post, box.now, domain)
    message = compose(
        outgoing.text,
        box.campaign.coordinator,
        outgoing.recipients,
        outgoing.enclosures,
        message_id=message_id,
        moment=box.now,
    )
    refused: tuple[str, ...] = ()
    if box.connection is not None:
        refused = post(box.connection, message)
    else:
        write_draft(message, outgoing.draft)
    for respondent in outgoing.respondents:
        box.register.record_sending(
            Sending(
                respondent=respondent,
                post=outgoing.post,
                means=box.means,
                sent=box.now.astimezone(),
                message_id=message_id,
                recipients=tuple(address for address in addresses if address not in refused),
                version=outgoing.version,
            ),
        )
    if refused:
        raise StorageError("smtp_refused_some", respondents=outgoing.respondents, recipients=refused)
    draft = None if box.connection else outgoing.draft
    return Posted(respondents=outgoing.respondents, recipients=addresses, path=draft)
