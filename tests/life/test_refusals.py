"""« Refus », « état néant », « message à lire »: states of an administration and of a measure, each settled in one act."""

import io
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.findings import CampaignError, Code
from qpv_xlsx.domain.following.actions import FollowUp, State, Verb
from qpv_xlsx.domain.judging.assessing import assess, is_answering
from qpv_xlsx.domain.judging.assessment import Reporting
from qpv_xlsx.domain.judging.matters import Subject, matters
from qpv_xlsx.domain.merging.ledger import Ledger, Resolution
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.consolidate import consolidate, consolidate_for_diffusion
from qpv_xlsx.tasks.deciding.decisions_book import apply_decisions, write_open
from qpv_xlsx.tasks.deciding.ruling import Ruling
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.tasks.remind import remind
from qpv_xlsx.tasks.resolve import resolve, speak_for, undo
from qpv_xlsx.tasks.send import send
from qpv_xlsx.tasks.status import read_status, status_document
from tests.life.test_decisions_workbook import rows_of, write_yellow

NOW = datetime(2016, 4, 6, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
Fill = Callable[..., bytes]
Letter = Callable[..., bytes]
pytestmark = pytest.mark.filterwarnings(
    "ignore:.*extension is not supported"
)  # sparklines and bars: openpyxl drops them


def received(folder: Path, name: str, content: bytes, now: datetime = NOW) -> None:
    path = folder.parent / name
    path.write_bytes(content)
    collect(folder, [path], author="", now=now)


def follow_up(folder: Path, code: str) -> FollowUp:
    return next(one for one in read_status(folder, now=LATER).follow_ups if one.respondent == code)


def ledger(folder: Path) -> Ledger:
    with open_register(folder) as register:
        return ledger_of(load_campaign(folder), register, LATER)


def reported(folder: Path, code: str) -> dict[str, Reporting]:
    rows = assess(load_campaign(folder), ledger(folder)).rows.values()
    return {row.measure: row.reporting for row in rows if row.respondent == code}


def refuse(folder: Path, code: str = "JUS", now: datetime = NOW, **more: Any) -> None:
    speak_for(folder, code, Resolution.REFUSE, reason="courrier du 3 mars", author="Mme A", now=now, **more)


def test_the_coordinator_records_a_refusal_in_one_act(folder: Path) -> None:
    refuse(folder)
    assert follow_up(folder, "JUS").state is State.REFUSED
    assert set(reported(folder, "JUS").values()) == {Reporting.REFUSED}
    document = status_document(read_status(folder, now=LATER))
    own = next(one for one in document["respondents"] if one["respondent"] == "JUS")
    assert own["refusals"] == [
        {"measure": None, "reason": "courrier du 3 mars", "author": "Mme A", "file": None, "date": "2016-04-06"}
    ]
    assert document["states"]["refus"] == 1


def test_a_refusal_is_no_answer_and_the_committee_hears_of_it(folder: Path, fill: Fill) -> None:
    received(folder, "c.xlsx", fill("CUL", {"CUL-01": 0.4}))
    refuse(folder)
    found = ledger(folder)
    assert [code for code, account in found.accounts.items() if is_answering(account)] == ["CUL"]
    campaign = load_campaign(folder)
    asked = matters(campaign, found, assess(campaign, found))
    assert [one.respondent for one in asked if one.subject is Subject.REFUSED] == ["JUS"]
    assert "JUS" not in [one.respondent for one in asked if one.subject is Subject.SILENT]


def test_who_refuses_is_not_reminded(folder: Path) -> None:
    list(send(folder, only=("JUS", "CUL"), author="", now=datetime(2016, 1, 12, tzinfo=UTC)))
    refuse(folder)
    asked = [code for posted in remind(folder, only=(), author="", now=NOW) for code in posted.respondents]
    assert asked == ["CUL"]


def test_the_master_says_who_refuses_why_and_who_wrote_it_down(folder: Path, fill: Fill) -> None:
    received(folder, "c.xlsx", fill("CUL", {"CUL-01": 0.4}))
    refuse(folder)
    done = consolidate(folder, target=None, now=LATER)
    workbook = openpyxl.load_workbook(io.BytesIO(done.master.read_bytes()))
    sheet: Any = workbook["Suivi des retours"]
    heads = {str(cell.value): cell.column for cell in sheet[3] if cell.value}
    own = next(row[0].row for row in sheet.iter_rows(min_row=4) if row[0].value == "JUS")
    assert sheet.cell(own, heads["Remontée"]).value.startswith("=")
    assert sheet.cell(own, heads["État"]).value == "Refus"
    assert "courrier du 3 mars" in sheet.cell(own, heads["Précisions"]).value
    assert "Mme A" in sheet.cell(own, heads["Précisions"]).value
    stored: Any = openpyxl.load_workbook(io.BytesIO(done.master.read_bytes()), data_only=True)["Suivi des retours"]
    assert stored.cell(own, heads["Remontée"]).value == "Refus"
    page = done.report.read_text(encoding="utf-8")
    assert "courrier du 3 mars" in page
    assert done.answered == 1


def test_what_is_published_says_that_it_refuses_and_not_its_words(folder: Path, fill: Fill) -> None:
    received(folder, "c.xlsx", fill("CUL", {"CUL-01": 0.4}))
    refuse(folder)
    done = consolidate_for_diffusion(folder, target=None, now=LATER)
    page = done.report.read_text(encoding="utf-8")
    assert "Refus" in page
    assert "courrier du 3 mars" not in page
    assert "Mme A" not in page


def test_a_return_that_comes_later_gives_it_the_lie(folder: Path, fill: Fill) -> None:
    refuse(folder)
    received(folder, "j.xlsx", fill("JUS", {"JUS-04": 12}), now=LATER)
    assert follow_up(folder, "JUS").state is not State.REFUSED
    assert reported(folder, "JUS")["JUS-04"] is Reporting.TO_COMPLETE  # its quartiers are owed again
    assert Reporting.REFUSED not in reported(folder, "JUS").values()


def test_what_was_answered_before_stays_and_the_rest_is_refused(folder: Path, fill: Fill) -> None:
    received(folder, "j.xlsx", fill("JUS", {"JUS-04": 12}))
    refuse(folder, now=LATER)
    found = reported(folder, "JUS")
    assert found.pop("JUS-04") is Reporting.FILLED
    assert set(found.values()) == {Reporting.REFUSED}
    assert is_answering(ledger(folder).accounts["JUS"])
    assert follow_up(folder, "JUS").missing == 0


def test_one_measure_is_refused_and_what_it_had_is_gone(folder: Path, fill: Fill) -> None:
    received(folder, "j.xlsx", fill("JUS", {"JUS-04": "beaucoup"}))
    ruling = Ruling(measure="JUS-04", reason="secret de l’instruction", refuses=True)
    resolve(folder, ruling, author="Mme A", now=NOW)
    assert reported(folder, "JUS")["JUS-04"] is Reporting.REFUSED
    assert "JUS-04" not in {held.found.measure for held in ledger(folder).accounts["JUS"].findings}
    undo(folder, Ruling(measure="JUS-04", reason="erreur"), author="", now=LATER)
    assert reported(folder, "JUS")["JUS-04"] is Reporting.TO_CORRECT


def test_a_refusal_of_all_is_taken_back(folder: Path) -> None:
    refuse(folder)
    undo(folder, Ruling(measure="", respondent="JUS", reason="rappel"), author="", now=LATER)
    assert follow_up(folder, "JUS").state is State.NOT_SENT


@pytest.mark.parametrize(
    ("cells", "refused"),
    [
        pytest.param({("JUS-04", "Commentaire"): "Refus de répondre : secret."}, {"JUS-04"}, id="beside an empty cell"),
        pytest.param({"JUS-04": "Refus de répondre"}, {"JUS-04"}, id="in the cell of the figure"),
        pytest.param({"JUS-04": 12, ("JUS-04", "Commentaire"): "refus de répondre"}, set(), id="beside a figure"),
        pytest.param(
            {"JUS-04": 12, ("JUS-03", "Commentaire"): "Nous ne souhaitons pas répondre à ce questionnaire"},
            {"JUS-03"},
            id="of all, said by somebody who answers",
        ),
        pytest.param(
            {("JUS-04", "Commentaire"): "Les familles refusent de répondre"}, set(), id="of somebody else's refusal"
        ),
        pytest.param({("JUS-04", "Commentaire"): "Refus de soins : non suivi"}, set(), id="of care that is refused"),
    ],
)
def test_a_sentence_in_the_workbook_refuses_its_measure(
    folder: Path, fill: Fill, cells: Mapping[str | tuple[str, str], Any], refused: set[str]
) -> None:
    received(folder, "j.xlsx", fill("JUS", cells))
    assert {code for code, status in reported(folder, "JUS").items() if status is Reporting.REFUSED} == refused
    told = {
        held.found.measure for held in ledger(folder).accounts["JUS"].findings if held.found.case.startswith("refused")
    }
    assert told == refused


def test_a_refusal_in_the_cell_of_a_figure_is_told_once(folder: Path, fill: Fill) -> None:
    received(folder, "j.xlsx", fill("JUS", {"JUS-04": "Refus de répondre"}))
    told = [held.found.code for held in ledger(folder).accounts["JUS"].findings if held.found.measure == "JUS-04"]
    assert told == [Code.M01]


def test_a_refusal_of_all_in_the_cell_of_a_figure_is_told_once(folder: Path, fill: Fill) -> None:
    received(folder, "j.xlsx", fill("JUS", {"JUS-04": "Nous refusons de répondre à cette enquête"}))
    told = [(held.found.code, held.found.case) for held in ledger(folder).accounts["JUS"].findings]
    assert told == [(Code.M03, "refused_all")]


def test_a_sentence_refuses_all_where_nothing_is_answered(folder: Path, fill: Fill) -> None:
    words = "La direction ne souhaite pas répondre à cette enquête."
    received(folder, "j.xlsx", fill("JUS", {("JUS-03", "Commentaire"): words}))
    assert follow_up(folder, "JUS").state is State.REFUSED
    assert set(reported(folder, "JUS").values()) == {Reporting.REFUSED}
    assert ledger(folder).accounts["JUS"].refusal is not None
    assert not is_answering(ledger(folder).accounts["JUS"])
    assert [held.found.case for held in ledger(folder).accounts["JUS"].findings] == ["refused_all"]


@pytest.fixture
def written_to(folder: Path, letter: Letter) -> Path:
    """Justice wrote a message without a workbook."""
    list(send(folder, only=("JUS",), author="", now=datetime(2016, 1, 12, tzinfo=UTC)))
    message = letter("parquet@example.org", {}, "5 Apr 2016", "Nous ne répondrons pas cette année.", Subject="Collecte")
    campaign = load_campaign(folder)
    contact = next(one for one in campaign.respondents if one.code == "JUS").contacts
    sender = contact[0].email if contact else "parquet@example.org"
    received(folder, "message.eml", message.replace(b"parquet@example.org", sender.encode()))
    return folder


def test_a_message_is_to_be_read_and_is_the_coordinators_next_act(written_to: Path) -> None:
    assert follow_up(written_to, "JUS").state is State.TO_READ
    status = read_status(written_to, now=LATER)
    assert "JUS" in next(action.respondents for action in status.actions if action.verb is Verb.RESOLVE)


@pytest.mark.parametrize(
    ("choice", "state", "status"),
    [
        pytest.param("refus de répondre", State.REFUSED, Reporting.REFUSED, id="a refusal"),
        pytest.param("état néant", State.NIL, Reporting.NOT_APPLICABLE, id="nothing to report"),
        pytest.param("lu sans suite", State.SILENT, Reporting.NOT_RECEIVED, id="nothing to do"),
        pytest.param("lu, sans suite", State.SILENT, Reporting.NOT_RECEIVED, id="the same with a comma"),
    ],
)
def test_what_a_message_says_is_decided_in_its_row(
    written_to: Path, choice: str, state: State, status: Reporting
) -> None:
    write_open(written_to, language="fr", now=NOW)
    path = written_to / "decisions.xlsx"
    (key,) = [key for key in rows_of(path) if key.startswith("JUS/message/")]
    assert "Nous ne répondrons pas" in rows_of(path)[key]["Ce qui est à trancher"]
    write_yellow(path, {key: {"Décision": choice, "Motif": "leur message"}})
    done = apply_decisions(written_to, [path], language="fr", author="Mme A", now=LATER)
    assert done.remarks == ()
    assert follow_up(written_to, "JUS").state is state
    assert set(reported(written_to, "JUS").values()) == {status}
    assert key not in rows_of(path)


def test_nothing_to_report_contradicts_answers(folder: Path, fill: Fill) -> None:
    received(folder, "j.xlsx", fill("JUS", {"JUS-04": 12}))
    with pytest.raises(CampaignError) as told:
        speak_for(folder, "JUS", Resolution.NIL, reason="r", author="", now=NOW)
    assert told.value.code == "resolve_nil_answers"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(["--respondent", "JUS", "--refused", "--reason", "courrier"], 0, id="all"),
        pytest.param(["--measure", "JUS-04", "--refused", "--reason", "courrier"], 0, id="a measure"),
        pytest.param(["--respondent", "JUS", "--nil", "--reason", "courrier"], 0, id="nothing to report"),
        pytest.param(["--refused", "--reason", "courrier"], 2, id="nobody named"),
        pytest.param(["--respondent", "JUS", "--refused"], 2, id="no reason"),
        pytest.param(["--respondent", "JUS", "--refused", "--nil", "--reason", "r"], 2, id="both"),
        pytest.param(["--respondent", "JUS", "--refused", "--undo", "--reason", "r"], 2, id="and its undoing"),
        pytest.param(["--measure", "JUS-04", "--nil", "--reason", "r"], 2, id="nil of a measure"),
        pytest.param(["--measure", "JUS-04", "--refused", "--value", "3", "--reason", "r"], 2, id="and a value"),
        pytest.param(["--respondent", "JUS", "--refused", "--admit", "x", "--reason", "r"], 2, id="and a late return"),
        pytest.param(["decisions.xlsx", "--nil"], 2, id="and a workbook"),
    ],
)
def test_every_form_of_the_command_records_or_is_refused(folder: Path, words: list[str], expected: int) -> None:
    done = CliRunner().invoke(group, ["-C", str(folder), "resolve", *words])
    assert (2 if isinstance(done.exception, CampaignError) else done.exit_code) == expected, done.output
    with open_register(folder) as register:
        assert bool(register.decisions()) is (expected == 0)
    if expected == 0:
        document = json.loads(CliRunner().invoke(group, ["-C", str(folder), "status", "--json"]).stdout)
        own = next(one for one in document["respondents"] if one["respondent"] == "JUS")
        assert own["refusals"] or own["state"] == "etat_neant"
