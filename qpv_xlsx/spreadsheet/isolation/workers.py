"""One worker process: started, given jobs, watched by the clock, killed with all it started."""

import json
import os
import pickle
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import IO, Any

from qpv_xlsx.spreadsheet.isolation.alarms import Alarms
from qpv_xlsx.spreadsheet.isolation.worker_side import Reply, receive, send

_SECRET = re.compile(r"(?i)passw|secret|token|credential|api_?key")
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # a pool of threads reserves gigabytes
_KEPT_OF_STANDARD_ERROR = 10_000  # bytes
_PIPE = 2**20  # bytes

if sys.platform == "linux":
    import fcntl


class End(Enum):
    """How a worker ended."""

    HANG = auto()  # stopped by the clock
    CPU = auto()
    KILLED = auto()
    CRASH = auto()


class WorkerEnded(Exception):  # noqa: N818  (an end, told by the process)
    """The process is gone without a reply. *detail*: « SIGABRT », « exit 3 »; *trace*: last words on standard error."""

    def __init__(self, end: End, detail: str, trace: str) -> None:
        super().__init__(detail)
        self.end = end
        self.detail = detail
        self.trace = trace


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Process:
    """A process that serves (``worker_side.serve``), whoever made it.

    *kill*: with all it started. *wait*: how it ended, as *Popen.returncode*. *knows*: the function that jobs have which name none.
    """

    jobs: IO[bytes]
    replies: IO[bytes]
    errors: IO[bytes]
    kill: Callable[[], None]
    wait: Callable[[], int]
    knows: Callable[[Any], Any] | None = None


def plain_process() -> Process:
    """An interpreter of its own."""
    errors = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as the worker)
    boot = "from qpv_xlsx.spreadsheet.isolation.worker_side import serve; serve()"
    started = interpreter(boot, stdout=subprocess.PIPE, stderr=errors)
    assert started.stdin is not None  # noqa: S101  (a pipe was asked for)
    assert started.stdout is not None  # noqa: S101  (likewise)
    for pipe in (started.stdin, started.stdout):
        widen(pipe.fileno())
    return Process(
        jobs=started.stdin,
        replies=started.stdout,
        errors=errors,
        kill=started.kill if sys.platform == "win32" else partial(kill_group, started.pid),
        wait=started.wait,
    )


def kill_group(leader: int) -> None:
    """End a process and whatever it started."""
    with suppress(OSError):
        os.killpg(leader, signal.SIGKILL)


def interpreter(
    code: str, *, stdout: IO[bytes] | int, stderr: IO[bytes] | int, inherited: Sequence[int] = ()
) -> subprocess.Popen[bytes]:
    """A Python that runs our own *code*: it finds what we find, knows no secrets, and leads its own group of processes."""
    begin = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    return subprocess.Popen(  # noqa: S603  (our own interpreter)
        [sys.executable, "-c", begin + code, json.dumps(sys.path), *map(str, inherited)],
        stdin=subprocess.PIPE,
        stdout=stdout,
        stderr=stderr,
        env={**_without_secrets(os.environ), **_ENVIRONMENT},
        start_new_session=True,
        pass_fds=inherited,
    )


def widen(pipe: int) -> None:
    """Have a pipe hold a whole return, where the system lets it: each piece of one wakes both sides."""
    if sys.platform == "linux":
        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)


class Worker:
    """A running process that waits for jobs. *alarms*: the clock."""

    def __init__(self, process: Process, alarms: Alarms) -> None:
        self._process, self._alarms = process, alarms
        self._knows = process.knows

    def do(self, job: tuple[Callable[[Any], Any], Any, int, int], seconds: float) -> Reply:
        """Send one job (see ``worker_side``), wait for its reply.

        Raises WorkerEnded; the worker is then useless and already cleared away.
        """
        function, *rest = job
        message = pickle.dumps((None if function is self._knows else pickle.dumps(function), *rest))
        self._knows = function
        self._alarms.put(self, seconds, self._process.kill)
        try:
            reply = self._exchange(message)
        finally:
            has_rung = not self._alarms.take_back(self)
        if reply is None or has_rung:
            raise self._ended(is_hang=has_rung)
        return reply

    def end(self) -> None:
        """Kill the process and whatever it started."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.jobs, self._process.replies, self._process.errors):
            with suppress(OSError):
                stream.close()

    def _exchange(self, message: bytes) -> Reply | None:
        try:
            send(self._process.jobs, message)
            answer = receive(self._process.replies)
        except (OSError, ValueError):  # the pipe broke, or was closed by *end*
            return None
        return None if answer is None else pickle.loads(answer)  # noqa: S301  (from our own process)

    def _ended(self, *, is_hang: bool) -> WorkerEnded:
        self._process.kill()
        code = self._process.wait()
        trace = self._last_words()
        self.end()
        return WorkerEnded(End.HANG if is_hang else _end(code), _detail(code), trace)

    def _last_words(self) -> str:
        self._process.errors.seek(0, os.SEEK_END)
        self._process.errors.seek(max(0, self._process.errors.tell() - _KEPT_OF_STANDARD_ERROR))
        return self._process.errors.read().decode("utf-8", "replace")


_OUT_OF_TIME = 1816  # ERROR_NOT_ENOUGH_QUOTA: how a job object ends a process over its processor time


def _end(code: int) -> End:
    if sys.platform == "win32" and code == _OUT_OF_TIME:
        return End.CPU
    if sys.platform != "win32":
        if code == -signal.SIGXCPU:
            return End.CPU
        if code == -signal.SIGKILL:
            return End.KILLED
    return End.CRASH


def _detail(code: int) -> str:
    if code >= 0:
        return f"exit {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def _without_secrets(environment: Mapping[str, str]) -> dict[str, str]:
    """What a worker needs not know: it opens files that strangers sent."""
    return {name: value for name, value in environment.items() if not _SECRET.search(name)}
