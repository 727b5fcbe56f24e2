"""Take messages from a mailbox, and register what they bring."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.findings import Code, Fact, Finding, finding
from qpv_xlsx.domain.returned.answers import Outcome, Submission
from qpv_xlsx.mail.imap_messages import Head, Mailbox, MessageLost
from qpv_xlsx.mail.servers import MAILBOXES, Server, parse_server
from qpv_xlsx.register import Register, open_register
from qpv_xlsx.tasks.collect import ReturnsDesk, collect_parcels
from qpv_xlsx.tasks.incoming.attributing import Correspondence
from qpv_xlsx.tasks.incoming.gathering import gather
from qpv_xlsx.tasks.incoming.parcels import UNFETCHED, Parcel, rejected
from qpv_xlsx.tasks.incoming.reading_apart import latest_versions, read_parcels
from qpv_xlsx.tasks.incoming.reading_report import Reading
from qpv_xlsx.tasks.incoming.refreshing import read_again
from qpv_xlsx.tasks.incoming.unpacking import of_message
from qpv_xlsx.tasks.running.watching import Watch, unwatched, watched
from qpv_xlsx.workbook.reading.expectations import Expectations

_FETCHED = "fetched"
_MAYBE_OURS = frozenset({Code.F01, Code.F02, Code.F05, Code.F06})  # a workbook that could not be looked into


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageChoice:
    """Which messages of a server. *since*: the day from which on; None: all. *folder*: None: the URL's.

    *from_contacts*: only those of the contacts, and those that answer ours.
    """

    since: date | None = None
    from_contacts: bool = False
    folder: str | None = None


ALL = MessageChoice()


def fetch(
    folder: Path,
    source: str,
    *,
    author: str,
    now: datetime,
    marks_seen: bool = False,
    wanted: MessageChoice = ALL,
    watch: Watch = unwatched,
) -> tuple[Campaign, list[Reading]]:
    """The campaign, and readings of what *source* holds: « imaps://nom@serveur/dossier », or a path (folder, .eml, .msg, mbox, Maildir).

    A mailbox on a server is left as it is, unless *marks_seen*: then messages are, once registered. What is not ours is neither kept nor registered.
    *watch* is told of messages, and may stop between two: what was registered stays, the rest is taken the next time.
    """
    campaign = load_campaign(folder)
    if "://" not in source and not _is_mistyped(source):
        parcels = gather([Path(source)], campaign.options.limits)
        return campaign, list(collect_parcels(folder, campaign, parcels, author=author, now=now))
    server = parse_server(source, MAILBOXES)
    if wanted.folder:
        server = replace(server, folder=wanted.folder)
    visit = visit_mailbox(
        folder, campaign, server, author=author, now=now, marks_seen=marks_seen, wanted=wanted, watch=watch
    )
    return campaign, list(visit)


def visit_mailbox(  # noqa: PLR0913  (what a mailbox is read for, and how)
    folder: Path,
    campaign: Campaign,
    server: Server,
    *,
    author: str,
    now: datetime,
    marks_seen: bool = False,
    wanted: MessageChoice = ALL,
    watch: Watch = unwatched,
) -> Iterator[Reading]:
    """Readings of what the mailbox holds, each once it is registered: what was given stays, wherever one stops."""
    with open_register(folder, author=author) as register:
        read_again(campaign, register, now, watch)
        desk = ReturnsDesk(folder, campaign, register, now)
        yield from _Round(campaign, register, desk, server, wanted, now).made(marks_seen=marks_seen, watch=watch)
        yield from desk.take_what_was_left()


def _is_mistyped(source: str) -> bool:
    """Whether it was meant to be a URL: it is then refused as one, and its password is repeated nowhere."""
    return not Path(source).exists() and ("@" in source or source.casefold().startswith(("imap", "smtp")))


class _Round:
    """One visit to the mailbox: messages one by one, each registered before the next is asked for."""

    def __init__(
        self,
        campaign: Campaign,
        register: Register,
        desk: ReturnsDesk,
        server: Server,
        wanted: MessageChoice,
        now: datetime,
    ) -> None:
        self._campaign, self._register, self._desk = campaign, register, desk
        self._server, self._wanted, self._now = server, wanted, now
        self._correspondence = Correspondence(campaign, register.sendings())
        self._versions = latest_versions(register.dispatches())
        self._done = {line.about for line in register.journal() if line.act == _FETCHED}

    def made(self, *, marks_seen: bool, watch: Watch) -> Iterator[Reading]:
        """Readings of what is new and ours."""
        with Mailbox(self._server, marks=marks_seen) as mailbox:
            state = mailbox.name
            heads = list(mailbox.heads(self._wanted.since))
            for head in watched(heads, len(heads), watch):
                mark = f"{state}/{head.uid}"
                if mark not in self._done and self._is_wanted(head):
                    yield from self._taken(mailbox, head, mark, marks_seen=marks_seen)

    def _is_known(self, head: Head) -> bool:
        """Whether it comes from a contact, or answers a message of ours."""
        return self._correspondence.is_known(head.letter)

    def _is_wanted(self, head: Head) -> bool:
        return self._is_known(head) or (head.may_hold_a_file and not self._wanted.from_contacts)

    def _taken(self, mailbox: Mailbox, head: Head, mark: str, *, marks_seen: bool) -> Iterator[Reading]:
        """What one message brings; it is done with when all of it is registered."""
        try:
            parcels = list(self._parcels(mailbox, head))
        except MessageLost as lost:
            yield from self._desk.take([self._unfetched(head, lost.facts.get("detail", ""))])
            return
        yield from self._desk.take(parcels)
        self._register.note(_FETCHED, mark, self._now)
        if marks_seen and parcels:
            mailbox.mark_as_seen(head)

    def _parcels(self, mailbox: Mailbox, head: Head) -> Iterator[Parcel]:
        if head.is_too_big:
            yield rejected(self._parcel(head), _too_big(head))
            return
        content = mailbox.content(head)
        parcels = of_message(content, self._path(head), self._now, self._campaign.options.limits)
        if self._is_known(head):
            yield from parcels
        else:
            yield from self._ours(list(parcels))

    def _ours(self, parcels: list[Parcel]) -> Iterator[Parcel]:
        """Of a stranger's message, the workbooks of this campaign, and those that nobody could look into."""
        for parcel, submission in read_parcels(self._campaign, parcels, lambda _: Expectations(), self._versions):
            if _is_ours(submission):
                yield parcel

    def _unfetched(self, head: Head, detail: Fact) -> Parcel:
        sender, subject, sent = _told(head)
        told = finding(Code.F01, case=UNFETCHED, sender=sender, subject=subject, sent=sent, detail=detail)
        return rejected(self._parcel(head), told)

    def _parcel(self, head: Head) -> Parcel:
        moment = head.letter.sent or self._now
        name = head.letter.subject or str(head.uid)
        return Parcel(path=self._path(head), name=name, content=head.raw, moment=moment, letter=head.letter)

    def _path(self, head: Head) -> str:
        return f"{self._server.folder}/{head.uid}"


def _told(head: Head) -> tuple[str, str, str]:
    """Sender, subject and day; « – » for what the message does not say."""
    sent = head.letter.sent
    return head.letter.sender or "–", head.letter.subject or "–", f"{sent:%d/%m/%Y}" if sent else "–"


def _too_big(head: Head) -> Finding:
    sender, subject, sent = _told(head)
    return finding(Code.F05, case="message_size", sender=sender, subject=subject, sent=sent)


def _is_ours(submission: Submission) -> bool:
    if submission.outcome is Outcome.ACCEPTED or submission.origin.respondent:
        return True
    is_file = submission.outcome is Outcome.REJECTED
    return is_file and any(found.code in _MAYBE_OURS for found in submission.findings)
