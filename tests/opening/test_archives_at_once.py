"""Parts inflated at once, and archives known by their directory: as the standard library would say, or left to it."""

import io
import zipfile
from contextlib import suppress
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.opening import archives
from qpv_xlsx.spreadsheet.opening.archives import inflated_at_once, is_package, open_archive
from qpv_xlsx.spreadsheet.opening.parts_of_documents import lists_a_document
from qpv_xlsx.spreadsheet.opening.refusal import Refused
from tests.hostile.make import parts, zipped
from tests.reading.filled import content

PLAIN = zipped({**parts(), "xl/long.xml": b"abc" * 9000})
PARCEL = zipped({"retour.xlsx": PLAIN, "lisez-moi.txt": b"Bonjour."}, zipfile.ZIP_STORED)


@st.composite
def spoilt(draw: st.DrawFn, archive: bytes) -> bytes:
    """The archive with a few bytes changed, mostly of its headers and its directory."""
    found = bytearray(archive)
    headers = [at for sign in (b"PK\1\2", b"PK\3\4", b"PK\5\6") for at in _places(archive, sign)]
    for _ in range(draw(st.integers(1, 3))):
        near = draw(st.sampled_from(headers)) + draw(st.integers(0, 60))
        at = near if draw(st.booleans()) else draw(st.integers(0, len(found) - 1))
        found[min(at, len(found) - 1)] = draw(st.sampled_from((0, 1, 2, 8, 9, 0x20, 0x40, 0x41, 0x7F, 0x80, 0xFF)))
    return bytes(found) + draw(st.sampled_from((b"", b"", b"", b"\0", b"suite")))


def _places(archive: bytes, sign: bytes) -> list[int]:
    return [at for at in range(len(archive)) if archive.startswith(sign, at)]


def said(archive: bytes) -> object:
    """Every part, or what was said of it."""
    try:
        opened = open_archive(archive, Limits())
    except Refused as refusal:
        return refusal.finding
    told: dict[str, object] = {}
    for name in opened.entries:
        try:
            told[name] = opened.read(name)
        except Refused as refusal:
            told[name] = refusal.finding
    return told, opened.inflated


def by_zipfile(archive: bytes) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archives, "inflated_at_once", lambda *_: None)
        return said(archive)


@settings(max_examples=500)
@given(spoilt(PLAIN))
def test_spoilt_archives_say_the_same(archive: bytes) -> None:
    assert said(archive) == by_zipfile(archive)


@settings(max_examples=300)
@given(st.one_of(spoilt(PLAIN), spoilt(PARCEL)))
def test_a_document_is_known_by_its_directory_only_where_it_is_none_to_unpack(archive: bytes) -> None:
    if lists_a_document(archive):
        with suppress(Refused):  # the reader says why
            assert is_package(open_archive(archive, Limits()))


def test_every_part_of_a_return_is_inflated_at_once() -> None:
    opened = open_archive(content(), Limits())
    with zipfile.ZipFile(io.BytesIO(content())) as archive:
        for entry in archive.infolist():
            assert inflated_at_once(opened.content, entry) == archive.read(entry)


@cache
def _stored() -> bytes:
    return zipped(parts(), zipfile.ZIP_STORED)


def test_what_is_left_to_the_standard_library() -> None:
    opened = open_archive(_stored(), Limits())
    assert [inflated_at_once(opened.content, entry) for entry in opened.entries.values()] == [None] * len(
        opened.entries
    )
    assert lists_a_document(_stored())
    assert not lists_a_document(PARCEL)
    assert not lists_a_document(b"")
    assert not lists_a_document(PLAIN + b"suite")
