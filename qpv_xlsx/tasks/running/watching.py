"""How a long task tells how far it is, without knowing who listens."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

Watch = Callable[[int, int], None]
"""Told (done, total) now and then; the total may grow."""


def unwatched(done: int, total: int) -> None:
    """Nobody listens."""
    del done, total


def watched(items: Iterable[T], total: int, watch: Watch) -> Iterator[T]:
    """*items*, while *watch* is told of each when the next is asked for. More than *total* may come."""
    watch(0, total)
    for done, item in enumerate(items, start=1):
        yield item
        watch(done, max(done, total))
