"""Real servers: SMTP to send, IMAP to fetch. Passwords come from the environment or the keyring, nowhere else."""

import imaplib
import os
import smtplib
import ssl
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr
from urllib.parse import unquote, urlsplit

from qpv_xlsx.domain.findings import CampaignError, StorageError
from qpv_xlsx.mail.imap_words import replied, said
from qpv_xlsx.mail.keyrings import keep_secret, kept_secret
from qpv_xlsx.mail.oauth import LOOPBACK, consent_in, encoded, fresh_token, oauthbearer, xoauth2
from qpv_xlsx.messages.system_words import spoken

INBOX = "INBOX"
_TIMEOUT = 30.0  # seconds without an answer
_PORTS: Mapping[str, int] = {"smtp": 587, "smtps": 465, "imap": 143, "imaps": 993}
_DONE = 250
_RECIPIENT_TAKEN = (250, 251)

MAILBOXES, SENDERS = ("imap", "imaps"), ("smtp", "smtps")
"""Schemes of the addresses of mailboxes, and of servers that send."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """« imaps://nom@messagerie.ville.fr/INBOX ». *folder*: of IMAP only."""

    scheme: str
    host: str
    port: int
    user: str
    folder: str = INBOX


def parse_server(url: str, schemes: tuple[str, ...]) -> Server:
    """The server of a URL. A password in it is refused: command lines are seen by others and kept in histories."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as wrong:
        raise CampaignError("server_url", scheme=_usual(schemes)) from wrong
    if parts.password is not None:
        raise CampaignError("server_password_in_url", variable=_variable(parts.scheme))
    if parts.scheme not in schemes or not parts.hostname:
        raise CampaignError("server_url", scheme=_usual(schemes))
    return Server(
        scheme=parts.scheme,
        host=parts.hostname,
        port=port or _PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        folder=unquote(parts.path.strip("/")) or INBOX,
    )


def password_for(server: Server) -> str | None:
    """From QPV_XLSX_SMTP_PASSWORD or QPV_XLSX_IMAP_PASSWORD, else the keyring; None where no user is named."""
    if not server.user:
        return None
    variable = _variable(server.scheme)
    found = os.environ.get(variable) or kept_secret(server.host, server.user)
    if not found:
        raise CampaignError("server_password_missing", variable=variable, user=server.user, host=server.host)
    return found


@contextmanager
def open_server(server: Server, password: str) -> Iterator[None]:
    """Enter with that password, whatever is kept."""
    session = imap_session if server.scheme.startswith("imap") else open_smtp
    with session(server, password):
        yield


@contextmanager
def open_smtp(server: Server, password: str | None = None) -> Iterator[smtplib.SMTP]:
    """A connection ready to send: encrypted from the start (smtps) or before anything is said (smtp, STARTTLS).

    Only a server on this very machine may go without.
    """
    password = password or password_for(server)
    with _network(server):
        connection = _smtp(server)
    try:
        with _network(server):
            _enter(connection, server, password)
        with _refusals(server):  # other troubles between two messages are not the server's
            yield connection
    finally:
        with suppress(OSError):
            connection.quit()
        connection.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What an SMTP server made of one message: *refused* addresses, and in its own words why."""

    refused: tuple[str, ...] = ()
    reason: str = ""


class LineLostError(StorageError):
    """The line broke while the message itself was being given: nobody knows whether it left."""


def post(connection: smtplib.SMTP, message: EmailMessage) -> Delivery:
    """Send one message. A refusal is told and the connection can be used for the next one.

    Raises LineLostError where the message may have left, OSError or SMTPException where it has not.
    """
    sender = parseaddr(str(message["From"]))[1]
    recipients = tuple(address for _, address in getaddresses([str(message["To"])]))
    connection.ehlo_or_helo_if_needed()
    code, said = connection.mail(sender)
    if code != _DONE:
        return _refused_by(connection, recipients, said)
    refused: dict[str, bytes] = {}
    for address in recipients:
        code, said = connection.rcpt(address)
        if code not in _RECIPIENT_TAKEN:
            refused[address] = said
    if len(refused) == len(recipients):
        return _refused_by(connection, recipients, next(iter(refused.values()), b""))
    try:
        code, said = connection.data(message.as_bytes())
    except smtplib.SMTPDataError as denied:
        return _refused_by(connection, recipients, denied.smtp_error)
    except (smtplib.SMTPServerDisconnected, OSError) as lost:
        raise LineLostError("smtp_line_lost", detail=spoken(lost)) from lost
    if code != _DONE:
        return _refused_by(connection, recipients, said)
    return Delivery(refused=tuple(refused), reason=_plain(next(iter(refused.values()), b"")))


def _refused_by(connection: smtplib.SMTP, recipients: tuple[str, ...], said: bytes | str) -> Delivery:
    with suppress(smtplib.SMTPServerDisconnected):
        connection.rset()
    return Delivery(refused=recipients, reason=_plain(said))


def _usual(schemes: Sequence[str]) -> str:
    """The one to write: encrypted, where it can be."""
    return next((scheme for scheme in schemes if scheme.endswith("s")), schemes[0])


def _plain(said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(words.split())


@contextmanager
def imap_session(server: Server, password: str | None = None) -> Iterator[imaplib.IMAP4]:
    """A mailbox, entered."""
    password = password or password_for(server)
    with _network(server):
        connection = _imap(server)
        try:
            with connection:
                if password is not None:
                    _log_in(connection, server, password)
                yield connection
        finally:
            with suppress(OSError):  # a line that was lost is not closed by saying goodbye
                connection.shutdown()


def check(server: Server, status: str, told: object) -> None:
    """Raise what the server refused: a message must not be left out in silence."""
    if status != "OK":
        raise StorageError("server", host=server.host, detail=said(told))


def _log_in(connection: imaplib.IMAP4, server: Server, secret: str) -> None:
    try:
        token = _token_for(server, secret)
        if token is None:
            connection.login(server.user, secret)
        else:
            offered = [each.removeprefix("AUTH=") for each in connection.capabilities]
            mechanism, written = _shown(server, token, offered)
            connection.authenticate(mechanism, _answers(written))
    except connection.abort:  # the line, not the password
        raise
    except connection.error as refused:
        raise StorageError("server_login", user=server.user, host=server.host, detail=replied(refused)) from refused


def _token_for(server: Server, secret: str) -> str | None:
    """A token, where the keyring keeps a consent; None: *secret* is a password. A consent that changed is kept anew."""
    consent = consent_in(secret)
    if consent is None:
        return None
    token, renewed = fresh_token(consent)
    if renewed != consent:
        keep_secret(server.host, server.user, encoded(renewed))
    return token


def _shown(server: Server, token: str, offered: Collection[str]) -> tuple[str, str]:
    """How the token is shown, and what is written then: as most services ask, or by the standard where it alone is offered."""
    if "XOAUTH2" in offered or "OAUTHBEARER" not in offered:
        return "XOAUTH2", xoauth2(server.user, token)
    return "OAUTHBEARER", oauthbearer(server.user, server.host, server.port, token)


def _answers(first: str) -> Callable[[bytes], bytes]:
    """To the server's challenges: the token, then nothing, so that it tells what it refuses."""
    waiting = [first.encode()]
    return lambda _: waiting.pop() if waiting else b"\x01"


def _enter(connection: smtplib.SMTP, server: Server, password: str | None) -> None:
    """Encrypt, then say who we are."""
    connection.ehlo()
    if server.scheme == "smtp" and (connection.has_extn("starttls") or server.host not in LOOPBACK):
        connection.starttls(context=_tls())
        connection.ehlo()
    if password is None:
        return
    token = _token_for(server, password)
    if token is None:
        connection.login(server.user, password)
    else:
        offered = connection.esmtp_features.get("auth", "").upper().split()
        mechanism, written = _shown(server, token, offered)
        connection.auth(mechanism, lambda challenge=None: written if challenge is None else "")


def _smtp(server: Server) -> smtplib.SMTP:
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=_TIMEOUT, context=_tls())
    return smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT)


def _imap(server: Server) -> imaplib.IMAP4:
    if server.scheme == "imaps":
        return imaplib.IMAP4_SSL(server.host, server.port, ssl_context=_tls(), timeout=_TIMEOUT)
    connection = imaplib.IMAP4(server.host, server.port, timeout=_TIMEOUT)
    if "STARTTLS" in connection.capabilities or server.host not in LOOPBACK:
        connection.starttls(ssl_context=_tls())
    return connection


def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


@contextmanager
def _network(server: Server) -> Iterator[None]:
    """What servers and lines refuse, in words."""
    try:
        with _refusals(server):
            yield
    except UnicodeError as unsayable:  # both protocols take plain letters only
        raise StorageError("server_login_letters", user=server.user, host=server.host) from unsayable
    except imaplib.IMAP4.abort as lost:
        raise StorageError("server", host=server.host, detail=spoken(lost)) from lost
    except imaplib.IMAP4.error as refused:
        raise StorageError("server", host=server.host, detail=replied(refused)) from refused
    except OSError as trouble:  # TLS errors are of this family
        raise StorageError("server", host=server.host, detail=spoken(trouble)) from trouble


@contextmanager
def _refusals(server: Server) -> Iterator[None]:
    """What an SMTP server says no to."""
    try:
        yield
    except smtplib.SMTPAuthenticationError as refused:
        told = _plain(refused.smtp_error)
        raise StorageError("server_login", user=server.user, host=server.host, detail=told) from refused
    except smtplib.SMTPResponseException as refused:
        raise StorageError("server", host=server.host, detail=_plain(refused.smtp_error)) from refused
    except smtplib.SMTPException as refused:
        raise StorageError("server", host=server.host, detail=spoken(refused)) from refused


def _variable(scheme: str) -> str:
    return "QPV_XLSX_IMAP_PASSWORD" if scheme.startswith("imap") else "QPV_XLSX_SMTP_PASSWORD"
