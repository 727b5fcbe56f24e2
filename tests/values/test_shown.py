"""Cells whose look says something else than their content: both are told, and none is taken in silence."""

from dataclasses import dataclass

import pytest

from qpv_xlsx.domain.contract.measures import Direction, Kind, Measure
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.findings import Finding, Place
from qpv_xlsx.messages.sentences import Names, sentence
from qpv_xlsx.messages.wordbook import LANGUAGES
from qpv_xlsx.spreadsheet.book import Cell, CellStyle, FormatKind
from qpv_xlsx.workbook.reading.interpreting import Asked, interpret

S, G, C, A = Kind.SHARE, Kind.GAP, Kind.COUNT, Kind.AMOUNT
PERCENT, NUMBER = FormatKind.PERCENT, FormatKind.NUMBER


def read(kind: Kind, cell: Cell, at: Field = Field.VALUE) -> tuple[list[object], list[Finding]]:
    asked = Measure(code="EMP-01", kind=kind, unit="places", label="mesure", direction=Direction.UP)
    answers, findings = interpret(cell, Asked(measure=asked, field=at, place=Place(sheet="Indicateurs", cell="J6")))
    for found in findings:
        for language in LANGUAGES:
            said = sentence(found, language, Names())
            assert "None" not in said.message + said.hint
    return [answer.value for answer in answers if answer.question.field is at], list(findings)


@dataclass(frozen=True, kw_only=True)
class Shown:
    kind: Kind
    held: float | str
    code: str
    value: float | None
    said: str = ""
    other: float | None = None
    looks: FormatKind = NUMBER


CASES = (
    Shown(kind=S, held=0.173, code="0.0%", value=0.173, looks=PERCENT),
    Shown(kind=S, held=0.5, code=r"0.0\%", value=0.005, said="V03 warning shown", other=0.5, looks=PERCENT),
    Shown(kind=S, held=1, code=r"0\%", value=0.01, said="V03 warning shown", other=1.0, looks=PERCENT),
    Shown(kind=S, held=17.3, code=r"0.0\%", value=0.173, said="V03 warning shown_only", looks=PERCENT),
    Shown(kind=S, held=17.3, code='0.0" %"', value=0.173, said="V03 warning"),
    Shown(kind=S, held=15, code='0.0"‰"', value=0.015, said="V03 warning shown", other=0.15),
    Shown(kind=S, held=8, code='0"/15"', value=8 / 15, said="V03 warning shown", other=0.08),
    Shown(kind=G, held=0.163, code=r"0.0\%", value=0.00163, said="V03 warning shown", other=0.163, looks=PERCENT),
    Shown(kind=A, held=195.8, code='#,##0.0" k€"', value=195800, said="V03 warning shown", other=195.8),
    Shown(kind=A, held=195845, code='#,##0.0," k€"', value=195845),
    Shown(kind=A, held=12, code='0" M€"', value=12_000_000, said="V03 warning shown", other=12),
    Shown(kind=A, held=12, code='#,##0 "€"', value=12),
    Shown(kind=C, held=12, code='0" k"', value=12000, said="V03 warning shown", other=12),
    Shown(kind=C, held=12, code='0" milliers"', value=12000, said="V03 warning shown", other=12),
    Shown(kind=C, held="12", code='@" k"', value=12000, said="V03 warning shown", other=12),
    Shown(kind=C, held=12, code='0"00"', value=12, said="V03 warning shown", other=1200),
    Shown(kind=C, held=12000, code="0,", value=12000, said="V03 warning shown", other=12),
    Shown(kind=C, held=318, code='0,"k"', value=318, said="V03 warning shown", other=0),
    Shown(kind=C, held=0, code='0,"k"', value=0),
    Shown(kind=C, held=12_000_000, code="0,,", value=12_000_000, said="V03 warning shown", other=12),
    Shown(kind=C, held=8, code='0"/15"', value=None, said="V03 error shown_words"),
    Shown(kind=C, held=12, code='0" %"', value=None, said="V03 error shown_words"),
    Shown(kind=C, held=0, code='0;-0;"nd"', value=None, said="V03 error shown_words"),
    Shown(kind=C, held=12, code=";;;", value=12, said="V03 warning unseen_value"),
    Shown(kind=C, held=12, code='0" places"', value=12),
    Shown(kind=C, held=12, code='0" unités"', value=12),
    Shown(kind=C, held=12, code='"env. "0', value=12, said="V10 warning approximate"),
    Shown(kind=C, held=12, code='0"?"', value=12, said="V10 warning approximate"),
    Shown(kind=S, held=0.173, code='0.0%" (p)"', value=0.173, said="V04 info provisoire", looks=PERCENT),
    Shown(kind=A, held=12000, code='#,##0" $"', value=None, said="V03 error shown_words"),
    Shown(kind=C, held=12, code="+0", value=12, said="V04 warning signed"),
    Shown(kind=S, held=0.173, code="+0.0%;-0.0%", value=0.173, said="V04 warning signed", looks=PERCENT),
    Shown(kind=G, held=0.163, code="+0.0%;-0.0%", value=0.163, looks=PERCENT),
    Shown(kind=C, held=12, code='0" actions"', value=12, said="V03 warning shown_beside"),
    Shown(kind=C, held=12, code='0" (nd)"', value=12, said="V03 warning shown_beside"),
    Shown(kind=C, held=12, code='0" centaines"', value=12, said="V03 warning shown_beside"),
    Shown(kind=S, held=0.173, code='0.0%" (2014)"', value=0.173, said="V03 warning shown_beside", looks=PERCENT),
    Shown(kind=S, held=0.173, code='0.0%" de la ville"', value=0.173, said="V04 warning of_whom", looks=PERCENT),
    Shown(kind=C, held=12, code='0".000"', value=12, said="V03 warning shown", other=12000),
    Shown(kind=A, held=195845, code="0,", value=195845, said="V03 warning shown", other=195.845),
    Shown(kind=C, held=0, code="#", value=0, said="V03 warning unseen_value"),
    Shown(kind=C, held=0, code="#,###", value=0, said="V03 warning unseen_value"),
    Shown(kind=C, held=12, code="#,###", value=12),
    Shown(kind=C, held=12, code='0" ETP"', value=None, said="V03 error shown_words"),
    Shown(kind=C, held=1234, code="# ##0", value=1234),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.held} as {case.code} for a {case.kind}")
def test_a_number_format_that_says_another_figure_is_told(case: Shown) -> None:
    values, findings = read(
        case.kind, Cell(value=case.held, format_kind=case.looks, style=CellStyle(number_format=case.code))
    )
    assert values == ([] if case.value is None else [case.value])
    assert " ".join(f"{one.code} {one.severity} {one.case}".strip() for one in findings) == case.said
    assert [one.facts.get("other") for one in findings if one.case == "shown"] == [case.other] * (
        case.other is not None
    )


def test_a_mark_above_the_line_is_no_digit() -> None:
    values, findings = read(C, Cell(value="12", raised="1", words="12¹"))
    assert values == [12]
    assert ("V04", "warning", "raised") in [(one.code, one.severity, one.case) for one in findings]


@pytest.mark.parametrize("kind", [C, A, S, G])
@pytest.mark.parametrize(
    ("cell", "power"),
    [
        pytest.param(Cell(value="10³"), 1000, id="typed with such a sign"),
        pytest.param(Cell(value="10 ⁶"), 1_000_000, id="after a space"),
        pytest.param(Cell(value="10⁻²"), 0.01, id="below one"),
    ],
)
def test_a_power_of_ten_may_be_a_ten_with_a_note(kind: Kind, cell: Cell, power: float) -> None:
    values, findings = read(kind, cell)
    assert values == []
    assert [(one.code, one.severity, one.case, one.facts["power"]) for one in findings] == [
        ("V03", "error", "power", power)
    ]


@pytest.mark.parametrize(("kind", "value"), [(C, 10), (A, 10), (S, 0.1), (G, 0.1)])
def test_a_mark_raised_after_a_ten_is_a_note_and_the_power_is_told(kind: Kind, value: float) -> None:
    values, findings = read(kind, Cell(value="10", raised="3", words="10³"))
    assert values == [value]
    assert [one.facts["power"] for one in findings if (one.code, one.severity) == ("V04", "warning")] == [1000]


@pytest.mark.parametrize("cell", [Cell(value="10", raised="1", words="10¹"), Cell(value="12", raised="3", words="12³")])
def test_a_mark_that_changes_nothing_stays_a_mark(cell: Cell) -> None:
    values, findings = read(C, cell)
    assert values == [float(str(cell.value))]
    assert "power" not in {one.case for one in findings}


@pytest.mark.parametrize("kind", [C, A, S, G])
@pytest.mark.parametrize(
    "cell",
    [
        pytest.param(Cell(value=True), id="typed"),
        pytest.param(Cell(value=True, formula="=TRUE()"), id="as Excel keeps it"),
        pytest.param(
            Cell(value=1, formula="=TRUE()", format_kind=NUMBER), id="as LibreOffice keeps it in a number's format"
        ),
        pytest.param(Cell(value=1.0, formula="=TRUE", format_kind=PERCENT), id="in a per cent's format"),
        pytest.param(Cell(value=1, formula="=VRAI( )"), id="in French"),
    ],
)
def test_true_is_no_figure_however_it_is_kept(kind: Kind, cell: Cell) -> None:
    values, findings = read(kind, cell)
    assert values == []
    assert [(one.code, one.case, one.read) for one in findings] == [("V01", "boolean", "VRAI")]


def test_a_formula_that_compares_is_left_as_it_is() -> None:
    values, _ = read(C, Cell(value=1, formula="=IF(TRUE(),1,0)"))
    assert values == [1]


def test_a_cell_struck_through_as_a_whole_gives_nothing() -> None:
    values, findings = read(C, Cell(value=12, style=CellStyle(is_struck=True)))
    assert values == []
    assert [(one.code, one.severity, one.case, one.facts["struck"]) for one in findings] == [
        ("V04", "warning", "struck_only", "12")
    ]


def test_a_value_in_the_colour_of_its_background_is_told() -> None:
    values, findings = read(C, Cell(value=12, style=CellStyle(is_invisible=True)))
    assert values == [12]
    assert [(one.code, one.severity, one.case) for one in findings] == [("S10", "warning", "invisible")]


def test_a_value_in_letters_too_small_to_be_read_is_told() -> None:
    values, findings = read(C, Cell(value=12, style=CellStyle(is_tiny=True)))
    assert values == [12]
    assert [(one.code, one.severity, one.case) for one in findings] == [("S10", "warning", "tiny")]


@pytest.mark.parametrize(("value", "told"), [(0, ["invisible"]), (12, [])])
def test_a_nought_that_its_number_format_paints_away_is_told(value: int, told: list[str]) -> None:
    style = CellStyle(number_format="0;-0;[White]0", painted=(2,))
    values, findings = read(C, Cell(value=value, format_kind=FormatKind.NUMBER, style=style))
    assert values == [value]
    assert [one.case for one in findings if one.code == "S10"] == told


def test_words_keep_their_marks() -> None:
    values, _ = read(C, Cell(value="120 m", raised="2", words="120 m²"), at=Field.COMMENT)
    assert values == ["120 m²"]
