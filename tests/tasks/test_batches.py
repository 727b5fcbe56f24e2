"""Batches: every item once, in order; no more waits than may."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qpv_xlsx.tasks.incoming import batches as module
from qpv_xlsx.tasks.incoming.batches import batches

weights = st.lists(st.none() | st.integers(0, 5 * 2**20), max_size=100)


@given(weights)
def test_everything_comes_once_in_order_and_little_waits(those: list[int | None]) -> None:
    found = list(batches(those, lambda weight: weight))
    assert [weight for some in found for weight in some] == those
    for some in found:
        assert 0 < len(some) <= 16
        assert None not in some[:-1]
        assert sum(weight or 0 for weight in some[:-1]) < 8 * 2**20


@given(weights)
def test_a_batch_ends_only_where_it_must(those: list[int | None]) -> None:
    for some in list(batches(those, lambda weight: weight))[:-1]:
        assert some[-1] is None or len(some) == 16 or sum(weight or 0 for weight in some) >= 8 * 2**20


def test_what_comes_slowly_does_not_wait_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = 0.0

    def slowly() -> Iterator[int]:
        nonlocal clock
        for number in range(6):
            clock += 0.2
            yield number

    monkeypatch.setattr(module, "monotonic", lambda: clock)
    assert list(batches(slowly(), lambda _: 0)) == [[0, 1, 2, 3], [4, 5]]
