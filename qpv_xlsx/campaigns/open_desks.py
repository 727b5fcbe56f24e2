"""Which desk has a campaign open: a small file in its folder, for the desk of somebody else. It forbids nothing."""

import os
import secrets
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from qpv_xlsx.campaigns.folder_lock import Holder, has_gone, holder_in, machine, write_holder

NAME = "bureau-ouvert.json"


class OpenDesk:
    """One desk, and the folders that it has open. Where it cannot write, it says nothing."""

    def __init__(self, who: str, since: datetime) -> None:
        self._self = Holder(who=who, where=machine(), since=since, pid=os.getpid(), mark=secrets.token_hex(8))
        self._folders: set[Path] = set()

    def enter(self, folder: Path, now: datetime) -> Holder | None:
        """Say that this desk has *folder* open; the desk that had before, where it still has."""
        path = folder / NAME
        other = holder_in(path)
        if other is not None and other.mark != self._self.mark:
            if not has_gone(path, other, now=now):
                return other
            with suppress(OSError):
                path.unlink()
            other = None
        if other is None:
            with suppress(OSError):
                write_holder(path, self._self)
                self._folders.add(folder)
        return None

    def show_life(self) -> None:
        """Say that the desk is still there: to be called every minute."""
        for path in self._own_files():
            with suppress(OSError):
                os.utime(path)

    def leave(self) -> None:
        """Forget the folders: the desk closes."""
        for path in self._own_files():
            with suppress(OSError):
                path.unlink()
        self._folders.clear()

    def _own_files(self) -> list[Path]:
        paths = [folder / NAME for folder in self._folders]
        return [path for path in paths if (found := holder_in(path)) is not None and found.mark == self._self.mark]
