"""Figures on two perimeters are shown side by side, never compared in silence."""

from collections.abc import Iterator

from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.findings import Code, Finding, Severity
from qpv_xlsx.domain.returned.rules.context import Answers, Context, about


def perimeter_differs(answers: Answers, context: Context) -> Iterator[Finding]:
    """C06: another perimeter than the baseline's. Where it is the one that was asked for, the respondent is only told."""
    for measure in context.measures:
        answer = answers.get(Question(measure=measure.code, field=Field.PERIMETER))
        expected = measure.baseline.perimeter
        if answer is None or expected is None or answer.value == expected:
            continue
        is_as_asked = answer.value == measure.perimeter
        yield about(
            Code.C06,
            measure,
            answer.place,
            case="as_asked" if is_as_asked else "",
            severity=Severity.INFO if is_as_asked else None,
            read=answer.raw,
            found=str(answer.value),
            expected=expected.value,
        )
