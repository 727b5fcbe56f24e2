"""The file that parts are packed into: what other programs take out of it is what was put in."""

import io
import zipfile

from qpv_xlsx.spreadsheet.packing import PartsFile, WrittenPart

TEXTS = {"[Content_Types].xml": "<Types/>", "xl/empty.xml": "", "xl/long.xml": "é ’ 𝄞 <a>&amp;</a>\n" * 200_000}


def _packed() -> bytes:
    stream = io.BytesIO()
    package = PartsFile(stream)
    for name, text in TEXTS.items():
        part = package.part(name)
        for start in range(0, len(text), 1000):
            part.write(text[start : start + 1000])
        part.finish()
    package.finish()
    return stream.getvalue()


def test_parts_are_what_they_were_for_another_program() -> None:
    with zipfile.ZipFile(io.BytesIO(_packed())) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name).decode() for name in archive.namelist()} == TEXTS
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {(info.create_system, info.compress_type) for info in archive.infolist()} == {(0, zipfile.ZIP_DEFLATED)}


def test_the_same_parts_give_the_same_bytes() -> None:
    assert _packed() == _packed()


def test_a_long_part_is_deflated_while_it_is_written() -> None:
    """What waits at once is a block, not the sheet of a whole country."""
    member, line = io.BytesIO(), "<c/>" * 25_000
    part = WrittenPart(member)
    for _ in range(100):
        part.write(line)
    assert 0 <= 100 * len(line) - member.tell() < 2 * 2**20
