"""Acts on the register: changes of its rows, their line in its journal, one transaction for one of them or for several."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from qpv_xlsx.register import records as rows
from qpv_xlsx.register import replaying
from qpv_xlsx.register.chronicle import Act, Change
from qpv_xlsx.register.connecting import transaction
from qpv_xlsx.register.replaying import agree
from qpv_xlsx.register.schema import CURRENT


class RecordedActs:
    """What *author* does to the register *path*, and to the *journal* beside it."""

    def __init__(self, connection: sqlite3.Connection, path: Path, journal: Path, author: str) -> None:
        self._connection, self._path, self._journal, self._author = connection, path, journal, author
        self._changes: list[Change] = []  # of the act under way
        self._done: list[Act] | None = None  # in the transaction under way

    @property
    def is_under_way(self) -> bool:
        """Whether there is a transaction, which acts would be a part of."""
        return self._done is not None

    @contextmanager
    def together(self, moment: datetime) -> Iterator[None]:
        """One transaction. The lines of its acts are written to the journal before the register keeps them: see *agree*."""
        with transaction(self._connection, self._path):
            agree(self._connection, self._journal, moment)
            done = self._done = []
            try:
                yield
            finally:
                self._done = None
            replaying.append(self._connection, self._journal, done)

    @contextmanager
    def act(self, act: str, about: str, moment: datetime) -> Iterator[None]:
        """An act, by itself where it is no part of others."""
        if self._done is None:
            with self.together(moment), self.act(act, about, moment):
                yield
            return
        self._changes.clear()
        yield
        line = {"moment": moment.isoformat(), "author": self._author, "act": act, "about": rows.storable(about)}
        changes = tuple(self._changes)
        number = self.insert("journal", dict(line))
        self._done.append(Act(schema=CURRENT, number=number, changes=changes, **line))

    def insert(self, table: str, values: rows.Fields, *, or_else: str = "ABORT") -> int:
        """Insert a row; its number, or 0 where the row was there already."""
        columns = ", ".join(values)
        marks = ", ".join("?" for _ in values)
        statement = f"INSERT OR {or_else} INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608  (our own names)
        cursor = self._connection.execute(statement, tuple(values.values()))
        if cursor.rowcount <= 0:
            return 0
        key = {} if table == "dispatches" else {"sequence": cursor.lastrowid}
        self._changes.append(Change(table=table, cells={**key, **values}))
        return cursor.lastrowid or 0

    def replace(self, table: str, values: rows.Fields, where: rows.Fields) -> None:
        """Give the rows that bear *where* these values."""
        places = ", ".join(f"{name} = ?" for name in values)
        wanted = " AND ".join(f"{name} = ?" for name in where)
        statement = f"UPDATE {table} SET {places} WHERE {wanted}"  # noqa: S608  (our own names)
        self._connection.execute(statement, (*values.values(), *where.values()))
        self._changes.append(Change(table=table, cells=values, where=where))
