"""Merging, as tables of what comes in and what counts."""

import tracemalloc
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qpv_xlsx.domain.contract.campaign import Campaign, Contact, Respondent, Waiver
from qpv_xlsx.domain.contract.catalogue import Catalogue, Convention, Indicator
from qpv_xlsx.domain.contract.geography import Territory
from qpv_xlsx.domain.contract.measures import Direction, Kind, Measure
from qpv_xlsx.domain.contract.questions import Field, Question, Situation, Value
from qpv_xlsx.domain.findings import Code, Finding, Place, Severity, finding
from qpv_xlsx.domain.merging.ledger import Account, Decision, Ledger, Means, Post, Received, Resolution, Sending
from qpv_xlsx.domain.merging.merging import merge
from qpv_xlsx.domain.merging.reconciling import reconcile
from qpv_xlsx.domain.returned.answers import Answer, Origin, Outcome, Submission

DAY = datetime(2016, 1, 4, 12, tzinfo=UTC)
CODES = ("EMP-01", "EMP-02", "EMP-03")
ROW = {code: number for number, code in enumerate(CODES, start=6)}
COLUMN = {Field.VALUE: "J", Field.SITUATION: "N", Field.COMMENT: "P"}


Cells = dict[str | tuple[str, Field], Value]


def a_measure(code: str) -> Measure:
    return Measure(code=code, label=code, kind=Kind.COUNT, unit="places", direction=Direction.UP)


def an_indicator(code: str) -> Indicator:
    return Indicator(
        code=code,
        strategic_objective="",
        operational_objective="",
        national_target="",
        wording=code,
        baseline_text="",
        local_target="",
        measures=(a_measure(code),),
    )


def a_campaign(closing: date | None = None, waivers: tuple[Waiver, ...] = ()) -> Campaign:
    convention = Convention(code="EMP", name="Emploi", indicators=tuple(map(an_indicator, CODES)))
    return Campaign(
        code="t",
        title="Essai",
        year=2015,
        catalogue=Catalogue(title="", baseline_year=2014, start=2015, end=2020, conventions=(convention,)),
        territories=(Territory(code="PARIS", name="Paris", geography="2015"),),
        respondents=(Respondent(code="EMP", name="DIRECCTE", territory="PARIS", conventions=("EMP",)),),
        coordinator=Contact(name="C", email="c@ville.fr"),
        closing=closing,
        waivers=waivers,
    )


def place(code: str, field: Field = Field.VALUE) -> Place:
    return Place(sheet="Indicateurs", cell=f"{COLUMN[field]}{ROW[code]}")


def a_return(
    sequence: int,
    cells: Cells,
    *findings: Finding,
    outcome: Outcome = Outcome.ACCEPTED,
    sha256: str = "",
    sender: str = "",
) -> Received:
    answers = {}
    for key, value in cells.items():
        code, field = (key, Field.VALUE) if isinstance(key, str) else key
        question = Question(measure=code, field=field)
        answers[question] = Answer(question=question, value=value, raw=str(value), place=place(code, field))
    origin = Origin(name=f"{sequence}.xlsx", sha256=sha256 or f"{sequence:064x}", format="xlsx", respondent="EMP")
    return Received(
        sequence=sequence,
        submission=Submission(origin=origin, outcome=outcome, answers=answers, findings=findings),
        received=DAY + timedelta(days=sequence),
        sender=sender,
    )


def account(ledger: Ledger) -> Account:
    return ledger.accounts["EMP"]


def values(ledger: Ledger) -> dict[str, Value]:
    return {
        question.measure: entry.answer.value
        for question, entry in account(ledger).entries.items()
        if question.field is Field.VALUE
    }


def codes(ledger: Ledger) -> list[str]:
    """« C07 EMP-01 », those of absence left out."""
    return [
        " ".join(part for part in (found.code.value, found.measure) if part)
        for found in (held.found for held in account(ledger).findings)
        if found.code is not Code.M01
    ]


def missing(ledger: Ledger) -> set[str | None]:
    return {held.found.measure for held in account(ledger).findings if held.found.code is Code.M01}


UNREADABLE = finding(Code.V01, place=place("EMP-01"), measure="EMP-01", read="beaucoup", example="12")
DOUBTFUL = finding(Code.V03, place=place("EMP-01"), measure="EMP-01", read="12", reading=12)
REMARKED = replace(DOUBTFUL, severity=Severity.INFO)


@pytest.mark.parametrize(
    ("returns", "expected", "told"),
    [
        pytest.param([a_return(1, {"EMP-01": 1})], {"EMP-01": 1}, [], id="one return"),
        pytest.param(
            [a_return(1, {"EMP-01": 1}), a_return(2, {"EMP-01": 1})], {"EMP-01": 1}, [], id="agreement is silent"
        ),
        pytest.param(
            [a_return(1, {"EMP-01": 1}), a_return(2, {"EMP-01": 2})],
            {"EMP-01": 2},
            ["C07 EMP-01"],
            id="the later one counts, and the disagreement is told",
        ),
        pytest.param(
            [a_return(1, {"EMP-01": 1, "EMP-02": 5}), a_return(2, {"EMP-01": 1})],
            {"EMP-01": 1, "EMP-02": 5},
            [],
            id="a blank never erases",
        ),
        pytest.param(
            [a_return(1, {}, UNREADABLE), a_return(2, {"EMP-01": 3})],
            {"EMP-01": 3},
            [],
            id="a corrected cell clears its finding",
        ),
        pytest.param(
            [a_return(1, {}, UNREADABLE), a_return(2, {"EMP-02": 3})],
            {"EMP-02": 3},
            ["V01 EMP-01"],
            id="a blank does not mend an error",
        ),
        pytest.param(
            [a_return(1, {"EMP-01": 3}), a_return(2, {}, UNREADABLE)],
            {"EMP-01": 3},
            ["V01 EMP-01"],
            id="an unreadable cell neither erases nor passes in silence",
        ),
        pytest.param(
            [a_return(1, {"EMP-01": 12}, DOUBTFUL), a_return(2, {"EMP-01": 0.12})],
            {"EMP-01": 0.12},
            [],
            id="a doubtful value that is mended is no disagreement",
        ),
        pytest.param(
            [a_return(1, {"EMP-01": 12}, REMARKED), a_return(2, {"EMP-01": 13})],
            {"EMP-01": 13},
            ["C07 EMP-01"],
            id="a remark is no doubt",
        ),
        pytest.param(
            [a_return(1, {"EMP-01": 0.12}), a_return(2, {"EMP-01": 12}, DOUBTFUL)],
            {"EMP-01": 12},
            ["V03 EMP-01", "C07 EMP-01"],
            id="a clean value contradicted by a doubtful one is told",
        ),
        pytest.param(
            [a_return(1, {("EMP-01", Field.COMMENT): "ancien"}), a_return(2, {("EMP-01", Field.COMMENT): "nouveau"})],
            {},
            ["C07 EMP-01"],
            id="comments that differ are told",
        ),
        pytest.param(
            [
                a_return(1, {}, finding(Code.F01, detail="x"), outcome=Outcome.REJECTED, sender="a@b.fr"),
                a_return(2, {"EMP-01": 1}, sender="a@b.fr"),
            ],
            {"EMP-01": 1},
            [],
            id="a damaged file sent again is forgotten",
        ),
        pytest.param(
            [
                a_return(1, {}, finding(Code.F01, detail="x"), outcome=Outcome.REJECTED, sender="a@b.fr"),
                a_return(2, {"EMP-01": 1}, sender="collegue@b.fr"),
            ],
            {"EMP-01": 1},
            ["F01"],
            id="a colleague's file does not stand for a damaged one",
        ),
        pytest.param(
            [a_return(1, {"EMP-01": 1}), a_return(2, {"EMP-01": 9}, outcome=Outcome.IGNORED)],
            {"EMP-01": 1},
            [],
            id="a file set aside counts for nothing",
        ),
    ],
)
def test_returns_are_merged_cell_by_cell(returns: list[Received], expected: dict[str, Value], told: list[str]) -> None:
    ledger = merge(a_campaign(), returns)
    assert values(ledger) == expected
    assert codes(ledger) == told


def test_a_cell_that_could_not_be_read_is_not_also_missing() -> None:
    ledger = merge(a_campaign(), [a_return(1, {"EMP-02": 1}, UNREADABLE)])

    assert codes(ledger) == ["V01 EMP-01"]
    assert "EMP-01" not in missing(ledger)
    assert missing(merge(a_campaign(), [a_return(1, {"EMP-02": 1})])) >= {"EMP-01"}


def test_a_disagreement_shows_both_values_files_and_dates() -> None:
    ledger = merge(a_campaign(), [a_return(1, {"EMP-01": 1}), a_return(2, {"EMP-01": 2})])
    (held,) = (held for held in account(ledger).findings if held.found.code is Code.C07)
    source, found = held.source, held.found
    assert source is not None
    assert source.sequence == 2
    assert dict(found.facts) == {
        "value": 2,
        "file": "2.xlsx",
        "received": date(2016, 1, 6),
        "other": 1,
        "other_file": "1.xlsx",
        "other_received": date(2016, 1, 5),
        "field": "value",
    }


def test_what_two_colleagues_give_together_is_complete() -> None:
    ledger = merge(a_campaign(), [a_return(1, {"EMP-01": 1}), a_return(2, {"EMP-02": 2, "EMP-03": 3})])
    assert missing(ledger) == set()
    assert missing(merge(a_campaign(), [a_return(1, {"EMP-01": 1})])) == {"EMP-02", "EMP-03"}


def a_decision(
    verdict: Resolution, *, day: float = 9, sha256: str = "", code: str = "", value: Value | None = None
) -> Decision:
    return Decision(
        respondent="EMP",
        question=Question(measure="EMP-01"),
        verdict=verdict,
        reason="appel",
        decided=DAY + timedelta(days=day),
        sha256=sha256,
        code=code,
        value=value,
    )


TWO = [a_return(1, {"EMP-01": 1}), a_return(2, {"EMP-01": 2})]


@pytest.mark.parametrize(
    ("returns", "decision", "expected", "told"),
    [
        pytest.param(
            TWO, a_decision(Resolution.KEEP_FILE, sha256=f"{1:064x}"), {"EMP-01": 1}, [], id="the older file is kept"
        ),
        pytest.param(TWO, a_decision(Resolution.SET, value=7), {"EMP-01": 7}, [], id="a value replaces both"),
        pytest.param(TWO, a_decision(Resolution.SET), {}, ["M03"], id="neither counts"),
        pytest.param(
            TWO, a_decision(Resolution.ACCEPT, code="C07"), {"EMP-01": 2}, [], id="the later one is confirmed"
        ),
        pytest.param([], a_decision(Resolution.SET, value=7), {"EMP-01": 7}, [], id="a figure told by telephone"),
        pytest.param(
            [a_return(1, {}, UNREADABLE)],
            a_decision(Resolution.ACCEPT, code="V01", value=40),
            {"EMP-01": 40},
            [],
            id="an unreadable cell is given its value",
        ),
        pytest.param(
            [a_return(1, {"EMP-01": 12}, DOUBTFUL)],
            a_decision(Resolution.ACCEPT, code="V03"),
            {"EMP-01": 12},
            [],
            id="a doubtful value is accepted",
        ),
        pytest.param(
            [a_return(1, {"EMP-01": 12}, DOUBTFUL), a_return(2, {"EMP-01": 99}, DOUBTFUL)],
            a_decision(Resolution.ACCEPT, day=1.5, code="V03"),
            {"EMP-01": 99},
            ["V03 EMP-01", "C07 EMP-01"],
            id="what was accepted is not what came later",
        ),
        pytest.param(
            [a_return(1, {"EMP-01": 12}, DOUBTFUL), a_return(2, {"EMP-01": 99})],
            a_decision(Resolution.ACCEPT, day=1, code="V03"),
            {"EMP-01": 99},
            ["C07 EMP-01"],
            id="what was accepted at the very moment it came is contradicted",
        ),
        pytest.param(
            [a_return(1, {"EMP-01": 12}, DOUBTFUL), a_return(2, {"EMP-01": 99})],
            a_decision(Resolution.ACCEPT, day=0.5, code="V03"),
            {"EMP-01": 99},
            [],
            id="what came after an acceptance was not accepted, and is mended",
        ),
        pytest.param(
            [*TWO, a_return(3, {"EMP-01": 3})],
            a_decision(Resolution.SET, day=2.5, value=7),
            {"EMP-01": 7},
            ["C07 EMP-01"],
            id="a return after the decision is told, the decision stands",
        ),
    ],
)
def test_decisions(returns: list[Received], decision: Decision, expected: dict[str, Value], told: list[str]) -> None:
    ledger = merge(a_campaign(), returns, [decision])
    assert values(ledger) == expected
    assert codes(ledger) == told


def test_after_closing_nothing_is_taken_and_nothing_is_hidden() -> None:
    ledger = merge(a_campaign(closing=(DAY + timedelta(days=1)).date()), TWO)
    assert values(ledger) == {"EMP-01": 1}
    assert [received.sequence for received in account(ledger).too_late] == [2]
    assert len(account(ledger).returns) == 2
    assert [(held.source.sequence, held.found.code) for held in account(ledger).findings if held.source] == [
        (2, Code.I08)
    ]


def test_a_return_that_only_came_after_closing_is_no_answer() -> None:
    ledger = merge(a_campaign(closing=DAY.date()), [a_return(1, dict.fromkeys(CODES, 1))])
    assert not account(ledger).has_answered
    assert codes(ledger) == ["I08"]


def test_a_late_return_counts_once_it_is_admitted() -> None:
    late = a_return(1, dict.fromkeys(CODES, 1))
    admitted = Decision(
        respondent="EMP",
        question=Question(measure=""),
        verdict=Resolution.ADMIT,
        reason="panne de messagerie",
        decided=DAY,
        sha256=late.submission.origin.sha256,
    )
    ledger = merge(a_campaign(closing=(DAY - timedelta(days=1)).date()), [late], [admitted])
    assert values(ledger) == dict.fromkeys(CODES, 1)
    assert codes(ledger) == []


@pytest.mark.parametrize(
    "waiver",
    [
        Waiver(reason="r", decided_on=DAY.date(), respondent="EMP", measure="EMP-01"),
        Waiver(reason="r", decided_on=DAY.date(), code=Code.V03),
        Waiver(reason="r", decided_on=DAY.date(), measure="EMP-01", code=Code.V03),
    ],
)
def test_a_waiver_silences(waiver: Waiver) -> None:
    returns = [a_return(1, {"EMP-01": 12}, DOUBTFUL)]
    assert codes(merge(a_campaign(waivers=(waiver,)), returns)) == []


def test_another_respondents_waiver_silences_nothing() -> None:
    waiver = Waiver(reason="r", decided_on=DAY.date(), respondent="EDU", measure="EMP-01")
    assert codes(merge(a_campaign(waivers=(waiver,)), [a_return(1, {"EMP-01": 12}, DOUBTFUL)])) == ["V03 EMP-01"]


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("État néant.", True),
        ("état néant pour 2015", True),
        ("Rien à signaler", True),
        ("le dispositif est neuf", False),
    ],
)
def test_nothing_to_report_is_an_answer(comment: str, expected: bool) -> None:  # noqa: FBT001  (a case)
    ledger = merge(a_campaign(), [a_return(1, {("EMP-01", Field.COMMENT): comment})])
    assert account(ledger).has_nothing_to_report is expected
    assert (missing(ledger) == set()) is expected


def test_days_of_sending_are_those_of_the_messages() -> None:
    sendings = [
        Sending(
            respondent="EMP", post=post, means=Means.DRAFT, sent=DAY + timedelta(days=n), message_id="", recipients=()
        )
        for n, post in enumerate([Post.COLLECTION, Post.REMINDER, Post.REMINDER])
    ]
    found = account(merge(a_campaign(), [], [], sendings))
    assert (found.sent, found.reminded) == (DAY.date(), date(2016, 1, 6))


def test_a_return_of_nobody_is_an_orphan() -> None:
    stranger = a_return(1, {"EMP-01": 1})
    nobody = Received(
        sequence=1,
        submission=Submission(origin=Origin(name="x", sha256="a", format="xlsx"), outcome=Outcome.REJECTED),
        received=stranger.received,
    )
    assert merge(a_campaign(), [nobody]).orphans == (nobody,)


def returns_of(drawn: list[Cells]) -> list[Received]:
    return [a_return(number, cells) for number, cells in enumerate(drawn, start=1)]


codes_drawn: st.SearchStrategy[str | tuple[str, Field]] = st.sampled_from(CODES)
cells_drawn: st.SearchStrategy[Cells] = st.dictionaries(codes_drawn, st.integers(0, 3))
returns_drawn = st.lists(cells_drawn, max_size=5).map(returns_of)


@given(returns_drawn, st.randoms())
def test_the_order_of_reading_is_nothing(returns: list[Received], random: object) -> None:
    shuffled = sorted(returns, key=lambda _: random.random())  # type: ignore[attr-defined]  # a Random
    assert merge(a_campaign(), shuffled) == merge(a_campaign(), returns)


@given(returns_drawn, st.data())
def test_the_same_return_again_changes_nothing(returns: list[Received], data: st.DataObject) -> None:
    if not returns:
        return
    again = data.draw(st.sampled_from(returns))
    twice = Received(sequence=99, submission=again.submission, received=again.received)
    before, after = account(merge(a_campaign(), returns)), account(merge(a_campaign(), [*returns, twice]))
    assert (before.entries, before.findings) == (after.entries, after.findings)


@given(cells_drawn, st.data())
def test_disjoint_halves_make_the_whole_in_any_order(cells: Cells, data: st.DataObject) -> None:
    first = data.draw(st.sets(st.sampled_from(CODES)))
    halves: list[Cells] = [{code: cells[code] for code in cells if (code in first) is side} for side in (True, False)]
    whole = values(merge(a_campaign(), [a_return(1, dict(cells))]))
    for one, other in (halves, halves[::-1]):
        assert values(merge(a_campaign(), [a_return(1, dict(one)), a_return(2, dict(other))])) == whole


def a_return_with_blanks(
    sequence: int, cells: Cells, blanks: tuple[str, ...], *, is_correction: bool = False
) -> Received:
    received = a_return(sequence, cells)
    emptied = {Question(measure=code): place(code) for code in blanks}
    submission = replace(received.submission, emptied=emptied, is_correction=is_correction)
    return replace(received, submission=submission)


NONE_LEFT: Cells = {("EMP-01", Field.SITUATION): Situation.UNAVAILABLE, ("EMP-01", Field.COMMENT): "retiré"}


def counted(*returns: Received) -> dict[str, Value]:
    entries = merge(a_campaign(), returns).accounts["EMP"].entries
    return {
        question.measure: entry.answer.value for question, entry in entries.items() if question.field is Field.VALUE
    }


def said_of(*returns: Received) -> list[tuple[str, str, str]]:
    held = merge(a_campaign(), returns).accounts["EMP"].findings
    return [(one.found.code, one.found.case, one.found.severity) for one in held if one.found.measure == "EMP-01"]


def test_a_situation_without_value_takes_the_older_figure_back_and_says_so() -> None:
    both = a_return(1, {"EMP-01": 12, "EMP-02": 7}), a_return_with_blanks(2, NONE_LEFT, ("EMP-01",))
    assert counted(*both) == {"EMP-02": 7}
    assert said_of(*both) == [("C07", "taken_back", "info")]


def test_one_of_two_that_became_one_takes_no_figure_of_the_other_back_unseen() -> None:
    whole = a_campaign()
    joined = replace(whole, respondents=tuple(replace(one, former_codes=("OLD",)) for one in whole.respondents))
    held = merge(joined, [a_return(1, {"EMP-01": 12}), a_return(2, NONE_LEFT)]).accounts["EMP"].findings
    (found,) = [one.found for one in held if one.found.code is Code.C07]
    assert (found.measure, found.case, found.severity) == ("EMP-01", "taken_back", "warning")
    assert found.facts["other"] == "12"


def test_a_figure_takes_the_older_situation_back() -> None:
    entries = merge(a_campaign(), [a_return(1, NONE_LEFT), a_return(2, {"EMP-01": 12})]).accounts["EMP"].entries
    assert Question(measure="EMP-01", field=Field.SITUATION) not in entries
    assert entries[Question(measure="EMP-01")].answer.value == 12


def test_a_refused_value_is_mended_by_a_situation_in_the_correction_workbook() -> None:
    refused = a_return(1, {"EMP-02": 7}, finding(Code.V01, place=place("EMP-01"), measure="EMP-01", field="value"))
    mended = a_return_with_blanks(2, {**NONE_LEFT, "EMP-02": 7}, ("EMP-01",), is_correction=True)
    assert ("V01", "", "error") in said_of(refused)
    assert said_of(refused, mended) == []


def test_an_emptied_cell_speaks_in_a_correction_workbook() -> None:
    first = a_return(1, {"EMP-01": 12, "EMP-02": 7})
    assert counted(first, a_return_with_blanks(2, {"EMP-02": 7}, ("EMP-01",), is_correction=True)) == {"EMP-02": 7}


def test_an_emptied_cell_of_a_row_that_is_sent_again_is_asked() -> None:
    first = a_return(1, {"EMP-01": 12, ("EMP-01", Field.COMMENT): "vu"})
    again = a_return_with_blanks(2, {("EMP-01", Field.COMMENT): "vu"}, ("EMP-01", "EMP-02"))
    assert counted(first, again) == {"EMP-01": 12}
    assert ("C07", "emptied", "warning") in said_of(first, again)


def test_halves_of_two_colleagues_take_nothing_back_in_either_order() -> None:
    one: Cells = {"EMP-01": 12}
    other: Cells = {"EMP-02": 7}
    for mine, yours in ((one, other), (other, one)):
        halves = (
            a_return_with_blanks(1, mine, ("EMP-02",) if mine is one else ("EMP-01",)),
            a_return_with_blanks(2, yours, ("EMP-02",) if yours is one else ("EMP-01",)),
        )
        assert counted(*halves) == {"EMP-01": 12, "EMP-02": 7}
        assert said_of(*halves) == []


def test_what_came_after_a_correction_workbook_was_written_is_not_taken_back() -> None:
    late = a_return(1, {"EMP-01": 12})
    correction = a_return_with_blanks(2, {"EMP-02": 7}, ("EMP-01",), is_correction=True)
    sent = Sending(
        respondent="EMP",
        post=Post.CORRECTION,
        means=Means.DRAFT,
        sent=late.received - timedelta(hours=1),
        message_id="<c>",
        recipients=(),
    )
    entries = merge(a_campaign(), [late, correction], sendings=[sent]).accounts["EMP"].entries
    assert entries[Question(measure="EMP-01")].answer.value == 12


def test_thousands_of_returns_are_not_held_twice() -> None:
    """A pair of a return and its answer for each answer of each return weighed more than the returns themselves."""
    questions = [Question(measure=f"A-{number:02}") for number in range(1, 60)]
    answers = {asked: Answer(question=asked, value=1, raw="1", place=Place()) for asked in questions}
    first = a_return(1, {})
    returns = [
        replace(first, sequence=rank, submission=replace(first.submission, answers=answers)) for rank in range(1, 400)
    ]
    tracemalloc.start()
    reconcile(returns, ())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 24 * len(returns) * len(questions), "eight bytes for each answer, and what lists keep in reserve"
