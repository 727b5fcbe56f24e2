"""Codes in running text are not parted at their hyphen, and stay what they are when they are copied."""

import docx
import pytest

from qpv_xlsx.export.committee_note import write_whole_codes
from qpv_xlsx.export.report.cells import Shown, SortableTable
from qpv_xlsx.mail.letter_page import block, table
from qpv_xlsx.messages.whole_codes import as_html, parts_of


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("EMP-04, taux d’emploi (EMP-05-a)", ["EMP-04", "EMP-05-a"]),
        ("DDETS-35 et CAF-28", ["DDETS-35", "CAF-28"]),
        ("Saint-Denis, peut-être, QP075019, 2015-2020, A-propos", []),
        ("", []),
    ],
)
def test_codes_are_told_from_other_words(text: str, codes: list[str]) -> None:
    parts = list(parts_of(text))
    assert [part for part, is_code in parts if is_code] == codes
    assert "".join(part for part, _ in parts) == text


WHOLE = '<span style="white-space:nowrap">EMP-04</span>'


def test_letters_and_pages_keep_them_on_one_line() -> None:
    assert as_html("a < b : EMP-04") == f"a &lt; b : {WHOLE}"
    assert WHOLE in block("Reprenez EMP-04.")
    assert WHOLE in block("– EMP-04 : à revoir\n  → EMP-04")
    assert WHOLE in table(["Mesure"], [["EMP-04"]])


def test_the_note_has_the_hyphen_of_word_that_does_not_break() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    write_whole_codes(paragraph, "EMP-05-a, demi-journées")
    assert paragraph.text == "EMP-05-a, demi-journées"
    xml = paragraph._p.xml
    assert xml.count("<w:noBreakHyphen/>") == 2
    assert "demi-journées" in xml


def test_columns_in_which_no_row_says_anything_are_not_shown() -> None:
    rows = tuple((Shown(text=one), Shown(text=""), Shown(text="3")) for one in "ab")
    table_of = SortableTable(
        key="k", title="t", headers=("Code", "Réserve", "Cible"), rows=rows, figures=frozenset({2})
    )
    shown = table_of.without_empty_columns
    assert shown.headers == ("Code", "Cible")
    assert shown.figures == frozenset({1})
    assert [cell.text for cell in shown.rows[0]] == ["a", "3"]
    nothing = SortableTable(key="k", title="t", headers=("Code",), rows=())
    assert nothing.without_empty_columns == nothing
