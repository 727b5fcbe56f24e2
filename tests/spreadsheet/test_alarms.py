"""One clock for all: each alarm rings once, in time, unless it was taken back."""

import threading
import time
from collections.abc import Iterator

import pytest

from qpv_xlsx.spreadsheet.isolation.alarms import Alarms

PATIENCE = 10  # seconds


@pytest.fixture
def alarms() -> Iterator[Alarms]:
    made = Alarms()
    yield made
    made.end()


def test_they_ring_in_the_order_in_which_they_are_due(alarms: Alarms) -> None:
    heard: list[str] = []
    last = threading.Event()
    alarms.put("late", 0.6, last.set)
    time.sleep(0.1)  # the clock is waiting for it
    alarms.put("middle", 0.3, lambda: heard.append("middle"))
    alarms.put("soon", 0.0, lambda: heard.append("soon"))
    assert last.wait(PATIENCE)
    assert heard == ["soon", "middle"]
    assert not any(alarms.take_back(who) for who in ("late", "middle", "soon"))


def test_what_is_taken_back_does_not_ring(alarms: Alarms) -> None:
    heard: list[str] = []
    after = threading.Event()
    alarms.put("never", 0.2, lambda: heard.append("never"))
    assert alarms.take_back("never")
    alarms.put("after", 0.4, after.set)
    assert after.wait(PATIENCE)
    assert not heard


def test_nothing_rings_at_the_end_and_no_thread_stays() -> None:
    before = set(threading.enumerate())
    alarms = Alarms()
    heard: list[str] = []
    alarms.put("late", 0.2, lambda: heard.append("late"))
    (clock,) = set(threading.enumerate()) - before
    alarms.end()
    clock.join(PATIENCE)
    time.sleep(0.3)
    assert not clock.is_alive()
    assert not heard
