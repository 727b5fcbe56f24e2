"""A lost or damaged register made again: from its journal, else from what can still be read of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from qpv_xlsx.register import chronicle, replaying, schema
from qpv_xlsx.register.connecting import NAME
from qpv_xlsx.register.soundness import is_sound, senseless_rows

_ASIDE = ".registre-neuf.sqlite.tmp"
_JOURNALS = "journal-*.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """What was done. *kept*: the former register, under its new name. *acts*: done again. *rows*: saved from a damaged one.

    *broken*: the first line of the journal that does not follow from the one before (1 is the first); None: all do.
    *journal*: the name under which such a journal is kept.
    """

    kept: Path | None
    acts: int
    rows: int
    broken: int | None = None
    journal: Path | None = None


def mend(folder: Path, now: datetime) -> Mended | None:
    """Put a new register in the place of one that is missing, empty or damaged, which is kept beside. None: it is sound.

    Whoever stops it in the middle finds the former register, or the new one.
    """
    if is_sound(folder):
        return None
    path, made, journal = folder / NAME, folder / _ASIDE, folder / chronicle.NAME
    made.unlink(missing_ok=True)
    broken, known = chronicle.broken_line(journal), set(folder.glob(_JOURNALS))
    is_told = any(act.changes for act, _ in chronicle.read(journal))
    rows = 0
    if not is_told and path.exists():
        rows = _save_rows(path, made)
        _set_aside(journal, now)
    acts = replaying.rebuild(made, journal, now)
    rows = max(rows - _drop_senseless(made), 0)
    kept = _set_aside(path, now)
    made.replace(path)
    aside = next(iter(set(folder.glob(_JOURNALS)) - known), None)
    return Mended(kept=kept, acts=acts if is_told else 0, rows=rows, broken=broken, journal=aside)


def _set_aside(path: Path, now: datetime) -> Path | None:
    """Give the file a name that no other has."""
    if not path.exists():
        return None
    stem = f"{path.stem}-avant-{now:%Y%m%d-%H%M%S}"
    names = (f"{stem}{'' if rank == 1 else f'-{rank}'}{path.suffix}" for rank in range(1, 1000))
    kept = next(path.with_name(name) for name in names if not path.with_name(name).exists())
    path.replace(kept)
    return kept


def _save_rows(damaged: Path, made: Path) -> int:
    """Copy the rows that can still be read into a new register; how many."""
    with closing(sqlite3.connect(damaged)) as source, closing(sqlite3.connect(made, isolation_level=None)) as target:
        schema.bring_up_to_date(target)
        target.execute("BEGIN")
        saved = sum(_copy(table, row, target) for table in schema.TABLES for row in _readable(source, table))
        target.execute("COMMIT")
    return saved


def _readable(source: sqlite3.Connection, table: str) -> Iterator[dict[str, str | int | None]]:
    """Rows up to the first that cannot be read."""
    source.text_factory = partial(str, encoding="utf-8", errors="replace")  # a letter is lost, not what follows
    with suppress(sqlite3.DatabaseError):
        cursor = source.execute(f"SELECT * FROM {table}")  # noqa: S608  (our own names)
        names = [column[0] for column in cursor.description]
        for row in cursor:
            yield dict(zip(names, row, strict=True))


def _drop_senseless(made: Path) -> int:
    """Leave out the rows that say nothing any more, which a journal begun after the damage tells as well; how many."""
    with closing(sqlite3.connect(made)) as connection, connection:
        connection.row_factory = sqlite3.Row
        return sum(_drop_from(connection, table) for table in schema.TABLES)


def _drop_from(connection: sqlite3.Connection, table: str) -> int:
    senseless = [(place,) for place in senseless_rows(connection, table)]
    connection.executemany(f"DELETE FROM {table} WHERE rowid = ?", senseless)  # noqa: S608  (our own names)
    return len(senseless)


def _copy(table: str, row: dict[str, str | int | None], target: sqlite3.Connection) -> int:
    marks = ", ".join("?" for _ in row)
    statement = f"INSERT OR IGNORE INTO {table} ({', '.join(row)}) VALUES ({marks})"  # noqa: S608  (our own names)
    try:
        return target.execute(statement, tuple(row.values())).rowcount
    except sqlite3.DatabaseError:  # a row that makes no sense
        return 0
