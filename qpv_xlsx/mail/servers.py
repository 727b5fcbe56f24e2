"""Real servers: SMTP to send, IMAP to fetch. Passwords come from the environment or the keyring, nowhere else."""

import imaplib
import os
import re
import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from qpv_xlsx.domain.findings import CampaignError, StorageError
from qpv_xlsx.mail.letters import MESSAGE_LIMIT

_TIMEOUT = 30.0  # seconds without an answer
_PORTS: Mapping[str, int] = {"smtp": 587, "smtps": 465, "imap": 143, "imaps": 993}
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """« imaps://nom@messagerie.ville.fr/INBOX ». *folder*: of IMAP only."""

    scheme: str
    host: str
    port: int
    user: str
    folder: str = "INBOX"


def parse_server(url: str, schemes: tuple[str, ...]) -> Server:
    """The server of a URL. A password in it is refused: command lines are seen by others and kept in histories."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as wrong:
        raise CampaignError("server_url", schemes=schemes) from wrong
    if parts.password is not None:
        raise CampaignError("server_password_in_url", variable=_variable(parts.scheme))
    if parts.scheme not in schemes or not parts.hostname:
        raise CampaignError("server_url", schemes=schemes)
    return Server(
        scheme=parts.scheme,
        host=parts.hostname,
        port=port or _PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
    )


def password_for(server: Server) -> str | None:
    """From QPV_XLSX_SMTP_PASSWORD or QPV_XLSX_IMAP_PASSWORD, else the keyring; None where no user is named."""
    if not server.user:
        return None
    variable = _variable(server.scheme)
    found = os.environ.get(variable) or _from_keyring(server)
    if not found:
        raise CampaignError("server_password_missing", variable=variable, user=server.user, host=server.host)
    return found


@contextmanager
def open_smtp(server: Server) -> Iterator[smtplib.SMTP]:
    """A connection ready to send: encrypted from the start (smtps) or before anything is said (smtp, STARTTLS).

    Only a server on this very machine may go without.
    """
    password = password_for(server)
    with _network(server), _smtp(server) as connection:
        connection.ehlo()
        if server.scheme == "smtp" and (connection.has_extn("starttls") or server.host not in _LOCAL):
            connection.starttls(context=_tls())
            connection.ehlo()
        if password is not None:
            connection.login(server.user, password)
        yield connection


def post(connection: smtplib.SMTP, message: EmailMessage) -> None:
    """Send one message; a recipient that the server refuses is an error, not a silence."""
    refused = connection.send_message(message)
    if refused:
        raise StorageError("smtp_refused", recipients=tuple(refused))


def fetch_messages(server: Server, *, marks_seen: bool = False) -> Iterator[bytes]:
    """Every message of the folder, as bytes. Read-only (EXAMINE, BODY.PEEK) unless they are to be marked as read."""
    password = password_for(server)
    with _network(server), _imap(server) as connection:
        if password is not None:
            connection.login(server.user, password)
        status, counted = connection.select(_quoted(server.folder), readonly=not marks_seen)
        if status != "OK":
            raise CampaignError("imap_folder", folder=server.folder, detail=_said(counted))
        _, found = connection.uid("SEARCH", "ALL")
        for identifier in (found[0] or b"").split():
            content = _fetch(connection, identifier.decode("ascii"))
            if content is not None:
                yield content
            if marks_seen:
                connection.uid("STORE", identifier.decode("ascii"), "+FLAGS", r"(\Seen)")


def _fetch(connection: imaplib.IMAP4, identifier: str) -> bytes | None:
    """One message; beyond the limit only its beginning, which reading then refuses. None: gone meanwhile."""
    _, parts = connection.uid("FETCH", identifier, f"(BODY.PEEK[]<0.{MESSAGE_LIMIT + 1}>)")
    return next((part[1] for part in parts if isinstance(part, tuple)), None)


def _smtp(server: Server) -> smtplib.SMTP:
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=_TIMEOUT, context=_tls())
    return smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT)


def _imap(server: Server) -> imaplib.IMAP4:
    if server.scheme == "imaps":
        return imaplib.IMAP4_SSL(server.host, server.port, ssl_context=_tls(), timeout=_TIMEOUT)
    connection = imaplib.IMAP4(server.host, server.port, timeout=_TIMEOUT)
    if "STARTTLS" in connection.capabilities or server.host not in _LOCAL:
        connection.starttls(ssl_context=_tls())
    return connection


def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


@contextmanager
def _network(server: Server) -> Iterator[None]:
    """What servers and lines refuse, in words."""
    try:
        yield
    except smtplib.SMTPAuthenticationError as refused:
        raise CampaignError("server_login", user=server.user, host=server.host) from refused
    except smtplib.SMTPRecipientsRefused as refused:
        raise StorageError("smtp_refused", recipients=tuple(refused.recipients)) from refused
    except imaplib.IMAP4.error as refused:
        raise StorageError("server", host=server.host, detail=str(refused)) from refused
    except OSError as trouble:  # smtplib's exceptions and TLS errors are of this family
        raise StorageError("server", host=server.host, detail=str(trouble)) from trouble


def _variable(scheme: str) -> str:
    return "QPV_XLSX_IMAP_PASSWORD" if scheme.startswith("imap") else "QPV_XLSX_SMTP_PASSWORD"


def _from_keyring(server: Server) -> str | None:
    """The system's keyring, where the optional package is installed and a keyring is open."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        found: str | None = keyring.get_password(f"qpv-xlsx:{server.host}", server.user)
    except KeyringError:
        return None
    return found


def _quoted(folder: str) -> str:
    return '"' + re.sub(r'(["\\])', r"\\\1", folder) + '"'


def _said(parts: object) -> str:
    first = parts[0] if isinstance(parts, list) and parts else b""
    return first.decode("utf-8", "replace") if isinstance(first, bytes) else str(first)
