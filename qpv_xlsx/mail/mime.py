"""Internet messages (.eml, mbox, Maildir, IMAP): their letters and attachments."""

from collections.abc import Iterator
from email import message_from_bytes
from email._policybase import Compat32
from email.message import Message
from typing import Any

from qpv_xlsx.mail import message_headers as headers
from qpv_xlsx.mail.letters import DEPTH_LIMIT, HEADER_LIMIT, MESSAGE_LIMIT, PART_LIMIT, Attachment, Letter, LetterKind
from qpv_xlsx.mail.tnef import TNEF_TYPES, is_tnef, tnef_attachments


class _Short(Compat32):
    """The lenient policy (the modern one raises on damaged headers), with headers cut before they are looked at."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:HEADER_LIMIT]

    def header_fetch_parse(self, name: str, value: str) -> str:
        """Raw bytes stay escaped in the text: the usual policy would replace them by question marks."""
        del name
        return value


_POLICY: Any = _Short()  # the stubs do not let the lenient policy be inherited from


def read_mime(content: bytes) -> tuple[Letter, ...]:
    """The message and those forwarded within it, outermost first. Never raises: what is damaged is said to be."""
    if len(content) > MESSAGE_LIMIT:
        return (Letter(is_damaged=True, left_out=1),)
    try:
        message = message_from_bytes(content, policy=_POLICY)
        return tuple(_letters(message, 0))
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, AssertionError):
        # parts within parts by the hundred; whatever else the standard library lets through
        return (Letter(is_damaged=True, left_out=1),)


def _letters(message: Message, depth: int) -> Iterator[Letter]:
    attachments: list[Attachment] = []
    forwarded: list[Message] = []
    left_out = 0
    kind = headers.nature(message)
    for number, (part, level) in enumerate(_parts(message, 0)):
        if number >= PART_LIMIT or level + depth >= DEPTH_LIMIT:
            left_out += 1
        elif part.get_content_type() == "message/rfc822":
            forwarded.extend(_inner(part))
        elif _is_attachment(part):
            attachments.extend(_attachments(part))
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
    )
    if kind is LetterKind.PERSONAL:  # a bounce brings back what we sent
        for inner in forwarded:
            yield from _letters(inner, depth + 1)


def _parts(message: Message, level: int) -> Iterator[tuple[Message, int]]:
    """Every part that holds content, with its depth; not those of messages within, which are letters of their own."""
    waiting = [(message, level)]
    while waiting:
        part, depth = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting.extend((child, depth + 1) for child in reversed(_inner(part)))
        else:
            yield part, depth


def _inner(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def _is_attachment(part: Message) -> bool:
    """What the message says is no attachment; whatever has a name, or is no text, is one."""
    if headers.attachment_name(part) or part.get_content_disposition() == "attachment":
        return True
    return part.get_content_maintype() not in {"text", "message", "multipart"}


def _attachments(part: Message) -> Iterator[Attachment]:
    """The part itself, or what an Outlook envelope (winmail.dat) holds."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    kind = part.get_content_type()
    inside = tuple(tnef_attachments(content)) if kind in TNEF_TYPES or is_tnef(content) else ()
    if inside:
        yield from inside
    else:
        yield Attachment(name=headers.attachment_name(part), content=content, content_type=kind)
