"""What one entry cell asks, and the two things that reading makes of it: answers and findings."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from qpv_xlsx.domain.contract.campaign import PastResult
from qpv_xlsx.domain.contract.measures import Kind, Measure, Perimeter
from qpv_xlsx.domain.contract.questions import COUNTED, FIGURES, PARTS, Field, Question, Value
from qpv_xlsx.domain.contract.ranges import possible_range
from qpv_xlsx.domain.findings import Code, Fact, Finding, Place, Severity, finding
from qpv_xlsx.domain.returned.answers import Answer
from qpv_xlsx.domain.returned.figures import Surroundings
from qpv_xlsx.domain.returned.figures.bounds import Usual, impossible

Read = tuple[tuple[Answer, ...], tuple[Finding, ...]]
"""Answers of one cell, that of its own field first, and what there is to say of it."""

NOTHING: Read = ((), ())

_WOMEN = "femmes"
_OF_QUARTIERS = frozenset({Perimeter.QPV, Perimeter.QPV_2015, Perimeter.QPV_2024})
_EXAMPLES: Mapping[Kind, float] = MappingProxyType(
    {Kind.SHARE: 0.173, Kind.GAP: 0.163, Kind.COUNT: 12, Kind.QUANTITY: 4.5, Kind.AMOUNT: 12450, Kind.RATIO: 0.5},
)


class Asked(NamedTuple):
    """One entry cell. *usual*: former figures of the same question, in its unit, to tell a lost date from a figure.

    *years*: those of the contract and of the campaign, which somebody may type where a figure is asked; *year*: that of
    the campaign, which changes nothing beside a figure (0: not known); *places*: names that would make it another's.
    """

    measure: Measure
    field: Field
    place: Place
    quartier: str = ""
    usual: Usual = tuple
    years: range = range(0)
    year: int = 0
    places: tuple[str, ...] = ()
    text_limit: int = 2000

    @property
    def is_figure(self) -> bool:
        """Whether a figure is expected."""
        return self.field in COUNTED or (self.field in FIGURES and self.measure.kind.is_number)

    @property
    def is_part(self) -> bool:
        """Whether it is a numerator or a denominator."""
        return self.field in PARTS

    @property
    def kind(self) -> Kind:
        """How the figure is shown and bounded; parts of a fraction are counts."""
        return Kind.COUNT if self.field in COUNTED else self.measure.kind

    @property
    def maximum(self) -> float | None:
        """Largest plausible figure; it bounds the measure's own perimeter, not the territory nor a denominator."""
        return self.measure.maximum if self.field is Field.VALUE else None

    @property
    def bounded(self) -> Kind:
        """The kind that bounds the figure. Parts of a fraction may be amounts: positive, but not always whole."""
        return Kind.AMOUNT if self.is_part else self.kind

    @property
    def around(self) -> Surroundings:
        """What may stand beside the figure in the same cell."""
        return Surroundings(
            label=_WOMEN if self.field is Field.WOMEN else self.measure.label,
            unit=self.measure.unit,
            year=self.year,
            places=self.places,
            covers_quartiers=self.measure.perimeter in _OF_QUARTIERS and self.field is not Field.TERRITORY_VALUE,
        )

    @property
    def largest(self) -> float:
        """What a figure beyond it is told."""
        return possible_range(self.measure, self.field).maximum

    @property
    def example(self) -> float:
        """A figure as it is to be written; one that the measure can have."""
        example = _EXAMPLES[self.kind]
        return example if self.allows(example) else self.largest

    def allows(self, value: float) -> bool:
        """Whether *value* can be the answer: what cannot is not proposed either."""
        return impossible(value, self.bounded, self.maximum) is None

    def answer(self, value: Value, raw: str, field: Field | None = None) -> Answer:
        """An answer read in this cell, for its own field or for another of the same row."""
        question = Question(measure=self.measure.code, quartier=self.quartier, field=field or self.field)
        return Answer(question=question, value=value, raw=raw, place=self.place)

    def finding(
        self,
        code: Code,
        read: str,
        *,
        case: str = "",
        severity: Severity | None = None,
        **facts: Fact,
    ) -> Finding:
        """A finding on this cell. Facts: *kind* tells how figures are written, *field* which part of the answer it is."""
        return finding(
            code,
            place=self.place,
            severity=severity,
            case=case,
            measure=self.measure.code,
            quartier=self.quartier or None,
            read=read,
            **{"kind": self.kind.value, "field": self.field.value, **facts},
        )


def usual_figures(
    measure: Measure,
    quartier: str,
    field: Field,
    history: Iterable[PastResult] = (),
) -> Iterator[float]:
    """Baseline and former results of one question, in its unit."""
    return (figure for figure in _former(measure, quartier, field, history) if figure is not None)


def _former(measure: Measure, quartier: str, field: Field, history: Iterable[PastResult]) -> Iterator[float | None]:
    baseline = measure.baseline
    match field:
        case Field.NUMERATOR:
            yield baseline.numerator
        case Field.DENOMINATOR:
            yield baseline.denominator
        case Field.WOMEN:
            return
        case Field.TERRITORY_VALUE:
            yield from (past.territory_value for past in history if past.measure == measure.code and not past.quartier)
        case _:
            yield baseline.value
            yield from (
                past.value for past in history if past.measure == measure.code and (past.quartier or "") == quartier
            )
