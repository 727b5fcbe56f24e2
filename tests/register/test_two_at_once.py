"""Two programs in the same folder at the same moment, without the lock that commands hold: no double row, nothing lost.

``QPV_PAIRINGS=20 pytest tests/register/test_two_at_once.py`` plays every pairing twenty times.
"""

import multiprocessing
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from qpv_xlsx.campaigns.starters import load_template
from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.merging.ledger import Decision, Means, Post, Received, Resolution, Sending
from qpv_xlsx.domain.returned.answers import Origin, Outcome, Submission
from qpv_xlsx.register import JUDGED, Register, open_register
from qpv_xlsx.register.mending import mend
from qpv_xlsx.register.vault import fingerprint_of
from qpv_xlsx.tasks.incoming.refreshing import reading_fingerprint
from qpv_xlsx.tasks.recalled.ledgers import ledger_of

ROUNDS = int(os.environ.get("QPV_PAIRINGS", "2"))
NOW = datetime(2016, 3, 1, 9, tzinfo=UTC)
CAMPAIGN = load_template("paris-2015-2020")
READ = reading_fingerprint(CAMPAIGN)

Act = Callable[[Register, int], None]


def a_return(content: bytes, name: str, message: str, outcome: Outcome = Outcome.ACCEPTED) -> Received:
    origin = Origin(name=name, sha256=fingerprint_of(content), format="xlsx", respondent="EMP")
    return Received(
        sequence=0, submission=Submission(origin=origin, outcome=outcome), received=NOW, message_id=message
    )  # fmt: skip


def takes(name: str, message: str, outcome: Outcome = Outcome.ACCEPTED, fingerprint: str = READ) -> Act:
    def act(register: Register, rank: int) -> None:
        content = f"retour {rank}".encode()
        stored = register.keep(content, name)
        received = replace(a_return(content, name, message, outcome), stored=stored)
        register.record_return(received, fingerprint)

    return act


def takes_what_was_left(register: Register, _: int) -> None:
    for path in register.unrecorded_files():
        received = replace(a_return(path.read_bytes(), path.name[13:], ""), stored=path.name)
        register.record_return(received, READ)


def decides(register: Register, rank: int) -> None:
    question = Question(measure="EMP-01")
    register.decide(
        Decision(respondent="EMP", question=question, verdict=Resolution.SET, reason=str(rank), decided=NOW, value=1)
    )


def sends(register: Register, rank: int) -> None:
    register.record_sending(
        Sending(respondent="EMP", post=Post.REMINDER, means=Means.SMTP, sent=NOW, message_id=f"<{rank}>", recipients=())
    )


def looks(register: Register, _: int) -> None:
    ledger_of(CAMPAIGN, register, NOW)


COLLECTS = takes("retour.xlsx", "")
PAIRINGS: dict[str, tuple[Act, Act]] = {
    "the same file twice": (COLLECTS, COLLECTS),
    "under another name": (COLLECTS, takes("copie.xlsx", "")),
    "by mail and from a folder": (COLLECTS, takes("retour.xlsx", "<m@x.fr>")),
    "refused here and read there": (takes("retour.xlsx", "", Outcome.REJECTED, JUDGED), COLLECTS),
    "what was left": (COLLECTS, takes_what_was_left),
    "a decision": (COLLECTS, decides),
    "a message": (COLLECTS, sends),
    "two looks": (looks, looks),
}


def is_done(act: Act, register: Register, rank: int) -> bool:
    try:
        act(register, rank)
    except CampaignError as trouble:
        if trouble.code != "register_busy":
            raise
        return False
    return True


def play(folder: Path, name: str, side: int, barrier: Barrier) -> None:
    for rank in range(ROUNDS):
        with open_register(folder, author="essai") as register:
            barrier.wait(60)
            while not is_done(PAIRINGS[name][side], register, rank):
                pass  # a command would wait for the folder's lock
        barrier.wait(60)


@pytest.mark.parametrize("name", PAIRINGS)
def test_no_double_row_and_nothing_lost(tmp_path: Path, name: str) -> None:
    with open_register(tmp_path, author="essai"):
        pass
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(2)
    players = [context.Process(target=play, args=(tmp_path, name, side, barrier)) for side in (0, 1)]
    for player in players:
        player.start()
    for player in players:
        player.join(120)
    assert [player.exitcode for player in players] == [0, 0]
    with closing(sqlite3.connect(tmp_path / "registre.sqlite")) as connection:
        counts = connection.execute(
            "SELECT COUNT(*) FROM returns WHERE outcome <> 'ignored' GROUP BY sha256"
        ).fetchall()  # fmt: skip
        decisions = connection.execute("SELECT COUNT(*) FROM decisions").fetchone()
        sendings = connection.execute("SELECT COUNT(*) FROM sendings").fetchone()
    assert counts == [(1,)] * (0 if name == "two looks" else ROUNDS)
    assert decisions == (ROUNDS if name == "a decision" else 0,)
    assert sendings == (ROUNDS if name == "a message" else 0,)
    _assert_journal_agrees(tmp_path)


def _assert_journal_agrees(folder: Path) -> None:
    """The register made again from the journal is the same."""
    with open_register(folder) as register:
        before = register.returns(), register.decisions(), register.sendings()
    (folder / "registre.sqlite").unlink()
    if any(before):
        assert mend(folder, NOW) is not None
        with open_register(folder) as register:
            assert (register.returns(), register.decisions(), register.sendings()) == before
