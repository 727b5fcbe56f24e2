"""Where messages lie on a disk: .eml and .msg files, mbox, Maildir. Nothing is changed there."""

import re
from collections.abc import Iterator
from pathlib import Path

from qpv_xlsx.mail.letters import Letter
from qpv_xlsx.mail.mime import read_mime
from qpv_xlsx.mail.outlook import is_outlook, read_outlook

_HEADER_LINE = re.compile(
    rb"(?i)(return-path|received|delivered-to|from|to|date|subject|message-id|mime-version|x-[a-z0-9-]+"
    rb"|authentication-results|dkim-signature|arc-[a-z-]+|reply-to|thread-[a-z]+|content-type):",
)
_MBOX_LINE = b"From "
_SAMPLE = 4096


def is_message(content: bytes) -> bool:
    """Whether the bytes are one message (.eml, .msg) or several (mbox)."""
    start = content[:_SAMPLE].lstrip(b"\xef\xbb\xbf\r\n")
    return is_mbox(content) or bool(_HEADER_LINE.match(start)) or is_outlook(content)


def is_mbox(content: bytes) -> bool:
    """Whether the bytes are a mailbox in one file."""
    first, _, rest = content[:_SAMPLE].partition(b"\n")
    return first.startswith(_MBOX_LINE) and bool(_HEADER_LINE.match(rest) or rest.startswith(b">From "))


def is_maildir(folder: Path) -> bool:
    """Whether the folder is a mailbox with one file per message."""
    return (folder / "cur").is_dir() and (folder / "new").is_dir()


def read_letters(content: bytes) -> tuple[Letter, ...]:
    """One message: itself, then those forwarded within it."""
    return read_outlook(content) if is_outlook(content) else read_mime(content)


def maildir_files(folder: Path) -> Iterator[Path]:
    """The messages of a Maildir, oldest first: their names begin with the second of arrival."""
    paths = [path for part in ("cur", "new") for path in (folder / part).iterdir() if path.is_file()]
    yield from sorted(paths, key=lambda path: path.name)


def split_mailbox(content: bytes) -> Iterator[bytes]:
    """The messages of an mbox: each begins with a line « From … » after an empty one; « >From » is a quoted one.

    The same message has the same bytes wherever it stands in the mailbox.
    """
    normal = content.replace(b"\r\n", b"\n")
    for block in re.split(rb"(?:\A|\n\n)From [^\n]*\n", normal):
        if block.strip():
            yield re.sub(rb"(?m)^>(>*From )", rb"\1", block.rstrip(b"\n") + b"\n")
