"""XML looked at before a parser builds anything of it: encoding, document type, depth, tokens."""

import re
from xml.etree.ElementTree import Element, fromstring
from xml.parsers import expat

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.opening.refusal import beyond, beyond_bytes, damaged, not_well_formed, suspicious

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["'][^>]*\?>""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DECLARATION_LENGTH = 200
_UTF16_STARTS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_AS_IT_IS = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_ENCODINGS = frozenset({"iso-8859-1", "iso-8859-15", "latin1", "windows-1252", "cp1252"})


def is_plain_utf8(start: bytes) -> bool:
    """Whether a document that begins with *start* can be walked through as it is."""
    if start.startswith(_UTF16_STARTS):
        return False
    declared = _DECLARED.match(start[:_DECLARATION_LENGTH].removeprefix(b"\xef\xbb\xbf"))
    return declared is None or declared.group(1).decode("ascii").lower() in _AS_IT_IS


def as_utf8(content: bytes) -> bytes:
    """The same document in UTF-8. UTF-16 and the usual Western encodings are read; others are refused."""
    if content.startswith(_UTF16_STARTS):
        return _transcode(content, _utf16(content))
    content = content.removeprefix(b"\xef\xbb\xbf")
    declared = _DECLARED.match(content[:_DECLARATION_LENGTH])
    encoding = declared.group(1).decode("ascii").lower() if declared else "utf-8"
    if encoding in _AS_IT_IS:
        return content
    if encoding not in _ENCODINGS:
        raise suspicious("encoding", encoding=encoding)
    return _transcode(content, encoding)


def _utf16(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return "utf-16-le" if content.startswith(b"<") else "utf-16-be"


def _transcode(content: bytes, encoding: str) -> bytes:
    try:
        return _DECLARATION.sub("", content.decode(encoding), count=1).encode()
    except UnicodeError as trouble:
        raise damaged(str(trouble)) from trouble


def check_xml(content: bytes, limits: Limits) -> None:
    """Walk through *content* (UTF-8) once. Raises Refused where a parser had better not go."""
    _check_tokens(content, limits)
    depth = 0

    def enter(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.xml_depth:
            raise beyond("xml_depth", depth, limits.xml_depth)

    def leave(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.StartElementHandler = enter
    parser.EndElementHandler = leave
    try:
        parser.Parse(content, True)
    except expat.ExpatError as trouble:
        raise not_well_formed(trouble) from trouble


def refuse_doctype(*_declaration: object) -> None:
    """Ends external entities and « billion laughs » alike; no spreadsheet program writes one."""
    raise suspicious("doctype")


def _check_tokens(content: bytes, limits: Limits) -> None:
    """No run without « < » may reach the limit. Looked for in windows of half its length: one of them lies inside it."""
    window = limits.xml_token // 2
    for start in range(0, len(content) - window, window):
        if content.find(b"<", start, start + window) < 0:
            end = content.find(b"<", start + window)
            length = (len(content) if end < 0 else end) - content.rfind(b"<", 0, start)
            if length > limits.xml_token:
                raise beyond_bytes("xml_token", length, limits.xml_token)


def safe_xml(content: bytes, limits: Limits) -> bytes:
    """*content* in UTF-8, checked."""
    content = as_utf8(content)
    check_xml(content, limits)
    return content


def tree(content: bytes, limits: Limits) -> Element:
    """The checked document as a tree. For small parts: sheets and strings are streamed."""
    return fromstring(safe_xml(content, limits))  # noqa: S314  (checked: no document type, bounded depth and tokens)


def local(tag: str) -> str:
    """A tag's name without its namespace: transitional and strict OOXML differ by namespaces only."""
    return tag.rpartition("}")[2]
