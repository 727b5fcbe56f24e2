"""Memory that is free, given back to the system before much more is asked for: what came from workers leaves holes."""

import ctypes
from contextlib import suppress


def give_back_memory() -> None:
    """Where the C library can (glibc); elsewhere it does so on its own, or not at all."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
