"""« 5 % pour une cible de 5 %. Non atteint » is said as « moins de 5 % »; every other target by its figure alone."""

from typing import Any

import pytest

from qpv_xlsx.domain.contract.measures import Direction, Kind, Measure
from qpv_xlsx.domain.judging.assessment import Attainment, MeasureAssessment, Reporting
from qpv_xlsx.messages.strict_goals import strict_goal

CASES: dict[str, tuple[Kind, Direction, object, float | None, Attainment, str]] = {
    "under, at it": (Kind.SHARE, Direction.DOWN, 0.05, 0.05, Attainment.MISSED, "moins de 5\u00a0%"),
    "over, at it": (Kind.COUNT, Direction.UP, 20, 20, Attainment.ON_TRACK, "plus de 20"),
    "binary dust": (Kind.SHARE, Direction.DOWN, 0.1 + 0.2, 0.3, Attainment.LATE, "moins de 30\u00a0%"),
    "attained": (Kind.COUNT, Direction.UP, 20, 20, Attainment.REACHED, ""),
    "not at it": (Kind.COUNT, Direction.UP, 19, 20, Attainment.MISSED, ""),
    "not judged": (Kind.COUNT, Direction.UP, 20, 20, Attainment.NOT_ASSESSABLE, ""),
    "without a target": (Kind.COUNT, Direction.UP, 20, None, Attainment.LATE, ""),
    "a step": (Kind.MILESTONE, Direction.UP, "fait", None, Attainment.MISSED, ""),
}


@pytest.mark.parametrize(("kind", "direction", "value", "target", "status", "said"), CASES.values(), ids=list(CASES))
def test_a_target_that_its_own_figure_does_not_attain_says_so(
    kind: Kind, direction: Direction, value: Any, target: float | None, status: Attainment, said: str
) -> None:
    measure = Measure(code="EMP-01", label="", kind=kind, unit="", direction=direction)
    row = MeasureAssessment(
        respondent="A",
        territory="V",
        measure="EMP-01",
        reporting=Reporting.FILLED,
        attainment=status,
        value=value,
        target=target,
    )
    assert strict_goal(row, measure, "fr") == said
