"""What a campaign says of its respondents is worked out once, however many returns are read with it.

Campaigns never change: the same object asks the same question. Only the latest answers are kept, until nobody needs them.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Generic, ParamSpec, Protocol, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
Thing = TypeVar("Thing")

_KEPT = 16  # answers of each question: each holds its campaign


class _Memory(Protocol):
    """What keeps answers."""

    def cache_clear(self) -> None:
        """Let go of them."""


Kept = TypeVar("Kept", bound=_Memory)
_memories: list[_Memory] = []


def forgettable(memory: Kept) -> Kept:
    """*memory*, which ``forget`` empties: its answers hold campaigns."""
    _memories.append(memory)
    return memory


def forget() -> None:
    """Let go of every answer, and thereby of campaigns that nobody else holds: a country's take memory that what follows needs."""
    for memory in _memories:
        memory.cache_clear()


class Same(Generic[Thing]):
    """An argument that is only equal to itself: comparing two campaigns would cost more than the answer."""

    __slots__ = ("one",)

    def __init__(self, one: Thing) -> None:
        self.one = one

    def __hash__(self) -> int:
        return id(self.one)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.one is other.one


def remembered(work_out: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """The same function, which gives its answer again to the same arguments, told by position. The answer is never changed."""

    @forgettable
    @lru_cache(maxsize=_KEPT)
    def answer(*asked: Same[Any]) -> Answer:
        return work_out(*(same.one for same in asked))  # type: ignore[call-arg]  # as they came

    @wraps(work_out)
    def remembering(*asked: Asked.args, **named: Asked.kwargs) -> Answer:
        if named:
            return work_out(*asked, **named)
        return answer(*map(Same, asked))

    return remembering
