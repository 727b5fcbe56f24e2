"""« Votre réponse » of the correction workbook: a warning confirmed with its reason is settled, an error never is."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.findings import Code, Fact, Finding, Place, Severity, finding
from qpv_xlsx.domain.merging.confirming import with_confirmation
from qpv_xlsx.domain.merging.ledger import Decision, Entry, Held, Received, Resolution
from qpv_xlsx.domain.returned.answers import Answer, Origin, Outcome, Submission
from qpv_xlsx.messages.sentences import Names, sentence
from qpv_xlsx.register import open_register
from qpv_xlsx.register.encoding import decode_submission, encode_submission
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.tasks.return_ import return_for_correction
from qpv_xlsx.workbook.reading.confirmations import reason_of

DAY = datetime(2016, 3, 1, 9, tzinfo=UTC)
LATER = datetime(2016, 3, 9, 9, tzinfo=UTC)
QUESTION = Question(measure="EMP-01")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Je confirme, parce que la crèche a fermé.", "la crèche a fermé."),
        ("je confirme parce qu’un foyer a ouvert", "un foyer a ouvert"),
        ("Nous confirmons : deux sites ont fusionné", "deux sites ont fusionné"),
        ("Confirmé, car le périmètre a changé", "le périmètre a changé"),
        ("I confirm, because a site closed", "a site closed"),
        ("14, c’est bien notre chiffre : nouveau dispositif", "nouveau dispositif"),
        ("C’est exact : deux sites ont fusionné", "deux sites ont fusionné"),
        ("Oui, je confirme ce chiffre car le périmètre a changé", "le périmètre a changé"),
        ("Chiffre vérifié, nouvelle source", "nouvelle source"),
        ("je confirme, c’est une erreur", ""),
        ("Je confirme que le chiffre est faux", ""),
        ("c’est exact", ""),
        ("je confirme", ""),
        ("Je confirme, parce que …", ""),
        ("corrigé", ""),
        ("voir mon courriel", ""),
    ],
)
def test_the_reason_of_a_confirmation(words: str, reason: str) -> None:
    assert reason_of(words) == reason


def a_return(day: datetime, confirmed: dict[tuple[str, str, str], str] | None = None) -> Received:
    origin = Origin(name="r.xlsx", sha256=f"{day.day}", format="xlsx", respondent="EMP")
    submission = Submission(origin=origin, outcome=Outcome.ACCEPTED, confirmed=confirmed or {})
    return Received(sequence=day.day, submission=submission, received=day)


def held(code: Code, severity: Severity | None = None) -> Held:
    found = finding(code, severity=severity, measure="EMP-01")
    return Held(found=found, respondent="EMP", question=QUESTION)


def confirmed(one: Held, counting: datetime) -> Held:
    returns = [a_return(DAY, {("EMP-01", "", one.found.code.value): "la crèche a fermé"})]
    answer = Answer(question=QUESTION, value=3, raw="3", place=Place())
    return with_confirmation(one, returns, {QUESTION: Entry(answer=answer, source=a_return(counting))})


@pytest.mark.parametrize(
    ("one", "counting", "severity"),
    [
        pytest.param(held(Code.C04), DAY, Severity.INFO, id="a warning is settled"),
        pytest.param(held(Code.C04), LATER, Severity.WARNING, id="not of a figure that came afterwards"),
        pytest.param(held(Code.C02), DAY, Severity.ERROR, id="an error is not"),
        pytest.param(held(Code.C07), DAY, Severity.WARNING, id="a disagreement is the coordinator's"),
    ],
)
def test_what_a_confirmation_settles(one: Held, counting: datetime, severity: Severity) -> None:
    assert confirmed(one, counting).found.severity is severity


def test_what_is_odd_about_a_figure_that_was_decided_is_a_remark() -> None:
    answer = Answer(question=QUESTION, value=3, raw="3", place=Place())
    ruled = Decision(respondent="EMP", question=QUESTION, verdict=Resolution.SET, reason="appel", decided=DAY, value=3)
    entry = Entry(answer=answer, source=a_return(DAY), decision=ruled)
    for code, severity in ((Code.C04, Severity.INFO), (Code.C02, Severity.ERROR), (Code.V10, Severity.WARNING)):
        assert with_confirmation(held(code), [], {QUESTION: entry}).found.severity is severity
    told = with_confirmation(
        Held(found=replace(finding(Code.C09, measure="EMP-01"), facts=FACTS), respondent="EMP"), [], {QUESTION: entry}
    )
    assert "« appel »" in sentence(told.found, "fr", Names()).message.replace("\u00a0", " ")


def test_its_reason_is_said_and_kept_in_the_register() -> None:
    found = confirmed(
        Held(found=replace(finding(Code.C09, measure="EMP-01"), facts=FACTS), respondent="EMP"), DAY
    ).found
    assert "« la crèche a fermé »" in sentence(found, "fr", Names()).message.replace("\u00a0", " ")
    submission = a_return(DAY, {("EMP-01", "", "C09"): "la crèche a fermé"}).submission
    assert decode_submission(encode_submission(submission)) == submission


FACTS: dict[str, Fact] = {"previous": 4, "previous_year": 2014, "value": 3, "kind": "count"}


def findings(folder: Path) -> list[Finding]:
    with open_register(folder) as register:
        account = ledger_of(load_campaign(folder), register, LATER).accounts["JUS"]
    return [one.found for one in account.findings]


def test_the_whole_round(folder: Path, fill: Callable[..., bytes]) -> None:
    """A figure that doubled is asked about; the respondent confirms in the workbook that came back to them."""
    path = folder.parent / "a.xlsx"
    path.write_bytes(fill("JUS", {"JUS-02-a": 34}))
    collect(folder, [path], author="", now=DAY)
    asked = [one for one in findings(folder) if one.code is Code.C04]
    assert [one.severity for one in asked] == [Severity.WARNING]
    list(return_for_correction(folder, only=("JUS",), author="", now=DAY))
    workbook = openpyxl.load_workbook(folder / "a_retourner" / "paris-2015_JUS_corrections.xlsx")
    sheet: Any = workbook["Corrections"]
    (answer,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == "Votre réponse")
    keys = {row[answer.column].value: row[answer.column - 1] for row in sheet.iter_rows(answer.row + 1)}
    assert not keys["JUS-02-a||C04"].protection.locked
    keys["JUS-02-a||C04"].value = "Je confirme, parce que deux points ont ouvert."
    saved = io.BytesIO()
    workbook.save(saved)
    path.write_bytes(saved.getvalue())
    _, (reading,) = collect(folder, [path], author="", now=LATER)
    told = [one for one in reading.submission.findings if one.code is Code.C04]
    assert [one.severity for one in told] == [Severity.INFO], "the reading itself says that it is confirmed"
    assert [one.severity for one in findings(folder) if one.code is Code.C04] == [Severity.INFO]
    assert Code.S12 not in [one.code for one in findings(folder)]
