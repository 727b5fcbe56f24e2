"""One file to be read, or already judged by where it lay."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from qpv_xlsx.domain.findings import Code, Finding, Severity
from qpv_xlsx.domain.returned.answers import Outcome
from qpv_xlsx.mail.trifles import holds_workbook

if TYPE_CHECKING:
    from qpv_xlsx.mail.letters import Letter

UNREACHABLE = "unreachable"
CLOSED_FOLDER = "closed_folder"
UNPACKED_FOLDER = "unpacked_folder"
UNFETCHED = "unfetched"
"""Of a message that the server refused, cut or hung over."""
_SYSTEM_NAMES = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One file to be read, or already judged by where it lay.

    *path*: as shown to people, « courriel.eml/retour.xlsx ». *name*: its own, never trusted.
    *moment*: when it reached us, as the message or the file's date says. *verdict*: why it will not be read; None: it will.
    *companions*: files that the message carries, pictures and signatures apart; 0: it came in no message.
    *file*: the file of the disk that it is; None: it lay in a message or in an archive.
    *sha256*: of a file that is too big to be held in *content*; empty: that of the content.
    """

    path: str
    name: str
    content: bytes
    moment: datetime
    letter: "Letter | None" = None
    companions: int = 0
    outcome: Outcome = Outcome.ACCEPTED
    verdict: Finding | None = None
    file: Path | None = None
    sha256: str = ""

    @property
    def is_reachable(self) -> bool:
        """Whether its content could be had; where not, it is another time's."""
        return self.verdict is None or self.verdict.case not in {UNREACHABLE, CLOSED_FOLDER, UNPACKED_FOLDER, UNFETCHED}

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the file in hexadecimal, held or not."""
        return self.sha256 or hashlib.sha256(self.content).hexdigest()


def is_left_by_a_system(name: str, content: bytes) -> bool:
    """Whether its name is that of a lock or hidden file, and its content no workbook: « .retour.xlsx » is a return."""
    return is_system_name(name) and not holds_workbook(content)


def is_system_name(name: str) -> bool:
    """Lock files of Excel and LibreOffice, hidden files, what systems leave in folders."""
    return name.startswith((".", "~$", "~lock")) or name.casefold() in _SYSTEM_NAMES


def ignored(found: Parcel, case: str, severity: Severity = Severity.INFO, **facts: str) -> Parcel:
    """Set aside: not meant to be a return."""
    verdict = Finding(code=Code.F03, severity=severity, case=case, facts=facts)
    return replace(found, outcome=Outcome.IGNORED, verdict=verdict)


def rejected(found: Parcel, verdict: Finding) -> Parcel:
    """Nothing can be taken from it."""
    return replace(found, outcome=Outcome.REJECTED, verdict=verdict)
