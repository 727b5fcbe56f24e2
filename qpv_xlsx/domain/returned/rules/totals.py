"""Parts never add up to more than their whole."""

from collections.abc import Iterator

from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.findings import Code, Finding, Severity
from qpv_xlsx.domain.returned.rules.context import Answers, Context, about, figure, figure_of, is_commented
from qpv_xlsx.domain.returned.rules.exchanged import quartiers_exchanged

_ROUNDING = 0.5  # each quartier's amount may have been rounded to the euro


def parts_exceed_the_whole(answers: Answers, context: Context) -> Iterator[Finding]:
    """C03: quartiers against the whole of them, they or their whole against the territory, women against the persons."""
    for measure in context.measures:
        yield from _more_women_than_persons(answers, measure)
        if not measure.kind.adds_up:
            continue
        total = figure(answers, measure, Field.VALUE)
        territory = figure(answers, measure, Field.TERRITORY_VALUE)
        listed = _by_quartier(answers, measure, context)
        rounding = _ROUNDING * len(listed) if measure.kind is Kind.AMOUNT else 0
        if total is not None and sum(listed) > total + rounding:
            yield _exceeds(answers, measure, Field.VALUE, sum(listed), total)
        largest = max(total or 0, sum(listed) - rounding)
        if territory is not None and largest > territory:
            yield _exceeds(answers, measure, Field.TERRITORY_VALUE, max(total or 0, sum(listed)), territory)
    yield from quartiers_exchanged(answers, context)


def _more_women_than_persons(answers: Answers, measure: Measure) -> Iterator[Finding]:
    """Women are some of the persons counted, or of those above the fraction bar of a share."""
    women = figure(answers, measure, Field.WOMEN)
    persons = figure(answers, measure, Field.NUMERATOR if measure.kind is Kind.SHARE else Field.VALUE)
    if women is not None and persons is not None and women > persons:
        stated = answers[Question(measure=measure.code, field=Field.WOMEN)]
        yield about(
            Code.C03,
            measure,
            stated.place,
            case="women",
            field=Field.WOMEN.value,
            severity=Severity.ERROR,
            read=stated.raw,
            women=women,
            persons=persons,
        )


def _by_quartier(answers: Answers, measure: Measure, context: Context) -> list[float]:
    figures = (figure_of(answers, question) for question in context.questions_by_quartier[measure.code])
    return [value for value in figures if value is not None]


def _exceeds(answers: Answers, measure: Measure, whole: Field, parts: float, value: float) -> Finding:
    stated = answers[Question(measure=measure.code, field=whole)]
    return about(
        Code.C03,
        measure,
        stated.place,
        case="" if whole is Field.VALUE else "territory",
        field=whole.value,
        severity=Severity.INFO if is_commented(answers, measure) else None,
        read=stated.raw,
        sum=parts,
        value=value,
    )
