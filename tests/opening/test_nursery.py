"""Workers made of one process that has loaded what they need: as clean as those started alone, and ended as surely."""

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import Code
from qpv_xlsx.spreadsheet.isolation.running import Result, run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every worker is started alone")

ROOT = Path(__file__).parents[2]
QUICK = replace(Limits(), wall_seconds=3)
SHORT = replace(Limits(), cpu_seconds=1)
PATIENCE = 10  # seconds

T = TypeVar("T")

_loaded: list[str] = []


def load(word: str) -> None:
    _loaded.append(word)


def begin_a_thread() -> None:
    threading.Thread(target=time.sleep, args=[60], daemon=True).start()


def end_it() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def kinship(_: int) -> tuple[int, int, int, int]:
    """Wait a little, so that two workers are at it; own number, parent, group, session."""
    time.sleep(0.2)
    return os.getpid(), os.getppid(), os.getpgrp(), os.getsid(0)


def values(results: Sequence[Result[T]]) -> list[T]:
    found = [result.value for result in results if result.value is not None]
    assert len(found) == len(results), results
    return found


def is_there(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def assert_gone(processes: Sequence[int]) -> None:
    until = time.monotonic() + PATIENCE
    while any(map(is_there, processes)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not [one for one in processes if is_there(one)]


def test_workers_have_one_parent_and_each_its_own_group() -> None:
    found = values(list(run(kinship, range(4), Limits(), workers=2)))
    assert len({own for own, *_ in found}) == 2
    (parent,) = {parent for _, parent, *_ in found}
    assert parent != os.getpid()
    assert all(own == group == session for own, _, group, session in found)
    assert_gone([parent, *(own for own, *_ in found)])


@pytest.mark.parametrize(("items", "workers"), [pytest.param(1, 2, id="one item"), pytest.param(3, 1, id="one worker")])
def test_a_worker_alone_is_started_alone(items: int, workers: int) -> None:
    assert {parent for _, parent, *_ in values(list(run(kinship, range(items), Limits(), workers=workers)))} == {
        os.getpid()
    }


def loaded(_: int) -> list[str]:
    time.sleep(0.1)
    return _loaded


def test_what_workers_need_is_loaded_once_before_them() -> None:
    ready = partial(load, "ready")
    assert values(list(run(loaded, range(4), Limits(), workers=2, ready=ready))) == [["ready"]] * 4
    assert not _loaded


def test_what_cannot_be_loaded_hinders_nobody() -> None:
    ready: Callable[[], object] = partial(divmod, 1, 0)
    assert values(list(run(loaded, range(3), Limits(), workers=2, ready=ready))) == [[]] * 3


@pytest.mark.parametrize("ready", [begin_a_thread, end_it], ids=["a thread", "an end"])
def test_where_none_can_be_made_they_are_started(ready: Callable[[], object]) -> None:
    found = values(list(run(kinship, range(4), Limits(), workers=2, ready=ready)))
    assert {parent for _, parent, *_ in found} == {os.getpid()}


class Unpickled:
    """A function that knows how often it was carried into its process."""

    times = 0

    def __reduce__(self) -> tuple[Callable[[], "Unpickled"], tuple[()]]:
        return _carried, ()

    def __call__(self, _: int) -> int:
        return self.times


def _carried() -> Unpickled:
    Unpickled.times += 1
    return Unpickled()


@pytest.mark.parametrize("workers", [1, 2])
def test_the_function_is_carried_once(workers: int) -> None:
    assert values(list(run(Unpickled(), range(6), Limits(), workers=workers))) == [1] * 6


def refuse_to_be_carried() -> None:
    raise RuntimeError("not here")


class Uncarried:
    def __reduce__(self) -> tuple[Callable[[], None], tuple[()]]:
        return refuse_to_be_carried, ()

    def __call__(self, _: int) -> None:
        pytest.fail("never there")


@pytest.mark.parametrize("workers", [1, 2])
def test_a_function_that_cannot_be_carried_is_one_finding_each_time(workers: int) -> None:
    for result in run(Uncarried(), range(4), Limits(), workers=workers):
        assert result.finding is not None
        assert result.finding.facts == {"detail": "RuntimeError: not here"}


def misbehave(task: str) -> str:
    deeds: dict[str, Callable[[], object]] = {
        "abort": os.abort,
        "speak": _speak,
        "leave": lambda: os._exit(3),
        "killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
        "sleep": lambda: time.sleep(60),
        "spin": _spin,
        "devour": lambda: len(bytearray(2**31)),
        "orphan": lambda: os.kill(os.getppid(), signal.SIGKILL),
    }
    deeds.get(task, lambda: None)()
    return task.upper()


def _speak() -> None:
    print("last words")  # noqa: T201  (told by the worker)
    sys.stdout.flush()
    os.abort()


def _spin() -> None:
    while True:
        pass


@pytest.mark.parametrize(
    ("task", "code", "case", "told"),
    [
        ("abort", Code.F01, "crash", "SIGABRT"),
        ("speak", Code.F01, "crash", "SIGABRT"),
        ("leave", Code.F01, "crash", "exit 3"),
        ("killed", Code.F05, "memory", None),
        ("sleep", Code.F05, "wall_seconds", None),
        ("spin", Code.F05, "cpu_seconds", None),
        ("devour", Code.F05, "memory", None),
    ],
)
def test_an_end_is_told_as_of_any_other_worker(task: str, code: Code, case: str, told: str | None) -> None:
    limits = SHORT if task == "spin" else QUICK
    results = list(run(misbehave, ["one", task, "two", "three", task, "four"], limits, workers=2))
    assert [result.value for result in results] == ["ONE", None, "TWO", "THREE", None, "FOUR"]
    for result in (results[1], results[4]):
        assert result.finding is not None
        assert (result.finding.code, result.finding.case) == (code, case)
        assert result.finding.facts.get("detail") == told
        assert ("last words" in result.trace) is (task == "speak")


def test_the_end_of_the_nursery_hinders_nobody() -> None:
    items = ["one", "orphan", "two", "abort", "three", "killed", "four"]
    results = list(run(misbehave, items, QUICK, workers=2))
    assert [result.value for result in results] == ["ONE", "ORPHAN", "TWO", None, "THREE", None, "FOUR"]
    ends = [result.finding and (result.finding.case, result.finding.facts.get("detail")) for result in results]
    assert ends[3] in {("memory", None), ("crash", "SIGABRT")}  # nobody is left to say which
    assert ends[5] == ("memory", None)


def child_of_a_worker(place: str) -> int:
    child = subprocess.Popen(["sleep", "60"])
    Path(place).write_text(str(child.pid), "ascii")
    time.sleep(60)
    return 0


def test_what_a_worker_started_ends_with_it(tmp_path: Path) -> None:
    places = [str(tmp_path / name) for name in ("a", "b")]
    for result in run(child_of_a_worker, places, QUICK, workers=2):
        assert result.finding is not None
    assert_gone([int(Path(place).read_text("ascii")) for place in places])


def environment(_: int) -> tuple[str, ...]:
    return tuple(os.environ)


def test_no_secret_is_known_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QPV_MAIL_PASSWORD", "x")
    for names in values(list(run(environment, range(3), Limits(), workers=2))):
        assert "PATH" in names
        assert "QPV_MAIL_PASSWORD" not in names


def thresholds(_: int) -> tuple[int, int, int]:
    return gc.get_threshold()


def test_what_strangers_send_is_searched_as_often_as_ever() -> None:
    assert set(values(list(run(thresholds, range(4), Limits(), workers=2)))) == {gc.get_threshold()}


def peak(size: int) -> None:
    len(bytearray(size))


def test_a_worker_tells_its_own_memory() -> None:
    small, large, *_ = (result.peak for result in run(peak, [1, 200 * 2**20, 1, 1], Limits(), workers=2))
    assert small < 100 * 2**20 < large


_ENDLESS = """
import os, sys, time
from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.isolation.running import run
from tests.opening.test_nursery import say_and_sleep
list(run(say_and_sleep, [sys.argv[1]] * 2, Limits(), workers=2))
"""


def say_and_sleep(place: str) -> None:
    with Path(place).open("a", encoding="ascii") as file:
        file.write(f"{os.getpid()} {os.getppid()}\n")
    time.sleep(60)


def test_nothing_outlives_a_caller_who_is_killed(tmp_path: Path) -> None:
    place = tmp_path / "processes"
    caller = subprocess.Popen([sys.executable, "-c", _ENDLESS, str(place)], cwd=ROOT)
    until = time.monotonic() + PATIENCE
    while (not place.exists() or place.read_text("ascii").count("\n") < 2) and time.monotonic() < until:
        time.sleep(0.05)
    caller.kill()
    caller.wait()
    processes = [int(word) for word in place.read_text("ascii").split()]
    assert len(set(processes)) == 3
    assert_gone(processes)
