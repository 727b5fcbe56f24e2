"""« Remontée », and the assessment of a whole campaign."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from qpv_xlsx.domain.contract.campaign import Campaign, Contact, Respondent, Waiver
from qpv_xlsx.domain.contract.catalogue import Catalogue, Convention, Indicator
from qpv_xlsx.domain.contract.geography import Territory
from qpv_xlsx.domain.contract.measures import Baseline, Direction, Kind, Measure, Perimeter
from qpv_xlsx.domain.contract.questions import Field, Question, Situation, Value
from qpv_xlsx.domain.contract.targets import AtLeast
from qpv_xlsx.domain.findings import Code, Finding, Place, finding
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.judging.assessment import Assessment, Attainment, Reason, Reporting
from qpv_xlsx.domain.judging.statuses import reporting
from qpv_xlsx.domain.merging.ledger import Account, Entry, Held, Ledger, Received
from qpv_xlsx.domain.returned.answers import Answer, Origin, Outcome, Submission

PLAIN: Mapping[str, Any] = {
    "is_received": True,
    "is_waived": False,
    "has_nothing_to_report": False,
    "has_value": True,
    "situation": None,
    "errors": 0,
    "missing": 0,
}

CASES: dict[str, tuple[dict[str, object], Reporting]] = {
    "a value alone": ({}, Reporting.FILLED),
    "a final value": ({"situation": Situation.FINAL}, Reporting.FILLED),
    "a provisional value": ({"situation": Situation.PROVISIONAL}, Reporting.PROVISIONAL),
    "an estimate": ({"situation": Situation.ESTIMATED}, Reporting.PROVISIONAL),
    "nothing came": ({"is_received": False, "has_value": False}, Reporting.NOT_RECEIVED),
    "left blank": ({"has_value": False}, Reporting.TO_COMPLETE),
    "blank but called final": ({"has_value": False, "situation": Situation.FINAL}, Reporting.TO_COMPLETE),
    "a quartier is missing": ({"missing": 1}, Reporting.TO_COMPLETE),
    "an error": ({"errors": 1}, Reporting.TO_CORRECT),
    "an error before what is missing": ({"errors": 1, "missing": 2}, Reporting.TO_CORRECT),
    "not available": ({"has_value": False, "situation": Situation.UNAVAILABLE}, Reporting.UNAVAILABLE),
    "not available, unexplained": (
        {"has_value": False, "situation": Situation.UNAVAILABLE, "missing": 1},
        Reporting.TO_COMPLETE,
    ),
    "not applicable": ({"has_value": False, "situation": Situation.NOT_APPLICABLE}, Reporting.NOT_APPLICABLE),
    "secret": ({"has_value": False, "situation": Situation.SECRET}, Reporting.SECRET),
    "not available beside a value": ({"situation": Situation.UNAVAILABLE}, Reporting.TO_CORRECT),
    "nothing to report": ({"has_value": False, "has_nothing_to_report": True}, Reporting.NOT_APPLICABLE),
    "nothing to report, but a value": ({"has_nothing_to_report": True}, Reporting.FILLED),
    "waived": ({"is_received": False, "is_waived": True, "has_value": False}, Reporting.NOT_APPLICABLE),
}


@pytest.mark.parametrize(("facts", "wanted"), CASES.values(), ids=CASES)
def test_reporting(facts: dict[str, object], wanted: Reporting) -> None:
    assert reporting(**{**PLAIN, **facts}) is wanted


def _measure(code: str) -> Measure:
    return Measure(
        code=code,
        label=code,
        kind=Kind.COUNT,
        unit="places",
        direction=Direction.UP,
        baseline=Baseline(value=100, year=2014, perimeter=Perimeter.QPV),
        target=AtLeast(value=200),
    )


def _campaign(*waivers: Waiver) -> Campaign:
    indicator = Indicator(
        code="EMP-01",
        strategic_objective="",
        operational_objective="",
        national_target="",
        wording="",
        baseline_text="",
        local_target="",
        measures=(_measure("EMP-01"), _measure("EMP-02")),
    )
    return Campaign(
        code="paris-2017",
        title="",
        year=2017,
        catalogue=Catalogue(
            title="",
            baseline_year=2014,
            start=2015,
            end=2020,
            conventions=(Convention(code="EMP", name="Emploi", indicators=(indicator,)),),
        ),
        territories=(Territory(code="75", name="Paris", geography="2015"),),
        respondents=tuple(
            Respondent(code=code, name=code, territory="75", conventions=("EMP",)) for code in ("EMP", "AUT")
        ),
        coordinator=Contact(name="C", email="c@example.org"),
        waivers=waivers,
    )


def _account(answers: Mapping[Question, Value], *findings: Finding) -> Account:
    read = {
        question: Answer(question=question, value=value, raw=str(value), place=Place(sheet="Indicateurs", cell="J6"))
        for question, value in answers.items()
    }
    submission = Submission(
        origin=Origin(name="a.xlsx", sha256="0" * 64, format="xlsx"), outcome=Outcome.ACCEPTED, answers=read
    )
    received = Received(sequence=1, submission=submission, received=datetime(2018, 1, 5, 9, tzinfo=UTC))
    return Account(
        respondent="EMP",
        returns=(received,),
        entries={question: Entry(answer=answer, source=received) for question, answer in read.items()},
        findings=tuple(Held(found=found, respondent="EMP", source=received) for found in findings),
    )


def _assessed(account: Account, *waivers: Waiver) -> Assessment:
    return assess(_campaign(*waivers), Ledger(accounts={"EMP": account}))


def test_every_measure_of_every_respondent_has_a_row() -> None:
    rows = _assessed(_account({Question(measure="EMP-01"): 150})).rows
    assert list(rows) == [("EMP", "EMP-01"), ("AUT", "EMP-01"), ("EMP", "EMP-02"), ("AUT", "EMP-02")]
    first, third, second, _ = rows.values()
    assert (first.reporting, first.attainment, first.reason) == (Reporting.FILLED, Attainment.ON_TRACK, None)
    assert (first.target, first.target_year, first.expected, first.attained, first.pace) == (200, 2020, 150, 0.5, 1)
    assert (second.reporting, second.reason) == (Reporting.TO_COMPLETE, Reason.NO_VALUE)
    assert third.reporting is Reporting.NOT_RECEIVED


def test_an_error_on_one_measure_leaves_the_others_alone() -> None:
    account = _account({Question(measure="EMP-02"): 150}, finding(Code.V01, measure="EMP-01", read="beaucoup"))
    rows = _assessed(account).rows
    assert rows["EMP", "EMP-01"].reporting is Reporting.TO_CORRECT
    assert rows["EMP", "EMP-02"].reporting is Reporting.FILLED


def test_the_answered_perimeter_and_the_whole_territory_are_read() -> None:
    answers: dict[Question, Value] = {
        Question(measure="EMP-01"): 150,
        Question(measure="EMP-01", field=Field.PERIMETER): Perimeter.ZUS,
        Question(measure="EMP-01", field=Field.TERRITORY_VALUE): 900,
    }
    row = _assessed(_account(answers)).rows["EMP", "EMP-01"]
    assert row.reason is Reason.PERIMETER
    assert row.territory_value == 900


def test_a_waived_measure_is_said_to_be() -> None:
    waiver = Waiver(reason="dispositif supprimé", decided_on=date(2017, 3, 1), measure="EMP-02")
    rows = _assessed(_account({}), waiver).rows
    assert [key for key, row in rows.items() if row.is_waived] == [("EMP", "EMP-02"), ("AUT", "EMP-02")]
    assert rows["AUT", "EMP-02"].reporting is Reporting.NOT_APPLICABLE


def test_a_waiver_of_a_rule_or_of_one_quartier_still_leaves_the_measure_asked() -> None:
    silenced = Waiver(reason="", decided_on=date(2017, 3, 1), measure="EMP-02", code=Code.C04)
    partly = Waiver(reason="", decided_on=date(2017, 3, 1), measure="EMP-02", quartier="q1")
    assert not any(row.is_waived for row in _assessed(_account({}), silenced, partly).rows.values())


def test_a_waived_measure_that_is_answered_all_the_same_is_not_judged() -> None:
    """It is out of the rates: its line shows the figure, and no status that no count holds."""
    waiver = Waiver(reason="dispositif supprimé", decided_on=date(2017, 3, 1), measure="EMP-02")
    row = _assessed(_account({Question(measure="EMP-02"): 101}), waiver).rows["EMP", "EMP-02"]
    assert (row.attainment, row.reason, row.value) == (Attainment.NOT_ASSESSABLE, Reason.EXCUSED, 101)
    assert not row.is_counted


@pytest.mark.parametrize(
    ("situation", "attainment", "reason"),
    [
        (Situation.UNAVAILABLE, Attainment.NOT_ASSESSABLE, Reason.CONTRADICTED),
        (Situation.NOT_APPLICABLE, Attainment.NOT_ASSESSABLE, Reason.CONTRADICTED),
        (Situation.SECRET, Attainment.REACHED, None),
        (Situation.ESTIMATED, Attainment.REACHED, None),
    ],
)
def test_a_figure_that_its_own_administration_denies_is_known_and_not_judged(
    situation: Situation, attainment: Attainment, reason: Reason | None
) -> None:
    answers: dict[Question, Value] = {
        Question(measure="EMP-01"): 250,
        Question(measure="EMP-01", field=Field.SITUATION): situation,
    }
    row = _assessed(_account(answers)).rows["EMP", "EMP-01"]
    assert (row.attainment, row.reason, row.is_known) == (attainment, reason, True)
