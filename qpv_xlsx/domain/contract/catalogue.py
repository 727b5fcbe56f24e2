"""The référentiel: conventions, indicators (rows of the official table, verbatim), measures, glossary."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.contract.relations import MeasureRelation
from qpv_xlsx.domain.contract.remembering import remembered
from qpv_xlsx.domain.findings import CampaignError


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One row of the official table. Texts are verbatim; an empty official cell is an empty string."""

    code: str
    strategic_objective: str
    operational_objective: str
    national_target: str
    wording: str
    baseline_text: str
    local_target: str
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """The commitment of one ministry or contributing institution."""

    code: str
    name: str
    indicators: tuple[Indicator, ...]

    @property
    def measures(self) -> Iterator[Measure]:
        """The convention's measures, in the order of the official table."""
        return (measure for indicator in self.indicators for measure in indicator.measures)


class Lineage(NamedTuple):
    """A measure, and where it stands in the official table."""

    convention: Convention
    indicator: Indicator
    measure: Measure


_PARTS = ("dont ", "of which ")  # as official tables begin the second figure of a row


def label_alone(lineage: Lineage) -> str:
    """What the measure is called where the one above it in the official table is not shown: « dont … » says of what."""
    label, first = lineage.measure.label, lineage.indicator.measures[0]
    is_part = label.casefold().startswith(_PARTS) and first.code != lineage.measure.code
    return f"{first.label}, {label}" if is_part else label


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A glossary entry. *note*: an oddity or « à confirmer »; empty where there is nothing to add."""

    term: str
    expansion: str
    note: str = ""


def known(year: int | None) -> int:
    """A year of the contract, where work can no longer go on without it. Raises CampaignError if nobody said it yet."""
    if year is None:
        raise CampaignError("campaign_without_years")
    return year


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All that a contract commits to, from *start* to *end* (years, both included), seen from *baseline_year*.

    A year is None as long as the coordinator has not said it: see ``known``.
    """

    title: str
    baseline_year: int | None = None
    start: int | None = None
    end: int | None = None
    conventions: tuple[Convention, ...]
    glossary: tuple[Term, ...] = ()
    relations: tuple[MeasureRelation, ...] = ()

    @property
    def measures(self) -> Iterator[Measure]:
        """Every measure, in the order of the official table."""
        return (measure for convention in self.conventions for measure in convention.measures)

    @property
    @remembered
    def measure_by_code(self) -> Mapping[str, Measure]:
        """Every measure by its code."""
        return {measure.code: measure for measure in self.measures}

    @property
    def kind_by_measure(self) -> Mapping[str, Kind]:
        """The kind of every measure, by the measure's code."""
        return {measure.code: measure.kind for measure in self.measures}

    @property
    @remembered
    def lineage_by_measure(self) -> Mapping[str, Lineage]:
        """Convention, indicator and measure, by the measure's code, in the order of the official table."""
        return {
            measure.code: Lineage(convention, indicator, measure)
            for convention in self.conventions
            for indicator in convention.indicators
            for measure in indicator.measures
        }

    @property
    def indicators(self) -> Iterator[Indicator]:
        """Every indicator, in the order of the official table."""
        return (indicator for convention in self.conventions for indicator in convention.indicators)


def with_measures(catalogue: Catalogue, change: Callable[[Measure], Measure]) -> Catalogue:
    """*catalogue* with every measure as *change* makes it."""
    return replace(catalogue, conventions=tuple(_convention(one, change) for one in catalogue.conventions))


def _convention(convention: Convention, change: Callable[[Measure], Measure]) -> Convention:
    indicators = (replace(one, measures=tuple(map(change, one.measures))) for one in convention.indicators)
    return replace(convention, indicators=tuple(indicators))
