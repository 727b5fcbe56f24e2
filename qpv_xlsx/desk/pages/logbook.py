"""The journal: all that was received, prepared and decided."""

from collections.abc import Mapping
from datetime import datetime

from flask import Blueprint, request

from qpv_xlsx.desk.pages.place import place_of
from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.deciding.acts import names_by_sha256
from qpv_xlsx.domain.merging.ledger import JournalLine
from qpv_xlsx.messages.decided_words import decided_words
from qpv_xlsx.messages.wordbook import labels
from qpv_xlsx.tasks.overview import Overview

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
    overview, language = place.overview(), place.desk.speech.language
    decided = decided_in(overview, language)
    wanted = request.args.get("montrer", "")
    group = GROUPS.get(wanted)
    lines = [line for line in reversed(overview.journal) if group is None or line.act in group]
    page = max(1, request.args.get("page", 1, type=int))
    return place.show(
        "journal.html",
        overview=overview,
        lines=lines[(page - 1) * PAGE : page * PAGE],
        about=lambda line: about_words(line, decided, language),
        found=len(lines),
        page=page,
        pages=max(1, -(-len(lines) // PAGE)),
        wanted=wanted,
        filters=[("", len(overview.journal))]
        + [(name, sum(line.act in acts for line in overview.journal)) for name, acts in GROUPS.items()],
    )


_Decided = Mapping[tuple[datetime, str], str]
"""What was decided, in words, by its moment and what it is about."""


def decided_in(overview: Overview, language: str) -> _Decided:
    """Each decision with its reason."""
    kinds, files = overview.campaign.catalogue.kind_by_measure, names_by_sha256(overview.ledger)
    told: dict[tuple[datetime, str], str] = {}
    for one in overview.ledger.decisions:
        kind = kinds.get(one.question.measure, Kind.TEXT)
        words = decided_words(one, overview.ledger.decisions, kind, files, language)
        told[one.decided, one.about] = f"{words} ({one.reason})" if one.reason else words
    return told


def about_words(line: JournalLine, decided: _Decided, language: str) -> str:
    """What a line is about, in words: « EMP, version 1 », « CAF CAF-04-b, commentaire – … »."""
    start, _, last = line.about.rpartition(" ")
    if line.act == "dispatch" and last[:1] == "v" and last[1:].isdecimal():
        return f"{start}, version {last[1:]}"
    if line.act != "decision":
        return line.about
    fields = labels(language, "fields")
    each = ((_subject(about, fields), decided.get((line.moment, about))) for about in line.about.split(", "))
    return " · ".join(f"{subject} – {words}" if words else subject for subject, words in each)


def _subject(about: str, fields: Mapping[str, str]) -> str:
    start, _, last = about.rpartition(" ")
    if last not in fields:
        return about
    return start if last == "value" else f"{start}, {fields[last]}"
