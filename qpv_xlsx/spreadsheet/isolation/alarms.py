"""One clock for all workers: what is not done in time is told so. A thread for each job would cost more than most of what it waits for."""

import threading
from collections.abc import Callable, Hashable
from math import inf
from time import monotonic


class Alarms:
    """Calls that are due after some seconds, unless they are taken back. Made from one thread more, as long as there is a first one."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._due: dict[Hashable, tuple[float, Callable[[], None]]] = {}
        self._next = inf  # when the thread looks again, unless it is told to
        self._thread: threading.Thread | None = None
        self._is_over = False

    def put(self, who: Hashable, seconds: float, ring: Callable[[], None]) -> None:
        """Have *ring* called in *seconds*. It must not take long."""
        due = monotonic() + seconds
        with self._changed:
            self._due[who] = due, ring
            if self._thread is None:
                self._thread = threading.Thread(target=self._watch, daemon=True)
                self._thread.start()
            elif due < self._next:
                self._changed.notify()

    def take_back(self, who: Hashable) -> bool:
        """From now on, that of *who* is not called; whether it has not been."""
        with self._changed:
            return self._due.pop(who, None) is not None

    def end(self) -> None:
        """Call nothing any more."""
        with self._changed:
            self._is_over = True
            self._changed.notify()

    def _watch(self) -> None:
        with self._changed:
            while not self._is_over:
                self._ring(monotonic())
                self._next = min((due for due, _ in self._due.values()), default=inf)
                self._changed.wait(None if self._next == inf else max(0.0, self._next - monotonic()))

    def _ring(self, now: float) -> None:
        for who, (due, ring) in tuple(self._due.items()):
            if due <= now:
                del self._due[who]
                ring()
