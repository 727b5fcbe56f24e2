"""Rates in whole per cent: the page, the note and the master's formulas round alike."""

import pytest

from qpv_xlsx.messages.numbers import whole_percent, whole_rate


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        pytest.param(1 / 8, 13, id="a half goes up, though 12 is even"),
        pytest.param(3 / 8, 38, id="a half goes up"),
        pytest.param(0.285, 29, id="a half that binary figures put just below"),
        pytest.param(0.124, 12, id="below a half"),
        pytest.param(0.0, 0, id="nothing"),
        pytest.param(1.0, 100, id="everything"),
        pytest.param(-0.126, -13, id="a fall"),
    ],
)
def test_whole_percent(part: float, expected: int) -> None:
    assert whole_percent(part) == expected
    assert whole_rate(part, "fr") == f"{expected}\u00a0%"
