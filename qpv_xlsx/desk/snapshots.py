"""A campaign's folder read once for all the pages that show it, and again as soon as one of its files changes.

Of what changed, only that is read again: the campaign after its own files, the register after its own.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.campaigns.folder import FORMS
from qpv_xlsx.campaigns.folder_lock import holder_of
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.deciding.lines import lines_to_decide
from qpv_xlsx.domain.findings import CampaignError, StorageError
from qpv_xlsx.domain.judging.assessment import MeasureAssessment
from qpv_xlsx.register.connecting import NAME as REGISTER
from qpv_xlsx.tasks.deciding.foreseeing import LineChoice, foreseen
from qpv_xlsx.tasks.overview import Overview, read_overview, returns_to_read_again
from qpv_xlsx.tasks.running.watching import Watch, unwatched

_REGISTER = (REGISTER, f"{REGISTER}-wal")
READ_AT_ONCE = 12  # returns: so many are read again while the page is waited for; more show their progress
FORESEEN = 40  # lines to decide, the first ones: what each of their choices would do is tried before
_SHOWN_LATELY = 600.0  # seconds during which a folder is looked after

Print = tuple[tuple[int, int] | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """An overview, and the prints of what it was made from. The day counts, since deadlines do."""

    day: object
    campaign: Print
    register: Print
    overview: Overview


class Snapshots:
    """The latest overview of each folder."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._campaigns: dict[Path, tuple[Print, Campaign]] = {}
        self._known: dict[Path, _Known] = {}
        self._foreseen: dict[Path, tuple[Overview, Mapping[LineChoice, MeasureAssessment]]] = {}
        self._shown: dict[Path, float] = {}
        self._tried: dict[Path, Print] = {}
        self._locks: defaultdict[Path, threading.RLock] = defaultdict(threading.RLock)

    def of(self, folder: Path, watch: Watch = unwatched) -> Overview:
        """What *folder* holds now. Raises CampaignError where its campaign is missing or wrong.

        *watch* is told of returns that are read again, and may stop it there.
        """
        self._shown[folder] = time.monotonic()
        return self._read(folder, watch)

    def _read(self, folder: Path, watch: Watch = unwatched) -> Overview:
        now = self._clock()
        with self._locks[folder]:
            campaign, before = _print(folder, FORMS), _print(folder, _REGISTER)
            known = self._known.get(folder)
            if known is not None and (known.day, known.campaign, known.register) == (now.date(), campaign, before):
                return known.overview
            overview = read_overview(folder, self._campaign(folder), now=now, watch=watch)
            # Prints of before: what was written meanwhile, by this reading or by somebody else, is seen the next time.
            self._known[folder] = _Known(day=now.date(), campaign=campaign, register=before, overview=overview)
            return overview

    def foreseen(self, overview: Overview) -> Mapping[LineChoice, MeasureAssessment]:
        """What each choice on the first lines to decide would make of its measure, tried once for each overview."""
        with self._locks[overview.folder]:
            known = self._foreseen.get(overview.folder)
            if known is None or known[0] is not overview:
                lines = lines_to_decide(overview.ledger)[:FORESEEN]
                tried = foreseen(overview.campaign, overview.ledger, overview.sendings, lines, self._clock())
                known = self._foreseen[overview.folder] = overview, tried
            return known[1]

    def returns_to_read(self, folder: Path) -> int:
        """How many returns the next overview of *folder* must read again first: the campaign, or the program, has changed."""
        with self._locks[folder]:
            known = self._known.get(folder)
            if known is not None and known.campaign == _print(folder, FORMS):
                return 0
            return returns_to_read_again(folder, self._campaign(folder))

    def look_after(self, *first: Path) -> None:
        """Read *first*, and the campaigns shown lately that were saved meanwhile, before their page is asked for.

        Where many returns must be read again for that, or somebody writes in the folder, it is left to the page.
        """
        lately = time.monotonic() - _SHOWN_LATELY
        shown = [one for one, moment in list(self._shown.items()) if moment > lately]
        for folder in dict.fromkeys((*first, *shown)):
            found = _print(folder, FORMS)
            known = self._known.get(folder)
            if found in {self._tried.get(folder), known.campaign if known else None}:
                continue
            self._tried[folder] = found
            try:
                if self._is_soon_read(folder):
                    self.foreseen(self._read(folder))
            except (CampaignError, StorageError, OSError):
                continue  # half saved, or wrong: its page says so

    def _is_soon_read(self, folder: Path) -> bool:
        returns = self.returns_to_read(folder)
        return not returns or (returns <= READ_AT_ONCE and holder_of(folder) is None)

    def _campaign(self, folder: Path) -> Campaign:
        found = _print(folder, FORMS)
        known = self._campaigns.get(folder)
        if known is not None and known[0] == found:
            return known[1]
        campaign = load_campaign(folder)
        self._campaigns[folder] = found, campaign
        return campaign


def _print(folder: Path, names: tuple[str, ...]) -> Print:
    """What tells one state of files from another."""
    return tuple(_of(folder / name) for name in names)


def _of(path: Path) -> tuple[int, int] | None:
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_mtime_ns, told.st_size
