"""Which figures to mask so that none that is secret can be worked out, at the least loss (exact, by cuts)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import highspy
import numpy as np

from qpv_xlsx.domain.publishing.bounding_cells import PRECISION, Attacker, solver
from qpv_xlsx.domain.publishing.linked_system import CellKey, Interval, LinkedSystem, Protection, Unknown

_ROUNDS = 400  # cuts are found in a few; beyond, everything that can be masked is


def protect(system: LinkedSystem) -> Protection:
    """The masks of *system*, and what can still be worked out of each masked figure. Nothing is left out of the audit."""
    masked: set[CellKey] = set()
    intervals: dict[CellKey, Interval] = {}
    exposed: list[CellKey] = []
    lost: dict[CellKey, Interval] = {}
    for part in system.components():
        if any(one.need > 0 or one.is_forced for one in part.unknowns.values()):
            left, given_away = without_lost(part)
            found = _protected(left)
            masked |= found.masked
            intervals |= {**given_away, **found.intervals}
            exposed += found.exposed
            lost |= given_away
    return Protection(masked=frozenset(masked), intervals=intervals, exposed=tuple(exposed), lost=tuple(lost))


def without_lost(part: LinkedSystem) -> tuple[LinkedSystem, Mapping[CellKey, Interval]]:
    """*part* without what must not be known and was given away earlier, and what is known of it: all masks would not hide it."""
    if not any(one.is_public for one in part.unknowns.values()):
        return part, {}
    attacker = Attacker(part)
    attacker.knows_all_but(frozenset(part.unknowns))
    needed = {one.key: (one, attacker.interval(one)) for one in part.unknowns.values() if one.need}
    lost = {key: known for key, (one, known) in needed.items() if one.is_public or known.width < one.need - PRECISION}
    kept = {key: replace(part.unknowns[key], need=0.0, is_forced=True) for key in lost}
    return replace(part, unknowns={**part.unknowns, **kept}), lost


def _protected(part: LinkedSystem) -> Protection:
    """Masks of one part. A secondary mask that could be worked out would be no mask: it is then asked for the same width.

    Or for what it has once everything is masked, where that is less (a zero among what few bring hides nobody).
    """
    width = max((one.need for one in part.unknowns.values()), default=0.0)
    while True:
        masked = _masks(part)
        found = audit(part, masked)
        narrow = [
            key
            for key in masked
            if not part.unknowns[key].need
            and not part.unknowns[key].is_public
            and found.intervals[key].width < width - PRECISION
        ]
        if not narrow or not width:
            return found
        attacker = Attacker(part)
        attacker.knows_all_but(frozenset(part.unknowns))
        most = {key: attacker.interval(part.unknowns[key]).width for key in narrow}
        if all(found.intervals[key].width >= most[key] - PRECISION for key in narrow):
            return found
        asked = {
            key: replace(part.unknowns[key], need=min(width, most[key]), is_forced=True) for key in narrow if most[key]
        }
        part = replace(part, unknowns={**part.unknowns, **asked})


def audit(system: LinkedSystem, masked: Iterable[CellKey]) -> Protection:
    """What can be worked out of every figure that is masked or must not be known, once the others are published."""
    hidden = frozenset(masked)
    intervals: dict[CellKey, Interval] = {}
    exposed: list[CellKey] = []
    for part in system.components():
        looked_at = [one for one in part.unknowns.values() if one.key in hidden or one.need]
        if not looked_at:
            continue
        attacker = Attacker(part)
        attacker.knows_all_but(hidden)
        for one in looked_at:
            intervals[one.key] = attacker.interval(one)
            if intervals[one.key].width < one.need - PRECISION and not one.is_public:
                exposed.append(one.key)
    return Protection(masked=hidden, intervals=intervals, exposed=tuple(exposed))


def _masks(part: LinkedSystem) -> frozenset[CellKey]:
    master = _Master(part.unknowns.values())
    attacker = Attacker(part)
    for _ in range(_ROUNDS):
        masked = master.solve()
        attacker.knows_all_but(masked)
        if not any([*_cuts(part, attacker, master)]):
            return masked
    return frozenset(one.key for one in part.unknowns.values() if one.is_printed and not one.is_public)


def _cuts(part: LinkedSystem, attacker: Attacker, master: "_Master") -> Iterator[bool]:
    """Add what the present masks lack; yields whether each cell that must not be known asked for more."""
    for one in part.unknowns.values():
        if not one.need or one.is_public:
            continue
        above, below = attacker.most(one.key, 1.0), attacker.most(one.key, -1.0)
        if above.reach + below.reach < one.need - PRECISION:
            weights = {
                key: above.weights.get(key, 0.0) + below.weights.get(key, 0.0)
                for key in above.weights.keys() | below.weights.keys()
            }
            yield master.ask(weights, one.need)


class _Master:
    """The choice of masks: 0 or 1 for each figure that can be printed, least cost, under the cuts found so far."""

    def __init__(self, unknowns: Iterable[Unknown]) -> None:
        self._unknowns = {one.key: one for one in unknowns}
        self._keys = tuple(key for key, one in self._unknowns.items() if one.is_printed and not one.is_public)
        self._rank = {key: number for number, key in enumerate(self._keys)}
        self._solver = solver()
        for key in self._keys:
            one = self._unknowns[key]
            is_bound = one.is_forced or one.need > 0
            self._solver.addVar(1.0 if is_bound else 0.0, 1.0)
            self._solver.changeColCost(self._rank[key], one.cost)
            self._solver.changeColIntegrality(self._rank[key], highspy.HighsVarType.kInteger)

    def solve(self) -> frozenset[CellKey]:
        """The cheapest masks."""
        if not self._keys:
            return frozenset()
        self._solver.run()
        values = self._solver.getSolution().col_value
        return frozenset(key for key, value in zip(self._keys, values, strict=True) if value > 0.5)  # noqa: PLR2004

    def ask(self, weights: Mapping[CellKey, float], need: float) -> bool:
        """Require masks that weigh *need* together; False where no mask could (the audit will tell)."""
        hidden = sum(weight for key, weight in weights.items() if self._unknowns[key].is_free)
        left = need - hidden
        usable = {key: min(weight, left) for key, weight in weights.items() if key in self._rank}
        if left <= PRECISION or sum(usable.values()) < left - PRECISION:
            return False
        ranks = np.array([self._rank[key] for key in usable], dtype=np.int32)
        self._solver.addRow(left, highspy.kHighsInf, len(ranks), ranks, np.array(list(usable.values())))
        return True
