"""The register's file: how it is opened, and what its troubles are called."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qpv_xlsx.domain.findings import CampaignError, StorageError
from qpv_xlsx.register.schema import bring_up_to_date

NAME = "registre.sqlite"
_PATIENCE = 3.0  # seconds during which another program's lock is waited for
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def connect(folder: Path) -> sqlite3.Connection:
    """Open or create the register of a campaign folder. No write-ahead log: it does not work on a shared drive."""
    with troubles(folder / NAME):
        connection = sqlite3.connect(folder / NAME, timeout=_PATIENCE, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA synchronous = EXTRA")
            bring_up_to_date(connection)
        except BaseException:
            connection.close()
            raise
    return connection


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
        if code in _DAMAGED:
            raise CampaignError("register_damaged", path=str(path), detail=str(trouble)) from trouble
        if isinstance(trouble, sqlite3.OperationalError):
            raise StorageError("storage", detail=f"{path.name} – {trouble}") from trouble
        raise
