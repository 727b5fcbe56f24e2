"""Outlook's envelope, winmail.dat (MS-OXTNEF): the attachments within."""

import struct
from collections.abc import Iterator

from qpv_xlsx.mail.letters import PART_LIMIT, Attachment

TNEF_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_SIGNATURE = b"\x78\x9f\x3e\x22"
_NEW_ATTACHMENT = 0x9002  # attAttachRenddata
_TITLE = 0x8010  # attAttachTitle
_DATA = 0x800F  # attAttachData
_PROPERTIES = 0x9005  # attAttachment: MAPI properties, the long name among them
_LONG_NAME = struct.pack("<HH", 0x001F, 0x3707)  # PR_ATTACH_LONG_FILENAME, Unicode


def is_tnef(content: bytes) -> bool:
    """Whether the bytes are such an envelope."""
    return content.startswith(_SIGNATURE)


def tnef_attachments(content: bytes) -> Iterator[Attachment]:
    """The attachments of an envelope, in order; a truncated one yields what is whole."""
    if not is_tnef(content):
        return
    name, held = "", None
    for attribute, value in list(_attributes(content))[: PART_LIMIT * 6]:
        if attribute == _NEW_ATTACHMENT:
            if held is not None:
                yield Attachment(name=name, content=held)
            name, held = "", None
        elif attribute == _TITLE:
            name = name or value.rstrip(b"\0").decode("cp1252", "replace")
        elif attribute == _DATA:
            held = value
        elif attribute == _PROPERTIES:
            name = _long_name(value) or name
    if held is not None:
        yield Attachment(name=name, content=held)


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    """(identifier, value): level, identifier, type, length, value, checksum."""
    position = 6
    while position + 9 <= len(content):
        _, attribute, _, length = struct.unpack_from("<BHHI", content, position)
        end = position + 9 + length
        if end > len(content):
            return
        yield attribute, content[position + 9 : end]
        position = end + 2


def _long_name(properties: bytes) -> str:
    """The long name among MAPI properties: tag, count 1, length in bytes, UTF-16 text."""
    start = properties.find(_LONG_NAME)
    if start < 0 or start + 12 > len(properties):
        return ""
    (length,) = struct.unpack_from("<I", properties, start + 8)
    return properties[start + 12 : start + 12 + length].decode("utf-16-le", "replace").split("\0")[0]
