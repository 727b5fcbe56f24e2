"""Outlook's .msg, from files that the test writes itself: a compound file is sectors, a table, a directory."""

import base64
import struct
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import Severity
from qpv_xlsx.domain.returned.answers import Outcome
from qpv_xlsx.mail.letters import LetterKind
from qpv_xlsx.mail.mailboxes import is_message
from qpv_xlsx.mail.outlook import read_outlook
from qpv_xlsx.tasks.incoming.unpacking import of_message

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Tree = Mapping[str, "bytes | Tree"]


def compound_file(tree: Tree) -> bytes:
    """A compound file (MS-CFB) holding *tree*; every stream in whole sectors, padded beyond the mini-stream's cutoff."""
    entries: list[list[int | bytes | str]] = [["Root Entry", 5, FREE, b""]]
    links: dict[int, int] = {}

    def add(children: Tree) -> int:
        """Siblings hang to the right of each other: an ugly tree, but a lawful one."""
        first = previous = FREE
        for name, held in sorted(children.items(), key=lambda item: (len(item[0]), item[0].upper())):
            number = len(entries)
            if isinstance(held, bytes):
                entries.append([name, 2, FREE, held])
            else:
                entries.append([name, 1, FREE, b""])
                entries[number][2] = add(held)
            if previous == FREE:
                first = number
            else:
                links[previous] = number
            previous = number
        return first

    entries[0][2] = add(tree)
    sectors: list[bytes] = []
    chain: list[int] = []
    directory = b""
    for number, (name, kind, child, held) in enumerate(entries):
        assert isinstance(name, str)
        assert isinstance(held, bytes)
        start = END
        if held:
            start = len(sectors)
            padded = held.ljust(max(4096, -(-len(held) // SECTOR) * SECTOR), b"\0")
            count = len(padded) // SECTOR
            sectors.extend(padded[at * SECTOR : (at + 1) * SECTOR] for at in range(count))
            chain.extend([*range(start + 1, start + count), END])
        wide = (name + "\0").encode("utf-16-le")
        directory += wide.ljust(64, b"\0") + struct.pack(
            "<HBBIII", len(wide), kind, 1, FREE, links.get(number, FREE), child
        )
        directory += b"\0" * 36 + struct.pack("<IQ", start, max(4096, len(held)) if held else 0)
    directory += b"\0" * (-len(directory) % SECTOR)
    directory_start = len(sectors)
    count = len(directory) // SECTOR
    sectors.extend(directory[at * SECTOR : (at + 1) * SECTOR] for at in range(count))
    chain.extend([*range(directory_start + 1, directory_start + count), END])
    fat_count = 1
    while (len(chain) + fat_count) * 4 > fat_count * SECTOR:
        fat_count += 1
    fat_start = len(sectors)
    chain.extend([FAT] * fat_count)
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(fat_count * SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, fat_count, directory_start, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", *[*range(fat_start, fat_start + fat_count)], *[FREE] * (109 - fat_count))
    return header + b"".join(sectors) + table


def text(value: str) -> bytes:
    return value.encode("utf-16-le")


def an_attachment(name: str, content: bytes) -> Tree:
    return {
        "__substg1.0_3707001F": text(name),
        "__substg1.0_37010102": content.ljust(4096, b" "),
        "__properties_version1.0": b"\0" * 8,
    }


def a_message(
    more: Tree | None = None, *, subject: str = "Retour", sender: str = "anne@direccte.gouv.fr", depth: int = 0
) -> Tree:
    ticks = int((datetime(2016, 1, 15, 9, 30, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds() * 10**7)
    delivered = struct.pack("<HHIQ", 0x0040, 0x0E06, 6, ticks)
    return {
        "__properties_version1.0": b"\0" * (24 if depth else 32) + delivered,
        "__substg1.0_0037001F": text(subject),
        "__substg1.0_5D01001F": text(sender),
        "__substg1.0_1035001F": text("<1@exchange>"),
        "__substg1.0_1042001F": text("<qpv.1@ville.fr>"),
        "__attach_version1.0_#00000000": an_attachment("retour é.xlsx", b"PK\x03\x04 workbook"),
        **(more or {}),
    }


def test_a_message_is_read() -> None:
    content = compound_file(a_message())
    assert is_message(content)
    (letter,) = read_outlook(content)
    assert letter.subject.rstrip("\0") == "Retour"
    assert letter.sender == "anne@direccte.gouv.fr"
    assert letter.sent == datetime(2016, 1, 15, 9, 30, tzinfo=UTC)
    assert letter.answers_to == ("<qpv.1@ville.fr>",)
    (attachment,) = letter.attachments
    assert attachment.name == "retour é.xlsx"
    assert (attachment.content or b"").startswith(b"PK\x03\x04 workbook")


def test_a_message_within_a_message_is_a_letter_of_its_own() -> None:
    inner = a_message(subject="Au fond", sender="collegue@direccte.gouv.fr", depth=1)
    forwarded: Tree = {"__substg1.0_3701000D": inner, "__properties_version1.0": b"\0" * 8}
    outer, nested = read_outlook(compound_file(a_message({"__attach_version1.0_#00000001": forwarded})))
    assert len(outer.attachments) == 1
    assert (nested.subject, nested.depth, nested.sender) == ("Au fond", 1, "collegue@direccte.gouv.fr")
    assert nested.attachments[0].name == "retour é.xlsx"


def test_automatic_replies_are_told_by_class_or_subject() -> None:
    (by_subject,) = read_outlook(compound_file(a_message(subject="Réponse automatique : absent")))
    (by_class,) = read_outlook(compound_file(a_message({"__substg1.0_001A001F": text("REPORT.IPM.Note.NDR")})))
    by_rule = read_outlook(
        compound_file(a_message({"__substg1.0_001A001F": text("IPM.Note.Rules.ReplyTemplate.Microsoft")}))
    )[0]
    assert (by_subject.nature, by_class.nature) == (LetterKind.AUTOMATIC, LetterKind.BOUNCE)
    assert by_rule.nature is LetterKind.AUTOMATIC


def test_a_truncated_message_is_accounted_for() -> None:
    content = compound_file(a_message())
    for length in range(512, len(content), 997):
        parcels = list(of_message(content[:length], "x", datetime.now(UTC), Limits()))
        assert parcels


@pytest.mark.parametrize(
    ("kind", "nature"), [("DR", LetterKind.RECEIPT), ("IPNRN", LetterKind.RECEIPT), ("IPNNRN", LetterKind.RECEIPT)]
)
def test_receipts_are_no_failures(kind: str, nature: LetterKind) -> None:
    receipt = a_message({"__substg1.0_001A001F": text(f"REPORT.IPM.Note.{kind}")})
    del receipt["__attach_version1.0_#00000000"]  # type: ignore[attr-defined]  # a dict
    content = compound_file(receipt)
    (letter,) = read_outlook(content)
    assert letter.nature is nature
    (parcel,) = of_message(content, "recu.msg", datetime.now(UTC), Limits())
    assert parcel.verdict is not None
    assert (parcel.outcome, parcel.verdict.severity) == (Outcome.IGNORED, Severity.INFO)


def test_what_a_clear_signature_covers_is_read() -> None:
    """Outlook keeps the whole of it, words, workbook and signature, in one attachment called smime.p7m."""
    signed = (
        b'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; micalg=sha256; boundary="s"\r\n\r\n'
        b'--s\r\nContent-Type: multipart/mixed; boundary="m"\r\n\r\n'
        b"--m\r\nContent-Type: text/plain\r\n\r\nBonjour\r\n"
        b'--m\r\nContent-Type: application/octet-stream; name="retour.xlsx"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(b"PK\x03\x04 workbook") + b"\r\n--m--\r\n"
        b'--s\r\nContent-Type: application/pkcs7-signature; name="smime.p7s"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\nMAA=\r\n--s--\r\n"
    )
    envelope = {**an_attachment("smime.p7m", signed), "__substg1.0_370E001F": text("multipart/signed")}
    classed = text("IPM.Note.SMIME.MultipartSigned")
    content = compound_file(a_message({"__attach_version1.0_#00000000": envelope, "__substg1.0_001A001F": classed}))

    parcels = list(of_message(content, "signe.msg", datetime.now(UTC), Limits()))

    assert [(one.name, one.content) for one in parcels if one.verdict is None] == [
        ("retour.xlsx", b"PK\x03\x04 workbook")
    ]
    assert [one.letter.sender for one in parcels if one.letter] == ["anne@direccte.gouv.fr"] * len(parcels)
