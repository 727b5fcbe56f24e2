"""Long acts: done in the background, told as they go, stopped when asked. One at a time in a campaign's folder."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from qpv_xlsx.domain.findings import StorageError

Event = Mapping[str, Any]
_TICK = 0.5  # seconds between two looks of a listener


class Phase(StrEnum):
    """Where a work is."""

    RUNNING = "en_cours"
    DONE = "fini"
    STOPPED = "arrete"
    FAILED = "echec"


class WorkStopped(Exception):  # noqa: N818  (a wish, not an error)
    """The person asked to stop; raised inside the work at its next word."""


@dataclass(slots=True, kw_only=True)
class Work:
    """One long act. *kind* keys its words; *result* is what its page shows at the end; *trouble* why it failed.

    *asked*: the form that asked for it: the same one, sent twice by a double click, is one wish.
    """

    number: int
    kind: str
    started: datetime
    phase: Phase = Phase.RUNNING
    done: int = 0
    total: int = 0
    result: Any = None
    trouble: BaseException | None = None
    asked: str = ""
    events: list[Event] = field(default_factory=list)
    _wants_stop: threading.Event = field(default_factory=threading.Event)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def watch(self, done: int, total: int) -> None:
        """How far it is: given to tasks. Raises WorkStopped once the person asked."""
        self.done, self.total = done, total
        self.tell({"kind": "progress", "done": done, "total": total})

    def tell(self, event: Event) -> None:
        """Add a word to what listeners read."""
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()
        if self._wants_stop.is_set():
            raise WorkStopped

    def stop(self) -> None:
        """Ask the work to end at its next word."""
        self._wants_stop.set()

    @property
    def is_stopping(self) -> bool:
        """Whether it was asked to end, and has not come to its next word yet: a server, or a file, keeps it."""
        return self._wants_stop.is_set() and self.phase is Phase.RUNNING

    @property
    def shows_files(self) -> bool:
        """Whether it reads returns, which its page lists one by one."""
        return self.kind in {"collect", "fetch"}

    def finish(self, phase: Phase) -> None:
        """Say the end, once."""
        with self._changed:
            self.phase = phase
            self.events.append({"kind": "end", "phase": phase.value})
            self._changed.notify_all()

    def listen(self, seen: int = 0) -> Iterator[tuple[int, Event | None]]:
        """Events from the *seen*-th on, with their rank; None now and then while nothing happens."""
        while True:
            with self._changed:
                if len(self.events) <= seen and self.phase is Phase.RUNNING:
                    self._changed.wait(_TICK)
                fresh = self.events[seen:]
                is_over = self.phase is not Phase.RUNNING
            if not fresh:
                if is_over:
                    return
                yield seen, None
            for event in fresh:
                seen += 1
                yield seen, event

    def wait(self, seconds: float) -> bool:
        """Wait for the end, *seconds* at most; whether it has come."""
        end = time.monotonic() + seconds
        with self._changed:
            while self.phase is Phase.RUNNING and time.monotonic() < end:
                self._changed.wait(max(0.0, end - time.monotonic()))
        return self.phase is not Phase.RUNNING


Act = Callable[[Work], Any]


class Workshop:
    """Works by number. A place (a campaign's folder) does one at a time."""

    def __init__(self) -> None:
        self._works: dict[int, Work] = {}
        self._busy: dict[str, Work] = {}
        self._lock = threading.Lock()

    def start(self, place: str, kind: str, act: Act, now: datetime) -> Work | None:
        """Begin *act*; None: another one is running in that place."""
        with self._lock:
            current = self._busy.get(place)
            if current is not None and current.phase is Phase.RUNNING:
                return None
            work = Work(number=len(self._works) + 1, kind=kind, started=now)
            self._works[work.number] = self._busy[place] = work
        threading.Thread(target=_do, args=(work, act), name=f"work-{work.number}", daemon=True).start()
        return work

    def find(self, number: int) -> Work | None:
        """A work by its number."""
        return self._works.get(number)

    def current(self, place: str) -> Work | None:
        """What is running there."""
        work = self._busy.get(place)
        return work if work is not None and work.phase is Phase.RUNNING else None

    @property
    def is_busy(self) -> bool:
        """Whether anything is running."""
        return any(work.phase is Phase.RUNNING for work in list(self._busy.values()))


def _do(work: Work, act: Act) -> None:
    try:
        work.result = act(work)
    except WorkStopped:
        work.finish(Phase.STOPPED)
    except (OSError, StorageError) as trouble:
        if work.is_stopping:  # a server that was waited for gave up only then: the wish is fulfilled
            work.finish(Phase.STOPPED)
            return
        work.trouble = trouble
        work.finish(Phase.FAILED)
    except BaseException as trouble:  # noqa: BLE001  (the guard around each act: its page tells)
        work.trouble = trouble
        work.finish(Phase.FAILED)
    else:
        work.finish(Phase.DONE)
