"""The register's file: how it is opened, and what its troubles are called."""

import errno
import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from qpv_xlsx.domain.findings import CampaignError, Spoken, StorageError
from qpv_xlsx.messages.system_words import is_garbled_text, spoken
from qpv_xlsx.register import chronicle, vault
from qpv_xlsx.register.chronicle import STATE
from qpv_xlsx.register.replaying import agree, is_agreed, mark_in
from qpv_xlsx.register.schema import CURRENT, bring_up_to_date, is_blank, version_of
from qpv_xlsx.spreadsheet.files import can_flush

_LOG = logging.getLogger(__name__)
_LOG.addHandler(logging.NullHandler())

NAME = "registre.sqlite"
RECEIVED_FOLDER = "recus"
_MADE_FOLDER = "a_envoyer"
_PATIENCE = 3.0  # seconds during which another program's lock is waited for
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR})  # the last: no such table

SENSELESS = (ValueError, LookupError, TypeError, AttributeError)
"""What decoding a row raises that the drive, or another program, has changed."""

_SYSTEM = {sqlite3.SQLITE_FULL: errno.ENOSPC, sqlite3.SQLITE_IOERR: errno.EIO, sqlite3.SQLITE_CANTOPEN: errno.EACCES}


def connect(folder: Path) -> sqlite3.Connection:
    """Open or create the register of a campaign folder. No write-ahead log: it does not work on a shared drive.

    A register that is missing or empty where returns or a journal are there is not made anew: CampaignError.
    """
    path, journal = folder / NAME, folder / chronicle.NAME
    with troubles(path):
        if not path.exists():
            _refuse_if_lost(folder)
        connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute(f"PRAGMA synchronous = {_care(folder)}")
            if is_blank(connection) and not _is_begun(connection, journal):
                _refuse_if_lost(folder)
            bring_up_to_date(connection)
            if not is_agreed(connection, journal):
                _agree(connection, path, journal)
        except BaseException:
            connection.close()
            raise
    return connection


@cache
def _care(folder: Path) -> str:
    """How far SQLite has the drive of *folder* flush: as far as it can. Some shares refuse it, and SQLite would then fail."""
    journal = folder / chronicle.NAME  # not the register: closing it would drop the locks that this program holds
    if not can_flush(journal if journal.exists() else folder):
        _LOG.info("%s: this drive cannot flush; the register is written without", folder)
        return "OFF"
    return "EXTRA" if can_flush(folder) else "FULL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What a campaign that has lived leaves beside its register: returns, workbooks made, acts of the journal."""

    returns: int
    workbooks: int
    acts: int


def traces_of(folder: Path) -> Traces:
    """What lies in *folder*, register apart."""
    made = folder / _MADE_FOLDER
    return Traces(
        returns=sum(1 for _ in vault.kept_files(folder / RECEIVED_FOLDER)),
        workbooks=sum(1 for _ in made.glob("[!.~]*.xlsx")) if made.is_dir() else 0,
        acts=sum(1 for act, _ in chronicle.read(folder / chronicle.NAME) if act.changes or act.act != STATE),
    )


def damaged(path: Path, detail: Spoken) -> CampaignError:
    """A register that cannot be read, in the coordinator's words."""
    return CampaignError("register_damaged", path=str(path), folder=str(path.parent), detail=detail)


def is_register_trouble(trouble: Exception) -> bool:
    """Whether *trouble* is a register that is gone or cannot be read: ``repair`` makes it again."""
    return isinstance(trouble, CampaignError) and trouble.code in {"register_lost", "register_damaged"}


def _refuse_if_lost(folder: Path) -> None:
    traces = traces_of(folder)
    if traces.returns or traces.workbooks or traces.acts:
        raise CampaignError(
            "register_lost",
            path=str(folder / NAME),
            folder=str(folder),
            returns=traces.returns,
            workbooks=traces.workbooks,
            acts=traces.acts,
        )


def _is_begun(connection: sqlite3.Connection, journal: Path) -> bool:
    """Whether it was made by this program in this folder: the beginning of its journal is there."""
    if version_of(connection) < CURRENT:
        return False
    mark = mark_in(connection)
    return mark.size > 0 and chronicle.is_at(journal, mark)


def _agree(connection: sqlite3.Connection, path: Path, journal: Path) -> None:
    """At opening, so that a command that only reads sees the last act too.

    Where nothing may be written, or somebody is writing, it is left to the next act.
    """
    try:
        with transaction(connection, path):
            agree(connection, journal, datetime.now().astimezone())
    except (OSError, StorageError):
        return
    except CampaignError as trouble:
        if trouble.code != "register_busy":
            raise


def is_read_only(folder: Path) -> bool:
    """Whether nothing can be recorded in the campaign's *folder*, as far as the system says before it is tried."""
    register = folder / NAME
    return not os.access(register if register.exists() else folder, os.W_OK)


def refuse_if_read_only(connection: sqlite3.Connection, folder: Path) -> None:
    """Before files are written that could not be recorded: StorageError. Somebody who is writing is waited for by the act."""
    journal = folder / chronicle.NAME
    try:
        with transaction(connection, folder / NAME):
            connection.execute("DELETE FROM chain WHERE FALSE")  # changes nothing, and may not be done everywhere
    except CampaignError as trouble:
        if trouble.code != "register_busy":
            raise
    if journal.exists() and not os.access(journal, os.W_OK):
        raise StorageError("storage_read_only", path=str(journal))


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """All of it, or nothing."""
    with troubles(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def troubles(path: Path) -> Iterator[None]:
    """SQLite's troubles in the coordinator's words: busy and damaged are for them to settle, the rest is the disk's."""
    try:
        yield
    except sqlite3.DatabaseError as trouble:
        code = getattr(trouble, "sqlite_errorcode", 0) & 0xFF
        if code in _BUSY:
            raise CampaignError("register_busy", path=str(path)) from trouble
        if code in _DAMAGED or is_garbled_text(trouble):
            raise damaged(path, spoken(trouble)) from trouble
        if code == sqlite3.SQLITE_READONLY:
            raise StorageError("storage_read_only", path=str(path)) from trouble
        if isinstance(trouble, sqlite3.OperationalError):
            system = OSError(_SYSTEM.get(code, 0), str(trouble))
            words = {language: f"{path.name} – {said}" for language, said in spoken(system).items()}
            raise StorageError("storage", detail=words) from trouble
        raise
