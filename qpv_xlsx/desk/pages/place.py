"""The campaign that an address speaks of, for every page about one."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from qpv_xlsx.campaigns.folder_lock import Holder, holder_of, is_stale, writing_in
from qpv_xlsx.desk.leftovers import leftovers_of
from qpv_xlsx.desk.snapshots import READ_AT_ONCE
from qpv_xlsx.desk.state import SLOT, Desk
from qpv_xlsx.desk.works import Act, Work
from qpv_xlsx.domain.findings import CampaignError, StorageError
from qpv_xlsx.register import is_read_only
from qpv_xlsx.tasks.overview import Overview

_SHORT = 1.8  # seconds: what is done by then shows no progress

ACTS = frozenset(
    {
        "collect",
        "fetch",
        "generate",
        "send",
        "return",
        "remind",
        "settle_sending",
        "login",
        "resolve",
        "take_back",
        "write_decisions",
        "read_decisions",
        "revise",
        "consolidate",
        "export",
        "close",
        "rollover",
    }
)
"""What the pages of a campaign do, one at a time in its folder."""

_AFTER_CLOSING = frozenset({"rollover", "export", "nothing"})  # they change nothing in a closed year


REREAD = "reread"
"""The work that brings a campaign's returns up to date before its pages are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCampaign:
    """A campaign's folder, as an address names it."""

    desk: Desk
    key: str
    folder: Path

    def overview(self) -> Overview:
        """What the folder holds now. Raises CampaignError, which the desk shows as a page.

        Where many returns must be read again first, the request ends on the page that shows how far that is.
        """
        current = self.desk.workshop.current(self.key)
        if current is None and self.desk.snapshots.returns_to_read(self.folder) > READ_AT_ONCE:
            current = self.desk.workshop.start(self.key, REREAD, self._reread, self.desk.clock())
        if current is not None and current.kind == REREAD and not current.wait(_SHORT):
            abort(redirect(url_for("progress.alone", number=current.number), 303))
        return self.desk.snapshots.of(self.folder)

    def _reread(self, work: Work) -> str:
        self.desk.snapshots.of(self.folder, work.watch)
        return self.key

    def show(self, template: str, **facts: Any) -> str:  # noqa: ANN401  (whatever the template asks)
        """A page of the campaign, with its navigation."""
        overview = facts.pop("overview", None) or self.overview()
        holder = holder_of(self.folder)
        return render_template(
            template,
            place=self,
            overview=overview,
            campaign=overview.campaign,
            called=overview.campaign.title or self.folder.name,
            to_decide=sum(one.to_resolve for one in overview.status.follow_ups) + len(overview.status.orphans),
            to_write=sum(
                len(action.respondents)
                for action in overview.status.actions
                if is_letter(action.verb.value) and action.due is None
            ),
            current=self.desk.workshop.current(self.key),
            leftovers=leftovers_of(self.folder),
            not_done=_refused_kind(),
            is_read_only=is_read_only(self.folder),
            other_desk=self.desk.presence.enter(self.folder, self.desk.clock()),
            **self._holder(holder),
            **facts,
        )

    def begin(self, kind: str, act: Act, refused: Callable[[], None] | None = None) -> Response:
        """Do *act* with the folder held, and go to its page: at once where it takes long.

        Where something else is going on in the folder, it is not done, and the page says so; *refused* is called.
        """

        def held(work: Work) -> object:
            if kind not in _AFTER_CLOSING:
                from qpv_xlsx.tasks.recalled.closed_years import refuse_if_closed

                refuse_if_closed(self.folder)
            with writing_in(self.folder, who=self.desk.author, now=self.desk.clock()):
                done = act(work)
            self._look_ahead()
            return done

        work = self.desk.workshop.start(self.key, kind, held, self.desk.clock())
        asked = f"{kind} {sorted(request.form.items(multi=True))} {[file.filename for file in request.files.values()]}"
        if work is None:
            if refused is not None:
                refused()
            return self._not_done(kind, asked)
        work.asked = asked
        work.wait(_SHORT)
        return redirect(url_for("progress.show", key=self.key, number=work.number), 303)

    def _not_done(self, kind: str, asked: str) -> Response:
        """To what is going on; unless it is the same wish, sent twice, with a word on what was not done."""
        current = self.desk.workshop.current(self.key)
        if current is None:  # it ended meanwhile
            return redirect(url_for("year.show", key=self.key, refuse=kind), 303)
        told = None if current.asked == asked else kind
        return redirect(url_for("progress.show", key=self.key, number=current.number, refuse=told), 303)

    def _look_ahead(self) -> None:
        """Read what was written before the next page asks for it; what is wrong there, that page says."""
        with suppress(CampaignError, StorageError, OSError):
            self.desk.snapshots.foreseen(self.desk.snapshots.of(self.folder))

    def _holder(self, holder: Holder | None) -> dict[str, Any]:
        if holder is None or self.desk.workshop.current(self.key):
            return {"holder": None, "is_stale": False}
        return {"holder": holder, "is_stale": is_stale(self.folder, holder, now=self.desk.clock())}


def _refused_kind() -> str:
    """What the person asked for while something else was going on; empty: nothing. The address names it."""
    kind = request.args.get("refuse", "")
    return kind if kind in ACTS else ""


def begin_alone(desk: Desk, kind: str, act: Act, key: str = "") -> Response:
    """Do *act*, which makes a campaign or mends that of *key*, and go to the page that shows it without one."""
    work = desk.workshop.start(key, kind, act, desk.clock()) or desk.workshop.current(key)
    if work is None:
        abort(409)
    work.wait(_SHORT)
    return redirect(url_for("progress.alone", number=work.number), 303)


def is_letter(verb: str) -> bool:
    """Whether an action writes to administrations."""
    return verb in {"send", "return", "remind"}


def the_desk() -> Desk:
    """The desk that answers this request."""
    desk: Desk = current_app.extensions[SLOT]
    return desk


def place_of(key: str) -> OpenCampaign:
    """The campaign named in the address; 404 where this desk knows none."""
    desk = the_desk()
    folder = desk.folder_of(key)
    if folder is None or not folder.is_dir():
        abort(404)
    return OpenCampaign(desk=desk, key=key, folder=folder)


def author_and_now(desk: Desk) -> dict[str, Any]:
    """What tasks want to know of who calls them."""
    return {"author": desk.author, "now": desk.clock()}
