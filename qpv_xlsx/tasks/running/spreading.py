"""Our own work spread over processes, or over a cluster, without a change in what comes out."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.isolation.rare_searches import searching_seldom
from qpv_xlsx.spreadsheet.isolation.running import is_elsewhere, run, run_alone, usable_cores

T = TypeVar("T")
R = TypeVar("R")

_HOURS = 4 * 3600
_OWN_LIMITS = Limits(
    memory=8 * 2**30, cpu_seconds=_HOURS, wall_seconds=_HOURS
)  # our own work is only kept from hanging
_WORTH_A_PROCESS = 16  # jobs; a worker takes as long to start as some workbooks to write


def spread(
    function: Callable[[T], R], items: Iterable[T], count: int, ready: Callable[[], object] | None = None
) -> Iterator[R]:
    """What *function* makes of each item, in order. *count*: how many there are; few are not worth a process.

    *function* and items are pickled. *ready*: loads what all processes need. What another process could not do is done here, where its trouble can be told.
    """
    if not is_elsewhere() and (count < _WORTH_A_PROCESS or usable_cores() == 1):
        yield from map(function, items)
        return
    given: deque[T] = deque()

    def noted() -> Iterator[T]:
        for item in items:
            given.append(item)
            yield item

    for result in run(partial(_seldom_searched, function), noted(), _OWN_LIMITS, ready=ready):
        item = given.popleft()
        yield function(item) if result.value is None else result.value


def apart(function: Callable[[T], R], item: T) -> R:
    """What *function* makes of one item in a process of its own, with which its memory goes; done here where it cannot be there."""
    result = run_alone(partial(_seldom_searched, function), item, _OWN_LIMITS)
    return function(item) if result.value is None else result.value


def _seldom_searched(function: Callable[[T], R], item: T) -> R:
    """In a worker that opens nothing of a stranger's: what it holds is ours, and stays."""
    with searching_seldom():
        return function(item)
