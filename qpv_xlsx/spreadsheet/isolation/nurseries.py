"""Workers made of a process that has loaded what they need, where the system can: on Linux, a start costs a hundredth of the other.

The nursery is a plain interpreter like a worker: no secrets, nothing of the calling program run again, nothing of a stranger's opened.
"""

import os
import pickle
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from subprocess import DEVNULL
from typing import Any

from qpv_xlsx.spreadsheet.isolation.nursery_side import NONE_MADE, NUMBER
from qpv_xlsx.spreadsheet.isolation.worker_side import send
from qpv_xlsx.spreadsheet.isolation.workers import Process, interpreter, kill_group, widen


class Nursery:
    """A process that makes workers for *function*. *ready*: done there once, before the first of them. Threads may share it."""

    def __init__(self, function: Callable[[Any], Any], ready: Callable[[], object] | None) -> None:
        self._lock = threading.Lock()
        self._function = function
        self._line, theirs = socket.socketpair()
        boot = "from qpv_xlsx.spreadsheet.isolation.nursery_side import tend; tend(int(sys.argv[2]))"
        with theirs:
            self._process = interpreter(boot, stdout=DEVNULL, stderr=DEVNULL, inherited=(theirs.fileno(),))
        assert self._process.stdin is not None  # noqa: S101  (a pipe was asked for)
        widen(self._process.stdin.fileno())
        with suppress(OSError), self._process.stdin as stream:
            send(stream, pickle.dumps((pickle.dumps(function), ready and pickle.dumps(ready))))

    def worker(self) -> Process | None:
        """A worker; None: it cannot be had here."""
        jobs, reads = os.pipe(), os.pipe()
        errors = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as the worker)
        theirs = (jobs[0], reads[1], errors.fileno())
        number = self._ask(0, theirs)
        for handle in theirs[:2]:
            os.close(handle)
        ours = os.fdopen(jobs[1], "wb"), os.fdopen(reads[0], "rb")
        if number <= 0:
            for stream in (*ours, errors):
                stream.close()
            return None
        for stream in ours:
            widen(stream.fileno())
        born = _Born(number, self._end_of)
        return Process(
            jobs=ours[0], replies=ours[1], errors=errors, kill=born.kill, wait=born.wait, knows=self._function
        )

    def end(self) -> None:
        """Once its workers have ended."""
        kill_group(self._process.pid)
        self._process.wait()
        self._line.close()

    def _end_of(self, number: int) -> int:
        return self._ask(number, ())

    def _ask(self, number: int, streams: tuple[int, ...]) -> int:
        """What it answers. It is gone: no worker, and those it had were not ended by themselves."""
        with self._lock, suppress(OSError):
            socket.send_fds(self._line, [NUMBER.pack(number)], streams)
            answer = self._line.recv(NUMBER.size, socket.MSG_WAITALL)
            if len(answer) == NUMBER.size:
                return int(NUMBER.unpack(answer)[0])
        return -signal.SIGKILL if number else NONE_MADE


class _Born:
    """What is known of a worker by its number, until it has been waited for: then the number may be another's."""

    def __init__(self, number: int, end_of: Callable[[int], int]) -> None:
        self._number, self._end_of = number, end_of
        self._code: int | None = None

    def kill(self) -> None:
        if self._code is None:
            kill_group(self._number)
            with suppress(OSError):  # it does not lead a group yet
                os.kill(self._number, signal.SIGKILL)

    def wait(self) -> int:
        if self._code is None:
            self._code = self._end_of(self._number)
        return self._code


def nursery_for(function: Callable[[Any], Any], ready: Callable[[], object] | None) -> Nursery | None:
    """On Linux; elsewhere a process is not made of another without danger."""
    if sys.platform != "linux":
        return None
    return Nursery(function, ready)
