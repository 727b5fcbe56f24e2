"""Messages read before they leave: the very words, the people, the workbooks. Nothing is written."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from qpv_xlsx.desk.pages.place import OpenCampaign, author_and_now, place_of
from qpv_xlsx.desk.pages.route_form import route_asked
from qpv_xlsx.domain.merging.ledger import Post
from qpv_xlsx.tasks.corresponding.addressees import all_called

if TYPE_CHECKING:
    from qpv_xlsx.tasks.corresponding.posting import Outgoing, Route

room = Blueprint("reread", __name__, url_prefix="/c/<key>/courriels/<verb>/relire")

POST_OF_VERB = {"send": Post.COLLECTION, "return": Post.CORRECTION, "remind": Post.REMINDER}


@dataclass(frozen=True, slots=True, kw_only=True)
class EnclosedFile:
    """A workbook that goes with a message. *room*: the folder where it may be opened; empty: it is written with the message."""

    name: str
    room: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterShown:
    """One message, as its page shows it. *words*: as most programs show it, without its styles."""

    letter: "Outgoing"
    words: Markup
    enclosed: tuple[EnclosedFile, ...]


@room.route("", methods=["GET", "POST"])
def show(key: str, verb: str) -> Response | str:
    """The messages to those who are checked, by the means that was chosen."""
    from qpv_xlsx.tasks.letters_to_read import mark_of

    place = place_of(key)
    if verb not in POST_OF_VERB:
        abort(404)
    only = tuple(request.values.getlist("only"))
    if not only:
        return redirect(url_for("letters.show", key=key), 303)
    route = route_asked(place.desk.place)
    letters = composed(place, verb, only, route)
    return place.show(
        "reread.html",
        verb=verb,
        only=only,
        route=route,
        mark=mark_of(letters),
        shown=[_shown(one) for one in letters],
        names=all_called(place.overview().campaign),
    )


def composed(place: OpenCampaign, verb: str, only: tuple[str, ...], route: "Route") -> tuple["Outgoing", ...]:
    """The messages that *verb* would write now."""
    from qpv_xlsx.tasks.letters_to_read import letters_to_read

    return letters_to_read(place.folder, POST_OF_VERB[verb], only=only, route=route, **author_and_now(place.desk))


def refuse_if_no_longer_as_read(
    place: OpenCampaign, verb: str, only: tuple[str, ...], route: "Route", mark: str
) -> None:
    """Raise CampaignError where a message has changed since its page showed it. *mark*: what the page bears; empty: not read."""
    from qpv_xlsx.tasks.letters_to_read import refuse_if_changed

    if mark:
        refuse_if_changed(composed(place, verb, only, route), mark)


def _shown(letter: "Outgoing") -> LetterShown:
    from qpv_xlsx.mail.letter_page import content_of

    words = Markup(content_of(letter.text.html))  # noqa: S704  (ours: each word was escaped when the message was made)
    return LetterShown(letter=letter, words=words, enclosed=tuple(_enclosed(letter, path) for path in letter.workbooks))


def _enclosed(letter: "Outgoing", path: Path) -> EnclosedFile:
    is_there = letter.post is not Post.CORRECTION and path.is_file()
    return EnclosedFile(name=path.name, room=path.parent.name if is_there else "")
