"""Python's search for objects that only know each other, made rarer while much is read or written.

It goes through all that is held after every 700 new objects, which is a fifth of the time of reading a return: a campaign's
catalogue alone is some ten thousand objects that stay. Little of ours refers to itself in a circle, so little waits for it.
Not in the workers that open what strangers send: a hostile file's objects would wait beside the next one's. Those that only
write what is ours search as seldom as this process: a workbook that is written leaves no circle (``Pen.finish``).
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (100_000, 10, 10)
"""New objects before a search among the young ones, such searches before one among the older, and those before one among all."""


@contextmanager
def searching_seldom() -> Iterator[None]:
    """Until the end of a long piece of work."""
    usual = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
