"""Tables of the register, and how an older one is brought up to date."""

import sqlite3

from qpv_xlsx.domain.findings import CampaignError

_FIRST = """
CREATE TABLE dispatches (
    respondent TEXT NOT NULL, version INTEGER NOT NULL, fingerprint TEXT NOT NULL, sha256 TEXT NOT NULL,
    language TEXT NOT NULL, name TEXT NOT NULL, created TEXT NOT NULL,
    PRIMARY KEY (respondent, version, language, sha256)
);
CREATE TABLE sendings (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, respondent TEXT NOT NULL, post TEXT NOT NULL, means TEXT NOT NULL,
    sent TEXT NOT NULL, message_id TEXT NOT NULL, recipients TEXT NOT NULL, version INTEGER
);
CREATE TABLE returns (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, sha256 TEXT NOT NULL, name TEXT NOT NULL, stored TEXT NOT NULL,
    received TEXT NOT NULL, sender TEXT NOT NULL, message_id TEXT NOT NULL, attributed TEXT NOT NULL,
    outcome TEXT NOT NULL, format TEXT NOT NULL, application TEXT NOT NULL, respondent TEXT,
    fingerprint TEXT NOT NULL, submission TEXT NOT NULL,
    UNIQUE (sha256, name, message_id)
);
CREATE INDEX returns_by_sha256 ON returns (sha256);
CREATE TABLE decisions (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, respondent TEXT NOT NULL, measure TEXT NOT NULL,
    quartier TEXT NOT NULL, field TEXT NOT NULL, verdict TEXT NOT NULL, reason TEXT NOT NULL, decided TEXT NOT NULL,
    sha256 TEXT NOT NULL, code TEXT NOT NULL, value TEXT NOT NULL
);
CREATE TABLE journal (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, moment TEXT NOT NULL, author TEXT NOT NULL, act TEXT NOT NULL,
    about TEXT NOT NULL
);
"""

_AUTHORS = "ALTER TABLE decisions ADD COLUMN author TEXT NOT NULL DEFAULT ''"

_CHAIN = "CREATE TABLE chain (hash TEXT NOT NULL, size INTEGER NOT NULL)"

_PUBLICATIONS = """
CREATE TABLE publications (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, moment TEXT NOT NULL, name TEXT NOT NULL, small_count INTEGER NOT NULL,
    figures TEXT NOT NULL
)
"""

_HEADS = """
ALTER TABLE returns ADD COLUMN head TEXT NOT NULL DEFAULT '';
CREATE INDEX returns_at_a_glance ON returns (
    sequence, sha256, name, stored, received, sender, message_id, attributed, outcome, respondent, fingerprint, head
);
CREATE TABLE accounts (
    respondent TEXT PRIMARY KEY, basis TEXT NOT NULL, glance TEXT NOT NULL, account TEXT NOT NULL
)
"""
"""What a return says of itself stands in an index, so that thousands are listed without their answers. *accounts*: what
was merged from them, *basis* telling from what; it may be emptied at any time."""

MIGRATIONS = (_FIRST, _AUTHORS, _CHAIN, _PUBLICATIONS, _HEADS)
"""Scripts in order; the register's ``user_version`` counts those already run.

To change the tables, add one script at the end, and to ``TABLES`` the name of a new table. A column needs a default:
rows of older journals are put back as they were written, then brought up to date by the scripts that followed them.
"""

TABLES = ("dispatches", "sendings", "returns", "decisions", "publications", "journal")
"""All that a journal puts back; ``chain`` tells how far the journal goes, ``accounts`` is worked out again."""

CURRENT = len(MIGRATIONS)


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Create the tables, or add what this version of the program needs, in one transaction.

    A register written by a newer program raises CampaignError.
    """
    if version_of(connection) == CURRENT:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        bring_to(connection, CURRENT)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def bring_to(connection: sqlite3.Connection, wanted: int) -> None:
    """Inside a transaction: run the scripts up to *wanted*; a register that is further already is left as it is.

    What only a newer program knows raises CampaignError.
    """
    version = version_of(connection)
    newest = max(version, wanted)
    if newest > CURRENT:
        raise CampaignError("register_newer", found=newest, known=CURRENT)
    for script in MIGRATIONS[version:wanted]:
        for statement in script.split(";"):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {newest}")


def version_of(connection: sqlite3.Connection) -> int:
    """How many scripts the register has run; 0: it is a new file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_blank(connection: sqlite3.Connection) -> bool:
    """Whether nothing has ever been written in it."""
    version = version_of(connection)
    if not 0 < version <= CURRENT:
        return not version
    counts = (f"SELECT 1 FROM {table} LIMIT 1" for table in tables_of(connection))  # noqa: S608  (our own names)
    return not any(connection.execute(count).fetchone() for count in counts)


def tables_of(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Those of ``TABLES`` that the register has: an older one, not brought up to date yet, lacks the latest."""
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return tuple(table for table in TABLES if table in there)
