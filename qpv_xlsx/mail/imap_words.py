"""How IMAP spells names of folders, and what its servers say, as imaplib hands it over."""

import base64
import imaplib
import re

_QUOTED_BYTES = re.compile(r"command error: BAD \[b(['\"])(.*)\1\]$")  # as imaplib words what a server finds wrong


def spelt(folder: str) -> str:
    """A mailbox's name as IMAP spells it: letters beyond ASCII in modified UTF-7 (RFC 3501, 5.1.3)."""
    return re.sub(r"[^\x20-\x7e]+", _base64, folder.replace("&", "&-"))


def quoted(name: str) -> str:
    """A spelt name as an argument."""
    return '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'


def _base64(letters: re.Match[str]) -> str:
    written = base64.b64encode(letters[0].encode("utf-16-be")).decode("ascii")
    return f"&{written.rstrip('=').replace('/', ',')}-"


def replied(refused: imaplib.IMAP4.error) -> str:
    """The server's own words in a refusal, which imaplib quotes as bytes."""
    words = said(list(refused.args))
    quoted_bytes = _QUOTED_BYTES.search(words)
    return quoted_bytes[2] if quoted_bytes else words


def said(parts: object) -> str:
    """A server's own words."""
    first = parts[0] if isinstance(parts, list) and parts else b""
    return first.decode("utf-8", "replace") if isinstance(first, bytes) else str(first)
