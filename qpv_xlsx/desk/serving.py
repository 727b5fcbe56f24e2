"""The desk's server: loopback only, on a port that the system gives, until asked to leave or left alone."""

import logging
import os
import secrets
import sys
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from qpv_xlsx.desk.application import create_application
from qpv_xlsx.desk.gate import Gate
from qpv_xlsx.desk.recent import Running, own_folder, running_desk, say_gone, say_running
from qpv_xlsx.desk.speech import Speech
from qpv_xlsx.desk.state import Clock, Desk
from qpv_xlsx.desk.system import show_file

if TYPE_CHECKING:
    from jinja2 import Environment

LOOPBACK = "127.0.0.1"
LONELY = 600.0  # seconds without any page before the desk closes by itself
_THREADS = 8
_LOOK = 1.0  # seconds between two looks at who is there
_GLANCE = 0.4  # seconds between two looks at what was saved in Excel
_BEAT = 60.0  # seconds between two signs of life for the desks of others


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """How a desk was asked for. *folder*: a campaign to show first; None: the choice of campaigns."""

    language: str
    author: str
    folder: Path | None
    has_browser: bool


def run_desk(opening: Opening, tell: Callable[[str], None], *, clock: Clock | None = None) -> None:
    """Serve until the person leaves. *tell* prints the address. A desk of the same user that runs already is shown instead."""
    place = own_folder()
    shown = _address_of_running(place)
    if shown is not None:
        tell(Speech(language=opening.language).t("gate.already", address=shown))
        if opening.has_browser:
            webbrowser.open(shown)
        return
    _serve(opening, place, tell, clock or (lambda: datetime.now().astimezone()))


def _serve(opening: Opening, place: Path, tell: Callable[[str], None], clock: Clock) -> None:
    _ask_windows_its_name_only()
    from waitress.server import create_server

    logging.getLogger("waitress").setLevel(logging.ERROR)
    desk = Desk(
        gate=Gate(host=""),
        speech=Speech(language=opening.language),
        author=opening.author,
        place=place,
        clock=clock,
        opener=show_file,
    )
    application = create_application(desk)
    server = create_server(
        application,
        host=LOOPBACK,
        port=0,
        threads=_THREADS,
        ident="qpv-xlsx",
        clear_untrusted_proxy_headers=True,
    )
    desk.gate.host = f"{LOOPBACK}:{server.effective_port}"
    running = Running(host=desk.gate.host, key=secrets.token_urlsafe(24), pid=os.getpid())
    desk.control_key = running.key
    say_running(place, running)
    if opening.folder is not None:
        desk.first = desk.enter_campaign(opening.folder)
    address = desk.gate.new_address()
    tell(address)
    threading.Thread(target=_leave_when_alone, args=(desk, running, server.close), daemon=True).start()
    threading.Thread(target=_look_ahead, args=(desk, opening.folder, application.jinja_env), daemon=True).start()
    if opening.has_browser:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    try:
        server.run()
    except OSError:
        if not desk.leaving.is_set():  # closing the server wakes it with a closed socket
            raise
    finally:
        _say_gone(desk, running)


def _say_gone(desk: Desk, running: Running) -> None:
    desk.presence.leave()
    say_gone(desk.place, running)


def _ask_windows_its_name_only() -> None:
    """Have ``platform``, which waitress asks for the system's name, ask the kernel and not WMI.

    WMI, used since Python 3.12, takes seconds on some machines and is closed on locked-down ones.
    """
    if sys.platform == "win32":
        import platform

        def unavailable(*_: str) -> NoReturn:
            raise OSError

        if hasattr(platform, "_wmi_query"):
            platform._wmi_query = unavailable  # noqa: SLF001  (no public way; absent from other versions)


def _look_ahead(desk: Desk, first: Path | None, pages: "Environment") -> None:
    """Read the campaign to be shown *first* while the browser starts; later, pages, and campaigns saved in Excel meanwhile."""
    if first is not None:
        desk.snapshots.look_after(first.resolve())
    if desk.leaving.wait(_LOOK):
        return
    for name in pages.list_templates():
        pages.get_template(name)  # the first visitor of a page does not wait until it is compiled
    beaten = time.monotonic()
    while not desk.leaving.wait(_GLANCE):
        if not desk.workshop.is_busy:
            desk.snapshots.look_after()
        if time.monotonic() - beaten > _BEAT:
            beaten = time.monotonic()
            desk.presence.show_life()


def _leave_when_alone(desk: Desk, running: Running, close: Callable[[], None]) -> None:
    while not desk.leaving.wait(_LOOK):
        if desk.lonely_seconds > LONELY and not desk.workshop.is_busy:
            desk.leaving.set()
    desk.leaving.wait()
    threading.Event().wait(0.3)  # the last page is on its way
    close()
    if sys.platform == "win32":
        _say_gone(desk, running)
        os._exit(0)  # waitress' poll does not wake there when its sockets are closed


def _address_of_running(place: Path) -> str | None:
    """An address of the desk that this user runs already; None: none answers."""
    known = running_desk(place)
    if known is None:
        return None
    wanted = urllib.request.Request(
        f"http://{known.host}/adresse",
        method="POST",
        headers={"X-Desk-Key": known.key, "Origin": f"http://{known.host}"},
        data=b"",
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(wanted, timeout=2) as answer:
            text: str = answer.read().decode("utf-8")
    except (OSError, ValueError):
        return None
    return text if text.startswith(f"http://{known.host}/") else None
