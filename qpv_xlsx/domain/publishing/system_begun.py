"""The system of a publication while it is made: its figures, what is worked out beside them, and how each is called."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from qpv_xlsx.domain.contract.campaign import Campaign, quartiers_of
from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.contract.several import groups_of
from qpv_xlsx.domain.publishing.blank_cells import BlankCells
from qpv_xlsx.domain.publishing.blank_shares import Tie, Tying
from qpv_xlsx.domain.publishing.few_enterprises import is_left_to_few, margin_of
from qpv_xlsx.domain.publishing.linked_system import CellKey, Equation, Unknown
from qpv_xlsx.domain.publishing.secret_figures import is_small, need_of
from qpv_xlsx.domain.publishing.what_masks_lose import cost_of

EQUAL = 1e-6
"""Figures that differ by less are the same."""

_REACH = 5  # thresholds: what anybody takes a hidden figure to exceed by at most


class SystemBegun:
    """Unknowns, equations and ties, and the publication that is being read: its figures, and their names."""

    def __init__(self, campaign: Campaign) -> None:
        self._measures = campaign.catalogue.measure_by_code
        self._relations = campaign.catalogue.relations
        self._several = groups_of(campaign).keys()
        self._limit = campaign.options.rules.small_count
        self._present_quartiers = self._quartiers = quartiers_of(campaign)
        self.unknowns: dict[CellKey, Unknown] = {}
        self.equations: list[Equation] = []
        self._blank_cells = BlankCells(self.unknowns)
        self._ties: dict[tuple[CellKey, ...], Tie] = {}
        self._figures: Mapping[CellKey, float] = {}
        self._declared: AbstractSet[CellKey] = frozenset()
        self._renamed: Mapping[CellKey, CellKey] = {}
        self._vintage = 0
        self._now: Mapping[CellKey, float] = {}
        self._declared_now: AbstractSet[CellKey] = frozenset()
        self._divided: set[CellKey] = set()

    def _name(self, key: CellKey) -> CellKey:
        return self._renamed.get(key, key)

    def _put(self, key: CellKey, value: float, *, is_declared: bool, is_printed: bool) -> None:
        measure = self._measures[key.measure]
        need = need_of(key, value, measure, self._limit, is_declared=is_declared)
        self.unknowns[key] = Unknown(
            key=key,
            true=value,
            lower=min(0.0, value),
            upper=self._upper(value),
            cost=cost_of(key, value, measure),
            need=need,
            is_printed=is_printed,
            is_forced=is_declared,
        )

    def _upper(self, value: float) -> float:
        return value + max(_REACH * self._limit, abs(value))

    def _beside(
        self, key: CellKey, role: str, value: float, *, need: float = 0.0, upper: float | None = None
    ) -> CellKey:
        """A figure that is never printed, and can be worked out."""
        name = replace(self._name(key), role=role, vintage=self._vintage)
        if name not in self.unknowns:
            self.unknowns[name] = Unknown(
                key=name,
                true=value,
                lower=min(0.0, value),
                upper=self._upper(value) if upper is None else upper,
                need=need,
                is_printed=False,
            )
        return name

    def _need_left(self, left: float, measure: Measure, whole: CellKey, parts: Sequence[CellKey]) -> float:
        if measure.counts_persons and is_small(left, self._limit):
            return float(self._limit)
        is_few = is_left_to_few(self._figures, self._relations, whole, parts)
        return margin_of(left, measure, self._limit) if is_few else 0.0

    def _tie(self, row: dict[CellKey, float], tying: Tying, left: CellKey | None = None) -> None:
        self._ties[(*row, *([left] if left else []))] = Tie(row=row, tying=tying, left=left)
