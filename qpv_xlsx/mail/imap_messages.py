"""Messages of a mailbox: heads and structure first, then one at a time those that are wanted, each within its own time."""

import imaplib
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes
from email.policy import compat32
from socket import SHUT_RDWR
from threading import Timer
from types import TracebackType
from typing import Self

from qpv_xlsx.domain.findings import CampaignError, StorageError
from qpv_xlsx.mail import message_headers as headers
from qpv_xlsx.mail.imap_words import quoted, replied, said, spelt
from qpv_xlsx.mail.letters import MESSAGE_LIMIT, Letter
from qpv_xlsx.mail.servers import Server, check, imap_session
from qpv_xlsx.messages.system_words import spoken

_AT_ONCE = 50  # heads asked for together
_SECONDS = 60.0  # for one message, whole
_HEAD = "BODY.PEEK[HEADER.FIELDS (FROM SUBJECT DATE MESSAGE-ID IN-REPLY-TO REFERENCES AUTO-SUBMITTED)]"
_UID, _SIZE = re.compile(rb"\bUID (\d+)"), re.compile(rb"RFC822\.SIZE (\d+)")
_MAY_HOLD = re.compile(
    rb'(?i)"application" "(?!pdf"|pkcs7-signature|x-pkcs7-signature|pgp-signature|ics"|applefile)|"message" "(rfc822|global)"'
    rb"|\.(xlsx|xlsm|xls|ods|zip|msg|eml)\b",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What is known of a message before it is fetched. *size*: bytes. *raw*: its headers as they came.

    *may_hold_a_file*: its structure names a part that can be a workbook, or hold one.
    """

    uid: int
    size: int
    letter: Letter
    may_hold_a_file: bool
    raw: bytes

    @property
    def is_too_big(self) -> bool:
        """Whether it is beyond what is taken."""
        return self.size > MESSAGE_LIMIT


class MessageLost(StorageError):  # noqa: N818  (what happened, said of a message)
    """The server refused one message, cut it, or took too long over it. The others can be fetched."""


class Mailbox:
    """A folder of a mailbox, open; it is entered again where the line is lost over a message."""

    def __init__(self, server: Server, *, marks: bool, seconds: float = _SECONDS) -> None:
        self._server, self._marks, self._seconds = server, marks, seconds
        self._stack = ExitStack()
        self._connection: imaplib.IMAP4 | None = None

    def __enter__(self) -> Self:
        try:
            self._open()
        except (CampaignError, StorageError):
            self._left()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Troubles of the line get their words here: they are raised anew."""
        self._stack.__exit__(kind, trouble, trace)

    @property
    def name(self) -> str:
        """Of this state of this folder: where it changes, numbers of messages mean others (UIDVALIDITY)."""
        _, told = self._live.response("UIDVALIDITY")
        validity = told[0].decode("ascii", "replace") if told and isinstance(told[0], bytes) else ""
        return f"{self._server.user}@{self._server.host}/{self._server.folder}/{validity}"

    def heads(self, since: date | None = None) -> Iterator[Head]:
        """Of every message, oldest first; of those that came since that day."""
        wanted = ("SINCE", _imap_day(since)) if since else ("ALL",)
        status, found = self._live.uid("SEARCH", *wanted)
        check(self._server, status, found)
        numbers = [int(number) for number in (found[0] or b"").split()]
        for start in range(0, len(numbers), _AT_ONCE):
            yield from self._some_heads(numbers[start : start + _AT_ONCE])

    def content(self, head: Head) -> bytes:
        """The whole message. Raises MessageLost."""
        watchdog = Timer(self._seconds, self._cut)
        watchdog.daemon = True
        watchdog.start()
        try:
            status, parts = self._live.uid("FETCH", str(head.uid), "(BODY.PEEK[])")
        except (imaplib.IMAP4.abort, OSError) as lost:
            self._open()
            raise MessageLost("server", host=self._server.host, detail=spoken(lost)) from lost
        except imaplib.IMAP4.error as refused:
            raise MessageLost("server", host=self._server.host, detail=replied(refused)) from refused
        finally:
            watchdog.cancel()
        content = next((part[1] for part in parts if isinstance(part, tuple)), None)
        if status != "OK" or content is None:
            raise MessageLost("server", host=self._server.host, detail=said(parts))
        return bytes(content)

    def mark_as_seen(self, head: Head) -> None:
        """As if it had been read."""
        check(self._server, *self._live.uid("STORE", str(head.uid), "+FLAGS", r"(\Seen)"))

    @property
    def _live(self) -> imaplib.IMAP4:
        if self._connection is None:
            raise StorageError("server", host=self._server.host, detail="")
        return self._connection

    def _open(self) -> None:
        self._left()
        self._connection = self._stack.enter_context(imap_session(self._server))
        status, told = self._connection.select(quoted(spelt(self._server.folder)), readonly=not self._marks)
        if status != "OK":
            raise CampaignError("imap_folder", folder=self._server.folder, detail=said(told))

    def _left(self) -> None:
        """The line as nobody uses it any more; what a lost one says is of no use."""
        with suppress(StorageError):
            self._stack.close()
        self._stack = ExitStack()

    def _cut(self) -> None:
        """A server that hangs over a message is hung up on."""
        with suppress(OSError):
            self._live.socket().shutdown(SHUT_RDWR)  # the reading thread then finds the end of the line

    def _some_heads(self, numbers: Sequence[int]) -> Iterator[Head]:
        """A message whose structure the server cannot tell is asked for its headers alone."""
        for what in (f"(UID RFC822.SIZE BODYSTRUCTURE {_HEAD})", f"(UID RFC822.SIZE {_HEAD})"):
            try:
                status, parts = self._live.uid("FETCH", ",".join(map(str, numbers)), what)
            except imaplib.IMAP4.abort as lost:
                raise StorageError("server", host=self._server.host, detail=spoken(lost)) from lost
            except imaplib.IMAP4.error:
                status, parts = "NO", []
            if status == "OK":
                yield from _heads(parts, structure_is_told="BODYSTRUCTURE" in what)
                return
        if len(numbers) > 1:
            for number in numbers:
                yield from self._some_heads([number])
        else:
            yield Head(uid=numbers[0], size=0, letter=Letter(), may_hold_a_file=True, raw=b"")


def _heads(parts: Sequence[object], *, structure_is_told: bool) -> Iterator[Head]:
    """Answers to FETCH: each begins with a literal, and goes on to the line that closes it."""
    told, raw = b"", b""
    for part in parts:
        if isinstance(part, tuple):
            told += part[0] + (b"" if b"HEADER.FIELDS" in part[0] else b' "' + part[1] + b'"')
            raw = part[1] if b"HEADER.FIELDS" in part[0] else raw
        elif isinstance(part, bytes):
            told += part
            if _UID.search(told):
                yield _head(told, raw, structure_is_told=structure_is_told)
            told, raw = b"", b""


def _head(told: bytes, raw: bytes, *, structure_is_told: bool) -> Head:
    message = message_from_bytes(raw, policy=compat32)
    uid, size = _UID.search(told), _SIZE.search(told)
    letter = Letter(
        message_id=headers.identifier(message),
        answers_to=headers.answers_to(headers.header(message, "In-Reply-To"), headers.header(message, "References")),
        sender=headers.address(headers.header(message, "From")),
        sent=headers.moment(headers.header(message, "Date")),
        subject=headers.header(message, "Subject"),
    )
    return Head(
        uid=int(uid[1]) if uid else 0,
        size=int(size[1]) if size else 0,
        letter=letter,
        may_hold_a_file=not structure_is_told or bool(_MAY_HOLD.search(told)),
        raw=raw,
    )


def _imap_day(day: date) -> str:
    """« 2-Mar-2016 », whatever the system's language."""
    return imaplib.Time2Internaldate((day.year, day.month, day.day, 12, 0, 0, 0, 1, -1))[1:12].strip()
