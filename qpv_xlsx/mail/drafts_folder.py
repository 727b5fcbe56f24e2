"""Drafts put where the coordinator already works: in the mailbox's own folder of drafts, opened by any program."""

import imaplib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage

from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.mail.imap_words import quoted, said, spelt
from qpv_xlsx.mail.servers import INBOX, Server, check, imap_session

_KEY = "X-Qpv-Xlsx-Key"  # of the message: the same draft is not put there twice
_LISTED = re.compile(rb'\((?P<flags>[^)]*)\) (?:"(?:[^"\\]|\\.)*"|NIL) (?P<name>.+)')
_USUAL = ("Drafts", "Brouillons", "INBOX.Drafts", "INBOX.Brouillons", "INBOX/Drafts", "INBOX/Brouillons")


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftsFolder:
    """The folder, open. *name*: as the server spells it."""

    connection: imaplib.IMAP4
    server: Server
    name: str

    def put(self, message: EmailMessage, key: str) -> bool:
        """Add the message, unless it is there; whether it was added."""
        status, found = self.connection.uid("SEARCH", "HEADER", _KEY, key)
        check(self.server, status, found)
        if found and (found[0] or b"").split():
            return False
        message[_KEY] = key
        moment = imaplib.Time2Internaldate(datetime.now(UTC))
        check(self.server, *self.connection.append(quoted(self.name), r"(\Draft)", moment, message.as_bytes()))
        return True


@contextmanager
def open_drafts(server: Server) -> Iterator[DraftsFolder]:
    """The mailbox's folder of drafts: the one that the URL names, else the one that the server says it is."""
    with imap_session(server) as connection:
        name = _folder(connection, server)
        status, told = connection.select(quoted(name))
        if status != "OK":
            raise CampaignError("imap_folder", folder=name, detail=said(told))
        yield DraftsFolder(connection=connection, server=server, name=name)


def _folder(connection: imaplib.IMAP4, server: Server) -> str:
    if server.folder != INBOX:
        return spelt(server.folder)
    names = dict(_names(connection, '(SPECIAL-USE) ""') if "SPECIAL-USE" in connection.capabilities else ())
    names |= {name: names.get(name, flags) for name, flags in _names(connection, '""')}
    told = next((name for name, flags in names.items() if b"\\drafts" in flags.lower()), None)
    found = told or next((name for name in _USUAL if name in names), None)
    if found is None:
        raise CampaignError("imap_no_drafts", host=server.host)
    return found


def _names(connection: imaplib.IMAP4, reference: str) -> Iterator[tuple[str, bytes]]:
    """Folders as the server lists them, with their flags."""
    status, lines = connection.list(reference, '"*"')
    for line in lines if status == "OK" else ():
        found = _LISTED.match(line) if isinstance(line, bytes) else None
        if found:
            yield found["name"].decode("ascii", "replace").strip('"'), found["flags"]
