"""What was merged of each respondent's returns, kept so that it is not merged again as long as nothing has changed."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from qpv_xlsx.domain.findings import CampaignError, StorageError
from qpv_xlsx.register.connecting import transaction, troubles


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptGlance:
    """What ``status`` needs of an account, and the *basis* it was merged from: another one makes it worthless."""

    basis: str
    glance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAccount:
    """An account as text, and its glance."""

    respondent: str
    basis: str
    glance: str
    account: str


def glances(connection: sqlite3.Connection, path: Path) -> Mapping[str, KeptGlance]:
    """All of them, by respondent."""
    with troubles(path):
        found = connection.execute("SELECT respondent, basis, glance FROM accounts").fetchall()
    return {row["respondent"]: KeptGlance(basis=row["basis"], glance=row["glance"]) for row in found}


def merged(connection: sqlite3.Connection, path: Path, respondent: str, basis: str) -> str:
    """The account of *respondent* merged from *basis*, as text; empty: none is kept."""
    wanted = "SELECT account FROM accounts WHERE respondent = ? AND basis = ?"
    with troubles(path):
        row = connection.execute(wanted, (respondent, basis)).fetchone()
    return str(row["account"]) if row else ""


def keep(connection: sqlite3.Connection, path: Path, accounts: Sequence[KeptAccount]) -> None:
    """Replace those of the same respondents; nothing where it may not be written."""
    values = [(one.respondent, one.basis, one.glance, one.account) for one in accounts]
    with suppress(CampaignError, StorageError), transaction(connection, path):
        connection.executemany("INSERT OR REPLACE INTO accounts VALUES (?, ?, ?, ?)", values)
