"""What blank cells may hold: values that their tables, and the measures that they are counted with, all allow.

The reader's system is written in departures from the truth. Nobody knows the truth of a blank: any values that contradict
nothing serve, and where a relation between two blanks were left out for want of them, the reader would know more than we do.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

import highspy
import numpy as np

from qpv_xlsx.domain.publishing.bounding_cells import PRECISION, solver
from qpv_xlsx.domain.publishing.linked_system import CellKey, Unknown

BLANK = "blank"
"""Role of the unknown of a cell that was not answered."""


class Tying(Enum):
    """What is known of a whole less its parts, with what it costs to suppose that something is left."""

    SUM = 10_000.0
    """Nothing: the parts are all there is."""
    TABLE = 100.0
    """Nothing as long as it can be supposed: some persons may live in no quartier."""
    WITHIN = 0.0
    """Anything: the parts are among the whole."""


_AS_THEY_ARE: Mapping[CellKey, float] = MappingProxyType({})
_CONTRADICTION = 10_000.0  # supposing that parts exceed their whole: only where what was said says so


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A whole (+1) less its parts (−1), some of them blanks. *left*: what the rest is called; none in a sum."""

    row: dict[CellKey, float]
    tying: Tying
    left: CellKey | None = None

    def rest(self, unknowns: Mapping[CellKey, Unknown], values: Mapping[CellKey, float] = _AS_THEY_ARE) -> float:
        """What the present values leave, or these *values* where they are given."""
        return sum(weight * (values[key] if key in values else unknowns[key].true) for key, weight in self.row.items())

    def holds(self, unknowns: Mapping[CellKey, Unknown], values: Mapping[CellKey, float] = _AS_THEY_ARE) -> bool:
        """Whether they will do."""
        rest = self.rest(unknowns, values)
        return rest > -PRECISION and (self.tying is Tying.WITHIN or rest < PRECISION)


def settle(unknowns: Mapping[CellKey, Unknown], ties: Sequence[Tie]) -> Mapping[CellKey, float]:
    """Other values for the blanks, as near as can be to those they have; none where theirs will do.

    Where persons of no quartier must be supposed, or where what was said contradicts itself, as little as can be is supposed.
    """
    if all(tie.holds(unknowns) for tie in ties):
        return {}
    programme = _Programme(unknowns, [*dict.fromkeys(key for tie in ties for key in tie.row if key.role == BLANK)])
    for tie in ties:
        programme.ask(tie)
    return programme.solved()


def remembered(
    ties: Iterable[Tie], unknowns: Mapping[CellKey, Unknown], told: Mapping[CellKey, float], elsewhere: float
) -> Mapping[CellKey, float] | None:
    """Values of blanks with *told*, what they were earlier; what their tables leave is shared by their other blanks.

    *elsewhere*: persons of no quartier, then. None: a table or a measure that they are counted with forbids it.
    """
    concerned = [tie for tie in ties if tie.row.keys() & told.keys()]
    values = dict(told)
    for tie in concerned:
        others = [key for key in tie.row if key.role == BLANK and key not in values]
        if tie.tying is not Tying.WITHIN and others:
            more = tie.rest(unknowns, values) / len(others)
            values |= {key: unknowns[key].true + more for key in others}
    is_so = all(tie.holds(unknowns, values) or _leaves(tie, unknowns, values, elsewhere) for tie in concerned)
    return values if is_so and min(values.values()) > -PRECISION else None


def _leaves(tie: Tie, unknowns: Mapping[CellKey, Unknown], values: Mapping[CellKey, float], elsewhere: float) -> bool:
    return tie.tying is Tying.TABLE and abs(tie.rest(unknowns, values) - elsewhere) < PRECISION


class _Programme:
    """Each blank is its present value, and what is put to it or taken from it at a cost."""

    def __init__(self, unknowns: Mapping[CellKey, Unknown], blanks: Sequence[CellKey]) -> None:
        self._unknowns, self._blanks = unknowns, blanks
        self._rank = {key: number for number, key in enumerate(blanks)}
        self._solver = solver()
        for key in blanks:
            self._solver.addVar(0.0, highspy.kHighsInf)  # more
            self._solver.addVar(0.0, max(unknowns[key].true, 0.0))  # less
        for column in range(2 * len(blanks)):
            self._solver.changeColCost(column, 1.0)

    def ask(self, tie: Tie) -> None:
        """Require of a whole and its parts that they differ by what is left, which costs what it is worth."""
        moved = {key: weight for key, weight in tie.row.items() if key in self._rank}
        columns = [2 * self._rank[key] + side for key in moved for side in (0, 1)]
        values = [sign * weight for weight in moved.values() for sign in (1.0, -1.0)]
        columns += [self._supposed(tie.tying.value), self._supposed(_CONTRADICTION)]
        values += [-1.0, 1.0]
        rest = -tie.rest(self._unknowns)
        self._solver.addRow(rest, rest, len(columns), np.array(columns, dtype=np.int32), np.array(values))

    def _supposed(self, cost: float) -> int:
        """The column of something that is supposed at a cost."""
        column = int(self._solver.getNumCol())
        self._solver.addVar(0.0, highspy.kHighsInf)
        self._solver.changeColCost(column, cost)
        return column

    def solved(self) -> Mapping[CellKey, float]:
        """The nearest values."""
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise ArithmeticError(self._solver.getModelStatus())
        found = self._solver.getSolution().col_value
        return {
            key: self._unknowns[key].true + found[2 * rank] - found[2 * rank + 1]
            for rank, key in enumerate(self._blanks)
        }
