"""What cells show: a table of number formats, as respondents and their programs write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qpv_xlsx.spreadsheet.displaying import DisplayedNumber, is_plain, shown_number, shown_text

GROUP = "\u202f"
ACCOUNTING = '_-* #,##0.00\\ _€_-;\\-* #,##0.00\\ _€_-;_-* "-"??\\ _€_-;_-@_-'


@pytest.mark.parametrize(
    ("number", "code", "text", "figure", "after"),
    [
        pytest.param(0.5, "0.0%", "50,0%", 50, "%", id="a real per cent"),
        pytest.param(0.5, "0.0\\%", "0,5%", 0.5, "%", id="an escaped per cent multiplies nothing"),
        pytest.param(17, '0" %"', "17 %", 17, "%", id="a quoted per cent likewise"),
        pytest.param(1, "0\\%", "1%", 1, "%", id="one, escaped per cent"),
        pytest.param(0.173, "0.##%", "17,3%", 17.3, "%", id="digits shown where there are any"),
        pytest.param(-0.163, "0.0%", "-16,3%", -16.3, "%", id="a negative gap"),
        pytest.param(195.8, '#,##0.0" k€"', "195,8 k€", 195.8, "k€", id="thousands of euros in words"),
        pytest.param(1234, "#,##0.00\\ [$€-40C]", f"1{GROUP}234,00 €", 1234, "€", id="a currency in brackets"),
        pytest.param(12345678, '#,##0.0,," M€"', "12,3 M€", 12.345678, "M€", id="millions by commas, and in words"),
        pytest.param(12, '0" k"', "12 k", 12, "k", id="a letter for thousands"),
        pytest.param(12, '0" milliers"', "12 milliers", 12, "milliers", id="thousands in a word"),
        pytest.param(12, '0"00"', "1200", 1200, "", id="zeros in words"),
        pytest.param(3, '0" 000"', "3 000", 3000, "", id="thousands in zeros"),
        pytest.param(12, '0"/15"', "12/15", 12, "/15", id="a denominator in words"),
        pytest.param(12000, "0,", "12", 12, "", id="a scaling comma"),
        pytest.param(12e6, "0,,", "12", 12, "", id="two scaling commas"),
        pytest.param(12.5, '0.0" ‰"', "12,5 ‰", 12.5, "‰", id="per mille is a word"),
        pytest.param(12, ";;;", "", None, "", id="a format that hides"),
        pytest.param(0, '0;-0;"nd"', "nd", None, "", id="zero shown as a word"),
        pytest.param(0, "0;-0;;@", "", None, "", id="zero hidden"),
        pytest.param(5, '0;-0;"nd"', "5", 5, "", id="the word of zero is no other number's"),
        pytest.param(-5, "0;-0", "-5", -5, "", id="the negative section writes its sign"),
        pytest.param(-5, "0;(0)", "(5)", -5, "", id="or parentheses"),
        pytest.param(-5, "0;0", "5", 5, "", id="or hides it"),
        pytest.param(0.5, "[<1]0%;0", "50%", 50, "%", id="a condition that holds"),
        pytest.param(5, "[<1]0%;0", "5", 5, "", id="a condition that does not"),
        pytest.param(5000, '[>=1000]0.0," k€";0', "5,0 k€", 5, "k€", id="thousands from a bound on"),
        pytest.param(1234567, "# ### ##0", "1 234 567", 1234567, "", id="blanks among digits"),
        pytest.param(1234, '0"."00', "12.34", 12.34, "", id="a point in words makes another figure"),
        pytest.param(1.5, "# ?/?", "1 1/2", 1.5, "", id="a fraction"),
        pytest.param(2015, '"année"', "année", None, "", id="a word instead of the number"),
        pytest.param(1234.5, ACCOUNTING, f"1{GROUP}234,50", 1234.5, "", id="accounting"),
        pytest.param(12.5, "General", "12,5", 12.5, "", id="general"),
        pytest.param(12, 'General" jeunes"', "12 jeunes", 12, "jeunes", id="general and a word"),
        pytest.param(3, "00", "03", 3, "", id="leading zeros"),
        pytest.param(0, "#", "", 0, "", id="a zero that needs no digit"),
        pytest.param(12, "@", "12", 12, "", id="a number in a text cell"),
        pytest.param(12, "", "12", 12, "", id="no format"),
    ],
)
def test_numbers(number: float, code: str, text: str, figure: float | None, after: str) -> None:
    shown = shown_number(number, code)
    assert shown is not None
    assert (shown.text, shown.after) == (text, after)
    assert shown.figure == (None if figure is None else pytest.approx(figure))


@pytest.mark.parametrize("code", ["dd/mm/yyyy", "[h]:mm", "0.0%"])
def test_what_cannot_be_told(code: str) -> None:
    number = float("nan") if code == "0.0%" else 42313
    assert shown_number(number, code) is None


def test_what_stands_before() -> None:
    assert shown_number(3, '"n° "0') == DisplayedNumber(text="n° 3", figure=3, before="n°")


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        pytest.param("12", "General", "12", id="as it is"),
        pytest.param("12", '@" k€"', "12 k€", id="a text section of its own"),
        pytest.param("12", ";;;", "", id="hidden"),
        pytest.param("12", '0;-0;0;"env. "@', "env. 12", id="the fourth section"),
        pytest.param("12", "0;-0", "12", id="a format of numbers"),
    ],
)
def test_texts(text: str, code: str, shown: str) -> None:
    assert shown_text(text, code) == shown


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param("General", True, id="general"),
        pytest.param("#,##0.00", True, id="digits"),
        pytest.param("0.0%", True, id="a real per cent"),
        pytest.param("0.0\\%", False, id="an escaped one"),
        pytest.param("0,", False, id="scaled"),
        pytest.param('0"00"', False, id="words"),
        pytest.param("0;-0;", False, id="a section that hides"),
    ],
)
def test_plain_formats(code: str, *, expected: bool) -> None:
    assert is_plain(code) is expected


@given(st.floats(-1e12, 1e12).map(lambda number: round(number, 4)))
def test_a_plain_format_shows_what_is_stored(number: float) -> None:
    shown = shown_number(number, "#,##0.0000")
    assert shown is not None
    assert shown.figure == number
    assert float(shown.text.replace(GROUP, "").replace(",", ".")) == number


@given(st.floats(), st.text('0#?.,%;@"\\_*[]<>=-/EGeneralk€ dmh2', max_size=20))
def test_no_format_breaks(number: float, code: str) -> None:
    shown_number(number, code)
    shown_text("mots", code)
    is_plain(code)
