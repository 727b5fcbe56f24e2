"""Cells that were not answered, under a total that was: each is an unknown. One that can be the same in two publications is taken to be.

A reader who keeps two publications will suppose that a quartier of which nothing was said either time has not changed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from qpv_xlsx.domain.publishing.linked_system import CellKey, Unknown

_EQUAL = 1e-6


class BlankCells:
    """What the blanks of each publication are called."""

    def __init__(self, unknowns: Mapping[CellKey, Unknown]) -> None:
        self._unknowns = unknowns
        self._names: dict[tuple[CellKey, int], CellKey] = {}

    def remember(self, key: CellKey, vintage: int, name: CellKey) -> None:
        """The blank *key* of a publication is the unknown *name*."""
        self._names[key, vintage] = name

    def name(self, key: CellKey, vintage: int) -> CellKey | None:
        """The unknown of a blank cell; None where its table told nothing of it."""
        return self._names.get((key, vintage))

    def listed(self, measures: Collection[str], vintage: int) -> Sequence[CellKey]:
        """The blanks of these measures in one publication."""
        return [key for key, of in self._names if of == vintage and key.measure in measures]

    def as_before(self, blanks: Sequence[CellKey], rest: float, vintage: int) -> Mapping[CellKey, CellKey]:
        """Names of *blanks* in another publication (the present one first), where they can be the same there; else none.

        Together they make *rest* there too; or all were told there, and leave some of it to persons of no quartier.
        """
        for other in sorted({of for _, of in self._names} | {0}):
            names = {key: self._known_as(key, other) for key in blanks}
            found = {key: name for key, name in names.items() if name is not None}
            if other == vintage or len(found) < len(blanks):
                continue
            left = rest - sum(self._unknowns[name].true for name in found.values())
            are_told = not any(name.role for name in found.values())
            if abs(left) <= _EQUAL * max(1.0, rest) or (are_told and left > 0):
                return found
        return {}

    def _known_as(self, key: CellKey, vintage: int) -> CellKey | None:
        """A figure that was told in that publication, or a blank there too."""
        told = replace(key, vintage=vintage)
        return told if told in self._unknowns else self.name(key, vintage)
