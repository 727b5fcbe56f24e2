"""The journal: all that was received, prepared and decided."""

from flask import Blueprint, request

from qpv_xlsx.desk.pages.place import place_of

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
        found=len(lines),
        page=page,
        pages=max(1, -(-len(lines) // PAGE)),
        wanted=wanted,
        filters=[("", len(overview.journal))]
        + [(name, sum(line.act in acts for line in overview.journal)) for name, acts in GROUPS.items()],
    )
