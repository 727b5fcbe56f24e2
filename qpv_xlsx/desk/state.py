"""What the desk holds while it runs: its gate, its clock, the campaigns it may open, the works in progress."""

import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from itsdangerous import BadSignature, URLSafeSerializer

from qpv_xlsx.campaigns.open_desks import OpenDesk
from qpv_xlsx.desk.gate import Gate
from qpv_xlsx.desk.recent import recent_campaigns, remember_campaign
from qpv_xlsx.desk.settled_line import SettledLine
from qpv_xlsx.desk.snapshots import Snapshots
from qpv_xlsx.desk.speech import Speech
from qpv_xlsx.desk.works import Workshop

Clock = Callable[[], datetime]

SLOT = "qpv_xlsx_desk"
"""Where the application keeps its desk for its pages."""


@dataclass(slots=True, kw_only=True)
class Desk:
    """One running desk. *place*: where it remembers campaigns; *author* signs the journal; *opener* shows a file.

    *unsettled*: choices that were refused, by campaign and line: their page shows them again as they were typed.
    """

    gate: Gate
    speech: Speech
    author: str
    place: Path
    clock: Clock
    opener: Callable[[Path], None]
    workshop: Workshop = field(default_factory=Workshop)
    control_key: str = ""
    first: str = ""
    leaving: threading.Event = field(default_factory=threading.Event)
    unsettled: dict[str, dict[str, SettledLine]] = field(default_factory=dict)
    _presence: OpenDesk | None = None
    _folders: dict[str, Path] = field(default_factory=dict)
    _snapshots: Snapshots | None = None
    _seen: float = field(default_factory=time.monotonic)

    @property
    def snapshots(self) -> Snapshots:
        """Overviews of the campaigns, read when they change."""
        if self._snapshots is None:
            self._snapshots = Snapshots(self.clock)
        return self._snapshots

    @property
    def presence(self) -> OpenDesk:
        """What tells other people's desks that this one is here."""
        if self._presence is None:
            self._presence = OpenDesk(self.author, self.clock())
        return self._presence

    def key_of(self, folder: Path) -> str:
        """The name of *folder* in addresses: pages never hold a path."""
        whole = folder.resolve()
        key = hashlib.sha256(str(whole).encode("utf-8", "surrogatepass")).hexdigest()[:12]
        self._folders[key] = whole
        return key

    def folder_of(self, key: str) -> Path | None:
        """The folder that an address names: one that this desk showed, or that was opened lately."""
        if key not in self._folders:
            for one in recent_campaigns(self.place):
                self.key_of(one.folder)
        return self._folders.get(key)

    def enter_campaign(self, folder: Path) -> str:
        """Remember that *folder* was opened, and give its name in addresses."""
        remember_campaign(self.place, folder.resolve(), self.clock())
        return self.key_of(folder)

    def sign(self, path: Path) -> str:
        """*path* for a link or a form: it comes back as it left, or not at all."""
        return str(self._signer.dumps(str(path)))

    def signed_path(self, text: str) -> Path | None:
        """The path that *sign* wrote; None where the page made it up."""
        try:
            return Path(self._signer.loads(text))
        except BadSignature:
            return None

    @property
    def _signer(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.gate.key, salt="path")

    def be_seen(self) -> None:
        """A page is open, or was a moment ago."""
        self._seen = time.monotonic()

    @property
    def lonely_seconds(self) -> float:
        """Since when no page has been heard of."""
        return time.monotonic() - self._seen
