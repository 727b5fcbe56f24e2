"""The part of a workbook's texts, written quickly, is the one that XlsxWriter writes."""

import io
from datetime import UTC, datetime
from io import StringIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter.sharedstrings import SharedStrings

from qpv_xlsx.spreadsheet.drawing import Style
from qpv_xlsx.spreadsheet.pen import Pen
from qpv_xlsx.spreadsheet.shared_texts import SharedTexts, write_shared_texts

ODD = [" deux ", "\n", "a & b", "<r>", "_x000D_", "\x07", "\ufffe", "é’𝄞", "\u00a0", "un\n"]


@given(st.lists(st.text() | st.sampled_from(ODD), unique=True, min_size=1))
def test_texts_are_spelt_as_xlsxwriter_spells_them(contents: list[str]) -> None:
    texts, quick, slow = SharedTexts(), StringIO(), StringIO()
    for text in contents:
        assert texts.ending(text) == f' t="s"><v>{contents.index(text)}</v></c>'
    texts._sort_string_data()
    write_shared_texts(quick, texts)
    writer = SharedStrings()
    writer.string_table = texts
    writer._set_xml_writer(slow)
    writer._assemble_xml_file()
    assert quick.getvalue() == slow.getvalue()


@pytest.mark.parametrize("text", ["<r>12</r>", "<r></r>", "<r><t>12</t></r>", "<r>a & b</r>", "<r>deux\nlignes</r>"])
def test_a_text_that_looks_like_letters_of_several_sorts_is_a_text(text: str) -> None:
    pen = Pen(title="", created=datetime(2016, 1, 4, tzinfo=UTC))
    sheet = pen.sheet("Feuille")
    sheet.write(1, 1, text, Style())
    sheet.write_row(2, 1, [text, 12], Style())
    written = openpyxl.load_workbook(io.BytesIO(pen.finish()))["Feuille"]
    assert [written["A1"].value, written["A2"].value] == [text, text]
