"""Somebody who reads everything that is published and solves it: written without the code that masks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count

import highspy
import numpy as np

Cell = tuple[object, ...]
"""What names a figure: (measure, quartier, field), and the publication where figures changed between two."""


@dataclass(slots=True)
class Reader:
    """Knows figures, and that they are linked. *ceiling*: what nobody believes a figure to exceed."""

    ceiling: float = 10_000.0
    known: dict[Cell, float] = field(default_factory=dict)
    rows: list[tuple[dict[Cell, float], float, float]] = field(default_factory=list)
    numbers: "count[int]" = field(default_factory=count)

    def read(self, figures: Mapping[Cell, float]) -> None:
        """Take down what is printed."""
        self.known.update(figures)

    def adds_up(self, whole: Cell, parts: Iterable[Cell]) -> None:
        self.rows.append(({whole: 1.0, **dict.fromkeys(parts, -1.0)}, 0.0, 0.0))

    def holds(self, whole: Cell, parts: Iterable[Cell]) -> None:
        """The parts are among the whole."""
        self.rows.append(({whole: 1.0, **dict.fromkeys(parts, -1.0)}, 0.0, float("inf")))

    def divides(self, share: Cell, top: Cell, bottom: Cell) -> None:
        """A printed share is top over bottom, to the digits that are printed."""
        if share in self.known:
            digits = len(f"{self.known[share]:.15g}".partition(".")[2])
            precision = 0.5 * 10.0**-digits if digits < 6 else 0.0
            low, high = self.known[share] - precision, self.known[share] + precision
            self.rows.append(({top: 1.0, bottom: -low}, 0.0, float("inf")))
            self.rows.append(({top: 1.0, bottom: -high}, float("-inf"), 0.0))

    def bounds(self, wanted: Mapping[Cell, float]) -> tuple[float, float]:
        """The least and the most that a combination of figures can be."""
        cells = {cell for row, _, _ in self.rows for cell in row} | set(wanted)
        rank = {cell: number for number, cell in enumerate(sorted(cells, key=str))}
        solver = highspy.Highs()  # type: ignore[no-untyped-call]  # its stubs are partial
        solver.silent()
        for cell in rank:
            low, high = (self.known[cell],) * 2 if cell in self.known else (0.0, self.ceiling)
            solver.addVar(low, high)
        for row, low, high in self.rows:
            ranks = np.array([rank[cell] for cell in row], dtype=np.int32)
            solver.addRow(low, high, len(ranks), ranks, np.array(list(row.values())))
        ends = []
        for sign in (1.0, -1.0):
            for cell, number in rank.items():
                solver.changeColCost(number, sign * wanted.get(cell, 0.0))
            solver.run()
            assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
            ends.append(sign * solver.getInfo().objective_function_value)
        return ends[0], ends[1]
