"""A target that its own figure does not attain: « 5 % pour une cible de 5 %. Non atteint » must say that less was wanted."""

from qpv_xlsx.domain.contract.binary_figures import SLACK
from qpv_xlsx.domain.contract.measures import Direction, Measure
from qpv_xlsx.domain.judging.assessment import Attainment, MeasureAssessment
from qpv_xlsx.messages.numbers import seen_figure
from qpv_xlsx.messages.wordbook import phrase


def strict_goal(row: MeasureAssessment, measure: Measure, language: str) -> str:
    """« moins de 5 % », where the result is at the target and has not attained it; empty: the figure alone says all."""
    is_at_it = (
        isinstance(row.value, int | float)
        and row.target is not None
        and abs(row.value - row.target) <= SLACK * max(1.0, abs(row.target))
    )
    if not is_at_it or row.target is None or not row.attainment.is_verdict or row.attainment is Attainment.REACHED:
        return ""
    key = "strictly_under" if measure.direction is Direction.DOWN else "strictly_over"
    return phrase(language, key, figure=seen_figure(row.target, measure.kind, language))
