"""Signed and encrypted envelopes (S/MIME, CMS: RFC 5652, RFC 8551): what is signed can be read, what is encrypted cannot."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from qpv_xlsx.mail.letters import MESSAGE_LIMIT

ENCRYPTED_TYPES = frozenset({"multipart/encrypted", "application/pgp-encrypted"})
_HEAD = 64  # bytes in which the kind of an envelope is named
_KINDS: Mapping[bytes, str] = MappingProxyType(
    {
        bytes.fromhex("06092a864886f70d010702"): "signed",
        bytes.fromhex("06092a864886f70d010703"): "encrypted",
        bytes.fromhex("06092a864886f70d010705"): "digested",
        bytes.fromhex("060b2a864886f70d0109100109"): "compressed",
        bytes.fromhex("060b2a864886f70d0109100117"): "encrypted",  # authenticated too
    },
)
_PEM_STARTS = (b"-----BEGIN PKCS7-----", b"-----BEGIN CMS-----")
_PGP_START = b"-----BEGIN PGP MESSAGE-----"
_RIGHTS_START = bytes.fromhex("76e80460c411e386")  # message.rpmsg: what Outlook restricts or encrypts (MS-OXORMMS)
_SESSION_KEYS = frozenset({(1, 3), (1, 6), (3, 4), (3, 5), (3, 6)})  # packet and version
_TWO_OCTETS, _PARTIAL = 192, 224  # first octets of longer lengths


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsealed:
    """What an envelope gave. *content* is None where it is encrypted, damaged, or a signature that stands apart."""

    content: bytes | None = None
    is_encrypted: bool = False


def is_envelope(content: bytes) -> bool:
    """Whether the bytes are such an envelope, or a signature of the same form."""
    return content.startswith(_PEM_STARTS) or _is_for_its_reader(content) or bool(_kind(content))


def unsealed(content: bytes) -> Unsealed:
    """What is in the envelope. The signature itself is not checked."""
    if _is_for_its_reader(content):
        return Unsealed(is_encrypted=True)
    from asn1crypto import pem  # with the first envelope: nearly no return comes in one

    try:
        held = pem.unarmor(content)[2] if content.startswith(_PEM_STARTS) else content
        kind = _kind(held)
        if kind == "encrypted":
            return Unsealed(is_encrypted=True)
        return Unsealed(content=_within(held, kind))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, zlib.error):
        return Unsealed()  # damaged: the library lets many kinds of exceptions through


def _is_for_its_reader(content: bytes) -> bool:
    return content.startswith(_RIGHTS_START) or _is_pgp_message(content)


def _is_pgp_message(content: bytes) -> bool:
    """Encrypted by OpenPGP, as text or not: it begins with a key for its reader or for who knows its password (RFC 9580, 4.2, 5.1, 5.3)."""
    if content.startswith(_PGP_START):
        return True
    if len(content) < _HEAD or not content[0] & 0x80:
        return False
    if content[0] & 0x40:
        packet, lengths = content[0] & 0x3F, 1 if content[1] < _TWO_OCTETS else 2 if content[1] < _PARTIAL else 5
    else:
        packet, lengths = content[0] >> 2 & 0x0F, 1 << (content[0] & 3)
    return (packet, content[1 + lengths]) in _SESSION_KEYS


def _kind(content: bytes) -> str:
    """« signed », « digested », « compressed », « encrypted »; empty: no envelope."""
    head = content[:_HEAD]
    if not head.startswith(b"\x30"):
        return ""
    return next((kind for named, kind in _KINDS.items() if named in head), "")


def _within(held: bytes, kind: str) -> bytes | None:
    from asn1crypto import cms

    body = cms.ContentInfo.load(held)["content"]
    carried = body["encap_content_info"]["content"]
    content = carried.native if carried is not None else None
    if not isinstance(content, bytes):
        return None  # a signature that stands apart
    if kind == "compressed":
        return zlib.decompressobj().decompress(content, MESSAGE_LIMIT + 1)
    return content
