"""Where each respondent stands, and what the coordinator does next."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.following.glances import Glance, glance_of
from qpv_xlsx.domain.merging.ledger import Account

_BEFORE_DEADLINE = timedelta(days=7)  # first reminder
_BETWEEN_REMINDERS = timedelta(days=14)


class State(StrEnum):
    """Of a respondent, the most pressing thing to say."""

    NOT_SENT = "a_envoyer"
    SILENT = "rien_recu"
    TO_READ = "message_a_lire"  # words without a workbook: they may be a refusal, a question, an answer
    AFTER_CLOSING = "recu_apres_cloture"  # all that came is too late to count, until it is admitted
    TO_CORRECT = "a_corriger"
    TO_COMPLETE = "a_completer"
    TO_DECIDE = "a_trancher"  # returns disagree: the next word is the coordinator's
    NIL = "etat_neant"
    REFUSED = "refus"  # nothing is to be expected
    COMPLETE = "complet"

    @property
    def owes_something(self) -> bool:
        """Whether a reminder makes sense."""
        return self in {State.SILENT, State.TO_CORRECT, State.TO_COMPLETE}


class Verb(StrEnum):
    """What the coordinator can do next; the names of commands."""

    GENERATE = "generate"
    SEND = "send"
    COLLECT = "collect"
    RETURN = "return"
    REMIND = "remind"
    RESOLVE = "resolve"
    CONSOLIDATE = "consolidate"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """One respondent at a glance. *is_late*: the deadline has passed and something is owed.

    *received*: day of the last return that could be read; None: none could. *to_resolve*: disagreements between returns.
    *to_ask*: figures that only the respondent can confirm. *refused*: measures that the administration will not answer. *to_read*: messages that nobody has dealt with.
    """

    respondent: str
    state: State
    is_late: bool
    answers: int
    errors: int
    warnings: int
    missing: int
    to_resolve: int
    sent: date | None
    received: date | None
    reminded: date | None
    corrected: date | None
    refused: int = 0
    to_read: int = 0
    to_ask: int = 0

    @property
    def has_answered(self) -> bool:
        """Whether it is one of those that have answered: « état néant » is an answer, a refusal is none."""
        is_heard = self.received is not None or self.answers > 0 or self.state is State.NIL
        return is_heard and self.state not in {State.REFUSED, State.AFTER_CLOSING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing to do, for some respondents, from *due* on; None: now."""

    verb: Verb
    respondents: tuple[str, ...] = ()
    due: date | None = None


def follow_ups(glances: Iterable[Glance], deadline: date | None, today: date) -> tuple[FollowUp, ...]:
    """Every respondent, in the order given."""
    return tuple(follow_up(glance, deadline, today) for glance in glances)


def follow_up_of(account: Account, deadline: date | None, today: date) -> FollowUp:
    """One respondent's follow-up on *today*. The day of the deadline is still in time."""
    return follow_up(glance_of(account), deadline, today)


def follow_up(glance: Glance, deadline: date | None, today: date) -> FollowUp:
    """The same from what is kept of an account."""
    state = _state(glance)
    return FollowUp(
        respondent=glance.respondent,
        state=state,
        is_late=deadline is not None and today > deadline and state.owes_something,
        answers=glance.answers,
        errors=glance.errors,
        warnings=glance.warnings,
        missing=glance.missing,
        to_resolve=glance.to_resolve,
        sent=glance.sent,
        received=glance.received,
        reminded=glance.reminded,
        corrected=glance.corrected,
        refused=len(glance.refusals),
        to_read=len(glance.messages),
        to_ask=glance.to_ask,
    )


def state_of(account: Account) -> State:
    """The most pressing thing to say of a respondent."""
    return _state(glance_of(account))


def next_actions(
    campaign: Campaign,
    follow_ups: Sequence[FollowUp],
    generated: Collection[str],
    today: date,
) -> tuple[Action, ...]:
    """What to do, the most pressing first. *generated*: respondents whose workbook has been made."""
    return tuple(_actions(campaign, follow_ups, generated, today))


def _state(glance: Glance) -> State:
    errors = glance.errors + glance.to_confirm + glance.asked
    if glance.has_nothing_to_report:
        return State.NIL
    if glance.refusal is not None:
        return State.REFUSED
    if not glance.has_answered and not glance.answers:
        return _state_without_answers(glance, errors)
    if errors:
        return State.TO_CORRECT
    if glance.missing:
        return State.TO_COMPLETE
    return State.TO_DECIDE if glance.to_resolve else State.COMPLETE


def _state_without_answers(glance: Glance, errors: int) -> State:
    if glance.came_too_late:
        return State.AFTER_CLOSING
    if errors:  # a file came, and could not be read
        return State.TO_CORRECT
    if glance.messages:
        return State.TO_READ
    return State.SILENT if glance.sent else State.NOT_SENT


def _actions(
    campaign: Campaign,
    follow_ups: Sequence[FollowUp],
    generated: Collection[str],
    today: date,
) -> Iterator[Action]:
    is_open = campaign.closing is None or today <= campaign.closing  # else nothing that is asked for would be counted
    not_sent = [one.respondent for one in follow_ups if one.state is State.NOT_SENT]
    yield from _for(Verb.GENERATE, [code for code in not_sent if code not in generated])
    if is_open:
        yield from _for(Verb.SEND, [code for code in not_sent if code in generated])
    undecided = (one for one in follow_ups if one.to_resolve or one.to_read or one.state is State.AFTER_CLOSING)
    yield from _for(Verb.RESOLVE, [one.respondent for one in undecided])
    yield from _for(Verb.RETURN, [one.respondent for one in follow_ups if awaits_correction(one)])
    if is_open:
        yield from _reminders(follow_ups, campaign.deadline, today)
    if any(one.state.owes_something for one in follow_ups):
        yield Action(verb=Verb.COLLECT)
    if any(one.answers for one in follow_ups):
        yield Action(verb=Verb.CONSOLIDATE)


def _for(verb: Verb, respondents: Sequence[str]) -> Iterator[Action]:
    if respondents:
        yield Action(verb=verb, respondents=tuple(respondents))


def awaits_correction(one: FollowUp) -> bool:
    """Something came in that must be corrected or confirmed, and nothing has been said of it yet."""
    if one.state is not State.TO_CORRECT and not one.to_ask:
        return False
    return one.corrected is None or (one.received is not None and one.corrected < one.received)


def _reminders(follow_ups: Sequence[FollowUp], deadline: date | None, today: date) -> Iterator[Action]:
    """One action per day on which reminders are due; those due now come first, without a date."""
    respondents_by_due: dict[date, list[str]] = {}
    for one in follow_ups:
        due = _reminder_due(one, deadline)
        if due is not None:
            respondents_by_due.setdefault(max(due, today), []).append(one.respondent)
    for due, respondents in sorted(respondents_by_due.items()):
        yield Action(verb=Verb.REMIND, respondents=tuple(respondents), due=due if due > today else None)


def _reminder_due(one: FollowUp, deadline: date | None) -> date | None:
    """A week before the deadline, then every fortnight. None: nothing is owed, nothing was asked, or no deadline."""
    if not one.state.owes_something or one.sent is None or awaits_correction(one):
        return None
    spoken = max((day for day in (one.reminded, one.corrected) if day is not None), default=None)
    if spoken is not None:
        return spoken + _BETWEEN_REMINDERS
    return deadline - _BEFORE_DEADLINE if deadline is not None else None


def counts(follow_ups: Sequence[FollowUp]) -> Mapping[State, int]:
    """How many respondents are in each state, all states named."""
    return {state: sum(one.state is state for one in follow_ups) for state in State}
