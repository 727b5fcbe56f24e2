"""Messages to prepare or to send, and those that were. Nothing leaves without the coordinator."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from qpv_xlsx.desk.pages.place import OpenCampaign, author_and_now, place_of
from qpv_xlsx.desk.pages.reread import refuse_if_no_longer_as_read
from qpv_xlsx.desk.pages.route_form import route_asked
from qpv_xlsx.desk.recent import known_servers
from qpv_xlsx.desk.works import Work
from qpv_xlsx.domain.contract.campaign import Respondent
from qpv_xlsx.domain.merging.ledger import Sending
from qpv_xlsx.tasks.corresponding.addressees import all_called
from qpv_xlsx.tasks.overview import Overview

if TYPE_CHECKING:
    from qpv_xlsx.tasks.corresponding.posting import Route

room = Blueprint("letters", __name__, url_prefix="/c/<key>/courriels")


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Messages of one sort, due now or from *due* on."""

    verb: str
    due: date | None
    respondents: tuple[Respondent, ...]


@room.get("")
def show(key: str) -> str:
    """What is to be written today, later, and what has been."""
    place = place_of(key)
    overview = place.overview()
    batches = tuple(_batches(overview))
    return place.show(
        "letters.html",
        overview=overview,
        now_due=[one for one in batches if one.due is None],
        later=[one for one in batches if one.due is not None],
        written=tuple(_written(overview.sendings)),
        names=all_called(overview.campaign),
        servers=known_servers(place.desk.place),
    )


def _batches(overview: Overview) -> Iterator[Batch]:
    known = {one.code: one for one in overview.campaign.respondents}
    for action in overview.status.actions:
        if action.verb.value in _ACTS:
            yield Batch(
                verb=action.verb.value, due=action.due, respondents=tuple(known[code] for code in action.respondents)
            )


def _written(sendings: Sequence[Sending]) -> Iterator[tuple[date, str, str, tuple[str, ...]]]:
    """Day, sort, means and respondents of what was written, the latest first."""
    ordered = sorted(sendings, key=lambda one: (one.sent.date(), one.post.value, one.means.value), reverse=True)
    for (day, post, means), group in groupby(
        ordered, key=lambda one: (one.sent.date(), one.post.value, one.means.value)
    ):
        yield day, post, means, tuple(dict.fromkeys(one.respondent for one in group))


@room.post("/peut-etre")
def settle(key: str) -> Response:
    """What the coordinator knows of a message that may have left."""
    from qpv_xlsx.tasks.corresponding.settle_sendings import settle_one

    place = place_of(key)
    message, has_left = request.form.get("message", ""), request.form.get("left") == "yes"

    def act(_: Work) -> object:
        return settle_one(place.folder, message, has_left=has_left, **author_and_now(place.desk))

    return place.begin("settle_sending", act)


@room.post("/<verb>")
def write(key: str, verb: str) -> Response:
    """Write to those who are checked, by the means that was chosen."""
    place = place_of(key)
    act = _ACTS.get(verb)
    only = tuple(request.form.getlist("only"))
    if act is None:
        abort(404)
    if not only:
        return place.begin("nothing", lambda _: ())
    route, mark = route_asked(place.desk.place), request.form.get("relu", "")

    def as_read(work: Work) -> object:
        refuse_if_no_longer_as_read(place, verb, only, route, mark)
        return act(place, only, route, work)

    return place.begin(verb, as_read)


@room.post("/messagerie")
def keep_password(key: str) -> Response:
    """Try the password of a mail server, then keep it in the system's keyring, nowhere else."""
    place = place_of(key)
    url, password = request.form.get("server", "").strip(), request.form.get("password", "")

    def act(work: Work) -> str:
        from qpv_xlsx.tasks.login import login, server_of

        return login(server_of(url), password, work.watch)

    return place.begin("login", act)


def _send(place: OpenCampaign, only: tuple[str, ...], route: "Route", work: Work) -> object:
    from qpv_xlsx.tasks.send import send

    return _told(send(place.folder, only=only, route=route, **author_and_now(place.desk)), len(only), work)


def _return(place: OpenCampaign, only: tuple[str, ...], route: "Route", work: Work) -> object:
    from qpv_xlsx.tasks.return_ import return_for_correction

    returned = return_for_correction(place.folder, only=only, route=route, **author_and_now(place.desk))
    return _told(returned, len(only), work)


def _remind(place: OpenCampaign, only: tuple[str, ...], route: "Route", work: Work) -> object:
    from qpv_xlsx.tasks.remind import remind

    return _told(remind(place.folder, only=only, route=route, **author_and_now(place.desk)), len(only), work)


def _told(items: Iterator[object], total: int, work: Work) -> tuple[object, ...]:
    done: list[object] = []
    for item in items:
        done.append(item)
        work.result = tuple(done)
        work.watch(len(done), max(total, len(done)))
    return tuple(done)


_ACTS: dict[str, Callable[[OpenCampaign, tuple[str, ...], "Route", Work], object]] = {
    "send": _send,
    "return": _return,
    "remind": _remind,
}
