"""The demonstration is a year in which something happened, and what its last words say is true."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.contract.several import WHOLE
from qpv_xlsx.domain.deciding.notes import notes_by_measure
from qpv_xlsx.domain.findings import Code
from qpv_xlsx.domain.following.actions import State
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.judging.assessment import Attainment
from qpv_xlsx.domain.merging.ledger import Ledger, Post, Resolution
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.check import check
from qpv_xlsx.tasks.demo import Demonstration, demo
from qpv_xlsx.tasks.demo_year import DECIDED, LATE, SHARED
from qpv_xlsx.tasks.incoming.reading_report import summarise
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.tasks.status import read_status

NOW = datetime(2016, 6, 1, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    return demo(tmp_path_factory.mktemp("annee") / "essai", language="fr", author="test", now=NOW)


@pytest.fixture(scope="module")
def folder(done: Demonstration) -> Path:
    return done.replies.parent


@pytest.fixture(scope="module")
def held(folder: Path) -> Ledger:
    with open_register(folder) as register:
        return ledger_of(load_campaign(folder), register, NOW)


def test_everything_was_sent_and_those_who_owed_something_were_reminded(done: Demonstration, folder: Path) -> None:
    with open_register(folder) as register:
        sendings = register.sendings()
    sent = {one.respondent for one in sendings if one.post is Post.COLLECTION}
    assert sent == {one.code for one in done.campaign.respondents}
    assert done.reminded == sum(one.post is Post.REMINDER for one in sendings) > 0
    assert {one.sent.date() for one in sendings if one.post is Post.COLLECTION} == {date(2016, 3, 18)}


def test_it_counts_what_reading_its_replies_again_counts(done: Demonstration, folder: Path) -> None:
    again = summarise([one.told for one in check(folder, [done.replies])[1]])
    assert summarise([one.told for one in done.readings]) == again


def test_second_rounds_mended_what_was_wrong(done: Demonstration, folder: Path) -> None:
    state_by_code = {one.respondent: one.state for one in read_status(folder, now=NOW).follow_ups}
    rounds = [reading.submission.origin.respondent for reading in done.readings]
    for code in ("EDU", "INT"):
        assert rounds.count(code) == 2
        assert state_by_code[code] is State.COMPLETE
    assert state_by_code["CUL"] is State.SILENT
    assert state_by_code[DECIDED] is State.TO_CORRECT


def test_a_late_return_was_admitted_and_others_may_still_answer(done: Demonstration, held: Ledger) -> None:
    assert done.late == LATE
    assert [one.verdict for one in held.decisions if one.respondent == LATE] == [Resolution.ADMIT]
    assert held.accounts[LATE].entries
    assert done.campaign.closing is not None
    assert done.campaign.closing > NOW.date()


def test_a_figure_was_decided_and_the_lead_said_what_it_thinks(done: Demonstration, held: Ledger) -> None:
    entry = held.accounts[DECIDED].entries[Question(measure=done.decided)]
    assert entry.replacing is not None
    assert entry.answer.value == 0.173
    assert notes_by_measure(held.decisions)[done.decided].appraisal


def test_two_administrations_make_one_result(done: Demonstration, held: Ledger) -> None:
    row = assess(done.campaign, held).rows[WHOLE, SHARED]
    assert row.parts is not None
    assert (row.parts.counted, row.parts.expected, row.attainment) == (2, 2, Attainment.REACHED)


def test_small_counts_are_found_and_masked(done: Demonstration, held: Ledger) -> None:
    assert Code.C08 in {one.found.code for account in held.accounts.values() for one in account.findings}
    assert done.public is not None
    assert done.public.master.is_file()


def test_nothing_can_reach_anybody(done: Demonstration) -> None:
    contacts = [done.campaign.coordinator, *(each for one in done.campaign.respondents for each in one.contacts)]
    assert all(contact.email.endswith(".invalid") for contact in contacts)
