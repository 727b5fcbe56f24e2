"""Figures that would suit each other's rows: sorted, or typed one row off, without anything else of the sheet telling it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.findings import Code, Finding, Severity
from qpv_xlsx.domain.returned.rules.context import Answers, Context, about, figure, figure_of

_FAR = 2.0  # times more or less than its start: the figure of another measure may stand there
_NEAR = 1.5  # within so many times of a start, a figure suits it
_ROUNDING = 0.5  # of each quartier, where amounts and quantities may have been rounded
_SLIGHT = 1  # by how much parts may miss their whole without anything having been exchanged

Partners = Mapping[str, str]
"""Of the measures whose figures would suit each other's rows, in a ring, the one whose figure would suit; by code."""


def figures_exchanged(answers: Answers, context: Context) -> Iterator[Finding]:
    """C04: figures far from where their measures started, each near the start of another one of them, and so in a ring."""
    measure_by_code = {measure.code: measure for measure in context.measures}
    for quartier in sorted({"", *(quartier for _, quartier in context.former)}):
        known = {
            measure.code: seen for measure in context.measures if (seen := _seen(answers, measure, context, quartier))
        }
        far = {code: seen for code, seen in known.items() if not seen.is_within(seen.value, _FAR)}
        suiting = {
            code: {one for one, other in far.items() if one != code and seen.could_be(other)}
            for code, seen in far.items()
        }
        for code, partner in _in_rings(suiting).items():
            seen, asked = far[code], Question(measure=code, quartier=quartier)
            yield about(
                Code.C04,
                measure_by_code[code],
                answers[asked].place,
                quartier=quartier,
                case="exchanged",
                severity=Severity.WARNING,
                read=answers[asked].raw,
                field=Field.VALUE.value,
                value=seen.value,
                previous=seen.start,
                previous_year=seen.year,
                proposal=far[partner].value,
                source=partner,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """A figure, and where its measure started or stood last, both in its unit and above nothing."""

    value: float
    start: float
    year: int
    is_fraction: bool

    def is_within(self, value: float, times: float) -> bool:
        return self.start / times <= value <= self.start * times

    def could_be(self, other: "_Seen") -> bool:
        return self.is_fraction == other.is_fraction and self.is_within(other.value, _NEAR)


def _seen(answers: Answers, measure: Measure, context: Context, quartier: str) -> _Seen | None:
    value, baseline = figure(answers, measure, Field.VALUE, quartier), measure.baseline
    past = context.former.get((measure.code, quartier))
    start, year = (past.value, past.year) if past else (None, None)
    if start is None and not quartier and measure.code not in context.summed:
        start, year = baseline.value, baseline.year
    if not value or not start or year is None or min(value, start) <= 0:
        return None
    return _Seen(value=value, start=start, year=year, is_fraction=measure.kind.is_fraction)


def quartiers_exchanged(answers: Answers, context: Context) -> Iterator[Finding]:
    """C03: rows whose quartiers miss their result, and would make it with each other's figures in some columns side by side."""
    rows = {measure.code: row for measure in context.measures if (row := _row(answers, measure, context))}
    missed = {code: row for code, row in rows.items() if abs(row.missing) > row.tolerance}
    if len(missed) <= 1:
        return
    quartiers = [quartier.id for quartier in context.territory.quartiers]
    ranges = [quartiers[start:end] for start, end in combinations(range(len(quartiers) + 1), 2)]
    found, columns = max(
        ((_rings_over(missed, one), one) for one in ranges), key=lambda told: (len(told[0]), -len(told[1]))
    )
    if 2 * len(found) < sum(row.is_whole or code in found for code, row in missed.items()):
        return  # sums miss their results here and there by themselves
    for code, partner in found.items():
        row = missed[code]
        first = next((one for one in columns if one in row.figures), columns[0])
        yield about(
            Code.C03,
            row.measure,
            context.place(Question(measure=code, quartier=first)),
            case="exchanged",
            severity=Severity.WARNING,
            stands_at=first,
            sum=sum(row.figures.values()),
            value=row.whole,
            source=partner,
            count=len(columns),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """The figures of a measure by quartier, those that are given, and its result. *is_whole*: each quartier has one."""

    measure: Measure
    figures: Mapping[str, float]
    whole: float
    is_whole: bool

    @property
    def missing(self) -> float:
        """How far the quartiers stay behind the result; less than nothing where they exceed it."""
        return self.whole - sum(self.figures.values())

    @property
    def tolerance(self) -> float:
        return _SLIGHT if self.measure.kind is Kind.COUNT else _ROUNDING * len(self.figures)

    def over(self, quartiers: Sequence[str]) -> float:
        return sum(self.figures.get(one, 0) for one in quartiers)


def _row(answers: Answers, measure: Measure, context: Context) -> _Row | None:
    whole = figure(answers, measure, Field.VALUE)
    if whole is None or not measure.kind.adds_up:
        return None
    asked = context.questions_by_quartier[measure.code]
    figures = {one.quartier: value for one in asked if (value := figure_of(answers, one)) is not None}
    is_whole = len(figures) == len(asked)
    return _Row(measure=measure, figures=figures, whole=whole, is_whole=is_whole) if asked else None


def _rings_over(rows: Mapping[str, _Row], quartiers: Sequence[str]) -> Partners:
    """The rows that would make their results with each other's figures of *quartiers*."""
    parts = {code: row.over(quartiers) for code, row in rows.items()}
    suiting = {
        code: {
            other
            for other, part in parts.items()
            if other != code
            and abs(part - parts[code] - row.missing) <= row.tolerance * (row.measure.kind is not Kind.COUNT)
        }
        for code, row in rows.items()
    }
    return _in_rings(suiting)


def _in_rings(suiting: Mapping[str, Collection[str]]) -> Partners:
    """Of each that is in a ring of *suiting*, one that leads back to it."""
    return {
        code: partner
        for code, partners in suiting.items()
        for partner in sorted(partners, reverse=True)
        if code in _reached(partner, suiting)
    }


def _reached(start: str, suiting: Mapping[str, Collection[str]]) -> set[str]:
    seen, waiting = {start}, [start]
    while waiting:
        for one in suiting[waiting.pop()]:
            if one not in seen:
                seen.add(one)
                waiting.append(one)
    return seen
