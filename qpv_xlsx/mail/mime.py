"""Internet messages (.eml, mbox, Maildir, IMAP): their letters and attachments."""

import base64
import binascii
import re
from collections.abc import Iterator
from email import message_from_bytes
from email._policybase import Compat32
from email.message import Message
from typing import Any

from qpv_xlsx.mail import message_headers as headers
from qpv_xlsx.mail.letters import DEPTH_LIMIT, HEADER_LIMIT, MESSAGE_LIMIT, PART_LIMIT, Attachment, Letter, LetterKind
from qpv_xlsx.mail.message_heads import in_order
from qpv_xlsx.mail.message_words import first_words
from qpv_xlsx.mail.sealing import ENCRYPTED_TYPES
from qpv_xlsx.mail.sharing import shared_links
from qpv_xlsx.mail.tnef import TNEF_TYPES, is_tnef, tnef_attachments
from qpv_xlsx.mail.wrappings import apple_single, uuencoded


class _Short(Compat32):
    """The lenient policy (the modern one raises on damaged headers), with headers cut before they are looked at."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:HEADER_LIMIT]

    def header_fetch_parse(self, name: str, value: str) -> str:
        """Raw bytes stay escaped in the text: the usual policy would replace them by question marks."""
        del name
        return value


_FORWARDED = frozenset({"message/rfc822", "message/global", "message/news"})
_A_PIECE = "message/partial"  # a message that was cut in several
_SAID_ENCODINGS = frozenset(
    {"base64", "quoted-printable", "x-uuencode", "uuencode", "uue", "x-uue", "7bit", "8bit", "binary"}
)
_ENCODED = frozenset({"base64", "quoted-printable"})
_BOUNDARY = re.compile(r"(?m)^--(?!-*\s*$)(\S.{0,200}?)[ \t]*\r?\n(?=[Cc]ontent-)")
_BASE64_STARTS = (b"UEsDB", b"0M8R4KGx")  # a workbook's first bytes, written in base64
_WORDS_BEHIND = re.compile(r"(?m)^-- ?\r?$")  # of a mailing list, written under a file as under a letter
_POLICY: Any = _Short()  # the stubs do not let the lenient policy be inherited from


def read_mime(content: bytes) -> tuple[Letter, ...]:
    """The message and those forwarded within it, outermost first. Never raises: what is damaged is said to be."""
    if len(content) > MESSAGE_LIMIT:
        return (Letter(is_damaged=True, left_out=1),)
    try:
        message = message_from_bytes(in_order(content), policy=_POLICY)
        return tuple(_letters(message, 0))
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, AssertionError):
        # parts within parts by the hundred; whatever else the standard library lets through
        return (Letter(is_damaged=True, left_out=1),)


def _letters(message: Message, depth: int, *, came_back: bool = False) -> Iterator[Letter]:
    attachments: list[Attachment] = []
    forwarded: list[Message] = []
    words: list[str] = []
    left_out = 0
    is_sealed = is_piece = False
    kind = headers.nature(message)
    for number, (part, level) in enumerate(_parts(message, 0)):
        is_sealed = is_sealed or part.get_content_type() in ENCRYPTED_TYPES
        if number >= PART_LIMIT or level + depth >= DEPTH_LIMIT:
            left_out += 1
        elif part.get_content_type() == _A_PIECE:
            is_piece = True
        elif part.get_content_type() in _FORWARDED:
            forwarded.extend(_messages_within(part))
        elif _is_attachment(part):
            attachments.extend(_attachments(part))
        else:
            said, files = uuencoded(_words(part))
            words.append(said)
            attachments.extend(files)
    yield Letter(
        message_id=headers.identifier(message),
        answers_to=headers.answers_to(headers.header(message, "In-Reply-To"), headers.header(message, "References")),
        sender=headers.address(headers.header(message, "From")),
        sent=headers.moment(headers.header(message, "Date")),
        subject=headers.header(message, "Subject"),
        nature=kind,
        attachments=tuple(attachments),
        depth=depth,
        left_out=left_out,
        links=shared_links([*words, *_external_bodies(message)]),
        is_sealed=is_sealed or message.get_content_type() in ENCRYPTED_TYPES,
        came_back=came_back,
        is_piece=is_piece,
        words=first_words(words),
    )
    is_returned = came_back or (depth == 0 and kind is not LetterKind.PERSONAL)
    for inner in forwarded:
        yield from _letters(inner, depth + 1, came_back=is_returned)


def _parts(message: Message, level: int) -> Iterator[tuple[Message, int]]:
    """Every part that holds content, with its depth; not those of messages within, which are letters of their own."""
    waiting = [(message, level)]
    while waiting:
        part, depth = waiting.pop()
        _mend(part)
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting.extend((child, depth + 1) for child in reversed([*_inner(part), *_behind(part)]))
        else:
            yield part, depth


def _inner(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def _behind(part: Message) -> list[Message]:
    """Parts written behind the end of a multipart: its boundary is also that of a part within, which ended it too soon."""
    epilogue = part.epilogue or ""
    found = _BOUNDARY.search(epilogue)
    return _inner(_bounded(part.get_content_type(), found[1], epilogue)) if found else []


def _bounded(kind: str, boundary: str, written: str) -> Message:
    head = f'MIME-Version: 1.0\nContent-Type: {kind}; boundary="{boundary}"\n\n'
    return message_from_bytes((head + written).encode("utf-8", "surrogateescape"), policy=_POLICY)


def _mend(part: Message) -> None:
    """What the standard library takes to the letter and no mail program does: encodings with a comment, lost boundaries."""
    told = headers.transfer_encoding(part)
    if told in _SAID_ENCODINGS:
        part.replace_header("Content-Transfer-Encoding", told)
    if told == "base64":
        _cut_words_behind(part)
    if part.get_content_maintype() != "multipart" or part.is_multipart():
        return
    payload = part.get_payload()
    if not isinstance(payload, str):
        return
    found = _BOUNDARY.search(payload)
    if found is None:
        return
    mended = _bounded(part.get_content_type(), found[1], payload)
    if mended.is_multipart():
        part.set_payload(mended.get_payload())


def _cut_words_behind(part: Message) -> None:
    try:
        payload = part.get_payload()
    except (LookupError, TypeError, ValueError):  # raw bytes, in a character set that nobody knows
        return
    if isinstance(payload, str) and (behind := _WORDS_BEHIND.search(payload)):
        part.set_payload(payload[: behind.start()])


def _messages_within(part: Message) -> list[Message]:
    """The messages that a part holds; some programs write them in base64, which the standard forbids."""
    if headers.transfer_encoding(part) not in _ENCODED:
        return _inner(part)
    inner = _inner(part)
    written = inner[0].get_payload() if inner else part.get_payload()
    if inner and inner[0].keys():  # it says base64, and is plain; or its head looks so, being quoted
        written = inner[0].as_string() if any("=3D" in value for value in inner[0].values()) else None
    if not isinstance(written, str):
        return inner
    envelope: Message = Message(policy=_POLICY)
    envelope["Content-Transfer-Encoding"] = headers.transfer_encoding(part)
    envelope.set_payload(written)
    content = envelope.get_payload(decode=True)
    return [message_from_bytes(content, policy=_POLICY)] if isinstance(content, bytes) else inner


def _words(part: Message) -> str:
    payload = part.get_payload(decode=True)
    return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _external_bodies(message: Message) -> Iterator[str]:
    """Where « message/external-body » parts say that the file lies."""
    for part in message.walk():
        if part.get_content_type() == "message/external-body":
            yield str(part.get_param("url") or "")


def _is_attachment(part: Message) -> bool:
    """What the message says is no attachment; whatever has a name, or is no text, is one."""
    if headers.attachment_name(part) or part.get_content_disposition() == "attachment":
        return True
    return part.get_content_maintype() not in {"text", "message", "multipart"}


def _attachments(part: Message) -> Iterator[Attachment]:
    """The part itself, or what an Outlook envelope (winmail.dat) or a single file of Apple's holds."""
    payload = part.get_payload(decode=True)
    content = _decoded_once_more(payload) if isinstance(payload, bytes) else b""
    content = apple_single(content) or content
    kind = part.get_content_type()
    inside = tuple(tnef_attachments(content)) if kind in TNEF_TYPES or is_tnef(content) else ()
    if inside:
        yield from inside
    else:
        yield Attachment(name=headers.attachment_name(part), content=content, content_type=kind)


def _decoded_once_more(content: bytes) -> bytes:
    """A workbook still in base64: the part did not say so, or was encoded twice."""
    if not content.lstrip().startswith(_BASE64_STARTS):
        return content
    try:
        return base64.b64decode(b"".join(content.split()), validate=True)
    except (binascii.Error, ValueError):
        return content
