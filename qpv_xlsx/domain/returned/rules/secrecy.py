"""Counts so small that they tell of persons (InseeFrLab handbook: at least 11 for fiscal data on persons)."""

from collections.abc import Iterator

from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.findings import Code, Finding
from qpv_xlsx.domain.returned.rules.context import Answers, Context, about, figure_of

_SEVERAL = 2


def count_is_small(answers: Answers, context: Context) -> Iterator[Finding]:
    """C08: counts of persons in quartiers below the campaign's limit, told once for a measure. Zero reveals nobody."""
    for measure in context.measures:
        if not (measure.counts_persons and measure.by_quartier and measure.kind is Kind.COUNT):
            continue
        told = [found for found in _small_counts(measure, answers, context) if not context.is_silenced(found)]
        yield from told if len(told) < _SEVERAL else [_together(measure, told, context)]


def _small_counts(measure: Measure, answers: Answers, context: Context) -> Iterator[Finding]:
    limit = context.campaign.options.rules.small_count
    for question in context.questions_by_quartier[measure.code]:
        value = figure_of(answers, question)
        if value is not None and 0 < value < limit:
            answer, quartier = answers[question], question.quartier
            yield about(Code.C08, measure, answer.place, quartier=quartier, read=answer.raw, value=value, limit=limit)


def _together(measure: Measure, told: list[Finding], context: Context) -> Finding:
    """A row of small counts is one thing to know, not nineteen."""
    name_by_id = {quartier.id: quartier.name for quartier in context.territory.quartiers}
    return about(
        Code.C08,
        measure,
        told[0].place,
        case="several",
        stands_at=told[0].quartier or "",
        limit=told[0].facts["limit"],
        quartiers=tuple(f"{name_by_id[found.quartier or '']} ({found.read})" for found in told),
        cells=tuple(found.place.cell or "" for found in told),
    )
