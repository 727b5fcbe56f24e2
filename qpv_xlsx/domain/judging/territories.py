"""What a country is seen by: the results of each territory, and how the figures of a measure spread over them.

Quartiles: linear interpolation between the two nearest figures (Hyndman and Fan 1996, definition 7; QUARTILE.INC).
"""

import pickle
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import quantiles

from qpv_xlsx.domain.contract.catalogue import Catalogue
from qpv_xlsx.domain.contract.coverage import Coverage, coverage
from qpv_xlsx.domain.contract.geography import Territory
from qpv_xlsx.domain.contract.local_aims import LocalAim
from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.judging.assessment import Assessment, Attainment, MeasureAssessment, Reason, Reporting
from qpv_xlsx.domain.judging.indicators import assess_indicators
from qpv_xlsx.domain.judging.kept_rows import AtHand, Content, KeptRows, measure_of, packed, values_of
from qpv_xlsx.domain.judging.rows_apart import RowsApart
from qpv_xlsx.domain.judging.tallies import (
    IndicatorTally,
    Tally,
    indicators_by_convention,
    measures_added,
    rows_by_convention,
    tally,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTallies:
    """The counts of one territory: of all its *measures*, and by convention of its own catalogue.

    *by_convention*: of measures; None: nothing is asked. *indicators*: of indicators.
    """

    measures: Tally
    by_convention: Mapping[str, Tally | None]
    indicators: Mapping[str, IndicatorTally]


@dataclass(frozen=True, slots=True, kw_only=True)
class TerritoryResults:
    """One territory of one campaign, as the country sees it.

    *respondents*: administrations that are asked; *answering*: those that have answered. *errors*, *warnings*: findings
    that stand. *master*, *report*: paths from the national workbook's folder; empty: there is none.
    *catalogue*: that of its own campaign; *local_aims*: starts and targets that are the territory's own. *unlike*: measures that are not the ones that the country means by the code.
    *is_public*: secret figures are masked. *tallied*: its counts, as bytes; None: they are made when they are asked for.
    """

    campaign: str
    year: int
    territory: Territory
    catalogue: Catalogue
    assessment: Assessment
    respondents: int
    answering: int
    errors: int = 0
    warnings: int = 0
    master: str = ""
    report: str = ""
    unlike: frozenset[str] = frozenset()
    local_aims: tuple[LocalAim, ...] = ()
    is_public: bool = False
    tallied: Content | None = None

    @property
    def tallies(self) -> PlaceTallies:
        """Its counts."""
        if self.tallied is None:
            return _tallies(self.catalogue, self.assessment)
        found: PlaceTallies = pickle.loads(self.tallied())  # noqa: S301  (packed by this program, at this moment)
        return found


def _tallies(catalogue: Catalogue, assessment: Assessment) -> PlaceTallies:
    indicators = tuple(assess_indicators(catalogue, assessment).values())
    return PlaceTallies(
        measures=tally(assessment.rows.values()),
        by_convention={
            code: tally(rows) if rows else None for code, rows in rows_by_convention(catalogue, assessment).items()
        },
        indicators=indicators_by_convention(catalogue, indicators),
    )


def made_light(place: TerritoryResults, keep: Callable[[bytes], Content] = AtHand) -> TerritoryResults:
    """*place* with its rows and its counts as bytes, that *keep* puts somewhere; where they are already, they are moved there.

    Its quartiers are those of the campaign, which may be gone before: nothing national names them.
    """
    counts = pickle.dumps(place.tallies) if place.tallied is None else place.tallied()
    rows = KeptRows(keep(packed(place.assessment)))
    territory = replace(place.territory, quartiers=())
    return replace(place, territory=territory, assessment=Assessment(rows=rows), tallied=keep(counts))


SPREAD = ("lowest", "first_quartile", "median", "third_quartile", "highest")
"""The figures of a *Spread*, as they are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How the figures of one measure spread. Figures are in its unit; None: there is no figure.

    *results*: figures that are compared, of so many *territories*. *covered*: what these figures cover.
    Left out of them: *elsewhere*, figures on another perimeter or map; *partial*, sums that lack an
    administration; *doubtful*, those to be corrected and sums over several perimeters; *unlike*, those of campaigns that mean something else by the code. *missing*: territories that
    are asked and give nothing: neither a figure nor, where words are asked, a step or words.
    """

    measure: str
    territories: int
    results: int
    covered: Coverage | None
    lowest: float | None = None
    first_quartile: float | None = None
    median: float | None = None
    third_quartile: float | None = None
    highest: float | None = None
    elsewhere: int = 0
    partial: int = 0
    doubtful: int = 0
    unlike: int = 0
    missing: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    territory: tuple[str, str]
    value: float
    covered: Coverage


PlacedRow = tuple[TerritoryResults, MeasureAssessment]


def _spread(measure: Measure, rows: Sequence[PlacedRow]) -> Spread:
    asked = {(place.campaign, place.territory.code) for place, _ in rows}
    said = {(place.campaign, place.territory.code) for place, row in rows if row.value not in {None, ""}}
    told = [(place, row) for place, row in rows if isinstance(row.value, int | float)]
    like = [(place, row) for place, row in told if measure.code not in place.unlike]
    sure = [_figure(measure, place, row) for place, row in like if is_sure(row)]
    partial = sum(_is_partial(row) for _, row in like)
    covered = _most_common(sure)
    kept = [figure for figure in sure if figure.covered == covered]
    return Spread(
        measure=measure.code,
        territories=len({figure.territory for figure in kept}),
        results=len(kept),
        covered=covered,
        **_summary([figure.value for figure in kept]),
        elsewhere=len(sure) - len(kept),
        partial=partial,
        doubtful=len(like) - len(sure) - partial,
        unlike=len(told) - len(like),
        missing=len(asked - said),
    )


def _is_partial(row: MeasureAssessment) -> bool:
    return row.parts is not None and row.parts.is_partial


def is_sure(row: MeasureAssessment) -> bool:
    """Whether its figure may be put with those of other territories: sound, and not to be corrected."""
    return row.barred in {None, Reason.EXCUSED} and row.reporting is not Reporting.TO_CORRECT


def _figure(measure: Measure, place: TerritoryResults, row: MeasureAssessment) -> _Figure:
    perimeter = row.perimeter or measure.perimeter
    return _Figure(
        territory=(place.campaign, place.territory.code),
        value=row.value if isinstance(row.value, int | float) else 0.0,
        covered=coverage(perimeter, place.year, place.territory.geography),
    )


def _most_common(figures: Sequence[_Figure]) -> Coverage | None:
    """What most figures cover; of two as frequent, what the first one of them covers."""
    counted = Counter(figure.covered for figure in figures)
    return counted.most_common(1)[0][0] if counted else None


def _summary(values: Sequence[float]) -> dict[str, float]:
    if not values:
        return {}
    low, middle, high = quantiles(values, n=4, method="inclusive") if len(values) > 1 else (values[0],) * 3
    return {
        "lowest": min(values),
        "first_quartile": low,
        "median": middle,
        "third_quartile": high,
        "highest": max(values),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureSeen:
    """One measure over the country: how its figures spread, and how many territories are where."""

    spread: Spread
    stands: Mapping[Attainment, int]


@dataclass(frozen=True, kw_only=True)  # no slots: what several sheets ask is worked out once and kept
class Country:
    """All territories together. *catalogue*: the one that codes are understood by. *keep*: where bytes that are read again wait."""

    title: str
    year: int
    catalogue: Catalogue
    territories: tuple[TerritoryResults, ...]
    keep: Callable[[bytes], Content] = AtHand

    @property
    def spreads(self) -> Mapping[str, Spread]:
        """The spread of every measure, by its code."""
        return {code: seen.spread for code, seen in self.seen.items()}

    @cached_property
    def seen(self) -> Mapping[str, MeasureSeen]:
        """Every measure of the catalogue, by its code."""
        return {
            measure.code: MeasureSeen(spread=_spread(measure, rows), stands=Counter(row.attainment for _, row in rows))
            for measure, rows in self.counted()
        }

    def counted(self) -> Iterator[tuple[Measure, Sequence[PlacedRow]]]:
        """Each measure with its rows that are counted, in the order of territories: a part of a sum is told by the sum."""
        for measure in self.catalogue.measures:
            rows = ((self.territories[rank], row) for rank, row in self._by_measure.of(measure.code))
            yield measure, [placed for placed in rows if placed[1].is_counted]

    @cached_property
    def _by_measure(self) -> RowsApart[str]:
        rows = (
            (measure_of(values), rank, values)
            for rank, place in enumerate(self.territories)
            for values in values_of(place.assessment)
        )
        return RowsApart(rows, self.keep)

    @cached_property
    def tally(self) -> Tally:
        """The counts of every measure of every territory."""
        whole = measures_added(())
        for place in self.territories:
            whole = measures_added((whole, place.tallies.measures))
        return whole

    @property
    def is_public(self) -> bool:
        """Whether it is made of nothing but what may be published."""
        return all(place.is_public for place in self.territories)


def tallies_of_place(country: Country, place: TerritoryResults) -> Mapping[str, Tally | None]:
    """The counts of *place*, by the code of their convention in its own catalogue; all conventions of the country first.

    None: nothing is asked there.
    """
    every: Mapping[str, Tally | None] = {one.code: None for one in country.catalogue.conventions}
    return {**every, **place.tallies.by_convention}
