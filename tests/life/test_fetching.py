"""A mailbox that is also used for something else: what is ours is registered once, the rest leaves no trace."""

import io
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.following.actions import State
from qpv_xlsx.domain.returned.answers import Outcome
from qpv_xlsx.messages.state_words import subject_of
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.fetch import MessageChoice, fetch
from qpv_xlsx.tasks.incoming.reading_report import Reading
from qpv_xlsx.tasks.status import read_status

NOW = datetime(2016, 3, 20, 9, 0, tzinfo=UTC)
XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
pytestmark = pytest.mark.dovecot


def a_mail(sender: str, subject: str, *files: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Message-ID"] = sender, subject, f"<{abs(hash(subject))}@x>"
    message["Date"] = "Mon, 14 Mar 2016 10:00:00 +0100"
    message.set_content("Bonjour")
    for name, content in files:
        kind = ("application", "pdf") if name.endswith(".pdf") else XLSX
        message.add_attachment(content, *kind, filename=name)
    return message.as_bytes()


def put(maildir: Path, *messages: bytes) -> None:
    count = sum(1 for part in ("new", "cur") for _ in (maildir / part).iterdir())
    for number, content in enumerate(messages, start=count):
        path = maildir / "new" / f"{number:03d}.host"
        path.write_bytes(content)
        shutil.chown(path, (maildir / "new").stat().st_uid, (maildir / "new").stat().st_gid)


def fetched(folder: Path, url: str, **options: object) -> list[Reading]:
    return fetch(folder, url, author="", now=NOW, **options)[1]  # type: ignore[arg-type]  # one option or another


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QPV_XLSX_IMAP_PASSWORD", "secret")


def test_what_is_not_ours_leaves_no_trace(folder: Path, fill: Callable[..., bytes], imap: tuple[str, Path]) -> None:
    url, maildir = imap
    contact = load_campaign(folder).respondents[0].contacts[0].email
    ours = fill("EMP", {"EMP-01": 0.173})
    put(
        maildir,
        a_mail("banque@exemple.fr", "Votre relevé", ("releve.pdf", b"%PDF-1.7")),
        a_mail("ami@exemple.fr", "Déjeuner"),
        a_mail("comptable@exemple.fr", "Budget", ("budget.xlsx", private_workbook())),
        a_mail("collegue@exemple.fr", "Collecte", ("retour.xlsx", ours)),
        a_mail(contact, "Une question"),
    )
    readings = fetched(folder, url)
    assert [one.submission.outcome for one in readings] == [Outcome.ACCEPTED, Outcome.IGNORED]
    assert len(list((folder / "recus").iterdir())) == 1
    with open_register(folder) as register:
        assert {one.sender for one in register.returns()} == {"collegue@exemple.fr", contact}
    assert fetched(folder, url) == []


def test_only_contacts_where_it_is_asked(folder: Path, fill: Callable[..., bytes], imap: tuple[str, Path]) -> None:
    url, maildir = imap
    put(maildir, a_mail("collegue@exemple.fr", "Collecte", ("retour.xlsx", fill("EMP", {"EMP-01": 0.173}))))
    assert fetched(folder, url, wanted=MessageChoice(from_contacts=True)) == []
    assert len(fetched(folder, url)) == 1


def test_messages_are_marked_once_what_they_bring_is_registered(
    folder: Path, fill: Callable[..., bytes], imap: tuple[str, Path]
) -> None:
    url, maildir = imap
    put(
        maildir,
        a_mail("ami@exemple.fr", "Déjeuner"),
        a_mail("collegue@exemple.fr", "Collecte", ("retour.xlsx", fill("EMP", {"EMP-01": 0.173}))),
    )
    fetched(folder, url, marks_seen=True)
    flags = {
        path.name[:3]: path.name.partition(":2,")[2] for part in ("new", "cur") for path in (maildir / part).iterdir()
    }
    assert flags == {"000": "", "001": "S"}


def private_workbook() -> bytes:
    stream = io.BytesIO()
    workbook = openpyxl.Workbook()
    workbook.create_sheet("Budget").append(["Budget", 1])
    workbook.save(stream)
    return stream.getvalue()


def test_a_persons_words_are_told_by_the_status(folder: Path, imap: tuple[str, Path]) -> None:
    url, maildir = imap
    respondent = load_campaign(folder).respondents[0]
    put(maildir, a_mail(respondent.contacts[0].email, "Nous ne pouvons pas répondre"))
    fetched(folder, url)
    status = read_status(folder, now=NOW)
    assert status.follow_ups[0].state is State.TO_READ
    assert [subject_of(one) for one in status.messages] == ["Nous ne pouvons pas répondre"]
