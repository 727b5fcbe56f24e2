"""What stands around a workbook, or is missing from it, hides no answer; archives that are not opened are told by their name."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable

import pytest

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import Code
from qpv_xlsx.mail.wrappings import narrowed
from qpv_xlsx.spreadsheet.opening.door import open_book
from tests.reading.filled import answers, content, read, values


def tarred() -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        about = tarfile.TarInfo("EMP.xlsx")
        about.size = len(content())
        archive.addfile(about, io.BytesIO(content()))
    return stream.getvalue()


PACKED: dict[str, Callable[[], bytes]] = {
    ".gz": lambda: gzip.compress(content()),
    ".tar": tarred,
    ".tar.gz": lambda: gzip.compress(tarred()),
    ".bz2": lambda: bz2.compress(content()),
    ".xz": lambda: lzma.compress(content()),
    ".7z": lambda: b"7z\xbc\xaf\x27\x1c" + bytes(40),
    ".rar": lambda: b"Rar!\x1a\x07\x00" + bytes(40),
}


@pytest.mark.parametrize("suffix", PACKED)
def test_an_archive_that_is_not_opened_is_told_by_its_name(suffix: str) -> None:
    book, (told,) = open_book(PACKED[suffix](), Limits())

    assert book is None
    assert (told.code, told.case, told.facts["suffix"]) == (Code.F03, "packed", suffix)


def changed(change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The workbook with its parts changed; None: the part is left out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content())) as whole, zipfile.ZipFile(stream, "w") as archive:
        for name in whole.namelist():
            if (part := change(name, whole.read(name))) is not None:
                archive.writestr(name, part)
    return stream.getvalue()


def with_names(names: bytes) -> bytes:
    def change(name: str, part: bytes) -> bytes:
        return part.replace(b"<definedNames>", b"<definedNames>" + names) if name == "xl/workbook.xml" else part

    return changed(change)


READABLE: dict[str, Callable[[], bytes]] = {
    "line ends before it": lambda: b"\r\n\r\n" + content(),
    "an answer of a server before it": lambda: b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n" + content(),
    "line ends after it": lambda: content() + b"\r\n\r\n",
    "no list of content types": lambda: changed(lambda name, part: None if name == "[Content_Types].xml" else part),
    "an empty list of content types": lambda: changed(
        lambda name, part: b"" if name == "[Content_Types].xml" else part
    ),
    "no relations of the package": lambda: changed(lambda name, part: None if name == "_rels/.rels" else part),
    "relations of the package cut off": lambda: changed(
        lambda name, part: part[:90] if name == "_rels/.rels" else part
    ),
    "a name for $A$1 alone": lambda: with_names(b'<definedName name="Zone">$A$1</definedName>'),
    "a name of no sheet": lambda: with_names(b'<definedName name="Zone" localSheetId="99">$A$1:$B$2</definedName>'),
    "a name without a name": lambda: with_names(b"<definedName>#REF!</definedName>"),
}


@pytest.mark.parametrize("what", READABLE)
def test_what_surrounds_a_workbook_hides_no_answer(what: str) -> None:
    book, findings = open_book(READABLE[what](), Limits())

    assert book is not None
    assert findings == ()
    assert values(read(book)) == dict(answers())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_a_message_saved_in_utf_16_is_a_message(encoding: str) -> None:
    message = "From: Jean <jean@example.fr>\r\nSubject: Réponse\r\n\r\nBonjour\r\n"

    assert narrowed(message.encode(encoding)) == message.encode()


@pytest.mark.parametrize(
    "other", [b"", b"From: jean@example.fr\r\n\r\nBonjour, voici ma reponse.", content(), bytes(80)]
)
def test_other_contents_stay_what_they_are(other: bytes) -> None:
    assert narrowed(other) is None
