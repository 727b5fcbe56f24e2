"""What the territories make together: sums of results, of starts and of targets, where each territory has its own figure.

A common « 260 places » says of no territory how many are its own: it is not added up. Shares and gaps make no sum.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from qpv_xlsx.domain.contract.coverage import coverage
from qpv_xlsx.domain.contract.local_aims import LocalAim, measure_there
from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.judging.assessment import MeasureAssessment
from qpv_xlsx.domain.judging.expected import is_absolute
from qpv_xlsx.domain.judging.territories import (
    Country,
    PlacedRow,
    TerritoryResults,
    is_sure,
)

_FEWEST = 2  # territories


class Untotalled(StrEnum):
    """Why the territories' results are not added up."""

    KIND = "nature"  # shares, gaps, ratios, words
    SEPARATE = "lignes_separees"  # several administrations of one territory, each with a line of its own
    MISSING = "territoires_sans_chiffre"
    ELSEWHERE = "perimetres_differents"


@dataclass(frozen=True, slots=True, kw_only=True)
class TerritoryLine:
    """One territory's part. *measure*: as it is there; *aim*: what the territory says of it itself; None: nothing."""

    place: TerritoryResults
    row: MeasureAssessment
    measure: Measure
    aim: LocalAim | None

    @property
    def start_year(self) -> int | None:
        """The year of its start."""
        return self.measure.baseline.year or self.place.catalogue.baseline_year

    @property
    def has_own_start(self) -> bool:
        """Whether the figure of its start is the territory's."""
        return self.aim is not None and self.aim.start is not None

    @property
    def has_own_target(self) -> bool:
        """Whether its target is a level that is the territory's, or a change of a start that is."""
        return owns_target(self.aim, self.measure, self.row.target)


def owns_target(aim: LocalAim | None, measure: Measure, level: float | None) -> bool:
    """Whether *level*, what *measure* as it is in the territory is to reach, is a figure of the territory's own."""
    if aim is None or level is None:
        return False
    return aim.target is not None if is_absolute(measure.target) else aim.start is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """One measure over all territories that are asked. Figures are in its unit; None: not defined.

    *why*: why there is no *result*; None: there is one. *answered*: territories with a figure that can be added.
    """

    measure: Measure
    lines: tuple[TerritoryLine, ...]
    answered: int
    result: float | None = None
    start: float | None = None
    start_year: int | None = None
    target: float | None = None
    target_year: int | None = None
    why: Untotalled | None = None

    @property
    def territories(self) -> int:
        """How many territories are asked."""
        return len({line.row.territory for line in self.lines})

    @property
    def has_own(self) -> bool:
        """Whether some territory has a start or a target of its own."""
        return any(line.aim for line in self.lines)


def totals(country: Country) -> Iterator[Total]:
    """Every measure that two territories at least are asked, and that adds up, or has a start or a target somewhere."""
    for measure, rows in country.counted():
        total = _total(measure, tuple(_lines(rows)))
        if total.territories >= _FEWEST and (measure.kind.adds_up or total.has_own):
            yield total


def _lines(rows: Sequence[PlacedRow]) -> Iterator[TerritoryLine]:
    """The lines that mean the same."""
    for place, row in rows:
        known = place.catalogue.measure_by_code
        if row.measure in known and row.measure not in place.unlike:
            there = measure_there(known[row.measure], place.local_aims, row.territory)
            yield TerritoryLine(place=place, row=row, measure=there, aim=_own_aim(place, row.measure))


def _own_aim(place: TerritoryResults, measure: str) -> LocalAim | None:
    """What the territory says of the *measure* itself; the last word counts."""
    said = (
        one for one in reversed(place.local_aims) if one.measure == measure and one.territory == place.territory.code
    )
    return next(said, None)


def _total(measure: Measure, lines: tuple[TerritoryLine, ...]) -> Total:
    added = [line for line in lines if is_sure(line.row) and isinstance(line.row.value, int | float)]
    total = Total(measure=measure, lines=lines, answered=len(added))
    why = _why_not(measure, lines, added)
    if why in {Untotalled.KIND, Untotalled.SEPARATE}:
        return replace(total, why=why)
    start_year, target_year = _year_of_starts(lines), _year_of_targets(lines)
    return replace(
        total,
        why=why,
        result=None if why else sum(line.row.value for line in added if isinstance(line.row.value, int | float)),
        start=None if start_year is None else sum(line.measure.baseline.value or 0.0 for line in lines),
        start_year=start_year,
        target=None if target_year is None else sum(line.row.target or 0.0 for line in lines),
        target_year=target_year,
    )


def _why_not(measure: Measure, lines: Sequence[TerritoryLine], added: Sequence[TerritoryLine]) -> Untotalled | None:
    if not measure.kind.adds_up:
        return Untotalled.KIND
    if len({line.row.territory for line in lines}) < len(lines):
        return Untotalled.SEPARATE
    if len(added) < len(lines):
        return Untotalled.MISSING
    covered = {
        coverage(line.row.perimeter or measure.perimeter, line.place.year, line.place.territory.geography)
        for line in added
    }
    return Untotalled.ELSEWHERE if len(covered) > 1 else None


def _year_of_starts(lines: Sequence[TerritoryLine]) -> int | None:
    """The year of the starts, where each territory has its own and all are of one year, on one perimeter; else None."""
    said = {(line.start_year, line.measure.baseline.perimeter) for line in lines}
    return next(iter(said))[0] if len(said) == 1 and all(line.has_own_start for line in lines) else None


def _year_of_targets(lines: Sequence[TerritoryLine]) -> int | None:
    """The deadline, where each territory has its own target and all are due in one year; else None."""
    years = {line.row.target_year for line in lines}
    return next(iter(years)) if len(years) == 1 and all(line.has_own_target for line in lines) else None
