"""A file is told by its content: whatever is left of its name, a workbook is read; what systems leave behind is not."""

import zipfile
from pathlib import Path

import pytest

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.returned.answers import Outcome
from qpv_xlsx.spreadsheet.opening.door import open_book
from qpv_xlsx.tasks.incoming.gathering import gather
from tests.hostile.make import parts, zipped

WORKBOOK = zipped(parts())
LOCK = b"\x06Claude" + bytes([32]) * 158


@pytest.mark.parametrize(
    "name", [".xlsx", "..xlsx", ".retour.xlsx", "~$retour.xlsx", "retour", "=_utf-8_Q_retour_=", ".DS_Store"]
)
def test_a_workbook_is_one_whatever_its_name(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(WORKBOOK)
    (found,) = gather([tmp_path], Limits())
    assert (found.name, found.outcome, found.verdict) == (name, Outcome.ACCEPTED, None)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("~$retour.xlsx", LOCK),
        (".~lock.retour.xlsx#", b",camille,poste,05.11.2015 14:30,file:///;"),
        (".DS_Store", b"\x00\x00\x00\x01Bud1"),
        ("._retour.xlsx", b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X"),
        ("Thumbs.db", b"x"),
        ("Thumbs.db", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Catalog".encode("utf-16-le")),
    ],
)
def test_what_systems_leave_is_ignored_and_counted(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    (found,) = gather([tmp_path], Limits())
    assert found.outcome is Outcome.IGNORED


def test_a_workbook_in_a_zip_likewise(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "envoi.zip", "w") as archive:
        archive.writestr("__MACOSX/._retour.xlsx", b"\x00\x05\x16\x07")
        archive.writestr("dossier/.retour.xlsx", WORKBOOK)
    assert [one.outcome for one in gather([tmp_path], Limits())] == [Outcome.IGNORED, Outcome.ACCEPTED]


def test_a_zip_of_folders_only_is_one_line(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "envoi.zip", "w") as archive:
        archive.mkdir("dossier")
    (found,) = gather([tmp_path], Limits())
    _, (told,) = open_book(found.content, Limits())
    assert (told.code, told.case) == ("F03", "archive")


def test_a_workbook_whose_directory_lies_is_one_line(tmp_path: Path) -> None:
    """It announces no part at all."""
    end = WORKBOOK.rindex(b"PK\x05\x06")
    lying = bytearray(WORKBOOK)
    lying[end + 8 : end + 16] = bytes(8)  # entries, and the size of their list
    (tmp_path / "retour.xlsx").write_bytes(bytes(lying))
    (found,) = gather([tmp_path], Limits())
    book, told = open_book(found.content, Limits())
    assert book is None
    assert len(told) == 1
