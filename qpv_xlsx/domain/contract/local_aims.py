"""Starts and targets of one territory, where it has its own: « 260 places » cannot be both Redon's and Rennes'."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from qpv_xlsx.domain.contract.measures import Baseline, Measure, Perimeter
from qpv_xlsx.domain.contract.targets import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalAim:
    """What *territory* starts from and aims at on one measure; what is None is what the official table says for all.

    *start* is in the measure's unit. *baseline_text* and *target_text* are the territory's own words, verbatim; empty:
    they are made from the figures. Words without a figure are a start that nobody can compare with, not the common one.
    """

    territory: str
    measure: str
    start: float | None = None
    start_year: int | None = None
    start_perimeter: Perimeter | None = None
    baseline_text: str = ""
    target: Target | None = None
    target_text: str = ""

    @property
    def has_start(self) -> bool:
        """Whether the start is the territory's own."""
        return self.start is not None or bool(self.baseline_text.strip())


def aim_of(aims: Iterable[LocalAim], territory: str, measure: str) -> LocalAim | None:
    """What is said of *measure* in *territory* only; None: nothing."""
    return next((one for one in aims if one.territory == territory and one.measure == measure), None)


def measure_there(measure: Measure, aims: Iterable[LocalAim], territory: str) -> Measure:
    """*measure* with the start and the target that it has in *territory*."""
    aim = aim_of(aims, territory, measure.code)
    if aim is None:
        return measure
    target = measure.target if aim.target is None else aim.target
    return replace(measure, baseline=_start(measure.baseline, aim), target=target)


def _start(common: Baseline, aim: LocalAim) -> Baseline:
    """Parts and rounding of the common figure are not those of another one."""
    year, perimeter = aim.start_year or common.year, aim.start_perimeter or common.perimeter
    if aim.has_start:
        return Baseline(value=aim.start, year=year, perimeter=perimeter)
    return replace(common, year=year, perimeter=perimeter)
