"""A return that comes after the closing date: said at once, a state of its own, no reminder, admitted by one decision."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.cli.guard import guarded
from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.findings import CampaignError, Code
from qpv_xlsx.domain.following.actions import State, Verb
from qpv_xlsx.domain.following.unfinished import unfinished_in
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.judging.assessment import Reporting
from qpv_xlsx.domain.judging.matters import Subject, matters
from qpv_xlsx.messages.handing_over import handover
from qpv_xlsx.messages.unfinished_words import unfinished_words
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.consolidate import consolidate
from qpv_xlsx.tasks.deciding.decisions_book import apply_decisions, write_open
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.tasks.remind import remind
from qpv_xlsx.tasks.resolve import admit_late
from qpv_xlsx.tasks.send import send
from qpv_xlsx.tasks.status import read_status
from tests.life.test_decisions_workbook import Yellow, rows_of, write_yellow
from tests.life.to_decide import open_conflicts

SENT = datetime(2016, 1, 12, tzinfo=UTC)
LATE = datetime(2016, 7, 2, 10, tzinfo=UTC)


@pytest.fixture
def late(folder: Path, fill: Callable[..., bytes], letter: Callable[..., bytes]) -> Path:
    """The culture administration answered two days after the closing date."""
    list(send(folder, only=("CUL",), author="", now=SENT))
    message = folder.parent / "24.eml"
    message.write_bytes(letter("drac@paris.test", {"tardif.xlsx": fill("CUL", {"CUL-01": 0.41})}, "2 Jul 2016"))
    _, (reading, *_) = collect(folder, [message], author="", now=LATE)
    assert Code.I08 in [found.code for found in reading.submission.findings]
    return folder


def state(folder: Path) -> State:
    return next(one.state for one in read_status(folder, now=LATE).follow_ups if one.respondent == "CUL")


def test_it_has_a_state_of_its_own_and_is_to_be_decided(late: Path) -> None:
    status = read_status(late, now=LATE)
    assert state(late) is State.AFTER_CLOSING
    assert "CUL" in next(action.respondents for action in status.actions if action.verb is Verb.RESOLVE)
    conflicts = open_conflicts(late, now=LATE)
    assert [conflict.found.code for conflict in conflicts] == [Code.I08]


def test_the_master_says_so_and_the_committee_is_asked(late: Path) -> None:
    campaign = load_campaign(late)
    with open_register(late) as register:
        ledger = ledger_of(campaign, register, LATE)
    found = assess(campaign, ledger)
    own = [row.reporting for row in found.rows.values() if row.respondent == "CUL"]
    assert own == [Reporting.AFTER_CLOSING]
    asked = matters(campaign, ledger, found)
    assert [one.respondent for one in asked if one.subject is Subject.LATE] == ["CUL"]
    assert "CUL" not in [one.respondent for one in asked if one.subject is Subject.SILENT]


def test_nobody_writes_that_nothing_came(late: Path) -> None:
    posted = list(remind(late, only=("CUL",), author="", now=LATE))
    assert posted == []


def test_nobody_who_comes_after_reads_that_nothing_came(late: Path) -> None:
    """On the page « Passation », and when the year is taken over or closed."""
    campaign = load_campaign(late)
    with open_register(late) as register:
        ledger = ledger_of(campaign, register, LATE)
    left = unfinished_in(campaign, ledger)
    assert (left.late, "CUL" in left.silent, left.is_nothing) == (("CUL",), False, False)
    told = " ".join(unfinished_words(left, "fr"))
    assert "répondu après la clôture" in told
    sections = handover(campaign, ledger, (), since=None, language="fr")
    assert ("Retours après la clôture, non comptés", "", "CUL") in [row for one in sections for row in one.rows]


def test_one_decision_admits_it(late: Path) -> None:
    (decision,) = admit_late(late, "tardif.xlsx", reason="panne de messagerie", author="coordinatrice", now=LATE)
    again = admit_late(late, "tardif.xlsx", reason="panne de messagerie", author="coordinatrice", now=LATE)
    assert again == (), "it stands already"
    assert decision.respondent == "CUL"
    campaign = read_status(late, now=LATE).campaign
    with open_register(late) as register:
        account = ledger_of(campaign, register, LATE).accounts["CUL"]
        assert [one.author for one in register.decisions()] == ["coordinatrice"]
    assert account.entries[Question(measure="CUL-01")].answer.value == pytest.approx(0.41)
    assert account.too_late == ()
    assert state(late) is not State.AFTER_CLOSING


@pytest.mark.parametrize(
    ("yellow", "is_admitted"),
    [
        pytest.param({"Décision": "compter ce retour", "Motif": "panne de messagerie"}, True, id="with a reason"),
        pytest.param({"Décision": "compter ce retour"}, False, id="without"),
        pytest.param({"Décision": "refus de répondre", "Motif": "m"}, False, id="not offered there"),
    ],
)
def test_its_row_of_the_workbook_admits_it(late: Path, yellow: Yellow, is_admitted: bool) -> None:  # noqa: FBT001  (a case)
    write_open(late, language="fr", now=LATE)
    path = late / "decisions.xlsx"
    (key,) = [key for key in rows_of(path) if key.startswith("CUL/retour_tardif/")]
    write_yellow(path, {key: yellow})
    done = apply_decisions(late, [path], language="fr", author="", now=LATE)
    assert (done.remarks == ()) is is_admitted
    assert (state(late) is not State.AFTER_CLOSING) is is_admitted
    assert (key not in rows_of(path)) is is_admitted


def test_a_file_that_is_not_late_is_not_admitted(late: Path) -> None:
    with pytest.raises(CampaignError) as refused:
        admit_late(late, "autre.xlsx", reason="r", author="", now=LATE)
    assert refused.value.code == "resolve_late_file"
    with pytest.raises(CampaignError) as silent:
        admit_late(late, "tardif.xlsx", reason=" ", author="", now=LATE)
    assert silent.value.code == "resolve_reason"


def test_nothing_is_sent_once_the_closing_date_has_passed(folder: Path) -> None:
    with pytest.raises(CampaignError) as refused:
        list(send(folder, only=("CUL",), author="", now=datetime(2016, 7, 1, tzinfo=UTC)))
    assert (refused.value.code, [one.place for one in refused.value.problems]) == ("closing_over", ["Campagne!B9"])


def test_after_the_closing_date_it_is_said_that_answers_would_not_count(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody is proposed to be written to; a reminder is written where it is asked for, and told to come too late."""
    list(send(folder, only=("CUL",), author="", now=datetime(2016, 6, 1, tzinfo=UTC)))
    july = datetime(2016, 7, 1, tzinfo=UTC)
    status = read_status(folder, now=july)
    assert status.is_past_closing
    assert {one.verb for one in status.actions} == {Verb.COLLECT}
    assert guarded(group, ["-C", str(folder), "remind"]) == 0
    assert "Campagne!B9\u00a0: la date de clôture (30/06/2016) est passée" in capsys.readouterr().err
    save_campaign(replace(load_campaign(folder), closing=date(2016, 7, 31)), folder / "campagne.xlsx", created=july)
    assert [one.respondents for one in remind(folder, only=(), author="", now=july)] == [("CUL",)]
    assert not read_status(folder, now=july).is_past_closing


@pytest.mark.filterwarnings("ignore:.*extension is not supported")  # sparklines and bars: openpyxl drops them
def test_the_master_tells_of_the_decision_that_admits(late: Path) -> None:
    admit_late(late, "tardif.xlsx", reason="panne de messagerie", author="coordinatrice", now=LATE)
    master = consolidate(late, target=None, now=LATE).master
    journal = openpyxl.load_workbook(io.BytesIO(master.read_bytes()))["Journal"]
    assert "Retour admis après la clôture" in {cell.value for row in journal.iter_rows() for cell in row}
