"""A point that was sent back is answered where its hint says; elsewhere on the row nothing is settled."""

import pytest

from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.findings import Code, Severity, finding
from qpv_xlsx.domain.following.answered_by import is_answered_in, is_wanted


@pytest.mark.parametrize(
    ("code", "case", "asked", "answering"),
    [
        (Code.V01, "", Field.VALUE, "value"),
        (Code.V05, "", Field.NUMERATOR, "numerator"),
        (Code.V10, "", Field.VALUE, "value situation"),
        (Code.V03, "sign", Field.VALUE, "value comment"),
        (Code.C01, "", Field.VALUE, "value numerator denominator situation"),
        (Code.C02, "", Field.NUMERATOR, "numerator denominator"),
        (Code.C03, "women", Field.WOMEN, "value numerator women"),
        (Code.C04, "", Field.VALUE, "value comment"),
        (Code.C04, "", Field.TERRITORY_VALUE, "territory_value comment"),
        (Code.C05, "", Field.SITUATION, "value situation"),
        (Code.C06, "", Field.PERIMETER, "value perimeter comment"),
        (Code.M01, "", Field.VALUE, "value situation"),
        (Code.M01, "territory", Field.TERRITORY_VALUE, "territory_value situation comment"),
        (Code.M02, "", Field.COMMENT, "value situation comment"),
        (Code.M02, "asked", Field.VALUE, " ".join(Field)),
        (Code.S04, "", Field.VALUE, " ".join(Field)),
    ],
)
def test_a_point_is_answered_where_its_hint_says(code: Code, case: str, asked: Field, answering: str) -> None:
    found = finding(code, case=case, measure="EMP-01", severity=Severity.WARNING)
    question = Question(measure="EMP-01", field=asked)

    answers = [field for field in Field if is_answered_in(found, question, Question(measure="EMP-01", field=field))]
    assert " ".join(answers) == answering


@pytest.mark.parametrize(
    ("code", "case", "changed", "is_answered"),
    [
        pytest.param(Code.C04, "", Question(measure="A", quartier="nord"), True, id="its own cell"),
        pytest.param(Code.C04, "", Question(measure="A", quartier="sud"), False, id="another quartier"),
        pytest.param(Code.C04, "", Question(measure="A"), False, id="the result of all"),
        pytest.param(Code.C04, "", Question(measure="A", field=Field.COMMENT), True, id="the comment"),
        pytest.param(Code.M01, "quartiers", Question(measure="A", quartier="sud"), True, id="another silent quartier"),
    ],
)
def test_a_point_on_a_quartier(code: Code, case: str, changed: Question, *, is_answered: bool) -> None:
    found = finding(code, case=case, measure="A", severity=Severity.WARNING)
    assert is_answered_in(found, Question(measure="A", quartier="nord"), changed) is is_answered


@pytest.mark.parametrize("changed", [Question(measure="A", quartier="nord"), Question(measure="A", quartier="sud")])
def test_quartiers_answer_for_a_total_that_they_exceed_and_for_no_other_point(changed: Question) -> None:
    above, women = (finding(Code.C03, case=case, measure="A") for case in ("", "women"))
    assert is_answered_in(above, Question(measure="A"), changed)
    assert not is_answered_in(women, Question(measure="A", field=Field.WOMEN), changed)


def test_every_cell_that_was_left_blank_is_wanted() -> None:
    parts = finding(Code.M01, case="parts", measure="A")
    silent = finding(Code.M01, case="quartiers", measure="A")
    assert is_wanted(parts, Question(measure="A", field=Field.DENOMINATOR), ())
    assert not is_wanted(parts, Question(measure="A"), ())
    assert is_wanted(silent, Question(measure="A", quartier="nord"), ("nord",))
    assert not is_wanted(silent, Question(measure="A", quartier="sud"), ("nord",))
    assert not is_wanted(finding(Code.C04, measure="A"), Question(measure="A", quartier="nord"), ("nord",))
