"""Counts so small that they tell of persons (InseeFrLab handbook: at least 11 for fiscal data on persons)."""

from collections.abc import Iterator

from qpv_xlsx.domain.answers import Field, Question
from qpv_xlsx.domain.findings import Code, Finding
from qpv_xlsx.domain.measures import Kind
from qpv_xlsx.domain.rules.context import Answers, Context, about, figure


def count_is_small(answers: Answers, context: Context) -> Iterator[Finding]:
    """C08: a count of persons in a quartier below the campaign's limit. Zero reveals nobody."""
    limit = context.campaign.options.rules.small_count
    for measure in context.measures:
        if not (measure.counts_persons and measure.by_quartier and measure.kind is Kind.COUNT):
            continue
        for quartier in context.territory.quartiers:
            value = figure(answers, measure, Field.VALUE, quartier.id)
            if value is not None and 0 < value < limit:
                answer = answers[Question(measure=measure.code, quartier=quartier.id)]
                yield about(
                    Code.C08, measure, answer.place, quartier=quartier.id, read=answer.raw, value=value, limit=limit
                )
