"""The part of a workbook's texts, written quickly, is the one that XlsxWriter writes."""

from io import StringIO

from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter.sharedstrings import SharedStrings

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
