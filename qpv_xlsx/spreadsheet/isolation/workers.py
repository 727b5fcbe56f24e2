"""One worker process: started, given jobs, watched by the clock, killed with all it started."""

import json
import os
import pickle
import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from enum import Enum, auto
from typing import IO, Any

from qpv_xlsx.spreadsheet.isolation.worker_side import Reply, receive, send

_BOOT = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from qpv_xlsx.spreadsheet.isolation.worker_side import serve; serve()"
_SECRET = re.compile(r"(?i)passw|secret|token|credential|api_?key")
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # a pool of threads reserves gigabytes
_KEPT_OF_STANDARD_ERROR = 10_000  # bytes


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


class Worker:
    """A running process that waits for jobs."""

    def __init__(self) -> None:
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as the worker)
        self._process = subprocess.Popen(  # noqa: S603  (our own interpreter)
            [sys.executable, "-c", _BOOT, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env={**_without_secrets(os.environ), **_ENVIRONMENT},
            start_new_session=True,
        )

    def do(self, job: tuple[Any, ...], seconds: float) -> Reply:
        """Send one job, wait for its reply. Raises WorkerEnded; the worker is then useless and already cleared away."""
        message = pickle.dumps(job)
        has_rung = threading.Event()
        clock = threading.Timer(seconds, self._ring, [has_rung])
        clock.start()
        try:
            reply = self._exchange(message)
        finally:
            clock.cancel()
        if reply is None:
            raise self._ended(is_hang=has_rung.is_set())
        return reply

    def end(self) -> None:
        """Kill the process and whatever it started."""
        self._kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            if stream is not None:
                with suppress(OSError):
                    stream.close()

    def _exchange(self, message: bytes) -> Reply | None:
        assert self._process.stdin is not None  # noqa: S101  (a pipe was asked for)
        assert self._process.stdout is not None  # noqa: S101  (likewise)
        try:
            send(self._process.stdin, message)
            answer = receive(self._process.stdout)
        except (OSError, ValueError):  # the pipe broke, or was closed by *end*
            return None
        return None if answer is None else pickle.loads(answer)  # noqa: S301  (from our own process)

    def _ring(self, has_rung: threading.Event) -> None:
        has_rung.set()
        self._kill()

    def _kill(self) -> None:
        with suppress(OSError):
            if sys.platform == "win32":
                self._process.kill()
            else:
                os.killpg(self._process.pid, signal.SIGKILL)

    def _ended(self, *, is_hang: bool) -> WorkerEnded:
        self._kill()
        code = self._process.wait()
        trace = self._last_words()
        self.end()
        return WorkerEnded(End.HANG if is_hang else _end(code), _detail(code), trace)

    def _last_words(self) -> str:
        self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, self._errors.tell() - _KEPT_OF_STANDARD_ERROR))
        return self._errors.read().decode("utf-8", "replace")


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
