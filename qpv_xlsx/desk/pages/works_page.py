"""What is being done, told as it goes, and what it did."""

import json
from collections.abc import Iterator, Sequence

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from qpv_xlsx.desk.pages.official_table import ImportedTable, imported_page
from qpv_xlsx.desk.pages.place import OpenCampaign, place_of, the_desk
from qpv_xlsx.desk.pages.year import MendedRegister
from qpv_xlsx.desk.speech import Speech
from qpv_xlsx.desk.troubles import as_notice
from qpv_xlsx.desk.works import Phase, Work
from qpv_xlsx.domain.deciding.lines import DecisionLine, lines_to_decide
from qpv_xlsx.domain.findings import Severity
from qpv_xlsx.messages.sentences import Names
from qpv_xlsx.tasks.corresponding.addressees import all_called
from qpv_xlsx.tasks.incoming.reading_report import Reading, summarise
from qpv_xlsx.tasks.overview import Overview

room = Blueprint("progress", __name__)
_LISTED = 40
"""Findings shown under one file; the administration's page has them all."""


@room.get("/c/<key>/travaux/<int:number>")
def show(key: str, number: int) -> str:
    """A work of a campaign: progress while it runs, its result after."""
    place = place_of(key)
    work = _work(number)
    is_over = work.phase is not Phase.RUNNING
    facts = _facts(place, work) if is_over or work.shows_files else {}
    return place.show("work.html", work=work, is_over=is_over, notice=_notice(work), **facts)


@room.get("/travaux/<int:number>")
def alone(number: int) -> AnyResponse | str:
    """A work that makes or mends a campaign, whose pages cannot be shown before: leads there once it is done."""
    work = _work(number)
    match work.phase, work.result:
        case Phase.DONE, ImportedTable():
            return imported_page(work.result)
        case Phase.DONE, MendedRegister():
            return render_template("mended.html", mended=work.result)
        case Phase.DONE, _:
            return redirect(url_for("year.show", key=work.result), 303)
    return render_template("work_alone.html", work=work, notice=_notice(work))


@room.post("/travaux/<int:number>/arreter")
def stop_alone(number: int) -> AnyResponse:
    """The same for a work without a campaign's page."""
    work = _work(number)
    work.stop()
    work.wait(5)
    return redirect(url_for("progress.alone", number=number), 303)


@room.get("/travaux/<int:number>/suite")
def follow(number: int) -> Response:
    """Server-sent events: one per word of the work."""
    work = _work(number)
    desk = the_desk()

    def stream() -> Iterator[str]:
        for rank, event in work.listen():
            desk.be_seen()
            yield ": \n\n" if event is None else f"id: {rank}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n"

    return Response(stream(), mimetype="text/event-stream", headers={"X-Accel-Buffering": "no"})


@room.post("/c/<key>/travaux/<int:number>/arreter")
def stop(key: str, number: int) -> AnyResponse:
    """Stop at the next word; what is done stays done."""
    work = _work(number)
    work.stop()
    work.wait(5)
    return redirect(url_for("progress.show", key=key, number=number), 303)


def _work(number: int) -> Work:
    return the_desk().workshop.find(number) or abort(404)


def _notice(work: Work) -> object:
    return as_notice(work.trouble, the_desk().speech.language) if work.trouble else None


def _facts(place: OpenCampaign, work: Work) -> dict[str, object]:
    """What the result's part of the page shows, by kind of work."""
    if not work.shows_files:
        return {"result": work.result}
    readings: tuple[Reading, ...] = work.result or ()
    overview = place.overview()
    campaign = overview.campaign
    names = Names.of(campaign)
    return {
        "disagreements": tuple(_disagreements(overview, readings)) if work.phase is not Phase.RUNNING else (),
        "result": readings,
        "summary": summarise([reading.told for reading in readings]),
        "found": [_found(place.desk.speech, names, reading) for reading in readings],
        "names": all_called(campaign),
    }


def _disagreements(overview: Overview, readings: Sequence[Reading]) -> Iterator[DecisionLine]:
    """Lines on which a return that was just read says something else than another."""
    read = {one.submission.origin.sha256 for one in readings}
    for line in lines_to_decide(overview.ledger):
        if line.is_disagreement and any(rival.sha256 in read for rival in line.rivals):
            yield line


def _found(speech: Speech, names: Names, reading: Reading) -> dict[str, object]:
    telling = [one for one in reading.submission.findings if one.severity is not Severity.INFO]
    ordered = sorted(telling, key=lambda one: one.severity is not Severity.ERROR)
    return {
        "reading": reading,
        "findings": [(one, speech.finding(one, names)) for one in ordered[:_LISTED]],
        "others": max(0, len(ordered) - _LISTED),
        "remarks": [
            speech.finding(one, names)
            for one in reading.submission.findings
            if one.severity is Severity.INFO and one.measure is None
        ],
    }
