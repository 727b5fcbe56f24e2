"""The long table as it may be published: no small count of persons, nothing from which one could be worked out.

Method: primary and secondary suppression as in statistical offices' guides (InseeFrLab handbook, chapter on tables):
a count of persons under the campaign's limit is masked; where a published total would give it back, further cells are
masked, smallest first, until at least two are, and what they hide together is no small count either. Zero reveals
nobody. Comments, sources and file names may name persons: they are left out.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.contract.questions import COUNTED, FIGURES, PARTS, WORDS, Field, Situation
from qpv_xlsx.domain.publishing.long_table import LongRow


def publishable(rows: Sequence[LongRow], campaign: Campaign) -> Iterator[LongRow]:
    """*rows* without free words and provenance, secret figures replaced by « s »."""
    measures = campaign.catalogue.measure_by_code
    limit = campaign.options.rules.small_count
    kept = [row for row in rows if row.field not in WORDS and measures[row.measure].kind is not Kind.TEXT]
    for (_, code), group in groupby(kept, key=lambda row: (row.respondent, row.measure)):
        answered = list(group)
        secret = secret_cells(answered, measures[code], limit)
        for row in answered:
            anonymous = replace(row, file="", sheet="", cell="")
            yield _masked(anonymous) if (row.quartier, row.field) in secret else anonymous


def _masked(row: LongRow) -> LongRow:
    secret = Situation.SECRET.value
    return replace(row, value=None, text=secret, situation=secret)


def secret_cells(rows: Collection[LongRow], measure: Measure, limit: int) -> frozenset[tuple[str, Field]]:
    """Which (quartier, field) of one respondent's answers on *measure* cannot be published."""
    if not measure.counts_persons:
        return frozenset()
    figures = {(row.quartier, row.field): row.value for row in rows if row.field in FIGURES and row.value is not None}
    secret = {cell for cell, value in figures.items() if _is_small(cell, value, measure, limit)}
    if any(field in PARTS for _, field in secret):
        secret |= {cell for cell in figures if cell[1] in PARTS}  # the share and one of the two give the other
    return frozenset(secret | _secondary(figures, secret, limit))


def _is_small(cell: tuple[str, Field], value: float, measure: Measure, limit: int) -> bool:
    """Numerators, denominators and women are counts whatever the measure's kind."""
    return (measure.kind is Kind.COUNT or cell[1] in COUNTED) and 0 < value < limit


def _secondary(
    figures: Mapping[tuple[str, Field], float], secret: Collection[tuple[str, Field]], limit: int
) -> set[tuple[str, Field]]:
    """Further cells to mask, where the total minus the published quartiers would give a secret one back."""
    whole = ("", Field.VALUE)
    by_quartier = {cell: value for cell, value in figures.items() if cell[0]}
    hidden = {cell for cell in secret if cell in by_quartier}
    if not hidden or whole not in figures or whole in secret:
        return set()
    added: set[tuple[str, Field]] = set()
    candidates = sorted((value, cell) for cell, value in by_quartier.items() if cell not in hidden and value > 0)
    for _, cell in candidates:
        if _hides_enough(hidden | added, by_quartier, limit):
            return added
        added.add(cell)
    return added if _hides_enough(hidden | added, by_quartier, limit) else {whole}


def _hides_enough(cells: Collection[tuple[str, Field]], figures: Mapping[tuple[str, Field], float], limit: int) -> bool:
    return len(cells) > 1 and sum(figures[cell] for cell in cells) >= limit
