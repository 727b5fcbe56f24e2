"""Show a file of the campaign with the person's own programs: named by what it is, never by a path."""

from pathlib import Path

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response

from qpv_xlsx.desk.pages.place import OpenCampaign, place_of

room = Blueprint("files", __name__, url_prefix="/c/<key>/fichier")
_NAMED = {
    "campagne": "campagne.xlsx",
    "decisions": "decisions.xlsx",
    "synthese": "synthese/{code}_synthese.xlsx",
    "rapport": "synthese/report.html",
}
_ROOMS = frozenset({"a_envoyer", "recus", "a_retourner", "synthese", "modeles"})


@room.post("")
def open_one(key: str) -> Response:
    """Open it here, on this computer, and come back to the page."""
    place = place_of(key)
    path = _meant(place, request.form.get("quoi", ""), request.form.get("nom", ""))
    if path is None or not path.exists():
        abort(404)
    place.desk.opener(path)
    back = request.form.get("retour", "")
    return redirect(back if back.startswith(f"/c/{key}/") else f"/c/{key}/", 303)


def _meant(place: OpenCampaign, what: str, name: str) -> Path | None:
    """The file that the form speaks of; None where it is not one of the campaign's."""
    overview = place.overview()
    code = overview.campaign.code
    match what:
        case "dossier":
            return place.folder if not name else place.folder / name if name in _ROOMS else None
        case "campagne" | "decisions" | "synthese" | "rapport":
            return place.folder / _NAMED[what].format(code=code)
        case "retour":
            stored = next((one.stored for one in overview.returns if one.submission.origin.sha256 == name), "")
            return place.folder / "recus" / stored if stored else None
        case "a_envoyer" | "a_retourner" | "ecrit":
            return _inside(place.folder, what, name)
    return None


def _inside(folder: Path, room_name: str, name: str) -> Path | None:
    """A file that this desk wrote, by the name that its page told."""
    rooms = ("a_envoyer", "a_retourner", "synthese") if room_name == "ecrit" else (room_name,)
    found = (one for kept in rooms for one in sorted((folder / kept).glob("*")) if one.name == name)
    return next(found, None)
