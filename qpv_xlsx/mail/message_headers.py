"""Headers as people meant them: encoded words, damaged encodings, addresses, dates, identifiers."""

import re
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import Header, decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from urllib.parse import unquote_to_bytes

from qpv_xlsx.mail.legible_words import legible
from qpv_xlsx.mail.letters import HEADER_LIMIT, LetterKind

_YEARS = range(1971, 3001)  # of messages; every system can tell its own time for these
_IDENTIFIER = re.compile(r"<[^<>\s]{1,250}>")
_AUTOMATIC_SENDERS = re.compile(r"(?i)^(mailer-daemon|postmaster)@")
_DELAYED_SUBJECTS = re.compile(r"(?i)delay|retard|diff[ée]r|warning: (could not send|message)|still being retried")
_HARMLESS_ACTIONS = frozenset({"delayed", "delivered", "relayed", "expanded"})
_AUTOMATIC_SUBJECTS = re.compile(
    r"(?i)^\W*(r[ée]ponse automatique|absence du bureau|automatic reply|out of office|auto ?:)",
)


def header(message: Message, name: str) -> str:
    """A header in plain words, whole encodings or none; empty where it is missing."""
    return decoded(message.get(name))


def decoded(value: str | Header | None) -> str:
    """RFC 2047 words and raw bytes become text. What cannot be decoded is kept as it stands."""
    if value is None:
        return ""
    raw = legible(str(value)[:HEADER_LIMIT])
    try:
        pieces = decode_header(raw)
    except (HeaderParseError, ValueError):
        return _one_line(raw)
    return _one_line(legible("".join(_text(piece, charset) for piece, charset in pieces)))


def attachment_name(part: Message) -> str:
    """The name that the sender's program gave (RFC 2231, or RFC 2047 where it ought not to be); empty: none."""
    try:
        name = part.get_filename("")
    except (LookupError, ValueError, TypeError):  # a charset or a continuation that makes no sense
        return _raw_name(part)
    return decoded(name)


def identifier(message: Message) -> str:
    """The Message-ID with its brackets; empty: none."""
    found = _IDENTIFIER.search(header(message, "Message-ID"))
    return found[0] if found else ""


def answers_to(in_reply_to: str, references: str) -> tuple[str, ...]:
    """Message-IDs that a message answers, nearest first, each once."""
    nearest_first = [*_IDENTIFIER.findall(in_reply_to), *reversed(_IDENTIFIER.findall(references))]
    return tuple(dict.fromkeys(nearest_first))


def address(text: str) -> str:
    """The bare address of « Nom <a@b.fr> », in small letters; empty: none."""
    found = parseaddr(text)[1].casefold()
    return found if "@" in found else ""


def moment(text: str) -> datetime | None:
    """A Date header, always with a time zone; None: not a date, or one at which nobody sent messages."""
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return possible(found if found.tzinfo else found.replace(tzinfo=UTC))


def possible(found: datetime) -> datetime | None:
    """The moment, where a message can have been sent then; None: a moment that cannot even be told in local time."""
    return found if found.year in _YEARS else None


def nature(message: Message) -> LetterKind:
    """Bounces, receipts and automatic replies, as RFC 3464, 3798 and 3834 and the usual programs mark them."""
    kind = message.get_content_type()
    report = decoded(message.get("Content-Type")).casefold()
    if "disposition-notification" in report or kind == "message/disposition-notification":
        return LetterKind.RECEIPT
    if kind == "multipart/report" or "report-type=delivery-status" in report:
        return _delivery(message)
    if message.get("X-Failed-Recipients"):
        return LetterKind.BOUNCE
    subject = header(message, "Subject")
    if _AUTOMATIC_SENDERS.match(address(header(message, "From"))):
        return LetterKind.DELAY if _DELAYED_SUBJECTS.search(subject) else LetterKind.BOUNCE
    return LetterKind.AUTOMATIC if _is_automatic(message, subject) else LetterKind.PERSONAL


def _is_automatic(message: Message, subject: str) -> bool:
    marked = header(message, "Auto-Submitted").casefold()
    if marked not in {"", "no"} or message.get("X-Autoreply") or message.get("X-Autorespond"):
        return True
    return header(message, "Precedence").casefold() == "auto_reply" or bool(_AUTOMATIC_SUBJECTS.match(subject))


def _delivery(message: Message) -> LetterKind:
    """What a report of RFC 3464 says of each recipient; a report that does not say is taken for a failure."""
    actions = {_first_word(header(block, "Action")) for block in message.walk() if block.get("Action")}
    if any(part.get_content_type() == "message/disposition-notification" for part in message.walk()):
        return LetterKind.RECEIPT
    if not actions:
        is_delay = _DELAYED_SUBJECTS.search(header(message, "Subject"))
        return LetterKind.DELAY if is_delay else LetterKind.BOUNCE
    if not actions <= _HARMLESS_ACTIONS:
        return LetterKind.BOUNCE
    return LetterKind.DELAY if "delayed" in actions else LetterKind.RECEIPT


def _first_word(text: str) -> str:
    return text.casefold().partition(" ")[0].strip("();")


def transfer_encoding(message: Message) -> str:
    """The name of the encoding alone: some gateways write a comment, a quote or a space after it."""
    return _first_word(_one_line(decoded(message.get("Content-Transfer-Encoding"))).strip("\"' "))


def _text(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    try:
        return piece.decode(charset or "ascii")
    except (LookupError, ValueError):  # no such encoding, or not its bytes
        return piece.decode("utf-8", "surrogateescape")


def _raw_name(part: Message) -> str:
    """A name fished out of a damaged Content-Disposition."""
    found = re.search(r"name[*0-9]*=\"?([^\";]+)", str(part.get("Content-Disposition", ""))[:HEADER_LIMIT])
    last = found[1].rpartition("'")[2] if found else ""
    return _one_line(legible(unquote_to_bytes(last).decode("utf-8", "surrogateescape")))


def _one_line(text: str) -> str:
    return " ".join(text.split())
