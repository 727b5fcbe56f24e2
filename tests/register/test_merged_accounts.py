"""What was merged is kept: it is the same as merging everything again, whatever was done in between."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from qpv_xlsx.campaigns.starters import load_template
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.questions import Field, Question, Situation, Value
from qpv_xlsx.domain.findings import Code, Finding, Place, Severity, finding
from qpv_xlsx.domain.following.glances import glance_of
from qpv_xlsx.domain.merging.ledger import Decision, Ledger, Means, Post, Received, Resolution, Sending
from qpv_xlsx.domain.merging.merging import merge
from qpv_xlsx.domain.returned.answers import Answer, Origin, Outcome, Submission
from qpv_xlsx.register import Register, open_register
from qpv_xlsx.register.account_encoding import decode_glance, encode_glance
from qpv_xlsx.register.merged_accounts import KeptAccount
from qpv_xlsx.tasks.incoming.refreshing import reading_fingerprint
from qpv_xlsx.tasks.recalled.case_files import CaseFile
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.tasks.recalled.merged_register import MergedRegister

DAY = datetime(2016, 2, 1, 9, tzinfo=UTC)
CODES = ("CUL", "DDF", "EDU")
FIELDS = (Field.VALUE, Field.SITUATION, Field.COMMENT)
ACTS = 18


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    paris = load_template("paris-2015-2020")
    return replace(paris, closing=date(2016, 2, 12))


def measures_of(campaign: Campaign, respondent: str) -> list[str]:
    return [one.code for one in campaign.catalogue.measures if one.code.startswith(respondent)][:3]


def a_return(campaign: Campaign, random: Random, rank: int) -> Received:
    code = random.choice(CODES)
    answers: dict[Question, Answer] = {}
    for measure in measures_of(campaign, code):
        for column, field in enumerate(FIELDS):
            if random.random() < 0.5:
                asked = Question(measure=measure, field=field)
                place = Place(sheet="Indicateurs", cell=f"{'JNP'[column]}{6 + rank % 3}")
                answers[asked] = Answer(question=asked, value=a_value(field, random), raw="dit", place=place)
    emptied = {
        Question(measure=measure): Place(sheet="Indicateurs", cell="J6")
        for measure in measures_of(campaign, code)
        if Question(measure=measure) not in answers
    }
    origin = Origin(
        name=f"{rank}.xlsx",
        sha256=f"{random.randint(0, 12):064x}",
        format="xlsx",
        respondent=random.choice((code, code, code, None)),
        version="1",
    )
    submission = Submission(
        origin=origin,
        outcome=random.choice((Outcome.ACCEPTED, Outcome.ACCEPTED, Outcome.ACCEPTED, Outcome.REJECTED)),
        answers=answers,
        findings=tuple(some_findings(campaign, code, random)),
        emptied=emptied,
        is_correction=random.random() < 0.2,
    )
    return Received(
        sequence=0,
        submission=submission,
        received=DAY + timedelta(days=rank, hours=1),
        sender=random.choice(("", "a@x.fr")),
        attributed=random.choice(("", code)),
        message_id=f"<{rank}>",  # not kept in recus/: nothing can be read again, whoever's it is said to be
    )


def a_value(field: Field, random: Random) -> Value:
    match field:
        case Field.SITUATION:
            return random.choice(tuple(Situation))
        case Field.COMMENT:
            return random.choice(("Extrait", "Enquête"))
    return random.choice((0.1, 0.2, 3))


def some_findings(campaign: Campaign, code: str, random: Random) -> list[Finding]:
    found = [
        finding(
            Code.V03, measure=random.choice(measures_of(campaign, code)), place=Place(sheet="Indicateurs", cell="J6")
        ),
        finding(Code.V01, measure=random.choice(measures_of(campaign, code)), read="dix", field="value"),
        finding(Code.F03, severity=Severity.WARNING, case="message_only", subject="Réponse"),
        finding(Code.S01),
    ]
    return [one for one in found if random.random() < 0.3]


def a_decision(campaign: Campaign, random: Random, rank: int) -> Decision:
    code = random.choice(CODES)
    is_of_file = random.random() < 0.4
    measure = "" if is_of_file else random.choice(measures_of(campaign, code))
    verdicts = (
        (Resolution.ADMIT, Resolution.SEEN, Resolution.ATTRIBUTE, Resolution.REFUSE, Resolution.NIL)
        if is_of_file
        else (Resolution.KEEP_FILE, Resolution.ACCEPT, Resolution.SET, Resolution.ASK, Resolution.REFUSE)
    )
    verdict = random.choice(verdicts)
    return Decision(
        respondent=code,
        question=Question(measure=measure),
        verdict=verdict,
        reason="parce que",
        decided=DAY + timedelta(days=rank),
        sha256=f"{random.randint(0, 12):064x}",
        code=Code.V03.value if verdict is Resolution.ACCEPT else "",
        value=0.4 if verdict is Resolution.SET else None,
    )


def a_sending(random: Random, rank: int) -> Sending:
    return Sending(
        respondent=random.choice(CODES),
        post=random.choice(tuple(Post)),
        means=Means.SMTP,
        sent=DAY + timedelta(days=rank),
        message_id=f"<s{rank}>",
        recipients=("a@x.fr",),
    )


def do_something(register: Register, campaign: Campaign, random: Random, rank: int) -> None:
    act = random.random()
    if act < 0.6:
        register.record_return(a_return(campaign, random, rank), reading_fingerprint(campaign))
    elif act < 0.8:
        register.decide(a_decision(campaign, random, rank))
    else:
        register.record_sending(a_sending(random, rank))


def fetch_from(register: Register) -> Callable[[Iterable[int]], tuple[Received, ...]]:
    return lambda sequences: tuple(register.contents(sequences))


def merged_from_scratch(campaign: Campaign, register: Register) -> Ledger:
    return merge(campaign, register.returns(), register.decisions(), register.sendings())


@pytest.mark.parametrize("seed", range(5))
def test_what_is_kept_is_what_merging_again_gives(tmp_path: Path, campaign: Campaign, seed: int) -> None:
    random = Random(seed)
    with open_register(tmp_path) as register:
        for rank in range(ACTS):
            do_something(register, campaign, random, rank)
            if rank % 3 == 2:
                now = DAY + timedelta(days=rank)
                assert ledger_of(campaign, register, now) == merged_from_scratch(campaign, register)
                merged = MergedRegister(campaign, register, now)
                accounts = merged_from_scratch(campaign, register).accounts.values()
                assert list(merged.glances()) == [glance_of(account) for account in accounts]


def test_another_campaign_is_merged_anew(tmp_path: Path, campaign: Campaign) -> None:
    """The closing date moved: no return is read again, and what counts is not the same."""
    random = Random(3)
    later = replace(campaign, closing=None)
    with open_register(tmp_path) as register:
        for rank in range(ACTS):
            do_something(register, campaign, random, rank)
        before = ledger_of(campaign, register, DAY)
        after = ledger_of(later, register, DAY)
        assert after == merged_from_scratch(later, register)
        assert before != after


def test_nothing_is_merged_twice(tmp_path: Path, campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second look opens no return; one more return has only its own administration merged again."""
    random = Random(5)
    with open_register(tmp_path) as register:
        for rank in range(ACTS):
            do_something(register, campaign, random, rank)
        ledger_of(campaign, register, DAY)
        merged: list[str] = []
        merge_one = MergedRegister._merge

        def counted(self: MergedRegister, case: CaseFile) -> KeptAccount:
            merged.append(case.respondent.code)
            return merge_one(self, case)

        monkeypatch.setattr(MergedRegister, "_merge", counted)
        ledger_of(campaign, register, DAY)
        assert merged == []
        register.record_sending(a_sending(random, ACTS))
        ledger_of(campaign, register, DAY)
        assert merged == []
        received = a_return(campaign, random, ACTS)
        origin = replace(received.submission.origin, sha256="f" * 64, respondent="EDU")
        received = replace(received, submission=replace(received.submission, origin=origin))
        register.record_return(received, reading_fingerprint(campaign))
        ledger_of(campaign, register, DAY)
        assert merged == ["EDU"]


def test_a_register_that_may_not_be_written_to_is_merged_all_the_same(tmp_path: Path, campaign: Campaign) -> None:
    random = Random(7)
    with open_register(tmp_path) as register:
        for rank in range(ACTS):
            do_something(register, campaign, random, rank)
        with closing(sqlite3.connect(tmp_path / "registre.sqlite", isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            other.execute("ROLLBACK")
            other.execute("BEGIN IMMEDIATE")
            assert ledger_of(campaign, register, DAY) == merged_from_scratch(campaign, register)


def test_heads_that_an_older_version_did_not_write_are_written(tmp_path: Path, campaign: Campaign) -> None:
    random = Random(9)
    with open_register(tmp_path) as register:
        for rank in range(ACTS):
            do_something(register, campaign, random, rank)
        expected = register.returns()
    with closing(sqlite3.connect(tmp_path / "registre.sqlite")) as connection:
        connection.execute("UPDATE returns SET head = ''")
        connection.commit()
    with open_register(tmp_path) as register:
        assert register.arrivals() == expected
    with closing(sqlite3.connect(tmp_path / "registre.sqlite")) as connection:
        assert connection.execute("SELECT COUNT(*) FROM returns WHERE head = ''").fetchone() == (0,)


def test_a_glance_comes_back_as_it_was(tmp_path: Path, campaign: Campaign) -> None:
    random = Random(11)
    with open_register(tmp_path) as register:
        for rank in range(ACTS):
            do_something(register, campaign, random, rank)
        accounts = merged_from_scratch(campaign, register).accounts.values()
        glances = [replace(glance_of(one), sent=None, reminded=None, corrected=None) for one in accounts]
        again = [decode_glance(encode_glance(one), one.respondent, fetch_from(register)) for one in glances]
    assert again == glances
