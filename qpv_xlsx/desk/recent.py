"""Campaigns opened lately on this computer, mail servers used, where the running desk is: small files of the user's own."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from qpv_xlsx.spreadsheet.files import write_whole

_KEPT = 12
_CAMPAIGNS = "campagnes.json"
_RUNNING = "bureau.json"
_SERVERS = "messagerie.json"
HOME_VARIABLE = "QPV_XLSX_HOME"
"""Names another folder for those files (tests, several desks side by side)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """A campaign's folder, and when it was last opened."""

    folder: Path
    opened: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A desk that answers at *host*; *key* lets the same user ask it for an address."""

    host: str
    key: str
    pid: int


def own_folder() -> Path:
    """Where this user's programs keep what they remember."""
    named = os.environ.get(HOME_VARIABLE)
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_data_dir("qpv-xlsx", appauthor=False))


def recent_campaigns(place: Path) -> tuple[Recent, ...]:
    """Campaigns opened from this computer, the latest first; those that are gone are left out."""
    rows = _read(place / _CAMPAIGNS).get("campaigns", [])
    found = []
    for row in rows:
        with suppress(KeyError, TypeError, ValueError):
            found.append(Recent(folder=Path(row["folder"]), opened=datetime.fromisoformat(row["opened"])))
    return tuple(one for one in found if one.folder.is_dir())


def remember_campaign(place: Path, folder: Path, now: datetime) -> None:
    """Put *folder* first. What cannot be written is not remembered, and stops nothing."""
    others = [one for one in recent_campaigns(place) if one.folder != folder]
    kept = [Recent(folder=folder, opened=now), *others][:_KEPT]
    rows = [{"folder": str(one.folder), "opened": one.opened.isoformat()} for one in kept]
    _write(place / _CAMPAIGNS, {"campaigns": rows})


def known_servers(place: Path) -> Mapping[str, str]:
    """Addresses of mail servers used from this computer, by what they serve for: « smtp », « drafts », « imap »."""
    return {use: url for use, url in _read(place / _SERVERS).items() if isinstance(url, str)}


def remember_server(place: Path, use: str, url: str) -> None:
    """Keep the address for the next time. One that holds a password is not kept."""
    account = url.partition("://")[2].rpartition("@")[0]
    if ":" not in account:
        _write(place / _SERVERS, {**known_servers(place), use: url})


def running_desk(place: Path) -> Running | None:
    """The desk that said it was running; it may be gone since."""
    with suppress(TypeError):
        return Running(**_read(place / _RUNNING))
    return None


def say_running(place: Path, running: Running) -> None:
    """Tell where the desk is, to this user only."""
    path = place / _RUNNING
    _write(path, asdict(running))
    with suppress(OSError):
        path.chmod(0o600)


def say_gone(place: Path, running: Running) -> None:
    """Forget the desk, unless another has come since."""
    if running_desk(place) == running:
        with suppress(OSError):
            (place / _RUNNING).unlink()


def _read(path: Path) -> Mapping[str, Any]:
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _write(path: Path, content: Mapping[str, Any]) -> None:
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8"))
