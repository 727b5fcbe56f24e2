"""The other side of *isolation*: a process that does one job after the other, within limits, until its input ends.

A job is a pickled (function, item, memory, cpu_seconds); its reply a pickled Reply. Both are preceded by their length.
*function* is pickled itself, or None: that of the job before.
"""

import os
import pickle
import struct
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import IO, Any

LENGTH = struct.Struct("<Q")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What became of a job. *trouble*: « ValueError: … » with *trace*, or « memory »; empty where *value* is the result.

    *peak*: largest memory of the process so far, in bytes; 0 where the system does not tell. *seconds*: of processor.
    """

    value: Any = None
    trouble: str = ""
    trace: str = ""
    peak: int = 0
    seconds: float = 0.0


def serve(carried: bytes = b"") -> None:
    """Read jobs and write replies. Whatever a parser prints goes to standard error, never among the replies.

    *carried*: the function of jobs that name none.
    """
    jobs = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nowhere, 0)
    os.dup2(2, 1)
    while (job := receive(jobs)) is not None:
        reply, carried = _reply(job, carried)
        send(replies, pickle.dumps(reply))


def send(stream: IO[bytes], message: bytes) -> None:
    """Write one message."""
    stream.write(LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """Read one message; None where the other side is gone."""
    header = stream.read(LENGTH.size)
    if len(header) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(header)
    message = stream.read(length)
    return message if len(message) == length else None


@lru_cache(maxsize=1)
def function_in(carried: bytes) -> Callable[[Any], Any]:
    """The function that all jobs have, unpickled once."""
    function: Callable[[Any], Any] = pickle.loads(carried)  # noqa: S301  (from our own parent)
    return function


def _reply(job: bytes, carried: bytes) -> tuple[Reply, bytes]:
    """What became of *job*, and the function of the next one that names none."""
    started = time.process_time()
    try:
        told, item, memory, cpu_seconds = pickle.loads(job)  # noqa: S301  (from our own parent)
        carried = told or carried
        function = function_in(carried)
        _limit(memory, cpu_seconds)
        reply = Reply(value=_call(function, item), peak=_peak(), seconds=time.process_time() - started)
    except MemoryError:
        reply = Reply(trouble="memory", peak=_peak(), seconds=time.process_time() - started)
    except (Exception, SystemExit) as trouble:  # noqa: BLE001  (the guard around each file)
        said = f"{type(trouble).__name__}: {trouble}"
        reply = Reply(trouble=said, trace=traceback.format_exc(), peak=_peak(), seconds=time.process_time() - started)
    return reply, carried


def _call(function: Callable[[Any], Any], item: object) -> object:
    return function(item)


def _limit(memory: int, cpu_seconds: int) -> None:
    """Allow *memory* beyond what the interpreter and its libraries hold already, *cpu_seconds* from now on.

    macOS takes the first limit and does not hold to it.
    """
    if sys.platform == "win32":
        _job().limit(memory, time.process_time() + 1 + cpu_seconds)
        return
    import resource

    with suppress(ValueError, OSError):  # a stricter limit of the system stays
        _, hardest = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (_size() + memory, hardest))
    with suppress(ValueError, OSError):
        _, hardest = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + 1 + cpu_seconds, hardest))


if sys.platform == "win32":
    from qpv_xlsx.spreadsheet.isolation.job_objects import Job

    _job = cache(Job)


def _size() -> int:
    """Address space in use, in bytes. Measured at each job: the first one brings its libraries in."""
    try:
        pages = int(_said_by_linux("/proc/self/statm").split()[0])
    except (OSError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _said_by_linux(path: str) -> bytes:
    """A small file of the system's, as quickly as can be: it is asked twice for each job."""
    handle = os.open(path, os.O_RDONLY)
    try:
        return os.read(handle, 2**16)
    finally:
        os.close(handle)


def _peak() -> int:
    """Most memory held so far, in bytes."""
    if sys.platform == "win32":
        from qpv_xlsx.spreadsheet.isolation.job_objects import peak_memory

        return peak_memory()
    try:  # what Linux says of this process alone: getrusage starts from the peak of whoever started it
        return int(_said_by_linux("/proc/self/status").partition(b"VmHWM:")[2].split()[0]) * 1024
    except (OSError, IndexError, ValueError):
        pass
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
