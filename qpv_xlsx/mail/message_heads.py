"""The head of a message put in order: the standard library stops at its first line that is no header, mail programs do not."""

import re
from collections.abc import Iterable, Iterator

_BYTE_ORDERS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BEFORE = re.compile(rb"(?:\xef\xbb\xbf|\s)+")
_HEAD_END = re.compile(rb"\r\n\r\n|\n\n|\r\r")
_HEADER = re.compile(rb"[!-9;-~]+[ \t]*:|[ \t]")
_LIMIT = 2**20  # bytes of a head


def in_order(content: bytes) -> bytes:
    """*content* in plain bytes, nothing before its head, and no line in it that is neither a header nor the end of one."""
    for mark, encoding in _BYTE_ORDERS:
        if content.startswith(mark):
            content = content.decode(encoding, "replace").encode()
    if before := _BEFORE.match(content):
        content = content[before.end() :]
    end = _HEAD_END.search(content, 0, _LIMIT)
    if end is None:
        return content
    lines = content[: end.start()].splitlines(keepends=True)
    kept = b"".join(_headers(lines))
    return content if len(kept) == end.start() else kept + content[end.start() :]


def _headers(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of a head; from the first one of a part on, whatever comes: the empty line was forgotten."""
    has_body = False
    for number, line in enumerate(lines):
        has_body = has_body or line.startswith(b"--")
        if has_body or _HEADER.match(line) or (number == 0 and line.startswith(b"From ")):
            yield line
