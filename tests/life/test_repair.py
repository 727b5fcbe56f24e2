"""A register that is lost: nobody takes the folder for a new campaign, and ``repair`` makes it again as it was."""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.merging.ledger import Decision, Dispatch, Ledger, Sending
from qpv_xlsx.register import open_register
from qpv_xlsx.register.schema import TABLES
from qpv_xlsx.tasks.close import close_year
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.consolidate import consolidate
from qpv_xlsx.tasks.deciding.decisions_book import apply_decisions, write_open
from qpv_xlsx.tasks.deciding.ruling import Ruling
from qpv_xlsx.tasks.generate import generate, version_of
from qpv_xlsx.tasks.recalled.closed_years import refuse_if_closed
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.tasks.recalled.merged_register import MergedRegister
from qpv_xlsx.tasks.repair import repair
from qpv_xlsx.tasks.resolve import resolve, undo
from qpv_xlsx.tasks.send import send
from qpv_xlsx.tasks.status import read_status
from qpv_xlsx.workbook.master import write_master
from tests.life.test_decisions_workbook import write_yellow
from tests.life.test_year import live

Fill = Callable[..., bytes]
AUTHOR = "coordinatrice"
NOW = datetime(2016, 3, 1, 9, 0, tzinfo=UTC)
REGISTER, JOURNAL = "registre.sqlite", "journal.jsonl"


def rows_of(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that the register holds, what a repair says of itself apart."""
    with closing(sqlite3.connect(folder / REGISTER)) as connection:
        rows = {table: read(connection, table) for table in TABLES}
    rows["journal"] = [row[2:] for row in rows["journal"] if "repair" not in row]
    return rows


def read(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    return connection.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()  # noqa: S608  (our own names)


def ledger_in(folder: Path, now: datetime) -> Ledger:
    """All that a master is drawn from, besides the campaign."""
    with open_register(folder) as register:
        return ledger_of(load_campaign(folder), register, now)


def master_of(folder: Path, now: datetime) -> bytes:
    campaign, ledger = load_campaign(folder), ledger_in(folder, now)
    return write_master(campaign, ledger, assess(campaign, ledger), language="fr", created=now)


def received(folder: Path, tmp_path: Path, *contents: bytes) -> None:
    """Returns collected one after the other, whose files' dates then lie about their order."""
    for rank, content in enumerate(contents):
        path = tmp_path / f"retour {rank}.xlsx"
        path.write_bytes(content)
        collect(folder, [path], author=AUTHOR, now=NOW)
    for rank, path in enumerate(sorted((folder / "recus").iterdir())):
        os.utime(path, (1e9 - rank, 1e9 - rank))


def test_the_year_is_the_same_when_the_register_is_lost_after_each_act(
    prepared: Path, tmp_path: Path, fill: Fill, letter: Fill
) -> None:
    folder = Path(shutil.copytree(prepared, tmp_path / "paris-2015"))
    acts = []

    def lose(now: datetime) -> None:
        rows, ledger = rows_of(folder), ledger_in(folder, now)
        (folder / REGISTER).unlink()
        repair(folder, author=AUTHOR, now=now)
        assert rows_of(folder) == rows
        assert ledger_in(folder, now) == ledger
        acts.append(now)

    live(folder, tmp_path / "tray", fill, letter, lose)
    assert len(acts) == 8
    master = master_of(folder, acts[-1])
    (folder / REGISTER).unlink()
    repair(folder, author=AUTHOR, now=acts[-1])
    assert master_of(folder, acts[-1]) == master


@pytest.mark.parametrize("content", [pytest.param(None, id="missing"), pytest.param(b"", id="empty")])
@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda folder: consolidate(folder, target=None, now=NOW), id="consolidate"),
        pytest.param(lambda folder: list(generate(folder, only=(), now=NOW)), id="generate"),
        pytest.param(lambda folder: read_status(folder, now=NOW), id="status"),
        pytest.param(lambda folder: collect(folder, [folder / "recus"], author="", now=NOW), id="collect"),
        pytest.param(lambda folder: list(send(folder, only=(), author="", now=NOW)), id="send"),
    ],
)
def test_a_folder_that_lost_its_register_is_no_new_campaign(
    folder: Path, act: Callable[[Path], object], content: bytes | None
) -> None:
    (folder / "recus" / f"{'0' * 12}_retour.xlsx").write_bytes(b"PK")
    (folder / REGISTER).unlink()
    if content is not None:
        (folder / REGISTER).write_bytes(content)
    with pytest.raises(CampaignError) as refused:
        act(folder)
    assert refused.value.code == "register_lost"
    assert (refused.value.facts["returns"], refused.value.facts["workbooks"]) == (1, 9)
    assert not (folder / REGISTER).exists() or not (folder / REGISTER).stat().st_size


def test_the_register_of_a_closed_year_is_made_again_and_the_year_stays_closed(folder: Path) -> None:
    close_year(folder, reason="fin", author=AUTHOR, now=NOW)
    rows = rows_of(folder)
    (folder / REGISTER).unlink()
    late = folder / "recus" / f"{hashlib.sha256(b'tard').hexdigest()[:12]}_tard.xlsx"
    late.parent.mkdir(exist_ok=True)
    late.write_bytes(b"tard")
    os.utime(late, (1e9, 1e9))
    done = repair(folder, author=AUTHOR, now=NOW)
    assert (done.is_sound, done.returns, done.workbooks) == (False, 0, 0)
    assert rows_of(folder) == rows
    with pytest.raises(CampaignError):
        refuse_if_closed(folder)


def test_an_empty_register_of_another_program_is_refused_too(folder: Path) -> None:
    """Made by version 1.0.0, or on a machine that did not see the files yet."""
    (folder / JOURNAL).unlink()
    (folder / REGISTER).unlink()
    with open_register(folder.parent):
        pass
    shutil.move(folder.parent / REGISTER, folder / REGISTER)
    with pytest.raises(CampaignError) as refused:
        read_status(folder, now=NOW)
    assert refused.value.code == "register_lost"


def test_a_stopped_first_collection_is_not_a_loss(tmp_path: Path) -> None:
    with open_register(tmp_path, author=AUTHOR) as register:
        register.keep(b"PK", "retour.xlsx")
    with open_register(tmp_path) as register:
        assert [path.name[13:] for path in register.unrecorded_files()] == ["retour.xlsx"]


def test_without_a_journal_what_is_left_is_enough_to_go_on(folder: Path, tmp_path: Path, fill: Fill) -> None:
    received(folder, tmp_path, fill("EMP", {"EMP-01": 0.18}))
    versions = {(one.respondent, one.version, one.fingerprint) for one in dispatches(folder)}
    (folder / JOURNAL).unlink()
    (folder / REGISTER).unlink()
    done = repair(folder, author=AUTHOR, now=NOW)
    assert (done.is_sound, done.acts, done.returns, done.workbooks) == (False, 0, 1, 9)
    assert {(one.respondent, one.version, one.fingerprint) for one in dispatches(folder)} == versions
    assert [made.version for made in generate(folder, only=("EMP",), now=NOW)] == [1]


@pytest.fixture
def decided(folder: Path, tmp_path: Path, fill: Fill) -> Path:
    """Two returns that disagree, settled by workbook; a decision by hand, undone; a note; a choice that waits in its row."""
    received(
        folder,
        tmp_path,
        fill("CUL", {"CUL-01": 0.41, ("CUL-01", "Commentaire"): "premier"}),
        fill("CUL", {"CUL-01": 0.37, ("CUL-01", "Situation"): "Définitif"}),
        fill("JUS", {"JUS-04": "beaucoup", "JUS-02-a": "peu"}),
    )
    resolve(folder, Ruling(measure="EMP-01", value="17 %", reason="appel"), author="M. B", now=NOW)
    undo(folder, Ruling(measure="EMP-01", reason="erreur"), author="M. B", now=NOW + timedelta(hours=1))
    write_open(folder, language="fr", now=NOW + timedelta(hours=2))
    book = folder / "decisions.xlsx"
    long = "appel  du 3 mars\n" * 3000  # more than a cell holds
    write_yellow(book, {"CUL/CUL-01": {"Décision": "retenir A", "Motif": "appel"}})
    write_yellow(book, {"JUS/JUS-04": {"Décision": "autre valeur", "Valeur": "12", "Motif": "_x0041_ « = »"}})
    write_yellow(book, {"EMP-01": {"Commentaire pour le comité": "À revoir en mai."}}, "Comité")
    apply_decisions(folder, [book], language="fr", author=AUTHOR, now=NOW + timedelta(days=1))
    resolve(folder, Ruling(measure="INT-03", value="9 %", reason=long), author=AUTHOR, now=NOW + timedelta(days=2))
    write_open(folder, language="fr", now=NOW + timedelta(days=2))
    return folder


def decisions_in(folder: Path) -> tuple[Decision, ...]:
    with open_register(folder) as register:
        return register.decisions()


def test_decisions_taken_by_workbook_come_back_with_the_register(decided: Path) -> None:
    moment = NOW + timedelta(days=3)
    rows, master = rows_of(decided), master_of(decided, moment)
    (decided / REGISTER).unlink()
    repair(decided, author=AUTHOR, now=moment)
    assert rows_of(decided) == rows
    assert master_of(decided, moment) == master


def test_without_a_journal_the_decisions_are_those_of_the_workbook(decided: Path) -> None:
    moment, before = NOW + timedelta(days=3), decisions_in(decided)
    entries = ledger_in(decided, moment).accounts["CUL"].entries
    waiting = {"JUS/JUS-02-a": {"Décision": "autre valeur", "Valeur": "5", "Motif": "courriel"}}
    write_yellow(decided / "decisions.xlsx", waiting)
    (decided / REGISTER).unlink()
    (decided / JOURNAL).unlink()
    done = repair(decided, author="M. C", now=moment)
    assert decisions_in(decided) == before
    assert (done.decisions, done.unread) == (len(before), None)
    assert write_open(decided, language="fr", now=moment).is_kept  # what nobody has read still waits
    kept = ledger_in(decided, moment).accounts["CUL"].entries
    assert {asked: entry.answer.value for asked, entry in kept.items()} == {
        asked: entry.answer.value for asked, entry in entries.items()
    }


def test_a_decision_after_a_damaged_line_of_the_journal_is_found_in_the_workbook(decided: Path) -> None:
    before = decisions_in(decided)
    lines = (decided / JOURNAL).read_bytes().splitlines(keepends=True)
    (decided / JOURNAL).write_bytes(b"".join([*lines[:-1], lines[-1].replace(b"0.09", b"0.99")]))
    (decided / REGISTER).unlink()
    assert repair(decided, author="M. C", now=NOW + timedelta(days=3)).decisions == 1
    assert decisions_in(decided) == before


def test_a_workbook_of_decisions_that_cannot_be_read_is_told(decided: Path) -> None:
    (decided / "decisions.xlsx").write_bytes(b"PK")
    (decided / REGISTER).unlink()
    (decided / JOURNAL).unlink()
    done = repair(decided, author="M. C", now=NOW + timedelta(days=3))
    assert done.unread is not None
    assert done.unread.code == "decisions_unreadable"
    assert (decided / "decisions.xlsx").read_bytes() == b"PK"


def dispatches(folder: Path) -> tuple[Dispatch, ...]:
    with open_register(folder) as register:
        return register.dispatches()


def test_a_version_that_was_answered_is_never_given_again(folder: Path, tmp_path: Path, fill: Fill) -> None:
    received(folder, tmp_path, fill("EMP", {"EMP-01": 0.18}))
    shutil.rmtree(folder / "a_envoyer")
    (folder / JOURNAL).unlink()
    (folder / REGISTER).unlink()
    repair(folder, author=AUTHOR, now=NOW)
    assert [made.version for made in generate(folder, only=("EMP",), now=NOW)] == [2]


def test_a_sound_register_is_left_as_it_is(folder: Path) -> None:
    before = (folder / REGISTER).read_bytes(), (folder / JOURNAL).read_bytes()
    assert repair(folder, author=AUTHOR, now=NOW).is_sound
    assert ((folder / REGISTER).read_bytes(), (folder / JOURNAL).read_bytes()) == before


def test_a_damaged_register_is_kept_beside_the_new_one(folder: Path, tmp_path: Path, fill: Fill) -> None:
    received(folder, tmp_path, fill("EMP", {"EMP-01": 0.18}), fill("EMP", {"EMP-01": 0.2}))
    rows = rows_of(folder)
    (folder / REGISTER).write_bytes(b"damaged" * 1000)
    with pytest.raises(CampaignError, match="register_damaged"):
        read_status(folder, now=NOW)
    done = repair(folder, author=AUTHOR, now=NOW)
    assert done.kept is not None
    assert done.kept.read_bytes().startswith(b"damaged")
    assert rows_of(folder) == rows


@pytest.mark.parametrize("journal", [True, False], ids=["with its journal", "alone"])
def test_a_text_that_is_none_any_more_is_damage(folder: Path, tmp_path: Path, fill: Fill, *, journal: bool) -> None:
    """SQLite does not look at what texts say: the disk was blamed, and *repair* found nothing to do."""
    received(folder, tmp_path, fill("EMP", {"EMP-01": 0.18}), fill("EMP", {"EMP-01": 0.2}))
    rows = rows_of(folder)
    with closing(sqlite3.connect(folder / REGISTER)) as connection, connection:
        connection.execute("UPDATE returns SET sender = CAST(x'ff41' AS TEXT) WHERE sequence = 1")
    if not journal:
        (folder / JOURNAL).unlink()
    with pytest.raises(CampaignError, match="register_damaged"), open_register(folder) as register:
        register.returns()
    assert repair(folder, author=AUTHOR, now=NOW).kept is not None
    if journal:
        assert rows_of(folder) == rows
    else:
        with open_register(folder) as register:
            assert len(register.returns()) == len(rows["returns"])


SPOILT = {
    "a word": "UPDATE returns SET outcome = 'acceptee' WHERE sequence = 1",
    "a day": "UPDATE decisions SET decided = '2016-o3-01'",
    "what a return holds": "UPDATE returns SET submission = substr(submission, 2) WHERE sequence = 1",
    "the name of a field": "UPDATE returns SET submission = replace(submission, 'origin', 'origyn') WHERE sequence = 1",
    "its head": "UPDATE returns SET head = replace(head, 'sha256', 'sha2S6') WHERE sequence = 1",
    "a number": "UPDATE returns SET received = 3 WHERE sequence = 1",
    "a word for a number": "UPDATE dispatches SET version = 'un'",
    "the journal": "UPDATE journal SET moment = '' WHERE sequence = 1",
    "what was merged": "UPDATE accounts SET account = replace(account, 'entries', 'entryes')",
    "what was merged, in short": "UPDATE accounts SET glance = substr(glance, 2)",
}


@pytest.mark.parametrize("journal", [True, False], ids=["with its journal", "alone"])
@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_row_that_says_nothing_any_more_is_damage(
    folder: Path, tmp_path: Path, fill: Fill, spoil: str, *, journal: bool
) -> None:
    """It was « Erreur interne », and *repair* found nothing to do."""
    received(folder, tmp_path, fill("EMP", {"EMP-01": 0.18}), fill("EMP", {"EMP-01": 0.2}))
    resolve(folder, Ruling(measure="EMP-02", value="17 %", reason="appel"), author=AUTHOR, now=NOW)
    read_status(folder, now=NOW)  # what was merged is kept
    rows = rows_of(folder)
    with closing(sqlite3.connect(folder / REGISTER)) as connection, connection:
        assert connection.execute(spoil).rowcount
    if not journal:
        (folder / JOURNAL).unlink()
    with pytest.raises(CampaignError, match="register_damaged"):
        look_everywhere(folder)
    assert repair(folder, author=AUTHOR, now=NOW).kept is not None
    look_everywhere(folder)
    if journal:
        assert rows_of(folder) == rows


def look_everywhere(folder: Path) -> None:
    """All that commands read of a register."""
    read_status(folder, now=NOW)
    with open_register(folder) as register:
        assert [list(one.submission.answers) for one in (*register.returns(), *register.arrivals())]
        register.journal()
        version_of(register.dispatches(), "")
        MergedRegister(load_campaign(folder), register, NOW).accounts()


def test_a_bug_is_not_taken_for_damage(folder: Path) -> None:
    with pytest.raises(ValueError, match="ours"), open_register(folder):
        raise ValueError("ours")


def test_a_damaged_journal_is_followed_as_far_as_it_can_be(folder: Path, tmp_path: Path, fill: Fill) -> None:
    received(folder, tmp_path, fill("EMP", {"EMP-01": 0.18}))
    resolve(folder, Ruling(measure="EMP-01", value="17 %", reason="appel"), author=AUTHOR, now=NOW)
    lines = (folder / JOURNAL).read_bytes().splitlines(keepends=True)
    forged = lines[-1].replace(b"0.17", b"0.99")
    assert forged != lines[-1]
    (folder / JOURNAL).write_bytes(b"".join([*lines[:-1], forged]))
    (folder / REGISTER).unlink()
    repair(folder, author=AUTHOR, now=NOW)
    with open_register(folder) as register:
        assert (len(register.returns()), register.decisions()) == (1, ())
    assert len(list(folder.glob("journal-ecarte-*.jsonl"))) == 1
    (folder / REGISTER).unlink()
    repair(folder, author=AUTHOR, now=NOW)
    with open_register(folder) as register:
        assert len(register.returns()) == 1


def test_an_act_that_only_the_journal_has_is_done_in_the_register(folder: Path, tmp_path: Path, fill: Fill) -> None:
    """The machine stopped between the two."""
    former = (folder / REGISTER).read_bytes()
    received(folder, tmp_path, fill("EMP", {"EMP-01": 0.18}))
    rows = rows_of(folder)
    (folder / REGISTER).write_bytes(former)
    read_status(folder, now=NOW)
    assert rows_of(folder) == rows


def test_an_act_that_was_not_written_to_its_end_is_dropped(folder: Path) -> None:
    whole = (folder / JOURNAL).read_bytes()
    (folder / JOURNAL).write_bytes(whole + whole[: len(whole) // 7].splitlines()[-1][:40])
    with open_register(folder, author=AUTHOR) as register:
        register.note("export", "x", NOW)
        acts = len(register.journal())
    (folder / REGISTER).unlink()
    assert repair(folder, author=AUTHOR, now=NOW).acts == acts


def test_a_register_without_a_journal_gets_one_at_its_first_act(folder: Path, tmp_path: Path, fill: Fill) -> None:
    received(folder, tmp_path, fill("EMP", {"EMP-01": 0.18}))
    (folder / JOURNAL).unlink()
    with open_register(folder, author=AUTHOR) as register:
        register.note("export", "x", NOW)
    rows = rows_of(folder)
    (folder / REGISTER).unlink()
    repair(folder, author=AUTHOR, now=NOW)
    assert rows_of(folder) == rows


def test_who_wrote_is_still_known(folder: Path) -> None:
    list(send(folder, only=("EMP",), author=AUTHOR, now=NOW))
    (folder / REGISTER).unlink()
    repair(folder, author=AUTHOR, now=NOW)
    with open_register(folder) as register:
        sendings: tuple[Sending, ...] = register.sendings()
    assert [sending.respondent for sending in sendings] == ["EMP"]


@pytest.mark.parametrize("harm", ["removed", "changed", "doubled"])
def test_a_journal_that_was_touched_is_told_at_its_line(folder: Path, tmp_path: Path, fill: Fill, harm: str) -> None:
    received(folder, tmp_path, fill("EMP", {"EMP-01": 0.18}))
    resolve(folder, Ruling(measure="EMP-01", value="17 %", reason="appel"), author=AUTHOR, now=NOW)
    lines = (folder / JOURNAL).read_bytes().splitlines(keepends=True)
    touched = {
        "removed": [lines[0], *lines[2:]],
        "changed": [lines[0], lines[1].replace(b'"', b"'", 1), *lines[2:]],
        "doubled": [lines[0], lines[0], *lines[1:]],
    }[harm]
    (folder / JOURNAL).write_bytes(b"".join(touched))
    (folder / REGISTER).unlink()

    done = repair(folder, author=AUTHOR, now=NOW)

    assert done.broken == 2
    assert done.journal is not None
    assert done.journal.read_bytes() == b"".join(touched)


def test_a_last_line_that_was_cut_is_no_broken_journal(folder: Path, tmp_path: Path, fill: Fill) -> None:
    received(folder, tmp_path, fill("EMP", {"EMP-01": 0.18}))
    (folder / JOURNAL).write_bytes((folder / JOURNAL).read_bytes()[:-9])
    (folder / REGISTER).unlink()

    assert repair(folder, author=AUTHOR, now=NOW).broken is None
