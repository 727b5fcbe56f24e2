"""Messages as files of a disk: .eml and .msg files, mbox. Nothing is changed there."""

import re
from collections.abc import Iterator

from qpv_xlsx.mail.enclosing import apple_message, opened
from qpv_xlsx.mail.letters import Letter
from qpv_xlsx.mail.mime import read_mime
from qpv_xlsx.mail.outlook import is_outlook, read_outlook
from qpv_xlsx.mail.sealing import is_envelope, unsealed
from qpv_xlsx.mail.tnef import is_tnef, tnef_attachments
from qpv_xlsx.spreadsheet.opening.kinds import FileKind, kind_of

_HEADER_LINE = re.compile(
    rb"(?i)(return-path|received|delivered-to|from|to|date|subject|message-id|mime-version|x-[a-z0-9-]+"
    rb"|authentication-results|dkim-signature|arc-[a-z-]+|reply-to|thread-[a-z]+|content-type):",
)
_ANY_HEADER = re.compile(rb"[!-9;-~]{1,76}:")
_KNOWN_HEADER = re.compile(rb"(?i)(from|to|date|subject|message-id|received|mime-version|return-path|delivered-to):")
_MBOX_LINE = b"From "
_ZIP = b"PK\x03\x04"
_SAMPLE = 64 * 2**10


def is_message(content: bytes) -> bool:
    """Whether the bytes are one message (.eml, .emlx, .msg), the envelope of one (winmail.dat, .p7m) or several (mbox)."""
    if content.startswith(_ZIP):  # most files that come
        return False
    start = content[:_SAMPLE].lstrip(b"\xef\xbb\xbf\r\n")
    if is_mbox(content) or is_outlook(content) or apple_message(start) is not None or is_tnef(content):
        return True
    if is_envelope(content):
        return _signed_message(content) is not None
    if kind_of(content) == (FileKind.NOT_SUPPORTED, "mhtml"):  # a page that a spreadsheet program wrote
        return False
    return bool(_HEADER_LINE.match(start)) or _is_head(start)


def _is_head(start: bytes) -> bool:
    """Whether the lines before the first empty one are headers, one at least that every message knows.

    Programs write their own headers first: « User-Agent: », « Organization: », « List-Id: »…
    """
    if not _ANY_HEADER.match(start):
        return False
    head, ends, _ = start.replace(b"\r\n", b"\n").partition(b"\n\n")
    lines = head.split(b"\n")
    whole = lines if ends or len(lines) == 1 else lines[:-1]  # the sample may have cut the last one
    well_formed = all(_ANY_HEADER.match(line) or line.startswith((b" ", b"\t")) for line in whole)
    return well_formed and any(_KNOWN_HEADER.match(line) for line in whole)


def is_mbox(content: bytes) -> bool:
    """Whether the bytes are a mailbox in one file."""
    first, _, rest = content[:_SAMPLE].partition(b"\n")
    return first.startswith(_MBOX_LINE) and bool(_HEADER_LINE.match(rest) or rest.startswith(b">From "))


def read_letters(content: bytes) -> tuple[Letter, ...]:
    """One message: itself, then those forwarded or attached within it."""
    return opened(_read_one(content), is_message, _read_one)


def _signed_message(content: bytes) -> bytes | None:
    """The message in an envelope that was saved as a file, « smime.p7m »; None where it holds anything else."""
    within = unsealed(content).content
    return within if within is not None and is_message(within) else None


def _read_one(content: bytes) -> tuple[Letter, ...]:
    if is_tnef(content):
        return (Letter(attachments=tuple(tnef_attachments(content))),)
    if is_envelope(content) and (within := _signed_message(content)) is not None:
        return _read_one(within)
    if is_outlook(content):
        return read_outlook(content)
    if is_mbox(content):
        return tuple(letter for message in split_mailbox(content) for letter in read_mime(message))
    return read_mime(apple_message(content) or content)


def split_mailbox(content: bytes) -> Iterator[bytes]:
    """The messages of an mbox: each begins with a line « From … » after an empty one; « >From » is a quoted one.

    The same message has the same bytes wherever it stands in the mailbox.
    """
    normal = content.replace(b"\r\n", b"\n")
    for block in re.split(rb"(?:\A|\n\n)From [^\n]*\n", normal):
        if block.strip():
            yield re.sub(rb"(?m)^>(>*From )", rb"\1", block.rstrip(b"\n") + b"\n")
