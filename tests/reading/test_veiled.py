"""A conditional format that hides answers is told once, whoever saved it; ours, and those that hide nothing, never are."""

import io
import zipfile
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from openpyxl.formatting import rule as formatting
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.domain.findings import Finding
from qpv_xlsx.spreadsheet.opening.veilconditions import ANY, NEVER, Condition, told_by_excel, told_by_opendocument
from qpv_xlsx.tasks.demo_replies import flawless
from qpv_xlsx.workbook.collection import write_collection
from qpv_xlsx.workbook.reading.returns import read_return
from tests.libreoffice import Office
from tests.paris import paris, respondent
from tests.reading.filled import CREATED, content, opened

MADE: Any = formatting  # its functions have no types
RESULTS = "F6:F26"
WHITE = Font(color="FFFFFFFF")
NUMBER = 18  # filled results of the form


def always(*, font: Font | None = None, fill: PatternFill | None = None) -> Any:
    return MADE.FormulaRule(formula=["LEN(F6)>0"], font=font, fill=fill)


def compared(comparison: str, *bounds: str) -> Any:
    return MADE.CellIsRule(operator=comparison, formula=list(bounds), font=WHITE)


def shown_as(code: str) -> Any:
    return MADE.Rule(
        type="expression", formula=["TRUE"], dxf=DifferentialStyle(numFmt=NumberFormat(numFmtId=190, formatCode=code))
    )


def behind(colour: str) -> PatternFill:
    return PatternFill(bgColor=colour, fill_type="solid")


def with_rule(rule: Any, ranges: str = RESULTS) -> bytes:
    workbook = openpyxl.load_workbook(io.BytesIO(content()))
    workbook["Indicateurs"].conditional_formatting.add(ranges, rule)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def veiled(workbook: bytes) -> list[Finding]:
    submission = read_return(workbook, "retour", paris())
    return [found for found in submission.findings if found.case.startswith("veiled")]


HIDING = {
    "white on pale yellow": always(font=WHITE),
    "a white of the theme": always(font=Font(color=Color(theme=0))),
    "the yellow of the cells": always(font=Font(color="FFFFF8C2")),
    "white on white": always(font=WHITE, fill=behind("FFFFFFFF")),
    "black behind black": always(fill=behind("FF000000")),
    "nothing shown": shown_as(";;;"),
    "white by the number format": shown_as("[White]0"),
    "other words": shown_as('"nd"'),
    "thousands": shown_as("0,"),
    "bars alone": MADE.DataBarRule("min", None, "max", None, color="FF638EC6", showValue=False),
    "pictures alone": MADE.IconSetRule("3Arrows", "percent", [0, 33, 67], showValue=False),
    "above nought": compared("greaterThan", "0"),
    "not a text": compared("notEqual", '"abc"'),
    "something computed": compared("greaterThan", "$A$1"),
    "an order of texts": compared("greaterThan", '"abc"'),
}
HARMLESS = {
    "red": always(font=Font(color="FFFF0000")),
    "bold": always(font=Font(b=True)),
    "white on blue": always(font=WHITE, fill=behind("FF000091")),
    "pale behind": always(fill=behind("FFDDF6E4")),
    "the same figure": shown_as("0.00"),
    "bars": MADE.DataBarRule("min", None, "max", None, color="FF638EC6", showValue=True),
    "shades": MADE.ColorScaleRule("min", None, "FFFFFFFF", "max", None, "FF000000"),
    "below nought": compared("lessThan", "0"),
    "a text": compared("equal", '"abc"'),
    "outside": compared("notBetween", "0", "1E9"),
    "never": MADE.FormulaRule(formula=["FALSE"], font=WHITE),
    "empty cells": MADE.Rule(type="containsBlanks", formula=["LEN(TRIM(F6))=0"], dxf=DifferentialStyle(font=WHITE)),
}


@pytest.mark.parametrize("name", HIDING)
def test_what_a_conditional_format_hides_is_told_once(name: str) -> None:
    (told,) = veiled(with_rule(HIDING[name]))
    assert (told.code, told.case, told.facts["count"]) == ("S10", "veiled_several", NUMBER)
    assert told.place is not None
    assert (told.place.cell, told.facts["range"]) == ("F6", "F6:F25")


@pytest.mark.parametrize("name", HARMLESS)
def test_what_hides_nothing_is_not_told(name: str) -> None:
    assert veiled(with_rule(HARMLESS[name])) == []


@pytest.mark.parametrize("code", [one.code for one in paris().respondents])
def test_our_forms_hide_nothing(code: str) -> None:
    reference = Reference(campaign=paris().code, respondent=code, version=1)
    answers = flawless(paris(), respondent(code), Random(7))
    form = write_collection(paris(), respondent(code), reference, answers=answers, created=CREATED)
    assert [grid.name for grid in opened(form).grids if grid.veils] == []


@pytest.mark.parametrize("ranges", ["A6:C26", "Z1:Z99", "F26"])  # labels, nobody's cells, an empty answer
def test_nothing_is_told_where_nobody_answered(ranges: str) -> None:
    assert veiled(with_rule(HIDING["nothing shown"], ranges)) == []


def test_a_single_answer_is_told_at_its_measure() -> None:
    (told,) = veiled(with_rule(HIDING["nothing shown"], "F6"))
    assert (told.case, told.measure) == ("veiled", "EMP-01")


def test_a_condition_in_the_extensions_of_a_sheet_is_told() -> None:
    names = 'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
    rule = (
        f'<extLst><ext {names} uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}"><x14:conditionalFormattings>'
        '<x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        '<x14:cfRule type="expression" priority="9" id="{A}"><xm:f>_listes!$A$1&lt;&gt;""</xm:f><x14:dxf><font>'
        '<color rgb="FFFFFFFF"/></font><border><left><color rgb="FF000000"/></left></border></x14:dxf></x14:cfRule>'
        "<xm:sqref>F6:F9 F12</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content())) as given, zipfile.ZipFile(stream, "w") as made:
        for name in given.namelist():
            part = given.read(name)
            if name == "xl/worksheets/sheet2.xml":
                part = part.replace(b"</worksheet>", rule.encode() + b"</worksheet>")
            made.writestr(name, part)
    (told,) = veiled(stream.getvalue())
    assert told.facts["count"] == len(("F6", "F7", "F8", "F9"))


@pytest.mark.parametrize("target", ["ods", "xlsx"])
@pytest.mark.parametrize("name", ["white on pale yellow", "nothing shown", "bars alone", "below nought", "empty cells"])
def test_libreoffice_keeps_what_hides(office: Office, tmp_path: Path, name: str, target: str) -> None:
    given = tmp_path / "retour.xlsx"
    given.write_bytes(with_rule((HIDING | HARMLESS)[name]))
    office.open(given)
    found = veiled(office.save(tmp_path / f"sorti.{target}").read_bytes())
    assert [told.facts["count"] for told in found] == ([NUMBER] if name in HIDING else [])


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (">5", (">", (5.0,))),
        ("cell-content()<=2.5", ("<=", (2.5,))),
        ("of:cell-content()!=1", ("<>", (1.0,))),
        ('="nd"', ("=", ("nd",))),
        ("between(1,5)", ("between", (1.0, 5.0))),
        ("cell-content-is-not-between(1,5)", ("outside", (1.0, 5.0))),
        ("of:is-true-formula(FALSE())", NEVER),
        ("formula-is(0)", NEVER),
        ("formula-is(TRUE)", ANY),
        ("formula-is(LEN(TRIM([.F6]))=0)", NEVER),
        (">[.A1]", ANY),
        ("between(1,[.A1])", ANY),
        ("unique", ANY),
        ("", ANY),
        ("=" + "1" * 400, ANY),
    ],
)
def test_conditions_of_opendocument(written: str, told: Condition) -> None:
    assert told_by_opendocument(written) == told


@pytest.mark.parametrize(
    ("kind", "comparison", "formulas", "told"),
    [
        ("cellIs", "between", ["0", "1"], ("between", (0.0, 1.0))),
        ("cellIs", "notBetween", ["0", "A1"], ANY),
        ("cellIs", "equal", ['"n""d"'], ("=", ('n"d',))),
        ("cellIs", "equal", [], ANY),
        ("cellIs", "", ["1"], ANY),
        ("expression", "", ["FALSE"], NEVER),
        ("expression", "", ["FALSE", "TRUE"], ANY),
        ("containsBlanks", "", ["LEN(TRIM(F6))=0"], NEVER),
        ("duplicateValues", "", [], ANY),
    ],
)
def test_conditions_of_excel(kind: str, comparison: str, formulas: list[str], told: Condition) -> None:
    assert told_by_excel(kind, comparison, formulas) == told
