"""The register and its journal kept the same: what one of them lacks is taken from the other."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path

from qpv_xlsx.register import chronicle, schema
from qpv_xlsx.register.chronicle import EMPTY, STATE, UNBEGUN, Act, Change, JournalMark

_AT_ONCE = 500  # rows on one line of a whole register


def mark_in(connection: sqlite3.Connection) -> JournalMark:
    """How far the register knows its journal to go."""
    row = connection.execute("SELECT hash, size FROM chain").fetchone()
    return JournalMark(hash=row[0], size=row[1]) if row else UNBEGUN


def agree(connection: sqlite3.Connection, journal: Path, now: datetime) -> None:
    """Inside a transaction: the register gets the acts that only the journal has; a journal that is another's is begun anew.

    An act is written to the journal first: a machine that stops in between leaves it there alone.
    """
    mark = mark_in(connection)
    if mark == chronicle.mark_of(journal):
        return
    if mark != UNBEGUN and chronicle.is_at(journal, mark):
        mark = replay(connection, chronicle.read(journal, mark), mark)
        if not chronicle.is_damaged_after(journal, mark):
            _note(connection, mark)
            return
    if journal.exists() and not _holds_only_a_state(journal):
        journal.replace(_free_name(journal, now))
    _note(connection, _write_state(connection, journal, now))


def is_agreed(connection: sqlite3.Connection, journal: Path) -> bool:
    """Whether both go equally far."""
    return mark_in(connection) == chronicle.mark_of(journal)


def append(connection: sqlite3.Connection, journal: Path, acts: Sequence[Act]) -> None:
    """Inside a transaction, once both agree: write *acts* at the journal's end."""
    if acts:
        _note(connection, chronicle.append_all(journal, acts, mark_in(connection)))


def replay(
    connection: sqlite3.Connection, acts: Iterable[tuple[Act, JournalMark]], mark: JournalMark = EMPTY
) -> JournalMark:
    """Do *acts* again in the register; the mark of the last one."""
    for act, end in acts:
        schema.bring_to(connection, act.schema)
        if act.act == STATE and not act.about:
            _forget(connection)
        for change in act.changes:
            _apply(connection, change)
        if act.act != STATE:
            _apply(connection, _line_of(act))
        mark = end
    return mark


def rebuild(path: Path, journal: Path, now: datetime) -> int:
    """Do all that the journal tells again in the register *path*, a new one or one that holds saved rows; its number of acts.

    A journal that is damaged somewhere is followed up to there, set aside, and begun anew.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        mark = replay(connection, chronicle.read(journal))
        schema.bring_to(connection, schema.CURRENT)
        _note(connection, mark if mark.size else UNBEGUN)
        agree(connection, journal, now)
        count = connection.execute("SELECT COUNT(*) FROM journal").fetchone()[0]
        connection.execute("COMMIT")
    finally:
        connection.close()
    return int(count)


def _holds_only_a_state(journal: Path) -> bool:
    """What a first writing left when it was stopped before the register knew of it."""
    end = EMPTY
    for act, end in chronicle.read(journal):  # noqa: B007  (the last end is wanted)
        if act.act != STATE:
            return False
    return end.size == journal.stat().st_size


def _write_state(connection: sqlite3.Connection, journal: Path, now: datetime) -> JournalMark:
    """The whole register as the first lines of a new journal."""
    journal.unlink(missing_ok=True)
    first = Act(
        schema=schema.version_of(connection),
        number=0,
        moment=now.isoformat(),
        author="",
        act=STATE,
        about="",
        changes=(),
    )
    mark = chronicle.append(journal, first, EMPTY)
    for rank, changes in enumerate(_in_lines(_rows(connection)), start=1):
        mark = chronicle.append(journal, replace(first, about=str(rank), changes=changes), mark)
    return mark


def _in_lines(changes: Iterator[Change]) -> Iterator[tuple[Change, ...]]:
    """Rows in lines that fit in memory."""
    while some := tuple(islice(changes, _AT_ONCE)):
        yield some


def _rows(connection: sqlite3.Connection) -> Iterator[Change]:
    for table in schema.tables_of(connection):
        cursor = connection.execute(f"SELECT * FROM {table} ORDER BY rowid")  # noqa: S608  (our own names)
        names = [column[0] for column in cursor.description]
        for row in cursor:
            yield Change(table=table, cells=dict(zip(names, row, strict=True)))


def _forget(connection: sqlite3.Connection) -> None:
    for table in schema.tables_of(connection):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608  (our own names)


def _apply(connection: sqlite3.Connection, change: Change) -> None:
    names = list(change.cells)
    if change.where:
        places = ", ".join(f"{name} = ?" for name in names)
        wanted = " AND ".join(f"{name} = ?" for name in change.where)
        statement = f"UPDATE {change.table} SET {places} WHERE {wanted}"  # noqa: S608  (our own names)
    else:
        marks = ", ".join("?" for _ in names)
        statement = f"INSERT OR IGNORE INTO {change.table} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608  (our own names)
    connection.execute(statement, (*change.cells.values(), *change.where.values()))


def _line_of(act: Act) -> Change:
    """The row that an act leaves in the register's own journal."""
    cells = {"moment": act.moment, "author": act.author, "act": act.act, "about": act.about}
    return Change(table="journal", cells={"sequence": act.number, **cells})


def _note(connection: sqlite3.Connection, mark: JournalMark) -> None:
    connection.execute("DELETE FROM chain")
    connection.execute("INSERT INTO chain (hash, size) VALUES (?, ?)", (mark.hash, mark.size))


def _free_name(journal: Path, now: datetime) -> Path:
    """Where a journal that is not this register's is kept."""
    names = (f"journal-ecarte-{now:%Y%m%d-%H%M%S}{'' if rank == 1 else f'-{rank}'}.jsonl" for rank in range(1, 1000))
    return next(journal.with_name(name) for name in names if not journal.with_name(name).exists())
