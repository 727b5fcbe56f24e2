"""A program that is killed while it records: what it had said is there, the register and its journal tell the same.

QPV_KILLS=300 asks for more kills than the forty of every day.
"""

import os
import random
import signal
import sqlite3
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qpv_xlsx.domain.merging.ledger import Received
from qpv_xlsx.domain.returned.answers import Origin, Outcome, Submission
from qpv_xlsx.register import open_register
from qpv_xlsx.register.mending import mend
from qpv_xlsx.register.schema import TABLES
from qpv_xlsx.register.vault import fingerprint_of

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
KILLS = int(os.environ.get("QPV_KILLS", "40"))
TOLD = 8  # bytes of a number


def record_for_ever(folder: Path, first: int, together: int, pipe: int) -> None:
    """Keep and register returns one after the other, or several *together*, and say so after each time."""
    with open_register(folder, author="x") as register:
        for number in range(first, first + 10_000, together):
            numbers = range(number, number + together)
            contents = [one.to_bytes(TOLD, "big") for one in numbers]
            names = [f"retour {one}.xlsx" for one in numbers]
            if together == 1:
                register.record_return(arrival(contents[0], names[0], register.keep(contents[0], names[0])), "f")
            else:
                stored = register.keep_all(zip(contents, names, strict=True))
                with register.at_once(NOW):
                    for each in map(arrival, contents, names, stored):
                        register.record_return(each, "f")
            os.write(pipe, b"".join(contents))


def arrival(content: bytes, name: str, stored: str) -> Received:
    origin = Origin(name=name, sha256=fingerprint_of(content), format="xlsx", respondent="EMP")
    submission = Submission(origin=origin, outcome=Outcome.ACCEPTED)
    return Received(sequence=0, submission=submission, received=NOW, stored=stored)


def killed(folder: Path, first: int, together: int, seconds: float) -> list[int]:
    """Numbers that were said to be registered before the program was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            record_for_ever(folder, first, together, writing)
        finally:
            os._exit(1)
    os.close(writing)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    return [int.from_bytes(told[at : at + TOLD], "big") for at in range(0, len(told), TOLD)]


def rows_of(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(folder / "registre.sqlite")) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()  # noqa: S608  (our own names)
            for table in TABLES
        }


@pytest.mark.skipif(sys.platform != "linux", reason="needs fork and SIGKILL")
@pytest.mark.parametrize("together", [1, 7])
def test_what_was_said_is_there_after_every_kill(tmp_path: Path, together: int) -> None:
    chance = random.Random(17)
    said: list[int] = []
    for kill in range(KILLS):
        said += killed(tmp_path, kill * 10_000, together, chance.uniform(0.0, 0.2))
        with open_register(tmp_path) as register:
            numbers = [int(one.submission.origin.name[7:-5]) for one in register.returns()]
            assert set(said) <= set(numbers)
            assert len(numbers) == len(set(numbers)) <= len(said) + together * (kill + 1)
            assert all((tmp_path / "recus" / one.stored).is_file() for one in register.returns()[-9:])
    rows = rows_of(tmp_path)
    (tmp_path / "registre.sqlite").unlink()
    assert mend(tmp_path, NOW) is not None
    assert rows_of(tmp_path) == rows
    assert len(said) > KILLS // 2
    assert not list(tmp_path.glob("journal-ecarte*"))
