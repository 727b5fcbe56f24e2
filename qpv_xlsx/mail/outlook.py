"""Outlook messages (.msg, MS-OXMSG): letters and attachments, those of messages within too."""

import io
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_string
from email.message import Message
from email.policy import compat32
from types import MappingProxyType

import olefile

from qpv_xlsx.mail import message_headers as headers
from qpv_xlsx.mail.letters import DEPTH_LIMIT, HEADER_LIMIT, MESSAGE_LIMIT, PART_LIMIT, Attachment, Letter, LetterKind
from qpv_xlsx.mail.message_words import first_words
from qpv_xlsx.mail.sharing import shared_links

_SUBJECT, _HEADERS, _CLASS = 0x0037, 0x007D, 0x001A
_SMTP_ADDRESS, _ADDRESS = 0x5D01, 0x0C1F
_MESSAGE_ID, _REFERENCES, _IN_REPLY_TO = 0x1035, 0x1039, 0x1042
_LONG_NAME, _SHORT_NAME, _DISPLAY_NAME, _MIME_TYPE = 0x3707, 0x3704, 0x3001, 0x370E
_BODY, _HTML = 0x1000, 0x1013
_LINKED_PATH, _PROVIDER_URL = 0x370D, 0x370A
_WORDS_LIMIT = 2**20  # bytes of the words that are searched for links
_DELIVERED, _SUBMITTED = 0x0E06, 0x0039
_PROPERTIES = "__properties_version1.0"
_ATTACHMENT = "__attach_version1.0_#"
_EMBEDDED = "__substg1.0_3701000D"
_REPORTS: Mapping[str, LetterKind] = MappingProxyType(
    {
        "DR": LetterKind.RECEIPT,  # delivered
        "IPNRN": LetterKind.RECEIPT,  # read
        "IPNNRN": LetterKind.RECEIPT,  # deleted unread
        "DELAYED": LetterKind.DELAY,
        "RELAYED": LetterKind.RECEIPT,
        "EXPANDED": LetterKind.RECEIPT,
    },
)
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def read_outlook(content: bytes) -> tuple[Letter, ...]:
    """The message and those attached to it, outermost first. Never raises: what is damaged is said to be."""
    if len(content) > MESSAGE_LIMIT:
        return (Letter(is_damaged=True, left_out=1),)
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            return tuple(_Storage(container=container, path=()).letters())
    except (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError, struct.error):
        return (Letter(is_damaged=True, left_out=1),)  # olefile lets many kinds of exceptions through


def is_outlook(content: bytes) -> bool:
    """Whether a compound file is a message: an .xls is one as well, without message properties."""
    name = _PROPERTIES.encode("utf-16-le")
    return content.startswith(olefile.MAGIC) and name in content


@dataclass(frozen=True, slots=True, kw_only=True)
class _Storage:
    """One message or one attachment inside the file."""

    container: olefile.OleFileIO
    path: tuple[str, ...]

    def letters(self, depth: int = 0, *, came_back: bool = False) -> Iterator[Letter]:
        inner = list(self._children())
        transport = message_from_string(self.text(_HEADERS)[: HEADER_LIMIT * 8], policy=compat32)
        embedded = [one for one in inner[:PART_LIMIT] if one.has(_EMBEDDED)]
        plain = [one for one in inner[:PART_LIMIT] if one not in embedded]
        kind = self._nature(transport)
        too_deep = depth >= DEPTH_LIMIT
        yield Letter(
            message_id=headers.identifier(transport) or self.text(_MESSAGE_ID),
            answers_to=headers.answers_to(
                headers.header(transport, "In-Reply-To") or self.text(_IN_REPLY_TO),
                headers.header(transport, "References") or self.text(_REFERENCES),
            ),
            sender=self._sender(transport),
            sent=self._moment() or headers.moment(headers.header(transport, "Date")),
            subject=self.text(_SUBJECT),
            nature=kind,
            attachments=tuple(one.attachment() for one in plain if not one.link()),
            depth=depth,
            left_out=max(0, len(inner) - PART_LIMIT) + (len(embedded) if too_deep else 0),
            links=(*shared_links(self._words()), *(one.link() for one in plain if one.link())),
            came_back=came_back,
            words=first_words(self._words()),
        )
        is_returned = came_back or (depth == 0 and kind is not LetterKind.PERSONAL)
        for one in embedded if not too_deep else ():
            within = _Storage(container=self.container, path=(*one.path, _EMBEDDED))
            yield from within.letters(depth + 1, came_back=is_returned)

    def attachment(self) -> Attachment:
        name = self.text(_LONG_NAME) or self.text(_SHORT_NAME) or self.text(_DISPLAY_NAME)
        return Attachment(name=name, content=self._bytes("__substg1.0_37010102"), content_type=self.text(_MIME_TYPE))

    def link(self) -> str:
        """Where the file lies that is attached by its address only (« partager un lien OneDrive »); empty: it is here."""
        if self.has("__substg1.0_37010102") and self._bytes("__substg1.0_37010102"):
            return ""
        told = (self.text(_LINKED_PATH), self.text(_PROVIDER_URL))
        return next((path for path in told if path.casefold().startswith(("http://", "https://"))), "")

    def _words(self) -> Iterator[str]:
        yield self.text(_BODY)[:_WORDS_LIMIT]
        yield self._bytes(f"__substg1.0_{_HTML:04X}0102")[:_WORDS_LIMIT].decode("utf-8", "replace")

    def has(self, name: str) -> bool:
        return bool(self.container.exists([*self.path, name]))

    def text(self, tag: int) -> str:
        """A text property, Unicode or of the old code page; empty: none."""
        wide = f"__substg1.0_{tag:04X}001F"
        if self.has(wide):
            return self._bytes(wide).decode("utf-16-le", "replace").rstrip("\0")
        return self._bytes(f"__substg1.0_{tag:04X}001E").decode("cp1252", "replace").rstrip("\0")

    def _bytes(self, name: str) -> bytes:
        if not self.has(name):
            return b""
        with self.container.openstream([*self.path, name]) as stream:
            content: bytes = stream.read()
        return content

    def _children(self) -> Iterator["_Storage"]:
        level = len(self.path)
        entries = self.container.listdir(streams=False, storages=True)
        for entry in sorted(entries):
            if tuple(entry[:level]) == self.path and len(entry) == level + 1 and entry[-1].startswith(_ATTACHMENT):
                yield _Storage(container=self.container, path=tuple(entry))

    def _sender(self, transport: Message) -> str:
        """Inside one Exchange server there are no headers, and the sender may have an X.500 name only."""
        candidates = (headers.header(transport, "From"), self.text(_SMTP_ADDRESS), self.text(_ADDRESS))
        return next((found for found in map(headers.address, candidates) if found), "")

    def _nature(self, transport: Message) -> LetterKind:
        told = self.text(_CLASS).upper()
        if told.startswith("REPORT."):
            return _REPORTS.get(told.rpartition(".")[2], LetterKind.BOUNCE)
        if "OOF" in told or told.startswith("IPM.NOTE.RULES."):
            return LetterKind.AUTOMATIC
        if not transport.get("Subject"):
            transport["Subject"] = self.text(_SUBJECT).replace("\n", " ")
        return headers.nature(transport)

    def _moment(self) -> datetime | None:
        """Delivery, else submission: 100 nanoseconds since 1601, among the fixed-size properties."""
        held = self._bytes(_PROPERTIES)
        header = 32 if not self.path else 24
        found: dict[int, int] = {}
        for start in range(header, len(held) - 15, 16):
            kind, tag, _, value = struct.unpack_from("<HHIQ", held, start)
            if kind == 0x0040:  # noqa: PLR2004  (PT_SYSTIME)
                found[tag] = value
        ticks = found.get(_DELIVERED) or found.get(_SUBMITTED)
        return headers.possible(_EPOCH + timedelta(microseconds=ticks // 10)) if ticks and ticks < 2**61 else None
