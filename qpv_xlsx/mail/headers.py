"""Headers as people meant them: encoded words, damaged encodings, addresses, dates, identifiers."""

import re
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import Header, decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from urllib.parse import unquote_to_bytes

from qpv_xlsx.mail.letters import HEADER_LIMIT, Nature

_IDENTIFIER = re.compile(r"<[^<>\s]{1,250}>")
_AUTOMATIC_SENDERS = re.compile(r"(?i)^(mailer-daemon|postmaster)@")
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
    raw = _unescaped(str(value)[:HEADER_LIMIT])
    try:
        pieces = decode_header(raw)
    except (HeaderParseError, ValueError):
        return _one_line(raw)
    return _one_line("".join(_text(piece, charset) for piece, charset in pieces))


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
    """A Date header, always with a time zone; None: not a date."""
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def nature(message: Message) -> Nature:
    """Bounces and automatic replies, as RFC 3464, RFC 3834 and the usual programs mark them."""
    kind = message.get_content_type()
    report = decoded(message.get("Content-Type")).casefold()
    if kind == "multipart/report" or "report-type=delivery-status" in report or message.get("X-Failed-Recipients"):
        return Nature.BOUNCE
    if _AUTOMATIC_SENDERS.match(address(header(message, "From"))):
        return Nature.BOUNCE
    marked = header(message, "Auto-Submitted").casefold()
    if marked not in {"", "no"} or message.get("X-Autoreply") or message.get("X-Autorespond"):
        return Nature.AUTOMATIC
    if header(message, "Precedence").casefold() == "auto_reply" or _AUTOMATIC_SUBJECTS.match(
        header(message, "Subject")
    ):
        return Nature.AUTOMATIC
    return Nature.PERSONAL


def _unescaped(text: str) -> str:
    """Bytes that stood raw in a header: UTF-8 if they are, else Windows' Western code page."""
    if text.isascii():
        return text
    raw = text.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _text(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    try:
        return piece.decode(charset or "ascii")
    except (LookupError, UnicodeDecodeError):
        return _unescaped(piece.decode("utf-8", "surrogateescape"))


def _raw_name(part: Message) -> str:
    """A name fished out of a damaged Content-Disposition."""
    found = re.search(r"name[*0-9]*=\"?([^\";]+)", str(part.get("Content-Disposition", ""))[:HEADER_LIMIT])
    last = found[1].rpartition("'")[2] if found else ""
    return _one_line(_unescaped(unquote_to_bytes(last).decode("utf-8", "surrogateescape")))


def _one_line(text: str) -> str:
    return " ".join(text.split())
