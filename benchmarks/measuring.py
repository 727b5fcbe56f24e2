"""How long, with how much processor time and memory: of a call, and of a process with its children."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_ROOT = Path(__file__).resolve().parent.parent
_MIB = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One step. *seconds*: on the clock; *processor*: of all its processes. Peaks are in MiB, the largest worker's alone."""

    seconds: float
    processor: float
    peak: float
    worker_peak: float
    counts: Mapping[str, float]


def measured(call: Callable[[], T]) -> tuple[float, T]:
    """Seconds on the clock, and what *call* gave."""
    started = time.perf_counter()
    result = call()
    return time.perf_counter() - started, result


def report(function: Callable[P, Mapping[str, float]], *args: P.args, **kwargs: P.kwargs) -> None:
    """In the measured process: run *function*, print its measure as the last line."""
    seconds, counts = measured(lambda: function(*args, **kwargs))
    print(json.dumps({"seconds": seconds, "peak": _own_peak(), "counts": counts, **_of_children()}))


def run_step(script: str, *arguments: str, cores: int | None = None, python: str = sys.executable) -> Measure:
    """Run a script of this folder in a fresh process, on the first *cores* processor cores only (None: on all)."""
    done = subprocess.run(
        [*_pinned(cores), python, str(Path(__file__).with_name(script)), *arguments],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env={
            **os.environ,
            "PYTHONPATH": str(_ROOT),
            "PYTHONDONTWRITEBYTECODE": "",
        },  # compiled once, as where it is installed
    )
    return Measure(**json.loads(done.stdout.splitlines()[-1]))


def _pinned(cores: int | None) -> Sequence[str]:
    return () if cores is None else ("taskset", "--cpu-list", f"0-{cores - 1}")


def _own_peak() -> float:
    """Largest memory of this process, in MiB. The system's own account: a process begins with its parent's peak elsewhere."""
    try:
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MIB
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def _of_children() -> Mapping[str, float]:
    """Processor seconds of this process and its children, MiB of its largest child, or of the largest of our own workers."""
    import resource

    own, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    processor = own.ru_utime + own.ru_stime + theirs.ru_utime + theirs.ru_stime
    return {"processor": processor, "worker_peak": max(_worker_peaks, default=theirs.ru_maxrss / 1024)}


_worker_peaks: list[float] = []


def heed_workers() -> None:
    """From now on, believe what our workers say of themselves: the system has each begin with the peak of whoever started it."""
    from qpv_xlsx.spreadsheet.isolation.running import Crew

    do = Crew.do

    def heard(crew: Crew, *job: Any) -> Any:
        result = do(crew, *job)
        _worker_peaks.append(result.peak / _MIB)
        return result

    Crew.do = heard  # type: ignore[method-assign]
