"""Returns dropped on the page: copied aside under their own names, then read as ``collect`` reads them."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from flask import Blueprint, redirect, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from qpv_xlsx.desk.pages.place import OpenCampaign, author_and_now, place_of
from qpv_xlsx.desk.recent import known_servers, remember_server
from qpv_xlsx.desk.works import Work
from qpv_xlsx.spreadsheet.file_names import portable_name
from qpv_xlsx.tasks.corresponding.addressees import all_called
from qpv_xlsx.tasks.incoming.reading_report import Reading

room = Blueprint("drop", __name__, url_prefix="/c/<key>/depot")


@room.get("")
def show(key: str) -> str:
    """Where files are dropped, and what came lately."""
    place = place_of(key)
    overview = place.overview()
    latest = sorted(overview.returns, key=lambda one: one.sequence, reverse=True)[:20]
    return place.show(
        "drop.html",
        overview=overview,
        latest=latest,
        names=names_of_respondents(place),
        servers=known_servers(place.desk.place),
    )


def names_of_respondents(place: OpenCampaign) -> dict[str, str]:
    """What administrations are called."""
    return all_called(place.overview().campaign)


@room.post("")
def receive(key: str) -> Response:
    """Read what was dropped. Nothing of it is kept elsewhere than in ``recus/``."""
    place = place_of(key)
    scratch = Basket(request.files.getlist("fichiers"))
    if not scratch.count:
        scratch.empty()
        return redirect(url_for("drop.show", key=key, vide=1), 303)

    def act(work: Work) -> object:
        try:
            return _collected(place, scratch.folder, work)
        finally:
            scratch.empty()

    return place.begin("collect", act, scratch.empty)


@room.post("/boite")
def fetch_mail(key: str) -> Response:
    """Read what a mailbox holds for the campaign. Nothing is erased there, nor marked."""
    place = place_of(key)
    url, is_narrow = request.form.get("imap", "").strip(), "contacts" in request.form
    remember_server(place.desk.place, "imap", url)

    def act(work: Work) -> object:
        from qpv_xlsx.campaigns import load_campaign
        from qpv_xlsx.mail.servers import MAILBOXES, parse_server
        from qpv_xlsx.tasks.fetch import MessageChoice, visit_mailbox

        server, campaign = parse_server(url, MAILBOXES), load_campaign(place.folder)
        wanted, signed = MessageChoice(from_contacts=is_narrow), author_and_now(place.desk)
        visit = visit_mailbox(place.folder, campaign, server, wanted=wanted, watch=work.watch, **signed)
        return _told(place, visit, work)

    return place.begin("fetch", act)


class Basket:
    """Files of the page, in a folder of their own until they are read. Nothing of them stays where they cannot be written."""

    def __init__(self, files: Iterable[FileStorage]) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="qpv-xlsx-"))
        try:
            self.count = _save_dropped(files, self.folder)
        except OSError:
            self.empty()
            raise

    def empty(self) -> None:
        """Leave nothing."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _save_dropped(files: Iterable[FileStorage], scratch: Path) -> int:
    """Write each file under its own name, each in a folder of its own: two may bear the same. Their paths are not taken."""
    count = 0
    for file in files:
        name = portable_name(PurePosixPath((file.filename or "").replace("\\", "/")).name)
        if not name:
            continue
        count += 1
        folder = scratch / f"{count:05}"
        folder.mkdir()
        file.save(folder / name)
    return count


def _collected(place: OpenCampaign, scratch: Path, work: Work) -> tuple[Reading, ...]:
    from qpv_xlsx.campaigns import load_campaign
    from qpv_xlsx.tasks.collect import collect_parcels
    from qpv_xlsx.tasks.incoming.gathering import count_files, gather

    campaign = load_campaign(place.folder)
    parcels = gather([scratch], campaign.options.limits)
    readings = collect_parcels(place.folder, campaign, parcels, watch=work.watch, **author_and_now(place.desk))
    return _told(place, readings, work, total=count_files([scratch]))


def _told(place: OpenCampaign, readings: Iterator[Reading], work: Work, *, total: int = 0) -> tuple[Reading, ...]:
    """*readings*, each shown as it comes. *total*: of files, where it is known; 0: the work itself tells how far it is."""
    kept: list[Reading] = []
    for reading in readings:
        kept.append(reading)
        work.result = tuple(kept)
        if total:
            work.done, work.total = len(kept), max(total, len(kept))
        work.tell(_event(place, reading, len(kept), work))
    return tuple(kept)


def _event(place: OpenCampaign, reading: Reading, rank: int, work: Work) -> dict[str, object]:
    """What the page adds to its table: text, never markup. *rank*: of the file among those read."""
    submission, speech = reading.submission, place.desk.speech
    return {
        "kind": "file",
        "rank": rank,
        "done": work.done,
        "total": work.total,
        "name": submission.origin.name,
        "outcome": submission.outcome.value,
        "word": speech.label("outcomes", submission.outcome.value),
        "respondent": reading.respondent,
        "answers": speech.t("drop.answers", count=len(submission.answers)),
        "said": speech.t("drop.read_so_far", done=rank, total=max(rank, work.total)),
    }
