"""How messages are to leave: what the forms of the page of letters ask."""

from pathlib import Path
from typing import TYPE_CHECKING

from flask import request

from qpv_xlsx.desk.recent import remember_server

if TYPE_CHECKING:
    from qpv_xlsx.tasks.corresponding.posting import Route


def route_asked(home: Path) -> "Route":
    """How the messages are to leave, as the form says."""
    from qpv_xlsx.tasks.corresponding.posting import Route

    means, again = request.values.get("means", ""), "again" in request.values
    if means not in {"smtp", "drafts"}:
        return Route(again=again)
    url = request.values.get(means, "").strip()
    remember_server(home, means, url)
    return Route(smtp=url, again=again) if means == "smtp" else Route(drafts=url, again=again)
