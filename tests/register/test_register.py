import pickle
import sqlite3
import string
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qpv_xlsx.domain.contract.measures import Perimeter, Progress
from qpv_xlsx.domain.contract.questions import Field, Question, Situation
from qpv_xlsx.domain.findings import CampaignError, Code, Fact, Finding, Place, Severity
from qpv_xlsx.domain.merging.ledger import Decision, Dispatch, Means, Post, Received, Resolution, Sending
from qpv_xlsx.domain.returned.answers import Answer, Origin, Outcome, Submission
from qpv_xlsx.register import Register, open_register
from qpv_xlsx.register.encoding import (
    carried_submission,
    decode_submission,
    decode_value,
    encode_submission,
    encode_value,
)
from qpv_xlsx.register.mending import mend
from qpv_xlsx.register.vault import fingerprint_of, safe_name
from qpv_xlsx.tasks.generate import version_of

MOMENT = datetime(2016, 1, 15, 9, 30, tzinfo=UTC)

texts = st.text(alphabet=st.characters(), max_size=30)
values = st.one_of(
    st.integers(),
    st.floats(allow_nan=False),
    texts,
    st.sampled_from(Situation),
    st.sampled_from(Perimeter),
    st.sampled_from(Progress),
)
places = st.builds(Place, sheet=st.none() | texts, cell=st.none() | texts)
questions = st.builds(Question, measure=texts, quartier=texts, field=st.sampled_from(Field))
facts: st.SearchStrategy[Fact] = st.one_of(texts, st.integers(), st.none(), st.dates(), st.lists(texts).map(tuple))
findings = st.builds(
    Finding,
    code=st.sampled_from(Code),
    severity=st.sampled_from(Severity),
    place=places,
    case=texts,
    measure=st.none() | texts,
    quartier=st.none() | texts,
    read=st.none() | texts,
    facts=st.dictionaries(st.text(string.ascii_lowercase, min_size=1), facts, max_size=3),
)
submissions = st.builds(
    Submission,
    origin=st.builds(Origin, name=texts, sha256=texts, format=texts, respondent=st.none() | texts),
    outcome=st.sampled_from(Outcome),
    answers=st.lists(st.builds(Answer, question=questions, value=values, raw=texts, place=places), max_size=4).map(
        lambda answers: {answer.question: answer for answer in answers},
    ),
    findings=st.lists(findings, max_size=3).map(tuple),
)


def a_return(content: bytes = b"PK", name: str = "retour.xlsx", message_id: str = "") -> Received:
    origin = Origin(name=name, sha256=fingerprint_of(content), format="xlsx", respondent="EMP")
    submission = Submission(origin=origin, outcome=Outcome.ACCEPTED)
    return Received(sequence=0, submission=submission, received=MOMENT, message_id=message_id, stored="x_retour.xlsx")


def a_dispatch(version: int, fingerprint: str) -> Dispatch:
    return Dispatch(
        respondent="EMP",
        version=version,
        fingerprint=fingerprint,
        sha256="00" * 32,
        language="fr",
        name="EMP_v1.xlsx",
        created=MOMENT,
    )


@given(submissions)
def test_a_submission_comes_back_as_it_was(submission: Submission) -> None:
    again = decode_submission(encode_submission(submission))
    assert again == submission
    assert [type(answer.value) for answer in again.answers.values()] == [
        type(answer.value) for answer in submission.answers.values()
    ]


@given(st.none() | values)
def test_a_decided_value_comes_back_as_it_was(value: float | str | None) -> None:
    assert decode_value(encode_value(value)) == value


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("retour.xlsx", "retour.xlsx", id="a plain name stays"),
        pytest.param("../../etc/passwd", "passwd", id="folders go"),
        pytest.param("..\\..\\evil.xlsx", "evil.xlsx", id="backslash folders go"),
        pytest.param("", "sans_nom", id="no name gets one"),
        pytest.param("..", "sans_nom", id="two dots are no name"),
        pytest.param("CON.xlsx", "_CON.xlsx", id="a device name is defused"),
        pytest.param("CONIN$.xlsx", "_CONIN$.xlsx", id="the console's two files are devices too"),
        pytest.param("COM¹.xlsx", "_COM¹.xlsx", id="and ports with a raised digit"),
        pytest.param("a" * 300 + ".xlsx", "a" * 80 + ".xlsx", id="300 signs are cut, extension kept"),
        pytest.param("collecte (2) FINAL v3 corrigé.xlsx", "collecte (2) FINAL v3 corrigé.xlsx", id="accents stay"),
        pytest.param("a\u202excod.xlsx", "axcod.xlsx", id="direction marks go"),
        pytest.param('a<b>:"c|?*.xlsx\x00', "a_b_c_.xlsx", id="forbidden signs are replaced"),
        pytest.param("lone \ud800.xlsx", "lone ?.xlsx".replace("?", "_"), id="lone surrogates are replaced"),
        pytest.param("é.xlsx", "é.xlsx", id="decomposed accents are composed"),
    ],
)
def test_safe_names(name: str, expected: str) -> None:
    assert safe_name(name) == expected


@given(st.text(max_size=400))
def test_a_safe_name_never_leaves_its_folder(name: str) -> None:
    safe = safe_name(name)
    assert Path(safe).name == safe
    assert safe not in {"", ".", ".."}
    assert len(safe.encode()) <= 91


def test_versions_follow_the_content(tmp_path: Path) -> None:
    with open_register(tmp_path) as register:
        assert version_of(register.dispatches("EMP"), "aa") == 1
        register.record_dispatch(a_dispatch(1, "aa"))
        assert version_of(register.dispatches("EMP"), "aa") == 1
        assert version_of(register.dispatches("EMP"), "bb") == 2
        register.record_dispatch(a_dispatch(2, "bb"))
        assert version_of(register.dispatches("EMP"), "aa") == 1
        assert version_of(register.dispatches("EDU"), "aa") == 1


def test_what_is_recorded_comes_back(tmp_path: Path) -> None:
    sending = Sending(
        respondent="EMP",
        post=Post.COLLECTION,
        means=Means.DRAFT,
        sent=MOMENT,
        message_id="<1@x>",
        recipients=("a@b.fr", "c@d.fr"),
        version=1,
    )
    decision = Decision(
        respondent="EMP",
        question=Question(measure="EMP-01"),
        verdict=Resolution.SET,
        reason="appel du 3 mars",
        decided=MOMENT,
        value=0.173,
    )
    with open_register(tmp_path, author="coordinatrice") as register:
        register.record_dispatch(a_dispatch(1, "aa"))
        register.record_sending(sending)
        register.decide(decision)
        received = register.record_return(a_return(), "f1")
    with open_register(tmp_path) as register:
        assert register.dispatches() == (a_dispatch(1, "aa"),)
        assert register.sendings() == (sending,)
        assert register.decisions() == (replace(decision, author="coordinatrice"),)
        assert register.returns() == (received,)
        assert [line.act for line in register.journal()] == ["dispatch", "send_collection", "decision", "return"]
        assert {line.author for line in register.journal()} == {"coordinatrice"}


@pytest.mark.parametrize("reason", ["appel", None], ids=["kept whole", "stopped at the second"])
def test_a_line_that_makes_several_decisions_is_kept_whole_or_not_at_all(tmp_path: Path, reason: str | None) -> None:
    first = Decision(
        respondent="EMP",
        question=Question(measure="EMP-01", field=Field.SITUATION),
        verdict=Resolution.SET,
        reason="appel",
        decided=MOMENT,
        value="nd",
    )
    second = replace(first, question=Question(measure="EMP-01"), value=None, reason=reason)  # type: ignore[arg-type]
    with open_register(tmp_path) as register:
        if reason is None:
            with pytest.raises(sqlite3.IntegrityError):
                register.decide(first, second)
        else:
            register.decide(first, second)
    (tmp_path / "registre.sqlite").unlink()
    mend(tmp_path, MOMENT)
    with open_register(tmp_path) as register:
        assert register.decisions() == ((first, second) if reason else ())
        assert [line.about for line in register.journal("decision")] == (
            ["EMP EMP-01 situation, EMP EMP-01 value"] if reason else []
        )


def test_the_same_bytes_are_read_once_and_each_arrival_is_remembered(tmp_path: Path) -> None:
    """A second accepted row would be another program's, which took the file at the same time."""
    arrival = a_return(message_id="<2@x>")
    set_aside = replace(arrival, submission=replace(arrival.submission, outcome=Outcome.IGNORED))
    with open_register(tmp_path) as register:
        first = register.record_return(a_return(), "f1")
        again = register.record_return(a_return(), "f1")
        by_another = register.record_return(arrival, "f1")
        other = register.record_return(set_aside, "f1")
    assert first == again == by_another
    assert other.sequence > first.sequence


@given(submissions)
def test_a_submission_carried_to_another_process_is_the_same(submission: Submission) -> None:
    carried = pickle.loads(pickle.dumps(carried_submission(submission)))  # noqa: S301  (our own)
    assert encode_submission(carried) == encode_submission(submission)
    assert len(carried.answers) == len(submission.answers)
    assert carried == submission
    assert list(carried.answers) == list(submission.answers)


def record_halfway(register: Register) -> None:
    with register.at_once(MOMENT):
        register.record_return(a_return(), "f1")
        raise RuntimeError("halfway")


def test_an_error_undoes_what_was_being_recorded_at_once(tmp_path: Path) -> None:
    with open_register(tmp_path, author="x") as register:
        with pytest.raises(RuntimeError, match="halfway"):
            record_halfway(register)
        assert not register.returns()
        assert not register.journal()
        with register.at_once(MOMENT):
            first, second = (
                register.record_return(a_return(content, f"{content!r}"), "f1") for content in (b"1", b"2")
            )
            with open_register(tmp_path) as other:
                assert other.returns() == ()
        register.record_return(a_return(b"3"), "f1")
        rows = register.returns()
        assert rows[:2] == (first, second)
        assert [(line.about, line.author) for line in register.journal()] == [
            ("b'1'", "x"),
            ("b'2'", "x"),
            ("retour.xlsx", "x"),
        ]
    (tmp_path / "registre.sqlite").unlink()
    assert mend(tmp_path, MOMENT) is not None
    with open_register(tmp_path) as register:
        assert register.returns() == rows


def test_a_closed_year_refuses_what_would_be_recorded_at_once(tmp_path: Path) -> None:
    with open_register(tmp_path, author="x") as register:
        register.note("close", "", MOMENT)
        with pytest.raises(CampaignError) as refused, register.at_once(MOMENT):
            pytest.fail("it is closed")
    assert refused.value.code == "campaign_closed"


def test_a_changed_campaign_asks_for_a_new_reading(tmp_path: Path) -> None:
    with open_register(tmp_path) as register:
        received = register.record_return(a_return(), "f1")
        assert tuple(register.contents(register.stale("f1"))) == ()
        assert tuple(register.contents(register.stale("f2"))) == (received,)
        register.record_reading(received.submission, "f2", MOMENT)
        assert tuple(register.contents(register.stale("f2"))) == ()
        assert [known.sequence for known in register.returns()] == [received.sequence]


def test_files_are_kept_byte_for_byte_and_once(tmp_path: Path) -> None:
    with open_register(tmp_path) as register:
        stored = register.keep(b"contenu", "../collecte.xlsx")
        assert register.keep(b"contenu", "autre nom.xlsx") == stored
        assert (tmp_path / "recus" / stored).read_bytes() == b"contenu"
        assert [path.name for path in register.unrecorded_files()] == [stored]
        register.keep(b"autre", "collecte.xlsx")
        assert len(register.unrecorded_files()) == 2


def test_no_other_file_than_the_register_and_its_journal_stays(tmp_path: Path) -> None:
    with open_register(tmp_path) as register:
        register.record_return(a_return(), "f1")
    assert {path.name for path in tmp_path.iterdir()} == {"registre.sqlite", "journal.jsonl"}
    with closing(sqlite3.connect(tmp_path / "registre.sqlite")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_another_program_is_told_of_politely(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qpv_xlsx.register.connecting._PATIENCE", 0.1)
    with open_register(tmp_path) as register, closing(sqlite3.connect(tmp_path / "registre.sqlite")) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CampaignError) as refused:
            register.record_return(a_return(), "f1")
    assert refused.value.code == "register_busy"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(
            b"not a database at all, but long enough to be read as one" * 40, "register_damaged", id="foreign"
        ),
        pytest.param(None, "register_newer", id="from the future"),
    ],
)
def test_a_register_that_cannot_be_used_says_why(tmp_path: Path, content: bytes | None, code: str) -> None:
    path = tmp_path / "registre.sqlite"
    if content is None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA user_version = 99")
    else:
        path.write_bytes(content)
    with pytest.raises(CampaignError) as refused, open_register(tmp_path):
        pass
    assert refused.value.code == code


def test_an_act_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with open_register(tmp_path) as register:
        with pytest.raises(sqlite3.IntegrityError):
            register.record_sending(
                Sending(
                    respondent=None,  # type: ignore[arg-type]  # a row that SQLite refuses
                    post=Post.COLLECTION,
                    means=Means.DRAFT,
                    sent=MOMENT,
                    message_id="",
                    recipients=(),
                ),
            )
        assert register.sendings() == ()
        assert register.journal() == ()
