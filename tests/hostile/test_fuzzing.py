"""Whatever the bytes, reading gives a Book or findings: never another exception.

A longer run: ``QPV_FUZZ_EXAMPLES=100000 python -m pytest tests/hostile/test_fuzzing.py`` (see SECURITY.md).
"""

import io
import os
import zipfile
from collections.abc import Mapping
from typing import Any

import xlsxwriter
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import Severity
from qpv_xlsx.messages.sentences import Names, sentence
from qpv_xlsx.spreadsheet.opening.door import open_book
from tests.hostile.make import ODS_CELL, ods, parts, xls, zipped

EXAMPLES = int(os.environ.get("QPV_FUZZ_EXAMPLES", "150"))
bounded = settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


def _full_xlsx() -> bytes:
    """Every kind of part that is read."""
    held = io.BytesIO()
    workbook: Any = xlsxwriter.Workbook(held, {"in_memory": True})
    sheet = workbook.add_worksheet("Feuille")
    sheet.write_row("A1", ["Paris", 12.5, True, "_x000D_"])
    sheet.write("A2", 0.173, workbook.add_format({"num_format": "0.0%"}))
    sheet.write("B2", 42313, workbook.add_format({"num_format": "dd/mm/yyyy"}))
    sheet.write_formula("C2", "=A2/B2", None, "#DIV/0!")
    sheet.write_rich_string("D2", workbook.add_format({"font_strikeout": True}), "12", " 15")
    sheet.merge_range("A4:B5", "fusion")
    sheet.write_comment("A6", "note")
    sheet.insert_textbox("E5", "par-dessus")
    sheet.set_column("H:J", 3, None, {"hidden": True})
    workbook.define_name("QPV", '="PARIS"')
    workbook.set_custom_property("qpv", "PARIS")
    workbook.close()
    return held.getvalue()


def _full_xls() -> bytes:
    def write(sheet: xlwt.Worksheet) -> None:
        for row in range(5):
            sheet.write(row, 0, f"texte {row}")
            sheet.write(row, 1, row / 7, xlwt.easyxf(num_format_str="0.0%"))
        sheet.write(6, 0, xlwt.Formula("A1&B1"))
        sheet.write_merge(7, 8, 0, 1, "fusion")

    return xls(write)


def _unzipped(content: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


ODS = ods(b"<table:table-row>%s</table:table-row>" % (ODS_CELL * 3 % (b"", b"", b' table:formula="of:=[.A1]"')))
SEEDS = (_full_xlsx(), zipped(parts()), ODS, _full_xls())
PACKAGES = (_unzipped(_full_xlsx()), _unzipped(ODS))
WORDS = st.sampled_from(
    [
        b"",
        b"<",
        b"/>",
        b'"',
        b"-1",
        b"1e999",
        b"A0",
        b"XFD1048576",
        b"&#0;",
        b"<c/>",
        b"<row/>",
        b"<f/>",
        b"\xff\xfe",
        b"_xD800_",
    ]
)


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """*content* with a few stretches replaced by noise or by awkward words."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = start + draw(st.integers(0, 12))
        content = content[:start] + draw(st.binary(max_size=8) | WORDS) + content[end:]
    return content


@st.composite
def damaged_packages(draw: st.DrawFn) -> bytes:
    """A sound archive with one unsound part, so that the damage reaches the parsers."""
    package = draw(st.sampled_from(PACKAGES))
    name = draw(st.sampled_from(sorted(package)))
    return zipped({**package, name: draw(damaged(package[name]))}, zipfile.ZIP_STORED)


def _check(content: bytes) -> None:
    book, findings = open_book(content, Limits())
    assert book is not None or any(found.severity is Severity.ERROR for found in findings)
    for found in findings:
        assert sentence(found, "fr", Names()).message


@bounded
@given(st.sampled_from(SEEDS).flatmap(damaged))
def test_damaged_files(content: bytes) -> None:
    _check(content)


@bounded
@given(damaged_packages())
def test_sound_archives_with_a_damaged_part(content: bytes) -> None:
    _check(content)


@bounded
@given(st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<?xml "]), st.binary(max_size=2000))
def test_noise(start: bytes, noise: bytes) -> None:
    _check(start + noise)
