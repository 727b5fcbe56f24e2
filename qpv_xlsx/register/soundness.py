"""Whether what the register holds still says something: SQLite looks at its pages, not at what their texts mean."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from types import MappingProxyType, NoneType
from typing import Any

from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.messages.system_words import spoken_as
from qpv_xlsx.register import listing, records
from qpv_xlsx.register.account_encoding import decode_account, decode_glance
from qpv_xlsx.register.connecting import NAME, SENSELESS, connect, damaged, is_register_trouble, troubles
from qpv_xlsx.register.encoding import decode_head
from qpv_xlsx.register.schema import tables_of


def refuse_if_spoilt(folder: Path, trouble: Exception) -> None:
    """After a *trouble* that nobody foresaw: CampaignError where it comes from a row that says nothing any more."""
    if not is_sound(folder):
        raise damaged(folder / NAME, spoken_as("spoilt")) from trouble


def is_sound(folder: Path) -> bool:
    """Whether the register is there, can be read from end to end, and is not an empty one beside what has come in."""
    if not (folder / NAME).exists():
        return False
    try:
        with closing(connect(folder)) as connection, troubles(folder / NAME):
            connection.row_factory = sqlite3.Row
            spoilt = (row for table in tables_of(connection) for row in senseless_rows(connection, table))
            if any(spoilt) or not _accounts_say_something(connection, folder / NAME):
                return False
            return bool(connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")
    except CampaignError as trouble:
        if is_register_trouble(trouble):
            return False
        raise


def senseless_rows(connection: sqlite3.Connection, table: str) -> Iterator[int]:
    """Numbers, from 1, of the rows of one of ``schema.TABLES`` that cannot be read as what was written there."""
    kinds = {name: _KINDS[kind] for _, name, kind, *_ in connection.execute(f"PRAGMA table_info({table})")}
    for row in connection.execute(f"SELECT rowid AS place, * FROM {table}"):  # noqa: S608  (our own names)
        is_of_its_kind = all(isinstance(row[name], kind) for name, kind in kinds.items())
        if not is_of_its_kind or not _says_something(table, row):
            yield row["place"]


def _says_something(table: str, row: sqlite3.Row) -> bool:
    try:
        _READERS[table](row)
    except SENSELESS:
        return False
    return True


def _return_of(row: sqlite3.Row) -> None:
    listing.mark_of(row)
    if row["head"]:  # an older program wrote none
        decode_head(row["head"])
    records.whole_return_in(dict(row))


_KINDS: Mapping[str, tuple[type, ...]] = MappingProxyType({"TEXT": (str, NoneType), "INTEGER": (int, NoneType)})
"""What a column of that kind holds; SQLite lets anything in."""

_READERS: Mapping[str, Callable[[Any], object]] = MappingProxyType(
    {
        "dispatches": records.dispatch_of,
        "sendings": records.sending_of,
        "returns": _return_of,
        "decisions": records.decision_of,
        "publications": records.publication_of,
        "journal": records.journal_line_of,
    },
)


def _accounts_say_something(connection: sqlite3.Connection, path: Path) -> bool:
    """Likewise of what was merged. It names returns, which are listed from an index, and decisions: any will do."""
    decisions = [records.decision_of(row) for row in connection.execute("SELECT * FROM decisions")]
    try:
        read = partial(decode_account, returns=listing.arrivals(connection, path), decisions=decisions)
        for row in connection.execute("SELECT * FROM accounts"):
            decode_glance(row["glance"], row["respondent"], lambda _numbers: ())
            read(row["account"], row["respondent"])
    except SENSELESS:
        return False
    return True
