"""What was read, some at once: one wait for the drive serves several, and nobody waits long to see how far it is."""

from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from typing import TypeVar

T = TypeVar("T")

_MOST = 16  # in a batch
_HEAVIEST = 8 * 2**20  # bytes that wait in one
_LONGEST = 0.5  # seconds that the first one waits, as soon as another one comes


def batches(items: Iterable[T], weight: Callable[[T], int | None]) -> Iterator[list[T]]:
    """All *items*, in order. *weight*: bytes that one holds; None: its batch ends with it."""
    some: list[T] = []
    total, since = 0, 0.0
    for item in items:
        since = since if some else monotonic()
        weighs = weight(item)
        some.append(item)
        total += weighs or 0
        if weighs is None or len(some) >= _MOST or total >= _HEAVIEST or monotonic() - since >= _LONGEST:
            yield some
            some, total = [], 0
    if some:
        yield some
