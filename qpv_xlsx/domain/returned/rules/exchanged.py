"""Figures that would suit each other's rows: sorted, or typed one row off, without anything else of the sheet telling it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.findings import Code, Finding, Severity
from qpv_xlsx.domain.returned.rules.context import Answers, Context, about, figure, figure_of, situation

_FAR = 2.0  # times more or less than its start: the figure of another measure may stand there
_NEAR = 1.5  # within so many times of a start, a figure suits it
_ROUNDING = 0.5  # of each quartier, where amounts and quantities may have been rounded
_DIGITS = "0123456789"
_TELLING = 15  # by how much a sum must miss its result to be no slip: many pairs of quartiers differ by a few
_SLIGHT = 1  # by how much parts may miss their whole without anything having been exchanged

Partners = Mapping[str, str]
"""Of the measures whose figures would suit each other's rows, in a ring, the one whose figure would suit; by code."""


def as_exchanged(found: Sequence[Finding]) -> Iterator[Finding]:
    """C04 of strong changes; those whose figures would suit each other's rows say so, and no comment makes them an information.

    A figure is held against the starts of the same quartier, or of the measures as a whole, shares against shares.
    """
    far = {(one.measure or "", one.quartier or ""): one for one in found if _is_far(one)}
    for one in found:
        own = {code: other for (code, quartier), other in far.items() if quartier == (one.quartier or "")}
        suiting = {
            code: {partner for partner, other in own.items() if partner != code and _could_be(change, other)}
            for code, change in own.items()
        }
        partner = in_rings(suiting).get(one.measure or "") if own.get(one.measure or "") is one else None
        if partner is None:
            yield one
            continue
        facts = {**one.facts, "proposal": own[partner].facts["value"], "source": partner}
        yield replace(one, case="exchanged", severity=Severity.WARNING, facts=facts)


def _is_far(found: Finding) -> bool:
    """Whether the figure of a measure, or of a quartier, left its start far behind."""
    value, start = _figures(found)
    is_plain = found.case in {"", "baseline"} and found.facts.get("field") == Field.VALUE.value
    return is_plain and min(value, start) > 0 and not start / _FAR <= value <= start * _FAR


def _could_be(found: Finding, other: Finding) -> bool:
    """Whether the figure of *other* would suit the row of *found*."""
    (_, start), (value, _) = _figures(found), _figures(other)
    kinds = [Kind(str(one.facts["kind"])).is_fraction for one in (found, other)]
    return kinds[0] == kinds[1] and start / _NEAR <= value <= start * _NEAR


def _figures(found: Finding) -> tuple[float, float]:
    """The figure and its start, in the measure's unit; nought and nought where they are not told."""
    value, start = found.facts.get("value"), found.facts.get("previous")
    if isinstance(value, int | float) and isinstance(start, int | float):
        return value, start
    return 0, 0


def quartiers_exchanged(answers: Answers, context: Context) -> Iterator[Finding]:
    """C03: rows whose quartiers miss their result, and would make it with each other's figures in some columns side by side.

    A row that has quartiers and no result, nor a situation that says why, may have any row's.
    """
    rows = {measure.code: row for measure in context.measures if (row := _row(answers, measure, context))}
    missed = {code: row for code, row in rows.items() if row.whole is None or abs(row.missing) > row.tolerance}
    if len(missed) <= 1 or all(row.whole is None for row in missed.values()):
        return
    quartiers = _side_by_side(context)
    ranges = [quartiers[start:end] for start, end in combinations(range(len(quartiers) + 1), 2)]
    found, columns = max(
        ((_rings_over(missed, one), one) for one in ranges), key=lambda told: (len(told[0]), -len(told[1]))
    )
    told = sum(row.whole is not None and (row.is_whole or code in found) for code, row in missed.items())
    if 2 * sum(missed[code].whole is not None for code in found) < told:
        return  # sums miss their results here and there by themselves
    for code, partner in found.items():
        row = missed[code]
        first = next((one for one in columns if one in row.figures), columns[0])
        yield about(
            Code.C03,
            row.measure,
            context.place(Question(measure=code, quartier=first)),
            case="exchanged" if row.whole is not None else "without_whole",
            severity=Severity.WARNING,
            stands_at=first,
            sum=sum(row.figures.values()),
            source=partner,
            count=len(columns),
            value=row.whole,
        )


def _side_by_side(context: Context) -> list[str]:
    """The quartiers as their columns stand on the sheet; in the order of the territory where no sheet is told."""
    columns: dict[str, str] = {}
    for one in (one for asked in context.questions_by_quartier.values() for one in asked):
        columns.setdefault(one.quartier, (context.place(one).cell or "").rstrip(_DIGITS))
    listed = [quartier.id for quartier in context.territory.quartiers]
    return sorted(listed, key=lambda one: (len(columns.get(one, "")), columns.get(one, "")))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """The figures of a measure by quartier, those that are given, and its result. *is_whole*: each quartier has one.

    *whole*: None where quartiers have figures and the measure has neither a result nor a situation.
    """

    measure: Measure
    figures: Mapping[str, float]
    whole: float | None
    is_whole: bool

    @property
    def missing(self) -> float:
        """How far the quartiers stay behind the result; less than nothing where they exceed it."""
        return (self.whole or 0) - sum(self.figures.values())

    @property
    def tolerance(self) -> float:
        return _SLIGHT if self.measure.kind is Kind.COUNT else _ROUNDING * len(self.figures)

    def over(self, quartiers: Sequence[str]) -> float:
        return sum(self.figures.get(one, 0) for one in quartiers)

    def is_made_by(self, other: "_Row", quartiers: Sequence[str]) -> bool:
        """Whether figures of the *other* row in place of its own, of *quartiers*, would make its result."""
        change = other.over(quartiers) - self.over(quartiers)
        exactness = 0 if self.measure.kind is Kind.COUNT else self.tolerance
        return self.whole is not None and abs(change - self.missing) <= exactness

    def may_have(self, other: "_Row", quartiers: Sequence[str]) -> bool:
        """Whether it could have the figures of the *other* row: it says no result, or it would have none, as others have some."""
        if self.whole is None:
            return True
        is_part = not other.figures.keys() <= set(quartiers)
        return is_part and self.figures.keys() <= set(quartiers) and other.figures.keys().isdisjoint(quartiers)


def _row(answers: Answers, measure: Measure, context: Context) -> _Row | None:
    whole = figure(answers, measure, Field.VALUE)
    asked = context.questions_by_quartier[measure.code]
    if not measure.kind.adds_up or not asked:
        return None
    figures = {one.quartier: value for one in asked if (value := figure_of(answers, one)) is not None}
    if whole is None and (not figures or situation(answers, measure)):
        return None
    return _Row(measure=measure, figures=figures, whole=whole, is_whole=len(figures) == len(asked))


def _rings_over(rows: Mapping[str, _Row], quartiers: Sequence[str]) -> Partners:
    """The rows that would make their results with each other's figures of *quartiers*, one of them by more than comes by itself."""
    pairs = [(code, other) for code in rows for other in rows if code != other]
    made = {(code, other) for code, other in pairs if rows[code].is_made_by(rows[other], quartiers)}
    if not any(abs(rows[code].missing) >= _TELLING for code, _ in made):
        return {}
    suiting: dict[str, set[str]] = {code: set() for code in rows}
    for code, other in pairs:
        if (code, other) in made or rows[code].may_have(rows[other], quartiers):
            suiting[code].add(other)
    partners = in_rings(suiting)
    is_telling = any(abs(rows[code].missing) >= _TELLING for code, other in made if partners.get(code) == other)
    return partners if is_telling else {}


def in_rings(suiting: Mapping[str, Collection[str]]) -> Partners:
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
