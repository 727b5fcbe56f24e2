"""Choose a campaign or make one; be given another address; leave."""

import hmac
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from qpv_xlsx.campaigns.folder import holds_campaign
from qpv_xlsx.desk.pages.place import begin_alone, the_desk
from qpv_xlsx.desk.recent import Recent, recent_campaigns
from qpv_xlsx.desk.state import Desk
from qpv_xlsx.desk.troubles import as_notice
from qpv_xlsx.desk.works import Work
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.tasks.templates import list_geographies, list_templates

room = Blueprint("entrance", __name__)
_PATIENCE = 0.6  # seconds for all campaigns of the list; the others are read when they are opened


@room.get("/")
def choose() -> Response | str:
    """The campaigns of this computer, and three ways to begin one."""
    desk = the_desk()
    if desk.first:
        key, desk.first = desk.first, ""
        return redirect(url_for("year.show", key=key), 303)
    return _choice()


def _choice(problem: str = "") -> str:
    desk = the_desk()
    return render_template(
        "choose.html",
        recents=[(desk.key_of(one.folder), one, line) for one, line in _recents(desk)],
        templates=list_templates(),
        geographies=list_geographies(),
        year=desk.clock().year,
        base=default_base(),
        problem=problem,
    )


def _recents(desk: Desk) -> Iterator[tuple[Recent, dict[str, object]]]:
    """The campaigns opened lately, and where they stand: as many as are read in a moment."""
    end = time.monotonic() + _PATIENCE
    for one in recent_campaigns(desk.place):
        yield one, _line(one) if time.monotonic() < end else {"title": one.folder.name, "unread": True}


def _line(one: Recent) -> dict[str, object]:
    """Where a campaign stands, as far as its folder can be read."""
    desk = the_desk()
    try:
        if desk.snapshots.returns_to_read(one.folder):
            return {"title": one.folder.name, "unread": True}
        overview = desk.snapshots.of(one.folder)
    except (CampaignError, OSError) as trouble:
        return {"title": one.folder.name, "trouble": as_notice(trouble, desk.speech.language).sentence}
    follow_ups = overview.status.follow_ups
    return {
        "title": overview.campaign.title or one.folder.name,
        "late": sum(follow_up.is_late for follow_up in follow_ups),
        "answered": sum(follow_up.has_answered for follow_up in follow_ups),
        "asked": len(follow_ups),
    }


def default_base() -> Path:
    """Where new campaigns are put: the person's documents."""
    home = Path.home()
    return next((home / name for name in ("Documents", "documents") if (home / name).is_dir()), home)


@room.post("/nouvelle")
def make() -> Response | str:
    """A campaign's folder from a template, in the person's documents."""
    from qpv_xlsx.tasks.init import make_folder, start_campaign

    desk = the_desk()
    known = {one.name for one in list_templates()}
    template = request.form.get("modele", "")
    year = request.form.get("annee", type=int)
    name = _folder_name(request.form.get("nom", ""))
    if template not in known or year is None or not name:
        return _choice("wrong_form")
    geography = request.form.get("quartiers", "") or None
    folder = default_base() / name
    try:
        campaign = start_campaign(template, year=year, geography=geography)
        make_folder(folder, campaign, language=campaign.language, now=desk.clock())
    except CampaignError as trouble:
        return _choice(as_notice(trouble, desk.speech.language).sentence)
    return redirect(url_for("year.show", key=desk.enter_campaign(folder)), 303)


@room.post("/essai")
def try_it() -> Response:
    """The demonstration: a whole campaign with example replies."""
    from qpv_xlsx.tasks.demo import demo

    desk = the_desk()
    folder = _free_folder(desk.speech.t("choose.demo_folder"), desk.clock())

    def act(work: Work) -> str:
        demo(folder, language=desk.speech.language, author=desk.author, now=desk.clock(), watch=work.watch)
        return desk.enter_campaign(folder)

    return begin_alone(desk, "demo", act)


def _free_folder(name: str, now: datetime) -> Path:
    first = default_base() / name
    return first if not first.exists() else default_base() / f"{name} {now:%Y-%m-%d %H%M%S}"


def _folder_name(text: str) -> str:
    """A name that every system takes for a folder: no sign that Windows refuses, no dot or space at its end."""
    from qpv_xlsx.spreadsheet.file_names import portable_name

    return portable_name(text)


@room.get("/parcourir")
def browse() -> str:
    """Folders of this computer, to find a campaign; each link is signed, so that no page can ask for another."""
    desk = the_desk()
    told = request.args.get("dossier", "")
    folder = desk.signed_path(told) if told else default_base()
    if folder is None or not folder.is_dir():
        abort(404)
    parents = [(one.name or str(one), desk.sign(one)) for one in reversed((folder, *folder.parents))]
    return render_template(
        "browse.html",
        folder=folder,
        parents=parents,
        inside=[(one.name, desk.sign(one), _is_campaign(one)) for one in _folders_in(folder)],
        is_campaign=_is_campaign(folder),
        here=desk.sign(folder),
    )


def _folders_in(folder: Path) -> list[Path]:
    try:
        inside = [one for one in folder.iterdir() if not one.name.startswith((".", "$")) and one.is_dir()]
    except OSError:
        return []
    return sorted(inside, key=lambda one: one.name.casefold())


def _is_campaign(folder: Path) -> bool:
    try:
        return holds_campaign(folder)
    except OSError:
        return False


@room.post("/ouvrir")
def enter() -> Response:
    """Open the campaign of a signed folder."""
    desk = the_desk()
    folder = desk.signed_path(request.form.get("dossier", ""))
    if folder is None or not _is_campaign(folder):
        abort(404)
    return redirect(url_for("year.show", key=desk.enter_campaign(folder)), 303)


@room.post("/adresse")
def another_address() -> tuple[str, int]:
    """A fresh address for the same user's second double-click; the key stands in a file that only this user reads."""
    desk = the_desk()
    given = request.headers.get("X-Desk-Key", "")
    if not desk.control_key or not hmac.compare_digest(desk.control_key.encode(), given.encode("utf-8", "replace")):
        return desk.speech.t("gate.forbidden"), 403
    desk.be_seen()
    return desk.gate.new_address(), 200


@room.get("/la")
def still_here() -> tuple[str, int]:
    """A page says that it is open."""
    return "", 204


@room.post("/quitter")
def leave() -> str:
    """Close the desk."""
    the_desk().leaving.set()
    return render_template("gone.html")
