"""Messages and envelopes attached as files: each is opened, and becomes a letter of its own."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from qpv_xlsx.mail.letters import DEPTH_LIMIT, PART_LIMIT, Attachment, Letter
from qpv_xlsx.mail.sealing import is_envelope, unsealed

_WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_APPLE_MAIL = re.compile(rb"\s*([0-9]{1,9})[ \t]*\r?\n(?=[A-Za-z][A-Za-z0-9-]*:)")
_SIGNATURE = "application/pkcs7-signature"

Read = Callable[[bytes], tuple[Letter, ...]]


def apple_message(content: bytes) -> bytes | None:
    """The message of a file of Apple Mail (.emlx): a line with its length comes first, a property list last."""
    found = _APPLE_MAIL.match(content[:64])
    return content[found.end() : found.end() + int(found[1])] if found else None


def file_within(name: str, content: bytes) -> Attachment | None:
    """The workbook in a signed envelope that is a file of its own; without content where it is encrypted; None: no such envelope."""
    if not is_envelope(content):
        return None
    found = unsealed(content)
    if found.is_encrypted:
        return Attachment(name=name, content=None)
    is_workbook = found.content is not None and found.content.startswith(_WORKBOOK_STARTS)
    return Attachment(name=_without_suffix(name), content=found.content) if is_workbook else None


def opened(letters: Iterable[Letter], is_message: Callable[[bytes], bool], read: Read) -> tuple[Letter, ...]:
    """*letters*, with those that lie in their attachments after each. Beyond the limits, what is left is counted."""
    found: list[Letter] = []
    for letter in letters:
        found.extend(_with_those_within(letter, is_message, read, PART_LIMIT - len(found)))
    return tuple(found)


def _with_those_within(letter: Letter, is_message: Callable[[bytes], bool], read: Read, room: int) -> Iterator[Letter]:
    within: list[Letter] = []
    kept: list[Attachment] = []
    left_out, is_sealed = letter.left_out, letter.is_sealed
    for attachment in letter.attachments:
        content = attachment.content or b""
        if is_envelope(content):
            is_sealed = is_sealed or unsealed(content).is_encrypted
            kept.extend(_unwrapped(attachment, is_message, within, letter, read))
        elif not is_message(content):
            kept.append(attachment)
        elif letter.depth >= DEPTH_LIMIT or len(within) >= room:
            left_out += 1
        else:
            within.extend(_deeper(one, letter) for one in read(content))
    yield replace(letter, attachments=tuple(kept), left_out=left_out, is_sealed=is_sealed)
    for one in within:
        yield from _with_those_within(one, is_message, read, room - len(within))


def _unwrapped(
    attachment: Attachment, is_message: Callable[[bytes], bool], within: list[Letter], letter: Letter, read: Read
) -> Iterator[Attachment]:
    """The file in an envelope, or nothing where it is a message: that one joins *within*."""
    found = unsealed(attachment.content or b"")
    if found.is_encrypted:
        return
    if found.content is None:  # a signature that stands apart
        yield replace(attachment, content_type=_SIGNATURE)
    elif found.content.startswith(_WORKBOOK_STARTS) and not is_message(found.content):
        yield replace(attachment, name=_without_suffix(attachment.name), content=found.content, content_type="")
    else:
        within.extend(_deeper(one, letter) for one in read(found.content))


def _deeper(letter: Letter, outer: Letter) -> Letter:
    """A letter found in another; one without a sender is the other's own words, signed."""
    deeper = replace(letter, depth=letter.depth + outer.depth + 1, came_back=letter.came_back or outer.came_back)
    if deeper.sender:
        return deeper
    return replace(
        deeper,
        sender=outer.sender,
        message_id=deeper.message_id or outer.message_id,
        answers_to=deeper.answers_to or outer.answers_to,
        sent=deeper.sent or outer.sent,
        subject=deeper.subject or outer.subject,
    )


def _without_suffix(name: str) -> str:
    """« retour.xlsx.p7m » → « retour.xlsx »."""
    path = PurePosixPath(name)
    return path.stem if path.suffix.casefold() in {".p7m", ".p7s", ".p7"} else name
