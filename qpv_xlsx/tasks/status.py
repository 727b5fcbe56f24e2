"""Where the campaign stands, and what to do next."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.campaign import Campaign, open_questions
from qpv_xlsx.domain.contract.lacking import lacking
from qpv_xlsx.domain.following.actions import Action, FollowUp, counts, follow_ups, next_actions
from qpv_xlsx.domain.following.glances import Glance
from qpv_xlsx.domain.following.left_behind import LeftBehind
from qpv_xlsx.domain.following.maybe_sent import Intent
from qpv_xlsx.domain.merging.ledger import JournalLine, Received, unclaimed_among
from qpv_xlsx.domain.merging.renaming import present_dispatches
from qpv_xlsx.domain.returned.answers import Outcome
from qpv_xlsx.messages.state_words import subject_of
from qpv_xlsx.messages.wordbook import label
from qpv_xlsx.register import Register, open_register
from qpv_xlsx.tasks.corresponding.intents import doubtful
from qpv_xlsx.tasks.recalled.merged_register import MergedRegister


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A campaign at a glance. *orphans*: returns, and files refused, that nobody could be found for.

    *unclaimed*: those of them that may hold answers, which count for nobody. *left_behind*: codes that the campaign no
    longer knows. *maybe_sent*: messages of which only the coordinator can say whether they left.
    """

    campaign: Campaign
    follow_ups: tuple[FollowUp, ...]
    actions: tuple[Action, ...]
    received: int
    accepted: int
    rejected: int
    ignored: int
    orphans: tuple[Received, ...]
    glances: tuple[Glance, ...] = ()
    messages: tuple[Received, ...] = ()  # without a workbook, that nobody has settled
    unclaimed: tuple[Received, ...] = ()
    left_behind: tuple[LeftBehind, ...] = ()
    maybe_sent: tuple[Intent, ...] = ()
    is_past_closing: bool = False
    closed: JournalLine | None = None  # the year is over: by whom, and when


def read_status(folder: Path, *, now: datetime) -> Status:
    """The status at *now*; deadlines are counted in its own days."""
    campaign = load_campaign(folder)
    with open_register(folder) as register:
        return status_of(campaign, MergedRegister(campaign, register, now), register, today=now.date())


def status_of(campaign: Campaign, merged: MergedRegister, register: Register, *, today: date) -> Status:
    """The status of what has been merged already."""
    generated = {dispatch.respondent for dispatch in present_dispatches(campaign, register.dispatches())}
    glances, orphans, outcomes = tuple(merged.glances()), merged.orphans(), merged.outcomes
    closed = register.closed()
    follows = follow_ups(glances, None if closed else campaign.deadline, today)  # nobody is late any more
    return Status(
        campaign=campaign,
        follow_ups=follows,
        actions=() if closed else next_actions(campaign, follows, generated, today),
        received=len(outcomes),
        accepted=outcomes.count(Outcome.ACCEPTED),
        rejected=outcomes.count(Outcome.REJECTED),
        ignored=outcomes.count(Outcome.IGNORED),
        orphans=tuple(one for one in orphans if one.submission.outcome is not Outcome.IGNORED),
        unclaimed=unclaimed_among(orphans, merged.decided),
        glances=glances,
        messages=tuple(message for glance in glances for message in glance.messages),
        left_behind=merged.left_behind(),
        maybe_sent=doubtful(register),
        is_past_closing=campaign.closing is not None and campaign.closing < today,
        closed=closed,
    )


def status_document(status: Status) -> dict[str, Any]:
    """The status as one JSON document; dates as ISO 8601, states and verbs as codes, with their French words."""
    campaign = status.campaign
    return {
        "schema": "qpv-xlsx/status/1",
        "campaign": campaign.code,
        "year": campaign.year,
        "deadline": _iso(campaign.deadline),
        "closing": _iso(campaign.closing),
        "respondents": [_respondent(*pair) for pair in zip(status.follow_ups, status.glances, strict=True)],
        "states": {state.value: number for state, number in counts(status.follow_ups).items()},
        "files": {
            "received": status.received,
            "accepted": status.accepted,
            "rejected": status.rejected,
            "ignored": status.ignored,
        },
        "orphans": [
            {"name": one.submission.origin.name, "sha256": one.submission.origin.sha256, "sender": one.sender}
            for one in status.orphans
        ],
        "unclaimed": [one.submission.origin.name for one in status.unclaimed],
        "messages": [
            {"respondent": one.attributed, "sender": one.sender, "subject": subject_of(one)} for one in status.messages
        ],
        "lacking": [
            {"lack": one.lack.value, "count": one.count, "names": list(one.names)} for one in lacking(campaign)
        ],
        "questions": [
            {"measure": measure, "count": len(asked), "questions": list(asked)}
            for measure, asked in open_questions(campaign).items()
            if asked
        ],
        "left_behind": [asdict(one) for one in status.left_behind],
        "maybe_sent": [_maybe_sent(intent) for intent in status.maybe_sent],
        "actions": [
            {
                "command": action.verb.value,
                "label": label("fr", "actions", action.verb),
                "respondents": list(action.respondents),
                "due": _iso(action.due),
            }
            for action in status.actions
        ],
    }


def _maybe_sent(intent: Intent) -> dict[str, Any]:
    return {
        "post": intent.post.value,
        "respondents": list(intent.respondents),
        "recipients": list(intent.recipients),
        "moment": intent.moment.isoformat(),
    }


def _refusals(glance: Glance) -> list[dict[str, Any]]:
    """One for all that is asked (its measure: null), or one per measure refused."""
    listed = (glance.refusal,) if glance.refusal else (*glance.refusals.values(),)
    measures = (None,) if glance.refusal else (*glance.refusals,)
    return [
        {
            "measure": measure,
            "reason": one.reason,
            "author": one.author or None,
            "file": one.file or None,
            "date": _iso(one.said.date()),
        }
        for measure, one in zip(measures, listed, strict=True)
    ]


def _respondent(one: FollowUp, glance: Glance) -> dict[str, Any]:
    return {
        "respondent": one.respondent,
        "state": one.state.value,
        "label": label("fr", "states", one.state),
        "late": one.is_late,
        "answers": one.answers,
        "errors": one.errors,
        "warnings": one.warnings,
        "missing": one.missing,
        "to_resolve": one.to_resolve,
        "to_read": one.to_read,
        "refusals": _refusals(glance),
        "sent": _iso(one.sent),
        "received": _iso(one.received),
        "reminded": _iso(one.reminded),
        "corrected": _iso(one.corrected),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
