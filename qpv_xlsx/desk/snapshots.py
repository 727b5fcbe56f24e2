"""A campaign's folder read once for all the pages that show it, and again as soon as one of its files changes."""

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from qpv_xlsx.tasks.overview import Overview, read_overview

_WATCHED = ("campagne.xlsx", "campagne.json", "registre.sqlite", "registre.sqlite-wal")


class Snapshots:
    """The latest overview of each folder."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._known: dict[Path, tuple[object, Overview]] = {}
        self._lock = threading.Lock()

    def of(self, folder: Path) -> Overview:
        """What *folder* holds now. Raises CampaignError where its campaign is missing or wrong."""
        now = self._clock()
        with self._lock:
            print_before = _print(folder, now)
            known = self._known.get(folder)
            if known is not None and known[0] == print_before:
                return known[1]
            overview = read_overview(folder, now=now)
            after = _print(folder, now)
            # Reading may itself bring the register up to date; a campaign saved meanwhile is read again next time.
            self._known[folder] = (after if after[:3] == print_before[:3] else print_before, overview)
            return overview


def _print(folder: Path, now: datetime) -> tuple[object, ...]:
    """What tells one state of the folder from another: the day, since deadlines count, the campaign's two files, the register's."""
    return now.date(), *(_of(folder / name) for name in _WATCHED)


def _of(path: Path) -> tuple[int, int] | None:
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_mtime_ns, told.st_size
