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

MIGRATIONS = (_FIRST, _AUTHORS)
"""Scripts in order; the register's ``user_version`` counts those already run."""


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Create the tables, or add what this version of the program needs, in one transaction.

    A register written by a newer program raises CampaignError.
    """
    if _version(connection) == len(MIGRATIONS):
        return
    connection.execute("BEGIN IMMEDIATE")
    version = _version(connection)
    if version > len(MIGRATIONS):
        connection.execute("ROLLBACK")
        raise CampaignError("register_newer", found=version, known=len(MIGRATIONS))
    for script in MIGRATIONS[version:]:
        for statement in script.split(";"):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
