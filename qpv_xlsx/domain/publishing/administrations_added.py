"""What several administrations say together is the sum of what each says: which figures add up to which."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.publishing.linked_system import CellKey
from qpv_xlsx.domain.publishing.secret_figures import is_whole

_EQUAL = 1e-6  # relative


def added_up(
    true: Mapping[CellKey, float], measures: Mapping[str, Measure]
) -> Iterator[tuple[CellKey, Sequence[CellKey]]]:
    """Each figure of all, with those of the administrations that make it; none where they do not."""
    apart: defaultdict[CellKey, list[CellKey]] = defaultdict(list)
    for key in true:
        if not is_whole(key):
            apart[replace(key, respondent="")].append(key)
    for key, value in true.items():
        if is_whole(key) and (key.field is not Field.VALUE or measures[key.measure].kind.adds_up):
            parts = apart.get(replace(key, respondent=""), [])
            if parts and abs(sum(true[part] for part in parts) - value) <= _EQUAL * max(1.0, abs(value)):
                yield key, parts
