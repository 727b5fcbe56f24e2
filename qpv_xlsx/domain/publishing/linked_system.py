"""Figures that are published together, as linear equations: what somebody who reads them all can work out.

Method: Fischetti and Salazar, « Models and algorithms for optimizing cell suppression in tabular data with linear
constraints », JASA 95 (2000). Unknowns are departures from the true figures, so that the truth is always a solution.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from qpv_xlsx.domain.contract.questions import Field


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class CellKey:
    """One figure of one administration in one year. *respondent*: « ENSEMBLE… » for all; empty: the territory's past.

    *role*: what is worked out beside a figure (a complement, a rest); empty for a figure that can be printed.
    *vintage*: number of the earlier publication that alone holds the figure; 0: this one's.
    """

    year: int
    territory: str
    respondent: str
    measure: str
    quartier: str = ""
    field: Field = Field.VALUE
    role: str = ""
    vintage: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A figure as the reader of a publication sees it.

    *true*: its value, in the measure's unit (a blank: what is left for it by its table). *upper*: what anybody knows it
    cannot exceed; it is no less than *lower*. *cost*: how much masking it loses. *need*: width that the interval of its
    possible values must have; 0: it may be known. *is_printed*: it can be published; the others never are, and are free.
    *is_forced*: it is masked whatever it costs. *is_public*: an earlier publication gave it away for ever.
    """

    key: CellKey
    true: float
    lower: float = 0.0
    upper: float = 0.0
    cost: float = 1.0
    need: float = 0.0
    is_printed: bool = True
    is_forced: bool = False
    is_public: bool = False

    @property
    def is_free(self) -> bool:
        """Whether nobody can ever read it."""
        return not self.is_printed and not self.is_public


Equation = Mapping[CellKey, float]
"""Coefficients of a combination of figures that everybody knows to be constant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedSystem:
    """Unknowns by key, and the equations between them."""

    unknowns: Mapping[CellKey, Unknown] = field(default_factory=dict)
    equations: tuple[Equation, ...] = ()

    def components(self) -> Iterator["LinkedSystem"]:
        """Parts that no equation links: each is protected on its own."""
        group = {key: key for key in self.unknowns}
        for equation in self.equations:
            first, *others = equation
            for key in others:
                group[_root(group, key)] = _root(group, first)
        members: dict[CellKey, list[CellKey]] = defaultdict(list)
        for key in self.unknowns:
            members[_root(group, key)].append(key)
        rows: dict[CellKey, list[Equation]] = defaultdict(list)
        for equation in self.equations:
            rows[_root(group, next(iter(equation)))].append(equation)
        for root, keys in members.items():
            yield LinkedSystem(unknowns={key: self.unknowns[key] for key in keys}, equations=tuple(rows[root]))


def _root(group: dict[CellKey, CellKey], key: CellKey) -> CellKey:
    while group[key] != key:
        group[key] = group[group[key]]
        key = group[key]
    return key


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """What can be worked out of a figure: it lies between *low* and *high*, both included."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """How much is left unknown."""
        return self.high - self.low


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """Which figures of a system are masked, and what everybody can work out of each that must not be known.

    *exposed*: those whose interval is narrower than it must be; empty where the publication is safe.
    *lost*: those that earlier publications gave away, which no mask can mend.
    """

    masked: frozenset[CellKey]
    intervals: Mapping[CellKey, Interval]
    exposed: Sequence[CellKey] = ()
    lost: Sequence[CellKey] = ()
