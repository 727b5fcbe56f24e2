"""Words in several hands: what is struck, what is a note above the line, what belongs to the text."""

import pytest

from qpv_xlsx.spreadsheet.opening.richtext import MarkedText, Run, joined


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        pytest.param([Run("12")], "12", id="one hand"),
        pytest.param([Run("12"), Run(" %")], "12 %", id="two hands on the line"),
        pytest.param([Run("12"), Run("1", shift=1)], MarkedText(text="12", raised="1", words="12¹"), id="a note"),
        pytest.param(
            [Run("12"), Run("(a)", shift=1)], MarkedText(text="12", raised="(a)", words="12⁽a⁾"), id="a letter"
        ),
        pytest.param([Run("3"), Run("e", shift=1)], MarkedText(text="3", raised="e", words="3e"), id="an ordinal"),
        pytest.param(
            [Run("12"), Run("1", shift=-1)], MarkedText(text="12", raised="1", words="12₁"), id="below the line"
        ),
        pytest.param([Run("120 m"), Run("2", shift=1)], "120 m²", id="a unit keeps its power"),
        pytest.param([Run("12"), Run(" environ", shift=1)], "12 environ", id="raised words are words"),
        pytest.param([Run("12", shift=1)], "12", id="all of it raised is no note"),
        pytest.param(
            [Run("12", is_struck=True), Run(" 15")], MarkedText(text="15", struck="12"), id="struck, then written anew"
        ),
        pytest.param([Run("12", is_struck=True)], MarkedText(text="", struck="12"), id="all of it struck"),
        pytest.param([Run("12"), Run(" ", is_struck=True)], "12 ", id="a struck blank says nothing"),
        pytest.param([], "", id="nothing"),
    ],
)
def test_joined(runs: list[Run], expected: str | MarkedText) -> None:
    assert joined(runs) == expected
