"""What a mask costs its reader, and what the blanks of a table may hold."""

from collections.abc import Mapping

from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.contract.questions import RESULTS, Field
from qpv_xlsx.domain.publishing.linked_system import CellKey

_TOTAL_COST, _PART_COST, _SHARE_COST = 40.0, 8.0, 5.0


def cost_of(key: CellKey, value: float, measure: Measure) -> float:
    """What masking it loses: totals stay where they can, small figures go first."""
    size = float(abs(value)) ** 0.5 / 10 if measure.kind.adds_up else 0.0
    if key.quartier:
        return 1.0 + size + (2.0 if not value else 0.0)
    if not measure.kind.adds_up and key.field is Field.VALUE:
        return _SHARE_COST
    if key.field in RESULTS:
        return _TOTAL_COST + size
    return _PART_COST + size


def spread(total: float, bounds: Mapping[CellKey, tuple[float, float]]) -> Mapping[CellKey, float]:
    """*total* shared out among cells as evenly as their bounds let; over them where they are too narrow."""
    shares = {key: least for key, (least, _) in bounds.items()}
    left = total - sum(shares.values())
    open_cells = sorted(bounds, key=lambda key: bounds[key][1] - bounds[key][0])
    for rank, key in enumerate(open_cells):
        room = bounds[key][1] - bounds[key][0]
        more = min(room, max(left, 0.0) / (len(open_cells) - rank))
        shares[key] += more
        left -= more
    shares[open_cells[-1]] += left
    return shares
