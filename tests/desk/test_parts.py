"""Works, leftovers, names of files: the desk's small parts."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qpv_xlsx.desk.leftovers import leftovers_of
from qpv_xlsx.desk.recent import Running, recent_campaigns, remember_campaign, running_desk, say_gone, say_running
from qpv_xlsx.desk.works import Phase, Work, Workshop
from qpv_xlsx.spreadsheet.file_names import portable_name

NOW = datetime(2026, 11, 26, tzinfo=UTC)


def test_a_place_does_one_work_at_a_time() -> None:
    workshop, gate = Workshop(), threading.Event()

    first = workshop.start("a", "x", lambda _: gate.wait(5), NOW)
    assert first is not None
    assert workshop.start("a", "x", lambda _: None, NOW) is None
    other = workshop.start("b", "x", lambda _: 1, NOW)
    assert other is not None
    gate.set()
    assert first.wait(5)
    assert other.wait(5)
    assert (first.phase, other.result) == (Phase.DONE, 1)
    assert not workshop.is_busy


def test_a_work_stops_at_its_next_word_and_keeps_what_it_did() -> None:
    started = threading.Event()

    def act(work: Work) -> None:
        for number in range(1000):
            work.result = number
            started.set()
            work.watch(number, 1000)
            threading.Event().wait(0.01)

    work = Workshop().start("a", "x", act, NOW)
    assert work is not None
    started.wait(5)
    work.stop()
    assert work.wait(5)
    assert work.phase is Phase.STOPPED
    assert work.result < 999


def test_a_work_that_fails_says_why() -> None:
    def act(_: Work) -> None:
        raise ValueError

    work = Workshop().start("a", "x", act, NOW)
    assert work is not None
    assert work.wait(5)
    assert work.phase is Phase.FAILED
    assert isinstance(work.trouble, ValueError)


@pytest.mark.parametrize(("asked", "phase"), [(True, Phase.STOPPED), (False, Phase.FAILED)])
def test_a_server_that_gives_up_after_a_stop_was_asked_is_no_failure(asked: bool, phase: Phase) -> None:  # noqa: FBT001  (a case)
    gate = threading.Event()

    def act(_: Work) -> None:
        gate.wait(5)
        raise TimeoutError

    work = Workshop().start("a", "login", act, NOW)
    assert work is not None
    if asked:
        work.stop()
        assert work.is_stopping
    gate.set()
    assert work.wait(5)
    assert work.phase is phase
    assert (work.trouble is None) is asked


def test_whoever_listens_late_hears_all_and_the_end() -> None:
    work = Workshop().start("a", "x", lambda one: one.tell({"kind": "a"}), NOW)
    assert work is not None
    assert work.wait(5)

    assert [event["kind"] for _, event in work.listen() if event] == ["a", "end"]


@pytest.mark.parametrize(
    ("name", "is_told"),
    [
        ("registre (copie en conflit).sqlite", True),
        ("campagne (1).xlsx", True),
        ("campagne-PC204.xlsx", True),
        ("decisions - Copie.xlsx", True),
        ("campagne-avant-20261126-101500.xlsx", False),
        ("campagne.xlsx", False),
        ("notes.xlsx", False),
    ],
)
def test_leftovers_of_clouds_are_noticed(tmp_path: Path, name: str, is_told: bool) -> None:  # noqa: FBT001  (a case)
    (tmp_path / name).touch()

    assert leftovers_of(tmp_path) == ((name,) if is_told else ())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Nantes 2026", "Nantes 2026"),
        ("CON", "_CON"),
        ("aux.xlsx", "_aux.xlsx"),
        ("COM¹", "_COM¹"),
        ("a/b\\c:d?", "a b c d"),
        ("fin. ", "fin"),
        ("...", ""),
        ("\x00\t", ""),
        ("CONTRAT", "CONTRAT"),
    ],
)
def test_names_suit_every_system(typed: str, kept: str) -> None:
    assert portable_name(typed) == kept


def test_recent_campaigns_come_back_the_latest_first_without_those_that_are_gone(tmp_path: Path) -> None:
    first, second, gone = (tmp_path / name for name in ("a", "b", "c"))
    for folder in (first, second, gone):
        folder.mkdir()
        remember_campaign(tmp_path / "home", folder, NOW)
    gone.rmdir()

    assert [one.folder for one in recent_campaigns(tmp_path / "home")] == [second, first]


def test_a_damaged_memory_is_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "campagnes.json").write_text("{", "utf-8")
    (tmp_path / "bureau.json").write_text('{"host": 1}', "utf-8")

    assert recent_campaigns(tmp_path) == ()
    assert running_desk(tmp_path) is None


def test_the_running_desk_is_forgotten_by_itself_only(tmp_path: Path) -> None:
    mine, other = Running(host="127.0.0.1:1", key="k", pid=1), Running(host="127.0.0.1:2", key="l", pid=2)
    say_running(tmp_path, mine)
    say_running(tmp_path, other)
    say_gone(tmp_path, mine)
    assert running_desk(tmp_path) == other
    say_gone(tmp_path, other)
    assert running_desk(tmp_path) is None
