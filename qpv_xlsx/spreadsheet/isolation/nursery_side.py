"""The other side of *nurseries*: a process that has loaded all that workers need, and makes them of itself.

It opens nothing that came from outside: what is born here starts as clean as an interpreter of its own.
Asked 0, with three files (jobs, replies, errors): make a worker, tell its number, or -1. Asked a number: wait for its end, tell how it ended.
"""

import gc
import os
import pickle
import signal
import socket
import struct
import sys
from contextlib import suppress
from pathlib import Path

from qpv_xlsx.spreadsheet.isolation.worker_side import function_in, receive, serve

NUMBER = struct.Struct("<q")
STREAMS = 3
NONE_MADE = -1


def tend(control: int) -> None:
    """Get ready, then do what is asked through the socket *control*, until nobody asks any more. Returns in each worker, too."""
    line = socket.socket(fileno=control)
    carried = _get_ready(receive(sys.stdin.buffer) or b"")
    born: set[int] = set()
    while True:
        asked, streams, _, _ = socket.recv_fds(line, NUMBER.size, STREAMS)
        if len(asked) < NUMBER.size:
            break
        (number,) = NUMBER.unpack(asked)
        if number:
            told = _end_of(number)
            born.discard(number)
        else:
            told = _fork()
            if told == 0:
                line.close()
                _be_a_worker(streams, carried)
                return
            if told != NONE_MADE:
                born.add(told)
            for stream in streams:
                os.close(stream)
        line.sendall(NUMBER.pack(told))
    for number in born:
        _kill(number)


def _get_ready(message: bytes) -> bytes:
    """Load what the function needs. What does not succeed here is told by the workers, who will try again."""
    carried, ready = pickle.loads(message)  # noqa: S301  (from our own parent)
    with suppress(Exception):
        function_in(carried)
        if ready:
            pickle.loads(ready)()  # noqa: S301  (likewise)
    gc.freeze()  # what is here stays: no search goes through it, and no page of it is copied for that
    return bytes(carried)


def _fork() -> int:
    """As *os.fork*; NONE_MADE where the system will not, or a library has begun threads, which would be lost."""
    try:
        is_alone = len(tuple(Path("/proc/self/task").iterdir())) == 1
        return os.fork() if is_alone else NONE_MADE
    except OSError:
        return NONE_MADE


def _be_a_worker(streams: list[int], carried: bytes) -> None:
    os.setsid()
    for place, stream in enumerate(streams):
        os.dup2(stream, place)
        os.close(stream)
    serve(carried)


def _end_of(number: int) -> int:
    """As *Popen.returncode*; that of somebody else's process, which cannot be waited for, is « killed »."""
    try:
        return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
    except ChildProcessError:
        return -signal.SIGKILL


def _kill(number: int) -> None:
    """Whoever asked is gone: nobody waits for the worker any more."""
    for kill in (os.killpg, os.kill):
        with suppress(OSError):
            kill(number, signal.SIGKILL)
