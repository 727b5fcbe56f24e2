"""What happens in a worker stays in a worker: one finding for the item, and the others go on."""

import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import Code
from qpv_xlsx.messages.sentences import Names, sentence
from qpv_xlsx.messages.wordbook import LANGUAGES
from qpv_xlsx.spreadsheet.isolation.running import run

PATIENT = replace(Limits(), cpu_seconds=1)
QUICK = replace(Limits(), wall_seconds=3)


def misbehave(task: str) -> str:
    """Do what hostile files make parsers do."""
    deeds: dict[str, Callable[[], Any]] = {
        "abort": os.abort,
        "leave": lambda: os._exit(3),
        "exit": lambda: sys.exit(3),
        "raise": lambda: 1 / 0,
        "sleep": lambda: time.sleep(60),
        "spin": _spin,
        "devour": lambda: len(bytearray(2**31)),
        "print": lambda: print("noise"),  # noqa: T201  (the noise is the case)
        "read": lambda: sys.stdin.read(),  # noqa: PLW0108  (the worker’s own, at the time)
    }
    deeds.get(task, lambda: None)()
    return task.upper()


def _spin() -> None:
    while True:
        pass


def test_results_come_in_the_order_of_the_items() -> None:
    words = [f"w{number}" for number in range(20)]
    assert [result.value for result in run(misbehave, words, Limits(), workers=2)] == [word.upper() for word in words]


@pytest.mark.parametrize("quiet", ["print", "read"])
def test_standard_streams_of_a_worker_are_not_ours(quiet: str) -> None:
    assert [result.value for result in run(misbehave, [quiet, "fine"], QUICK, workers=1)] == [quiet.upper(), "FINE"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits the time on the clock only")
@pytest.mark.parametrize(
    ("task", "code", "case"),
    [
        pytest.param("abort", Code.F01, "crash", id="an abort"),
        pytest.param("leave", Code.F01, "crash", id="a library that exits"),
        pytest.param("exit", Code.F01, "crash", id="a library that asks Python to exit"),
        pytest.param("raise", Code.F01, "crash", id="a bug"),
        pytest.param("sleep", Code.F05, "wall_seconds", id="a hang"),
        pytest.param("spin", Code.F05, "cpu_seconds", id="endless computing"),
        pytest.param("devour", Code.F05, "memory", id="two gigabytes"),
    ],
)
def test_trouble_is_one_finding_and_the_others_go_on(task: str, code: Code, case: str) -> None:
    limits = PATIENT if task == "spin" else QUICK
    before, trouble, after = run(misbehave, ["before", task, "after"], limits, workers=1)
    assert (before.value, after.value) == ("BEFORE", "AFTER")
    assert trouble.value is None
    assert trouble.finding is not None
    assert (trouble.finding.code, trouble.finding.case) == (code, case)
    for language in LANGUAGES:
        assert sentence(trouble.finding, language, Names()).message


def test_a_bug_leaves_its_traceback() -> None:
    (result,) = run(misbehave, ["raise"], QUICK)
    assert "ZeroDivisionError" in result.trace


@pytest.mark.skipif(sys.platform == "win32", reason="process groups")
def test_nothing_outlives_a_caller_who_stops_listening() -> None:
    results = run(_own_process, range(3), Limits(), workers=1)
    first = next(results)
    results.close()  # type: ignore[attr-defined]  # a generator
    assert first.value is not None
    with pytest.raises(ProcessLookupError):
        os.kill(first.value, signal.SIG_DFL)


def _own_process(_item: int) -> int:
    return os.getpid()
