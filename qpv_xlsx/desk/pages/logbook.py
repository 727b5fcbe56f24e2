"""The journal: all that was received, prepared and decided."""

from collections.abc import Mapping

from flask import Blueprint, request

from qpv_xlsx.desk.pages.place import place_of
from qpv_xlsx.domain.merging.ledger import JournalLine
from qpv_xlsx.messages.wordbook import labels

room = Blueprint("logbook", __name__, url_prefix="/c/<key>/journal")
PAGE = 100
GROUPS = {
    "retours": frozenset({"return", "reading"}),
    "courriels": frozenset({"send_collection", "send_correction", "send_reminder"}),
    "decisions": frozenset({"decision"}),
}


@room.get("")
def show(key: str) -> str:
    """The latest first, a page at a time."""
    place = place_of(key)
    overview = place.overview()
    wanted = request.args.get("montrer", "")
    group = GROUPS.get(wanted)
    lines = [line for line in reversed(overview.journal) if group is None or line.act in group]
    page = max(1, request.args.get("page", 1, type=int))
    return place.show(
        "journal.html",
        overview=overview,
        lines=lines[(page - 1) * PAGE : page * PAGE],
        about=lambda line: about_words(line, place.desk.speech.language),
        found=len(lines),
        page=page,
        pages=max(1, -(-len(lines) // PAGE)),
        wanted=wanted,
        filters=[("", len(overview.journal))]
        + [(name, sum(line.act in acts for line in overview.journal)) for name, acts in GROUPS.items()],
    )


def about_words(line: JournalLine, language: str) -> str:
    """What a line is about, in words: « EMP, version 1 », « CAF CAF-04-b, commentaire »."""
    start, _, last = line.about.rpartition(" ")
    if line.act == "dispatch" and last[:1] == "v" and last[1:].isdecimal():
        return f"{start}, version {last[1:]}"
    if line.act != "decision":
        return line.about
    return " · ".join(_decided(each, labels(language, "fields")) for each in line.about.split(", "))


def _decided(about: str, fields: Mapping[str, str]) -> str:
    start, _, last = about.rpartition(" ")
    if last not in fields:
        return about
    return start if last == "value" else f"{start}, {fields[last]}"
