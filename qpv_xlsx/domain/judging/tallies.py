"""How many measures have come in, and where they stand: for a convention, a territory, a respondent or the whole."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from qpv_xlsx.domain.contract.catalogue import Catalogue
from qpv_xlsx.domain.judging.assessment import Assessment, Attainment, MeasureAssessment, Reporting
from qpv_xlsx.domain.judging.indicators import IndicatorAssessment, assess_indicators
from qpv_xlsx.domain.judging.rankings import ATTENTION

ANSWERED = (Reporting.FILLED, Reporting.PROVISIONAL, Reporting.UNAVAILABLE, Reporting.SECRET)
"""An answer is a figure, or the statement that there is none: « sans objet » leaves the count altogether."""

REPORTING_ORDER = (
    Reporting.FILLED,
    Reporting.PROVISIONAL,
    Reporting.UNAVAILABLE,
    Reporting.SECRET,
    Reporting.NOT_APPLICABLE,
    Reporting.TO_COMPLETE,
    Reporting.TO_CORRECT,
    Reporting.REFUSED,
    Reporting.AFTER_CLOSING,
    Reporting.NOT_RECEIVED,
)
"""From what has come to what has not, as people read it."""


class Judged(Protocol):
    """What a headline counts: a measure or an indicator."""

    @property
    def attainment(self) -> Attainment:
        """Where it stands."""

    @property
    def has_target(self) -> bool:
        """Whether there is something to attain."""

    @property
    def is_known(self) -> bool:
        """Whether there is a result to hold against it."""

    @property
    def is_reserved(self) -> bool:
        """Whether its status rests on an open question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """How many targets are attained. *reached* ≤ *known* ≤ *targets*; *reserved*, those reached on an open question.

    A result that is known and bad stays in *known*, whether or not it can be placed on a way. To withhold it lowers
    *known*, which is shown, and leaves *assured* where it was: nothing that is hidden can raise that.
    """

    reached: int
    known: int
    targets: int
    reserved: int

    @property
    def assured(self) -> float | None:
        """Part of all targets that are attained for sure, 0..1; None where there is no target."""
        return self.reached / self.targets if self.targets else None


def headline(judged: Iterable[Judged]) -> Headline:
    """The headline of measures that are asked, or of indicators."""
    listed = tuple(judged)
    reached = [one for one in listed if one.attainment is Attainment.REACHED]
    return Headline(
        reached=len(reached),
        known=sum(one.is_known for one in listed),
        targets=sum(one.has_target for one in listed),
        reserved=sum(one.is_reserved for one in reached),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts of measures. *attainment*, *headline* and *reserved* leave out those that are waived.

    Of a measure that several administrations answer together, *reporting* counts the answer of each, the others theirs
    all together.
    """

    reporting: Mapping[Reporting, int]
    attainment: Mapping[Attainment, int]
    headline: Headline
    reserved: int

    @property
    def expected(self) -> int:
        """Measures that call for an answer: neither waived nor « sans objet »."""
        return sum(self.reporting.values()) - self.reporting[Reporting.NOT_APPLICABLE]

    @property
    def answered(self) -> int:
        """Those of them that have one."""
        return sum(self.reporting[status] for status in ANSWERED)

    @property
    def refused(self) -> int:
        """Those of them that will have none."""
        return self.reporting[Reporting.REFUSED]

    @property
    def attention(self) -> int:
        """Those that call for attention."""
        return sum(self.attainment[status] for status in ATTENTION)

    @property
    def completeness(self) -> float | None:
        """Part answered, 0..1; None where nothing is expected."""
        return self.answered / self.expected if self.expected else None


def tally(rows: Iterable[MeasureAssessment]) -> Tally:
    """Count *rows* by status; a waived measure counts as « sans objet »."""
    listed = tuple(rows)
    asked = [row for row in listed if row.is_counted]
    reported = Counter(row.reporting for row in listed if row.is_awaited)
    attained = Counter(row.attainment for row in asked)
    return Tally(
        reporting={status: reported[status] for status in Reporting},
        attainment={status: attained[status] for status in Attainment},
        headline=headline(asked),
        reserved=sum(row.is_reserved for row in asked),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorTally:
    """Counts of indicators, those of which nothing is asked left out."""

    attainment: Mapping[Attainment, int]
    headline: Headline
    reserved: int

    @property
    def asked(self) -> int:
        """How many."""
        return sum(self.attainment.values())


def indicator_tally(indicators: Iterable[IndicatorAssessment]) -> IndicatorTally:
    """Count *indicators* by status."""
    asked = [one for one in indicators if one.is_asked]
    attained = Counter(one.attainment for one in asked)
    return IndicatorTally(
        attainment={status: attained[status] for status in Attainment},
        headline=headline(asked),
        reserved=sum(one.is_reserved for one in asked),
    )


def added(tallies: Iterable[IndicatorTally]) -> IndicatorTally:
    """The counts of several groups of indicators together."""
    listed = tuple(tallies)
    return IndicatorTally(
        attainment={status: sum(one.attainment[status] for one in listed) for status in Attainment},
        headline=_headlines_added([one.headline for one in listed]),
        reserved=sum(one.reserved for one in listed),
    )


def measures_added(tallies: Iterable[Tally]) -> Tally:
    """The counts of several groups of measures together."""
    listed = tuple(tallies)
    return Tally(
        reporting={status: sum(one.reporting[status] for one in listed) for status in Reporting},
        attainment={status: sum(one.attainment[status] for one in listed) for status in Attainment},
        headline=_headlines_added([one.headline for one in listed]),
        reserved=sum(one.reserved for one in listed),
    )


def _headlines_added(lines: Sequence[Headline]) -> Headline:
    return Headline(
        reached=sum(one.reached for one in lines),
        known=sum(one.known for one in lines),
        targets=sum(one.targets for one in lines),
        reserved=sum(one.reserved for one in lines),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ConventionTally:
    """Both counts of one convention, named as people name it."""

    name: str
    measures: Tally
    indicators: IndicatorTally


def tallies_by_convention(catalogue: Catalogue, assessment: Assessment) -> Iterator[ConventionTally]:
    """In the catalogue's order."""
    rows = rows_by_convention(catalogue, assessment)
    indicators = indicators_by_convention(catalogue, tuple(assess_indicators(catalogue, assessment).values()))
    for convention in catalogue.conventions:
        yield ConventionTally(
            name=convention.name, measures=tally(rows[convention.code]), indicators=indicators[convention.code]
        )


def rows_by_convention(catalogue: Catalogue, assessment: Assessment) -> Mapping[str, tuple[MeasureAssessment, ...]]:
    """The judged measures by the code of their convention, in the catalogue's order; a convention may have none."""
    rows: dict[str, list[MeasureAssessment]] = {convention.code: [] for convention in catalogue.conventions}
    lineage = catalogue.lineage_by_measure
    for row in assessment.rows.values():
        rows[lineage[row.measure].convention.code].append(row)
    return {code: tuple(own) for code, own in rows.items()}


def indicators_by_convention(
    catalogue: Catalogue, indicators: Sequence[IndicatorAssessment]
) -> Mapping[str, IndicatorTally]:
    """Counts of *indicators* by the code of their convention, in the catalogue's order."""
    codes = {one.code: {indicator.code for indicator in one.indicators} for one in catalogue.conventions}
    return {code: indicator_tally(one for one in indicators if one.indicator in own) for code, own in codes.items()}


def respondent_reporting(counts: Tally, *, is_received: bool, is_late: bool, errors: int) -> Reporting:
    """*Remontée* of a whole workbook. *is_late*: what came was too late to count.

    *errors*: findings of severity error on it, whichever they are about.
    """
    if counts.refused and counts.refused == counts.expected:
        return Reporting.REFUSED
    if not is_received:
        return Reporting.AFTER_CLOSING if is_late else Reporting.NOT_RECEIVED
    if errors or counts.reporting[Reporting.TO_CORRECT]:
        return Reporting.TO_CORRECT
    if counts.answered + counts.refused < counts.expected:
        return Reporting.TO_COMPLETE
    return Reporting.PROVISIONAL if counts.reporting[Reporting.PROVISIONAL] else Reporting.FILLED
