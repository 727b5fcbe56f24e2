"""Do a dangerous job in other processes: what crashes, hangs or devours memory there is one finding, and no more.

Workers are plain interpreters that talk through pipes, or made of one: nothing of the calling program is run again in them, and
the same code serves Windows. A worker does many jobs; one that dies is replaced.
"""

import os
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import chain, islice
from typing import Generic, Protocol, TypeVar

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import DEFAULT_SEVERITY, Code, Fact, Finding
from qpv_xlsx.spreadsheet.isolation.alarms import Alarms
from qpv_xlsx.spreadsheet.isolation.nurseries import Nursery, nursery_for
from qpv_xlsx.spreadsheet.isolation.worker_side import Reply
from qpv_xlsx.spreadsheet.isolation.workers import End, Process, Worker, WorkerEnded, plain_process

T = TypeVar("T")
R = TypeVar("R")

_MIB = 2**20
_MOST_WORKERS = 8  # beyond that, this process cannot keep them busy


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(Generic[R]):
    """What became of one item: *value*, or else *finding* (F01 or F05) and what there is to log in *trace*.

    *peak*: largest memory of the worker so far, in bytes; *seconds*: of processor; 0 where nobody can tell.
    """

    value: R | None = None
    finding: Finding | None = None
    trace: str = ""
    peak: int = 0
    seconds: float = 0.0


class Runner(Protocol):
    """Who does one function over many items, in order, each apart from the others."""

    def __call__(self, function: Callable[[T], R], items: Iterable[T], limits: Limits) -> Iterator[Result[R]]:
        """Results in the order of *items*."""


_ELSEWHERE: ContextVar[Runner | None] = ContextVar("elsewhere", default=None)


def run(
    function: Callable[[T], R],
    items: Iterable[T],
    limits: Limits,
    workers: int | None = None,
    ready: Callable[[], object] | None = None,
) -> Iterator[Result[R]]:
    """Results in the order of *items*. *function*, once, and items are pickled. A single item starts a single process.

    *workers*: how many at once; None: as many as there are processor cores to use, at most eight. Inside
    ``clusters.working_on`` the cluster's workers do them. *ready*: loads what *function* needs; it opens nothing of a
    stranger's, since several workers may be made of the process where it was done.
    """
    elsewhere = _ELSEWHERE.get()
    if elsewhere is not None:
        return elsewhere(function, items, limits)
    return _run_here(function, items, limits, workers or min(usable_cores(), _MOST_WORKERS), ready)


def run_alone(function: Callable[[T], R], item: T, limits: Limits) -> Result[R]:
    """One item in one process of this machine, whoever does what ``run`` is asked for."""
    return next(_run_here(function, (item,), limits, 1, None))


def is_elsewhere() -> bool:
    """Whether a cluster does the work."""
    return _ELSEWHERE.get() is not None


@contextmanager
def doing_elsewhere(runner: Runner) -> Iterator[None]:
    """Have *runner* do what ``run`` is asked for, in this thread, until the end."""
    token = _ELSEWHERE.set(runner)
    try:
        yield
    finally:
        _ELSEWHERE.reset(token)


def _run_here(
    function: Callable[[T], R],
    items: Iterable[T],
    limits: Limits,
    workers: int,
    ready: Callable[[], object] | None,
) -> Iterator[Result[R]]:
    coming = iter(items)
    first = tuple(islice(coming, 2))
    crew = Crew(nursery_for(function, ready) if workers > 1 and len(first) > 1 else None)
    pending: deque[Future[Result[R]]] = deque()
    threads = ThreadPoolExecutor(max_workers=workers)
    try:
        for item in chain(first, coming):
            pending.append(threads.submit(crew.do, function, item, limits))
            while len(pending) > 2 * workers:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    finally:  # also when the caller stops listening halfway
        threads.shutdown(wait=False, cancel_futures=True)
        crew.dismiss()
        threads.shutdown(wait=True)


def usable_cores() -> int:
    """Processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Crew:
    """Workers: those that wait for a job, and all of them. Threads may share it. *nursery*: makes them, as long as it can."""

    def __init__(self, nursery: Nursery | None = None) -> None:
        self._idle: queue.LifoQueue[Worker] = queue.LifoQueue()
        self._all: set[Worker] = set()
        self._nursery = nursery
        self._alarms = Alarms()
        self._lock = threading.Lock()
        self._is_dismissed = False

    def do(self, function: Callable[[T], R], item: T, limits: Limits) -> Result[R]:
        """Have one item done by an idle worker, or by a new one."""
        worker = self._worker()
        try:
            reply = worker.do((function, item, limits.memory, limits.cpu_seconds), limits.wall_seconds)
        except WorkerEnded as ended:
            self._all.discard(worker)
            return Result(finding=_ended(ended, limits), trace=ended.trace)
        self._idle.put(worker)
        return _result(reply, limits)

    def dismiss(self) -> None:
        """End every process, busy or not."""
        with self._lock:
            self._is_dismissed = True
        for worker in tuple(self._all):
            worker.end()
        self._alarms.end()
        if self._nursery:
            self._nursery.end()

    def _worker(self) -> Worker:
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            return self._enrolled(Worker(self._process(), self._alarms))

    def _process(self) -> Process:
        return (self._nursery and self._nursery.worker()) or plain_process()

    def _enrolled(self, worker: Worker) -> Worker:
        with self._lock:
            if not self._is_dismissed:
                self._all.add(worker)
                return worker
        worker.end()
        raise CancelledError  # nobody waits for what it would do


def _result(reply: Reply, limits: Limits) -> Result[R]:
    if reply.trouble == "memory":
        return Result(finding=_beyond_memory(limits), peak=reply.peak, seconds=reply.seconds)
    if reply.trouble:
        return Result(finding=_crash(reply.trouble), trace=reply.trace, peak=reply.peak, seconds=reply.seconds)
    return Result(value=reply.value, peak=reply.peak, seconds=reply.seconds)


def _ended(ended: WorkerEnded, limits: Limits) -> Finding:
    match ended.end:
        case End.HANG:
            return _beyond("wall_seconds", limits.wall_seconds)
        case End.CPU:
            return _beyond("cpu_seconds", limits.cpu_seconds)
        case End.KILLED:  # not by us: the system ran out of memory
            return _beyond_memory(limits)
        case End.CRASH:
            return _crash(ended.detail)


def _crash(detail: str) -> Finding:
    return Finding(code=Code.F01, severity=DEFAULT_SEVERITY[Code.F01], case="crash", facts={"detail": detail})


def _beyond_memory(limits: Limits) -> Finding:
    return _beyond("memory", limits.memory // _MIB)


def _beyond(limit: str, allowed: int) -> Finding:
    facts: dict[str, Fact] = {"limit": limit, "found": None, "allowed": allowed}
    return Finding(code=Code.F05, severity=DEFAULT_SEVERITY[Code.F05], case=limit, facts=facts)
