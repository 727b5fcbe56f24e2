"""A real mailbox fetched from the desk, as its button does it."""

import re
import time
from pathlib import Path

import pytest

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.register import open_register
from tests.desk.conftest import Start
from tests.desk.wire import Visitor, ended
from tests.life.test_fetching import a_mail, put

pytestmark = pytest.mark.dovecot


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QPV_XLSX_IMAP_PASSWORD", "secret")
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")  # the browser's way out is not the mailbox's


@pytest.mark.parametrize("narrow", [False, True], ids=["all that is ours", "contacts only"])
def test_what_the_mailbox_holds_for_the_campaign_is_read(
    campaign: Path,
    start: Start,
    imap: tuple[str, Path],
    narrow: bool,  # noqa: FBT001  (a case)
) -> None:
    url, maildir = imap
    reply = next((campaign / "reponses_exemple").glob("*EMP*.xlsx")).read_bytes()
    contact = load_campaign(campaign).respondents[0].contacts[0].email
    put(
        maildir,
        a_mail("banque@exemple.fr", "Votre relevé", ("releve.pdf", b"%PDF-1.7")),
        a_mail("collegue@exemple.fr", "Collecte", ("retour par courriel.xlsx", reply + b"\0")),
        a_mail(contact, "Une question"),
    )
    visitor = Visitor(start(campaign))

    told = ended(visitor, visitor.post("depot/boite", [("imap", url), *([("contacts", "on")] if narrow else [])]))

    assert "Lecture finie" in told
    assert ("retour par courriel.xlsx" in told) is not narrow
    assert "releve.pdf" not in told
    with open_register(campaign) as register:
        senders = {one.sender for one in register.returns()}
    assert contact in senders
    assert ("collegue@exemple.fr" in senders) is not narrow
    assert not [path for path in maildir.rglob("*") if path.name.partition(":2,")[2]], "nothing is marked"
    again = ended(visitor, visitor.post("depot/boite", [("imap", url), *([("contacts", "on")] if narrow else [])]))
    assert re.search(r"Lecture finie : 0 fichier", again), "what was taken is not taken twice"
    assert "secret" not in "".join(path.read_text("utf-8") for path in visitor.desk.home.glob("*.json"))


def test_a_wrong_password_is_a_sentence(
    campaign: Path, start: Start, imap: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QPV_XLSX_IMAP_PASSWORD", "faux")
    visitor = Visitor(start(campaign))

    told = ended(visitor, visitor.post("depot/boite", [("imap", imap[0])]))

    assert "Cela n’a pas pu être fait" in told
    assert "mot de passe" in told


def test_a_stopped_round_says_what_was_read_and_the_next_takes_the_rest(
    campaign: Path, start: Start, imap: tuple[str, Path]
) -> None:
    url, maildir = imap
    reply = next((campaign / "reponses_exemple").glob("*EMP*.xlsx")).read_bytes()
    for number in range(6):
        put(maildir, a_mail("collegue@exemple.fr", "Collecte", (f"retour {number:02}.xlsx", reply + b"\0" * number)))
    visitor = Visitor(start(campaign))
    going = visitor.post("depot/boite", [("imap", url)])
    work = going.header("Location").rpartition("/")[2]
    end = time.monotonic() + 60
    while "retour 0" not in visitor.shown(f"travaux/{work}"):
        assert time.monotonic() < end
        time.sleep(0.1)

    told = ended(visitor, visitor.post(f"travaux/{work}/arreter", []))

    assert "Relevé arrêté" in told
    assert "Lecture finie" not in told
    with open_register(campaign) as register:
        taken = sum(one.submission.origin.name.startswith("retour ") for one in register.returns())
    assert told.count("retour ") >= taken > 0
    ended(visitor, visitor.post("depot/boite", [("imap", url)]))
    with open_register(campaign) as register:
        assert sum(one.submission.origin.name.startswith("retour ") for one in register.returns()) == 6
