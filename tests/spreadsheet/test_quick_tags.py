"""Tags spelt once are those that XlsxWriter spells each time."""

import io

import pytest
from xlsxwriter.xmlwriter import XMLwriter

from qpv_xlsx.spreadsheet.drawing import Area, Chart, Series, Style, Validation
from qpv_xlsx.spreadsheet.pen import Pen
from qpv_xlsx.spreadsheet.quick_tags import QuickTags, in_a_hurry
from tests.spreadsheet.test_pen import CREATED, PLAIN

WAYS = ("_xml_start_tag", "_xml_empty_tag", "_xml_data_element")
VALUES = (0, False, 0.0, -0.0, 1, True, 1.0, "1", "", None, 'a & "b" < c > d\ne', "é ✔", "_x0041_", "\x07", "\uffff")


def _spelt(writer: XMLwriter) -> str:
    writer._set_xml_writer(stream := io.StringIO())
    for value in (*VALUES, *reversed(VALUES)):
        for attributes in ([], [("de", value)], [("val", value), ("a", 1)]):
            writer._xml_start_tag("c:a", attributes)
            writer._xml_empty_tag("c:a", attributes)
            writer._xml_data_element("c:a", value, attributes)
    writer._xml_start_tag("b")
    writer._xml_empty_tag("b")
    writer._xml_data_element("b", "c")
    return stream.getvalue()


def test_tags_are_those_of_xlsxwriter_whatever_was_spelt_before() -> None:
    quick = in_a_hurry(XMLwriter)
    assert [_spelt(quick()) for _ in range(2)] == [_spelt(XMLwriter())] * 2


def _book() -> bytes:
    pen = Pen(title="Collecte & « suite »", created=CREATED)
    sheet = pen.sheet("L'été")
    for row in range(1, 5):
        sheet.write(row, 1, f"n° {row}", Style(bold=row % 2 == 0, number_format='0" <&"'))
        sheet.write(row, 2, -0.0 if row == 1 else row / 3, PLAIN)
    series = Series(name="a & b", sheet="L'été", categories=Area(1, 1, 4, 1), values=Area(1, 2, 4, 2))
    for kind in ("bar", "column", "line"):
        sheet.place_chart(6, 1, Chart(kind=kind, series=(series,), title="<t>", description="d"))
    sheet.validate(Area(1, 1, 9, 1), Validation(kind="list", source=("a", "b & c"), input_message="dit « a »\nou b"))
    sheet.highlight(Area(1, 1, 9, 1), '=$A1="<"', Style(bold=True))
    sheet.bar(Area(1, 2, 9, 2), "#112233")
    pen.name("nom", "='L''été'!$A$1")
    return pen.finish()


def test_a_workbook_with_quick_tags_is_the_one_without(monkeypatch: pytest.MonkeyPatch) -> None:
    """To the byte, in the first workbook and in the next one."""
    quick = [_book() for _ in range(2)]
    for way in WAYS:
        monkeypatch.setattr(QuickTags, way, getattr(XMLwriter, way))
    assert quick == [_book()] * 2
