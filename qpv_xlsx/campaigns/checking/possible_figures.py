"""Figures that no start, target or past result can be: 17.3 where 17.3 % is meant, less than nothing where something is counted."""

from collections.abc import Iterator
from dataclasses import replace

from qpv_xlsx.campaigns.checking.document_records import number_of, problem_at
from qpv_xlsx.campaigns.pointers import Steps
from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.ranges import range_of
from qpv_xlsx.domain.findings import Problem


def impossible_figure(steps: Steps, value: object, kind: str) -> Iterator[Problem]:
    """The problem at *steps* where a measure of that *kind* cannot have *value*; what is no figure is left to the schema."""
    figure = number_of(value)
    if figure is None or kind not in set(Kind) or not Kind(kind).is_number:
        return
    known = Kind(kind)
    possible = range_of(known, None)
    if not known.is_fraction:
        possible = replace(possible, maximum=float("inf"))
    if figure not in possible:
        code = "campaign_share" if known.is_fraction else "campaign_negative"
        yield problem_at(steps, code, read=f"{figure:.12g}".replace(".", ","))
