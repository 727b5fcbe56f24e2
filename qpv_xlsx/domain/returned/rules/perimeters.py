"""Figures on two perimeters are shown side by side, never compared in silence."""

from collections.abc import Iterator

from qpv_xlsx.domain.contract.campaign import as_decided
from qpv_xlsx.domain.contract.catalogue import known
from qpv_xlsx.domain.contract.continuing import covering
from qpv_xlsx.domain.contract.coverage import Coverage, shown_perimeter
from qpv_xlsx.domain.contract.measures import Perimeter
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.findings import Code, Finding, Severity
from qpv_xlsx.domain.returned.rules.context import Answers, Context, about, is_commented


def perimeter_differs(answers: Answers, context: Context) -> Iterator[Finding]:
    """C06: another perimeter than the one asked, whatever the baseline's.

    Where it is the one asked, but not the baseline's, the respondent is only told. A comment makes it an information.
    """
    for measure in context.measures:
        answer = answers.get(Question(measure=measure.code, field=Field.PERIMETER))
        if answer is None:
            continue
        told = _covered(answer.value, context)
        start = as_decided(context.campaign, measure, context.respondent.territory).baseline
        covered = (
            None
            if start.perimeter is None
            else _covering(context, start.perimeter, start.year or known(context.campaign.catalogue.baseline_year))
        )
        if told != _covering(context, measure.perimeter, context.campaign.year, context.territory.geography):
            case, expected = ("as_baseline" if told is not None and told == covered else ""), measure.perimeter
        elif covered is not None and told != covered:
            case, expected = "as_asked", shown_perimeter(covered)
        else:
            continue
        yield about(
            Code.C06,
            measure,
            answer.place,
            case=case,
            field=Field.PERIMETER.value,
            severity=Severity.INFO if case == "as_asked" or is_commented(answers, measure) else None,
            read=answer.raw,
            found=str(answer.value),
            expected=expected.value,
        )


def _covered(said: object, context: Context) -> Coverage | None:
    """What the answer covers; None where it is words that no list has."""
    if said not in set(Perimeter):
        return None
    return _covering(context, Perimeter(str(said)), context.campaign.year, context.territory.geography)


def _covering(context: Context, perimeter: Perimeter, year: int, geography: str = "") -> Coverage:
    return covering(context.campaign, context.territory.code, perimeter, year, geography)
