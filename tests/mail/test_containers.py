"""A workbook is found wherever it lies in a message, and whatever the message says of itself."""

import base64
import binascii
import io
import quopri
import struct
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from asn1crypto import cms

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import Code, Severity
from qpv_xlsx.domain.returned.answers import Outcome
from qpv_xlsx.tasks.incoming.gathering import count_files, gather
from qpv_xlsx.tasks.incoming.parcels import Parcel
from tests.mail.test_reading_messages import tnef

XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def a_zip(names: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in names.items():
            archive.writestr(name, content)
    return stream.getvalue()


WORKBOOK = a_zip({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})
LETTER = a_zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"})
ENCODED = base64.encodebytes(WORKBOOK).decode()


def a_mail(**headers: str) -> EmailMessage:
    message = EmailMessage()
    given = {"From": "Anne <anne@direccte.example>", "Subject": "Re: Collecte", "Message-ID": "<1@direccte.example>"}
    for key, value in {**given, **headers}.items():
        message[key.replace("_", "-")] = value
    message.set_content("Bonjour, voici notre retour.")
    return message


def with_workbook(**headers: str) -> bytes:
    message = a_mail(**headers)
    message.add_attachment(WORKBOOK, *XLSX, filename="retour.xlsx")
    return message.as_bytes()


def by_hand(part_head: str, body: str = ENCODED, kind: str = 'multipart/mixed; boundary="b"') -> bytes:
    return (
        f"From: anne@direccte.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: {kind}\n\n"
        f"--b\nContent-Type: text/plain\n\nBonjour\n--b\n{part_head}\n\n{body}\n--b--\n"
    ).encode()


PART = 'Content-Type: application/octet-stream; name="retour.xlsx"\nContent-Transfer-Encoding: '


def attached(content: bytes, kind: str, name: str) -> bytes:
    message = a_mail()
    message.add_attachment(content, *kind.split("/"), filename=name)
    return message.as_bytes()


def encoded_forward(kind: str) -> bytes:
    inner = base64.encodebytes(with_workbook()).decode()
    return by_hand(f"Content-Type: {kind}\nContent-Transfer-Encoding: base64", inner)


def signed(content: bytes) -> bytes:
    held = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [],
            "encap_content_info": {"content_type": "data", "content": content},
            "signer_infos": [],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": held}).dump())


def digested(content: bytes) -> bytes:
    """With a sum of its content, and no signature (RFC 5652, 7)."""
    held = cms.DigestedData(
        {
            "version": "v0",
            "digest_algorithm": {"algorithm": "sha256"},
            "encap_content_info": {"content_type": "data", "content": content},
            "digest": bytes(32),
        }
    )
    return bytes(cms.ContentInfo({"content_type": "digested_data", "content": held}).dump())


def armoured(content: bytes) -> bytes:
    return b"-----BEGIN CMS-----\n" + base64.encodebytes(content) + b"-----END CMS-----\n"


def encrypted() -> bytes:
    info = {
        "content_type": "data",
        "content_encryption_algorithm": {"algorithm": "aes256_cbc", "parameters": b"0" * 16},
    }
    held = cms.EnvelopedData(
        {"version": "v0", "recipient_infos": [], "encrypted_content_info": {**info, "encrypted_content": b"x" * 64}}
    )
    return bytes(cms.ContentInfo({"content_type": "enveloped_data", "content": held}).dump())


def opaque(content: bytes) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "anne@direccte.example", "Signé"
    message.set_content(content, "application", "pkcs7-mime", filename="smime.p7m")
    return message.as_bytes()


def without_its_own_headers() -> bytes:
    """The MIME entity that is signed: no sender in it."""
    return (
        by_hand(PART + "base64").partition(b"MIME-Version")[1] + by_hand(PART + "base64").partition(b"MIME-Version")[2]
    )


def apple(content: bytes) -> bytes:
    return f"{len(content)}\n".encode() + content + b'<?xml version="1.0"?><plist></plist>\n'


def uuencoded(content: bytes) -> str:
    lines = [binascii.b2a_uu(content[at : at + 45]).decode() for at in range(0, len(content), 45)]
    return f"begin 644 retour EMP.xlsx\n{''.join(lines)}`\nend\n"


def with_words(words: str, kind: str = "") -> bytes:
    head = f"MIME-Version: 1.0\nContent-Type: {kind}\n" if kind else ""
    return f"From: anne@direccte.example\nSubject: x\n{head}\n{words}".encode()


def single_of_apple(content: bytes) -> bytes:
    """Name and dates first, the file last."""
    parts = ((3, b"retour.xlsx"), (9, bytes(32)), (1, content))
    head = b"\x00\x05\x16\x00\x00\x02\x00\x00" + bytes(16) + struct.pack(">H", len(parts))
    place, told, held = len(head) + 12 * len(parts), b"", b""
    for kind, part in parts:
        told += struct.pack(">III", kind, place + len(held), len(part))
        held += part
    return head + told + held


def forwarded_bounce() -> bytes:
    bounce = a_mail(From="mailer-daemon@direccte.example")
    inner = a_mail()
    inner.add_attachment(WORKBOOK, *XLSX, filename="retour.xlsx")
    bounce.add_attachment(inner)
    outer = a_mail()
    outer.add_attachment(bounce)
    return outer.as_bytes()


def parcels_of(content: bytes, folder: Path, name: str = "courriel.eml") -> list[Parcel]:
    path = folder / name
    path.write_bytes(content)
    return list(gather([path], Limits()))


HELD: Mapping[str, Callable[[], bytes]] = {
    "a plain message": with_workbook,
    "marked as automatic": lambda: with_workbook(Auto_Submitted="auto-generated"),
    "an absence in its subject": lambda: with_workbook(Subject="Absence du bureau : Re: Collecte"),
    "sent by the postmaster": lambda: with_workbook(From="postmaster@direccte.example"),
    "a forwarded delivery failure": forwarded_bounce,
    "a forwarded message in base64": lambda: encoded_forward("message/rfc822"),
    "an international message in base64": lambda: encoded_forward("message/global"),
    "an .eml attached as a file": lambda: attached(with_workbook(), "application/octet-stream", "Re Collecte.eml"),
    "an .eml in an .eml in an .eml": lambda: attached(
        attached(with_workbook(), "application/octet-stream", "b.eml"), "application/octet-stream", "a.eml"
    ),
    "a zip of messages": lambda: a_zip({"Re.eml": with_workbook()}),
    "a message with a zip of messages": lambda: attached(
        a_zip({"Re.eml": with_workbook()}), "application/zip", "a.zip"
    ),
    "a file of Apple Mail": lambda: apple(with_workbook()),
    "a program's own header first": lambda: b"X_Scan.1: ok\nUser-Agent: Mutt\n" + with_workbook(),
    "an opaque signature": lambda: opaque(signed(without_its_own_headers())),
    "a signed file": lambda: attached(signed(WORKBOOK), "application/pkcs7-mime", "retour.xlsx.p7m"),
    "a signature within a signature": lambda: opaque(signed(opaque(signed(without_its_own_headers())))),
    "a sum of its content": lambda: opaque(digested(without_its_own_headers())),
    "a signed message with a picture among its words, attached as Outlook does": lambda: attached(
        b'MIME-Version: 1.0\r\nContent-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary="s"\r\n\r\n'
        b'--s\r\nContent-Type: multipart/mixed; boundary="m"\r\n\r\n'
        b'--m\r\nContent-Type: multipart/related; boundary="r"\r\n\r\n--r\r\nContent-Type: text/html\r\n\r\n<p>\r\n--r--\r\n'
        + f"--m\n{PART}base64\n\n{ENCODED}\n--m--\n--s--\n".encode(),
        "multipart/signed",
        "smime.p7m",
    ),
    "an encoding and a space": lambda: by_hand(PART + "base64 "),
    "an encoding and a comment": lambda: by_hand(PART + "base64 (encoded)"),
    "an encoding in capitals and quotes": lambda: by_hand(PART + '"BASE64"'),
    "no encoding told": lambda: by_hand(PART.partition("\n")[0]),
    "uuencoded in a message without MIME": lambda: with_words(f"Bonjour,\n{uuencoded(WORKBOOK)}Anne\n"),
    "uuencoded among words": lambda: with_words(f"Bonjour,\n{uuencoded(WORKBOOK)}Anne\n", "text/plain"),
    "uuencoded, line ends of Windows": lambda: with_words(uuencoded(WORKBOOK).replace("\n", "\r\n"), "text/plain"),
    "uuencoded, its last spaces cut": lambda: with_words(
        "\n".join(line.replace("`", " ").rstrip() for line in uuencoded(WORKBOOK).split("\n")), "text/plain"
    ),
    "an uuencoded part": lambda: by_hand(PART + "x-uuencode", uuencoded(WORKBOOK)),
    "a single file of Apple's": lambda: attached(single_of_apple(WORKBOOK), "application/applefile", "retour.xlsx"),
    "a single file of Apple's that says nothing": lambda: attached(
        single_of_apple(WORKBOOK), "application/octet-stream", "retour.xlsx"
    ),
    "a zip of a single file of Apple's": lambda: attached(
        a_zip({"retour.xlsx": single_of_apple(WORKBOOK)}), "application/zip", "retour.zip"
    ),
    "a byte order mark first": lambda: b"\xef\xbb\xbf" + with_workbook(),
    "empty lines first": lambda: b"\r\n\r\n" + with_workbook(),
    "a line in the head that is no header": lambda: with_workbook().replace(
        b"Message-ID", b"X-Broken header\nMessage-ID", 1
    ),
    "an international message, quoted": lambda: by_hand(
        "Content-Type: message/global\nContent-Transfer-Encoding: quoted-printable",
        quopri.encodestring(with_workbook()).decode(),
    ),
    "a mailing list's words behind the file": lambda: by_hand(PART + "base64", ENCODED + "\n-- \nListe QPV 75\n"),
    "no boundary": lambda: by_hand(PART + "base64", kind="multipart/mixed"),
    "an empty boundary": lambda: by_hand(PART + "base64", kind='multipart/mixed; boundary=""'),
    "one boundary for the whole and for a part": lambda: (
        b'From: anne@direccte.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n'
        b'--b\nContent-Type: multipart/alternative; boundary="b"\n\n'
        b"--b\nContent-Type: text/plain\n\nBonjour\n--b\nContent-Type: text/html\n\n<p>Bonjour</p>\n--b--\n"
        + f"--b\n{PART}base64\n\n{ENCODED}\n--b--\n".encode()
    ),
    "another boundary than told": lambda: by_hand(PART + "base64", kind='multipart/mixed; boundary="z"'),
}


@pytest.mark.parametrize("case", HELD)
def test_the_workbook_is_found(case: str, tmp_path: Path) -> None:
    parcels = parcels_of(HELD[case](), tmp_path)
    taken = [one for one in parcels if one.verdict is None]
    assert [one.content for one in taken] == [WORKBOOK]
    assert taken[0].letter is not None
    assert taken[0].letter.sender.endswith("@direccte.example")
    assert not [one for one in parcels if one.outcome is Outcome.REJECTED]


SAVED: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "the envelope of a signed message": ("smime.p7m", lambda: signed(without_its_own_headers())),
    "Outlook's envelope": ("winmail.dat", lambda: tnef(("retour.xlsx", WORKBOOK))),
    "a zip of Outlook's envelope": ("a.zip", lambda: a_zip({"winmail.dat": tnef(("retour.xlsx", WORKBOOK))})),
}


SEALED_FILES: Mapping[str, Callable[[], bytes]] = {
    "signed": lambda: signed(WORKBOOK),
    "signed, as text": lambda: armoured(signed(WORKBOOK)),
    "signed, in a zip": lambda: a_zip({"retour.xlsx.p7m": armoured(signed(WORKBOOK))}),
}


@pytest.mark.parametrize("case", SEALED_FILES)
def test_a_workbook_in_an_envelope_of_its_own_is_found(case: str, tmp_path: Path) -> None:
    (parcel,) = parcels_of(SEALED_FILES[case](), tmp_path, "retour.xlsx.p7m")
    assert (parcel.verdict, parcel.name, parcel.content) == (None, "retour.xlsx", WORKBOOK)


@pytest.mark.parametrize("content", [encrypted(), armoured(encrypted())], ids=["bytes", "text"])
def test_a_file_encrypted_for_somebody_is_told(content: bytes, tmp_path: Path) -> None:
    (parcel,) = parcels_of(content, tmp_path, "retour.xlsx.p7m")
    assert parcel.verdict is not None
    assert (parcel.outcome, parcel.verdict.code.value, parcel.verdict.case) == (Outcome.REJECTED, "F02", "sealed_file")


@pytest.mark.parametrize("case", SAVED)
def test_an_envelope_saved_as_a_file_gives_its_workbook(case: str, tmp_path: Path) -> None:
    name, content = SAVED[case]
    parcels = parcels_of(content(), tmp_path, name)
    assert [one.content for one in parcels if one.verdict is None] == [WORKBOOK]
    assert not [one for one in parcels if one.outcome is Outcome.REJECTED]


TRIFLES = {
    "what Outlook adds": ("text/html", "ATT00001.htm", b"<html></html>"),
    "a visiting card": ("application/octet-stream", "anne.vcf", b"BEGIN:VCARD\n"),
    "an invitation": ("application/octet-stream", "invite.ics", b"BEGIN:VCALENDAR\n"),
    "a key": ("application/octet-stream", "cle.asc", b"-----BEGIN PGP PUBLIC KEY BLOCK-----\n"),
    "a signature that stands apart": ("application/x-pkcs7-signature", "smime.p7s", b"0\x80\x06"),
    "a compressed drawing": ("application/octet-stream", "logo.emz", b"\x1f\x8b\x08\x00"),
    "a vector drawing": ("image/svg+xml", "logo.svg", b"<svg></svg>"),
    "half a file of macOS": ("application/applefile", "retour.xlsx", b"\x00\x05\x16\x07\x00\x02"),
    "a covering letter in PDF": ("application/pdf", "courrier.pdf", b"%PDF-1.7"),
    "a covering letter in Word": ("application/octet-stream", "courrier.docx", LETTER),
    "a note": ("text/plain", "note.txt", b"Bonjour"),
    "a note with a semicolon": ("text/plain", "note.txt", b"Bonjour,\nle tableau suit ; voyez la feuille 2.\nAnne\n"),
    "objects of Word": ("application/octet-stream", "oledata.mso", b"ActiveMime\0\0\1\xf0"),
    "a page of Word": (
        "text/html",
        "header.htm",
        b'<html xmlns:v="urn:schemas-microsoft-com:vml"><style>p {color: red;}</style></html>',
    ),
    "a theme of Word": ("application/vnd.ms-officetheme", "t.thmx", a_zip({"theme/theme/themeManager.xml": b"<a/>"})),
}


@pytest.mark.parametrize("case", TRIFLES)
def test_what_goes_with_a_workbook_is_no_error(case: str, tmp_path: Path) -> None:
    kind, name, content = TRIFLES[case]
    message = a_mail()
    message.add_attachment(WORKBOOK, *XLSX, filename="retour.xlsx")
    message.add_attachment(content, *kind.split("/"), filename=name)
    parcels = parcels_of(message.as_bytes(), tmp_path)
    assert [one.outcome for one in parcels] == [Outcome.ACCEPTED, Outcome.IGNORED]
    assert parcels[1].verdict is not None
    assert parcels[1].verdict.severity is Severity.INFO


def test_a_pdf_alone_is_told(tmp_path: Path) -> None:
    parcels = parcels_of(attached(b"%PDF-1.7", "application/pdf", "scan.pdf"), tmp_path)
    assert [one.verdict.case if one.verdict else "" for one in parcels] == ["", "message_only"]


@pytest.mark.parametrize("number", [1, 2])
def test_a_piece_of_a_message_is_told(number: int, tmp_path: Path) -> None:
    kind = f'message/partial; id="a@direccte.example"; number={number}; total=2'
    (parcel,) = parcels_of(with_words(ENCODED[:200], kind), tmp_path)
    assert parcel.verdict is not None
    assert (parcel.outcome, parcel.verdict.case) == (Outcome.REJECTED, "piece_of_message")


def test_a_single_file_of_apple_given_alone_is_its_workbook(tmp_path: Path) -> None:
    (parcel,) = parcels_of(single_of_apple(WORKBOOK), tmp_path, "retour.xlsx")
    assert parcel.content == WORKBOOK


@pytest.mark.parametrize("words", ["begin 100 fois\nAnne\nend\n", "begin 644 a.xlsx\nBonjour é\nend\n", "begin 644 a"])
def test_words_that_look_like_a_file_stay_words(words: str, tmp_path: Path) -> None:
    (parcel,) = parcels_of(with_words(words, "text/plain; charset=utf-8"), tmp_path)
    assert parcel.verdict is not None
    assert parcel.verdict.case == "message_only"


LINKS = (
    "https://prefecture-my.sharepoint.com/:x:/g/personal/anne/EaBcD?e=1",
    "https://1drv.ms/x/s!Abc",
    "https://drive.google.com/file/d/abc/view",
    "https://docs.google.com/spreadsheets/d/abc/edit",
    "https://cloud.region.example/index.php/s/AbCdEf12345",
    "https://nuage.ville.example/s/AbCdEf12345",
    "https://we.tl/t-abc",
    "https://transfert.region.example/telecharger/a1B2c3d4",
    "https://drop.association.example/r/aBc12345",
    "https://depot-fichiers.ville.example/f/0a1b2c3d",
    "https://francetransfert.numerique.gouv.fr/download/download-info?enclosure=a",
    "https://nuage.ville.example/index.php/f/12345",
    "https://cloud.ville.example/f/12345",
    "https://fichiers.prefecture.example/apps/onlyoffice/12345",
    "https://grist.numerique.gouv.fr/o/docs/aBc12345/Indicateurs",
    "https://excel.cloud.microsoft/open/onedrive/?docId=a",
    "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fx.sharepoint.com%2Fy&data=1",
)


@pytest.mark.parametrize("link", LINKS)
def test_a_link_instead_of_a_file_is_told_and_not_opened(link: str, tmp_path: Path) -> None:
    message = a_mail()
    message.set_content(f"Bonjour,\nle fichier est ici : <{link}>.\n")
    (parcel,) = parcels_of(message.as_bytes(), tmp_path)
    assert parcel.verdict is not None
    assert (parcel.outcome, parcel.verdict.case) == (Outcome.REJECTED, "shared_link")


NOTES = {
    "a note": ("text/plain", "lien.txt", b"https://docs.google.com/spreadsheets/d/1x/edit\r\n"),
    "a shortcut": ("application/octet-stream", "a.url", b"[InternetShortcut]\r\nURL=https://1drv.ms/x/s!A\r\n"),
    "what Google Drive keeps": (
        "application/x",
        "a.gsheet",
        b'{"url": "https://docs.google.com/open?id=1x", "id": "1x"}',
    ),
    "a page": ("text/html", "a.xlsx.html", b'<html><a href="https://nuage.ville.example/s/AbCdEf12345">a</a></html>'),
}


@pytest.mark.parametrize("case", NOTES)
def test_a_link_in_an_attached_file_is_told_once(case: str, tmp_path: Path) -> None:
    kind, name, content = NOTES[case]
    (parcel,) = parcels_of(attached(content, kind, name), tmp_path)
    assert parcel.verdict is not None
    assert (parcel.outcome, parcel.verdict.case) == (Outcome.REJECTED, "shared_link")


def test_a_link_to_a_site_is_words(tmp_path: Path) -> None:
    message = a_mail()
    sites = "https://www.direccte.example/contact\nhttps://cloud.direccte.example/accueil\nhttps://depot.example/"
    message.set_content(f"Bonjour,\nAnne\n{sites}\n> https://we.tl/t-abc\n")
    (parcel,) = parcels_of(message.as_bytes(), tmp_path)
    assert parcel.verdict is not None
    assert parcel.verdict.case == "message_only"


def test_a_message_encrypted_for_somebody_is_told(tmp_path: Path) -> None:
    (parcel,) = parcels_of(opaque(encrypted()), tmp_path)
    assert parcel.verdict is not None
    assert (parcel.outcome, parcel.verdict.code.value, parcel.verdict.case) == (
        Outcome.REJECTED,
        "F02",
        "sealed_message",
    )


@pytest.mark.parametrize(
    "start",
    [
        pytest.param("8c0d04090302", id="with a password, as GnuPG writes it"),
        pytest.param("85010c03aabbccdd", id="for a key, as GnuPG writes it"),
        pytest.param("c1c04c03aabbccdd", id="for a key, with the newer head"),
        pytest.param("76e80460c411e386", id="restricted by Outlook"),
    ],
)
def test_a_file_encrypted_by_openpgp_is_told(start: str, tmp_path: Path) -> None:
    """It was taken for a signature and set aside with « rien à faire »."""
    sealed = bytes.fromhex(start) + bytes(range(256))
    parcels = parcels_of(attached(sealed, "application/octet-stream", "retour.xlsx.pgp"), tmp_path)
    told = [(one.outcome, one.verdict.code.value, one.verdict.case) for one in parcels if one.verdict]
    assert (Outcome.REJECTED, "F02", "sealed_message") in told


def report(kind: str, status: str) -> bytes:
    return (
        f"From: postmaster@x.example\nSubject: x\nMIME-Version: 1.0\n"
        f"Content-Type: multipart/report; report-type={kind}; boundary=b\n\n--b\nContent-Type: text/plain\n\nx\n"
        f"--b\nContent-Type: message/{kind}\n\n{status}\n--b--\n"
    ).encode()


@pytest.mark.parametrize(
    ("content", "case", "severity"),
    [
        pytest.param(
            report("disposition-notification", "Disposition: x; displayed"), "receipt", Severity.INFO, id="read"
        ),
        pytest.param(
            report("delivery-status", "Reporting-MTA: dns; x\n\nAction: delivered"),
            "receipt",
            Severity.INFO,
            id="relayed",
        ),
        pytest.param(
            report("delivery-status", "Reporting-MTA: dns; x\n\nAction: delayed"),
            "delivery_delay",
            Severity.INFO,
            id="delayed",
        ),
        pytest.param(
            report("delivery-status", "Reporting-MTA: dns; x\n\nAction: failed"),
            "delivery_failure",
            Severity.WARNING,
            id="failed",
        ),
        pytest.param(
            report("delivery-status", "Reporting-MTA: dns; x\n\nAction: delayed\n\nAction: failed"),
            "delivery_failure",
            Severity.WARNING,
            id="one of two failed",
        ),
    ],
)
def test_only_a_failure_is_one(content: bytes, case: str, severity: Severity, tmp_path: Path) -> None:
    (parcel,) = parcels_of(content, tmp_path)
    assert parcel.verdict is not None
    assert (parcel.outcome, parcel.verdict.case, parcel.verdict.severity) == (Outcome.IGNORED, case, severity)


@pytest.mark.parametrize("logo", [False, True], ids=["bare", "with a logo in the signature"])
def test_a_persons_words_are_to_be_read(logo: bool, tmp_path: Path) -> None:  # noqa: FBT001  (a case)
    message = a_mail(Subject="Nous ne pouvons pas répondre")
    if logo:
        message.add_attachment(b"\x89PNG", "image", "png", filename="logo.png")
    told = [one.verdict for one in parcels_of(message.as_bytes(), tmp_path) if one.verdict]
    assert [one.severity for one in told if one.case == "message_only"] == [Severity.WARNING]


def test_a_spreadsheet_saved_as_a_page_is_no_message(tmp_path: Path) -> None:
    page = b"MIME-Version: 1.0\nX-Document-Type: Workbook\nContent-Type: multipart/related; boundary=b\n\n--b\n"
    (parcel,) = parcels_of(page, tmp_path, "retour.xls")
    assert parcel.verdict is None  # the reader says what it is


def test_the_moment_is_that_of_the_outer_message(tmp_path: Path) -> None:
    message = a_mail(Date="Mon, 14 Mar 2016 10:00:00 +0100")
    message.add_attachment(with_workbook(Date="Tue, 01 Mar 2016 10:00:00 +0100"), "application", "x", filename="a.eml")
    moments = {one.moment for one in parcels_of(message.as_bytes(), tmp_path)}
    assert moments == {datetime(2016, 3, 14, 9, 0, tzinfo=UTC)}


def test_half_an_envelope_is_told_and_stops_nothing(tmp_path: Path) -> None:
    for cut in range(20, 60, 7):
        assert parcels_of(opaque(signed(WORKBOOK)[:cut]), tmp_path)


OPENDOCUMENT = {"mimetype": b"x", "content.xml": b"<x/>", "META-INF/manifest.xml": b"<x/>"}


@pytest.mark.parametrize(
    "parts", [dict.fromkeys(("[Content_Types].xml", "xl/workbook.xml", "docProps/app.xml"), b"<x/>"), OPENDOCUMENT]
)
def test_a_workbook_packed_again_with_its_unpacked_folder_is_told_once(parts: dict[str, bytes], tmp_path: Path) -> None:
    packed = a_zip({f"retours/EMP/{part}": content for part, content in parts.items()} | {"retours/EDU.xlsx": WORKBOOK})

    first, second = parcels_of(packed, tmp_path, "EMP.xlsx")

    assert first.verdict is not None
    assert (first.outcome, first.verdict.case, first.name) == (Outcome.REJECTED, "unpacked", "EMP")
    assert first.content == packed
    assert (second.name, second.content, second.verdict) == ("EDU.xlsx", WORKBOOK, None)


OOXML = dict.fromkeys(("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "docProps/app.xml"), b"<x/>")


@pytest.mark.parametrize("parts", [OOXML, OPENDOCUMENT])
@pytest.mark.parametrize("given", [".", "EMP"])
def test_an_unpacked_workbook_on_the_disk_is_one_line(parts: dict[str, bytes], given: str, tmp_path: Path) -> None:
    for part, content in parts.items():
        (tmp_path / "EMP" / part).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "EMP" / part).write_bytes(content)
    (tmp_path / "EDU.xlsx").write_bytes(WORKBOOK)

    first = next(one for one in gather([tmp_path / given], Limits()) if one.name == "EMP")

    assert first.verdict is not None
    assert (first.outcome, first.verdict.code, first.verdict.case) == (Outcome.REJECTED, Code.F03, "unpacked_folder")
    assert count_files([tmp_path / given]) == len([*gather([tmp_path / given], Limits())]) == (2 if given == "." else 1)
