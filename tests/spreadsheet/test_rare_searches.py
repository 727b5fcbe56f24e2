"""Python's search for objects that only know each other: rare while we work, as before afterwards."""

import gc

import pytest

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.isolation.rare_searches import searching_seldom
from qpv_xlsx.spreadsheet.isolation.running import run
from qpv_xlsx.tasks.running import spreading


def _thresholds(_: int) -> tuple[int, int, int]:
    return gc.get_threshold()


def test_a_piece_of_work_leaves_the_search_as_it_found_it() -> None:
    usual = gc.get_threshold()
    with searching_seldom():
        assert gc.get_threshold()[0] > usual[0]
    assert gc.get_threshold() == usual


def test_so_does_work_that_fails() -> None:
    usual = gc.get_threshold()
    with pytest.raises(RuntimeError, match="work"), searching_seldom():
        raise RuntimeError("work")
    assert gc.get_threshold() == usual


def test_a_worker_searches_as_often_as_ever() -> None:
    """What a hostile file leaves is not to wait beside the next one."""
    usual = gc.get_threshold()
    with searching_seldom():
        assert [result.value for result in run(_thresholds, range(2), Limits(), workers=1)] == [usual, usual]


def test_a_worker_that_writes_what_is_ours_searches_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreading, "usable_cores", lambda: 2)
    with searching_seldom():
        seldom = gc.get_threshold()
    assert set(spreading.spread(_thresholds, range(16), 16)) == {seldom}
