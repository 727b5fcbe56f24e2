"""Linear bounds of a figure, with HiGHS: the least and the most it can be, given all that is published."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from qpv_xlsx.domain.publishing.linked_system import CellKey, Interval, LinkedSystem, Unknown

PRECISION = 1e-6
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """The furthest departure from the truth in one direction. *weights*: what its proof asks of each masked cell."""

    reach: float
    weights: Mapping[CellKey, float]


class Attacker:
    """Knows every figure that is not masked, and every equation. Holds one linear programme, changed from cell to cell."""

    def __init__(self, system: LinkedSystem) -> None:
        self.keys = tuple(system.unknowns)
        self._unknowns = tuple(system.unknowns.values())
        self._rank = {key: number for number, key in enumerate(self.keys)}
        self._matrix = np.zeros((len(system.equations), len(self.keys)))
        for row, equation in enumerate(system.equations):
            for key, coefficient in equation.items():
                self._matrix[row, self._rank[key]] += coefficient
        self._down = np.array([max(one.true - one.lower, 0.0) for one in self._unknowns])
        self._up = np.array([max(one.upper - one.true, 0.0) for one in self._unknowns])
        self._solver = solver()
        self._load()

    def _load(self) -> None:
        zero = np.zeros(0)
        for _ in self.keys:
            self._solver.addVar(0.0, 0.0)
        for row in self._matrix:
            ranks = np.nonzero(row)[0].astype(np.int32)
            self._solver.addRow(0.0, 0.0, len(ranks), ranks, row[ranks] if len(ranks) else zero)

    def knows_all_but(self, masked: Collection[CellKey]) -> None:
        """Tell which figures are hidden; those that are never printed are too."""
        hidden = np.array([one.key in masked or one.is_free for one in self._unknowns]) & ~np.array(
            [one.is_public for one in self._unknowns]
        )
        lower, upper = np.where(hidden, -self._down, 0.0), np.where(hidden, self._up, 0.0)
        for rank, (low, high) in enumerate(zip(lower, upper, strict=True)):
            self._solver.changeColBounds(rank, float(low), float(high))

    def most(self, key: CellKey, sign: float) -> Bound:
        """How far *key* can lie above (*sign* 1) or below (−1) the truth, with the multipliers that prove it."""
        rank = self._rank[key]
        self._solver.changeColCost(rank, -sign)
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise ArithmeticError(key)
        solution = self._solver.getSolution()
        reach = abs(solution.col_value[rank])
        multipliers = -np.array(solution.row_dual, dtype=np.float64)
        self._solver.changeColCost(rank, 0.0)
        return Bound(reach=reach, weights=self._weights(rank, sign, multipliers))

    def _weights(self, rank: int, sign: float, multipliers: Floats) -> Mapping[CellKey, float]:
        """Weak duality: whatever the masks, the reach is at most the sum of these over the masked cells."""
        reduced = -multipliers @ self._matrix if len(multipliers) else np.zeros(len(self.keys))
        reduced[rank] += sign
        weights = np.where(reduced > 0, reduced * self._up, -reduced * self._down)
        return {self.keys[number]: float(weights[number]) for number in np.nonzero(weights > PRECISION)[0]}

    def interval(self, unknown: Unknown) -> Interval:
        """What *unknown* can be, given what was told."""
        return Interval(
            low=unknown.true - self.most(unknown.key, -1.0).reach, high=unknown.true + self.most(unknown.key, 1.0).reach
        )


class _Quiet(highspy.Highs):
    """HiGHS says its name on the standard output when callbacks are switched on, which is for data only: silenced before."""

    def enableCallbacks(self) -> None:  # noqa: N802  (its own name)
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]  # its stubs are partial


def solver() -> highspy.Highs:
    """HiGHS, silent, on one thread."""
    made = _Quiet()  # type: ignore[no-untyped-call]  # its stubs are partial
    made.setOptionValue("threads", 1)
    return made
