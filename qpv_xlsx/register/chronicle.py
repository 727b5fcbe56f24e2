"""``journal.jsonl``: every act of a campaign on one line, append only, each line bound to the one before by a hash.

The register can be rebuilt from it exactly. A line is the JSON of an act with ``before``, the hash of the line before,
and at its end ``hash``: the SHA-256 of that JSON without it.
"""

import hashlib
import json
import os
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qpv_xlsx.spreadsheet.files import flush

NAME = "journal.jsonl"
STATE = "state"
"""The act of lines that hold the whole register as it stood: the first of them, « about » empty, forgets what was before."""

_HASH_LENGTH = 64
_SEAL = ',"hash":"'
_TAIL = len(_SEAL) + _HASH_LENGTH + len('"}\n')
_LONG = 2000  # characters of a text from which it is compressed

Cells = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalMark:
    """How far a journal goes: the *hash* of its last line, and its *size* in bytes. -1: it has not been begun."""

    hash: str
    size: int


EMPTY = JournalMark(hash="", size=0)
UNBEGUN = JournalMark(hash="", size=-1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A row added to *table*; where *where* is given, rows that bear those values get the *cells* instead."""

    table: str
    cells: Cells
    where: Cells = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One line. *number*: of the row it leaves in the register's own journal. *schema*: of the register that did it."""

    schema: int
    number: int
    moment: str
    author: str
    act: str
    about: str
    changes: tuple[Change, ...]


def mark_of(path: Path) -> JournalMark:
    """How far the file goes; a last line that was not written whole is left out."""
    if not path.exists():
        return EMPTY
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _TAIL))
        tail = file.read()
    return JournalMark(hash=_sealed(tail), size=size)


def is_at(path: Path, mark: JournalMark) -> bool:
    """Whether the first *mark.size* bytes of the file end with the line of that hash."""
    if mark.size <= 0:
        return mark == EMPTY
    if not path.exists() or path.stat().st_size < mark.size:
        return False
    with path.open("rb") as file:
        file.seek(max(0, mark.size - _TAIL))
        return _sealed(file.read(min(_TAIL, mark.size))) == mark.hash


def is_damaged_after(path: Path, mark: JournalMark) -> bool:
    """Whether whole lines that cannot be followed come after *mark*; one that was not written to its end is no damage."""
    if not path.exists():
        return False
    with path.open("rb") as file:
        file.seek(max(mark.size, 0))
        return any(line.endswith(b"\n") for line in file)


def broken_line(path: Path) -> int | None:
    """The first whole line that does not follow from the one before; 1 is the first. None: all do."""
    followed, mark = 0, EMPTY
    for followed, (_, mark) in enumerate(read(path), start=1):  # noqa: B007  (the last ones are wanted)
        pass
    return followed + 1 if is_damaged_after(path, mark) else None


def append(path: Path, act: Act, mark: JournalMark) -> JournalMark:
    """Write the line of *act* after *mark*, durably, and tell the new end. What lies beyond *mark* is an unfinished line."""
    return append_all(path, (act,), mark)


def append_all(path: Path, acts: Iterable[Act], mark: JournalMark) -> JournalMark:
    """The same for several, the drive being waited for once."""
    with path.open("r+b" if path.exists() else "xb") as file:
        file.truncate(mark.size)
        file.seek(mark.size)
        for act in acts:
            line = _line(act, mark.hash)
            file.write(line)
            mark = JournalMark(hash=_sealed(line), size=mark.size + len(line))
        file.flush()
        flush(file.fileno(), path)
    return mark


def read(path: Path, mark: JournalMark = EMPTY) -> Iterator[tuple[Act, JournalMark]]:
    """Acts after *mark*, each with the mark of its end. Stops before the first line that does not follow from the one before."""
    if not path.exists():
        return
    with path.open("rb") as file:
        file.seek(mark.size)
        for line in file:
            act = _act(line, mark.hash)
            if act is None:
                return
            mark = JournalMark(hash=_sealed(line), size=mark.size + len(line))
            yield act, mark


def _line(act: Act, before: str) -> bytes:
    document = {
        "schema": act.schema,
        "number": act.number,
        "moment": act.moment,
        "author": act.author,
        "act": act.act,
        "about": act.about,
        "changes": [_encoded(change) for change in act.changes],
        "before": before,
    }
    body = json.dumps(document, separators=(",", ":"))
    return f'{body[:-1]}{_SEAL}{_hash(body)}"}}\n'.encode()


def _act(line: bytes, before: str) -> Act | None:
    """The act of a line; None: it is damaged, or does not come after *before*."""
    body = line[:-_TAIL] + b"}"
    try:
        if hashlib.sha256(body).hexdigest() != _sealed(line):
            return None
        document = json.loads(body)
        changes = tuple(map(_decoded, document.pop("changes")))
        return Act(changes=changes, **document) if document.pop("before") == before else None
    except (ValueError, KeyError, TypeError):
        return None


def _sealed(tail: bytes) -> str:
    """The hash that the line ending here bears; a line that is not whole: empty."""
    seal = tail[-_TAIL:]
    is_whole = seal.startswith(_SEAL.encode()) and seal.endswith(b'"}\n')
    return seal[len(_SEAL) : -3].decode("ascii", "replace") if is_whole else ""


def _hash(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def _encoded(change: Change) -> dict[str, Any]:
    cells = {name: _packed(value) for name, value in change.cells.items()}
    where = {"where": dict(change.where)} if change.where else {}
    return {"table": change.table, "cells": cells, **where}


def _decoded(document: Mapping[str, Any]) -> Change:
    cells = {name: _unpacked(value) for name, value in document["cells"].items()}
    return Change(table=document["table"], cells=cells, where=document.get("where", {}))


def _packed(value: str | int | None) -> Any:  # noqa: ANN401  (whatever JSON holds)
    """A long text compressed: a reading is eight times smaller so."""
    if not isinstance(value, str) or len(value) < _LONG:
        return value
    from isal import isal_zlib  # five times as quick as the standard library, which reads it all the same

    return {"zlib": b64encode(isal_zlib.compress(value.encode())).decode()}


def _unpacked(value: Any) -> str | int | None:  # noqa: ANN401  (whatever JSON holds)
    plain: str | int | None = zlib.decompress(b64decode(value["zlib"])).decode() if isinstance(value, dict) else value
    return plain
