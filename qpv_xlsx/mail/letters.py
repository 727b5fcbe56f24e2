"""What a message carries, whatever program wrote it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

HEADER_LIMIT = 8 * 2**10  # signs of one header that are looked at
DEPTH_LIMIT = 20  # parts within parts, messages within messages
PART_LIMIT = 200  # parts of one message that are looked at; the rest is counted
MESSAGE_LIMIT = 50 * 2**20  # bytes of one message: 25 MiB of attachments and their encoding


class LetterKind(StrEnum):
    """What sort of message it is. It never hides a workbook: scanners and ticket systems mark what they pass on."""

    PERSONAL = "personal"
    AUTOMATIC = "automatic_reply"
    BOUNCE = "delivery_failure"
    DELAY = "delivery_delay"  # the server is still trying
    RECEIPT = "receipt"  # delivered, read, or deleted unread


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file in a message. *name* is the sender's, decoded, never to be trusted; empty: it had none.

    *content* is None where the part is beyond the limits and was only counted.
    """

    name: str
    content: bytes | None
    content_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One message. *sent*: as its header says; None: it does not, or not in a way that can be understood.

    *answers_to*: Message-IDs of In-Reply-To and References, nearest first. *depth*: 0, or how deep it was forwarded.
    *left_out*: parts beyond the limits, counted and not looked at. *links*: addresses of shared documents that its
    words give. *is_sealed*: encrypted for somebody. *came_back*: a delivery failure brought it back to its sender.
    *is_piece*: it is one of several into which a program cut a message.
    *words*: the beginning of what was written, in plain text.
    """

    message_id: str = ""
    answers_to: tuple[str, ...] = ()
    sender: str = ""
    sent: datetime | None = None
    subject: str = ""
    nature: LetterKind = LetterKind.PERSONAL
    attachments: tuple[Attachment, ...] = ()
    depth: int = 0
    left_out: int = 0
    is_damaged: bool = False
    links: tuple[str, ...] = ()
    is_sealed: bool = False
    came_back: bool = False
    is_piece: bool = False
    words: str = ""
