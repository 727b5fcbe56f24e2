"""What the operating system says of a file or a line, in the reader's language where we know it."""

import errno
from types import MappingProxyType

from qpv_xlsx.domain.findings import Spoken

_NAMES = MappingProxyType(
    {
        errno.EACCES: "denied",
        errno.EPERM: "denied",
        errno.EROFS: "read_only",
        errno.ENOENT: "missing",
        errno.ENOTDIR: "not_a_folder",
        errno.EISDIR: "a_folder",
        errno.EEXIST: "exists",
        errno.ENOTEMPTY: "not_empty",
        errno.ENOSPC: "full",
        errno.EDQUOT: "quota",
        errno.EFBIG: "too_big",
        errno.ENAMETOOLONG: "long_name",
        errno.EMFILE: "too_many_open",
        errno.ENFILE: "too_many_open",
        errno.EBUSY: "busy",
        errno.ETXTBSY: "busy",
        errno.EIO: "broken",
        errno.ENODEV: "gone",
        errno.ENXIO: "gone",
        errno.ESTALE: "gone",
        errno.ELOOP: "loop",
        errno.EINVAL: "bad_name",
        errno.ETIMEDOUT: "too_slow",
        errno.ECONNREFUSED: "refused",
        errno.ECONNRESET: "cut",
        errno.EPIPE: "cut",
        errno.ENETUNREACH: "no_network",
        errno.EHOSTUNREACH: "no_network",
        errno.ENETDOWN: "no_network",
        errno.EADDRINUSE: "port_taken",
    }
)
_OF_WINDOWS = MappingProxyType(
    {32: "busy", 33: "busy", 112: "full", 206: "long_name", 53: "no_network", 67: "no_network"}
)
"""Windows has numbers of its own for what Python only calls a permission or an input/output error."""

_OF_LIBRARIES = MappingProxyType(
    {
        "gaierror": "unknown_host",
        "SMTPServerDisconnected": "cut",
        "abort": "cut",  # imaplib's
        "SSLCertVerificationError": "certificate",
        "SSLEOFError": "cut",
        "SSLZeroReturnError": "cut",
        "SSLError": "tls",
    }
)
"""Errors that bear no number of the system, or another's: that of TLS is the system's « access denied »."""

_OF_SQLITE = MappingProxyType({1: "lacking", 11: "spoilt", 26: "not_ours"})
"""Its primary result codes (sqlite.org, « Result and Error Codes »): no such table, damaged pages, another content."""


def system_words(trouble: BaseException, language: str) -> str:
    """« accès refusé », « disque plein »; the system's own words for what we do not know; the kind of error for what says none."""
    reason = getattr(trouble, "reason", None)  # of urllib: the line's own error is inside
    if isinstance(reason, OSError):
        trouble = reason
    name = _name_of(trouble)
    if name is not None:
        from qpv_xlsx.messages.wordbook import (
            labels,  # trouble is seldom; the register and the mail room load this always
        )

        return labels(language, "system")[name]
    return getattr(trouble, "strerror", None) or str(trouble) or type(trouble).__name__


def spoken(trouble: BaseException) -> Spoken:
    """The same as a fact: whoever reads it chooses the language."""
    from qpv_xlsx.messages.wordbook import LANGUAGES

    return {language: system_words(trouble, language) for language in LANGUAGES}


def spoken_as(name: str) -> Spoken:
    """One of these words likewise, by its name."""
    from qpv_xlsx.messages.wordbook import LANGUAGES, labels

    return {language: labels(language, "system")[name] for language in LANGUAGES}


def _of_a_database(trouble: BaseException) -> str | None:
    code = getattr(trouble, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _OF_SQLITE.get(code & 0xFF)
    return "spoilt" if is_garbled_text(trouble) else None


def is_garbled_text(trouble: BaseException) -> bool:
    """Whether a text in a database is no text any more: Python tells it without a code of SQLite's, which few commands load."""
    return type(trouble).__name__ == "OperationalError" and str(trouble).startswith("Could not decode")


def _name_of(trouble: BaseException) -> str | None:
    known = _OF_LIBRARIES.get(type(trouble).__name__) or _of_a_line(trouble) or _of_a_database(trouble)
    if known is not None or not isinstance(trouble, OSError):
        return known
    windows = getattr(trouble, "winerror", None)
    return _OF_WINDOWS.get(windows or 0) or _NAMES.get(trouble.errno or 0)


def _of_a_line(trouble: BaseException) -> str | None:
    """What befalls a connection."""
    if isinstance(trouble, TimeoutError):
        return "too_slow"
    if isinstance(trouble, ConnectionRefusedError):
        return "refused"
    return "cut" if isinstance(trouble, ConnectionError | EOFError) else None
