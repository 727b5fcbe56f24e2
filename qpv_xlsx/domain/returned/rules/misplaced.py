"""Figures far from the start of their own row and near that of another: moved as bare values, which carry no mark.

Starts may be of any age and perimeter here. A single figure far from such a start tells nothing; figures that lead from one
row to the other and back, rows that follow each other, and the figure of the row beside do.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.findings import Code, Finding, Severity
from qpv_xlsx.domain.returned.answers import Answer
from qpv_xlsx.domain.returned.rules.context import Answers, Context, about, figure
from qpv_xlsx.domain.returned.rules.exchanged import in_rings

_NEAR = 1.3  # within so many times of a start, a figure suits it
_FAR_IN_A_RING = 3.0  # of 480 made-up returns whose figures stray from their starts by half, none has such a ring
_FAR_IN_A_BLOCK = 2.5
_FAR_OF_A_COPY = 2.0
_FEWEST_IN_A_BLOCK = 2
_ROWS_OF_A_COPY = 2
_FEWEST_DIGITS = 2  # of a figure that stands on two rows: 0, 1, 20 or 50 % often do

Sources = Mapping[str, str]
"""Of measures whose figure suits another row's start: that row's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A measure as the sheet has it. *value*, *start*: above nought, in its unit; 0: none. *year*: of the start; 0: unknown."""

    measure: Measure
    answer: Answer | None
    value: float
    start: float
    year: int

    @property
    def tells(self) -> bool:
        return self.value > 0 and self.start > 0

    def is_far(self, times: float) -> bool:
        return self.tells and not self.start / times <= self.value <= self.start * times

    def suits(self, other: "_Row") -> bool:
        """Whether its figure could be that of the *other* row."""
        is_alike = self.measure.kind.is_fraction == other.measure.kind.is_fraction
        return is_alike and self.value > 0 and other.start / _NEAR <= self.value <= other.start * _NEAR


def misplaced(answers: Answers, context: Context, told: Collection[str]) -> Iterator[Finding]:
    """C04: figures that were moved from row to row, as their starts tell. *told*: measures that have one already."""
    rows = [_row(answers, measure, context) for measure in context.measures]
    if sum(row.is_far(_FAR_OF_A_COPY) for row in rows) == 0:
        return
    sources = {**_copied(rows), **_shifted(rows, 1), **_shifted(rows, -1), **_in_a_ring(rows)}
    for row in rows:
        source = sources.get(row.measure.code)
        if source is None or row.answer is None or row.measure.code in told:
            continue
        yield about(
            Code.C04,
            row.measure,
            row.answer.place,
            case="misplaced",
            severity=Severity.WARNING,
            field=Field.VALUE.value,
            read=row.answer.raw,
            value=row.value,
            previous=row.start,
            previous_year=row.year,
            source=source,
        )


def _row(answers: Answers, measure: Measure, context: Context) -> _Row:
    value = figure(answers, measure, Field.VALUE) if measure.kind.is_number else None
    start, year = _start(measure, context)
    return _Row(
        measure=measure,
        answer=answers.get(Question(measure=measure.code)),
        value=max(0, value or 0),
        start=max(0, start or 0),
        year=year,
    )


def _start(measure: Measure, context: Context) -> tuple[float | None, int]:
    """What the measure was before, on any perimeter: its latest past, or the baseline."""
    if measure.code in context.summed:
        return None, 0  # that of all administrations together
    past, baseline = context.former.get((measure.code, "")), measure.baseline
    if past is not None and past.value and past.year >= (baseline.year or 0):
        return past.value, past.year
    return baseline.value, baseline.year or 0


def _in_a_ring(rows: Sequence[_Row]) -> Sources:
    """Two rows exchanged, or several in turn: each figure suits the start of another, and so back to the first."""
    far = [row for row in rows if row.is_far(_FAR_IN_A_RING)]
    return in_rings({row.measure.code: {o.measure.code for o in far if o is not row and row.suits(o)} for row in far})


def _shifted(rows: Sequence[_Row], by: int) -> Sources:
    """Rows whose figures suit the row above (*by* 1) or below (-1), one after the other; what stays at home ends them."""
    found: dict[str, str] = {}
    block: dict[str, str] = {}
    for place, row in enumerate(rows):
        home = rows[place - by] if 0 <= place - by < len(rows) else None
        suits = home is not None and row.suits(home)
        if home is not None and suits and row.is_far(_FAR_IN_A_BLOCK):
            block[row.measure.code] = home.measure.code
        elif row.tells and not suits and not row.is_far(_FAR_IN_A_BLOCK):
            found |= block if len(block) >= _FEWEST_IN_A_BLOCK else {}
            block = {}
    return found | (block if len(block) >= _FEWEST_IN_A_BLOCK else {})


def _copied(rows: Sequence[_Row]) -> Sources:
    """The figure of the row beside, which is at home there and far from this row's start; on a third row it was no copy."""
    standing = Counter(row.value for row in rows)
    pairs = [*pairwise(rows), *pairwise(reversed(rows))]
    return {
        row.measure.code: beside.measure.code
        for row, beside in pairs
        if row.value == beside.value
        and standing[row.value] == _ROWS_OF_A_COPY
        and row.is_far(_FAR_OF_A_COPY)
        and beside.suits(beside)
        and row.suits(beside)
        and _digits(row.value) >= _FEWEST_DIGITS
    }


def _digits(value: float) -> int:
    """How many digits tell the figure from others, noughts before and after left out: 2 of 0.17, 1 of 300."""
    return len(f"{value:.9f}".replace(".", "").strip("0"))
