"""The year at a glance: where each administration stands, what to do next, the calendar."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from qpv_xlsx.campaigns.folder_lock import take_over, writing_in
from qpv_xlsx.desk.pages.place import author_and_now, begin_alone, place_of
from qpv_xlsx.desk.troubles import as_notice
from qpv_xlsx.desk.works import Work
from qpv_xlsx.domain.contract.campaign import Campaign, measures_of
from qpv_xlsx.domain.following.actions import Action, FollowUp, State
from qpv_xlsx.domain.judging.tallies import ANSWERED
from qpv_xlsx.messages.lacks import lacking_words
from qpv_xlsx.messages.left_behind_words import left_behind_words
from qpv_xlsx.tasks.corresponding.addressees import called
from qpv_xlsx.tasks.overview import Overview

room = Blueprint("year", __name__, url_prefix="/c/<key>")
PAGE = 25
"""Administrations on one page of the list."""

TAG_OF_STATE = {
    "a_envoyer": "",
    "rien_recu": "none",
    "a_corriger": "fix",
    "a_completer": "todo",
    "a_trancher": "info",
    "message_a_lire": "todo",
    "refus": "none",
    "recu_apres_cloture": "todo",
    "etat_neant": "",
    "complet": "ok",
}
"""The look of a state; always beside its word."""

PAGE_OF_VERB = {
    "send": "letters.show",
    "return": "letters.show",
    "remind": "letters.show",
    "collect": "drop.show",
    "resolve": "decide.show",
    "consolidate": "summary.show",
}
"""Where a thing is done; workbooks are prepared on the campaign's own page."""

_ORDER = ("rien_recu", "message_a_lire", "recu_apres_cloture", "a_corriger", "a_trancher", "a_completer", "a_envoyer")


@dataclass(frozen=True, slots=True, kw_only=True)
class MendedRegister:
    """What was made again, in sentences. *key*: the campaign's name in addresses."""

    key: str
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RespondentRow:
    """One administration in the list. *received* of *asked* measures have come in. *then*: what is to be done for it first; None: nothing."""

    code: str
    name: str
    territory: str
    follow_up: FollowUp
    received: int
    asked: int
    then: Action | None = None

    @property
    def steps(self) -> tuple[tuple[str, date], ...]:
        """What passed between us, in order: a return, a correction asked for, a reminder; before them, the workbook."""
        one = self.follow_up
        known = (("received", one.received), ("corrected", one.corrected), ("reminded", one.reminded))
        found = sorted(((kind, day) for kind, day in known if day is not None), key=lambda step: step[1])
        return tuple(found) or ((("sent", one.sent),) if one.sent else ())

    @property
    def tag(self) -> str:
        """The look of the state."""
        return TAG_OF_STATE.get(self.follow_up.state.value, "")

    @property
    def is_calm(self) -> bool:
        """Whether nothing is expected of anybody."""
        return not self.follow_up.state.owes_something and not self.follow_up.to_resolve


@room.get("/")
def show(key: str) -> str:
    """The campaign's page."""
    place = place_of(key)
    overview = place.overview()
    rows = rows_of(overview)
    wanted = request.args.get("montrer", "")
    search = request.args.get("chercher", "")
    territory = request.args.get("territoire", "")
    shown = [row for row in rows if _is_wanted(row, wanted) and _matches(row, search, territory)]
    page = max(1, request.args.get("page", 1, type=int))
    today = place.desk.clock().date()
    return place.show(
        "year.html",
        overview=overview,
        left_behind=left_behind_words(overview.status.left_behind, place.desk.speech.language),
        lacking=() if overview.closed else lacking_words(overview.campaign, place.desk.speech.language),
        questions=[choice for choice in overview.campaign.choices if choice.is_open],
        lead=lead_facts(rows),
        rows=rows,
        page_of_verb=PAGE_OF_VERB,
        whole=_whole(rows) if len(shown) == len(rows) else None,
        shown=shown[(page - 1) * PAGE : page * PAGE],
        found=len(shown),
        page=page,
        pages=max(1, -(-len(shown) // PAGE)),
        wanted=wanted,
        search=search,
        territory=territory,
        filters=[(name, sum(_is_wanted(row, name) for row in rows)) for name in ("", "retard", "traiter", "completes")],
        calendar=tuple(_calendar(overview, today)),
        today=today,
        names={row.code: row.name for row in rows},
        names_of_territories={one.code: one.name for one in overview.campaign.territories},
    )


def rows_of(overview: Overview) -> list[RespondentRow]:
    """Every administration, the most urgent first."""
    campaign = overview.campaign
    names = {one.code: one for one in campaign.respondents}
    received = _received_by_respondent(overview)
    rows = [
        RespondentRow(
            code=one.respondent,
            name=called(campaign, names[one.respondent]),
            territory=names[one.respondent].territory,
            follow_up=one,
            received=received.get(one.respondent, 0),
            asked=_asked(campaign, one.respondent),
            then=next((action for action in overview.status.actions if one.respondent in action.respondents), None),
        )
        for one in overview.status.follow_ups
    ]
    return sorted(rows, key=_urgency)


@dataclass(frozen=True, slots=True, kw_only=True)
class AllTogether:
    """All administrations together. *complete* of *rows* are; *received* of *asked* measures have come in."""

    rows: int
    complete: int
    received: int
    asked: int
    errors: int


def _whole(rows: Sequence[RespondentRow]) -> AllTogether:
    return AllTogether(
        rows=len(rows),
        complete=sum(_is_wanted(row, "completes") for row in rows),
        received=sum(row.received for row in rows),
        asked=sum(row.asked for row in rows),
        errors=sum(row.follow_up.errors for row in rows),
    )


def _urgency(row: RespondentRow) -> tuple[bool, int]:
    state = row.follow_up.state.value
    return not row.follow_up.is_late, _ORDER.index(state) if state in _ORDER else len(_ORDER)


def _asked(campaign: Campaign, code: str) -> int:
    respondent = next(one for one in campaign.respondents if one.code == code)
    return len(measures_of(campaign, respondent))


def _received_by_respondent(overview: Overview) -> dict[str, int]:
    """Measures that have come in, as the master counts them."""
    found: dict[str, int] = {}
    for one in overview.assessment.rows.values():
        if one.reporting in ANSWERED:
            found[one.respondent] = found.get(one.respondent, 0) + 1
    return found


def lead_facts(rows: Sequence[RespondentRow]) -> dict[str, object]:
    """What the first sentence says."""
    late = [row for row in rows if row.follow_up.is_late]
    answered = sum(row.follow_up.has_answered for row in rows)
    return {"answered": answered, "asked": len(rows), "late": late}


def _is_wanted(row: RespondentRow, wanted: str) -> bool:
    match wanted:
        case "retard":
            return row.follow_up.is_late
        case "traiter":
            return not row.is_calm and row.follow_up.state is not State.SILENT
        case "completes":
            return row.follow_up.state in {State.COMPLETE, State.NIL}
    return True


def _matches(row: RespondentRow, search: str, territory: str) -> bool:
    words = search.casefold().split()
    text = f"{row.code} {row.name}".casefold()
    return all(word in text for word in words) and territory in {"", row.territory}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A point of the calendar. *look*: past, missed, today or nothing. *days* from today."""

    kind: str
    day: date
    look: str
    days: int
    count: int = 0


def _calendar(overview: Overview, today: date) -> Iterator[Step]:
    """Sent, deadline, today, next reminder, closing: those that have a day, in order."""
    campaign, follow_ups = overview.campaign, overview.status.follow_ups
    sent = [one.sent for one in follow_ups if one.sent]
    due = [action.due for action in overview.status.actions if action.verb.value == "remind" and action.due]
    steps = [("sent", min(sent), len(sent))] if sent else []
    steps += [("deadline", campaign.deadline, 0)] if campaign.deadline else []
    steps += [("reminder", min(due), 0)] if due else []
    steps += [("closing", campaign.closing, 0)] if campaign.closing else []
    steps.append(("today", today, sum(one.received == today for one in follow_ups)))
    is_late = any(one.is_late for one in follow_ups)
    for kind, day, count in sorted(steps, key=lambda step: (step[1], step[0] == "today")):
        look = (
            "today"
            if kind == "today"
            else ""
            if day >= today
            else "past missed"
            if kind == "deadline" and is_late
            else "past"
        )
        yield Step(kind=kind, day=day, look=look, days=abs((day - today).days), count=count)


@room.post("/preparer")
def generate_workbooks(key: str) -> Response:
    """Collection workbooks, for all or for those who are named."""
    place = place_of(key)
    only = tuple(request.form.getlist("only"))

    def act(work: Work) -> object:
        from qpv_xlsx.tasks.generate import generate

        return tuple(generate(place.folder, only=only, watch=work.watch, **author_and_now(place.desk)))

    return place.begin("generate", act)


@room.post("/registre")
def mend_register(key: str) -> Response:
    """Make a lost or damaged register again: every return is read once more."""
    place = place_of(key)

    def act(work: Work) -> MendedRegister:
        from qpv_xlsx.tasks.repair import repair
        from qpv_xlsx.tasks.repair_told import repair_told

        signed, language = author_and_now(place.desk), place.desk.speech.language
        with writing_in(place.folder, who=place.desk.author, now=place.desk.clock()):
            done = repair(place.folder, watch=work.watch, **signed)
        unread = as_notice(done.unread, language).sentence if done.unread else None
        return MendedRegister(key=place.key, told=tuple(repair_told(done, unread, language)))

    return begin_alone(place.desk, "repair", act, place.key)


@room.post("/main")
def take_the_hand(key: str) -> Response:
    """Remove the lock of a computer that no longer answers."""
    place = place_of(key)
    take_over(place.folder, request.form.get("verrou", ""))
    return redirect(url_for("year.show", key=key), 303)
