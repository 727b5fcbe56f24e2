"""Real servers on loopback: what leaves, what comes in, and what is refused."""

import imaplib
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from pathlib import Path
from typing import Any, BinaryIO, ClassVar

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from qpv_xlsx.domain.contract.campaign import Contact
from qpv_xlsx.domain.findings import CampaignError, StorageError
from qpv_xlsx.mail.drafting import Enclosure, compose, new_message_id, write_draft
from qpv_xlsx.mail.drafts_folder import open_drafts
from qpv_xlsx.mail.imap_messages import Mailbox, MessageLost
from qpv_xlsx.mail.imap_words import replied
from qpv_xlsx.mail.letter_models import NAMES, Text, copy_templates, write_text
from qpv_xlsx.mail.servers import Server, open_smtp, parse_server, post

MOMENT = datetime(2016, 1, 15, 9, 30, tzinfo=UTC)
COORDINATOR = Contact(name="Préfecture – mission ville", email="coordination@ville.fr")
ANNE = Contact(name="Anne, Direccte", email="anne@direccte.gouv.fr")


def a_message() -> EmailMessage:
    return compose(
        Text(subject="Indicateurs 2015 – évaluation", body="Bonjour,\n\nVoici le classeur : « Indicateurs ».\n"),
        COORDINATOR,
        [ANNE],
        [Enclosure(name="paris-2015_EMP.xlsx", content=b"PK\x03\x04")],
        message_id=new_message_id("paris-2015", "EMP", "collecte", MOMENT, "ville.fr"),
        moment=MOMENT,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Inbox:
    """Keeps what an SMTP server was given, and refuses one recipient."""

    def __init__(self) -> None:
        self.received: list[bytes] = []

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802  (aiosmtpd's name)
        if address.startswith("inconnu"):
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  (aiosmtpd's name)
        self.received.append(envelope.content)
        return "250 OK"


@contextmanager
def smtp_server(**options: Any) -> Iterator[tuple[str, Inbox]]:
    inbox = Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    try:
        yield f"127.0.0.1:{controller.port}", inbox
    finally:
        controller.stop()


def test_a_message_arrives_whole() -> None:
    with smtp_server() as (host, inbox):
        with open_smtp(parse_server(f"smtp://{host}", ("smtp", "smtps"))) as connection:
            post(connection, a_message())
        arrived = message_from_bytes(inbox.received[0], policy=policy.default)
    assert arrived["Subject"] == "Indicateurs 2015 – évaluation"
    assert arrived["From"] == "Préfecture – mission ville <coordination@ville.fr>"
    assert arrived["Message-ID"].startswith("<qpv.")
    assert "X-Unsent" not in arrived
    assert [part.get_filename() for part in arrived.iter_attachments()] == ["paris-2015_EMP.xlsx"]


def test_a_login_is_made_with_the_password_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QPV_XLSX_SMTP_PASSWORD", "secret")
    seen: list[Any] = []

    def authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, held: Any) -> AuthResult:
        seen.append((held.login, held.password))
        return AuthResult(success=held.password == b"secret", handled=False)

    options = {"authenticator": authenticate, "auth_require_tls": False}
    with smtp_server(**options) as (host, inbox):
        with open_smtp(parse_server(f"smtp://coordination@{host}", ("smtp",))) as connection:
            post(connection, a_message())
        assert len(inbox.received) == 1
        monkeypatch.setenv("QPV_XLSX_SMTP_PASSWORD", "faux")
        with (
            pytest.raises(StorageError) as refused,
            open_smtp(parse_server(f"smtp://coordination@{host}", ("smtp",))),
        ):
            pass
        monkeypatch.setenv("QPV_XLSX_SMTP_PASSWORD", "été")
        with (
            pytest.raises(StorageError) as unsayable,
            open_smtp(parse_server(f"smtp://coordination@{host}", ("smtp",))),
        ):
            pass
    assert seen[0] == (b"coordination", b"secret")
    assert refused.value.code == "server_login"
    assert unsayable.value.code == "server_login_letters"


@pytest.mark.parametrize(
    ("to", "refused", "arrived"),
    [("inconnu@direccte.gouv.fr", 1, 0), ("a@b.fr, inconnu@direccte.gouv.fr", 1, 1), ("a@b.fr", 0, 1)],
)
def test_a_refused_recipient_is_told_and_the_others_have_the_message(to: str, refused: int, arrived: int) -> None:
    message = a_message()
    message.replace_header("To", to)
    with smtp_server() as (host, inbox):
        with open_smtp(parse_server(f"smtp://{host}", ("smtp",))) as connection:
            delivery = post(connection, message)
            assert not post(connection, a_message()).refused  # the connection still serves
        assert len(inbox.received) == arrived + 1
    assert delivery.refused == ("inconnu@direccte.gouv.fr",) * refused
    assert ("no such user" in delivery.reason) is bool(refused)


LONG = (
    "Direction régionale et interdépartementale de l’économie, de l’emploi, du travail et des solidarités du département",
    "Préfecture de la région d’Île-de-France, préfecture de Paris – mission politique de la ville et du département",
    "Mission « ville » (département), 3e étage",
    "DDETS du Rhône",
)


@pytest.mark.parametrize("name", LONG)
def test_a_long_name_arrives_without_a_stray_space(name: str) -> None:
    message = compose(
        Text(subject=name, body="x"), Contact(name=name, email="a@b.fr"), [ANNE], [], message_id="<1@x>", moment=MOMENT
    )
    arrived = message_from_bytes(message.as_bytes(), policy=policy.default)
    old_reader = make_header(decode_header(message_from_bytes(message.as_bytes())["From"]))
    assert arrived["From"].addresses[0].display_name == name
    assert str(old_reader) == f"{name} <a@b.fr>"
    assert arrived["Reply-To"].addresses[0].addr_spec == "a@b.fr"
    assert max(map(len, message.as_bytes().splitlines())) < 998


def test_a_name_on_two_lines_is_told_as_that() -> None:
    with pytest.raises(CampaignError) as refused:
        compose(
            Text(subject="x", body="y"),
            COORDINATOR,
            [Contact(name="Anne\nDireccte", email="a@b.fr")],
            [],
            message_id="<1@x>",
            moment=MOMENT,
        )
    assert refused.value.code == "contact_name_lines"


def test_a_trouble_of_the_disk_while_sending_is_not_laid_on_the_server() -> None:
    with (
        smtp_server() as (host, _),
        pytest.raises(PermissionError),
        open_smtp(parse_server(f"smtp://{host}", ("smtp",))),
    ):
        raise PermissionError


def test_a_server_that_is_not_there_is_a_trouble_of_the_network() -> None:
    with pytest.raises(StorageError), open_smtp(parse_server(f"smtp://127.0.0.1:{free_port()}", ("smtp",))):
        pass


@pytest.mark.parametrize(
    ("url", "code"),
    [
        pytest.param("smtp://nom:secret@serveur.fr", "server_password_in_url", id="a password on the command line"),
        pytest.param("http://serveur.fr", "server_url", id="another protocol"),
        pytest.param("serveur.fr", "server_url", id="no protocol"),
        pytest.param("smtp://serveur.fr:port", "server_url", id="no port number"),
    ],
)
def test_urls_that_are_refused(url: str, code: str) -> None:
    with pytest.raises(CampaignError) as refused:
        parse_server(url, ("smtp", "smtps"))
    assert refused.value.code == code


def test_a_missing_password_says_where_to_put_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QPV_XLSX_SMTP_PASSWORD", raising=False)
    with pytest.raises(CampaignError) as refused, open_smtp(parse_server("smtp://nom@127.0.0.1", ("smtp",))):
        pass
    assert refused.value.facts["variable"] == "QPV_XLSX_SMTP_PASSWORD"


def test_a_draft_opens_as_a_draft(tmp_path: Path) -> None:
    path = tmp_path / "a_envoyer" / "EMP.eml"
    write_draft(a_message(), path)
    draft = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert draft["X-Unsent"] == "1"
    body = draft.get_body(("plain",))
    assert body is not None
    assert "« Indicateurs »" in body.get_content()
    assert list(path.parent.iterdir()) == [path]


def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(CampaignError) as refused:
        compose(
            Text(subject="x", body="y"),
            COORDINATOR,
            [Contact(name="A", email="a b")],
            [],
            message_id="<1@x>",
            moment=MOMENT,
        )
    assert refused.value.code == "contact_address"


FACTS = dict.fromkeys(
    (
        "campagne",
        "annee",
        "administration",
        "echeance",
        "coordinateur",
        "telephone",
        "points",
        "nombre",
        "retard",
        "demande",
        "sujet",
        "signature",
        "fonction",
    ),
    "x",
)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_our_templates_can_be_filled(name: str, language: str, tmp_path: Path) -> None:
    text = write_text(tmp_path, name, language, FACTS)
    assert "{" not in text.subject + text.body
    assert text.subject


@pytest.mark.parametrize(
    ("template", "code"),
    [
        ("Bonjour\n", "template_without_subject"),
        ("Objet : x\n{inconnu}", "template_field"),
        ("Objet : x\n{administration.__class__}", "template_field"),
        ("Objet : x\n{administration!r}", "template_field"),
        ("Objet : x\nune { seule", "template_braces"),
    ],
)
def test_a_template_that_cannot_be_used_says_why(template: str, code: str, tmp_path: Path) -> None:
    copy_templates(tmp_path, "fr")
    (tmp_path / "modeles" / "collecte.txt").write_text(template, "utf-8")
    with pytest.raises(CampaignError) as refused:
        write_text(tmp_path, "collecte", "fr", FACTS)
    assert refused.value.code == code


def test_the_coordinators_own_words_are_used_and_kept(tmp_path: Path) -> None:
    copy_templates(tmp_path, "fr")
    path = tmp_path / "modeles" / "collecte.txt"
    path.write_bytes("Objet : à vous, {administration}\r\n\r\nCordialement\r\n".encode("cp1252"))
    assert copy_templates(tmp_path, "fr") == ()
    text = write_text(tmp_path, "collecte", "fr", {"administration": "CAF {x}"})
    assert (text.subject, text.body) == ("à vous, CAF {x}", "Cordialement\n")


def all_messages(server: Server) -> list[bytes]:
    with Mailbox(server, marks=False) as mailbox:
        return [mailbox.content(head) for head in list(mailbox.heads())]


@pytest.mark.dovecot
def test_a_mailbox_is_read_and_left_as_it_was(imap: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    url, maildir = imap
    monkeypatch.setenv("QPV_XLSX_IMAP_PASSWORD", "secret")
    content = a_message().as_bytes()
    for number in range(3):
        (maildir / "new" / f"{number}.host").write_bytes(content)
    server = parse_server(url, ("imap",))
    messages = all_messages(server)
    assert [message.replace(b"\r\n", b"\n") for message in messages] == [content.replace(b"\r\n", b"\n")] * 3
    assert flags(maildir) == ["", "", ""]
    with Mailbox(server, marks=True) as mailbox:
        for head in list(mailbox.heads()):
            mailbox.mark_as_seen(head)
    assert flags(maildir) == ["S", "S", "S"]


def flags(maildir: Path) -> list[str]:
    names = [path.name for part in ("new", "cur") for path in (maildir / part).iterdir()]
    return sorted(name.partition(":2,")[2] for name in names)


@pytest.mark.dovecot
def test_what_an_imap_server_refuses_is_told(imap: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    url, _ = imap
    monkeypatch.setenv("QPV_XLSX_IMAP_PASSWORD", "secret")
    with pytest.raises(CampaignError) as refused:
        list(all_messages(parse_server(f"{url}/Absent", ("imap",))))
    assert refused.value.code == "imap_folder"
    for password, code in (("faux", "server_login"), ("été", "server_login_letters")):
        monkeypatch.setenv("QPV_XLSX_IMAP_PASSWORD", password)
        with pytest.raises(StorageError) as denied:
            list(all_messages(parse_server(url, ("imap",))))
        assert denied.value.code == code


@pytest.mark.dovecot
def test_a_mailbox_may_have_a_french_name(imap: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    url, maildir = imap
    monkeypatch.setenv("QPV_XLSX_IMAP_PASSWORD", "secret")
    for part in ("cur", "new", "tmp"):
        (maildir / ".R&AOk-ponses &- &AOk-t&AOk-" / part).mkdir(parents=True)
    for path in (maildir / ".R&AOk-ponses &- &AOk-t&AOk-", *(maildir / ".R&AOk-ponses &- &AOk-t&AOk-").iterdir()):
        shutil.copystat(maildir / "new", path)
        shutil.chown(path, (maildir / "new").stat().st_uid, (maildir / "new").stat().st_gid)
    (maildir / ".R&AOk-ponses &- &AOk-t&AOk-" / "new" / "1.host").write_bytes(a_message().as_bytes())
    assert len(list(all_messages(parse_server(f"{url}/R%C3%A9ponses & été", ("imap",))))) == 1


@pytest.mark.dovecot
def test_a_draft_is_put_once_into_the_mailboxs_own_folder(
    imap: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, maildir = imap
    monkeypatch.setenv("QPV_XLSX_IMAP_PASSWORD", "secret")
    for expected in (True, False):
        with open_drafts(parse_server(url, ("imap",))) as drafts:
            assert drafts.name == "Brouillons"
            assert drafts.put(a_message(), "key") is expected
    with open_drafts(parse_server(f"{url}/Brouillons", ("imap",))) as drafts:
        assert drafts.put(a_message(), "another") is True
    kept = list((maildir / ".Brouillons" / "cur").iterdir())
    assert sorted(path.name.partition(":2,")[2] for path in kept) == ["D", "D"]
    draft = message_from_bytes(kept[0].read_bytes(), policy=policy.default)
    assert draft["To"].addresses[0].display_name == ANNE.name
    assert "X-Unsent" not in draft


@pytest.mark.dovecot
def test_heads_tell_what_may_hold_a_workbook(imap: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    url, maildir = imap
    monkeypatch.setenv("QPV_XLSX_IMAP_PASSWORD", "secret")
    plain = EmailMessage()
    plain["From"], plain["Subject"] = "Ami <ami@exemple.fr>", "Déjeuner ?"
    plain.set_content("Midi ?")
    with_pdf = EmailMessage()
    with_pdf["From"], with_pdf["Subject"] = "banque@exemple.fr", "Relevé"
    with_pdf.set_content("x")
    with_pdf.add_attachment(b"%PDF", "application", "pdf", filename="releve.pdf")
    (maildir / "new" / "1.host").write_bytes(a_message().as_bytes())
    (maildir / "new" / "2.host").write_bytes(plain.as_bytes())
    (maildir / "new" / "3.host").write_bytes(with_pdf.as_bytes())
    with Mailbox(parse_server(url, ("imap",)), marks=False) as mailbox:
        heads = list(mailbox.heads())
        told = {head.letter.sender: (head.may_hold_a_file, head.letter.subject) for head in heads}
        assert told == {
            COORDINATOR.email: (True, "Indicateurs 2015 – évaluation"),
            "ami@exemple.fr": (False, "Déjeuner ?"),
            "banque@exemple.fr": (False, "Relevé"),
        }
        assert all(head.size for head in heads)
        assert list(mailbox.heads(since=MOMENT.date().replace(year=2100))) == []


class Hanging(threading.Thread):
    """An IMAP server whose first message never comes whole, and whose second does."""

    visits = 2

    def __init__(self, sender: bytes = b"a@b") -> None:
        super().__init__(daemon=True)
        self.head = b"From: " + sender + b"\n"
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.start()

    def run(self) -> None:
        with self.listener:
            for _ in range(self.visits):
                client, _ = self.listener.accept()
                with client, client.makefile("rb") as lines:
                    self.serve(client, lines)

    def serve(self, client: socket.socket, lines: BinaryIO) -> None:
        client.sendall(b"* PREAUTH ready\r\n")
        for line in lines:
            tag, command, *rest = line.split()
            if command == b"EXAMINE":
                client.sendall(b"* 2 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n")
            elif command == b"CAPABILITY":
                client.sendall(b"* CAPABILITY IMAP4rev1\r\n")
            elif rest[:2] == [b"FETCH", b"1"]:
                client.sendall(b"* 1 FETCH (UID 1 BODY[] {100}\r\nFrom: ")
                continue
            elif rest[:2] == [b"FETCH", b"2"]:
                client.sendall(b"* 2 FETCH (UID 2 BODY[] {4}\r\nabcd)\r\n")
            elif rest[:1] == [b"SEARCH"]:
                client.sendall(b"* SEARCH 1 2\r\n")
            elif rest[:1] == [b"FETCH"]:
                for number in (b"1", b"2"):
                    told = (number, number, len(self.head), self.head)
                    client.sendall(b"* %s FETCH (UID %s BODY[HEADER.FIELDS (FROM)] {%d}\r\n%s)\r\n" % told)
            client.sendall(tag + b" OK done\r\n")


def test_a_message_on_which_the_server_hangs_is_left_for_another_time() -> None:
    server = Hanging()
    port = server.listener.getsockname()[1]
    with Mailbox(parse_server(f"imap://127.0.0.1:{port}", ("imap",)), marks=False, seconds=0.5) as mailbox:
        first, second = list(mailbox.heads())
        start = time.monotonic()
        with pytest.raises(MessageLost):
            mailbox.content(first)
        assert time.monotonic() - start < 10
        assert mailbox.content(second) == b"abcd"
    server.join(10)


class Refusing(Hanging):
    """A server that knows no folder, and notes whether one takes leave of it."""

    visits = 1
    heard: ClassVar[list[bytes]] = []

    def serve(self, client: socket.socket, lines: BinaryIO) -> None:
        client.sendall(b"* PREAUTH ready\r\n")
        for line in lines:
            tag, command, *_ = line.split()
            self.heard.append(command)
            if command == b"CAPABILITY":
                client.sendall(b"* CAPABILITY IMAP4rev1\r\n")
            client.sendall(tag + (b" NO no such folder\r\n" if command == b"EXAMINE" else b" OK done\r\n"))


def test_a_mailbox_whose_folder_is_refused_is_taken_leave_of() -> None:
    server = Refusing()
    port = server.listener.getsockname()[1]
    with pytest.raises(CampaignError) as refused:
        Mailbox(parse_server(f"imap://127.0.0.1:{port}/ailleurs", ("imap",)), marks=False).__enter__()
    server.join(10)
    assert refused.value.code == "imap_folder"
    assert server.heard[-1] == b"LOGOUT"


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        (
            imaplib.IMAP4.error(b"[AUTHENTICATIONFAILED] Authentication failed."),
            "[AUTHENTICATIONFAILED] Authentication failed.",
        ),
        (imaplib.IMAP4.error("UID command error: BAD [b'Unknown \\'UID\\'']"), "Unknown \\'UID\\'"),
        (imaplib.IMAP4.error("Refusé par la règle"), "Refusé par la règle"),
    ],
)
def test_a_servers_refusal_is_quoted_as_the_server_said_it(refused: imaplib.IMAP4.error, words: str) -> None:
    assert replied(refused) == words
