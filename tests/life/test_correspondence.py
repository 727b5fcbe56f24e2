"""Letters out and answers in: drafts, reminders, corrections, decisions, and a campaign that changes meanwhile."""

import json
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from click.testing import CliRunner

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.contract.campaign import Campaign, Contact
from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.findings import CampaignError, Code
from qpv_xlsx.domain.merging.ledger import Means, Post, Resolution
from qpv_xlsx.messages.wordbook import error_sentence
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.corresponding.posting import Route
from qpv_xlsx.tasks.deciding.ruling import Ruling
from qpv_xlsx.tasks.fetch import fetch
from qpv_xlsx.tasks.generate import generate
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.tasks.remind import remind
from qpv_xlsx.tasks.resolve import resolve
from qpv_xlsx.tasks.return_ import return_for_correction
from qpv_xlsx.tasks.send import send
from tests.life.to_decide import open_conflicts

Fill = Callable[..., bytes]
NOW = datetime(2016, 3, 2, 9, 0, tzinfo=UTC)
AUTHOR = "essai"


def opened(path: Path) -> EmailMessage:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def words_of(path: Path) -> str:
    body = opened(path).get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def change(folder: Path, changed: Campaign) -> None:
    save_campaign(changed, folder / "campagne.xlsx", created=NOW)


def put(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_a_draft_per_respondent_with_the_workbook(folder: Path) -> None:
    posted = list(send(folder, only=(), author=AUTHOR, now=NOW))
    assert len(posted) == 9
    draft = opened(folder / "a_envoyer" / "paris-2015_EMP.eml")
    assert draft["X-Unsent"] == "1"
    (workbook,) = draft.iter_attachments()
    assert workbook.get_content() == (folder / "a_envoyer" / "paris-2015_EMP.xlsx").read_bytes()
    assert "avant le 31 mars 2016" in words_of(folder / "a_envoyer" / "paris-2015_EMP.eml")
    with open_register(folder) as register:
        assert {sending.means for sending in register.sendings()} == {Means.DRAFT}


def test_a_workbook_that_asks_something_else_by_now_is_not_sent(folder: Path) -> None:
    campaign = load_campaign(folder)
    save_campaign(replace(campaign, year=campaign.year + 1), folder / "campagne.xlsx", created=NOW)
    with pytest.raises(CampaignError) as refused:
        list(send(folder, only=("EMP",), author=AUTHOR, now=NOW))
    assert refused.value.code == "workbooks_stale"
    list(generate(folder, only=("EMP",), now=NOW))
    assert len(list(send(folder, only=("EMP",), author=AUTHOR, now=NOW))) == 1
    save_campaign(campaign, folder / "campagne.xlsx", created=NOW)
    list(generate(folder, only=("EMP",), now=NOW))
    list(send(folder, only=("EMP",), author=AUTHOR, now=NOW))
    with open_register(folder) as register:
        assert [sending.version for sending in register.sendings()] == [2, 1]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no tzset")
def test_a_day_is_the_day_where_the_coordinator_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    list(send(folder, only=("EMP",), author=AUTHOR, now=NOW))
    far = "Pacific/Kiritimati" if datetime.now(UTC).hour >= 12 else "Etc/GMT+12"
    with monkeypatch.context() as patch:
        patch.setenv("TZ", far)
        time.tzset()
        today = datetime.now().astimezone().date()
        CliRunner().invoke(group, ["-C", str(folder), "remind"], catch_exceptions=False, standalone_mode=False)
    time.tzset()
    assert today != datetime.now(UTC).date()
    assert [path.name for path in (folder / "a_envoyer").glob("relance*")] == [f"relance_{today}_EMP.eml"]


def test_the_journal_says_who_made_workbooks_and_master(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "anne")
    for command in (["generate", "--only", "EMP"], ["consolidate"]):
        CliRunner().invoke(group, ["-C", str(folder), *command], catch_exceptions=False, standalone_mode=False)
    with open_register(folder) as register:
        signed = {line.act for line in register.journal() if line.author == "anne"}
    assert {"dispatch", "consolidate"} <= signed


class Inbox:
    def __init__(self) -> None:
        self.received: list[bytes] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  (aiosmtpd's name)
        self.received.append(envelope.content)
        return "250 OK"


def test_through_smtp_nobody_is_written_to_twice(folder: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    inbox = Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        url = f"smtp://127.0.0.1:{port}"
        assert len(list(send(folder, only=(), route=Route(smtp=url), author=AUTHOR, now=NOW))) == 9
        assert list(send(folder, only=(), route=Route(smtp=url), author=AUTHOR, now=NOW)) == []
        assert len(list(send(folder, only=("emp",), route=Route(smtp=url), author=AUTHOR, now=NOW))) == 1
    finally:
        controller.stop()
    assert len(inbox.received) == 10


def test_an_answer_without_identity_is_attributed_by_its_thread(folder: Path, tmp_path: Path, letter: Fill) -> None:
    list(send(folder, only=("SAN",), author=AUTHOR, now=NOW))
    asked = str(opened(folder / "a_envoyer" / "paris-2015_SAN.eml")["Message-ID"])
    content = letter("inconnu@example.com", {"scan.pdf": b"%PDF-1.4"}, In_Reply_To=asked)
    collect(folder, [put(tmp_path / "m.eml", content)], author=AUTHOR, now=NOW)
    with open_register(folder) as register:
        ledger = ledger_of(load_campaign(folder), register, NOW)
    assert [held.found.code for held in ledger.accounts["SAN"].findings] == [Code.F03]
    assert ledger.orphans == ()


def test_a_message_without_workbook_is_told_with_the_name_of_who_wrote_it(
    folder: Path, tmp_path: Path, letter: Fill
) -> None:
    list(send(folder, only=("SAN",), author=AUTHOR, now=NOW))
    asked = str(opened(folder / "a_envoyer" / "paris-2015_SAN.eml")["Message-ID"])
    told = put(tmp_path / "m.eml", letter("inconnu@example.com", {}, In_Reply_To=asked))
    stray = put(tmp_path / "n.eml", letter("inconnu@example.com", {"scan.pdf": b"%PDF-1.4"}))
    said = [CliRunner().invoke(group, ["-C", str(folder), "collect", str(path)]).output for path in (told, stray)]
    assert [("SAN" in text.split(":")[0], "administration inconnue" in text) for text in said] == [
        (True, False),
        (False, True),
    ]


def test_a_maildir_is_fetched_and_left_alone(folder: Path, tmp_path: Path, fill: Fill, letter: Fill) -> None:
    maildir = tmp_path / "Maildir"
    for part in ("cur", "new", "tmp"):
        (maildir / part).mkdir(parents=True)
    put(maildir / "new" / "1.host", letter("drac@paris.test", {"retour.xlsx": fill("CUL", {"CUL-01": 0.4})}))
    before = sorted(maildir.rglob("*"))
    _, readings = fetch(folder, str(maildir), marks_seen=False, author=AUTHOR, now=NOW)
    assert [reading.submission.origin.respondent for reading in readings] == ["CUL"]
    assert sorted(maildir.rglob("*")) == before


def test_a_correction_holds_the_answers_and_comes_back_mended(folder: Path, tmp_path: Path, fill: Fill) -> None:
    wrong = fill("SAN", {"SAN-02": 24, "SAN-04-a": -3})
    collect(folder, [put(tmp_path / "a.xlsx", wrong)], author=AUTHOR, now=NOW)
    (returned,) = list(return_for_correction(folder, only=(), author=AUTHOR, now=NOW))
    assert list(return_for_correction(folder, only=(), author=AUTHOR, now=NOW)) == []
    said = words_of(folder / "a_retourner" / "paris-2015_SAN_corrections.eml")
    assert "SAN-04-a" in said
    assert "→" in said
    mended = fill("SAN", {"SAN-04-a": 4}, returned.workbook.read_bytes())
    collect(folder, [put(tmp_path / "b.xlsx", mended)], author=AUTHOR, now=NOW)
    with open_register(folder) as register:
        account = ledger_of(load_campaign(folder), register, NOW).accounts["SAN"]
        assert [sending.post for sending in register.sendings()] == [Post.CORRECTION]
    figures = {code: account.entries[Question(measure=code)].answer.value for code in ("SAN-02", "SAN-04-a")}
    assert figures == {"SAN-02": 24, "SAN-04-a": 4}
    assert {held.found.code for held in account.findings} <= {Code.M01, Code.M02}


def test_a_letter_does_not_ask_for_what_the_workbook_did(folder: Path, tmp_path: Path, fill: Fill) -> None:
    """« 8 sur 15 » stands there as result, numerator and denominator: it is told last, and not counted."""
    answered = fill("CAF", {"CAF-02": -3, "CAF-05-b": "8 sur 15"})
    collect(folder, [put(tmp_path / "a.xlsx", answered)], author=AUTHOR, now=NOW)
    list(return_for_correction(folder, only=(), author=AUTHOR, now=NOW))
    said = words_of(folder / "a_retourner" / "paris-2015_CAF_corrections.eml").replace("\u00a0", " ")
    assert "revoir 52 points :" in said  # a figure below nothing, and 51 measures without answer
    assert said.index("CAF-02") < said.index("« 8 sur 15 » est lu comme 8 / 15") < said.index("déjà remplis ainsi")
    assert "Saisissez 8 dans Numérateur" not in said
    list(remind(folder, only=("CAF",), author=AUTHOR, now=NOW))
    (reminder,) = (folder / "a_envoyer").glob("relance_*CAF.eml")
    assert " 52 points restent à revoir" in words_of(reminder).replace("\u00a0", " ")


def test_one_reminder_per_contact_with_all_that_is_expected(folder: Path, tmp_path: Path, fill: Fill) -> None:
    campaign = load_campaign(folder)
    shared = Contact(name="Service commun", email="commun@paris.test")
    respondents = tuple(
        replace(one, contacts=(shared, *one.contacts)) if one.code in {"EMP", "EDU"} else one
        for one in campaign.respondents
    )
    change(folder, replace(campaign, respondents=respondents))
    list(send(folder, only=(), author=AUTHOR, now=NOW))
    collect(folder, [put(tmp_path / "a.xlsx", fill("EDU", {"EDU-01": 0.5}))], author=AUTHOR, now=NOW)
    posted = list(remind(folder, only=("EMP", "EDU"), author=AUTHOR, now=NOW))
    assert [(one.respondents, one.recipients) for one in posted] == [
        (("EMP", "EDU"), ("commun@paris.test",)),
        (("EMP",), ("direccte@paris.test",)),
        (("EDU",), ("rectorat@paris.test",)),
    ]
    paths = [one.path for one in posted if one.path]
    assert len({path.name for path in paths}) == 3
    said = words_of(paths[0])
    assert "rien reçu" in said
    assert "EDU-02" in said
    assert [part.get_filename() for part in opened(paths[0]).iter_attachments()] == [
        "paris-2015_EMP.xlsx",
        "paris-2015_EDU.xlsx",
    ]


def test_a_disagreement_is_listed_and_settled(folder: Path, tmp_path: Path, fill: Fill) -> None:
    for name, value in (("un.xlsx", 0.4), ("deux.xlsx", 0.5)):
        collect(folder, [put(tmp_path / name, fill("CUL", {"CUL-01": value}))], author=AUTHOR, now=NOW)
    conflicts = open_conflicts(folder, now=NOW)
    assert [conflict.found.code for conflict in conflicts] == [Code.C07]
    (decision,) = resolve(folder, Ruling(measure="cul-01", file="un.xlsx", reason="vérifié"), author=AUTHOR, now=NOW)
    assert decision.verdict is Resolution.KEEP_FILE
    assert open_conflicts(folder, now=NOW) == ()


@pytest.mark.parametrize(
    ("ruling", "code"),
    [
        pytest.param(Ruling(measure="CUL-01", reason=" ", value="1"), "resolve_reason", id="no reason"),
        pytest.param(Ruling(measure="XXX-01", reason="r", value="1"), "resolve_nobody", id="nobody's measure"),
        pytest.param(
            Ruling(measure="EMP-01", respondent="CUL", reason="r", value="1"), "resolve_measure", id="not theirs"
        ),
        pytest.param(
            Ruling(measure="CUL-01", quartier="Nulle part", reason="r", value="1"), "resolve_quartier", id="nowhere"
        ),
        pytest.param(Ruling(measure="CUL-01", reason="r", file="x"), "resolve_file", id="no such file"),
        pytest.param(Ruling(measure="CUL-01", reason="r", accept="V01"), "resolve_no_finding", id="nothing to accept"),
        pytest.param(Ruling(measure="CUL-01", reason="r", value="beaucoup"), "resolve_value", id="no figure"),
        pytest.param(Ruling(measure="CUL-01", reason="r", value="1730 %"), "resolve_value", id="an impossible figure"),
        pytest.param(Ruling(measure="CUL-01", reason="r"), "resolve_choice", id="no decision"),
        pytest.param(Ruling(measure="CUL-01", reason="r", file="x", value="1"), "resolve_choice", id="two decisions"),
    ],
)
def test_decisions_that_cannot_be_made(folder: Path, ruling: Ruling, code: str) -> None:
    with pytest.raises(CampaignError) as refused:
        resolve(folder, ruling, author=AUTHOR, now=NOW)
    assert refused.value.code == code
    with open_register(folder) as register:
        assert register.decisions() == ()


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "est une quantité en toutes lettres"), ("en", "is a quantity in words")]
)
def test_why_a_figure_is_refused_is_said_in_the_language_of_who_reads_it(
    folder: Path, language: str, words: str
) -> None:
    with pytest.raises(CampaignError) as refused:
        resolve(folder, Ruling(measure="CUL-01", reason="r", value="beaucoup"), author=AUTHOR, now=NOW)
    told = error_sentence(language, refused.value.code, refused.value.facts)
    assert words in told
    assert ("Écrivez un seul nombre" in told) is (language == "fr")


def test_a_measure_taken_away_meanwhile_is_told_and_the_rest_is_read(folder: Path, tmp_path: Path, fill: Fill) -> None:
    collect(folder, [put(tmp_path / "a.xlsx", fill("EMP", {"EMP-01": 0.2, "EMP-02": 0.1}))], author=AUTHOR, now=NOW)
    campaign = load_campaign(folder)
    conventions = tuple(
        replace(one, indicators=tuple(row for row in one.indicators if row.code != "EMP-02"))
        for one in campaign.catalogue.conventions
    )
    changed = replace(
        campaign,
        catalogue=replace(campaign.catalogue, conventions=conventions),
        choices=tuple(choice for choice in campaign.choices if not choice.measure.startswith("EMP-02")),
    )
    change(folder, changed)
    with open_register(folder) as register:
        account = ledger_of(load_campaign(folder), register, NOW).accounts["EMP"]
    assert {question.measure for question in account.entries} == {"EMP-01"}
    assert Code.S05 in [held.found.code for held in account.findings]


@pytest.mark.parametrize("command", [["status"], ["resolve"], ["send"], ["remind"], ["return"]])
def test_lists_are_one_json_document(folder: Path, command: list[str]) -> None:
    change(folder, replace(load_campaign(folder), closing=None))  # the command asks the clock, which is past it
    done = CliRunner().invoke(group, ["-C", str(folder), *command, "--json"])
    assert done.exit_code == 0, done.output
    assert isinstance(json.loads(done.stdout), dict)


def test_the_status_fits_eighty_columns(folder: Path) -> None:
    change(folder, replace(load_campaign(folder), closing=None))
    done = CliRunner().invoke(group, ["-C", str(folder), "status"], env={"COLUMNS": "80"})
    assert done.exit_code == 0
    too_wide = [line for line in done.stdout.splitlines() if len(line) > 80]
    assert [line for line in too_wide if str(folder) not in line] == []  # a path is not cut
    assert "".join(f"qpv-xlsx -C {folder} send".split()) in "".join(done.stdout.split())
