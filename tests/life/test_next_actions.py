"""States and next actions, as tables."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.findings import Code, Finding, Place, finding
from qpv_xlsx.domain.following.actions import Action, State, Verb, follow_up_of, next_actions
from qpv_xlsx.domain.merging.ledger import Account, Entry, Held, Received
from qpv_xlsx.domain.returned.answers import Answer, Origin, Outcome, Submission

DEADLINE = date(2016, 3, 31)
SENT = date(2016, 1, 11)
TODAY = date(2016, 3, 1)


def received(day: date = date(2016, 2, 15), outcome: Outcome = Outcome.ACCEPTED) -> Received:
    origin = Origin(name="r.xlsx", sha256="a", format="xlsx", respondent="EMP")
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return Received(sequence=1, submission=Submission(origin=origin, outcome=outcome), received=moment)


def an_account(*findings: Finding, **more: object) -> Account:
    facts: dict[str, object] = {"respondent": "EMP", "sent": SENT, **more}
    return Account(findings=tuple(Held(found=found, respondent="EMP") for found in findings), **facts)  # type: ignore[arg-type]  # fields by name


def answered(*findings: Finding, **more: object) -> Account:
    question = Question(measure="EMP-01")
    answer = Answer(question=question, value=1, raw="1", place=Place())
    one = received()
    return an_account(*findings, returns=(one,), entries={question: Entry(answer=answer, source=one)}, **more)


ERROR = finding(Code.V01, measure="EMP-01")
MISSING = finding(Code.M01, measure="EMP-02")
DISAGREEMENT = finding(Code.C07, measure="EMP-01")
UNREADABLE = finding(Code.F01)


@pytest.mark.parametrize(
    ("account", "state"),
    [
        pytest.param(an_account(sent=None), State.NOT_SENT, id="nothing left"),
        pytest.param(an_account(), State.SILENT, id="nothing came back"),
        pytest.param(answered(), State.COMPLETE, id="all is there"),
        pytest.param(answered(MISSING), State.TO_COMPLETE, id="an answer is missing"),
        pytest.param(answered(MISSING, ERROR), State.TO_CORRECT, id="an error comes before what is missing"),
        pytest.param(answered(DISAGREEMENT), State.TO_DECIDE, id="a disagreement is the coordinator's to settle"),
        pytest.param(
            an_account(UNREADABLE, returns=(received(outcome=Outcome.REJECTED),)), State.TO_CORRECT, id="damaged"
        ),
        pytest.param(
            an_account(returns=(received(),), too_late=(received(),)), State.AFTER_CLOSING, id="what came after closing"
        ),
        pytest.param(answered(has_nothing_to_report=True), State.NIL, id="nothing to report"),
    ],
)
def test_states(account: Account, state: State) -> None:
    assert follow_up_of(account, DEADLINE, TODAY).state is state


@pytest.mark.parametrize(
    ("account", "today", "late"),
    [
        pytest.param(an_account(), DEADLINE, False, id="the day itself is in time"),
        pytest.param(an_account(), DEADLINE + timedelta(days=1), True, id="the day after is not"),
        pytest.param(answered(), DEADLINE + timedelta(days=1), False, id="who owes nothing is never late"),
    ],
)
def test_lateness(account: Account, today: date, late: bool) -> None:  # noqa: FBT001  (a case)
    assert follow_up_of(account, DEADLINE, today).is_late is late


def remind(due: date | None) -> Action:
    return Action(verb=Verb.REMIND, respondents=("EMP",), due=due)


@pytest.mark.parametrize(
    ("account", "generated", "today", "expected"),
    [
        pytest.param(an_account(sent=None), [], TODAY, Action(verb=Verb.GENERATE, respondents=("EMP",)), id="generate"),
        pytest.param(an_account(sent=None), ["EMP"], TODAY, Action(verb=Verb.SEND, respondents=("EMP",)), id="send"),
        pytest.param(an_account(), ["EMP"], TODAY, remind(date(2016, 3, 24)), id="remind a week before"),
        pytest.param(an_account(), ["EMP"], date(2016, 3, 25), remind(None), id="remind now"),
        pytest.param(
            an_account(reminded=date(2016, 3, 24)),
            ["EMP"],
            date(2016, 4, 1),
            remind(date(2016, 4, 7)),
            id="a fortnight on",
        ),
        pytest.param(answered(ERROR), ["EMP"], TODAY, Action(verb=Verb.RETURN, respondents=("EMP",)), id="send back"),
        pytest.param(
            answered(ERROR, corrected=date(2016, 2, 20)),
            ["EMP"],
            TODAY,
            remind(date(2016, 3, 5)),
            id="already sent back",
        ),
        pytest.param(
            answered(DISAGREEMENT), ["EMP"], TODAY, Action(verb=Verb.RESOLVE, respondents=("EMP",)), id="resolve"
        ),
        pytest.param(answered(), ["EMP"], TODAY, Action(verb=Verb.CONSOLIDATE), id="consolidate"),
    ],
)
def test_the_most_pressing_thing_comes_first(
    campaign: Campaign, account: Account, generated: list[str], today: date, expected: Action
) -> None:
    standing = follow_up_of(account, DEADLINE, today)
    actions = next_actions(campaign, [standing], generated, today)
    assert actions[0] == expected


def test_nobody_is_reminded_after_closing(campaign: Campaign) -> None:
    today = date(2016, 7, 1)
    actions = next_actions(campaign, [follow_up_of(an_account(), DEADLINE, today)], ["EMP"], today)
    assert Verb.REMIND not in [action.verb for action in actions]


def test_the_command_that_shows_all_questions_names_the_folder(prepared: Path) -> None:
    said = CliRunner().invoke(group, ["-C", str(prepared), "status"]).output
    assert f"qpv-xlsx -C {prepared} status --json" in " ".join(said.split())
