"""Words of Excel 5 whose length is told in characters of two bytes are read whole, and damaged runs cost nobody the words."""

import struct

import pytest

from qpv_xlsx.spreadsheet.opening.biffwords import with_whole_words

BEGINNING, CODE_PAGE, LABEL, RICH, RESULT = 0x0809, 0x0042, 0x0204, 0x00D6, 0x0207
KANJI = "漢字withColor".encode("cp932")  # 11 characters, 13 bytes
RUNS = b"\x02\x00\x08\x02\x00"


def record(number: int, body: bytes) -> bytes:
    return struct.pack("<HH", number, len(body)) + body


def stream(number: int, told: int, words: bytes, after: bytes = b"", page: int = 932, version: int = 0x0500) -> bytes:
    place = b"" if number == RESULT else struct.pack("<HHH", 1, 0, 15)
    cell = record(number, place + struct.pack("<H", told) + words + after)
    return record(BEGINNING, struct.pack("<HH", version, 5)) + record(CODE_PAGE, struct.pack("<H", page)) + cell


@pytest.mark.parametrize(
    ("number", "told", "words", "after", "page", "read"),
    [
        pytest.param(RICH, 11, KANJI, RUNS, 932, (RICH, 13), id="rich words"),
        pytest.param(LABEL, 11, KANJI, b"", 932, (LABEL, 13), id="plain words"),
        pytest.param(RESULT, 11, KANJI, b"", 932, (RESULT, 13), id="what a formula gives"),
        pytest.param(RICH, 11, KANJI, RUNS, 10000, (RICH, 13), id="rich words under a page of one byte"),
        pytest.param(RICH, 13, KANJI, RUNS, 932, (RICH, 13), id="told in bytes"),
        pytest.param(LABEL, 5, b"Paris", b"", 1252, (LABEL, 5), id="usual words"),
        pytest.param(LABEL, 5, b"Paris", b"xx", 1252, (LABEL, 5), id="something after usual words"),
        pytest.param(RICH, 5, b"Paris", b"\x09\x00", 1252, (LABEL, 5), id="runs cut off"),
        pytest.param(RICH, 5, b"Paris", b"", 1252, (LABEL, 5), id="no runs at all"),
        pytest.param(RICH, 50, b"Paris", b"", 932, (RICH, 50), id="words cut off"),
    ],
)
def test_words_are_as_long_as_they_are(
    number: int, told: int, words: bytes, after: bytes, page: int, read: tuple[int, int]
) -> None:
    given = stream(number, told, words, after, page)
    found = with_whole_words(given)
    start = len(given) - len(words) - len(after) - 2
    place = 0 if number == RESULT else 6
    assert len(found) == len(given)
    assert struct.unpack_from("<H", found, start - place - 4)[0] == read[0]
    assert struct.unpack_from("<H", found, start)[0] == read[1]
    assert found[start + 2 :] == given[start + 2 :]


@pytest.mark.parametrize("version", [0x0600, 0x0400])
def test_other_versions_are_left_as_they_are(version: int) -> None:
    given = stream(RICH, 11, KANJI, RUNS, version=version)
    assert with_whole_words(given) == given


@pytest.mark.parametrize("given", [b"", b"\x09\x08", b"\x09\x08\x04\x00\x00", stream(RICH, 11, b"")[:-3]])
def test_a_stream_cut_off_is_left_to_others(given: bytes) -> None:
    assert with_whole_words(given) == given
