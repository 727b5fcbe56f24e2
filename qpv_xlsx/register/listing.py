"""Returns listed by what they say of themselves, without what they hold: from an index, never from their rows."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from sys import intern

from qpv_xlsx.domain.findings import CampaignError, StorageError
from qpv_xlsx.domain.merging.ledger import Received
from qpv_xlsx.domain.returned.answers import Outcome
from qpv_xlsx.register.connecting import transaction, troubles
from qpv_xlsx.register.encoding import decode_head, decode_submission, encode_head
from qpv_xlsx.register.fetched_contents import on_demand
from qpv_xlsx.register.records import ReturnText, arrival_of

_HEADS = (
    "SELECT sequence, sha256, name, stored, received, sender, message_id, attributed, outcome, respondent, fingerprint,"
    " head FROM returns"
)
_WHOLE = _HEADS.replace(" head FROM", " head, submission FROM")
_LISTED = f"{_HEADS} ORDER BY sequence"
_ONE = f"{_HEADS} WHERE sequence = ?"
_TEXT = "SELECT sequence, sha256, received, sender, attributed, message_id, stored, submission FROM returns WHERE sequence = ?"
_MARK = "SELECT sequence, sha256, name, stored, received, attributed, outcome, respondent, fingerprint FROM returns"
_MARKED = f"{_MARK} INDEXED BY returns_at_a_glance ORDER BY sequence"
_ONE_MARK = f"{_MARK} WHERE sequence = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnMark:
    """One return, in short. *name*: as the journal has it. *respondent*: told by the workbook; empty: it does not say.

    *fingerprint*: of its reading.
    """

    sequence: int
    sha256: str
    name: str
    stored: str
    received: datetime
    attributed: str
    outcome: Outcome
    respondent: str
    fingerprint: str


def marks(connection: sqlite3.Connection, path: Path, only: Iterable[int] | None = None) -> Iterator[ReturnMark]:
    """Every return of the register *path*, in order of arrival, or *only* those of some numbers; one after the other."""
    wanted = ((_MARKED, ()),) if only is None else ((_ONE_MARK, (number,)) for number in only)
    with troubles(path):
        for statement, values in wanted:
            yield from map(mark_of, connection.execute(statement, values))


def read_otherwise(connection: sqlite3.Connection, path: Path, fingerprints: Collection[str]) -> tuple[int, ...]:
    """Sequences of returns that are kept, not set aside, and whose reading bears none of *fingerprints*.

    Marks are fetched whole, so that a damaged one is told, and not made: most are as they should be.
    """
    with troubles(path):
        return tuple(
            [
                row["sequence"]
                for row in connection.execute(_MARKED)
                if row["fingerprint"] not in fingerprints
                and row["stored"]
                and Outcome(row["outcome"]) is not Outcome.IGNORED
            ]
        )


def arrivals(connection: sqlite3.Connection, path: Path, only: Iterable[int] | None = None) -> tuple[Received, ...]:
    """Every return of the register *path*, in order of arrival, or *only* those of some numbers; their content to be fetched."""
    if only is not None:
        return tuple(_arrivals_of(connection, path, only))
    heads = _heads_filled(connection, path)
    with troubles(path):
        return tuple(_arrival(row, path, heads) for row in connection.execute(_LISTED))


def _arrivals_of(connection: sqlite3.Connection, path: Path, sequences: Iterable[int]) -> Iterator[Received]:
    for sequence in sequences:
        yield from _chosen(connection, path, _ONE, (sequence,))


def first_arrival(connection: sqlite3.Connection, path: Path, condition: str, values: Sequence[str]) -> Received | None:
    """The first return of the register *path* that meets a *condition* of SQL, likewise.

    What it holds is fetched all the same, and not decoded: a register that is damaged there is told at once.
    """
    wanted = f"{_WHOLE} WHERE {condition} ORDER BY sequence LIMIT 1"
    return next(_chosen(connection, path, wanted, values), None)


def _chosen(connection: sqlite3.Connection, path: Path, wanted: str, values: Sequence[str | int]) -> Iterator[Received]:
    with troubles(path):
        found = connection.execute(wanted, values).fetchall()
    heads = {} if all(row["head"] for row in found) else _heads_filled(connection, path)
    return (_arrival(row, path, heads) for row in found)


def texts(connection: sqlite3.Connection, path: Path, sequences: Iterable[int]) -> Iterator[ReturnText]:
    """Returns as they are held, one after the other."""
    for sequence in sequences:
        with troubles(path):
            found = connection.execute(_TEXT, (sequence,)).fetchall()
        yield from map(dict, found)


def _arrival(row: sqlite3.Row, path: Path, heads: Mapping[int, str]) -> Received:
    sequence = row["sequence"]
    head = decode_head(row["head"] or heads[sequence])
    return arrival_of(row, on_demand(path, sequence, head, Outcome(row["outcome"])))


def mark_of(row: sqlite3.Row) -> ReturnMark:
    """The mark of a return's row."""
    return ReturnMark(
        sequence=row["sequence"],
        sha256=row["sha256"],
        name=row["name"],
        stored=row["stored"],
        received=datetime.fromisoformat(row["received"]),
        attributed=row["attributed"],
        outcome=Outcome(row["outcome"]),
        respondent=row["respondent"] or "",
        fingerprint=intern(row["fingerprint"]),
    )


def _heads_filled(connection: sqlite3.Connection, path: Path) -> Mapping[int, str]:
    """Heads that an older version of the program did not write, by sequence; they are written now, where that may be."""
    with troubles(path):
        lacking = [row["sequence"] for row in connection.execute("SELECT sequence FROM returns WHERE head = ''")]
        texts = (
            (sequence, connection.execute("SELECT submission FROM returns WHERE sequence = ?", (sequence,)).fetchone())
            for sequence in lacking
        )
        heads = {sequence: encode_head(decode_submission(row["submission"])) for sequence, row in texts}
    if heads:
        try:
            with transaction(connection, path):
                filled = ((head, sequence) for sequence, head in heads.items())
                connection.executemany("UPDATE returns SET head = ? WHERE sequence = ?", filled)
        except (CampaignError, StorageError):  # it may not be written to, or somebody is writing: next time
            return heads
    return heads
