"""Files written in older ways than MIME's: uuencoded among the words of a message, or in Apple's single files (RFC 1740)."""

import binascii
import re
import struct
from collections.abc import Iterator

from qpv_xlsx.mail.letters import PART_LIMIT, Attachment

_BEGIN = re.compile(r"^begin(?:-base64)? [0-7]{3,4} (?P<name>\S.{0,200}?)[ \t]*\r?$", re.MULTILINE)
_END = re.compile(r"^(?:end|====)[ \t]*\r?$", re.MULTILINE)
_APPLE_SINGLE = b"\x00\x05\x16\x00"
_APPLE_HEADER = 26
_DATA_FORK = 1
_FEWEST = 32  # bytes that tell UTF-16 without its mark: every second one is nought


def uuencoded(words: str) -> tuple[str, tuple[Attachment, ...]]:
    """The *words* of a message without the files written among them, and these files."""
    if "begin" not in words:
        return words, ()
    files: list[Attachment] = []
    kept: list[str] = []
    last = 0
    for begin, end in _blocks(words):
        content = _decoded(words[begin.end() : end.start()], is_base64="-base64" in begin[0])
        if content is not None:
            files.append(Attachment(name=begin["name"], content=content))
            kept.append(words[last : begin.start()])
            last = end.end()
    return "".join((*kept, words[last:])), tuple(files)


def _blocks(words: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    place = 0
    for _ in range(PART_LIMIT):
        begin = _BEGIN.search(words, place)
        end = _END.search(words, begin.end()) if begin else None
        if begin is None or end is None:
            return
        yield begin, end
        place = end.end()


def _decoded(lines: str, *, is_base64: bool) -> bytes | None:
    """None for what only looks like it: « begin 100 fois »."""
    decode = binascii.a2b_base64 if is_base64 else _line
    try:
        return b"".join(decode(line.encode("ascii")) for line in lines.split("\n") if line.strip())
    except (binascii.Error, ValueError):
        return None


def _line(line: bytes) -> bytes:
    """A line whose last spaces a program may have cut."""
    return binascii.a2b_uu(line.rstrip(b"\r").ljust(61))


def narrowed(content: bytes) -> bytes | None:
    """A text of UTF-16, as some programs save a message, with one byte for each of its signs; None for any other content."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not marked and (len(content) < _FEWEST or content[1:_FEWEST:2].strip(b"\x00") or b"\x00" in content[:_FEWEST:2]):
        return None
    try:
        text = content.decode("utf-16" if marked else "utf-16-le")
    except UnicodeDecodeError:
        return None
    return text.encode("ascii") if text.isascii() else text.encode("utf-8")


def apple_single(content: bytes) -> bytes | None:
    """The file itself in one of Apple's, where it is written behind its icon and its dates; None for any other content."""
    if not content.startswith(_APPLE_SINGLE) or len(content) < _APPLE_HEADER:
        return None
    (count,) = struct.unpack_from(">H", content, _APPLE_HEADER - 2)
    for start in range(_APPLE_HEADER, min(_APPLE_HEADER + 12 * count, len(content) - 11), 12):
        identifier, offset, length = struct.unpack_from(">III", content, start)
        if identifier == _DATA_FORK:
            return content[offset : offset + length]
    return None
