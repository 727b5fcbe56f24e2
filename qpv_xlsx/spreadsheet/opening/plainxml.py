"""XML as spreadsheet programs write it: some of a part is cut by patterns, the rest is walked through as ever.

A pattern takes what is well formed beyond doubt and written as Excel, LibreOffice and we write it. Whatever else stands there
raises NotPlain: whoever asked then walks through the whole part, which has the last word on what is wrong with it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import TypeVar

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.opening.refusal import DAMAGE, Refused

T = TypeVar("T")

LONGEST = 2**18
"""Bytes of a part that may be cut: as many as are inflated at once."""

WORDS = r"[^<>\x00-\x08\x0b-\x1f\ufffe\uffff]"
"""A sign between two tags, for a pattern: neither what XML forbids, nor a carriage return, which it changes."""

PLAIN = r"[^<>&\"\x00-\x1f\ufffe\uffff]"
"""A sign of an attribute, for a pattern: one that is written as it is."""

_WINDOW = 2**14  # bytes that are cut at once

_DEEPEST = 10  # what a pattern takes is nested less than this
_LONGEST_TAG = 500  # characters of a tag whose attributes are kept to be known again
_BEGINNING = re.compile(
    rb"""(?:\xef\xbb\xbf)?<(?:\?xml\ version=["']1\.0["'](?:\ encoding=["'](?:UTF|utf)-8["'])?(?:\ standalone=["'](?:yes|no)["'])?\ ?\?>|[A-Za-z])""",
)
_HIDING = b"<!", b"<?"  # comments, raw characters, document types, instructions
_REFERENCE = re.compile("&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,5})|#x([0-9A-Fa-f]{1,4}));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_SIGN = re.compile("[\t\n\r -\ud7ff\ue000-\ufffd]")  # what a number may stand for
_ATTRIBUTE = re.compile(' ([A-Za-z_][A-Za-z0-9_.:-]*)="([^"<>\x00-\x1f\ufffe\uffff]*)"|(.)', re.DOTALL)
_LAST_TAG = re.compile(rb"""(?:<[^<>"']*(?:"[^<>"]*"[^<>"']*)*>)?[ \t\n]*\Z""")


class NotPlain(Exception):  # noqa: N818  (a remark, not an error)
    """The part is not written as a pattern wants it."""


def if_plain(read: Callable[[], T]) -> T | None:
    """What *read* gives; None where it met something that only walking through the whole part can judge."""
    try:
        return read()
    except (NotPlain, Refused, *DAMAGE):
        return None


def declaration_of(content: bytes, limits: Limits, longest: int) -> bytes:
    """The beginning of a part that may be cut. Raises NotPlain for another one."""
    beginning = _BEGINNING.match(content)
    if beginning is None or len(content) > min(longest, limits.xml_token):
        raise NotPlain
    return beginning[0].rpartition(b"<")[0] if beginning[0][-1:].isalpha() else beginning[0]


def walked(chunk: bytes) -> Iterator[bytes]:
    """*chunk*, the next of a document, for who walks through it. Raises NotPlain unless what comes next stands between two tags.

    Only its last tag is looked at: had one before it been left open, « < » would be wrong in it.
    """
    yield chunk
    if _LAST_TAG.match(chunk, max(chunk.rfind(b"<"), 0)) is None or b"<!" in chunk or b"<?" in chunk:
        raise NotPlain


def nesting(chunk: bytes) -> int | None:
    """How deep the elements of a well-formed *chunk* are nested at most; None where it may end in another one than it begins in.

    Counted, not followed: where every « > » ends a tag, as many open as end.
    """
    ends, tags = chunk.count(b"</"), chunk.count(b"<")
    is_whole = tags == chunk.count(b">") and tags - chunk.count(b"/>") == 2 * ends
    return ends + 1 if is_whole else None


def windows(content: bytes, start: int, end: int, after: bytes) -> Iterator[tuple[str, int]]:
    """That part of *content* as texts, each with where it ends, which is *after* a tag. Raises NotPlain."""
    while start < end:
        found = -1 if end - start <= _WINDOW else content.rfind(after, start, start + _WINDOW)
        last = end if found < 0 else found + len(after)
        yield decoded(content, start, last), last
        start = last


def decoded(content: bytes, first: int, last: int) -> str:
    """These bytes as text. Raises NotPlain."""
    try:
        return content[first:last].decode()
    except UnicodeDecodeError as trouble:
        raise NotPlain from trouble


def text_between(content: bytes, first: int, last: int, limits: Limits) -> str:
    """These bytes of a part as text, which no comment or the like hides from a reader of XML. Raises NotPlain.

    What XML forbids to stand in a text is for the pattern to look at.
    """
    beginning = _BEGINNING.match(content)
    if not 0 < first <= last or beginning is None:
        raise NotPlain
    if len(content) > min(LONGEST, limits.xml_token) or limits.xml_depth < _DEEPEST:
        raise NotPlain
    around = content[beginning.end() : first], content[last:]  # between them, the pattern would meet it
    if any(sign in part for sign in _HIDING for part in around):
        raise NotPlain
    return decoded(content, first, last)


def unescaped(text: str) -> str:
    """Words between two tags, with the signs that XML writes otherwise. Raises NotPlain for what is no such sign."""
    if "&" not in text:
        return text
    if "&#" in text:
        return _unescaped(text)
    named = text.replace("&quot;", '"').replace("&gt;", ">").replace("&lt;", "<").replace("&apos;", "'")
    if named.count("&") != named.count("&amp;"):
        raise NotPlain
    return named.replace("&amp;", "&")


def _unescaped(text: str) -> str:
    if "&" in _REFERENCE.sub("", text):
        raise NotPlain
    return _REFERENCE.sub(_sign, text)


def _sign(reference: re.Match[str]) -> str:
    if reference[1]:
        return _NAMED[reference[1]]
    sign = chr(int(reference[2])) if reference[2] else chr(int(reference[3], 16))
    if _SIGN.fullmatch(sign) is None:
        raise NotPlain
    return sign


def attributes_in(said: str) -> Mapping[str, str]:
    """The attributes of a tag, each with a space before it, perhaps one more at the end. Raises NotPlain."""
    return _known(said) if len(said) <= _LONGEST_TAG else attributes_of(said)


@lru_cache(maxsize=1024)
def _known(said: str) -> Mapping[str, str]:
    return attributes_of(said)


def attributes_of(said: str) -> dict[str, str]:
    """The same for a tag that is not met again."""
    found = _ATTRIBUTE.findall(said.removesuffix(" "))
    told = {name: unescaped(value) if "&" in value else value for name, value, _ in found if name}
    if len(told) < len(found):  # one twice, or something else
        raise NotPlain
    return told
