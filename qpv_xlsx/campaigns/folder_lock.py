"""One writer at a time in a campaign's folder, also on a shared drive: a small file that says who, where, since when.

SQLite's own locks cannot be relied on over a network drive (sqlite.org, « How To Corrupt », part 2); creating a file
that must not exist can. Readers never look at the lock.
"""

import json
import os
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from qpv_xlsx.campaigns.folder_making import ROOMS, sweep_former
from qpv_xlsx.campaigns.path_room import WRITTEN, refuse_if_too_deep
from qpv_xlsx.domain.findings import StorageError
from qpv_xlsx.spreadsheet.files import sweep

NAME = "verrou.json"
STALE = timedelta(minutes=3)
"""A writer shows a sign of life every minute; without one for so long, it is gone."""

_BEAT = 60.0  # seconds
_STEP = 0.2  # seconds between two tries


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who writes. *mark* tells this very lock from a later one of the same person."""

    who: str
    where: str
    since: datetime
    pid: int
    mark: str


def holder_of(folder: Path) -> Holder | None:
    """Who holds the folder, dead or alive; None: nobody, or a file that says nothing."""
    return holder_in(folder / NAME)


def holder_in(path: Path) -> Holder | None:
    """Who a file such as the lock names."""
    try:
        told = json.loads(path.read_text("utf-8"))
        return Holder(**{**told, "since": datetime.fromisoformat(told["since"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def is_stale(folder: Path, holder: Holder, *, now: datetime) -> bool:
    """Whether *holder* has gone without letting go: no sign of life, or a process of this very machine that is no more."""
    return has_gone(folder / NAME, holder, now=now)


def has_gone(path: Path, holder: Holder, *, now: datetime) -> bool:
    """The same of a file such as the lock, which shows life by its time."""
    if holder.where == machine() and not _is_alive(holder.pid):
        return True
    try:
        beaten = datetime.fromtimestamp(path.stat().st_mtime, tz=now.tzinfo)
    except OSError:
        return True
    return now - beaten > STALE


def machine() -> str:
    """The name of this computer."""
    return socket.gethostname()


@contextmanager
def writing_in(folder: Path, *, who: str, now: datetime, patience: float = 10.0) -> Iterator[None]:
    """Hold *folder* while something is written there. A holder that is gone is replaced.

    Raises CampaignError where its path leaves no room for names, StorageError (« folder_busy ») where somebody else still writes after *patience* seconds.
    """
    refuse_if_too_deep(folder, WRITTEN)
    holder = Holder(who=who, where=machine(), since=now, pid=os.getpid(), mark=secrets.token_hex(8))
    if not _take(folder, holder, patience):
        yield  # a folder that lets no file be made: what follows says so in its own words
        return
    sweep(folder, throughout=ROOMS)
    sweep_former(folder.resolve())
    over = threading.Event()
    pulse = threading.Thread(target=_beat, args=(folder, over), daemon=True)
    pulse.start()
    try:
        yield
    finally:
        over.set()
        _let_go(folder, holder)


def take_over(folder: Path, mark: str) -> bool:
    """Remove the lock that bears *mark*, as its page proposed; False: it is another one by now."""
    holder = holder_of(folder)
    if holder is None or holder.mark != mark:
        return holder is None
    with suppress(OSError):
        (folder / NAME).unlink()
    return True


def _take(folder: Path, holder: Holder, patience: float) -> bool:
    end = time.monotonic() + patience
    while True:
        try:
            write_holder(folder / NAME, holder)
        except FileExistsError:
            _wait_or_replace(folder, holder, end)
        except OSError:
            return False
        else:
            return True


def write_holder(path: Path, holder: Holder) -> None:
    """Make the file that names *holder*. Raises FileExistsError where there is one."""
    with path.open("x", encoding="utf-8") as lock:
        json.dump({**asdict(holder), "since": holder.since.isoformat()}, lock, ensure_ascii=False)


def _wait_or_replace(folder: Path, holder: Holder, end: float) -> None:
    other = holder_of(folder)
    if other is not None and is_stale(folder, other, now=holder.since):
        take_over(folder, other.mark)
        return
    if time.monotonic() < end:
        time.sleep(_STEP)
        return
    if other is None:  # half written, or damaged, for all that time
        with suppress(OSError):
            (folder / NAME).unlink()
        return
    raise StorageError("folder_busy", who=other.who, where=other.where, since=other.since)


def _let_go(folder: Path, holder: Holder) -> None:
    current = holder_of(folder)
    if current is not None and current.mark == holder.mark:
        with suppress(OSError):
            (folder / NAME).unlink()


def _beat(folder: Path, over: threading.Event) -> None:
    while not over.wait(_BEAT):
        with suppress(OSError):
            os.utime(folder / NAME)


def _is_alive(pid: int) -> bool:
    if os.name == "nt":
        return _is_alive_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _is_alive_on_windows(pid: int) -> bool:
    """Asked of the system: there, ``os.kill`` would end the process."""
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  (absent from other systems' types)
    handle = kernel.OpenProcess(0x1000, 0, pid)  # PROCESS_QUERY_LIMITED_INFORMATION
    if not handle:
        return False
    code = ctypes.c_uint32()
    kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return code.value == 259  # noqa: PLR2004  (STILL_ACTIVE)
