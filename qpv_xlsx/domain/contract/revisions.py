"""Targets revised on the way: each holds from its year on, and the former ones stay what they were for theirs."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.contract.targets import Target, Undefined


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A local target that replaces the one before from *since* on (year, included).

    *territory*: where it holds; None: wherever the target is the common one.
    *wording*: the sentence of the act that revised it, verbatim. *act*: which one, « avenant du 12 juin 2018 ».
    """

    measure: str
    since: int
    target: Target = Undefined()  # noqa: RUF009  (frozen)
    wording: str = ""
    act: str = ""
    territory: str | None = None


def revisions_of(revisions: Iterable[Revision], measure: str) -> tuple[Revision, ...]:
    """Those of one measure, the oldest first; of one year in the order in which they come."""
    return tuple(sorted((one for one in revisions if one.measure == measure), key=lambda one: one.since))


def revision_in_force(revisions: Iterable[Revision], measure: str, year: int) -> Revision | None:
    """The latest one that holds in *year*; None: the target of the official table does."""
    held = [one for one in revisions_of(revisions, measure) if one.since <= year]
    return held[-1] if held else None


def as_of(measure: Measure, revisions: Iterable[Revision], year: int) -> Measure:
    """*measure* with the local target in force in *year*: what judges the results of that year."""
    revision = revision_in_force(revisions, measure.code, year)
    return measure if revision is None else replace(measure, target=revision.target)
