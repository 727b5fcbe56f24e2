"""Messages as they come: forwarded, damaged, enormous, automatic."""

import base64
import struct
import time
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qpv_xlsx.mail.letters import DEPTH_LIMIT, PART_LIMIT, Letter, LetterKind
from qpv_xlsx.mail.mailboxes import is_message, split_mailbox
from qpv_xlsx.mail.mime import read_mime
from qpv_xlsx.mail.outlook import read_outlook
from qpv_xlsx.mail.tnef import tnef_attachments

WORKBOOK = b"PK\x03\x04 a workbook"
XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def a_message(name: str | None = "retour.xlsx", **headers: str) -> EmailMessage:
    message = EmailMessage()
    for key, value in {"From": "Anne <Anne@Direccte.gouv.fr>", "Subject": "Retour", **headers}.items():
        message[key.replace("_", "-")] = value
    message.set_content("Bonjour")
    if name is not None:
        message.add_attachment(WORKBOOK, *XLSX, filename=name)
    return message


def raw(disposition: str, *, kind: str = "application/octet-stream") -> bytes:
    """A message with one part, its Content-Disposition written by hand."""
    body = base64.b64encode(WORKBOOK).decode()
    return (
        "From: a@b.fr\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
        f"--x\nContent-Type: {kind}\n{disposition}\nContent-Transfer-Encoding: base64\n\n{body}\n--x--\n"
    ).encode("utf-8", "surrogateescape")


def only(content: bytes) -> Letter:
    (letter,) = read_mime(content)
    return letter


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        pytest.param('Content-Disposition: attachment; filename="a.xlsx"', "a.xlsx", id="plain"),
        pytest.param(
            "Content-Disposition: attachment; filename==?utf-8?q?corrig=C3=A9.xlsx?=", "corrigé.xlsx", id="2047"
        ),
        pytest.param(
            'Content-Disposition: attachment; filename="=?iso-8859-1?Q?corrig=E9.xlsx?="',
            "corrigé.xlsx",
            id="2047 quoted",
        ),
        pytest.param("Content-Disposition: attachment; filename*=utf-8''corrig%C3%A9.xlsx", "corrigé.xlsx", id="2231"),
        pytest.param(
            "Content-Disposition: attachment; filename*0*=utf-8''corr; filename*1*=ig%C3%A9.xlsx",
            "corrigé.xlsx",
            id="2231 in pieces",
        ),
        pytest.param('Content-Disposition: attachment; filename="corrigé.xlsx"', "corrigé.xlsx", id="raw UTF-8"),
        pytest.param(
            "Content-Disposition: attachment; filename*=nonesuch''corrige%2Exlsx",
            "corrige.xlsx",
            id="unknown charset",
        ),
        pytest.param(
            'Content-Disposition: attachment; filename="../../x.xlsx"', "../../x.xlsx", id="folders: the register's"
        ),
        pytest.param("Content-Disposition: attachment", "", id="no name"),
    ],
)
def test_names_of_attachments(disposition: str, name: str) -> None:
    (attachment,) = only(raw(disposition)).attachments
    assert attachment.name == name
    assert attachment.content == WORKBOOK


def test_what_a_message_says_is_read() -> None:
    letter = only(
        a_message(
            Message_ID="<a@x>",
            In_Reply_To="<qpv.1@ville.fr>",
            References="<qpv.0@ville.fr> <qpv.1@ville.fr>",
            Date="Fri, 15 Jan 2016 10:30:00 +0100",
        ).as_bytes(),
    )
    assert letter.message_id == "<a@x>"
    assert letter.answers_to == ("<qpv.1@ville.fr>", "<qpv.0@ville.fr>")
    assert letter.sender == "anne@direccte.gouv.fr"
    assert letter.sent == datetime(2016, 1, 15, 9, 30, tzinfo=UTC)
    assert letter.nature is LetterKind.PERSONAL


@pytest.mark.parametrize(
    "disposition",
    [
        pytest.param(
            'Content-Disposition: attachment; filename="=?undefined?q?a.xlsx?="', id="a codec that only refuses"
        ),
        pytest.param('Content-Disposition: attachment; filename="=?a\0b?q?a.xlsx?="', id="a NUL in the charset"),
        pytest.param("Content-Disposition: attachment; filename*=utf-7''+2AA-.xlsx", id="half a character in UTF-7"),
        pytest.param(
            'Content-Disposition: attachment; filename="=?unicode_escape?q?=5Cud800.xlsx?="',
            id="half a character escaped",
        ),
        pytest.param("Content-Disposition: attachment; filename*=utf-8''a%00b.xlsx", id="a NUL in the name"),
        pytest.param("Content-Disposition: attachment; filename=a\udce9.xlsx; x=\udcff", id="raw bytes"),
    ],
)
def test_no_name_keeps_a_workbook_from_being_read(disposition: str) -> None:
    (attachment,) = only(raw(disposition)).attachments
    assert attachment.content == WORKBOOK
    assert attachment.name.encode("utf-8").decode() == attachment.name
    assert "\0" not in attachment.name


def test_a_text_with_raw_bytes_and_a_charset_in_two_parts_is_read() -> None:
    content = raw("Content-Disposition: attachment; filename=a.csv", kind="text/csv; charset*=utf-8'fr'x")
    content = content.replace(b"base64", b"8bit").replace(b"\n\nUE", b"\n\n\xe9\xe9UE")
    (attachment,) = only(content).attachments
    assert attachment.content is not None
    assert attachment.content.startswith(b"\xe9\xe9UE")


@pytest.mark.parametrize(
    "date", ["1 Jan 0250 00:00:00 +1400", "31 Dec 9999 23:00:00 -1400", "1 Jan 1900 10:00:00 +0000"]
)
def test_a_date_that_no_message_can_have_is_none(date: str) -> None:
    assert only(a_message(Date=date).as_bytes()).sent is None


@pytest.mark.parametrize(
    ("headers", "nature"),
    [
        pytest.param({"Auto_Submitted": "auto-replied"}, LetterKind.AUTOMATIC, id="RFC 3834"),
        pytest.param({"Subject": "Réponse automatique : Retour"}, LetterKind.AUTOMATIC, id="by its subject"),
        pytest.param({"X_Autoreply": "yes"}, LetterKind.AUTOMATIC, id="old programs"),
        pytest.param({"From": "MAILER-DAEMON@ville.fr"}, LetterKind.BOUNCE, id="the daemon"),
        pytest.param({"X_Failed_Recipients": "a@b.fr"}, LetterKind.BOUNCE, id="Exim"),
        pytest.param({"Auto_Submitted": "no"}, LetterKind.PERSONAL, id="a person who says so"),
        pytest.param({}, LetterKind.PERSONAL, id="a person"),
    ],
)
def test_machines_send_no_returns(headers: dict[str, str], nature: LetterKind) -> None:
    assert only(a_message(**headers).as_bytes()).nature is nature


def test_a_delivery_failure_says_what_it_brings_back() -> None:
    bounce = EmailMessage()
    bounce["From"] = "postmaster@ville.fr"
    bounce.set_content("Undeliverable")
    bounce.add_attachment(a_message())
    outer, inner = read_mime(bounce.as_bytes())
    assert (outer.nature, outer.came_back, outer.attachments) == (LetterKind.BOUNCE, False, ())
    assert inner.came_back


def test_forwarded_messages_are_letters_of_their_own() -> None:
    outer = a_message(None, From="secretariat@direccte.gouv.fr")
    inner = a_message(From="collegue@direccte.gouv.fr")
    inner.add_attachment(a_message("second.xlsx", From="autre@direccte.gouv.fr"))
    outer.add_attachment(inner)
    letters = read_mime(outer.as_bytes())
    assert [(letter.sender.split("@")[0], letter.depth) for letter in letters] == [
        ("secretariat", 0),
        ("collegue", 1),
        ("autre", 2),
    ]
    assert [[found.name for found in letter.attachments] for letter in letters] == [
        [],
        ["retour.xlsx"],
        ["second.xlsx"],
    ]


def test_two_hundred_messages_within_each_other_are_cut_and_counted() -> None:
    start = time.monotonic()
    headers = b"From: a@b.fr\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n"
    letters = read_mime(headers * 200 + a_message().as_bytes())
    assert len(letters) <= DEPTH_LIMIT + 1
    assert sum(letter.left_out for letter in letters) >= 1
    assert time.monotonic() - start < 10


def test_multiparts_two_hundred_deep_are_counted() -> None:
    head = b"From: a@b.fr\nMIME-Version: 1.0\n"
    content = b""
    for level in range(200):
        content += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level)
    letters = read_mime(head + content + b"Content-Type: application/x; name=a.xlsx\n\nxx")
    assert sum(letter.left_out for letter in letters) == 1


def test_ten_thousand_attachments_are_accounted_for() -> None:
    start = time.monotonic()
    part = b"--x\nContent-Type: application/octet-stream; name=a.xlsx\n\nPK\n"
    head = b"From: a@b.fr\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
    letter = only(head + part * 10_000 + b"--x--\n")
    assert len(letter.attachments) == PART_LIMIT
    assert letter.left_out == 10_000 - PART_LIMIT
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"From: " + b"a" * 3_000_000 + b"@b.fr\nSubject: x\n\n", id="a header of three megabytes"),
        pytest.param(b"Subject: =?utf-8?b?!!!?=\nDate: never\nMessage-ID: <\n\n", id="senseless headers"),
        pytest.param(b"Subject: \xff\xfe\nFrom: \xe9@b\n\n", id="raw bytes"),
        pytest.param(b"Date: Mon, 99 Foo 99999 99:99:99 +9999\n\n", id="an impossible date"),
        pytest.param(b"Content-Type: multipart/mixed\n\nno boundary", id="a multipart without boundary"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_damaged_messages_are_read_as_far_as_they_go(content: bytes) -> None:
    start = time.monotonic()
    letter = only(content)
    assert letter.attachments == ()
    assert len(letter.subject) < 10_000
    assert time.monotonic() - start < 5


@given(st.binary(max_size=400))
def test_no_bytes_make_the_reading_fail(content: bytes) -> None:
    assert read_mime(b"From: a@b.fr\nContent-Type: multipart/mixed; boundary=x\n\n--x\n" + content)
    assert read_outlook(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + content)
    list(tnef_attachments(b"\x78\x9f\x3e\x22" + content))


def test_a_mailbox_in_one_file_holds_several_messages() -> None:
    one = a_message(Message_ID="<1@x>").as_bytes()
    box = b"From a@b Fri Jan 15 10:30:00 2016\n" + one + b"\n\nFrom a@b Fri Jan 15 10:31:00 2016\n" + one
    letters = [read_mime(message) for message in split_mailbox(box)]
    assert len(letters) == 2
    assert [letter[0].attachments[0].content for letter in letters] == [WORKBOOK, WORKBOOK]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"Received: from x\n", True),
        (b"From: a@b\n", True),
        (b"From a@b Fri\nReceived: x\n", True),
        (b"PK\x03\x04", False),
        (b"%PDF-1.7", False),
        (b"From here on, plain words\nand more", False),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, False),
    ],
)
def test_messages_are_told_by_their_content(content: bytes, expected: bool) -> None:  # noqa: FBT001  (a case)
    assert is_message(content) is expected


def tnef(*files: tuple[str, bytes]) -> bytes:
    def attribute(identifier: int, value: bytes) -> bytes:
        return struct.pack("<BHHI", 2, identifier, 6, len(value)) + value + b"\0\0"

    held = b"".join(
        attribute(0x9002, b"\0" * 14) + attribute(0x8010, name.encode("cp1252") + b"\0") + attribute(0x800F, content)
        for name, content in files
    )
    return b"\x78\x9f\x3e\x22\x01\x00" + held


def test_winmail_dat_gives_its_files() -> None:
    message = a_message(None)
    message.add_attachment(
        tnef(("retour é.xlsx", WORKBOOK), ("b.xlsx", b"PK2")), "application", "ms-tnef", filename="winmail.dat"
    )
    letter = only(message.as_bytes())
    assert [(found.name, found.content) for found in letter.attachments] == [
        ("retour é.xlsx", WORKBOOK),
        ("b.xlsx", b"PK2"),
    ]
