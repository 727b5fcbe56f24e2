"""What blank cells may hold: values that their tables, and the measures that they are counted with, all allow.

The reader's system is written in departures from the truth. Nobody knows the truth of a blank: any values that contradict
nothing serve, and where a relation between two blanks were left out for want of them, the reader would know more than we do.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from qpv_xlsx.domain.publishing.bounding_cells import PRECISION, solver
from qpv_xlsx.domain.publishing.linked_system import CellKey, Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankTable:
    """The blanks of one table, which leaves *rest* for them together."""

    blanks: tuple[CellKey, ...]
    rest: float


def settle(
    unknowns: Mapping[CellKey, Unknown], tables: Sequence[BlankTable], within: Collection[tuple[CellKey, CellKey]]
) -> Mapping[CellKey, float]:
    """Other values for the blanks, as near as can be to those they have; none where theirs will do, or where none would.

    *within*: pairs (whole, part) of which one is a blank, the other a blank or a figure that was given.
    """
    are_full = all(abs(sum(unknowns[key].true for key in one.blanks) - one.rest) < PRECISION for one in tables)
    if are_full and all(unknowns[whole].true - unknowns[part].true > -PRECISION for whole, part in within):
        return {}
    blanks = tuple(dict.fromkeys(blank for table in tables for blank in table.blanks))
    programme = _Programme(unknowns, blanks)
    for table in tables:
        programme.ask(dict.fromkeys(table.blanks, 1.0), table.rest, table.rest)
    for whole, part in within:
        programme.ask({whole: 1.0, part: -1.0}, 0.0, highspy.kHighsInf)
    return programme.solved()


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

    def ask(self, weights: Mapping[CellKey, float], least: float, most: float) -> None:
        """Require of a combination of blanks and given figures that it lie within bounds."""
        known = sum(weight * self._unknowns[key].true for key, weight in weights.items())
        moved = {key: weight for key, weight in weights.items() if key in self._rank}
        columns = [2 * self._rank[key] + side for key in moved for side in (0, 1)]
        values = [sign * weight for weight in moved.values() for sign in (1.0, -1.0)]
        self._solver.addRow(
            least - known, most - known, len(columns), np.array(columns, dtype=np.int32), np.array(values)
        )

    def solved(self) -> Mapping[CellKey, float]:
        """The nearest values; none where what was said contradicts itself."""
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return {}
        found = self._solver.getSolution().col_value
        return {
            key: self._unknowns[key].true + found[2 * rank] - found[2 * rank + 1]
            for rank, key in enumerate(self._blanks)
        }
