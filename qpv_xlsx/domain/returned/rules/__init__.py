"""Rules look at what was answered, with the campaign and its history, and yield findings. One small generator each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qpv_xlsx.domain.findings import Code, Finding
from qpv_xlsx.domain.returned.rules.changes import cumulated_value_went_down, strong_change
from qpv_xlsx.domain.returned.rules.context import Answers, Context
from qpv_xlsx.domain.returned.rules.fractions import (
    numerator_above_denominator,
    value_is_not_the_fraction,
)
from qpv_xlsx.domain.returned.rules.missing import answer_missing, explanation_missing, nothing_filled_in
from qpv_xlsx.domain.returned.rules.perimeters import perimeter_differs
from qpv_xlsx.domain.returned.rules.secrecy import count_is_small
from qpv_xlsx.domain.returned.rules.situations import situation_contradicts_value
from qpv_xlsx.domain.returned.rules.totals import parts_exceed_the_whole

__all__ = ["RULES", "Answers", "Context", "Rule", "check"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A *code* and the generator that yields its findings."""

    code: Code
    check: Callable[[Answers, Context], Iterator[Finding]]


RULES: tuple[Rule, ...] = (
    Rule(code=Code.C01, check=value_is_not_the_fraction),
    Rule(code=Code.C02, check=numerator_above_denominator),
    Rule(code=Code.C03, check=parts_exceed_the_whole),
    Rule(code=Code.C04, check=strong_change),
    Rule(code=Code.C05, check=situation_contradicts_value),
    Rule(code=Code.C06, check=perimeter_differs),
    Rule(code=Code.C08, check=count_is_small),
    Rule(code=Code.C09, check=cumulated_value_went_down),
    Rule(code=Code.M01, check=answer_missing),
    Rule(code=Code.M02, check=explanation_missing),
    Rule(code=Code.M03, check=nothing_filled_in),
)
"""Every rule, in the order of the codes. C07 is found when returns are merged."""


def check(answers: Answers, context: Context) -> tuple[Finding, ...]:
    """What the rules say of *answers*, all of it: ``settling`` removes what another finding explains."""
    return tuple(found for rule in RULES for found in rule.check(answers, context))
